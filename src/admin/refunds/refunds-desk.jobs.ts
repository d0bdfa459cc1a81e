// Registers what refunds at the desk bring along when the application starts: background jobs, states, requests that wait.
// Must never do work of its own; it only ties services to names.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { ordersConfig, type OrdersConfig } from '../../config/orders.config.js';
import { JobRegistry } from '../../jobs/job-registry.js';
import { OperatorCalls } from '../../orders/operator-calls.js';
import { StateTables } from '../../orders/state-tables.js';
import { WaitingRequests } from '../../orders/waiting-requests.js';
import { ApprovingService } from './approving.service.js';
import { BatchBook } from './batches/batch-book.js';
import { RunningService } from './batches/running.service.js';
import { CarryingOutService } from './carrying-out.service.js';
import { CARRY_OUT_REFUND, RUN_REFUND_BATCH, runRefundBatchJob, SWEEP_REFUND_REQUESTS } from './jobs.js';
import { RefundRequestBook } from './refund-request-book.js';
import { REFUND_REQUEST_ENTITY, REFUND_REQUEST_TABLE } from './refund-request-states.js';

/** How long after the asking an approved request without a job counts as forgotten. */
const FORGOTTEN_AFTER_MS = 120_000;
/** How long a dry run is kept that nobody starts. */
const DRY_RUNS_LAST_MS = 7 * 86_400_000;

@Injectable()
export class RefundsDeskJobs implements OnModuleInit {
  readonly #logger = new Logger('Refunds');

  constructor(
    private readonly registry: JobRegistry,
    private readonly stateTables: StateTables,
    private readonly waiting: WaitingRequests,
    private readonly book: RefundRequestBook,
    private readonly carrying: CarryingOutService,
    private readonly approving: ApprovingService,
    private readonly batches: BatchBook,
    private readonly running: RunningService,
    private readonly operators: OperatorCalls,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  onModuleInit(): void {
    this.stateTables.register(REFUND_REQUEST_ENTITY, REFUND_REQUEST_TABLE);
    this.waiting.register({ externalOf: (paymentId) => this.book.waitingExternal(paymentId) });
    this.registry.register({
      name: CARRY_OUT_REFUND,
      run: async (payload) => {
        await this.carrying.carryOut((payload as { readonly requestId: string }).requestId);
      },
      failed: (payload, failure) =>
        this.operators.callAfterFailure(
          'refund_request',
          (payload as { readonly requestId: string }).requestId,
          failure,
        ),
    });
    this.registry.register({
      name: RUN_REFUND_BATCH,
      run: async (payload) => {
        await this.running.runSome((payload as { readonly batchId: string }).batchId);
      },
      // It moves no money: each line is a request with a job of its own, or says in the file why it is none. What is left fails
      // of a database that is away, and the sweep goes on with it.
      failed: null,
    });
    this.registry.registerPeriodic({
      name: SWEEP_REFUND_REQUESTS,
      everyMs: this.config.sweepEveryMs,
      run: () => this.#sweep(),
    });
  }

  async #sweep(): Promise<void> {
    await this.approving.expireOverdue();
    const before = new Date(this.clock.now().getTime() - FORGOTTEN_AFTER_MS);
    for (const requestId of await this.book.forgotten(before, CARRY_OUT_REFUND)) {
      this.#logger.warn('An approved refund had not begun and had no job; it is carried out now.');
      // One that fails is tried again by the next sweep, and must not keep the others waiting.
      await this.carrying.carryOut(requestId).catch((error: unknown) => {
        this.#logger.error({ message: 'An approved refund could not be carried out', error });
      });
    }
    for (const batchId of await this.batches.forgotten(before, RUN_REFUND_BATCH)) {
      await this.batches.enqueue(runRefundBatchJob(batchId));
    }
    await this.batches.forgetUnstarted(new Date(this.clock.now().getTime() - DRY_RUNS_LAST_MS));
  }
}
