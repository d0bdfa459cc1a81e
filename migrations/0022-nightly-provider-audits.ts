// Why: the night's audit is due by the nights that were, and its age is an alarm. A run that somebody started by hand for
// some period of theirs must neither stand for a night nor silence that alarm.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NightlyProviderAudits0022 implements MigrationInterface {
  readonly name = 'NightlyProviderAudits00229000000000022';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE provider_audits DROP COLUMN nightly');
  }
}

const UP = [
  'ALTER TABLE provider_audits ADD COLUMN nightly boolean NOT NULL DEFAULT true',
  'ALTER TABLE provider_audits ALTER COLUMN nightly DROP DEFAULT',
];
