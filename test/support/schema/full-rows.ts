// Rows in every table, which together fill every column, for tests that undo migrations.
import type { Client } from 'pg';
import { plantChangeRequest } from '../sample-change-requests.js';
import { plantRefundRequest } from '../sample-refund-requests.js';
import { insertVerdict, plantBillingKey, plantCashReceipt, plantCredentials, plantFamily } from '../sample-rows.js';
import { plantWebhook } from '../sample-webhooks.js';

export async function plantFullRows(client: Client): Promise<void> {
  await plantCredentials(client);
  await plantPlainOrder(client);
  await plantFullOrder(client);
  await plantFamily(client, { order: 'voided', payment: 'abandoned', cancellation: 'refused' });
  await plantWebhook(client, 'webhook_endpoint', 'paused');
  await plantWebhook(client, 'webhook_delivery', 'failed');
  await plantRefundRequest(client, 'begun', 'begun');
  await plantRefundRequest(client, 'stale', 'stale');
  await plantRefundRequest(client, 'stale', 'stale');
  await plantChangeRequest(client, 'rejected');
  await plantChangeRequest(client, 'stale');
  for (const statement of FILLED) await whileTriggersSleep(client, statement);
}

/** An order as the first version could hold it: only its verdict stands in the way of going down. */
async function plantPlainOrder(client: Client): Promise<void> {
  const family = await plantFamily(client);
  await insertVerdict(client, family, { paymentId: family.paymentId }, 'paid');
  await client.query(
    `INSERT INTO events (id, subject_id, order_id, version, type, data, occurred_at, recorded_at)
     VALUES (gen_random_uuid(), $1, $1, 1, 'order.created', '{}', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z')`,
    [family.orderId],
  );
}

/** An order, its payment by a stored card and its refund, with a value in every column. */
async function plantFullOrder(client: Client): Promise<void> {
  const [keyId, { family }] = [await plantBillingKey(client, 'active'), await plantCashReceipt(client, 'requested')];
  await plantBillingKey(client, 'registering');
  await plantCashReceipt(client, 'cancelling');
  const fill = (statement: string, id: string): Promise<void> => whileTriggersSleep(client, statement, [id]);
  await fill(
    `UPDATE orders SET buyer = '{"phone": "010-1234-5678", "email": "buyer@example.com"}', register_card = '{}' WHERE id = $1`,
    family.orderId,
  );
  await fill(
    `UPDATE payments SET mode = 'immediate', asked_method = 'card', billing_key_id = '${keyId}', billing_month = '2026-03',
       holds_month = true, registers_key_id = '${keyId}', sealed_registered_key = 'sealed', sealed_receipt_secret = 'sealed',
       receipt = '{"method": "card", "providerPaymentId": "1", "card": {"number": "1234", "approvalNumber": "5"}}',
       refusal = '{}', authorized_at = now(), confirm_started_at = now(), attention = 'because', refund_told_at = now(), called_difference_won = 1, said_taken = true, shows_chargebacks = false
     WHERE id = $1`,
    family.paymentId,
  );
  await fill(
    `UPDATE cancellations SET refusal = '{}', started_at = now(), attention = 'because' WHERE id = $1`,
    family.cancellationId,
  );
  await fill(
    `UPDATE billing_keys SET card = '{}', customer_reference = 'customer', buyer = '{}', refusal = '{}', dead_reason = 'because',
       attention = 'because', authorized_at = now(), registered_at = now(), removed_at = now() WHERE id = $1`,
    keyId,
  );
  await fill(
    `INSERT INTO verdicts (id, order_id, version, cancellation_id, rule, from_status, to_status, exchange_ids, decided_by,
       decided_with, reason, decided_at)
     SELECT gen_random_uuid(), order_id, 1, id, 'operator_done', 'in_doubt', 'done', '{}', 'Somebody', 'key_1', 'because', now()
     FROM cancellations WHERE id = $1`,
    family.cancellationId,
  );
  await fill(
    `INSERT INTO exchanges SELECT gen_random_uuid(), 'payco', 'approval', order_id, payment_id, id, 'request',
       'https://provider.example.com', '{}', '{}', 200, '0', 'done', 'because', now(), 1, key FROM cancellations,
       (VALUES (NULL), ('${keyId}'::uuid)) keys (key) WHERE id = $1`,
    family.cancellationId,
  );
}

/** History and transitions would refuse to be filled. Constraints hold. */
async function whileTriggersSleep(client: Client, statement: string, values: readonly unknown[] = []): Promise<void> {
  const table = /^(?:UPDATE|INSERT INTO) (\w+)/.exec(statement)?.[1] ?? '';
  await client.query(`BEGIN; ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(statement, [...values]);
  await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER; COMMIT`);
}

const PERSON = `'11111111-1111-4111-8111-111111111111'::uuid`;

