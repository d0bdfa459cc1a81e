// Why: a provider that answered that it took money and later knows of no such payment contradicts itself; only an operator can
// tell where the money is.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class SaidTaken0028 implements MigrationInterface {
  readonly name = 'SaidTaken00289000000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments ADD said_taken boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [{ table: 'payments', column: 'said_taken', where: 'said_taken' }]);
    await runner.query('ALTER TABLE payments DROP COLUMN said_taken');
  }
}
