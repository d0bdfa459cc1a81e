// Why: what leaves doubt without an operator rests on a recorded answer, an operator's word names the key that brought it, and
// a provider may prove an operator wrong who found nothing given back.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class VerdictsRestOnAnswers0012 implements MigrationInterface {
  readonly name = 'VerdictsRestOnAnswers00129000000000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE verdicts
     ADD COLUMN decided_with text,
     ADD CONSTRAINT verdicts_of_operators_name_key CHECK ((decided_by = 'platform') = (decided_with IS NULL)) NOT VALID,
     ADD CONSTRAINT verdicts_rest_on_an_answer CHECK (
       from_status <> 'in_doubt' OR to_status = 'in_doubt' OR decided_by <> 'platform' OR cardinality(exchange_ids) > 0
     ) NOT VALID`,
  `INSERT INTO state_transitions VALUES ('cancellation', 'refused', 'in_doubt')`,
  // An operator's decision asks whether the provider's id of a payment is another payment's already.
  `CREATE INDEX payments_by_provider_payment_id ON payments (provider, (receipt ->> 'providerPaymentId'))
     WHERE receipt IS NOT NULL`,
];

const DOWN = [
  'DROP INDEX payments_by_provider_payment_id',
  `DELETE FROM state_transitions WHERE entity = 'cancellation' AND from_status = 'refused'`,
  `ALTER TABLE verdicts
     DROP CONSTRAINT verdicts_rest_on_an_answer,
     DROP CONSTRAINT verdicts_of_operators_name_key,
     DROP COLUMN decided_with`,
];

/** Lost with the column. */
const LOSABLE: readonly Losable[] = [{ table: 'verdicts', column: 'decided_with' }];
