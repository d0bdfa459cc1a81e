// Running the house from the desk: stored cards, sellers, API keys, webhook endpoints, and the simulators' troubles.
// Must never hold a rule of any of them.
import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { BillingModule } from '../../billing/billing.module.js';
import { EventsModule } from '../../events/events.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { ApiKeysDeskController } from './api-keys-desk.controller.js';
import { BillingKeysDeskController } from './billing-keys-desk.controller.js';
import { EndpointsDeskController } from './endpoints-desk.controller.js';
import { EndpointRecords } from './endpoint-records.js';
import { ProvidersDeskController } from './providers-desk.controller.js';
import { SellerRecords } from './seller-records.js';
import { SellersDeskController } from './sellers-desk.controller.js';
import { SimulatorControl } from './simulator-control.js';
import { SimulatorsDeskController } from './simulators-desk.controller.js';

@Module({
  imports: [PeopleModule, AccessModule, OrdersModule, BillingModule, EventsModule],
  controllers: [
    ApiKeysDeskController,
    BillingKeysDeskController,
    EndpointsDeskController,
    ProvidersDeskController,
    SellersDeskController,
    SimulatorsDeskController,
  ],
  providers: [EndpointRecords, SellerRecords, SimulatorControl],
})
export class RunningDeskModule {}
