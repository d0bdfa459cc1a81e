// Why: what a buyer registers may be a bank account, which is charged and shown otherwise than a card.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class StoredAccounts0008 implements MigrationInterface {
  readonly name = 'StoredAccounts0008000000000008';

  async up(runner: QueryRunner): Promise<void> {
    // The default is what every key was until now, and what a server of the version before still writes.
    await runner.query(
      `ALTER TABLE billing_keys
         ADD COLUMN method text NOT NULL DEFAULT 'card' CHECK (method IN ('card', 'transfer')),
         ADD COLUMN account jsonb,
         ADD CONSTRAINT billing_keys_show_what_they_charge CHECK (
           (card IS NULL OR method = 'card') AND (account IS NULL OR method = 'transfer'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    await runner.query('ALTER TABLE billing_keys DROP COLUMN account, DROP COLUMN method');
  }
}

/** Lost with the columns. An account is shown only where the method is not a card. */
const LOSABLE: readonly Losable[] = [{ table: 'billing_keys', column: 'method', where: `method <> 'card'` }];
