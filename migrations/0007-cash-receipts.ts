// Why: cash receipts of payments from bank accounts, which the provider reports to the tax office.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class CashReceipts0007 implements MigrationInterface {
  readonly name = 'CashReceipts0007000000000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const STEPS: readonly (readonly [from: string | null, to: string])[] = [
  [null, 'requested'],
  ['requested', 'issued'],
  ['requested', 'refused'],
  ['requested', 'in_doubt'],
  ['in_doubt', 'issued'],
  ['in_doubt', 'refused'],
  ['in_doubt', 'cancelling'],
  ['issued', 'cancelling'],
  ['issued', 'cancelled'],
  ['cancelling', 'cancelled'],
];
const quote = (text: string | null) => (text === null ? 'NULL' : `'${text}'`);

const UP = [
  `INSERT INTO state_transitions VALUES ${STEPS.map((step) => `('cash_receipt', ${step.map(quote).join(', ')})`).join(', ')}`,
  `CREATE TABLE cash_receipts (
     id uuid PRIMARY KEY,
     version integer NOT NULL CHECK (version > 0),
     order_id uuid NOT NULL REFERENCES orders,
     payment_id uuid NOT NULL REFERENCES payments,
     provider text NOT NULL,
     status text NOT NULL,
     purpose text NOT NULL CHECK (purpose IN ('personal', 'company')),
     identity_hint text NOT NULL CHECK (identity_hint ~ '^[*]+[0-9]{4}$'),
     sealed_identity text,
     amount_won bigint NOT NULL CHECK (amount_won BETWEEN 1 AND 1000000000000),
     management_number text,
     refusal jsonb,
     attention text,
     seen_standing boolean NOT NULL,
     attempts integer NOT NULL CHECK (attempts >= 0),
     requested_by text NOT NULL,
     created_at timestamptz(3) NOT NULL,
     in_doubt_since timestamptz(3),
     issued_at timestamptz(3),
     cancelling_since timestamptz(3),
     cancelled_at timestamptz(3),
     CONSTRAINT cash_receipts_number_while_asked CHECK (
       (status IN ('requested', 'in_doubt')) = (sealed_identity IS NOT NULL)),
     CONSTRAINT cash_receipts_have_times CHECK (
       (status <> 'in_doubt' OR in_doubt_since IS NOT NULL) AND (status <> 'issued' OR issued_at IS NOT NULL)
       AND (status <> 'cancelling' OR cancelling_since IS NOT NULL)
       AND (status <> 'cancelled' OR cancelled_at IS NOT NULL)),
     CONSTRAINT cash_receipts_refused_says_why CHECK (status <> 'refused' OR refusal IS NOT NULL)
   )`,
  `CREATE UNIQUE INDEX cash_receipts_one_standing ON cash_receipts (payment_id)
     WHERE status IN ('requested', 'in_doubt', 'issued', 'cancelling')`,
  `CREATE INDEX cash_receipts_by_order ON cash_receipts (order_id, id)`,
  `CREATE INDEX cash_receipts_unsettled ON cash_receipts (status)
     WHERE status IN ('requested', 'in_doubt', 'cancelling')`,
  `CREATE INDEX cash_receipts_needing_operator ON cash_receipts (id) WHERE attention IS NOT NULL`,
  `CREATE TRIGGER cash_receipts_transitions BEFORE INSERT OR UPDATE ON cash_receipts
     FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_transition('cash_receipt')`,
];

const DOWN = ['DROP TABLE cash_receipts', `DELETE FROM state_transitions WHERE entity = 'cash_receipt'`];

/** Lost with the table. */
const LOSABLE: readonly Losable[] = [{ table: 'cash_receipts' }];
