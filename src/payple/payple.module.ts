// Payple: registers itself as a provider and opens the doors that Payple and its buyers come through.
// Must never be imported by orders; the application lists it, and that is all it takes.
import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module.js';
import { Clock } from '../common/clock.js';
import { OutboundModule } from '../common/outbound/outbound.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaypleAuthorizationsController } from './window/payple-authorizations.controller.js';
import { PaypleNoticesController } from './payple-notices.controller.js';
import { PaypleResultsController } from './window/payple-results.controller.js';
import { PaypleWindows } from './window/payple-windows.service.js';
import { PaypleBilling } from './billing/payple.billing.js';
import { PaypleCharges } from './payple-charges.service.js';
import { PaypleInquiries } from './payple-inquiries.service.js';
import { PaypleClient } from './payple.client.js';
import { PaypleProvider } from './payple.provider.js';
import { WindowTokens } from './window/payple-window-tokens.js';

@Module({
  imports: [OrdersModule, BillingModule, OutboundModule],
  controllers: [PaypleAuthorizationsController, PaypleResultsController, PaypleNoticesController],
  providers: [
    Clock,
    PaypleClient,
    PaypleCharges,
    PaypleInquiries,
    PaypleBilling,
    PaypleProvider,
    PaypleWindows,
    WindowTokens,
  ],
})
export class PaypleModule {}
