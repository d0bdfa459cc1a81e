// Orders, payments, cancellations: the books and everything that may change them.
// Must never import a provider; providers import this and register themselves.
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '../common/clock.js';
import { SellersModule } from '../sellers/sellers.module.js';
import { Answers } from './answers.js';
import { Books } from './books.js';
import { BootChecks } from './boot-checks.js';
import { CancellingService } from './cancelling.service.js';
import { DecidingService } from './deciding.service.js';
import { Exchange } from './entities/exchange.entity.js';
import { IdempotencyRecord } from './entities/idempotency-record.entity.js';
import { Payment } from './entities/payment.entity.js';
import { Order } from './entities/order.entity.js';
import { Verdict } from './entities/verdict.entity.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceService } from './evidence.service.js';
import { ExchangeLog } from './exchange-log.js';
import { ExpiringService } from './expiring.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersJobs } from './orders.jobs.js';
import { OrdersService } from './orders.service.js';
import { PayingService } from './paying.service.js';
import { PendingJobs } from './pending-jobs.js';
import { ProviderCalls } from './provider-calls.js';
import { ProviderRegistry } from './provider-registry.js';
import { RefundFollowers } from './refund-followers.js';
import { SettlingService } from './settling.service.js';
import { StateTables } from './state-tables.js';
import { StoredCardDesk } from './stored-card-desk.js';
import { UnsettledWatch } from './unsettled-watch.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Payment, Order, Exchange, IdempotencyRecord, Verdict]), SellersModule],
  controllers: [OrdersController, EvidenceController],
  providers: [
    Clock,
    Books,
    Answers,
    StateTables,
    StoredCardDesk,
    ProviderRegistry,
    ProviderCalls,
    ExchangeLog,
    RefundFollowers,
    OrdersService,
    PayingService,
    CancellingService,
    SettlingService,
    DecidingService,
    PendingJobs,
    EvidenceService,
    ExpiringService,
    UnsettledWatch,
    OrdersJobs,
    BootChecks,
  ],
  exports: [
    Books,
    Answers,
    StateTables,
    StoredCardDesk,
    ProviderRegistry,
    ProviderCalls,
    ExchangeLog,
    RefundFollowers,
    OrdersService,
    PayingService,
    CancellingService,
    SettlingService,
    DecidingService,
    EvidenceService,
    PendingJobs,
    EvidenceService,
    SellersModule,
  ],
})
export class OrdersModule {}
