// Why: people ask for refunds at the desk; some wait for a second person, and some come many at once in a file.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class RefundRequests0014 implements MigrationInterface {
  readonly name = 'RefundRequests00149000000000014';

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
  [null, 'approved'],
  ['pending', 'approved'],
  ['pending', 'refused'],
  ['pending', 'withdrawn'],
  ['pending', 'expired'],
  ['pending', 'stale'],
  ['approved', 'begun'],
  ['approved', 'stale'],
];
const quote = (text: string | null) => (text === null ? 'NULL' : `'${text}'`);

/** No foreign keys to people: what they asked for outlives them. */
const REQUESTS = [
  `INSERT INTO state_transitions VALUES ${STEPS.map((step) => `('refund_request', ${step.map(quote).join(', ')})`).join(', ')}`,
  `CREATE TABLE refund_requests (
     id uuid PRIMARY KEY,
     status text NOT NULL,
     order_id uuid NOT NULL REFERENCES orders,
     payment_id uuid NOT NULL REFERENCES payments,
     -- Chosen before the cancellation is there: as its primary key it lets the request have one cancellation and no second.
     cancellation_id uuid NOT NULL UNIQUE,
     begun_cancellation_id uuid GENERATED ALWAYS AS (CASE WHEN status = 'begun' THEN cancellation_id END) STORED
       REFERENCES cancellations,
     amount_won bigint NOT NULL CHECK (amount_won BETWEEN 1 AND 1000000000000),
     tax_free_won bigint NOT NULL CHECK (tax_free_won >= 0),
     taxable_won bigint NOT NULL CHECK (taxable_won >= 0),
     vat_won bigint NOT NULL CHECK (vat_won >= 0),
     balance_before_won bigint NOT NULL,
     shown_hash text NOT NULL CHECK (shown_hash ~ '^[0-9a-f]{64}$'),
     reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
     approval_reasons jsonb NOT NULL CHECK (jsonb_typeof(approval_reasons) = 'array'),
     idempotency_key text,
     fingerprint text,
     asked_by_id uuid NOT NULL,
     asked_by_name text NOT NULL,
     asked_at timestamptz(3) NOT NULL,
     expires_at timestamptz(3),
     decided_by_id uuid,
     decided_by_name text,
     decided_at timestamptz(3),
     decision_reason text,
     -- Why it came to nothing though nobody decided so.
     stale_because text,
     CONSTRAINT refund_requests_split_adds_up CHECK (tax_free_won + taxable_won + vat_won = amount_won),
     CONSTRAINT refund_requests_within_balance CHECK (amount_won <= balance_before_won),
     CONSTRAINT refund_requests_once_per_key UNIQUE (asked_by_id, idempotency_key),
     CONSTRAINT refund_requests_key_has_fingerprint CHECK ((idempotency_key IS NULL) = (fingerprint IS NULL)),
     CONSTRAINT refund_requests_four_eyes CHECK (decided_by_id <> asked_by_id),
     CONSTRAINT refund_requests_wait_for_a_reason CHECK (
       status NOT IN ('pending', 'refused', 'withdrawn', 'expired')
       OR (approval_reasons <> '[]' AND expires_at IS NOT NULL)),
     CONSTRAINT refund_requests_somebody_decided CHECK (
       CASE WHEN status = 'refused' OR (status IN ('approved', 'begun') AND approval_reasons <> '[]')
         THEN decided_by_id IS NOT NULL AND decided_by_name IS NOT NULL AND decided_at IS NOT NULL
         ELSE status = 'stale' OR decided_by_id IS NULL END),
     CONSTRAINT refund_requests_refused_says_why CHECK (status <> 'refused' OR decision_reason IS NOT NULL),
     CONSTRAINT refund_requests_stale_says_why CHECK ((status = 'stale') = (stale_because IS NOT NULL))
   )`,
  `CREATE UNIQUE INDEX refund_requests_one_open ON refund_requests (payment_id) WHERE status IN ('pending', 'approved')`,
  `CREATE INDEX refund_requests_by_asker ON refund_requests (asked_by_id, asked_at)`,
  `CREATE INDEX refund_requests_by_order ON refund_requests (order_id, id)`,
  `CREATE INDEX refund_requests_newest ON refund_requests (id) WHERE approval_reasons <> '[]'`,
  `CREATE INDEX refund_requests_by_status ON refund_requests (status, id) WHERE approval_reasons <> '[]'`,
  `CREATE INDEX refund_requests_to_expire ON refund_requests (expires_at) WHERE status = 'pending'`,
  `CREATE INDEX refund_requests_to_begin ON refund_requests (asked_at) WHERE status = 'approved'`,
  `CREATE TRIGGER refund_requests_transitions BEFORE INSERT OR UPDATE ON refund_requests
     FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_transition('refund_request')`,
];

