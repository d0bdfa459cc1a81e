// What became of the cells: what their rows say, what their requests were told, and which law was broken about whom.
// Must never take the house's word for anything but what it told.
import { readRows } from '../../support/read-rows.js';
import { breachesOf } from '../laws.js';
import type { CrashPath, Prepared, Standing, Told } from './path.js';
import type { CrashStage } from './stage.js';
import type { Flight } from './flight.js';

/** A cell from its preparation to its end. */
export interface Flown {
  readonly flight: Flight;
  readonly prepared: Prepared;
  /** Words for how it stood, each time that all was quiet. */
  readonly words: string[];
  readonly tolds: Told[];
  /** What was wrong; a cell is good while it is empty. */
  readonly faults: string[];
}

const STANDINGS = `
  SELECT o.order_number AS subject, o.status, o.cancelled_won::float8 AS "cancelledWon",
         EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.status = 'in_doubt' AND p.attention IS NOT NULL)
         OR EXISTS (SELECT FROM cancellations c WHERE c.order_id = o.id AND c.status = 'in_doubt' AND c.attention IS NOT NULL)
           AS "withOperator"
  FROM orders o
  UNION ALL SELECT id::text, status, 0, status = 'removing' AND attention IS NOT NULL FROM billing_keys`;

const NOWHERE: Standing = { status: 'none', cancelledWon: 0, withOperator: false };

/** How every order and stored card stands. */
export async function standingsOf(databaseUrl: string): Promise<(subject: string) => Standing> {
  const rows = await readRows<Standing & { readonly subject: string }>(databaseUrl, STANDINGS);
  const standings = new Map(rows.map((row) => [row.subject, row]));
  return (subject) => standings.get(subject) ?? NOWHERE;
}

/** Holds everything against the laws, and every claim against the rows; notes how each cell stands. */
export async function judge(path: CrashPath, stage: CrashStage, cells: readonly Flown[], when: string): Promise<void> {
  const standingOf = await standingsOf(stage.databaseUrl);
  for (const { prepared, words, tolds, faults } of cells) {
    const standing = standingOf(prepared.subject);
    words.push(path.wordOf(standing));
    for (const { says, words: told } of tolds) {
      const isTrue = says === 'done' ? path.isDone(standing) : says !== 'not done' || !path.isDone(standing);
      if (!isTrue) faults.push(`${when} it is ${path.wordOf(standing)}, and was told "${told}".`);
    }
    // What was said is judged once: what is asked anew may change it.
    tolds.length = 0;
  }
  const { databaseUrl, control, receiver } = stage;
  const breaches = await breachesOf({ databaseUrl, providers: [control], receiver });
  if (breaches.length > 0)
    await blame(
      databaseUrl,
      cells,
      breaches.map((each) => `${when}: ${each}`),
    );
}

/** What was on its way when the server was killed, and never noted, is sent again. */
export function judgeDeliveries({ receiver }: CrashStage, cells: readonly Flown[]): void {
  for (const { flight, faults } of cells) {
    const { eventOnItsWay } = flight;
    const times = receiver.arrivals.filter(({ event }) => event.id === eventOnItsWay).length;
    if (eventOnItsWay !== null && times < 2) faults.push(`${eventOnItsWay} was on its way and came ${times} times.`);
  }
}

/** Gives each breach to the cells it names; one that names nobody is everybody's. */
async function blame(databaseUrl: string, cells: readonly Flown[], breaches: readonly string[]): Promise<void> {
  const names = new Map<Flown, readonly string[]>();
  for (const cell of cells) names.set(cell, await namesOf(databaseUrl, cell.prepared.subject));
  for (const breach of breaches) {
    const named = cells.filter((cell) => names.get(cell)?.some((name) => breach.includes(name)));
    for (const { faults } of named.length > 0 ? named : cells) faults.push(breach);
  }
}

const NAMES = `
  WITH chosen AS (SELECT id, order_number FROM orders WHERE order_number = $1)
  SELECT order_number AS name FROM chosen
  UNION ALL SELECT id::text FROM chosen
  UNION ALL SELECT p.id::text FROM payments p JOIN chosen o ON o.id = p.order_id
  UNION ALL SELECT c.id::text FROM cancellations c JOIN chosen o ON o.id = c.order_id`;

async function namesOf(databaseUrl: string, subject: string): Promise<string[]> {
  const rows = await readRows<{ name: string }>(databaseUrl, NAMES, [subject]);
  return [subject, ...rows.map(({ name }) => name)];
}

const STORY = `
  WITH chosen AS (SELECT id FROM orders WHERE order_number = $1)
  SELECT to_char(at, 'HH24:MI:SS.MS') || '  ' || what AS line FROM (
    SELECT occurred_at AS at, version AS place, 'event ' || version || ' ' || type || ' ' || data::text AS what
      FROM events WHERE order_id IN (SELECT id FROM chosen)
    UNION ALL SELECT started_at, 0, 'exchange ' || operation || ' ' || outcome || ' ' ||
        coalesce(result_code, failure, '') || ' after ' || duration_ms || ' ms'
      FROM exchanges WHERE order_id IN (SELECT id FROM chosen) OR billing_key_id::text = $1
  ) told ORDER BY at, place`;

/** All that is known of a cell: what the wires saw, what the rows tell. */
export async function storyOf(databaseUrl: string, { flight, prepared, words, faults }: Flown): Promise<string> {
  const { path, point, fault, orderNumber } = flight.cell;
  const rows = await readRows<{ line: string }>(databaseUrl, STORY, [prepared.subject]);
  return [
    `${path}, killed at "${point.name}", provider: ${fault.name} (${orderNumber}): ${words.join(', then ')}`,
    ...faults.map((each) => `  ✗ ${each}`),
    ...flight.story.map((line) => `  ${line}`),
    ...rows.map(({ line }) => `  ${line}`),
  ].join('\n');
}
