// The hosted pages: one link to pay an order, one to register a card, with any provider.
// Must never import a provider or write to the books; it asks the orders module and the billing module.
import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module.js';
import { Clock } from '../common/clock.js';
import { OrdersModule } from '../orders/orders.module.js';
import { CardController } from './card.controller.js';
import { CardRequests } from './card-requests.js';
import { CheckoutAssetsController } from './checkout-assets.controller.js';
import { CheckoutController } from './checkout.controller.js';
import { CheckoutOrders } from './checkout-orders.js';
import { CheckoutStateController } from './checkout-state.controller.js';
import { PaymentWays } from './payment-ways.js';

@Module({
  imports: [OrdersModule, BillingModule],
  controllers: [CheckoutAssetsController, CheckoutStateController, CardController, CheckoutController],
  providers: [Clock, CheckoutOrders, PaymentWays, CardRequests],
})
export class CheckoutModule {}
