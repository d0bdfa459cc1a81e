// The decision queue at the refund desk.
// Must never hold logic.
import { Module } from '@nestjs/common';
import { AttentionModule } from '../../attention/attention.module.js';
import { BillingModule } from '../../billing/billing.module.js';
import { Clock } from '../../common/clock.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { RefundsDeskModule } from '../refunds/refunds-desk.module.js';
import { DecisionCarrier } from './decision-carrier.js';
import { QueueDecidingService } from './queue-deciding.service.js';
import { QueueLooks } from './queue-looks.js';
import { QueueController } from './queue.controller.js';
import { QueueService } from './queue.service.js';

@Module({
  imports: [AttentionModule, BillingModule, OrdersModule, PeopleModule, RefundsDeskModule],
  controllers: [QueueController],
  providers: [Clock, QueueLooks, QueueService, QueueDecidingService, DecisionCarrier],
})
export class QueueDeskModule {}
