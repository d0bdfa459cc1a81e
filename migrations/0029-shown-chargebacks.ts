// Why: nobody documents whether a provider's balance shows chargebacks. Unless it is remembered what it told since one was
// booked, a refund elsewhere of just as much passes for the chargeback.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class ShownChargebacks0029 implements MigrationInterface {
  readonly name = 'ShownChargebacks00299000000000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments ADD shows_chargebacks boolean');
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [{ table: 'payments', column: 'shows_chargebacks' }]);
    await runner.query('ALTER TABLE payments DROP COLUMN shows_chargebacks');
  }
}
