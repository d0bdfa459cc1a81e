// The provider audit: asks the providers that allow it about recent settled payments, and has what differs recorded, or an
// operator called. Must never ask faster than it is told to, nor begin anew what a process that died had begun.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, LessThanOrEqual } from 'typeorm';
import { Clock } from '../common/clock.js';
import { newId, showId } from '../common/ids.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { Books } from '../orders/books.js';
import { paymentIn } from '../orders/loaded-order.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import { ReconcilingService, type Reconciled } from '../orders/reconciling.service.js';
import { ProviderAuditRun } from './provider-audit-run.entity.js';

/** What became of one payment. */
export interface AuditedPayment {
  /** As shown. */
  readonly paymentId: string;
  readonly outcome: Reconciled;
}

/** Which payments to ask about, by when they were paid. */
export interface AuditPeriod {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

interface Candidate {
  readonly id: string;
  readonly paidAt: Date;
}

const BATCH = 50;
/** A provider that gives no clear answer so often in a row is left alone for a while. */
const MOST_UNCLEAR_IN_A_ROW = 5;
/** Whoever works on a run and does not get further for so long is dead. */
const CLAIM_MS = 180_000;
const NO_PAYMENT = '00000000-0000-0000-0000-000000000000';

/**
 * Those that were given back in full too: that may rest on somebody's word, and more may have gone back since. Late money
 * that was given back has no moment of payment.
 */
const NEXT = `
  SELECT id, "paidAt" FROM (
    (${candidates('paid', 'paid_at')}) UNION ALL (${candidates('reversed', 'coalesce(confirm_started_at, created_at)')})
  ) candidates ORDER BY "paidAt", id LIMIT $6`;

/** Another process goes on with the run. */
export class ProviderAuditTakenOver extends Error {
  constructor() {
    super('Another process has taken this run of the provider audit over, and goes on with it.');
  }
}

function candidates(status: string, moment: string): string {
  return `
    SELECT id, ${moment} AS "paidAt" FROM payments
    WHERE status = '${status}' AND provider = ANY($1) AND ${moment} >= $2 AND ${moment} < $3
      AND (${moment}, id) > ($4, $5::uuid)
    ORDER BY ${moment}, id LIMIT $6`;
}

@Injectable()
export class ProviderAudit {
  readonly #logger = new Logger(ProviderAudit.name);

