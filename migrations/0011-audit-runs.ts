// Why: the nightly audit of the books begins where the last one ended, and says what it found.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class AuditRuns0011 implements MigrationInterface {
  readonly name = 'AuditRuns00119000000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_runs (
        id uuid PRIMARY KEY,
        started_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        orders integer NOT NULL CHECK (orders >= 0),
        differences integer NOT NULL CHECK (differences >= 0),
        differing_order_ids uuid[] NOT NULL,
        watermark timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX audit_runs_by_start ON audit_runs (started_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    await runner.query('DROP TABLE audit_runs');
  }
}

/** Lost with the table. */
const LOSABLE: readonly Losable[] = [{ table: 'audit_runs' }];
