// The books: the only code that reads an order whole and the only code that writes money rows.
// A change is one SQL statement, so it is one round trip and one commit, and happens entirely or not at all.
// Must never call a provider, and must never write a row whose version moved since it was read.
import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, QueryFailedError, type EntityTarget, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { Clock } from '../common/clock.js';
import { isDeadlock } from '../common/deadlock.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { showId } from '../common/ids.js';
import { observeEvent } from '../common/metrics.js';
import { Problem } from '../common/problems.js';
import { SellerCredentials } from '../sellers/seller-credentials.entity.js';
import { writeStatement } from './books.sql.js';
import { Cancellation } from './entities/cancellation.entity.js';
import { RecordedEvent } from './entities/event.entity.js';
import { Exchange } from './entities/exchange.entity.js';
import { IdempotencyRecord } from './entities/idempotency-record.entity.js';
import { Order } from './entities/order.entity.js';
import { Payment } from './entities/payment.entity.js';
import { RefundNotice } from './entities/refund-notice.entity.js';
import { Verdict } from './entities/verdict.entity.js';
import type { LoadedOrder } from './loaded-order.js';
import { OrderDraft } from './order-draft.js';

/** What to read beside the order itself. */
export interface LoadAlso {
  readonly ticket?: IdempotencyTicket | null;
  readonly credentialsFor?: string;
}

/** How to find an order. */
export type OrderKey =
  | { readonly orderId: string }
  | { readonly paymentId: string }
  | { readonly cancellationId: string }
  | { readonly checkoutToken: string }
  | { readonly provider: string; readonly providerReference: string }
  | { readonly sellerCode: string; readonly orderNumber: string };

/** How a write ended. Everything but `written` means that nothing was written. */
export type WriteOutcome =
  | 'written'
  | 'stale'
  | 'idempotency_key_used'
  | 'order_number_used'
  | 'unknown_seller'
  | 'month_charged'
  | 'provider_number_used'
  | 'key_not_usable';

/** How often a change is tried again when others were faster. */
const MOST_TRIES = 12;
/** After so many there is a crowd: each waits a little, by chance, so that they do not meet again. */
const TRIES_AT_ONCE = 3;
const LONGEST_PAUSE_MS = 200;

