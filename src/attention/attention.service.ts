// The operator's queue: everything that carries `attention`, of whatever module.
// Must never scan a table: each has an index over the few rows that need an operator.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { readId, showId, type IdKind } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT, type PageQuery } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { possibleCancellationDecisions, possiblePaymentDecisions } from '../orders/decision-moves.js';
import { ATTENTION_KINDS, type AttentionItemDto, type AttentionKind, type AttentionPageDto } from './attention.dto.js';

interface Row {
  readonly kind: AttentionKind;
  readonly id: string;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly provider: string;
  readonly status: string;
  readonly amountWon: string | null;
  readonly hasReceipt: boolean;
  /** Of a payment: what was taken is not what was asked for. */
  readonly goesBack: boolean;
  readonly attention: string | null;
  readonly since: Date;
}

/** Something that may need an operator, or needed one; `attention` is `null` when none is needed. */
export type FoundItem = Omit<AttentionItemDto, 'attention'> & { readonly attention: string | null };

const ID_KINDS: Readonly<Record<AttentionKind, IdKind>> = {
  payment: 'payment',
  cancellation: 'cancellation',
  billing_key: 'billingKey',
  cash_receipt: 'cashReceipt',
};

/** For each kind: its part of the queue, as columns that all have. The condition goes on after the table’s letter. */
const PARTS: Readonly<Record<AttentionKind, (condition: string) => string>> = {
  payment: (condition) => `
    SELECT 'payment' AS kind, p.id, p.order_id, p.provider, p.status, p.amount_won, p.receipt IS NOT NULL AS has_receipt,
           p.refusal ->> 'reason' IS NOT DISTINCT FROM 'given_back' AS goes_back, p.attention,
           coalesce(CASE p.status WHEN 'paid' THEN (SELECT max(v.decided_at) FROM verdicts v WHERE v.payment_id = p.id)
             ELSE p.in_doubt_since END, p.created_at) AS since
    FROM payments p WHERE p.${condition}`,
  cancellation: (condition) => `
    SELECT 'cancellation', c.id, c.order_id, p.provider, c.status, c.amount_won, c.receipt IS NOT NULL, false,
           c.attention, coalesce(c.in_doubt_since, c.created_at)
    FROM cancellations c JOIN payments p ON p.id = c.payment_id WHERE c.${condition}`,
  billing_key: (condition) => `
    SELECT 'billing_key', k.id, NULL::uuid, k.provider, k.status, NULL::bigint, false, false, k.attention, k.created_at
    FROM billing_keys k WHERE k.${condition}`,
  cash_receipt: (condition) => `
    SELECT 'cash_receipt', r.id, r.order_id, r.provider, r.status, r.amount_won, false, false,
           r.attention, coalesce(r.in_doubt_since, r.created_at)
    FROM cash_receipts r WHERE r.${condition}`,
};
const COLUMNS = '(kind, id, order_id, provider, status, amount_won, has_receipt, goes_back, attention, since)';
const SHOWN = `
  SELECT w.kind, w.id, w.order_id AS "orderId", o.order_number AS "orderNumber", w.provider, w.status,
         w.amount_won AS "amountWon", w.has_receipt AS "hasReceipt", w.goes_back AS "goesBack", w.attention, w.since
  FROM waiting w LEFT JOIN orders o ON o.id = w.order_id`;

/** Each kind's table, and its letter in the parts. */
const TABLES: Readonly<Record<AttentionKind, readonly [table: string, letter: string]>> = {
  payment: ['payments', 'p'],
  cancellation: ['cancellations', 'c'],
  billing_key: ['billing_keys', 'k'],
  cash_receipt: ['cash_receipts', 'r'],
};

/** Ids rise with time, in all tables alike. */
function onePage(kinds: readonly AttentionKind[]): string {
  const parts = kinds.map((kind) => {
    const [, letter] = TABLES[kind];
    return `(${PARTS[kind](`attention IS NOT NULL AND ${letter}.id > $1 ORDER BY ${letter}.id LIMIT $2`)})`;
  });
  return `WITH waiting ${COLUMNS} AS (${parts.join(' UNION ALL ')}) ${SHOWN} ORDER BY w.id LIMIT $2`;
}

