// Stored cards and charges on them, with whatever provider keeps some.
// Must never import a provider.
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '../common/clock.js';
import { Payment } from '../orders/entities/payment.entity.js';
import { OrdersModule } from '../orders/orders.module.js';
import { BillingKey } from './billing-key.entity.js';
import { BillingKeysController } from './billing-keys.controller.js';
import { BillingKeysService } from './billing-keys.service.js';
import { BillingPorts } from './billing-ports.js';
import { BillingJobs } from './billing.jobs.js';
import { CardLandingController } from './card-landing.controller.js';
import { CardPaymentsService } from './card-payments.service.js';
import { ChargesService } from './charges.service.js';
import { ChargeRunner } from './charge-runner.service.js';
import { ChargingService } from './charging.service.js';
import { DescribingService } from './describing.service.js';
import { KeyBook } from './key-book.js';
import { RegisteredCardsService } from './registered-cards.service.js';
import { RegisteringService } from './registering.service.js';
import { RegistrationMoney } from './registration-money.service.js';
import { RegistrationWindows } from './registration-windows.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([BillingKey, Payment]), OrdersModule],
  controllers: [BillingKeysController, CardLandingController],
  providers: [
    Clock,
    KeyBook,
    BillingPorts,
    BillingKeysService,
    ChargesService,
    DescribingService,
    RegisteringService,
    RegistrationMoney,
    RegistrationWindows,
    RegisteredCardsService,
    ChargeRunner,
    ChargingService,
    CardPaymentsService,
    BillingJobs,
  ],
  exports: [
    BillingKeysService,
    ChargesService,
    DescribingService,
    RegisteringService,
    RegistrationMoney,
    RegistrationWindows,
    ChargingService,
  ],
})
export class BillingModule {}