@Injectable()
export class Books {
  readonly #logger = new Logger(Books.name);
  readonly #statement: string;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.#statement = writeStatement((entity) => this.#columns(entity).map((column) => column.databaseName));
  }

  /** The order, or `null`. One round trip. */
  async load(key: OrderKey, also: LoadAlso = {}): Promise<LoadedOrder | null> {
    const query = this.dataSource
      .getRepository(Order)
      .createQueryBuilder('o')
      .leftJoinAndSelect('o.payments', 'p')
      .leftJoinAndSelect('p.credentials', 'c')
      .leftJoinAndSelect('o.cancellations', 'x');
    const order: LoadedOrder | null = await joinAlso(whereKey(query, key), also).getOne();
    order?.payments.sort(byId);
    order?.cancellations.sort(byId);
    return order;
  }

  /** Orders with their payments and cancellations, in no order of their own; those that are not there are left out. */
  loadAll(orderIds: readonly string[]): Promise<LoadedOrder[]> {
    return this.dataSource
      .getRepository(Order)
      .createQueryBuilder('o')
      .leftJoinAndSelect('o.payments', 'p')
      .leftJoinAndSelect('o.cancellations', 'x')
      .where('o.id = ANY(:orderIds)', { orderIds: [...orderIds] })
      .getMany();
  }

  /**
   * Decides on an order and writes the decision; when others changed it meanwhile, reads it again and decides anew.
   *
   * @param key how to read it again
   * @param order as read just now, or `null` to read it here; left as it is, so that nobody reads a try that was not written
   * @param decide makes moves on the draft and may throw a `Problem`, which leaves everything as it was; must be safe to
   *   run several times
   * @param approach makes the steps that lead to where `decide` begins, one in each draft, and says whether another is left; the
   *   database lets a row take one step in a write. All of them are written together with the decision, or nothing is
   * @returns what `decide` returned, and the order as it is now
   * @throws Problem `not_found`, `busy`, `idempotency_key_running`, `month_charged`, `billing_key_not_usable`, `approval_waits`,
   *   `decision_not_possible`, or whatever `decide` throws
   */
  async change<T>(
    key: OrderKey,
    order: LoadedOrder | null,
    decide: (draft: OrderDraft) => T,
    approach?: (draft: OrderDraft) => boolean,
  ): Promise<{ order: LoadedOrder; value: T }> {
    let current = order;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (tries >= TRIES_AT_ONCE) await pause(tries);
      current ??= await this.load(key);
      if (!current) throw new Problem('not_found');
      const steps = approach ? this.#stepsOf(current, approach) : [];
      const draft = new OrderDraft(steps.length === 0 ? copyOf(current) : after(steps), this.clock.now());
      const value = decide(draft);
      if (steps.length === 0 && draft.isEmpty) return { order: current, value };
      const outcome = steps.length === 0 ? await this.write(draft) : await this.#writeTogether([...steps, draft]);
      if (outcome === 'written') return { order: draft.order, value };
      if (outcome === 'month_charged') throw new Problem('month_charged');
      if (outcome === 'provider_number_used') throw new Problem('provider_number_used');
      if (outcome === 'key_not_usable') throw new Problem('billing_key_not_usable');
      if (outcome === 'idempotency_key_used') throw new Problem('idempotency_key_running');
      current = null;
    }
    throw new Problem('busy');
  }

  /** Writes a new order. One round trip, one commit. */
  create(draft: OrderDraft): Promise<WriteOutcome> {
    return this.#run(draft, true, this.dataSource);
  }

  /** Writes a change. One round trip, one commit. @throws Problem `approval_waits`, `decision_not_possible` */
  write(draft: OrderDraft): Promise<WriteOutcome> {
    return this.#run(draft, false, this.dataSource);
  }

  /** The drafts that lead to where a decision begins; none when it begins where the order is. */
  #stepsOf(order: LoadedOrder, approach: (draft: OrderDraft) => boolean): OrderDraft[] {
    const steps: OrderDraft[] = [];
    for (let isFurther = true; isFurther;) {
      const draft = new OrderDraft(steps.length === 0 ? copyOf(order) : after(steps), this.clock.now());
      isFurther = approach(draft);
      if (!draft.isEmpty) steps.push(draft);
    }
    return steps;
  }

  /** All of them, or nothing. @throws Problem `approval_waits`, `decision_not_possible` */
  async #writeTogether(drafts: readonly OrderDraft[]): Promise<WriteOutcome> {
    try {
      await this.dataSource.transaction(async (manager) => {
        for (const draft of drafts) {
          const outcome = await this.#run(draft, false, manager);
          if (outcome !== 'written') throw new Undone(outcome);
        }
      });
      for (const draft of drafts) this.#announce(draft);
      return 'written';
    } catch (error) {
      if (error instanceof Undone) return error.outcome;
      throw error;
    }
  }

  async #run(draft: OrderDraft, isBirth: boolean, at: Pick<DataSource, 'query'>): Promise<WriteOutcome> {
    draft.order.version = draft.nextVersion;
    const values = [
      isBirth,
      draft.expectedVersion,
      ...[
        this.#row(Order, draft.order),
        this.#rows(Payment, draft.newPayments),
        this.#rows(Payment, draft.changedPayments),
        this.#rows(Cancellation, draft.newCancellations),
        this.#rows(Cancellation, draft.changedCancellations),
        this.#rows(RecordedEvent, draft.events),
        this.#rows(Exchange, draft.exchanges),
        draft.jobs,
        draft.finishedJobKeys,
        this.#rows(IdempotencyRecord, draft.begun),
        this.#rows(IdempotencyRecord, draft.answered),
        draft.released.map(({ apiKeyId, key }) => ({ api_key_id: apiKeyId, key })),
        this.#rows(Verdict, draft.verdicts),
        // By its name: whoever moves money takes the entry from its caller, and knows nothing of the trail.
        this.#rows('AuditEntry', draft.deeds),
        this.#rows(RefundNotice, draft.newNotices),
        this.#rows(RefundNotice, draft.changedNotices),
      ].map((part) => JSON.stringify(part)),
    ];
    try {
      const rows = await at.query<{ moved: number }[]>(this.#statement, values);
      if (rows[0]?.moved !== 1) return 'stale';
      if (at === this.dataSource) this.#announce(draft);
      return 'written';
    } catch (error) {
      // Undone whole, as if somebody had been faster.
      if (!isBirth && isDeadlock(error)) return 'stale';
      return outcomeOf(error, draft, isBirth);
    }
  }

  /** For operators: a line and a count for each thing that happened, doubts louder than the rest. */
  #announce({ order, events }: OrderDraft): void {
    for (const { type, data } of events) {
      observeEvent(type);
      const { paymentId, cancellationId } = data;
      const line = { message: type, orderId: showId('order', order.id), paymentId, cancellationId };
      if (type.endsWith('.in_doubt')) this.#logger.warn(line);
      else this.#logger.log(line);
    }
  }

  #rows(entity: EntityTarget<ObjectLiteral>, values: Iterable<ObjectLiteral>): Record<string, unknown>[] {
    return [...values].map((value) => this.#row(entity, value));
  }

  /** The row as JSON under its column names, for `jsonb_populate_record`. */
  #row(entity: EntityTarget<ObjectLiteral>, value: ObjectLiteral): Record<string, unknown> {
    return Object.fromEntries(
      this.#columns(entity).map((column) => [column.databaseName, column.getEntityValue(value) as unknown]),
    );
  }

  #columns(entity: EntityTarget<ObjectLiteral>) {
    return this.dataSource.getMetadata(entity).columns;
  }
}

/** Undoes the steps before one that could not be written. */
class Undone extends Error {
  constructor(readonly outcome: WriteOutcome) {
    super(outcome);
  }
}

