// Why: rights over money change with a second person, decisions about money wait for one like refunds, and keys have limits.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class Rights0019 implements MigrationInterface {
  readonly name = 'Rights00199000000000019';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const STEPS: readonly (readonly [from: string | null, to: string])[] = [
  [null, 'pending'],
  ['pending', 'applied'],
  ['pending', 'rejected'],
  ['pending', 'withdrawn'],
  ['pending', 'expired'],
  ['pending', 'stale'],
];
const quote = (text: string | null) => (text === null ? 'NULL' : `'${text}'`);

/** No foreign keys to people or keys: what they asked for outlives them. */
const CHANGES = [
  `INSERT INTO state_transitions VALUES ${STEPS.map((step) => `('change_request', ${step.map(quote).join(', ')})`).join(', ')}`,
  `CREATE TABLE change_requests (
     id uuid PRIMARY KEY,
     status text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('person', 'invitation', 'api_key', 'seller_credentials', 'webhook_address')),
     -- Outside identifier of what is to be changed.
     subject text NOT NULL,
     rights text[] NOT NULL CHECK (cardinality(rights) > 0),
     before jsonb NOT NULL,
     after jsonb NOT NULL,
     -- What is carried out. Secrets lie elsewhere, sealed, and are named here.
     deed jsonb NOT NULL,
     about_person_id uuid,
     asked_by_id uuid,
     asked_by_key_id uuid,
     asked_by_name text NOT NULL,
     asked_at timestamptz(3) NOT NULL,
     expires_at timestamptz(3) NOT NULL,
     decided_by_id uuid,
     decided_by_name text,
     decided_at timestamptz(3),
     decision_reason text,
     stale_because text,
     CONSTRAINT change_requests_one_asker CHECK (num_nonnulls(asked_by_id, asked_by_key_id) <= 1),
     CONSTRAINT change_requests_four_eyes CHECK (decided_by_id <> asked_by_id),
     CONSTRAINT change_requests_not_about_oneself CHECK (decided_by_id <> about_person_id),
     CONSTRAINT change_requests_somebody_decided CHECK (
       (status IN ('applied', 'rejected')) = (decided_by_id IS NOT NULL AND decided_by_name IS NOT NULL AND decided_at IS NOT NULL)),
     CONSTRAINT change_requests_rejected_says_why CHECK (status <> 'rejected' OR decision_reason IS NOT NULL),
     CONSTRAINT change_requests_stale_says_why CHECK ((status = 'stale') = (stale_because IS NOT NULL))
   )`,
  `CREATE UNIQUE INDEX change_requests_one_open ON change_requests (kind, subject) WHERE status = 'pending'`,
  `CREATE INDEX change_requests_by_status ON change_requests (status, id)`,
  `CREATE INDEX change_requests_by_subject ON change_requests (subject) WHERE status = 'pending'`,
  `CREATE INDEX change_requests_to_expire ON change_requests (expires_at) WHERE status = 'pending'`,
  `CREATE TRIGGER change_requests_transitions BEFORE INSERT OR UPDATE ON change_requests
     FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_transition('change_request')`,
  `CREATE FUNCTION refuse_other_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (NEW.id, NEW.kind, NEW.subject, NEW.rights, NEW.before, NEW.after, NEW.deed, NEW.about_person_id, NEW.asked_by_id,
         NEW.asked_by_key_id, NEW.asked_at)
       IS DISTINCT FROM
        (OLD.id, OLD.kind, OLD.subject, OLD.rights, OLD.before, OLD.after, OLD.deed, OLD.about_person_id, OLD.asked_by_id,
         OLD.asked_by_key_id, OLD.asked_at)
     THEN RAISE EXCEPTION 'what a change request asks for does not change';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER change_requests_ask_for_the_same BEFORE UPDATE ON change_requests
     FOR EACH ROW EXECUTE FUNCTION refuse_other_change()`,
];

