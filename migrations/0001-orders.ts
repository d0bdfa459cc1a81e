// Why: the first shape of the house: sellers, orders, payments, cancellations, events, exchanges, keys.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class Orders0001 implements MigrationInterface {
  readonly name = 'Orders0001000000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...TRANSITIONS, ...APPEND_ONLY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const table of [
      'idempotency_records',
      'exchanges',
      'order_events',
      'cancellations',
      'payments',
      'orders',
      'seller_credentials',
      'sellers',
      'api_keys',
      'state_transitions',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query('DROP FUNCTION refuse_forbidden_transition(); DROP FUNCTION refuse_change();');
  }
}

const WON = 'bigint NOT NULL CHECK (%s BETWEEN 0 AND 1000000000000)';
const won = (column: string) => `${column} ${WON.replace('%s', column)}`;

const TABLES = [
  `CREATE TABLE api_keys (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     key_hash text NOT NULL UNIQUE,
     hint text NOT NULL,
     scopes text[] NOT NULL,
     created_at timestamptz(3) NOT NULL,
     expires_at timestamptz(3),
     last_used_at timestamptz(3),
     revoked_at timestamptz(3)
   )`,
  `CREATE TABLE sellers (
     code text PRIMARY KEY CHECK (code ~ '^[A-Za-z0-9_-]{1,64}$'),
     name text NOT NULL,
     created_at timestamptz(3) NOT NULL
   )`,
  `INSERT INTO sellers VALUES ('default', 'Default seller', now())`,
  `CREATE TABLE seller_credentials (
     id uuid PRIMARY KEY,
     seller_code text NOT NULL REFERENCES sellers,
     provider text NOT NULL,
     sealed text NOT NULL,
     fingerprint text NOT NULL,
     active boolean NOT NULL,
     created_at timestamptz(3) NOT NULL
   )`,
  `CREATE UNIQUE INDEX seller_credentials_active ON seller_credentials (seller_code, provider) WHERE active`,
  `CREATE TABLE orders (
     id uuid PRIMARY KEY,
     version integer NOT NULL CHECK (version > 0),
     seller_code text NOT NULL REFERENCES sellers,
     order_number text NOT NULL,
     status text NOT NULL,
     title text NOT NULL,
     amount_won bigint NOT NULL CHECK (amount_won BETWEEN 1 AND 1000000000000),
     ${won('tax_free_won')},
     ${won('taxable_won')},
     ${won('vat_won')},
     ${won('cancelled_won')},
     ${won('cancelled_tax_free_won')},
     ${won('cancelled_taxable_won')},
     ${won('cancelled_vat_won')},
     ${won('coupon_won')},
     ${won('point_won')},
     items jsonb NOT NULL,
     buyer jsonb,
     metadata jsonb NOT NULL,
     return_url text NOT NULL,
     checkout_token text NOT NULL UNIQUE,
     content_hash text NOT NULL,
     expires_at timestamptz(3) NOT NULL,
     expiry_chosen boolean NOT NULL,
     paid_at timestamptz(3),
     created_at timestamptz(3) NOT NULL,
     CONSTRAINT orders_number_unique UNIQUE (seller_code, order_number),
     CONSTRAINT orders_split CHECK (tax_free_won + taxable_won + vat_won = amount_won),
     CONSTRAINT orders_cancelled_split
       CHECK (cancelled_tax_free_won + cancelled_taxable_won + cancelled_vat_won = cancelled_won),
     CONSTRAINT orders_never_over_refunded CHECK (
       cancelled_tax_free_won <= tax_free_won AND cancelled_taxable_won <= taxable_won AND cancelled_vat_won <= vat_won),
     CONSTRAINT orders_cancelled_matches_status CHECK (
       (status = 'cancelled') = (cancelled_won = amount_won)
       AND (status = 'partially_cancelled') = (cancelled_won > 0 AND cancelled_won < amount_won)),
     CONSTRAINT orders_paid_has_time CHECK (paid_at IS NOT NULL OR status NOT IN ('paid', 'partially_cancelled', 'cancelled'))
   )`,
  `CREATE INDEX orders_by_status ON orders (status, id)`,
  `CREATE INDEX orders_by_creation ON orders (created_at, id)`,
  `CREATE INDEX orders_by_number ON orders (order_number)`,
  `CREATE INDEX orders_to_expire ON orders (expires_at) WHERE status IN ('unpaid', 'in_doubt')`,
  `CREATE TABLE payments (
     id uuid PRIMARY KEY,
     order_id uuid NOT NULL REFERENCES orders,
     provider text NOT NULL,
     status text NOT NULL,
     channel text NOT NULL CHECK (channel IN ('pc', 'mobile')),
     in_app boolean NOT NULL,
     amount_won bigint NOT NULL CHECK (amount_won BETWEEN 1 AND 1000000000000),
     credentials_id uuid NOT NULL REFERENCES seller_credentials,
     provider_reference text,
     handoff jsonb NOT NULL,
     receipt jsonb,
     sealed_receipt_secret text,
     refusal jsonb,
     confirm_started_at timestamptz(3),
     in_doubt_since timestamptz(3),
     lookups integer NOT NULL CHECK (lookups >= 0),
     attention text,
     paid_at timestamptz(3),
     created_at timestamptz(3) NOT NULL,
     CONSTRAINT payments_reference_unique UNIQUE (provider, provider_reference),
     CONSTRAINT payments_paid_has_receipt CHECK (status <> 'paid' OR (receipt IS NOT NULL AND paid_at IS NOT NULL)),
     CONSTRAINT payments_doubt_has_time CHECK (status <> 'in_doubt' OR in_doubt_since IS NOT NULL)
   )`,
  `CREATE INDEX payments_by_order ON payments (order_id)`,
  `CREATE INDEX payments_unsettled ON payments (status, in_doubt_since) WHERE status IN ('confirming', 'in_doubt', 'awaiting_deposit')`,
  `CREATE INDEX payments_needing_operator ON payments (id) WHERE attention IS NOT NULL`,
  `CREATE UNIQUE INDEX payments_one_paid_per_order ON payments (order_id) WHERE status = 'paid'`,
  `CREATE UNIQUE INDEX payments_one_confirming_per_order ON payments (order_id) WHERE status IN ('confirming', 'awaiting_deposit')`,
  `CREATE TABLE cancellations (
     id uuid PRIMARY KEY,
     order_id uuid NOT NULL REFERENCES orders,
     payment_id uuid NOT NULL REFERENCES payments,
     kind text NOT NULL CHECK (kind IN ('refund', 'reversal')),
     status text NOT NULL,
     amount_won bigint NOT NULL CHECK (amount_won BETWEEN 1 AND 1000000000000),
     ${won('tax_free_won')},
     ${won('taxable_won')},
     ${won('vat_won')},
     ${won('balance_before_won')},
     reason text NOT NULL,
     requested_by text NOT NULL,
     receipt jsonb,
     refusal jsonb,
     started_at timestamptz(3),
     in_doubt_since timestamptz(3),
     lookups integer NOT NULL CHECK (lookups >= 0),
     attention text,
     done_at timestamptz(3),
     created_at timestamptz(3) NOT NULL,
     CONSTRAINT cancellations_split CHECK (tax_free_won + taxable_won + vat_won = amount_won),
     CONSTRAINT cancellations_within_balance CHECK (amount_won <= balance_before_won),
     CONSTRAINT cancellations_done_has_receipt CHECK (status <> 'done' OR (receipt IS NOT NULL AND done_at IS NOT NULL)),
     CONSTRAINT cancellations_doubt_has_time CHECK (status <> 'in_doubt' OR in_doubt_since IS NOT NULL)
   )`,
  `CREATE INDEX cancellations_by_order ON cancellations (order_id)`,
  `CREATE INDEX cancellations_unsettled ON cancellations (status, in_doubt_since) WHERE status IN ('requested', 'executing', 'in_doubt')`,
  `CREATE INDEX cancellations_needing_operator ON cancellations (id) WHERE attention IS NOT NULL`,
  `CREATE UNIQUE INDEX cancellations_one_running ON cancellations (payment_id) WHERE status IN ('requested', 'executing', 'in_doubt')`,
  `CREATE TABLE order_events (
     id uuid PRIMARY KEY,
     order_id uuid NOT NULL REFERENCES orders,
     version integer NOT NULL CHECK (version > 0),
     type text NOT NULL,
     data jsonb NOT NULL,
     request_id text,
     occurred_at timestamptz(3) NOT NULL,
     CONSTRAINT order_events_in_sequence UNIQUE (order_id, version)
   )`,
  `CREATE TABLE exchanges (
     id uuid PRIMARY KEY,
     provider text NOT NULL,
     operation text NOT NULL,
     order_id uuid,
     payment_id uuid,
     cancellation_id uuid,
     request_id text,
     url text NOT NULL,
     request jsonb NOT NULL,
     response jsonb,
     http_status integer,
     result_code text,
     outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'unsent', 'unknown')),
     failure text,
     started_at timestamptz(3) NOT NULL,
     duration_ms integer NOT NULL CHECK (duration_ms >= 0)
   )`,
  `CREATE INDEX exchanges_by_order ON exchanges (order_id, started_at)`,
  `CREATE INDEX exchanges_by_age ON exchanges (started_at)`,
  `CREATE TABLE idempotency_records (
     api_key_id uuid NOT NULL,
     key text NOT NULL,
     fingerprint text NOT NULL,
     resource_id uuid,
     response_status integer,
     response_body jsonb,
     created_at timestamptz(3) NOT NULL,
     CONSTRAINT idempotency_records_key PRIMARY KEY (api_key_id, key)
   )`,
  `CREATE INDEX idempotency_records_by_age ON idempotency_records (created_at)`,
];

