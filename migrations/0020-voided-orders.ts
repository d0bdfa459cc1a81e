// Why: an unpaid order can be withdrawn, one whose time is up can be opened again under its number, and a deposit that the
// provider was told not to wait for is not waited for here.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class VoidedOrders0020 implements MigrationInterface {
  readonly name = 'VoidedOrders00209000000000020';

  async up(runner: QueryRunner): Promise<void> {
    const steps = STEPS.map((step) => `('order', ${step.map((status) => `'${status}'`).join(', ')})`);
    await runner.query(`INSERT INTO state_transitions VALUES ${steps.join(', ')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const [from, to] of STEPS) {
      const step = `entity = 'order' AND from_status = '${from}' AND to_status = '${to}'`;
      await runner.query(`DELETE FROM state_transitions WHERE ${step}`);
    }
  }
}

const STEPS = [
  ['unpaid', 'voided'],
  ['awaiting_deposit', 'voided'],
  ['awaiting_deposit', 'unpaid'],
  ['expired', 'voided'],
  ['expired', 'unpaid'],
  ['expired', 'in_doubt'],
] as const;

/** An older program does not know the state. */
const LOSABLE: readonly Losable[] = [{ table: 'orders', where: `status = 'voided'` }];
