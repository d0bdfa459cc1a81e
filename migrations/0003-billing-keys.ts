// Why: stored cards, and charges on them that need no window.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class BillingKeys0003 implements MigrationInterface {
  readonly name = 'BillingKeys0003000000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const STEPS: readonly (readonly [entity: string, from: string | null, to: string])[] = [
  ['order', null, 'confirming'],
  ['payment', null, 'confirming'],
  ['billing_key', null, 'registering'],
  ['billing_key', 'registering', 'active'],
  ['billing_key', 'registering', 'abandoned'],
  ['billing_key', 'registering', 'expired'],
  ['billing_key', 'active', 'removing'],
  ['billing_key', 'active', 'dead'],
  ['billing_key', 'dead', 'removing'],
  ['billing_key', 'removing', 'removed'],
];
const quote = (text: string | null) => (text === null ? 'NULL' : `'${text}'`);

const UP = [
  `INSERT INTO state_transitions VALUES ${STEPS.map((step) => `(${step.map(quote).join(', ')})`).join(', ')}`,
  `CREATE TABLE billing_keys (
     id uuid PRIMARY KEY,
     version integer NOT NULL CHECK (version > 0),
     seller_code text NOT NULL REFERENCES sellers,
     provider text NOT NULL,
     status text NOT NULL,
     channel text NOT NULL CHECK (channel IN ('pc', 'mobile')),
     sealed_key text,
     key_fingerprint text,
     card jsonb,
     customer_reference text,
     buyer jsonb,
     credentials_id uuid NOT NULL REFERENCES seller_credentials,
     provider_reference text NOT NULL,
     handoff jsonb NOT NULL,
     registration_token text NOT NULL UNIQUE,
     return_url text NOT NULL,
     refusal jsonb,
     dead_reason text,
     attention text,
     revoke_attempts integer NOT NULL CHECK (revoke_attempts >= 0),
     created_at timestamptz(3) NOT NULL,
     expires_at timestamptz(3) NOT NULL,
     registered_at timestamptz(3),
     removing_since timestamptz(3),
     removed_at timestamptz(3),
     CONSTRAINT billing_keys_usable_has_key CHECK (
       (status IN ('active', 'dead', 'removing')) = (sealed_key IS NOT NULL)
       AND (sealed_key IS NULL) = (key_fingerprint IS NULL)),
     CONSTRAINT billing_keys_removing_has_time CHECK (status <> 'removing' OR removing_since IS NOT NULL)
   )`,
  // While two rows held one key, ending one would end the other without a word.
  `CREATE UNIQUE INDEX billing_keys_one_row_per_key ON billing_keys (provider, seller_code, key_fingerprint)
     WHERE key_fingerprint IS NOT NULL`,
  `CREATE INDEX billing_keys_by_customer ON billing_keys (customer_reference, id) WHERE customer_reference IS NOT NULL`,
  `CREATE INDEX billing_keys_by_status ON billing_keys (status, id)`,
  `CREATE INDEX billing_keys_to_expire ON billing_keys (expires_at) WHERE status = 'registering'`,
  `CREATE INDEX billing_keys_needing_operator ON billing_keys (id) WHERE attention IS NOT NULL`,
  `CREATE TRIGGER billing_keys_transitions BEFORE INSERT OR UPDATE ON billing_keys
     FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_transition('billing_key')`,
  `ALTER TABLE payments
     ALTER COLUMN handoff DROP NOT NULL,
     ADD COLUMN billing_key_id uuid REFERENCES billing_keys,
     ADD COLUMN billing_month text CHECK (billing_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
     ADD COLUMN holds_month boolean NOT NULL DEFAULT false,
     ADD CONSTRAINT payments_month_needs_key CHECK (billing_month IS NULL OR billing_key_id IS NOT NULL),
     ADD CONSTRAINT payments_window_or_key CHECK (billing_key_id IS NOT NULL OR handoff IS NOT NULL)`,
  `CREATE INDEX payments_by_billing_key ON payments (billing_key_id, id) WHERE billing_key_id IS NOT NULL`,
  // Not by status alone: money found late for a refused charge must have its row, also when the month is charged anew.
  `CREATE UNIQUE INDEX payments_one_charge_per_month ON payments (billing_key_id, billing_month)
     WHERE holds_month AND billing_month IS NOT NULL AND status NOT IN ('refused', 'abandoned', 'reversed')`,
  // The lock orders charges and removals: what begins after a removal finds the key gone.
  `CREATE FUNCTION refuse_charge_on_unusable_key() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     key_status text;
   BEGIN
     SELECT status INTO key_status FROM billing_keys WHERE id = NEW.billing_key_id FOR SHARE;
     IF key_status IS DISTINCT FROM 'active' THEN
       RAISE EXCEPTION 'a key that is % cannot be charged', coalesce(key_status, 'nothing')
         USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_key_usable';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payments_key_usable BEFORE INSERT ON payments
     FOR EACH ROW WHEN (NEW.billing_key_id IS NOT NULL) EXECUTE FUNCTION refuse_charge_on_unusable_key()`,
  `ALTER TABLE exchanges ADD COLUMN billing_key_id uuid`,
  `CREATE INDEX exchanges_by_billing_key ON exchanges (billing_key_id, started_at) WHERE billing_key_id IS NOT NULL`,
];

const DOWN = [
  'ALTER TABLE exchanges DROP COLUMN billing_key_id',
  'DROP TRIGGER payments_key_usable ON payments',
  'DROP FUNCTION refuse_charge_on_unusable_key()',
  'ALTER TABLE payments DROP COLUMN billing_key_id, DROP COLUMN billing_month, DROP COLUMN holds_month',
  `ALTER TABLE payments ALTER COLUMN handoff SET NOT NULL`,
  'DROP TABLE billing_keys',
  `DELETE FROM state_transitions WHERE entity = 'billing_key' OR (from_status IS NULL AND to_status = 'confirming')`,
];

/** Lost with the table and the columns. A payment without a window, or for a month, is a charge on a billing key. */
const LOSABLE: readonly Losable[] = [
  { table: 'billing_keys' },
  { table: 'payments', column: 'holds_month', where: 'holds_month' },
  { table: 'exchanges', column: 'billing_key_id' },
];
