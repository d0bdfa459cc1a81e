// Why: providers differ in when the money moves, and a window may be opened once per payment.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class PaymentModes0002 implements MigrationInterface {
  readonly name = 'PaymentModes0002000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments
        ADD COLUMN mode text NOT NULL DEFAULT 'confirm' CHECK (mode IN ('confirm', 'immediate')),
        ADD COLUMN authorized_at timestamptz(3)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    await runner.query('ALTER TABLE payments DROP COLUMN mode, DROP COLUMN authorized_at');
  }
}

/** Lost with the columns. */
const LOSABLE: readonly Losable[] = [
  { table: 'payments', column: 'mode', where: `mode <> 'confirm'` },
  { table: 'payments', column: 'authorized_at' },
];
