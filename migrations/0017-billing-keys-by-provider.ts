// Why: the desk looks for the stored cards of one provider, which may be few among many.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BillingKeysByProvider0017 implements MigrationInterface {
  readonly name = 'BillingKeysByProvider00179000000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX billing_keys_by_provider ON billing_keys (provider, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX billing_keys_by_provider');
  }
}
