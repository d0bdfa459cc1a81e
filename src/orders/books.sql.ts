// The one statement that writes an order and everything a change of it causes.
// Must never be built from a value: column names come from the entities, values travel as parameters.
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Cancellation } from './entities/cancellation.entity.js';
import { Order } from './entities/order.entity.js';
import { Payment } from './entities/payment.entity.js';
import { RefundNotice } from './entities/refund-notice.entity.js';

/** Parameters, by their place. */
const P = {
  isBirth: '$1::boolean',
  expectedVersion: '$2::integer',
  order: '$3::jsonb',
  newPayments: '$4::jsonb',
  changedPayments: '$5::jsonb',
  newCancellations: '$6::jsonb',
  changedCancellations: '$7::jsonb',
  events: '$8::jsonb',
  exchanges: '$9::jsonb',
  jobs: '$10::jsonb',
  finishedJobKeys: '$11::jsonb',
  begun: '$12::jsonb',
  answered: '$13::jsonb',
  released: '$14::jsonb',
  verdicts: '$15::jsonb',
  deeds: '$16::jsonb',
  newNotices: '$17::jsonb',
  changedNotices: '$18::jsonb',
} as const;

/**
 * Everything hangs on `moved`: when the order is not at the expected version, it is empty and so is every other part.
 *
 * @param columnsOf the column names of an entity
 */
export function writeStatement(columnsOf: (entity: EntityTarget<ObjectLiteral>) => string[]): string {
  const assign = (entity: EntityTarget<ObjectLiteral>) =>
    columnsOf(entity)
      .filter((column) => column !== 'id')
      .map((column) => `${column} = n.${column}`)
      .join(', ');
  /** Named columns on both sides: a table's column order is the migrations' business, not this statement's. */
  const insert = (table: string, entity: EntityTarget<ObjectLiteral>, rows: string) => {
    const columns = columnsOf(entity);
    return `INSERT INTO ${table} (${columns.join(', ')})
      SELECT ${columns.map((column) => `n.${column}`).join(', ')}
      FROM moved, jsonb_populate_recordset(NULL::${table}, ${rows}) n`;
  };
  const orderColumns = columnsOf(Order);
  return `
    WITH born AS (
      INSERT INTO orders (${orderColumns.join(', ')})
      SELECT ${orderColumns.map((column) => `n.${column}`).join(', ')}
      FROM jsonb_populate_record(NULL::orders, ${P.order}) n WHERE ${P.isBirth}
      RETURNING id
    ), changed AS (
      UPDATE orders o SET ${assign(Order)}
      FROM jsonb_populate_record(NULL::orders, ${P.order}) n
      WHERE o.id = n.id AND o.version = ${P.expectedVersion} AND NOT ${P.isBirth}
      RETURNING o.id
    ), moved AS (
      SELECT id FROM born UNION ALL SELECT id FROM changed
    ), new_payments AS (
      ${insert('payments', Payment, P.newPayments)}
    ), changed_payments AS (
      UPDATE payments p SET ${assign(Payment)}
      FROM moved, jsonb_populate_recordset(NULL::payments, ${P.changedPayments}) n WHERE p.id = n.id
    ), new_cancellations AS (
      ${insert('cancellations', Cancellation, P.newCancellations)}
    ), changed_cancellations AS (
      UPDATE cancellations c SET ${assign(Cancellation)}
      FROM moved, jsonb_populate_recordset(NULL::cancellations, ${P.changedCancellations}) n WHERE c.id = n.id
    ), new_notices AS (
      ${insert('refund_notices', RefundNotice, P.newNotices)}
    ), changed_notices AS (
      UPDATE refund_notices r SET ${assign(RefundNotice)}
      FROM moved, jsonb_populate_recordset(NULL::refund_notices, ${P.changedNotices}) n WHERE r.id = n.id
    ), told AS (
      ${insert('events', 'RecordedEvent', P.events)}
    ), kept AS (
      ${insert('exchanges', 'Exchange', P.exchanges)}
      -- One answer may take several writes; the first of them keeps it.
      ON CONFLICT (id) DO NOTHING
    ), judged AS (
      ${insert('verdicts', 'Verdict', P.verdicts)}
    ), noted AS (
      ${insert('audit_entries', 'AuditEntry', P.deeds)}
    ), begun AS (
      ${insert('idempotency_records', 'IdempotencyRecord', P.begun)}
    ), answered AS (
      UPDATE idempotency_records r SET response_status = n.response_status, response_body = n.response_body
      FROM moved, jsonb_populate_recordset(NULL::idempotency_records, ${P.answered}) n
      WHERE r.api_key_id = n.api_key_id AND r.key = n.key
    ), released AS (
      DELETE FROM idempotency_records r
      USING moved, jsonb_populate_recordset(NULL::idempotency_records, ${P.released}) n
      WHERE r.api_key_id = n.api_key_id AND r.key = n.key
    ), finished AS (
      SELECT graphile_worker.remove_job(key) FROM moved, jsonb_array_elements_text(${P.finishedJobKeys}) key
    ), enqueued AS (
      SELECT enqueue_job(j.name, j.payload::json, j.key, j."runAt")
      FROM moved, jsonb_to_recordset(${P.jobs}) AS j(name text, payload jsonb, key text, "runAt" timestamptz)
    )
    SELECT (SELECT count(*) FROM moved)::integer AS moved,
           (SELECT count(*) FROM finished)::integer AS finished,
           (SELECT count(*) FROM enqueued)::integer AS enqueued`;
}