const PAID = ['paid', 'unpaid', 'awaiting_deposit'];
const STEPS: Record<string, [string | null, string[]][]> = {
  order: [
    [null, ['unpaid']],
    ['unpaid', ['confirming', 'in_doubt', 'expired']],
    ['confirming', [...PAID, 'in_doubt']],
    ['in_doubt', [...PAID, 'expired']],
    ['awaiting_deposit', ['paid', 'expired']],
    ['paid', ['partially_cancelled', 'cancelled']],
    ['partially_cancelled', ['partially_cancelled', 'cancelled']],
  ],
  payment: [
    [null, ['open']],
    ['open', ['confirming', 'abandoned']],
    ['confirming', ['paid', 'refused', 'awaiting_deposit', 'in_doubt', 'open']],
    ['in_doubt', ['paid', 'refused', 'awaiting_deposit', 'reversed']],
    ['awaiting_deposit', ['paid', 'abandoned', 'in_doubt']],
    ['refused', ['in_doubt']],
    ['abandoned', ['confirming', 'in_doubt']],
  ],
  cancellation: [
    [null, ['requested', 'executing']],
    ['requested', ['executing', 'rejected']],
    ['executing', ['done', 'refused', 'in_doubt']],
    ['in_doubt', ['executing', 'done', 'refused']],
  ],
};
const quote = (text: string | null) => (text === null ? 'NULL' : `'${text}'`);

