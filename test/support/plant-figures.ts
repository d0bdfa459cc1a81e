// Payments and refunds at chosen moments, straight in the database, for tests of figures.
// Must never be used to test how they come about; there, only the house's own calls make rows.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

/** A payment that ended. */
export interface PlantedPayment {
  readonly at: string;
  readonly provider: 'payco' | 'payple';
  readonly status: 'paid' | 'refused' | 'reversed' | 'in_doubt' | 'abandoned' | 'open';
  readonly won: number;
  readonly seller?: string;
  readonly refusal?: { readonly reason: string; readonly providerCode?: string; readonly providerMessage?: string };
  /** Refunds of it. */
  readonly refunds?: readonly PlantedRefund[];
}
interface PlantedRefund {
  readonly at: string;
  readonly won: number;
  readonly status?: 'done' | 'refused' | 'in_doubt';
  readonly kind?: 'refund' | 'reversal';
}

const TABLES = ['orders', 'payments', 'cancellations'];

/** Triggers are asleep meanwhile, constraints are not. */
async function whileAsleep(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query(`BEGIN; ${TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`).join('; ')}`);
  await work();
  await client.query(`${TABLES.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`).join('; ')}; COMMIT`);
}

/** Makes a seller with credentials at both providers. */
export async function plantSeller(client: Client, code: string, name: string): Promise<void> {
  await client.query(`INSERT INTO sellers VALUES ($1, $2, now()) ON CONFLICT DO NOTHING`, [code, name]);
  for (const provider of ['payco', 'payple']) {
    await client.query(
      `INSERT INTO seller_credentials (id, seller_code, provider, sealed, fingerprint, active, created_at)
       VALUES ($1, $2, $3, 'sealed', 'fingerprint', true, now())`,
      [randomUUID(), code, provider],
    );
  }
}

export async function plantPayments(client: Client, payments: readonly PlantedPayment[]): Promise<void> {
  await whileAsleep(client, async () => {
    for (const payment of payments) await plant(client, payment);
  });
}

async function plant(client: Client, payment: PlantedPayment): Promise<void> {
  const [orderId, paymentId] = [randomUUID(), randomUUID()];
  const { at, provider, status, won, seller = 'default', refusal = null, refunds = [] } = payment;
  await client.query(
    INSERT_ORDERS('SELECT $1::uuid AS id, $2::text AS seller, $3::bigint AS won, $4::timestamptz AS at'),
    [orderId, seller, won, at],
  );
  await client.query(
    INSERT_PAYMENTS(`SELECT $1::uuid AS id, $2::uuid AS order_id, $3::text AS provider, $4::text AS status,
      $5::bigint AS won, $6::timestamptz AS at, $7::text AS seller, $8::jsonb AS refusal`),
    [paymentId, orderId, provider, status, won, at, seller, refusal && JSON.stringify(refusal)],
  );
  for (const refund of refunds) {
    await client.query(
      INSERT_CANCELLATIONS(`SELECT $1::uuid AS id, $2::uuid AS order_id, $3::uuid AS payment_id, $4::bigint AS won,
        $5::timestamptz AS at, $6::text AS status, $7::text AS kind, $8::bigint AS balance`),
      [randomUUID(), orderId, paymentId, refund.won, refund.at, refund.status ?? 'done', refund.kind ?? 'refund', won],
    );
  }
}

const INSERT_ORDERS = (rows: string): string => `
  INSERT INTO orders (id, version, seller_code, order_number, status, title, amount_won, tax_free_won, taxable_won,
    vat_won, cancelled_won, cancelled_tax_free_won, cancelled_taxable_won, cancelled_vat_won, coupon_won, point_won,
    items, metadata, return_url, checkout_token, content_hash, expires_at, expiry_chosen, paid_at, created_at)
  SELECT id, 1, seller, 'F-' || id, 'paid', 'Chicken', won, won, 0, 0, 0, 0, 0, 0, 0, 0,
    '[]', '{}', 'https://shop.example.com', id, 'hash', at, false, at, at FROM (${rows}) n`;

const INSERT_PAYMENTS = (rows: string): string => `
  INSERT INTO payments (id, order_id, provider, status, channel, in_app, amount_won, credentials_id,
    provider_reference, handoff, receipt, refusal, lookups, in_doubt_since, confirm_started_at, paid_at, created_at,
    holds_month)
  SELECT n.id, order_id, n.provider, status, 'pc', false, won, c.id, 'sheet-' || n.id, '{}',
    CASE WHEN status = 'paid' THEN jsonb_build_object('providerPaymentId', n.id) END, refusal, 0,
    CASE WHEN status = 'in_doubt' THEN at END, CASE WHEN status <> 'open' THEN at END,
    -- Providers tell when it was paid; what the others have there must not be counted.
    CASE WHEN status IN ('paid', 'reversed') THEN at END, at - interval '2 minutes', false
  FROM (${rows}) n JOIN seller_credentials c ON c.seller_code = n.seller AND c.provider = n.provider`;

const INSERT_CANCELLATIONS = (rows: string): string => `
  INSERT INTO cancellations (id, order_id, payment_id, kind, status, amount_won, tax_free_won, taxable_won, vat_won,
    balance_before_won, reason, requested_by, receipt, lookups, in_doubt_since, started_at, done_at, created_at)
  SELECT id, order_id, payment_id, kind, status, won, won, 0, 0, balance, 'because', 'platform',
    CASE WHEN status = 'done' THEN '{}'::jsonb END, 0, CASE WHEN status = 'in_doubt' THEN at END, at,
    CASE WHEN status = 'done' THEN at END, at FROM (${rows}) n`;

/**
 * Very many orders: nine of ten paid, one refused, every twelfth refunded in part.
 *
 * @param days over how many days they are spread
 * @param now the newest is a minute older
 */
export async function plantMany(client: Client, count: number, days: number, now: Date): Promise<void> {
  const newest = `'${now.toISOString()}'::timestamptz - interval '1 minute'`;
  const at = `${newest} - (i::double precision / ${count}) * interval '${days} days'`;
  const rows = `SELECT md5('order' || i)::uuid AS order_id, md5('payment' || i)::uuid AS payment_id, i, ${at} AS at,
    CASE WHEN i % 3 = 0 THEN 'payple' ELSE 'payco' END AS provider, CASE WHEN i % 10 = 0 THEN 'refused' ELSE 'paid' END AS status,
    1000 + i % 90000 AS won, CASE WHEN i % 4 = 0 THEN 'branch' ELSE 'default' END AS seller
    FROM generate_series(1, ${count}) i`;
  await whileAsleep(client, async () => {
    await client.query(INSERT_ORDERS(`SELECT order_id AS id, seller, won, at FROM (${rows}) r`));
    await client.query(
      INSERT_PAYMENTS(`SELECT payment_id AS id, order_id, provider, status, won, at, seller,
        CASE WHEN status = 'refused' THEN jsonb_build_object('reason', 'declined', 'providerCode', 'C' || i % 50) END AS refusal
        FROM (${rows}) r`),
    );
    await client.query(
      INSERT_CANCELLATIONS(`SELECT md5('refund' || i)::uuid AS id, order_id, payment_id, 500 AS won, at + interval '30 seconds' AS at,
        'done' AS status, 'refund' AS kind, won AS balance FROM (${rows}) r WHERE status = 'paid' AND i % 12 = 1`),
    );
  });
  await client.query('VACUUM ANALYZE orders, payments, cancellations');
}
