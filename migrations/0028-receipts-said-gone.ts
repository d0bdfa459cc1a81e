// Why: a cash receipt that the provider took back by itself, with a refund on its own pages, was asked about for ever.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class ReceiptsSaidGone0028 implements MigrationInterface {
  readonly name = 'ReceiptsSaidGone00289000000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE cash_receipts ADD COLUMN none_since timestamptz(3),
      ADD CONSTRAINT cash_receipts_none_while_taken_back CHECK (none_since IS NULL OR status IN ('cancelling', 'cancelled'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [{ table: 'cash_receipts', column: 'none_since' }]);
    await runner.query('ALTER TABLE cash_receipts DROP COLUMN none_since');
  }
}
