// Why: a provider's window in which a buyer registers a card opens once, and a provider may tell of a key by name.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class CardWindows0004 implements MigrationInterface {
  readonly name = 'CardWindows0004000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE billing_keys ADD COLUMN authorized_at timestamptz(3)');
    await runner.query(
      'CREATE INDEX billing_keys_by_fingerprint ON billing_keys (key_fingerprint) WHERE key_fingerprint IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    await runner.query('DROP INDEX billing_keys_by_fingerprint');
    await runner.query('ALTER TABLE billing_keys DROP COLUMN authorized_at');
  }
}

/** Lost with the column. */
const LOSABLE: readonly Losable[] = [{ table: 'billing_keys', column: 'authorized_at' }];
