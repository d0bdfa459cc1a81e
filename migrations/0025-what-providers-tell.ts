// Why: what a provider tells, or does not, of a settled payment. A cash receipt that it took back by itself, with a refund on
// its own pages, was asked about for ever; the tax split of a refund that was found there looked as certain as every other;
// and payments of which it tells no balance counted as unanswered.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class WhatProvidersTell0025 implements MigrationInterface {
  readonly name = 'WhatProvidersTell00259000000000025';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [
      { table: 'cash_receipts', column: 'none_since' },
      // Of those that were found it can be told again; of what an operator entered, nobody can say any more.
      { table: 'cancellations', column: 'tax_split_assumed', where: `tax_split_assumed AND origin <> 'found'` },
      { table: 'provider_audits', column: 'not_told', where: 'not_told > 0' },
    ]);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE cash_receipts ADD COLUMN none_since timestamptz(3),
     ADD CONSTRAINT cash_receipts_none_while_taken_back CHECK (none_since IS NULL OR status IN ('cancelling', 'cancelled'))`,
  `ALTER TABLE cancellations ADD COLUMN tax_split_assumed boolean NOT NULL DEFAULT false,
     ADD CONSTRAINT cancellations_assumed_is_external CHECK (NOT tax_split_assumed OR kind = 'external')`,
  // Nobody has ever told the split of one that was found. Where only one split is possible, or all that was left went back, it
  // is certain.
  `UPDATE cancellations c SET tax_split_assumed = true FROM orders o
     WHERE o.id = c.order_id AND c.origin = 'found' AND o.tax_free_won > 0 AND o.taxable_won > 0
       AND c.amount_won < c.balance_before_won`,
  'ALTER TABLE provider_audits ADD COLUMN not_told integer NOT NULL DEFAULT 0 CHECK (not_told >= 0)',
  'ALTER TABLE provider_audits ALTER COLUMN not_told DROP DEFAULT',
];

const DOWN = [
  'ALTER TABLE provider_audits DROP COLUMN not_told',
  'ALTER TABLE cancellations DROP COLUMN tax_split_assumed',
  'ALTER TABLE cash_receipts DROP COLUMN none_since',
];