/** The database's own copy of the state tables: it refuses a step even when the code would take it. */
const TRANSITIONS = [
  `CREATE TABLE state_transitions (
     entity text NOT NULL,
     from_status text,
     to_status text NOT NULL,
     UNIQUE NULLS NOT DISTINCT (entity, from_status, to_status)
   )`,
  `INSERT INTO state_transitions VALUES ${Object.entries(STEPS)
    .flatMap(([entity, rows]) =>
      rows.flatMap(([from, next]) => next.map((to) => `('${entity}', ${quote(from)}, '${to}')`)),
    )
    .join(', ')}`,
  `CREATE FUNCTION refuse_forbidden_transition() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     was text := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.status END;
   BEGIN
     IF TG_OP = 'UPDATE' AND OLD.status = NEW.status THEN
       RETURN NEW;
     END IF;
     IF NOT EXISTS (
       SELECT FROM state_transitions t
       WHERE t.entity = TG_ARGV[0] AND t.from_status IS NOT DISTINCT FROM was AND t.to_status = NEW.status
     ) THEN
       RAISE EXCEPTION 'a % may not go from % to %', TG_ARGV[0], coalesce(was, 'nothing'), NEW.status
         USING ERRCODE = 'check_violation';
     END IF;
     RETURN NEW;
   END $$`,
  ...[
    ['orders', 'order'],
    ['payments', 'payment'],
    ['cancellations', 'cancellation'],
  ].map(
    ([table, entity]) =>
      `CREATE TRIGGER ${table}_transitions BEFORE INSERT OR UPDATE ON ${table}
       FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_transition('${entity}')`,
  ),
];

/** History is written once. Exchanges may be pruned by age, never changed. */
const APPEND_ONLY = [
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER order_events_never_emptied BEFORE TRUNCATE ON order_events EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER exchanges_never_emptied BEFORE TRUNCATE ON exchanges EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER exchanges_append_only BEFORE UPDATE ON exchanges FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
];

/** Lost with the tables. Payments and cancellations belong to orders. */
const LOSABLE: readonly Losable[] = [
  { table: 'api_keys' },
  { table: 'sellers', where: `code <> 'default'` },
  { table: 'seller_credentials' },
  { table: 'orders' },
  { table: 'order_events' },
  { table: 'exchanges' },
  { table: 'idempotency_records' },
];
