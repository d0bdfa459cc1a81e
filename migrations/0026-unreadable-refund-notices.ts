// Why: a notice of a refund whose amount nobody can read is kept too, so that the provider is asked about it. Of those that do
// not say when either, each may be about another refund.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class UnreadableRefundNotices0026 implements MigrationInterface {
  readonly name = 'UnreadableRefundNotices00269000000000026';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [{ table: 'refund_notices', where: 'amount_won IS NULL' }]);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  'ALTER TABLE refund_notices DROP CONSTRAINT refund_notices_once, ALTER COLUMN amount_won DROP NOT NULL',
  `CREATE UNIQUE INDEX refund_notices_once ON refund_notices (payment_id, amount_won, refunded_at) NULLS NOT DISTINCT
     WHERE amount_won IS NOT NULL OR refunded_at IS NOT NULL`,
];

const DOWN = [
  'DROP INDEX refund_notices_once',
  `ALTER TABLE refund_notices ALTER COLUMN amount_won SET NOT NULL,
     ADD CONSTRAINT refund_notices_once UNIQUE NULLS NOT DISTINCT (payment_id, amount_won, refunded_at)`,
];
