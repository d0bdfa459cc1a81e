// Why: money that went back without us is in the books like any other refund, and each night the provider is asked whether
// there is more of it.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class ExternalCancellations0018 implements MigrationInterface {
  readonly name = 'ExternalCancellations00189000000000018';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE cancellations
     ADD COLUMN origin text CHECK (origin IN ('found', 'provider_site', 'by_hand', 'chargeback')),
     DROP CONSTRAINT cancellations_kind_check,
     ADD CONSTRAINT cancellations_kind_check CHECK (kind IN ('refund', 'reversal', 'external')),
     ADD CONSTRAINT cancellations_external_has_origin CHECK ((kind = 'external') = (origin IS NOT NULL)),
     ADD CONSTRAINT cancellations_external_is_done CHECK (kind <> 'external' OR status = 'done'),
     ADD CONSTRAINT cancellations_done_was_sent CHECK (status <> 'done' OR kind = 'external' OR started_at IS NOT NULL)`,
  // Recorded when it has happened; and a deposit whose answer cannot be applied puts its order into doubt.
  `INSERT INTO state_transitions VALUES ('cancellation', NULL, 'done'), ('order', 'awaiting_deposit', 'in_doubt')`,
  // What went back without us is summed up like refunds.
  `DROP INDEX cancellations_refunded_by_time`,
  `CREATE INDEX cancellations_refunded_by_time ON cancellations (done_at) INCLUDE (payment_id, amount_won)
     WHERE status = 'done' AND kind <> 'reversal'`,
  `CREATE TABLE provider_audits (
     id uuid PRIMARY KEY,
     from_at timestamptz(3) NOT NULL,
     to_at timestamptz(3) NOT NULL,
     started_at timestamptz(3) NOT NULL,
     claimed_until timestamptz(3) NOT NULL,
     ended_at timestamptz(3),
     last_paid_at timestamptz(3),
     last_payment_id uuid,
     payments integer NOT NULL CHECK (payments >= 0),
     recorded integer NOT NULL CHECK (recorded >= 0),
     operators_called integer NOT NULL CHECK (operators_called >= 0),
     unanswered integer NOT NULL CHECK (unanswered >= 0),
     CONSTRAINT provider_audits_period CHECK (from_at <= to_at),
     CONSTRAINT provider_audits_place CHECK ((last_paid_at IS NULL) = (last_payment_id IS NULL))
   )`,
  // What a provider told of refunds, unsigned: until it is explained by a cancellation of ours, or an operator has seen to it.
  `CREATE TABLE refund_notices (
     id uuid PRIMARY KEY,
     payment_id uuid NOT NULL REFERENCES payments,
     exchange_id uuid NOT NULL,
     amount_won bigint NOT NULL CHECK (amount_won BETWEEN 1 AND 1000000000000),
     refunded_at timestamptz(3),
     received_at timestamptz(3) NOT NULL,
     questions integer NOT NULL CHECK (questions >= 0),
     cancellation_id uuid REFERENCES cancellations,
     settled_at timestamptz(3),
     CONSTRAINT refund_notices_once UNIQUE NULLS NOT DISTINCT (payment_id, amount_won, refunded_at),
     CONSTRAINT refund_notices_explained_is_settled CHECK (cancellation_id IS NULL OR settled_at IS NOT NULL)
   )`,
  `CREATE INDEX refund_notices_unsettled ON refund_notices (payment_id) WHERE settled_at IS NULL`,
  `CREATE INDEX provider_audits_by_start ON provider_audits (started_at)`,
];

const DOWN = [
  'DROP TABLE refund_notices',
  'DROP TABLE provider_audits',
  'DROP INDEX cancellations_refunded_by_time',
  `CREATE INDEX cancellations_refunded_by_time ON cancellations (done_at) INCLUDE (payment_id, amount_won)
     WHERE status = 'done' AND kind = 'refund'`,
  `DELETE FROM state_transitions WHERE entity = 'cancellation' AND from_status IS NULL AND to_status = 'done'`,
  `DELETE FROM state_transitions WHERE entity = 'order' AND from_status = 'awaiting_deposit' AND to_status = 'in_doubt'`,
  `ALTER TABLE cancellations
     DROP CONSTRAINT cancellations_done_was_sent,
     DROP CONSTRAINT cancellations_external_is_done,
     DROP CONSTRAINT cancellations_external_has_origin,
     DROP CONSTRAINT cancellations_kind_check,
     ADD CONSTRAINT cancellations_kind_check CHECK (kind IN ('refund', 'reversal')),
     DROP COLUMN origin`,
];

/** Lost with the kind and the table. */
const LOSABLE: readonly Losable[] = [
  { table: 'cancellations', where: `kind = 'external'` },
  { table: 'provider_audits' },
  { table: 'refund_notices' },
];
