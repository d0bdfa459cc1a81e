// Orders, payments, cancellations: the books and everything that may change them.
// Must never import a provider; providers import this and register themselves.
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '../common/clock.js';
import { SellersModule } from '../sellers/sellers.module.js';
import { AnswerApplier } from './answer-applier.service.js';
import { Answers } from './answers.js';
import { Books } from './books.js';
import { BootChecks } from './boot-checks.js';
import { KeyClaims } from './key-claims.js';
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
import { ExternalCancellationsService } from './external-cancellations.service.js';
import { ExpiringService } from './expiring.service.js';
import { OncePerKeyInterceptor } from './once-per-key.interceptor.js';
import { OperatorCalls } from './operator-calls.js';
import { OrdersController } from './orders.controller.js';
import { OrdersJobs } from './orders.jobs.js';
import { OrdersService } from './orders.service.js';
import { PaymentsController } from './payments.controller.js';
import { PayingService } from './paying.service.js';
import { PendingJobs } from './pending-jobs.js';
import { ProviderCalls } from './provider-calls.js';
import { ProviderRegistry } from './provider-registry.js';
import { ReconcilingService } from './reconciling.service.js';
import { RefundNoticeBook } from './refund-notice-book.js';
import { WaitingRequests } from './waiting-requests.js';
import { Cancellation } from './entities/cancellation.entity.js';
import { RefundNotice } from './entities/refund-notice.entity.js';
import { ReceiptIds } from './receipt-ids.service.js';
import { RefundFollowers } from './refund-followers.js';
import { SettlingService } from './settling.service.js';
import { RightsModule } from '../rights/rights.module.js';
import { KeyMoves } from './key-moves.js';
import { ProviderJobs } from './provider-jobs.js';
import { StateTables } from './state-tables.js';
import { StoredCardDesk } from './stored-card-desk.js';
import { UnsettledWatch } from './unsettled-watch.service.js';
import { WithdrawingService } from './withdrawing.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Payment, Order, Exchange, IdempotencyRecord, Verdict, RefundNotice, Cancellation]),
    SellersModule,
    RightsModule,
  ],
  controllers: [OrdersController, PaymentsController, EvidenceController],
  providers: [
    Clock,
    Books,
    Answers,
    AnswerApplier,
    OperatorCalls,
    StateTables,
    StoredCardDesk,
    ProviderRegistry,
    ProviderCalls,
    ExchangeLog,
    RefundFollowers,
    ReceiptIds,
    ReconcilingService,
    RefundNoticeBook,
    WaitingRequests,
    OrdersService,
    PayingService,
    CancellingService,
    SettlingService,
    DecidingService,
    ExternalCancellationsService,
    PendingJobs,
    EvidenceService,
    ExpiringService,
    UnsettledWatch,
    WithdrawingService,
    OrdersJobs,
    BootChecks,
    KeyMoves,
    ProviderJobs,
    KeyClaims,
    // Of every write of the whole application, whichever module it is in.
    { provide: APP_INTERCEPTOR, useClass: OncePerKeyInterceptor },
  ],
  exports: [
    Books,
    Answers,
    AnswerApplier,
    OperatorCalls,
    StateTables,
    StoredCardDesk,
    ProviderRegistry,
    ProviderCalls,
    ExchangeLog,
    RefundFollowers,
    ReconcilingService,
    OrdersService,
    PayingService,
    CancellingService,
    SettlingService,
    DecidingService,
    ExternalCancellationsService,
    PendingJobs,
    EvidenceService,
    SellersModule,
    KeyMoves,
    ProviderJobs,
    RightsModule,
    WaitingRequests,
  ],
})
export class OrdersModule {}
