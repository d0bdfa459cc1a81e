// Two people: no money moves, or is declared moved, above a limit by one person alone, whatever they are called; nor by a key.
// Must never believe what a request says of itself: its reasons are computed anew from all requests.
import { LOCAL_API_KEY_ID } from '../../../src/access/local-key.js';
import { KEYS } from './keys.js';
import { breachesOfRows } from './rows.js';

/** The settings of a house that was given none. */
const [ABOVE_WON, DAILY_WON, TRUST] = [1_000_000, 5_000_000, `interval '72 hours'`];
const shown = (prefix: string, id: string) => `'${prefix}_' || replace(${id}::text, '-', '')`;
const MONEY_RULES = `('operator_said_paid', 'operator_said_given_back', 'operator_said_refunded', 'operator_sent_again')`;
const POWERFUL = `'{cancellations:write,decisions:write,billing:write,admin:*}'::text[]`;

/** Whether at a moment one had the sign-in of the other in their hands, or a third that of both, be it through others: they were not two. */
const handIn = (one: string, other: string, at: string) => `EXISTS (
  WITH RECURSIVE links AS (
    SELECT person_id, made_by_id FROM invitations
    WHERE made_by_id <> person_id AND created_at <= ${at} AND (waits_for IS NULL OR released_at <= ${at})
      AND greatest(created_at, released_at, CASE WHEN used_at <= ${at} THEN used_at END) > ${at} - ${TRUST}
  ), hands (is_one, id) AS (
    VALUES (true, ${one}), (false, ${other})
    UNION SELECT is_one, made_by_id FROM hands JOIN links ON person_id = id)
  SELECT FROM hands a JOIN hands b USING (id) WHERE a.is_one AND NOT b.is_one)`;

/** What the person had asked for before a request, as far as it still counted then; of `%` the condition. */
const before = (condition: string) => `coalesce((
  SELECT sum(e.amount_won) FROM refund_requests e LEFT JOIN cancellations c ON c.id = e.cancellation_id
  WHERE e.asked_by_id = r.asked_by_id AND e.id < r.id AND e.asked_at <= r.asked_at AND ${condition}
    AND e.status IN ('pending', 'approved', 'begun') AND (c.status IS NULL OR c.status NOT IN ('refused', 'rejected') OR c.refusal ->> 'reason' = 'not_refunded')), 0)`;
const SAME_DAY = `(e.asked_at AT TIME ZONE 'Asia/Seoul')::date = (r.asked_at AT TIME ZONE 'Asia/Seoul')::date`;
const SAME_ORDER = 'e.order_id = r.order_id';
const ALONE = `SELECT r.*, p.refund_limit_won AS own, ${before(SAME_DAY)} AS today, ${before(SAME_ORDER)} AS "ofOrder"
  FROM refund_requests r LEFT JOIN people p ON p.id = r.asked_by_id
  WHERE r.status IN ('approved', 'begun') AND r.decided_by_id IS NULL`;

const KEY_MAKER = '(SELECT k.made_by_id FROM api_keys k WHERE k.id = r.asked_by_key_id)';
/** Of whom whoever approves a change has to be independent. */
const CONCERNED = ['r.asked_by_id', 'r.about_person_id', KEY_MAKER];

const EYES: readonly string[] = [
  `SELECT format('%s was refunded by %s without a request.', id, requested_by) AS breach FROM cancellations c
   WHERE requested_by LIKE 'person\\_%' AND NOT EXISTS (
     SELECT FROM refund_requests r WHERE r.cancellation_id = c.id AND r.status IN ('approved', 'begun')
       AND r.amount_won = c.amount_won AND ${shown('person', 'r.asked_by_id')} = c.requested_by)`,
  `SELECT format('%s was said by %s without a request.', rule, decided_with) AS breach FROM verdicts v
   WHERE decided_with LIKE 'person\\_%' AND rule IN ${MONEY_RULES} AND NOT EXISTS (
     SELECT FROM refund_requests r WHERE r.about_id = coalesce(v.cancellation_id, v.payment_id)
       AND r.status IN ('approved', 'begun') AND ${shown('person', 'r.asked_by_id')} = v.decided_with)`,
  `SELECT format('Request %s of %s won (%s that day, %s of that order before) needed nobody.', id, amount_won, today, "ofOrder")
     AS breach FROM (${ALONE}) r
   WHERE amount_won > ${ABOVE_WON} OR today + amount_won > ${DAILY_WON} OR amount_won + "ofOrder" > greatest(${ABOVE_WON}, amount_won)
      OR amount_won + greatest(today, "ofOrder") > own`,
  `SELECT format('Request %s was approved by who asked, or by somebody who may be the same.', id) AS breach FROM refund_requests r
   WHERE status IN ('approved', 'begun') AND decided_by_id IS NOT NULL
     AND (decided_by_id = asked_by_id OR ${handIn('r.asked_by_id', 'r.decided_by_id', 'r.decided_at')})`,
  `SELECT format('Change %s was approved by who asked, whom it is about, or somebody who may be the same.', id) AS breach
   FROM change_requests r WHERE status = 'applied' AND (
     decided_by_id IN (asked_by_id, about_person_id)
     OR decided_by_id = ${KEY_MAKER}
     OR ${CONCERNED.map((one) => handIn(one, 'r.decided_by_id', 'r.decided_at')).join(' OR ')})`,
  `SELECT format('Invitation %s was used before its change was made.', i.id) AS breach
   FROM invitations i JOIN change_requests r ON r.id = i.waits_for WHERE i.used_at IS NOT NULL AND r.status <> 'applied'`,
  // The public key of simulator mode exists in no other mode, and is the local administrator's from the start.
  `SELECT format('Key %s moves money, was made by a person, and nobody approved it.', k.id) AS breach FROM api_keys k
   WHERE k.id <> '${LOCAL_API_KEY_ID}' AND k.made_by_id IS NOT NULL AND k.scopes && ${POWERFUL} AND k.revoked_at IS NULL AND k.waits_for IS NULL AND NOT EXISTS (
     SELECT FROM change_requests r WHERE r.subject = ${shown('key', 'k.id')} AND r.status = 'applied')`,
];

/** @param databaseUrl of a house that has the usual settings */
export function breachesOfEyes(databaseUrl: string): Promise<string[]> {
  return breachesOfRows(databaseUrl, [...EYES, ...KEYS]);
}