  constructor(
    private readonly books: Books,
    private readonly reconciling: ReconcilingService,
    private readonly providers: ProviderRegistry,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /** Names of the providers that may be asked. */
  get audited(): string[] {
    return this.providers.all().flatMap(({ name, can }) => (can.nightlyAudit ? [name] : []));
  }

  /** Up to when the newest night's run asked; `null` before the first. */
  async lastNight(): Promise<Date | null> {
    const [run] = await this.#runs.find({ where: { nightly: true }, order: { toAt: 'DESC' }, take: 1 });
    return run?.toAt ?? null;
  }

  /** @param nightly whether it is the night's */
  async begin({ from, to }: AuditPeriod, nightly: boolean): Promise<ProviderAuditRun> {
    const now = this.clock.now();
    const run: ProviderAuditRun = {
      id: newId(),
      fromAt: from,
      toAt: to,
      nightly,
      startedAt: now,
      claimedUntil: this.#claim(),
      endedAt: null,
      lastPaidAt: null,
      lastPaymentId: null,
      payments: 0,
      recorded: 0,
      operatorsCalled: 0,
      unanswered: 0,
      notTold: 0,
    };
    await this.#runs.insert(run);
    return run;
  }

  /** Claims the oldest run that has not ended and on which no process works; `null` where there is none. */
  async takeOver(): Promise<ProviderAuditRun | null> {
    return this.dataSource.transaction(async (manager) => {
      const run = await manager.findOne(ProviderAuditRun, {
        where: { endedAt: IsNull(), claimedUntil: LessThanOrEqual(this.clock.now()) },
        order: { startedAt: 'ASC' },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      return run && manager.save(Object.assign(run, { claimedUntil: this.#claim() }));
    });
  }

  /** Lets any process go on with a claimed run. */
  async release(run: ProviderAuditRun): Promise<void> {
    await this.#save(run, {}, this.clock.now());
  }

  /**
   * Goes on with a claimed run where it stands, and keeps the claim.
   *
   * @param mostMs how long at most; what is left is for the next call
   * @param tell hears of each payment that differs
   * @returns whether it has ended
   * @throws ProviderAuditTakenOver when this process stood still for so long that another one took the run over
   */
  async goOn(run: ProviderAuditRun, mostMs: number, tell: (each: AuditedPayment) => void): Promise<boolean> {
    const startedMs = performance.now();
    let unclearInARow = 0;
    for (;;) {
      const batch = await this.#next(run);
      if (batch.length === 0) {
        await this.#save(run, { endedAt: this.clock.now() });
        this.#report(run);
        return true;
      }
      for (const candidate of batch) {
        const outcome = await this.#audit(candidate);
        await this.#save(run, afterPayment(run, candidate, outcome));
        if (outcome === 'recorded' || outcome === 'operator_called') {
          tell({ paymentId: showId('payment', candidate.id), outcome });
        }
        unclearInARow = outcome === 'unclear' ? unclearInARow + 1 : 0;
        if (unclearInARow >= MOST_UNCLEAR_IN_A_ROW || performance.now() - startedMs >= mostMs) {
          return false;
        }
        await this.#pause();
      }
    }
  }

  async #audit({ id }: Candidate): Promise<Reconciled> {
    const order = await this.books.load({ paymentId: id });
    if (!order) return 'not_settled';
    try {
      return await this.reconciling.audit(order, paymentIn(order, id));
    } catch (error) {
      this.#logger.error({ message: 'A payment could not be audited', paymentId: showId('payment', id), error });
      return 'unclear';
    }
  }

  #next(run: ProviderAuditRun): Promise<Candidate[]> {
    const { fromAt, toAt, lastPaidAt, lastPaymentId } = run;
    const values = [this.audited, fromAt, toAt, lastPaidAt ?? new Date(0), lastPaymentId ?? NO_PAYMENT, BATCH];
    return this.dataSource.query<Candidate[]>(NEXT, values);
  }

  async #save(run: ProviderAuditRun, changes: Partial<ProviderAuditRun>, claimedUntil = this.#claim()): Promise<void> {
    const { id, claimedUntil: claim } = run;
    const { affected } = await this.#runs.update({ id, claimedUntil: claim }, { ...changes, claimedUntil });
    if (affected !== 1) throw new ProviderAuditTakenOver();
    Object.assign(run, changes, { claimedUntil });
  }

  #claim(): Date {
    return new Date(this.clock.now().getTime() + CLAIM_MS);
  }

  /** Providers are not ours to be hurried. */
  async #pause(): Promise<void> {
    if (this.config.providerAuditPauseMs === 0) return;
    await new Promise((resolve) => setTimeout(resolve, this.config.providerAuditPauseMs));
  }

  #report({ payments, recorded, operatorsCalled, unanswered, notTold }: ProviderAuditRun): void {
    const message = `The provider audit asked about ${payments} payments: ${recorded} refunds made elsewhere were recorded, an operator was called to ${operatorsCalled}, ${unanswered} got no clear answer, of ${notTold} the provider does not tell what is left.`;
    if (recorded + operatorsCalled + unanswered > 0) this.#logger.warn(message);
    else this.#logger.log(message);
  }

  get #runs() {
    return this.dataSource.getRepository(ProviderAuditRun);
  }
}

function afterPayment(
  run: ProviderAuditRun,
  { id, paidAt }: Candidate,
  outcome: Reconciled,
): Partial<ProviderAuditRun> {
  return {
    lastPaidAt: paidAt,
    lastPaymentId: id,
    payments: run.payments + 1,
    recorded: run.recorded + (outcome === 'recorded' ? 1 : 0),
    operatorsCalled: run.operatorsCalled + (outcome === 'operator_called' ? 1 : 0),
    unanswered: run.unanswered + (outcome === 'unclear' ? 1 : 0),
    notTold: run.notTold + (outcome === 'not_told' ? 1 : 0),
  };
}
