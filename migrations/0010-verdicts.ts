// Why: every settled doubt keeps the question, the answer and the rule that decided.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class Verdicts0010 implements MigrationInterface {
  readonly name = 'Verdicts00109000000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** The tables whose rows can be in doubt, and the column of a verdict that names one. */
const DOUBTFUL = [
  ['payments', 'payment_id'],
  ['cancellations', 'cancellation_id'],
] as const;

const UP = [
  `CREATE TABLE verdicts (
     id uuid PRIMARY KEY,
     order_id uuid NOT NULL REFERENCES orders,
     version integer NOT NULL CHECK (version > 0),
     payment_id uuid REFERENCES payments,
     cancellation_id uuid REFERENCES cancellations,
     rule text NOT NULL CHECK (rule ~ '^[a-z_]{1,60}$'),
     from_status text NOT NULL,
     to_status text NOT NULL,
     exchange_ids uuid[] NOT NULL,
     decided_by text NOT NULL,
     reason text,
     decided_at timestamptz(3) NOT NULL,
     CONSTRAINT verdicts_about_one CHECK (num_nonnulls(payment_id, cancellation_id) = 1),
     CONSTRAINT verdicts_of_operators_have_reasons CHECK (
       (decided_by = 'platform') = (rule NOT LIKE 'operator\_%') AND (decided_by = 'platform' OR reason IS NOT NULL))
   )`,
  ...DOUBTFUL.map(
    ([, column]) =>
      `CREATE INDEX verdicts_by_${column} ON verdicts (${column}, version, id) WHERE ${column} IS NOT NULL`,
  ),
  `CREATE TRIGGER verdicts_append_only BEFORE UPDATE OR DELETE ON verdicts FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER verdicts_never_emptied BEFORE TRUNCATE ON verdicts EXECUTE FUNCTION refuse_change()`,
  // The version is the order's own, so a verdict that led elsewhere earlier does not count.
  `CREATE FUNCTION require_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF NOT EXISTS (
       SELECT FROM verdicts v JOIN orders o ON o.id = v.order_id AND o.version = v.version
       WHERE (v.payment_id = NEW.id OR v.cancellation_id = NEW.id) AND v.order_id = NEW.order_id
         AND v.from_status = OLD.status AND v.to_status = NEW.status
     ) THEN
       RAISE EXCEPTION 'a row of % may not leave doubt without a verdict', TG_TABLE_NAME
         USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
     END IF;
     RETURN NULL;
   END $$`,
  ...DOUBTFUL.map(
    ([table]) =>
      `CREATE CONSTRAINT TRIGGER ${table}_leave_doubt_with_verdict AFTER UPDATE ON ${table}
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
         WHEN (OLD.status = 'in_doubt' AND NEW.status <> OLD.status) EXECUTE FUNCTION require_verdict()`,
  ),
];

const DOWN = [
  ...DOUBTFUL.map(([table]) => `DROP TRIGGER ${table}_leave_doubt_with_verdict ON ${table}`),
  'DROP FUNCTION require_verdict()',
  'DROP TABLE verdicts',
];

/** Lost with the table. */
const LOSABLE: readonly Losable[] = [{ table: 'verdicts' }];
