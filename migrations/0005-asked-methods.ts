// Why: a provider may offer several ways to pay, and later calls about a payment must name the one it was opened for.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class AskedMethods0005 implements MigrationInterface {
  readonly name = 'AskedMethods0005000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments ADD COLUMN asked_method text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    await runner.query('ALTER TABLE payments DROP COLUMN asked_method');
  }
}

/** Lost with the column. */
const LOSABLE: readonly Losable[] = [{ table: 'payments', column: 'asked_method' }];
