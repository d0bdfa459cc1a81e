// Why: the first payment of a subscription may register the card that later ones are charged on.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class CardsRegisteredWithPayments0006 implements MigrationInterface {
  readonly name = 'CardsRegisteredWithPayments0006000000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE orders ADD COLUMN register_card jsonb`,
  `ALTER TABLE payments
     ADD COLUMN registers_key_id uuid,
     ADD COLUMN sealed_registered_key text,
     ADD CONSTRAINT payments_registered_key_is_wanted CHECK (
       sealed_registered_key IS NULL OR registers_key_id IS NOT NULL)`,
  `CREATE INDEX payments_with_key_to_keep ON payments (id) WHERE sealed_registered_key IS NOT NULL`,
  // Born active: the payment's confirmation is the provider's word for it.
  `INSERT INTO state_transitions VALUES ('billing_key', NULL, 'active')`,
];

const DOWN = [
  `DELETE FROM state_transitions WHERE entity = 'billing_key' AND from_status IS NULL AND to_status = 'active'`,
  `ALTER TABLE payments DROP COLUMN registers_key_id, DROP COLUMN sealed_registered_key`,
  `ALTER TABLE orders DROP COLUMN register_card`,
];

/** Lost with the columns. A sealed key is there only with the id that it is for. */
const LOSABLE: readonly Losable[] = [
  { table: 'orders', column: 'register_card' },
  { table: 'payments', column: 'registers_key_id' },
];
