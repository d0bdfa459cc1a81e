// Refund requests for tests of the database itself, in any state, complete enough for every CHECK.
// Must never be used to test the house; there, only its own calls make rows.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { plantFamily, type Family } from './sample-rows.js';

const DECIDED: readonly string[] = ['approved', 'begun', 'refused'];

/** What a state asks of a request's other columns. */
export function columnsOfState(status: string) {
  const isDecided = DECIDED.includes(status);
  return {
    decidedById: isDecided ? randomUUID() : null,
    decidedByName: isDecided ? 'Somebody else' : null,
    decidedAt: isDecided ? new Date() : null,
    decisionReason: status === 'refused' ? 'because' : null,
    staleBecause: status === 'stale' ? 'something changed' : null,
  };
}

/** Its cancellation is the family's. */
export async function insertRefundRequest(client: Client, id: string, family: Family, status: string): Promise<void> {
  const { orderId, paymentId, cancellationId } = family;
  const { decidedById, decidedByName, decidedAt, decisionReason, staleBecause } = columnsOfState(status);
  await client.query(
    `INSERT INTO refund_requests (id, status, order_id, payment_id, cancellation_id, amount_won, tax_free_won, taxable_won,
       vat_won, balance_before_won, shown_hash, reason, approval_reasons, asked_by_id, asked_by_name, asked_at, expires_at,
       decided_by_id, decided_by_name, decided_at, decision_reason, stale_because)
     VALUES ($1, $2, $3, $4, $5, 4000, 4000, 0, 0, 10000, repeat('a', 64), 'because', '[{"rule": "amount"}]', $6, 'Somebody',
       now(), now() + interval '1 hour', $7, $8, $9, $10, $11)`,
    [
      id,
      status,
      orderId,
      paymentId,
      cancellationId,
      randomUUID(),
      decidedById,
      decidedByName,
      decidedAt,
      decisionReason,
      staleBecause,
    ],
  );
}

/**
 * Puts a request straight into a state; triggers are asleep meanwhile, constraints are not.
 *
 * @param next the state it goes to next: what comes to nothing has no cancellation, everything else has one
 */
export async function plantRefundRequest(client: Client, status: string, next: string): Promise<string> {
  const [id, planted] = [randomUUID(), await plantFamily(client)];
  const family = next === 'stale' && status !== 'begun' ? { ...planted, cancellationId: randomUUID() } : planted;
  await client.query('BEGIN; ALTER TABLE refund_requests DISABLE TRIGGER USER');
  try {
    await insertRefundRequest(client, id, family, status);
    return id;
  } finally {
    await client.query('ALTER TABLE refund_requests ENABLE TRIGGER USER; COMMIT');
  }
}

/** The step itself, as the house would write it. */
export async function moveRefundRequest(client: Client, id: string, to: string): Promise<void> {
  const { decidedById, decidedByName, decidedAt, decisionReason, staleBecause } = columnsOfState(to);
  await client.query(
    `UPDATE refund_requests SET status = $2, decided_by_id = $3, decided_by_name = $4, decided_at = $5,
       decision_reason = $6, stale_because = $7 WHERE id = $1`,
    [id, to, decidedById, decidedByName, decidedAt, decisionReason, staleBecause],
  );
}
