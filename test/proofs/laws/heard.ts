// The law of webhooks from outside: what a merchant's receiver heard, held against the table of events.
// Must never use the house's own words for an event: the body that has to arrive is put together here once more.
import { isDeepStrictEqual } from 'node:util';
import { readRows } from '../../support/read-rows.js';
import type { Arrival } from '../../support/webhook-receiver.js';

/** A merchant's receiver, such as `WebhookReceiver`, that was there all the time. */
export interface Receiver {
  /** Its endpoints are those whose address begins with this. */
  readonly url: string;
  /** All that arrived, in the order it arrived. */
  readonly arrivals: readonly Arrival[];
}

/** An event that an endpoint is owed. */
interface Owed {
  readonly endpointId: string;
  /** Of the endpoint's address. */
  readonly path: string;
  /** As the outside sees it. */
  readonly eventId: string;
  readonly subjectId: string;
  readonly version: number;
  /** The delivery's. */
  readonly status: string;
  readonly body: unknown;
}

/** A delivery that was given up, or ended with its endpoint, may have arrived or not. */
const OWED = `
  SELECT w.id AS "endpointId", substr(w.url, length($1) + 1) AS path, 'evt_' || replace(e.id::text, '-', '') AS "eventId",
    e.subject_id AS "subjectId", e.version, d.status,
    json_build_object(
      'id', 'evt_' || replace(e.id::text, '-', ''), 'type', e.type, 'version', e.version,
      'occurredAt', to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', CASE WHEN o.id IS NULL THEN '{}' ELSE jsonb_build_object('orderId', 'ord_' || replace(o.id::text, '-', ''),
        'orderNumber', o.order_number, 'sellerCode', o.seller_code) END || e.data) AS body
  FROM webhook_endpoints w JOIN webhook_deliveries d ON d.endpoint_id = w.id JOIN events e ON e.id = d.event_id
    LEFT JOIN orders o ON o.id = e.order_id
  WHERE starts_with(w.url, $1)`;

/** Every event arrived, whole and in its turn, and nothing that is not in the table. */
export async function breachesOfHearing(databaseUrl: string, { url, arrivals }: Receiver): Promise<string[]> {
  const owed = await readRows<Owed>(databaseUrl, OWED, [url]);
  const byName = new Map(owed.map((each) => [nameOf(each), each]));
  const firsts = firstArrivals(arrivals);
  return [
    ...owed.flatMap((each) => (each.status !== 'delivered' || firsts.has(nameOf(each)) ? [] : [unheard(each)])),
    ...arrivals.flatMap((each) => falsehood(each, byName.get(nameOf({ ...each, eventId: headerOf(each) })))),
    ...disorder([...firsts.keys()].flatMap((name) => byName.get(name) ?? [])),
  ];
}

/** What arrived first of each event at each path, in the order it arrived. */
function firstArrivals(arrivals: readonly Arrival[]): Map<string, Arrival> {
  const firsts = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const name = nameOf({ ...arrival, eventId: headerOf(arrival) });
    if (!firsts.has(name)) firsts.set(name, arrival);
  }
  return firsts;
}

function unheard({ eventId, version, subjectId, path }: Owed): string {
  return `Event ${eventId} (version ${version} of ${subjectId}) never arrived at ${path}, and is called delivered.`;
}

function falsehood(arrival: Arrival, owed: Owed | undefined): string[] {
  const id = headerOf(arrival);
  if (!owed) return [`At ${arrival.path} arrived event ${id}, which nobody owed it: ${arrival.body}`];
  if (isDeepStrictEqual(arrival.event, owed.body)) return [];
  const told = `arrived at ${arrival.path} as ${arrival.body}; it is ${JSON.stringify(owed.body)}`;
  return [`Event ${id} (version ${owed.version} of ${owed.subjectId}) ${told}.`];
}

/** @param heard in the order of their first arrivals */
function disorder(heard: readonly Owed[]): string[] {
  const last = new Map<string, Owed>();
  return heard.flatMap((each) => {
    const lane = `${each.endpointId} ${each.subjectId}`;
    const before = last.get(lane);
    last.set(lane, each);
    if (!before || each.version > before.version) return [];
    const versions = `version ${each.version} of ${each.subjectId} after version ${before.version}`;
    return [`Event ${each.eventId} arrived at ${each.path} out of its turn: ${versions}.`];
  });
}

function nameOf({ path, eventId }: { readonly path: string; readonly eventId: string }): string {
  return `${eventId} at ${path}`;
}

function headerOf({ headers }: Arrival): string {
  return headers['webhook-id'] ?? 'without a name';
}
