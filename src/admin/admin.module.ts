// The refund desk's API: one module for each thing that people do there.
// Must never hold logic, nor be imported by anything but the application.
import { Module } from '@nestjs/common';
import { ChangesDeskModule } from './changes/changes-desk.module.js';
import { FiguresDeskModule } from './figures/figures-desk.module.js';
import { OrdersDeskModule } from './orders/orders-desk.module.js';
import { QueueDeskModule } from './queue/queue-desk.module.js';
import { RefundsDeskModule } from './refunds/refunds-desk.module.js';
import { RunningDeskModule } from './running/running-desk.module.js';

@Module({
  imports: [
    ChangesDeskModule,
    FiguresDeskModule,
    OrdersDeskModule,
    QueueDeskModule,
    RefundsDeskModule,
    RunningDeskModule,
  ],
})
export class AdminModule {}
