// Why: a number of a refund made elsewhere is typed from a page or a letter, so whether another cancellation has it is asked without
// regard to the case of its letters. The index that goes was there twice.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NumbersInAnyCase0032 implements MigrationInterface {
  readonly name = 'NumbersInAnyCase00329000000000032';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const NUMBER = `(receipt ->> 'providerCancellationId')`;

const UP = [
  'DROP INDEX cancellations_by_provider_number',
  // Not unique: rows of before, which nobody can correct, must not keep a platform from being upgraded.
  `CREATE INDEX cancellations_by_number_any_case ON cancellations (upper${NUMBER}) WHERE ${NUMBER} IS NOT NULL`,
];

const DOWN = [
  'DROP INDEX cancellations_by_number_any_case',
  `CREATE INDEX cancellations_by_provider_number ON cancellations (${NUMBER}) WHERE ${NUMBER} IS NOT NULL`,
];
