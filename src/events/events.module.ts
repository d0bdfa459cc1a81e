// What happened, told outside: webhook endpoints, signed deliveries, and the history for those who missed some.
// Must never be imported by whoever writes events; the database tells this module of them.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OutboundModule } from '../common/outbound/outbound.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { RightsModule } from '../rights/rights.module.js';
import { DeliveringService } from './delivering.service.js';
import { DeliveryBook } from './delivery-book.js';
import { EndpointBook } from './endpoint-book.js';
import { EndpointsService } from './endpoints.service.js';
import { EventsController } from './events.controller.js';
import { EventsJobs } from './events.jobs.js';
import { HistoryService } from './history.service.js';
import { RedeliveringService } from './redelivering.service.js';
import { SendingService } from './sending.service.js';
import { WebhookEndpointsController } from './webhook-endpoints.controller.js';

@Module({
  imports: [OrdersModule, OutboundModule, RightsModule],
  controllers: [WebhookEndpointsController, EventsController],
  providers: [
    Clock,
    EndpointBook,
    DeliveryBook,
    SendingService,
    DeliveringService,
    EndpointsService,
    RedeliveringService,
    HistoryService,
    EventsJobs,
  ],
  // For the desk.
  exports: [EndpointsService, RedeliveringService],
})
export class EventsModule {}
