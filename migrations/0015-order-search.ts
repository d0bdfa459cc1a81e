// Why: people at the desk find an order by whatever a buyer or a provider tells them, among a million others, and keep views.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class OrderSearch0015 implements MigrationInterface {
  readonly name = 'OrderSearch00159000000000015';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** The same as `phoneDigits` in src/admin/orders/reading.ts. */
const PHONE = `phone_digits(buyer ->> 'phone')`;
const EMAIL = `lower(buyer ->> 'email')`;
const METHOD = `coalesce(receipt ->> 'method', asked_method)`;
const CANCELLATION_NUMBER = `(receipt ->> 'providerCancellationId')`;

const FUNCTIONS = [
  `CREATE FUNCTION phone_digits(phone text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
     SELECT regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^820?', '0')
   $$`,
  // Lax paths: whatever shape a receipt has, writing it never fails for the sake of finding it.
  `CREATE FUNCTION receipt_terms(receipt jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
     SELECT array_remove(
       ARRAY[
         'approval ' || nullif(receipt #>> '{card,approvalNumber}', ''),
         'last ' || substring(receipt #>> '{card,number}' FROM '[0-9]{1,4}$')
       ] || ARRAY(
         SELECT 'trade ' || number
         FROM jsonb_array_elements_text(jsonb_path_query_array(receipt, '$.parts[*].transactionNumber')) number
       ), NULL)
   $$`,
];

/** All end with what the lists are in order of, so that a page is a walk along one of them. */
const INDEXES = [
  'DROP INDEX orders_by_number',
  `CREATE INDEX orders_by_number ON orders (order_number text_pattern_ops, id)`,
  `CREATE INDEX orders_by_phone ON orders (${PHONE}, id) WHERE ${PHONE} IS NOT NULL`,
  `CREATE INDEX orders_by_email ON orders (${EMAIL}, id) WHERE ${EMAIL} IS NOT NULL`,
  `CREATE INDEX orders_by_seller ON orders (seller_code, id)`,
  `CREATE INDEX payments_by_provider ON payments (provider, order_id)`,
  // Most pay by card; who asks for cards walks along all orders, and finds one at every other step.
  `CREATE INDEX payments_by_method ON payments ((${METHOD}), order_id) WHERE ${METHOD} <> 'card'`,
  // Without a list of pending entries, which every search would have to read through.
  `CREATE INDEX payments_by_term ON payments USING gin (receipt_terms(receipt)) WITH (fastupdate = off)
     WHERE receipt IS NOT NULL`,
  `CREATE INDEX cancellations_by_provider_id ON cancellations (${CANCELLATION_NUMBER})
     WHERE ${CANCELLATION_NUMBER} IS NOT NULL`,
];

const VIEWS = [
  `CREATE TABLE order_views (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
     name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
     filters jsonb NOT NULL,
     created_at timestamptz(3) NOT NULL,
     CONSTRAINT order_views_one_per_name UNIQUE (person_id, name)
   )`,
];

const UP = [...FUNCTIONS, ...INDEXES, ...VIEWS];

const DOWN = [
  'DROP TABLE order_views',
  'DROP INDEX cancellations_by_provider_id',
  'DROP INDEX payments_by_term',
  'DROP INDEX payments_by_method',
  'DROP INDEX payments_by_provider',
  'DROP INDEX orders_by_seller',
  'DROP INDEX orders_by_email',
  'DROP INDEX orders_by_phone',
  'DROP INDEX orders_by_number',
  'CREATE INDEX orders_by_number ON orders (order_number)',
  'DROP FUNCTION receipt_terms(jsonb)',
  'DROP FUNCTION phone_digits(text)',
];

/** Lost with the table. */
const LOSABLE: readonly Losable[] = [{ table: 'order_views' }];