/** The rest of the columns, and the tables that no order needs. */
const FILLED = [
  `UPDATE billing_keys SET method = 'transfer', account = '{}' WHERE status = 'registering'`,
  `UPDATE cash_receipts SET management_number = '1', attention = 'because'`,
  `UPDATE cash_receipts SET none_since = now() WHERE status = 'cancelling'`,
  `UPDATE webhook_endpoints SET description = 'note', sealed_previous_secret = 'sealed', previous_secret_ends_at = now(),
     failing_since = now()`,
  `UPDATE webhook_deliveries SET first_attempt_at = now(), next_attempt_at = now()`,
  `INSERT INTO webhook_attempts (endpoint_id, delivery_id, event_id, started_at, duration_ms, http_status, answer, failure)
     SELECT endpoint_id, id, event_id, now(), 1, http_status, answer, failure FROM webhook_deliveries d,
       (VALUES (500, 'no', NULL), (NULL, NULL, 'timeout')) a (http_status, answer, failure) WHERE d.status = 'failed'`,
  `INSERT INTO events (id, subject_id, order_id, version, type, data, request_id, occurred_at, recorded_at)
     SELECT gen_random_uuid(), id, NULL, 1, 'billing_key.active', '{}', 'request', now(), now() + interval '1 second'
     FROM billing_keys`,
  `UPDATE refund_requests SET idempotency_key = id::text, fingerprint = 'fingerprint', decision_reason = 'because'`,
  `UPDATE refund_requests SET kind = 'decision', deed = '{}', about_id = id, cancellation_id = NULL
     WHERE id = (SELECT id FROM refund_requests WHERE status = 'stale' LIMIT 1)`,
  `UPDATE change_requests SET asked_by_id = NULL, asked_by_key_id = id WHERE status = 'stale'`,
  `INSERT INTO refund_batches VALUES (${PERSON}, ${PERSON}, 'Somebody', now(), repeat('a', 64), 1, 0, 4000, now(), now())`,
  `INSERT INTO refund_batch_lines
     SELECT ${PERSON}, 1, 'order', id, 4000, 'because', '{}', '[]', gen_random_uuid(), '{}', now() FROM orders LIMIT 1`,
  `INSERT INTO sellers VALUES ('branch', 'Branch', now())`,
  `INSERT INTO api_keys VALUES (gen_random_uuid(), 'shop', 'hash', 'hint', '{orders:read}', now(), now(), now(), now())`,
  `UPDATE api_keys SET made_by_id = id, waits_for = (SELECT id FROM change_requests LIMIT 1), limit_per_request_won = 1,
     limit_per_day_won = 2, limit_per_order_won = 3`,
  `INSERT INTO key_spendings (id, api_key_id, money_right, order_ref, amount_won, idempotency_key, fingerprint, spent_at)
     SELECT gen_random_uuid(), id, 'refund', 'order', 1, 'key', 'fingerprint', now() FROM api_keys LIMIT 1`,
  `UPDATE seller_credentials SET active = false, waits_for = (SELECT id FROM change_requests LIMIT 1)`,
  `INSERT INTO idempotency_records VALUES (gen_random_uuid(), 'key', 'fingerprint', gen_random_uuid(), 200, '{}', now())`,
  `INSERT INTO cancellations (id, order_id, payment_id, kind, origin, status, amount_won, tax_free_won, taxable_won, vat_won,
       balance_before_won, reason, requested_by, receipt, lookups, done_at, created_at)
     SELECT gen_random_uuid(), order_id, payment_id, 'external', 'by_hand', 'done', 1, 1, 0, 0, 6000, 'because', 'key_1', '{}', 0,
       now(), now() FROM cancellations LIMIT 1`,
  `INSERT INTO provider_audits VALUES (gen_random_uuid(), now(), now(), now(), now(), now(), now(), gen_random_uuid(), 1, 0, 0, 0, true, 1)`,
  `UPDATE cancellations SET tax_split_assumed = true WHERE kind = 'external'`,
  `INSERT INTO refund_notices
     SELECT gen_random_uuid(), payment_id, gen_random_uuid(), 1, now(), now(), 0, id, now(), now()
     FROM cancellations WHERE kind = 'external'`,
  `INSERT INTO refund_notices
     SELECT gen_random_uuid(), payment_id, gen_random_uuid(), NULL, now(), now(), 0, NULL, NULL, now()
     FROM cancellations WHERE kind = 'external'`,
  `INSERT INTO idempotency_records VALUES (gen_random_uuid(), 'sealed', 'fingerprint', NULL, 200, NULL, now(), 'sealed', now())`,
  `INSERT INTO audit_runs VALUES (gen_random_uuid(), now(), now(), 1, 0, '{}', now())`,
  `INSERT INTO audit_entries VALUES (gen_random_uuid(), now(), ${PERSON}, 'Somebody', gen_random_uuid(), '127.0.0.1', 'request',
     'person.changed', 'person_1', '{"name": "a"}', '{"name": "b"}', 'because')`,
  `INSERT INTO people VALUES (${PERSON}, 'somebody@example.com', 'Somebody', '{viewer}', 100, '$argon2id$', 'sealed', 1, now(), now())`,
  `INSERT INTO sessions VALUES (gen_random_uuid(), ${PERSON}, 'hash', now(), now(), now(), now(), 'sealed', '127.0.0.1', 'browser')`,
  `INSERT INTO recovery_codes VALUES (${PERSON}, 'hash')`,
  `INSERT INTO invitations
     SELECT gen_random_uuid(), ${PERSON}, 'hash', now(), now(), now(), ${PERSON}, id, now() FROM change_requests LIMIT 1`,
  `INSERT INTO known_devices VALUES (gen_random_uuid(), ${PERSON}, 'hash', now())`,
  `INSERT INTO sign_in_failures VALUES ('somebody@example.com', 1, now(), now())`,
  `INSERT INTO order_views VALUES (gen_random_uuid(), ${PERSON}, 'mine', '{}', now())`,
];

/** Columns, as `table.column`, that are empty in every row. */
export async function emptyColumns(client: Client): Promise<string[]> {
  const { rows: columns } = await client.query<{ table: string; name: string }>(
    `SELECT c.relname::text AS "table", a.attname::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY 1, 2`,
  );
  const counts = columns.map(({ table, name }) => `SELECT '${table}.${name}' AS at, count(${name}) FROM ${table}`);
  const { rows } = await client.query<{ at: string }>(
    `SELECT at FROM (${counts.join(' UNION ALL ')}) counts WHERE count = 0 ORDER BY at`,
  );
  return rows.map(({ at }) => at);
}