/** What is asked for does not change, and no person's refund begins without a request that stands. */
const LAWS = [
  `CREATE FUNCTION refuse_other_wish() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (NEW.id, NEW.order_id, NEW.payment_id, NEW.cancellation_id, NEW.amount_won, NEW.tax_free_won, NEW.taxable_won,
         NEW.vat_won, NEW.balance_before_won, NEW.shown_hash, NEW.reason, NEW.approval_reasons, NEW.asked_by_id,
         NEW.asked_at)
       IS DISTINCT FROM
        (OLD.id, OLD.order_id, OLD.payment_id, OLD.cancellation_id, OLD.amount_won, OLD.tax_free_won, OLD.taxable_won,
         OLD.vat_won, OLD.balance_before_won, OLD.shown_hash, OLD.reason, OLD.approval_reasons, OLD.asked_by_id,
         OLD.asked_at)
     THEN RAISE EXCEPTION 'what a refund request asks for does not change';
     END IF;
     -- The row is locked by now, so a cancellation that begins at this moment is seen.
     IF OLD.status = 'approved' AND NEW.status = 'stale' AND EXISTS (SELECT FROM cancellations c WHERE c.id = NEW.cancellation_id)
     THEN RAISE EXCEPTION 'a refund request whose cancellation is there has not come to nothing';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER refund_requests_ask_for_the_same BEFORE UPDATE ON refund_requests
     FOR EACH ROW EXECUTE FUNCTION refuse_other_wish()`,
  `CREATE FUNCTION refuse_unapproved_refund() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM FROM refund_requests r
       WHERE r.cancellation_id = NEW.id AND r.status = 'approved' AND r.payment_id = NEW.payment_id
         AND (r.amount_won, r.tax_free_won, r.taxable_won, r.vat_won)
           = (NEW.amount_won, NEW.tax_free_won, NEW.taxable_won, NEW.vat_won)
         AND 'person_' || replace(r.asked_by_id::text, '-', '') = NEW.requested_by
       FOR UPDATE;
     IF NOT FOUND THEN RAISE EXCEPTION 'a refund of a person needs a request that was approved';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER cancellations_of_people_are_approved BEFORE INSERT ON cancellations
     FOR EACH ROW WHEN (NEW.requested_by LIKE 'person\\_%') EXECUTE FUNCTION refuse_unapproved_refund()`,
];

const BATCHES = [
  `CREATE TABLE refund_batches (
     id uuid PRIMARY KEY,
     made_by_id uuid NOT NULL,
     made_by_name text NOT NULL,
     made_at timestamptz(3) NOT NULL,
     shown_hash text NOT NULL CHECK (shown_hash ~ '^[0-9a-f]{64}$'),
     line_count integer NOT NULL CHECK (line_count > 0),
     broken_count integer NOT NULL CHECK (broken_count BETWEEN 0 AND line_count),
     amount_won bigint NOT NULL CHECK (amount_won >= 0),
     started_at timestamptz(3),
     ended_at timestamptz(3),
     CONSTRAINT refund_batches_broken_are_not_sent CHECK (started_at IS NULL OR broken_count = 0),
     CONSTRAINT refund_batches_end_after_they_start CHECK (ended_at IS NULL OR started_at IS NOT NULL)
   )`,
  `CREATE INDEX refund_batches_under_way ON refund_batches (started_at) WHERE started_at IS NOT NULL AND ended_at IS NULL`,
  `CREATE TABLE refund_batch_lines (
     batch_id uuid NOT NULL REFERENCES refund_batches ON DELETE CASCADE,
     line integer NOT NULL CHECK (line > 0),
     order_text text NOT NULL,
     order_id uuid REFERENCES orders,
     asked_won bigint,
     reason text NOT NULL,
     -- What the dry run showed of it.
     shown jsonb,
     faults jsonb NOT NULL CHECK (jsonb_typeof(faults) = 'array'),
     -- Chosen with the dry run: as the primary key of its request it lets the line have one and no second.
     request_id uuid NOT NULL UNIQUE,
     -- Why nothing could be asked for when it was its turn.
     failure jsonb,
     asked_at timestamptz(3),
     PRIMARY KEY (batch_id, line),
     CONSTRAINT refund_batch_lines_whole CHECK (faults <> '[]' OR (order_id IS NOT NULL AND shown IS NOT NULL))
   )`,
  `CREATE INDEX refund_batch_lines_by_order ON refund_batch_lines (order_id)`,
];

const UP = [...REQUESTS, ...LAWS, ...BATCHES];

const DOWN = [
  'DROP TABLE refund_batch_lines',
  'DROP TABLE refund_batches',
  'DROP TRIGGER cancellations_of_people_are_approved ON cancellations',
  'DROP FUNCTION refuse_unapproved_refund()',
  'DROP TABLE refund_requests',
  'DROP FUNCTION refuse_other_wish()',
  `DELETE FROM state_transitions WHERE entity = 'refund_request'`,
];

/** Lost with the tables. Lines belong to batches. */
const LOSABLE: readonly Losable[] = [{ table: 'refund_requests' }, { table: 'refund_batches' }];
