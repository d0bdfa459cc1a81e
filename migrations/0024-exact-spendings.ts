// Why: what is counted for one request of a key with limits is no other request's, whatever Idempotency-Key that has; and a
// provider's number of a refund made elsewhere is one cancellation's, also when two enter it at the same moment.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class ExactSpendings0024 implements MigrationInterface {
  readonly name = 'ExactSpendings00249000000000024';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [{ table: 'key_spendings', column: 'fingerprint' }]);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  // Of earlier ones nobody knows for which request they were: they count, and no request shares them.
  'ALTER TABLE key_spendings ADD COLUMN fingerprint text',
  `CREATE UNIQUE INDEX cancellations_external_number ON cancellations ((receipt ->> 'providerCancellationId'))
     WHERE origin IN ('provider_site', 'chargeback')`,
];

const DOWN = ['DROP INDEX cancellations_external_number', 'ALTER TABLE key_spendings DROP COLUMN fingerprint'];
