// Why: a payment that an operator found at the provider pays one order. Two operators who enter one number at the same moment
// for two payments would both be believed: each looks before the other has written.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsFoundOnce0031 implements MigrationInterface {
  readonly name = 'PaymentsFoundOnce00319000000000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  // Not a unique index: rows of before, which nobody can correct, must not keep a platform from being upgraded.
  `CREATE FUNCTION refuse_payment_found_twice() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     number text := NEW.receipt ->> 'providerPaymentId';
     claimed uuid;
   BEGIN
     PERFORM pg_advisory_xact_lock(hashtextextended(NEW.provider || ' ' || number, 0));
     SELECT p.id INTO claimed FROM payments p
       WHERE p.provider = NEW.provider AND p.receipt ->> 'providerPaymentId' = number AND p.id <> NEW.id LIMIT 1;
     IF FOUND THEN
       RAISE EXCEPTION 'another payment has this number of the provider'
         USING ERRCODE = 'unique_violation', CONSTRAINT = 'payments_found_once', DETAIL = claimed::text;
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payments_found_once BEFORE UPDATE ON payments
     FOR EACH ROW WHEN (NEW.receipt ->> 'enteredByOperator' = 'true'
       AND NEW.receipt ->> 'providerPaymentId' IS DISTINCT FROM OLD.receipt ->> 'providerPaymentId')
     EXECUTE FUNCTION refuse_payment_found_twice()`,
];

const DOWN = ['DROP TRIGGER payments_found_once ON payments', 'DROP FUNCTION refuse_payment_found_twice()'];
