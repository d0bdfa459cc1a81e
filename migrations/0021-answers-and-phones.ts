// Why: every write takes an Idempotency-Key. What is answered under one may be a secret, so it is sealed; and a change that
// is committed before its answer is kept says so in its own transaction. And one rule says which digits a telephone number is.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss } from './refuse-loss.js';

export class AnswersAndPhones0021 implements MigrationInterface {
  readonly name = 'AnswersAndPhones00219000000000021';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, [
      { table: 'idempotency_records', column: 'sealed_body' },
      { table: 'idempotency_records', column: 'committed_at' },
    ]);
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** The same as `phoneDigits` in src/common/phone.ts. */
const PHONE_DIGITS = `CREATE OR REPLACE FUNCTION phone_digits(phone text)
   RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
     SELECT CASE
       WHEN digits ~ '^(00)?820?1[568][0-9]{6}$' THEN regexp_replace(digits, '^(00)?820?', '')
       WHEN digits ~ '^(00)?82[0-9]{8}' THEN regexp_replace(digits, '^(00)?820?', '0')
       ELSE digits
     END
     FROM (SELECT regexp_replace(normalize(phone, NFKC), '[^0-9]', '', 'g')) AS plain (digits)
   $$`;
const PHONE_DIGITS_BEFORE = `CREATE OR REPLACE FUNCTION phone_digits(phone text)
   RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
     SELECT regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^820?', '0')
   $$`;
/** It holds what the function said when each row was written. */
const BUILD_INDEX_ANEW = 'REINDEX INDEX orders_by_phone';

const UP = [
  `ALTER TABLE idempotency_records
     ADD COLUMN sealed_body text,
     ADD COLUMN committed_at timestamptz(3),
     ADD CONSTRAINT idempotency_records_one_body CHECK (sealed_body IS NULL OR response_body IS NULL)`,
  PHONE_DIGITS,
  BUILD_INDEX_ANEW,
];

const DOWN = [
  PHONE_DIGITS_BEFORE,
  BUILD_INDEX_ANEW,
  `ALTER TABLE idempotency_records
     DROP CONSTRAINT idempotency_records_one_body, DROP COLUMN committed_at, DROP COLUMN sealed_body`,
];
