// PAYCO: registers itself as a provider and opens the doors that PAYCO and its buyers come through.
// Must never be imported by orders; the application lists it, and that is all it takes.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OutboundModule } from '../common/outbound/outbound.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaycoClient } from './payco.client.js';
import { PaycoDepositsController } from './payco-deposits.controller.js';
import { PaycoExtrasController } from './payco-extras.controller.js';
import { PaycoExtrasService } from './payco-extras.service.js';
import { PaycoProvider } from './payco.provider.js';
import { PaycoJobs } from './payco.jobs.js';
import { PaycoReturnController } from './payco-return.controller.js';

@Module({
  imports: [OrdersModule, OutboundModule],
  controllers: [PaycoReturnController, PaycoDepositsController, PaycoExtrasController],
  providers: [Clock, PaycoClient, PaycoProvider, PaycoExtrasService, PaycoJobs],
})
export class PaycoModule {}
