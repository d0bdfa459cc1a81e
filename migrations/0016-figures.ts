// Why: the desk's figures of a day, a week or a month are read from indexes over just the rows that count.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Figures0016 implements MigrationInterface {
  readonly name = 'Figures00169000000000016';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/**
 * Each row enters one of them once, with the write that settles it, at the right edge; what is on its way is in none.
 * They hold all that is summed up, so that no payment itself has to be read.
 */
const UP = [
  `CREATE INDEX payments_paid_by_time ON payments (paid_at) INCLUDE (provider, credentials_id, amount_won)
     WHERE status = 'paid'`,
  `CREATE INDEX payments_failed_by_time ON payments ((coalesce(confirm_started_at, created_at)))
     WHERE status IN ('refused', 'reversed')`,
  `CREATE INDEX cancellations_refunded_by_time ON cancellations (done_at) INCLUDE (payment_id, amount_won)
     WHERE status = 'done' AND kind = 'refund'`,
];

const DOWN = [
  'DROP INDEX cancellations_refunded_by_time',
  'DROP INDEX payments_failed_by_time',
  'DROP INDEX payments_paid_by_time',
];