/** The order as the last of some steps leaves it. */
function after(steps: readonly OrderDraft[]): LoadedOrder {
  const last = steps.at(-1);
  if (!last) throw new Error('There is no step.');
  return { ...copyOf(last.order), version: last.nextVersion };
}

function pause(tries: number): Promise<void> {
  const longestMs = Math.min(5 * 2 ** tries, LONGEST_PAUSE_MS);
  return setTimeout(randomInt(longestMs));
}

/** Rows are changed by replacing their fields, so copies of the rows are enough. */
function copyOf(order: LoadedOrder): LoadedOrder {
  return {
    ...order,
    payments: order.payments.map((payment) => ({ ...payment })),
    cancellations: order.cancellations.map((cancellation) => ({ ...cancellation })),
  };
}

function whereKey(query: SelectQueryBuilder<Order>, key: OrderKey): SelectQueryBuilder<Order> {
  if ('orderId' in key) return query.where('o.id = :orderId', key);
  if ('checkoutToken' in key) return query.where('o.checkoutToken = :checkoutToken', key);
  if ('orderNumber' in key) return query.where('o.sellerCode = :sellerCode AND o.orderNumber = :orderNumber', key);
  if ('providerReference' in key) {
    const payment =
      'SELECT order_id FROM payments WHERE provider = :provider AND provider_reference = :providerReference';
    return query.where(`o.id = (${payment})`, key);
  }
  if ('paymentId' in key) {
    return query.where('o.id = (SELECT order_id FROM payments WHERE id = :paymentId)', key);
  }
  return query.where('o.id = (SELECT order_id FROM cancellations WHERE id = :cancellationId)', key);
}

function joinAlso(query: SelectQueryBuilder<Order>, also: LoadAlso): SelectQueryBuilder<Order> {
  if (also.ticket) {
    const { apiKeyId, key } = also.ticket;
    query.leftJoinAndMapOne('o.earlier', IdempotencyRecord, 'r', 'r.apiKeyId = :apiKeyId AND r.key = :key', {
      apiKeyId,
      key,
    });
  }
  if (also.credentialsFor !== undefined) {
    query.leftJoinAndMapOne(
      'o.activeCredentials',
      SellerCredentials,
      'a',
      'a.sellerCode = o.sellerCode AND a.provider = :credentialsFor AND a.active',
      { credentialsFor: also.credentialsFor },
    );
  }
  return query;
}

/** What a constraint that says no means, and of what it can be expected: of what is written anew. */
const EXPECTED: readonly {
  readonly constraint: string;
  readonly outcome: WriteOutcome;
  readonly of: (draft: OrderDraft, isBirth: boolean) => boolean;
}[] = [
  { constraint: 'idempotency_records_key', outcome: 'idempotency_key_used', of: () => true },
  { constraint: 'orders_number_unique', outcome: 'order_number_used', of: (_, isBirth) => isBirth },
  { constraint: 'orders_seller_code_fkey', outcome: 'unknown_seller', of: (_, isBirth) => isBirth },
  { constraint: 'payments_one_charge_per_month', outcome: 'month_charged', of: addsPayment },
  { constraint: 'payments_key_usable', outcome: 'key_not_usable', of: addsPayment },
  {
    constraint: 'cancellations_external_number',
    outcome: 'provider_number_used',
    of: ({ newCancellations }) => newCancellations.size > 0,
  },
];

function addsPayment({ newPayments }: OrderDraft): boolean {
  return newPayments.size > 0;
}

/**
 * A constraint that said no tells which of the expected things happened. Anything else is thrown on: an answer that cannot be
 * written is no mistake of whoever called.
 */
function outcomeOf(error: unknown, draft: OrderDraft, isBirth: boolean): WriteOutcome {
  const cause: Refused = error instanceof QueryFailedError ? (error.driverError as Refused) : {};
  const expected = EXPECTED.find(({ constraint, of }) => constraint === cause.constraint && of(draft, isBirth));
  if (expected) return expected.outcome;
  if (WAITS.some((constraint) => constraint === cause.constraint)) throw waits(cause);
  if (cause.constraint === FOUND_ALREADY) throw foundAlready(cause.detail ?? '');
  throw error;
}

/** What the database says when it refuses. */
interface Refused {
  readonly constraint?: string;
  readonly detail?: string;
}

/** Another payment was found under the provider's number; the detail is its UUID. */
const FOUND_ALREADY = 'payments_found_once';

/** Something waits at the refund desk that this would overtake; the detail is the UUID of the request. */
const WAITS = ['cancellations_external_waits', 'verdicts_decision_waits'] as const;

function waits({ detail }: Refused): Problem {
  return new Problem('approval_waits', detail === undefined ? {} : { resourceId: showId('refundRequest', detail) });
}

/** @param paymentId UUID of the payment that has the number */
export function foundAlready(paymentId: string): Problem {
  const detail = `The provider’s id is that of ${showId('payment', paymentId)} already.`;
  return new Problem('decision_not_possible', { detail });
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
