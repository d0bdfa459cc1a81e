// Steps and births as plain SQL, past all code of the house: what the database itself says to each.
// Must never take the code's word for what the database holds.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { answerOf } from '../../support/database-answer.js';
import {
  cancelledWonIn,
  insertBillingKey,
  insertCancellation,
  insertCashReceipt,
  insertOrder,
  insertPayment,
  insertVerdict,
  plantBillingKey,
  plantCashReceipt,
  plantFamily,
  type FamilyStates,
} from '../../support/sample-rows.js';
import { insertRefundRequest, moveRefundRequest, plantRefundRequest } from '../../support/sample-refund-requests.js';
import { insertChangeRequest, moveChangeRequest, plantChangeRequest } from '../../support/sample-change-requests.js';
import { moveWebhook, plantWebhook } from '../../support/sample-webhooks.js';
import type { Entity, Pair } from './design.js';

/** States in which the provider's key is kept, and those in which a receipt's number is. */
export const KEY_HELD: readonly string[] = ['active', 'dead', 'removing'];
export const NUMBER_HELD: readonly string[] = ['requested', 'in_doubt'];

/** The refusal of a step that is in no table. */
export function refusalOf(entity: Entity, from: string | null, to: string): string {
  return `a ${entity} may not go from ${from ?? 'nothing'} to ${to}`;
}

/**
 * Moves a row of its own.
 *
 * @param companions the states of the other rows of its order
 */
export function step(client: Client, pair: Pair, companions: FamilyStates): Promise<string> {
  switch (pair.entity) {
    case 'order':
    case 'payment':
    case 'cancellation':
      return stepInFamily(client, pair, pair.entity, companions);
    case 'billing_key':
      return stepOfKey(client, pair);
    case 'cash_receipt':
      return stepOfReceipt(client, pair);
    case 'change_request':
      return stepOfChange(client, pair);
    case 'refund_request':
      return stepOfRequest(client, pair);
    case 'webhook_endpoint':
    case 'webhook_delivery':
      return stepOfWebhook(client, pair, pair.entity);
  }
}

/** Inserts a row that is in a state from its first moment. */
export async function birth(client: Client, entity: Entity, status: string): Promise<string> {
  const [id, family] = [randomUUID(), await plantFamily(client, { payment: 'refused', cancellation: 'refused' })];
  const births: Readonly<Record<Entity, () => Promise<unknown>>> = {
    order: () => insertOrder(client, id, status),
    payment: () => insertPayment(client, id, family.orderId, status),
    cancellation: () => insertCancellation(client, { ...family, cancellationId: id }, status),
    billing_key: () => insertBillingKey(client, id, status),
    cash_receipt: () => insertCashReceipt(client, id, family, status),
    change_request: () => insertChangeRequest(client, id, status),
    refund_request: () => insertRefundRequest(client, id, family, status),
    webhook_endpoint: () => plantWebhook(client, 'webhook_endpoint', status, true),
    webhook_delivery: () => plantWebhook(client, 'webhook_delivery', status, true),
  };
  return answerOf(births[entity]);
}

async function stepInFamily(
  client: Client,
  { from, to }: Pair,
  entity: 'order' | 'payment' | 'cancellation',
  companions: FamilyStates,
): Promise<string> {
  const family = await plantFamily(client, { ...companions, [entity]: from });
  if (entity === 'order') {
    const statement = 'UPDATE orders SET status = $2, cancelled_won = $3, cancelled_tax_free_won = $3 WHERE id = $1';
    return answerOf(() => client.query(statement, [family.orderId, to, cancelledWonIn(to)]));
  }
  const [table, id] = entity === 'payment' ? ['payments', family.paymentId] : ['cancellations', family.cancellationId];
  const about = entity === 'payment' ? { paymentId: id } : { cancellationId: id };
  if (from === 'in_doubt') await insertVerdict(client, family, about, to);
  return answerOf(() => client.query(`UPDATE ${table} SET status = $2 WHERE id = $1`, [id, to]));
}

async function stepOfKey(client: Client, { from, to }: Pair): Promise<string> {
  const id = await plantBillingKey(client, from);
  const [key, fingerprint] = KEY_HELD.includes(to) ? ['sealed', id] : [null, null];
  const statement = `UPDATE billing_keys SET status = $2, sealed_key = $3, key_fingerprint = $4, removing_since = now()
    WHERE id = $1`;
  return answerOf(() => client.query(statement, [id, to, key, fingerprint]));
}

async function stepOfReceipt(client: Client, { from, to }: Pair): Promise<string> {
  const { id } = await plantCashReceipt(client, from);
  const statement = 'UPDATE cash_receipts SET status = $2, sealed_identity = $3 WHERE id = $1';
  return answerOf(() => client.query(statement, [id, to, NUMBER_HELD.includes(to) ? 'sealed' : null]));
}

async function stepOfChange(client: Client, { from, to }: Pair): Promise<string> {
  const id = await plantChangeRequest(client, from);
  return answerOf(() => moveChangeRequest(client, id, to));
}

async function stepOfRequest(client: Client, { from, to }: Pair): Promise<string> {
  const id = await plantRefundRequest(client, from, to);
  return answerOf(() => moveRefundRequest(client, id, to));
}

async function stepOfWebhook(
  client: Client,
  { from, to }: Pair,
  entity: 'webhook_endpoint' | 'webhook_delivery',
): Promise<string> {
  const id = await plantWebhook(client, entity, from);
  return answerOf(() => moveWebhook(client, entity, id, to));
}
