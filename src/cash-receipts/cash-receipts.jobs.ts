// Registers the state table and the background jobs of cash receipts, and what follows a refund.
// Must never do work of its own; it only ties services to names.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { RefundFollowers } from '../orders/refund-followers.js';
import { StateTables } from '../orders/state-tables.js';
import { CashReceiptPorts } from './cash-receipt-ports.js';
import { CASH_RECEIPT_ENTITY, CASH_RECEIPT_TABLE } from './cash-receipt-states.js';
import { SETTLE_CASH_RECEIPT, settleCashReceiptJob, WATCH_CASH_RECEIPTS } from './jobs.js';
import { ReceiptSettlingService } from './receipt-settling.service.js';

@Injectable()
export class CashReceiptsJobs implements OnModuleInit {
  readonly #logger = new Logger(CashReceiptsJobs.name);

  constructor(
    private readonly stateTables: StateTables,
    private readonly registry: JobRegistry,
    private readonly followers: RefundFollowers,
    private readonly ports: CashReceiptPorts,
    private readonly settling: ReceiptSettlingService,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  onModuleInit(): void {
    this.stateTables.register(CASH_RECEIPT_ENTITY, CASH_RECEIPT_TABLE);
    this.followers.register((payment, now) => (this.ports.of(payment) ? settleCashReceiptJob(payment.id, now) : null));
    this.registry.register({
      name: SETTLE_CASH_RECEIPT,
      run: (payload) => this.settling.settle(paymentIdIn(payload)),
      failed: (payload, failure) => this.settling.callOperator(paymentIdIn(payload), failure),
    });
    this.registry.registerPeriodic({
      name: WATCH_CASH_RECEIPTS,
      everyMs: this.config.sweepEveryMs,
      run: async () => {
        const found = await this.settling.watch();
        if (found > 0) this.#logger.warn(`${found} unsettled cash receipts had no job; they have one now.`);
      },
    });
  }
}

function paymentIdIn(payload: unknown): string {
  const { paymentId } = (payload ?? {}) as { paymentId?: unknown };
  if (typeof paymentId === 'string') return paymentId;
  throw new Error('The job has no paymentId.');
}
