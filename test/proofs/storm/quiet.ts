// When a storm is over: everything settles by itself but for parts that Payple may have given back without an answer, which
// wait for an operator. Must never take long for lost: it waits until nothing moves.
import { NOBODY_TELLS, waitingParts, type WaitingPart } from '../../support/payple-operator.js';
import { withClient } from '../../support/read-rows.js';
import { waitFor } from '../../support/wait-for.js';

/** So many of what still moves are told, from all over the list. */
const MOST_TOLD = 8;

/**
 * Whatever moves beside them. Their own lookups go on for ever, and so do those of money that may yet come: of these only the
 * ones count that were due at $1, for by then there was nothing left that a later one could find.
 */
const MOVING = `
  SELECT 'a payment that is ' || p.status AS what FROM payments p
    WHERE p.status IN ('confirming', 'in_doubt') AND NOT EXISTS (
      SELECT FROM cancellations c WHERE c.payment_id = p.id AND c.kind = 'reversal' AND c.status = 'in_doubt')
  UNION ALL SELECT concat(
      'a cancellation (', c.kind, ' of ', c.amount_won, ' of ', p.amount_won, ' won at ', p.provider, ') that is ', c.status,
      ' since ', c.in_doubt_since, ' of a payment that is ', p.status, ', after ', c.lookups, ' lookups, ',
      coalesce('an operator was called: ' || c.attention, 'no operator was called'), ', and its next job is ',
      coalesce((SELECT concat('at ', j.run_at, ', tried ', j.attempts, ' times, locked at ', j.locked_at)
        FROM graphile_worker.jobs j WHERE j.key = 'settle_cancellation:' || c.id), 'none'))
    FROM cancellations c JOIN payments p ON p.id = c.payment_id
    WHERE c.status IN ('requested', 'executing', 'in_doubt')
      AND NOT (c.status = 'in_doubt' AND c.attention IS NOT NULL AND ${NOBODY_TELLS})
  UNION ALL SELECT concat('a payment that is ', p.status, ', and asked about in vain since ', p.in_doubt_since) FROM payments p
    WHERE p.status IN ('open', 'abandoned', 'refused') AND p.in_doubt_since IS NOT NULL
  UNION ALL SELECT 'a billing key that is removing' FROM billing_keys WHERE status = 'removing'
  UNION ALL SELECT 'the job ' || coalesce(j.key, j.task_identifier) || ', tried ' || j.attempts || ' times'
    FROM graphile_worker.jobs j
    WHERE j.key ~ '^(keep_|revoke_|check_billing_key:)' AND j.run_at < now() + interval '2 minutes'
      OR j.key ~ '^(settle_payment|check_registration):' AND j.run_at <= $1 OR j.last_error IS NOT NULL
  UNION ALL SELECT 'the job ' || j.key FROM graphile_worker.jobs j
    WHERE j.key LIKE 'reconcile_payment:%' AND NOT EXISTS (
      SELECT FROM cancellations c
      WHERE j.key = 'reconcile_payment:' || c.payment_id AND c.status = 'in_doubt' AND c.attention IS NOT NULL)`;

/** As if the twenty minutes were over after which a window that nobody came back from, or a registration, is asked about. */
const LET_TIME_PASS = `
  WITH hastened AS (
    UPDATE graphile_worker._private_jobs SET run_at = now()
    WHERE key ~ '^(settle_payment|check_registration):' AND run_at > now() AND locked_at IS NULL)
  SELECT now()::text AS now`;

const HURRY_CANCELLATIONS = `
  UPDATE graphile_worker._private_jobs SET run_at = now()
  WHERE (key LIKE 'settle_cancellation:%' OR key LIKE 'reconcile_payment:%') AND locked_at IS NULL`;

/** Waits until nothing moves any more but what waits for an operator, which it returns. */
export async function untilOnlyPeopleCanHelp(databaseUrl: string, timeoutMs: number): Promise<WaitingPart[]> {
  const { rows } = await withClient(databaseUrl, (client) => client.query<{ now: string }>(LET_TIME_PASS));
  await untilGone(databaseUrl, MOVING, timeoutMs, [rows[0]?.now]);
  return waitingParts(databaseUrl);
}

const LEFT = `SELECT 'a cancellation that is ' || status AS what FROM cancellations WHERE status IN ('executing', 'in_doubt')`;

/** The operator has put everything right at Payple; the house finds out by asking. */
export async function untilFoundOut(databaseUrl: string, timeoutMs: number): Promise<void> {
  await run(databaseUrl, HURRY_CANCELLATIONS);
  await untilGone(databaseUrl, LEFT, timeoutMs);
}

const UNTOLD = `SELECT 'a delivery of ' || event_id AS what FROM webhook_deliveries WHERE status = 'waiting' LIMIT 100`;

/** How much waits to be told, of which not all is counted. */
export async function untold(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => (await client.query(UNTOLD)).rows.length);
}

/** Waits until every endpoint was told everything. */
export function untilAllIsTold(databaseUrl: string, timeoutMs: number): Promise<void> {
  return untilGone(databaseUrl, UNTOLD, timeoutMs);
}

async function untilGone(
  databaseUrl: string,
  statement: string,
  timeoutMs: number,
  values: readonly unknown[] = [],
): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    let left: { what: string }[] = [];
    const isQuiet = async (): Promise<boolean> => {
      left = (await client.query<{ what: string }>(statement, [...values])).rows;
      return left.length === 0;
    };
    await waitFor('everything to be settled', isQuiet, { timeoutMs }).catch((error: unknown) => {
      const told = left.filter((_, at) => at % Math.ceil(left.length / MOST_TOLD) === 0).map(({ what }) => what);
      throw new Error(`After ${timeoutMs} ms there still are ${left.length}: ${told.join('; ') || 'some things'}.`, {
        cause: error,
      });
    });
  });
}

async function run(databaseUrl: string, statement: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query(statement));
}
