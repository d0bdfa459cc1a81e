// Why: what waits at the desk for a second person is not overtaken. While the record of money that went back elsewhere waits, no
// key refunds that money again; while a decision waits, nobody decides otherwise.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WaitingRequests0027 implements MigrationInterface {
  readonly name = 'WaitingRequests00279000000000027';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** Says no and names the request, for whoever is refused. */
const REFUSE = (constraint: string): string => `
     IF FOUND THEN
       RAISE EXCEPTION 'another request waits for a second person'
         USING ERRCODE = 'check_violation', CONSTRAINT = '${constraint}', DETAIL = waiting::text;
     END IF;
     RETURN NEW;`;

const UP = [
  // One that is approved is about to be recorded. What a person asks for is refused by refund_requests_one_open before.
  `CREATE FUNCTION refuse_refund_beside_external() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     waiting uuid;
   BEGIN
     SELECT r.id INTO waiting FROM refund_requests r
       WHERE r.payment_id = NEW.payment_id AND r.kind = 'external_cancellation' AND r.status IN ('pending', 'approved');
     ${REFUSE('cancellations_external_waits')}
   END $$`,
  `CREATE TRIGGER cancellations_external_waits BEFORE INSERT ON cancellations
     FOR EACH ROW WHEN (NEW.requested_by LIKE 'key\\_%') EXECUTE FUNCTION refuse_refund_beside_external()`,
  // One that is approved is what decides. The platform follows what the provider says whatever waits.
  `CREATE FUNCTION refuse_decision_beside_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     waiting uuid;
   BEGIN
     SELECT r.id INTO waiting FROM refund_requests r
       WHERE r.about_id = coalesce(NEW.cancellation_id, NEW.payment_id) AND r.kind = 'decision' AND r.status = 'pending';
     ${REFUSE('verdicts_decision_waits')}
   END $$`,
  `CREATE TRIGGER verdicts_decision_waits BEFORE INSERT ON verdicts
     FOR EACH ROW WHEN (NEW.decided_with IS NOT NULL) EXECUTE FUNCTION refuse_decision_beside_waiting()`,
];

const DOWN = [
  'DROP TRIGGER verdicts_decision_waits ON verdicts',
  'DROP FUNCTION refuse_decision_beside_waiting()',
  'DROP TRIGGER cancellations_external_waits ON cancellations',
  'DROP FUNCTION refuse_refund_beside_external()',
];
