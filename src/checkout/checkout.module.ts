// The hosted checkout page: one link to pay an order with any provider.
// Must never import a provider or write to the books; it asks the orders module.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OrdersModule } from '../orders/orders.module.js';
import { CheckoutAssetsController } from './checkout-assets.controller.js';
import { CheckoutController } from './checkout.controller.js';
import { CheckoutOrders } from './checkout-orders.js';
import { CheckoutStateController } from './checkout-state.controller.js';
import { PaymentWays } from './payment-ways.js';

@Module({
  imports: [OrdersModule],
  controllers: [CheckoutAssetsController, CheckoutStateController, CheckoutController],
  providers: [Clock, CheckoutOrders, PaymentWays],
})
export class CheckoutModule {}
