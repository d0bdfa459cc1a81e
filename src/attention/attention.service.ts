// The operator's queue: everything that carries `attention`, of whatever module.
// Must never scan a table: each has an index over the few rows that need an operator.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { readId, showId, type IdKind } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT, type PageQuery } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { possibleCancellationDecisions, possiblePaymentDecisions } from '../orders/decision-moves.js';
import type { AttentionItemDto, AttentionKind, AttentionPageDto } from './attention.dto.js';

interface Row {
  readonly kind: AttentionKind;
  readonly id: string;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly provider: string;
  readonly status: string;
  readonly amountWon: string | null;
  readonly hasReceipt: boolean;
  readonly attention: string;
  readonly since: Date;
}

const ID_KINDS: Readonly<Record<AttentionKind, IdKind>> = {
  payment: 'payment',
  cancellation: 'cancellation',
  billing_key: 'billingKey',
  cash_receipt: 'cashReceipt',
};

/** Ids rise with time, in all tables alike. */
const ONE_PAGE = `
  WITH waiting AS (
    (SELECT 'payment' AS kind, p.id, p.order_id, p.provider, p.status, p.amount_won, p.receipt IS NOT NULL AS has_receipt,
            p.attention, coalesce(p.in_doubt_since, p.created_at) AS since
     FROM payments p WHERE p.attention IS NOT NULL AND p.id > $1 ORDER BY p.id LIMIT $2)
    UNION ALL
    (SELECT 'cancellation', c.id, c.order_id, p.provider, c.status, c.amount_won, c.receipt IS NOT NULL,
            c.attention, coalesce(c.in_doubt_since, c.created_at)
     FROM cancellations c JOIN payments p ON p.id = c.payment_id
     WHERE c.attention IS NOT NULL AND c.id > $1 ORDER BY c.id LIMIT $2)
    UNION ALL
    (SELECT 'billing_key', k.id, NULL, k.provider, k.status, NULL, false, k.attention, k.created_at
     FROM billing_keys k WHERE k.attention IS NOT NULL AND k.id > $1 ORDER BY k.id LIMIT $2)
    UNION ALL
    (SELECT 'cash_receipt', r.id, r.order_id, r.provider, r.status, r.amount_won, false,
            r.attention, coalesce(r.in_doubt_since, r.created_at)
     FROM cash_receipts r WHERE r.attention IS NOT NULL AND r.id > $1 ORDER BY r.id LIMIT $2)
  )
  SELECT w.kind, w.id, w.order_id AS "orderId", o.order_number AS "orderNumber", w.provider, w.status,
         w.amount_won AS "amountWon", w.has_receipt AS "hasReceipt", w.attention, w.since
  FROM waiting w LEFT JOIN orders o ON o.id = w.order_id
  ORDER BY w.id LIMIT $2`;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class AttentionService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * A page of the queue, oldest first, by keyset.
   *
   * @throws Problem `malformed_request` on a cursor that is none
   */
  async list({ cursor, limit = DEFAULT_PAGE_LIMIT }: PageQuery): Promise<AttentionPageDto> {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const found = await this.dataSource.query<Row[]>(ONE_PAGE, [after, limit + 1]);
    const { rows, nextCursor } = cutPage(found, limit, shownId);
    return { items: rows.map(itemView), nextCursor };
  }
}

function itemView(row: Row): AttentionItemDto {
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
    decisions: [...decisionsAbout(row)],
  };
}

function decisionsAbout({ kind, status, hasReceipt }: Row): readonly string[] {
  if (kind === 'payment') return possiblePaymentDecisions(status, hasReceipt);
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
