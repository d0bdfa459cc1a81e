// Orders at the desk: found, read whole, exported, and the views that people keep.
// Must never move money.
import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/audit.module.js';
import { Clock } from '../../common/clock.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { Choices } from './choices.service.js';
import { Exporting } from './exporting.service.js';
import { ExportsController } from './exports.controller.js';
import { RefundsDeskModule } from '../refunds/refunds-desk.module.js';
import { OrderPageController } from './order-page.controller.js';
import { OrderPages } from './order-page.service.js';
import { OrderSearchController } from './order-search.controller.js';
import { OrderSearch } from './order-search.service.js';
import { Unmasking } from './unmasking.service.js';
import { ViewsController } from './views.controller.js';
import { Views } from './views.service.js';

@Module({
  imports: [OrdersModule, AuditModule, RefundsDeskModule],
  controllers: [OrderSearchController, ExportsController, OrderPageController, ViewsController],
  providers: [Clock, OrderSearch, OrderPages, Unmasking, Exporting, Choices, Views],
})
export class OrdersDeskModule {}
