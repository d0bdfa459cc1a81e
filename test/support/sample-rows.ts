// Rows for tests of the database itself: an order, a payment and a cancellation in any state, complete enough for every
// CHECK. Must never be used to test the house; there, only its own calls make rows.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

export interface Family {
  readonly orderId: string;
  readonly paymentId: string;
  readonly cancellationId: string;
}

export interface FamilyStates {
  readonly order?: string;
  readonly payment?: string;
  readonly cancellation?: string;
}

/** What an order of 10,000 won has given back in a state, so that its columns agree with its status. */
export function cancelledWonIn(status: string): number {
  return status === 'cancelled' ? 10_000 : status === 'partially_cancelled' ? 4_000 : 0;
}

const TABLES = ['orders', 'payments', 'cancellations'];

/** Puts a family straight into the states asked for; triggers are asleep meanwhile, constraints are not. */
export async function plantFamily(client: Client, states: FamilyStates = {}): Promise<Family> {
  const family = { orderId: randomUUID(), paymentId: randomUUID(), cancellationId: randomUUID() };
  await client.query(`BEGIN; ${TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`).join('; ')}`);
  try {
    await insertOrder(client, family.orderId, states.order ?? 'paid');
    await insertPayment(client, family.paymentId, family.orderId, states.payment ?? 'paid');
    await insertCancellation(client, family, states.cancellation ?? 'done');
    return family;
  } finally {
    await client.query(`${TABLES.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`).join('; ')}; COMMIT`);
  }
}

export async function insertOrder(client: Client, id: string, status: string): Promise<void> {
  const cancelledWon = cancelledWonIn(status);
  await client.query(
    `INSERT INTO orders (id, version, seller_code, order_number, status, title, amount_won, tax_free_won, taxable_won,
       vat_won, cancelled_won, cancelled_tax_free_won, cancelled_taxable_won, cancelled_vat_won, coupon_won, point_won,
       items, metadata, return_url, checkout_token, content_hash, expires_at, expiry_chosen, paid_at, created_at)
     VALUES ($1, 1, 'default', $2, $3, 'Chicken', 10000, 10000, 0, 0, $4, $4, 0, 0, 0, 0,
       '[]', '{}', 'https://shop.example.com', $2, 'hash', now() + interval '1 day', false, now(), now())`,
    [id, `sample-${id}`, status, cancelledWon],
  );
}

/** @param charged the stored card, when it is a charge, and the month it is for */
export async function insertPayment(
  client: Client,
  id: string,
  orderId: string,
  status: string,
  charged: { readonly keyId: string | null; readonly month: string | null } = { keyId: null, month: null },
): Promise<void> {
  await client.query(
    `INSERT INTO payments (id, order_id, provider, status, channel, in_app, amount_won, credentials_id,
       provider_reference, handoff, receipt, lookups, in_doubt_since, paid_at, created_at, billing_key_id, billing_month,
       holds_month)
     VALUES ($1, $2, 'payco', $3, 'pc', false, 10000, (${CREDENTIALS}), $4, '{}', '{}', 0, now(), now(), now(), $5::uuid, $6::text,
       $6::text IS NOT NULL)`,
    [id, orderId, status, `sheet-${id}`, charged.keyId, charged.month],
  );
}

/** The verdict that lets a payment or cancellation of the family leave doubt. */
export async function insertVerdict(
  client: Client,
  { orderId }: Family,
  about: { readonly paymentId?: string; readonly cancellationId?: string },
  toStatus: string,
  { version = 1, decidedBy = 'platform', exchangeIds = [randomUUID()] as readonly string[] } = {},
): Promise<void> {
  await client.query(
    `INSERT INTO verdicts (id, order_id, version, payment_id, cancellation_id, rule, from_status, to_status, exchange_ids,
       decided_by, decided_at)
     VALUES ($1, $2, $6, $3, $4, 'lookup_found_paid', 'in_doubt', $5, $8, $7, now())`,
    [
      randomUUID(),
      orderId,
      about.paymentId ?? null,
      about.cancellationId ?? null,
      toStatus,
      version,
      decidedBy,
      exchangeIds,
    ],
  );
}

