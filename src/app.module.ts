// The one visible list of modules: the map of the house.
// Must never hold logic.
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccessModule } from './access/access.module.js';
import { AdminModule } from './admin/admin.module.js';
import { AttentionModule } from './attention/attention.module.js';
import { BillingModule } from './billing/billing.module.js';
import { CashReceiptsModule } from './cash-receipts/cash-receipts.module.js';
import { CheckoutModule } from './checkout/checkout.module.js';
import { SealingModule } from './common/sealing.module.js';
import { configurations } from './config/configuration.js';
import { ConsolePageModule } from './console-page/console-page.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsModule } from './events/events.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MoneyModule } from './money/money.module.js';
import { ObservabilityModule } from './observability/observability.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { ProviderRegistry } from './orders/provider-registry.js';
import { PaycoModule } from './payco/payco.module.js';
import { PaypleModule } from './payple/payple.module.js';
import { PeopleModule } from './people/people.module.js';
import { ProviderAuditModule } from './provider-audit/provider-audit.module.js';
import { SellersApiModule } from './sellers/sellers-api.module.js';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: configurations }),
    DatabaseModule,
    SealingModule,
    JobsModule,
    AccessModule,
    PeopleModule,
    OrdersModule,
    SellersApiModule.checkedBy({
      imports: [OrdersModule],
      inject: ProviderRegistry,
      useFactory: (registry) => (provider, credentials) => registry.get(provider).checkCredentials(credentials),
    }),
    BillingModule,
    CashReceiptsModule,
    EventsModule,
    PaycoModule,
    PaypleModule,
    CheckoutModule,
    AttentionModule,
    MoneyModule,
    ProviderAuditModule,
    AdminModule,
    ConsolePageModule,
    ObservabilityModule,
    OpenApiModule,
  ],
})
export class AppModule {}
