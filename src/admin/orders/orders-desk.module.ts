// Orders at the desk: found, read whole, exported, and the views that people keep.
// Must never move money.
import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/audit.module.js';
import { Clock } from '../../common/clock.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { OrderSearchController } from './order-search.controller.js';
import { OrderSearch } from './order-search.service.js';

@Module({
  imports: [OrdersModule, AuditModule],
  controllers: [OrderSearchController],
  providers: [Clock, OrderSearch],
})
export class OrdersDeskModule {}
