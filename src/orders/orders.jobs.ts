// Registers the orders' background jobs and the default seller's credentials when the application starts.
// Must never do work of its own; it only ties services to names.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { Answers } from './answers.js';
import { ExpiringService } from './expiring.service.js';
import {
  EXPIRE_ORDERS,
  FORGET_ANSWERS,
  RECONCILE_PAYMENT,
  SETTLE_CANCELLATION,
  SETTLE_PAYMENT,
  WATCH_UNSETTLED,
  WITHDRAW_DEPOSIT,
} from './jobs.js';
import { OperatorCalls } from './operator-calls.js';
import { ReconcilingService } from './reconciling.service.js';
import { SettlingService } from './settling.service.js';
import { UnsettledWatch } from './unsettled-watch.service.js';
import { WithdrawingService } from './withdrawing.service.js';

const WATCH_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 3_600_000;
/** How long the answer to an Idempotency-Key is kept. */
const ANSWERS_LAST_MS = 30 * 86_400_000;

@Injectable()
export class OrdersJobs implements OnModuleInit {
  readonly #logger = new Logger(OrdersJobs.name);

  constructor(
    private readonly registry: JobRegistry,
    private readonly settling: SettlingService,
    private readonly expiring: ExpiringService,
    private readonly watch: UnsettledWatch,
    private readonly answers: Answers,
    private readonly operators: OperatorCalls,
    private readonly reconciling: ReconcilingService,
    private readonly withdrawing: WithdrawingService,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      name: SETTLE_PAYMENT,
      run: async (payload) => {
        await this.settling.settlePayment(idIn(payload, 'paymentId'));
      },
      failed: (payload, failure) => this.operators.callAfterFailure('payment', idIn(payload, 'paymentId'), failure),
    });
    this.registry.register({
      name: SETTLE_CANCELLATION,
      run: async (payload) => {
        await this.settling.settleCancellation(idIn(payload, 'cancellationId'));
      },
      failed: (payload, failure) =>
        this.operators.callAfterFailure('cancellation', idIn(payload, 'cancellationId'), failure),
    });
    this.registry.register({
      name: RECONCILE_PAYMENT,
      run: async (payload) => {
        await this.reconciling.reconcile(idIn(payload, 'paymentId'));
      },
      failed: (payload, failure) =>
        this.operators.callAfterFailure('paid_payment', idIn(payload, 'paymentId'), failure),
    });
    this.registry.register({
      name: WITHDRAW_DEPOSIT,
      run: (payload) => this.withdrawing.withdraw(idIn(payload, 'paymentId')),
      failed: (payload, failure) =>
        this.operators.callAfterFailure('withdrawn_deposit', idIn(payload, 'paymentId'), failure),
    });
    this.registry.registerPeriodic({
      name: EXPIRE_ORDERS,
      everyMs: this.config.sweepEveryMs,
      run: async () => {
        await this.expiring.sweep();
      },
    });
    this.registry.registerPeriodic({
      name: WATCH_UNSETTLED,
      everyMs: WATCH_EVERY_MS,
      run: async () => {
        const found = await this.watch.run();
        if (found > 0) this.#logger.warn(`${found} unsettled payments or cancellations had no job; they have one now.`);
      },
    });
    this.registry.registerPeriodic({
      name: FORGET_ANSWERS,
      everyMs: FORGET_EVERY_MS,
      run: async () => {
        await this.answers.forgetBefore(new Date(this.clock.now().getTime() - ANSWERS_LAST_MS));
      },
    });
  }
}

function idIn(payload: unknown, name: string): string {
  const id = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[name] : undefined;
  if (typeof id === 'string') return id;
  throw new Error(`The job has no ${name}.`);
}