/** What exists before its approval names the request that it waits for. */
const WAITING = [
  `ALTER TABLE invitations
     ADD COLUMN made_by_id uuid,
     ADD COLUMN waits_for uuid REFERENCES change_requests,
     ADD COLUMN released_at timestamptz(3)`,
  `CREATE INDEX invitations_by_maker ON invitations (made_by_id) WHERE made_by_id IS NOT NULL`,
  // What was made before is told by the trail alone; it knows who invited whom.
  `UPDATE invitations i SET made_by_id = a.person_id
     FROM audit_entries a
     WHERE a.action = 'person.invited' AND a.subject = 'person_' || replace(i.person_id::text, '-', '')
       AND a.after ->> 'endsAt' = to_char(i.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  `ALTER TABLE api_keys
     ADD COLUMN made_by_id uuid,
     ADD COLUMN waits_for uuid REFERENCES change_requests,
     ADD COLUMN limit_per_request_won bigint CHECK (limit_per_request_won >= 0),
     ADD COLUMN limit_per_day_won bigint CHECK (limit_per_day_won >= 0),
     ADD COLUMN limit_per_order_won bigint CHECK (limit_per_order_won >= 0)`,
  `UPDATE api_keys k SET made_by_id = a.person_id
     FROM audit_entries a
     WHERE a.action = 'api_key.created' AND a.subject = 'key_' || replace(k.id::text, '-', '')`,
  `ALTER TABLE seller_credentials
     ADD COLUMN waits_for uuid REFERENCES change_requests,
     ADD CONSTRAINT seller_credentials_wait_inactive CHECK (NOT active OR waits_for IS NULL)`,
  `CREATE TABLE key_spendings (
     id uuid PRIMARY KEY,
     api_key_id uuid NOT NULL REFERENCES api_keys ON DELETE CASCADE,
     money_right text NOT NULL,
     -- The order, by its id, or by the number that it is to have.
     order_ref text NOT NULL,
     amount_won bigint NOT NULL CHECK (amount_won >= 0),
     idempotency_key text,
     -- Whether a repetition went on under it: then nobody takes it back.
     is_shared boolean NOT NULL DEFAULT false,
     spent_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX key_spendings_by_idempotency_key ON key_spendings (api_key_id, idempotency_key)
     WHERE idempotency_key IS NOT NULL`,
  `CREATE INDEX key_spendings_by_day ON key_spendings (api_key_id, spent_at)`,
  `CREATE INDEX key_spendings_by_order ON key_spendings (api_key_id, order_ref)`,
];

const OTHER_WISH = (more: string) => `
   CREATE OR REPLACE FUNCTION refuse_other_wish() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (NEW.id, NEW.order_id, NEW.payment_id, NEW.cancellation_id, NEW.amount_won, NEW.tax_free_won, NEW.taxable_won,
         NEW.vat_won, NEW.balance_before_won, NEW.shown_hash, NEW.reason, NEW.approval_reasons, NEW.asked_by_id,
         NEW.asked_at${more.replaceAll('%', 'NEW')})
       IS DISTINCT FROM
        (OLD.id, OLD.order_id, OLD.payment_id, OLD.cancellation_id, OLD.amount_won, OLD.tax_free_won, OLD.taxable_won,
         OLD.vat_won, OLD.balance_before_won, OLD.shown_hash, OLD.reason, OLD.approval_reasons, OLD.asked_by_id,
         OLD.asked_at${more.replaceAll('%', 'OLD')})
     THEN RAISE EXCEPTION 'what a refund request asks for does not change';
     END IF;
     -- The row is locked by now, so a cancellation that begins at this moment is seen.
     IF OLD.status = 'approved' AND NEW.status = 'stale' AND EXISTS (SELECT FROM cancellations c WHERE c.id = NEW.cancellation_id)
     THEN RAISE EXCEPTION 'a refund request whose cancellation is there has not come to nothing';
     END IF;
     RETURN NEW;
   END $$`;

const UNAPPROVED_REFUND = (more: string) => `
   CREATE OR REPLACE FUNCTION refuse_unapproved_refund() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM FROM refund_requests r
       WHERE r.cancellation_id = NEW.id AND r.status = 'approved' AND r.payment_id = NEW.payment_id${more}
         AND (r.amount_won, r.tax_free_won, r.taxable_won, r.vat_won)
           = (NEW.amount_won, NEW.tax_free_won, NEW.taxable_won, NEW.vat_won)
         AND 'person_' || replace(r.asked_by_id::text, '-', '') = NEW.requested_by
       FOR UPDATE;
     IF NOT FOUND THEN RAISE EXCEPTION 'a refund of a person needs a request that was approved';
     END IF;
     RETURN NEW;
   END $$`;

/** Decisions that move money, or declare that it moved, are requests like refunds. */
const DECISIONS = [
  `ALTER TABLE refund_requests
     ADD COLUMN kind text NOT NULL DEFAULT 'refund' CHECK (kind IN ('refund', 'decision', 'external_cancellation')),
     -- What is carried out, unless it is a refund, which the other columns tell.
     ADD COLUMN deed jsonb,
     -- The payment or cancellation that a decision is about.
     ADD COLUMN about_id uuid,
     ADD CONSTRAINT refund_requests_refunds_have_no_deed CHECK ((kind = 'refund') = (deed IS NULL)),
     ADD CONSTRAINT refund_requests_decisions_are_about_something CHECK ((kind = 'decision') = (about_id IS NOT NULL)),
     ADD CONSTRAINT refund_requests_decisions_make_no_cancellation CHECK ((kind = 'decision') = (cancellation_id IS NULL))`,
  `ALTER TABLE refund_requests ALTER COLUMN cancellation_id DROP NOT NULL`,
  `DROP INDEX refund_requests_one_open`,
  `CREATE UNIQUE INDEX refund_requests_one_open ON refund_requests (payment_id)
     WHERE status IN ('pending', 'approved') AND kind <> 'decision'`,
  `CREATE UNIQUE INDEX refund_requests_one_open_decision ON refund_requests (about_id)
     WHERE status IN ('pending', 'approved') AND kind = 'decision'`,
  `ALTER TABLE refund_requests DROP CONSTRAINT refund_requests_reason_check,
     ADD CONSTRAINT refund_requests_reason_check CHECK (length(reason) BETWEEN 1 AND 1000)`,
  OTHER_WISH(', %.kind, %.deed, %.about_id'),
  UNAPPROVED_REFUND(` AND r.kind <> 'decision'`),
  `CREATE FUNCTION refuse_unapproved_decision() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM FROM refund_requests r
       WHERE r.kind = 'decision' AND r.about_id = coalesce(NEW.cancellation_id, NEW.payment_id) AND r.status = 'approved'
         AND 'person_' || replace(r.asked_by_id::text, '-', '') = NEW.decided_with
       FOR UPDATE;
     IF NOT FOUND THEN RAISE EXCEPTION 'a decision of a person about money needs a request that was approved';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER verdicts_of_people_are_approved BEFORE INSERT ON verdicts
     FOR EACH ROW WHEN (NEW.decided_with LIKE 'person\\_%' AND NEW.rule IN
       ('operator_said_paid', 'operator_said_given_back', 'operator_said_refunded', 'operator_sent_again'))
     EXECUTE FUNCTION refuse_unapproved_decision()`,
];

const UP = [...CHANGES, ...WAITING, ...DECISIONS];

const DOWN = [
  'DROP TRIGGER verdicts_of_people_are_approved ON verdicts',
  'DROP FUNCTION refuse_unapproved_decision()',
  UNAPPROVED_REFUND(''),
  OTHER_WISH(''),
  `ALTER TABLE refund_requests DROP CONSTRAINT refund_requests_reason_check,
     ADD CONSTRAINT refund_requests_reason_check CHECK (length(reason) BETWEEN 1 AND 200)`,
  'DROP INDEX refund_requests_one_open_decision',
  'DROP INDEX refund_requests_one_open',
  `CREATE UNIQUE INDEX refund_requests_one_open ON refund_requests (payment_id) WHERE status IN ('pending', 'approved')`,
  'ALTER TABLE refund_requests DROP COLUMN about_id, DROP COLUMN deed, DROP COLUMN kind',
  'ALTER TABLE refund_requests ALTER COLUMN cancellation_id SET NOT NULL',
  'DROP TABLE key_spendings',
  'ALTER TABLE seller_credentials DROP COLUMN waits_for',
  `ALTER TABLE api_keys DROP COLUMN made_by_id, DROP COLUMN waits_for, DROP COLUMN limit_per_request_won,
     DROP COLUMN limit_per_day_won, DROP COLUMN limit_per_order_won`,
  'ALTER TABLE invitations DROP COLUMN made_by_id, DROP COLUMN waits_for, DROP COLUMN released_at',
  'DROP TABLE change_requests',
  'DROP FUNCTION refuse_other_change()',
  `DELETE FROM state_transitions WHERE entity = 'change_request'`,
];

/** An older version would take what waits for what stands, keys for unlimited ones, and decisions for refunds. */
const LOSABLE: readonly Losable[] = [
  { table: 'change_requests' },
  { table: 'key_spendings' },
  { table: 'refund_requests', where: `kind <> 'refund' OR length(reason) > 200` },
  { table: 'invitations', column: 'made_by_id' },
  { table: 'api_keys', column: 'made_by_id' },
  { table: 'api_keys', column: 'limit_per_request_won' },
  { table: 'api_keys', column: 'limit_per_day_won' },
  { table: 'api_keys', column: 'limit_per_order_won' },
];