function one(kind: AttentionKind): string {
  return `WITH waiting ${COLUMNS} AS (${PARTS[kind]('id = $1')}) ${SHOWN}`;
}

const COUNTS = ATTENTION_KINDS.map(
  (kind) => `SELECT '${kind}' AS kind, count(*)::integer AS count FROM ${TABLES[kind][0]} WHERE attention IS NOT NULL`,
).join(' UNION ALL ');

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class AttentionService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * A page of the queue, oldest first, by keyset.
   *
   * @param kinds only of these
   * @throws Problem `malformed_request` on a cursor that is none
   */
  async list(
    { cursor, limit = DEFAULT_PAGE_LIMIT }: PageQuery,
    kinds: readonly AttentionKind[] = ATTENTION_KINDS,
  ): Promise<AttentionPageDto> {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const found = await this.dataSource.query<(Row & { readonly attention: string })[]>(onePage(kinds), [
      after,
      limit + 1,
    ]);
    const { rows, nextCursor } = cutPage(found, limit, shownId);
    return { items: rows.map(itemView), nextCursor };
  }

  /**
   * One thing of a kind, whether it needs an operator or not.
   *
   * @param id UUID
   * @returns `null` when there is no such thing
   */
  async find(kind: AttentionKind, id: string): Promise<FoundItem | null> {
    const [row] = await this.dataSource.query<Row[]>(one(kind), [id]);
    return row ? itemView(row) : null;
  }

  /**
   * Keeps something that needs an operator as it is until the transaction ends.
   *
   * @returns `null` when it needs none (any more)
   */
  async holdWaiting(
    manager: EntityManager,
    kind: AttentionKind,
    id: string,
  ): Promise<{ readonly status: string; readonly attention: string } | null> {
    const [table] = TABLES[kind];
    const statement = `SELECT status, attention FROM ${table} WHERE id = $1 AND attention IS NOT NULL FOR SHARE`;
    const [row] = await manager.query<{ status: string; attention: string }[]>(statement, [id]);
    return row ?? null;
  }

  /** How many of each kind need an operator. */
  async counts(): Promise<Readonly<Record<AttentionKind, number>>> {
    const rows = await this.dataSource.query<{ kind: AttentionKind; count: number }[]>(COUNTS);
    const found = new Map(rows.map(({ kind, count }) => [kind, count]));
    const countOf = (kind: AttentionKind): number => found.get(kind) ?? 0;
    return {
      payment: countOf('payment'),
      cancellation: countOf('cancellation'),
      billing_key: countOf('billing_key'),
      cash_receipt: countOf('cash_receipt'),
    };
  }
}

function itemView<Attention extends string | null>(
  row: Row & { readonly attention: Attention },
): Omit<AttentionItemDto, 'attention'> & { attention: Attention } {
  const { kind, orderId, orderNumber, provider, status, amountWon, attention, since } = row;
  return {
    kind,
    id: shownId(row),
    orderId: orderId && showId('order', orderId),
    orderNumber,
    provider,
    status,
    amountWon: amountWon === null ? null : Number(amountWon),
    attention,
    since: since.toISOString(),
    decisions: attention === null ? [] : [...decisionsAbout(row)],
  };
}

function decisionsAbout({ kind, status, hasReceipt, goesBack }: Row): readonly string[] {
  if (kind === 'payment') return possiblePaymentDecisions(status, hasReceipt, goesBack);
  return kind === 'cancellation' ? possibleCancellationDecisions(status) : [];
}

function shownId({ kind, id }: Row): string {
  return showId(ID_KINDS[kind], id);
}

function readCursor(cursor: string): string {
  const ids = Object.values(ID_KINDS).flatMap((kind) => readId(kind, cursor) ?? []);
  const [id] = ids;
  if (id === undefined) throw new Problem('malformed_request', { detail: 'cursor must be the nextCursor of a page.' });
  return id;
}
