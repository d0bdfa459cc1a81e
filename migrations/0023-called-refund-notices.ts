// Why: an operator settles the refund notices that they were called with, and no other. And while the provider is asked
// about one, no part of its payment is refunded where a repetition cannot be told. Nobody is called twice to one difference.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class CalledRefundNotices0023 implements MigrationInterface {
  readonly name = 'CalledRefundNotices00239000000000023';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [
      { table: 'refund_notices', column: 'called_at' },
      { table: 'payments', column: 'refund_told_at' },
      { table: 'payments', column: 'called_difference_won' },
    ]);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  'ALTER TABLE refund_notices ADD COLUMN called_at timestamptz(3)',
  'ALTER TABLE payments ADD COLUMN refund_told_at timestamptz(3), ADD COLUMN called_difference_won bigint',
  // Until now an operator was called with the first of them and answered for all.
  `UPDATE refund_notices n SET called_at = n.received_at FROM payments p
     WHERE p.id = n.payment_id AND n.settled_at IS NULL AND p.attention IS NOT NULL`,
  `UPDATE payments p SET refund_told_at = n.told_at
     FROM (SELECT payment_id, min(received_at) AS told_at FROM refund_notices
           WHERE settled_at IS NULL AND called_at IS NULL AND questions = 0 GROUP BY payment_id) n
     WHERE p.id = n.payment_id`,
  `CREATE INDEX cancellations_by_provider_number ON cancellations ((receipt ->> 'providerCancellationId'))
     WHERE receipt ->> 'providerCancellationId' IS NOT NULL`,
  `CREATE INDEX payments_refund_told ON payments (refund_told_at) WHERE refund_told_at IS NOT NULL`,
];

const DOWN = [
  'DROP INDEX payments_refund_told',
  'DROP INDEX cancellations_by_provider_number',
  'ALTER TABLE payments DROP COLUMN refund_told_at, DROP COLUMN called_difference_won',
  'ALTER TABLE refund_notices DROP COLUMN called_at',
];
