// The dry run of a file of refunds: says of every row what it would do, or what is wrong with it.
// Must never send anything, nor keep the file itself.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SignedInPerson } from '../../../access/require-permission.js';
import { AuditTrail } from '../../../audit/audit-trail.js';
import { Clock } from '../../../common/clock.js';
import { newId, readId, showId } from '../../../common/ids.js';
import { Problem } from '../../../common/problems.js';
import { refundsConfig, type RefundsConfig } from '../../../config/refunds.config.js';
import { Books } from '../../../orders/books.js';
import type { LoadedOrder } from '../../../orders/loaded-order.js';
import { ProviderCalls } from '../../../orders/provider-calls.js';
import { approvalReasons, type RefundFigures } from '../approval-rules.js';
import { RequestingService } from '../requesting.service.js';
import { RefundRequestBook } from '../refund-request-book.js';
import { hashOf, possibilityOf } from '../shown-refund.js';
import { hashOfLines, linesByOrder, orderOf, readRow, twiceFault, type Fault, type NamedOrder } from './batch-check.js';
import type { ReadRow, ShownLine } from './batch-check.js';
import { BatchBook } from './batch-book.js';
import { readRefundFile } from './batch-file.js';
import type { RefundBatch, RefundBatchLine } from './refund-batch.entity.js';

/** How many orders are read with one query. */
const ORDERS_AT_ONCE = 200;

/** A row with the order it means. */
interface Placed extends ReadRow {
  readonly order: LoadedOrder | null;
}

@Injectable()
export class CheckingService {
  constructor(
    private readonly book: BatchBook,
    private readonly requests: RefundRequestBook,
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly requesting: RequestingService,
    private readonly trail: AuditTrail,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(refundsConfig.KEY) private readonly config: RefundsConfig,
  ) {}

  /** @throws Problem `csv_not_readable` */
  async check(by: SignedInPerson, bytes: Uint8Array): Promise<string> {
    const rows = await this.#place(readRefundFile(bytes).map(readRow));
    const id = newId();
    const lines = await this.#judge(by, id, rows);
    const sound = lines.filter(({ faults }) => faults.length === 0);
    const batch: RefundBatch = {
      id,
      madeById: by.personId,
      madeByName: by.name,
      madeAt: this.clock.now(),
      shownHash: hashOfLines(lines),
      lineCount: lines.length,
      brokenCount: lines.length - sound.length,
      amountWon: sound.reduce((sum, { shown }) => sum + (shown?.refund.amountWon ?? 0), 0),
      startedAt: null,
      endedAt: null,
    };
    await this.dataSource.transaction(async (manager) => {
      await this.book.insert(manager, batch, lines);
      const { lineCount, brokenCount, amountWon } = batch;
      const subject = showId('refundBatch', id);
      await this.trail.record(manager, {
        by,
        action: 'refund_batch.checked',
        subject,
        after: { lineCount, brokenCount, amountWon },
      });
    });
    return id;
  }

  async #place(rows: readonly ReadRow[]): Promise<Placed[]> {
    const named = await this.#named(rows.map(({ row }) => row.order));
    const meant = rows.map(({ row }) => (row.order === '' ? null : orderOf(row, named)));
    const ids = [...new Set(meant.flatMap((each) => (each !== null && 'id' in each ? [each.id] : [])))];
    const orders = new Map<string, LoadedOrder>();
    for (let from = 0; from < ids.length; from += ORDERS_AT_ONCE) {
      const loaded = await this.books.loadAll(ids.slice(from, from + ORDERS_AT_ONCE));
      loaded.forEach((order) => orders.set(order.id, order));
    }
    return rows.map((row, index) => {
      const order = meant[index] ?? null;
      if (order === null) return { ...row, order: null };
      if ('id' in order) return { ...row, order: orders.get(order.id) ?? null };
      return { ...row, order: null, faults: [...row.faults, order] };
    });
  }

  #named(texts: readonly string[]): Promise<NamedOrder[]> {
    const ids = texts.flatMap((text) => readId('order', text) ?? []);
    return this.dataSource.query<NamedOrder[]>(
      'SELECT id, order_number AS "orderNumber" FROM orders WHERE order_number = ANY($1) OR id = ANY($2::uuid[])',
      [texts, ids],
    );
  }

  async #judge(by: SignedInPerson, batchId: string, rows: readonly Placed[]): Promise<RefundBatchLine[]> {
    const twice = linesByOrder(rows.map(({ row, order }) => ({ line: row.line, orderId: order?.id ?? null })));
    const paid = rows.flatMap(({ order }) => order?.payments.find(({ status }) => status === 'paid')?.id ?? []);
    const waiting = await this.requests.openAmong(paid);
    const ids = rows.flatMap(({ order }) => order?.id ?? []);
    const ofOrders = await this.requests.askedOfOrders(by.personId, ids);
    // What earlier rows come to counts against the day as if they had been asked for. An order has one row.
    let askedTodayWon = (await this.requesting.askedBefore(this.dataSource.manager, by.personId, newId())).todayWon;
    return rows.map(({ row, order, amountWon, faults }) => {
      const lines = order ? (twice.get(order.id) ?? []) : [];
      const own = lines.length > 1 ? [...faults, twiceFault(lines)] : faults;
      const asked = { askedTodayWon, askedOfOrderWon: ofOrders.get(order?.id ?? '') ?? 0 };
      const judged = order && own.length === 0 ? this.#shown(by, order, amountWon, waiting, asked) : null;
      const shown = judged !== null && 'refund' in judged ? judged : null;
      askedTodayWon += shown?.refund.amountWon ?? 0;
      return {
        batchId,
        line: row.line,
        orderText: row.order,
        orderId: order?.id ?? null,
        askedWon: amountWon ?? null,
        reason: row.reason,
        shown,
        faults: judged !== null && 'code' in judged ? [...own, judged] : own,
        requestId: newId(),
        failure: null,
        askedAt: null,
      };
    });
  }

  #shown(
    by: SignedInPerson,
    order: LoadedOrder,
    amountWon: number | undefined,
    waiting: ReadonlySet<string>,
    asked: Pick<RefundFigures, 'askedTodayWon' | 'askedOfOrderWon'>,
  ): ShownLine | Fault {
    const { plan, shown, whyNot } = possibilityOf(order, { amountWon }, (payment) => this.calls.providerOf(payment));
    if (whyNot) return faultOf(whyNot);
    if (waiting.has(plan.payment.id)) return faultOf(new Problem('approval_waits'));
    const figures = { amountWon: shown.amountWon, paidAt: plan.payment.paidAt, now: this.clock.now() };
    const ownLimitWon = by.refundLimitWon;
    const reasons = approvalReasons({ ...figures, ...asked, ownLimitWon }, this.config);
    return { refund: shown, shownHash: hashOf(shown), approvalReasons: reasons };
  }
}

/** What a line is told of a problem. */
export function faultOf({ code, message }: Problem): Fault {
  return { code, detail: message };
}