/** A billing key in a state, with what its CHECKs ask for. */
export async function insertBillingKey(client: Client, id: string, status: string): Promise<void> {
  const isHeld = ['active', 'dead', 'removing'].includes(status);
  await client.query(
    `INSERT INTO billing_keys (id, version, seller_code, provider, status, channel, sealed_key, key_fingerprint,
       credentials_id, provider_reference, handoff, registration_token, return_url, revoke_attempts, created_at,
       expires_at, removing_since)
     VALUES ($1, 1, 'default', 'payco', $2, 'pc', $3, $4, (${CREDENTIALS}), 'registration', '{}', $5,
       'https://shop.example.com', 0, now(), now() + interval '1 hour', now())`,
    [id, status, isHeld ? 'sealed' : null, isHeld ? id : null, id],
  );
}

/** Puts a billing key straight into a state; triggers are asleep meanwhile, constraints are not. */
export async function plantBillingKey(client: Client, status: string): Promise<string> {
  const id = randomUUID();
  await client.query('BEGIN; ALTER TABLE billing_keys DISABLE TRIGGER USER');
  try {
    await insertBillingKey(client, id, status);
    return id;
  } finally {
    await client.query('ALTER TABLE billing_keys ENABLE TRIGGER USER; COMMIT');
  }
}

/** A cash receipt of a payment in a state, with what its CHECKs ask for. */
export async function insertCashReceipt(
  client: Client,
  id: string,
  { orderId, paymentId }: Family,
  status: string,
): Promise<void> {
  const isAsked = ['requested', 'in_doubt'].includes(status);
  await client.query(
    `INSERT INTO cash_receipts (id, version, order_id, payment_id, provider, status, purpose, identity_hint,
       sealed_identity, amount_won, refusal, seen_standing, attempts, requested_by, created_at, in_doubt_since, issued_at,
       cancelling_since, cancelled_at)
     VALUES ($1, 1, $2, $3, 'payco', $4, 'personal', '*******5678', $5, 10000, '{}', false, 0, 'key_1', now(), now(),
       now(), now(), now())`,
    [id, orderId, paymentId, status, isAsked ? 'sealed' : null],
  );
}

/** Puts a cash receipt straight into a state; triggers are asleep meanwhile, constraints are not. */
export async function plantCashReceipt(client: Client, status: string): Promise<{ id: string; family: Family }> {
  const [id, family] = [randomUUID(), await plantFamily(client)];
  await client.query('BEGIN; ALTER TABLE cash_receipts DISABLE TRIGGER USER');
  try {
    await insertCashReceipt(client, id, family, status);
    return { id, family };
  } finally {
    await client.query('ALTER TABLE cash_receipts ENABLE TRIGGER USER; COMMIT');
  }
}

export async function insertCancellation(
  client: Client,
  { cancellationId, orderId, paymentId }: Family,
  status: string,
  { amountWon = 4_000, balanceBeforeWon = 10_000 } = {},
): Promise<void> {
  await client.query(
    `INSERT INTO cancellations (id, order_id, payment_id, kind, status, amount_won, tax_free_won, taxable_won, vat_won,
       balance_before_won, reason, requested_by, receipt, lookups, started_at, in_doubt_since, done_at, created_at)
     VALUES ($1, $2, $3, 'refund', $4, $5, $5, 0, 0, $6, 'because', 'platform', '{}', 0, now(), now(), now(), now())`,
    [cancellationId, orderId, paymentId, status, amountWon, balanceBeforeWon],
  );
}

/** Any credentials will do; the database only asks that there are some. */
const CREDENTIALS = `SELECT id FROM seller_credentials LIMIT 1`;

/** Puts the credentials there that payments refer to. */
export async function plantCredentials(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO seller_credentials (id, seller_code, provider, sealed, fingerprint, active, created_at)
     VALUES ($1, 'default', 'payco', 'sealed', 'fingerprint', true, now())`,
    [randomUUID()],
  );
}
