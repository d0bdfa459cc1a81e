// Proof: whatever the database refuses of a provider's answer, the answer is applied or recorded: doubt, the rule, the
// exchange and an operator called, at once. Must never let the record itself be refused: that is tried apart.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Chance } from '../support/chance.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { visit } from '../support/merchant.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { waitFor } from '../support/wait-for.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { prove, Violation } from './harness/proof.js';
import { inWords, MONEY_TABLES, refusalsOf, refuse, relent, type Refusal } from './unapplied/refusals.js';
import { STORIES, type Prepared, type Story, type Subject } from './unapplied/stories.js';

let house: House;
let client: Client;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await new WebhookReceiver().start();
  house = await startHouse();
  await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
  client = new Client({ connectionString: house.databaseUrl });
  await client.connect();
  const endpoint = { url: `${receiver.url}/hooks`, eventTypes: ['*'] };
  await house.merchant.call('POST', '/v1/webhook-endpoints', endpoint);
});
afterAll(async () => {
  await client.end();
  await house.close();
  await receiver.stop();
});

interface Found {
  readonly id: string;
  readonly status: string;
  readonly attention: string | null;
  readonly rules: number;
  readonly exchanges: number;
}

/** The row of a subject, with what is recorded about it. */
async function find({ table, id, order }: Subject): Promise<Found | undefined> {
  const ofOrder = order ? `s.order_id = '${uuidIn(order.id)}'` : 'true';
  const { verdict, exchange } = RECORDS[table];
  const { rows } = await client.query<Found>(`
    SELECT s.id, s.status, s.attention,
      (SELECT count(*) FROM verdicts v WHERE ${verdict} AND v.rule = 'cannot_apply')::integer AS rules,
      (SELECT count(*) FROM exchanges e WHERE ${exchange})::integer AS exchanges
    FROM ${table} s WHERE ${id === null ? ofOrder : `s.id = '${id}'`} ORDER BY s.id DESC LIMIT 1`);
  return rows[0];
}

/** What is recorded of a row `s`: its verdicts `v` and its exchanges `e`. Cards and cash receipts have no verdicts. */
const RECORDS: Readonly<Record<Subject['table'], { readonly verdict: string; readonly exchange: string }>> = {
  payments: { verdict: 'v.payment_id = s.id', exchange: 'e.payment_id = s.id' },
  cancellations: { verdict: 'v.cancellation_id = s.id', exchange: 'e.cancellation_id = s.id' },
  cash_receipts: { verdict: 'false', exchange: 'e.payment_id = s.payment_id' },
  billing_keys: { verdict: 'false', exchange: 'e.billing_key_id = s.id' },
};

function uuidIn(shown: string): string {
  return shown.slice(shown.indexOf('_') + 1).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What is wrong with what an answer left behind, or `null`. */
function faultOf({ subject }: Prepared, status: number, isApplied: boolean, found: Found | undefined): string | null {
  if (status >= 500) return `whoever waited was answered ${status}`;
  if (isApplied) return null;
  if (!found) return 'there is no row of it';
  if (!subject.doubted.includes(found.status)) return `it is ${found.status}`;
  if (found.attention === null) return `it is ${found.status}, and no operator was called`;
  if (subject.hasRule && found.rules === 0) return 'the rule is not recorded';
  return found.exchanges === 0 ? 'the exchange is not recorded' : null;
}

async function tell(story: Story, refusal: Refusal): Promise<'applied' | 'recorded'> {
  const prepared = await story.prepare(house);
  const { subject } = prepared;
  const isApplied = async (id: string | null) =>
    prepared.isApplied ? prepared.isApplied() : (await find({ ...subject, id }))?.status === subject.settled;
  await refuse(client, refusal);
  let found: Found | undefined;
  let wasApplied: boolean;
  try {
    const status = await withoutPauses(story.retriedJob, () => prepared.act());
    found = await find(subject);
    wasApplied = await isApplied(found?.id ?? subject.id);
    const fault = faultOf(prepared, status, wasApplied, found);
    if (fault !== null) throw new Violation(`${story.name}, with ${inWords(refusal)}: ${fault}.`);
  } finally {
    await relent(client, refusal);
  }
  if (wasApplied) return 'applied';
  if (!story.settles) return 'recorded';
  const id = found?.id ?? null;
  await withoutPauses(story.retriedJob, () =>
    waitFor(`${story.name}, with ${inWords(refusal)}, to settle once it can be written`, () => isApplied(id)),
  );
  return 'recorded';
}

/** Says that the card is stored already, which is no fault of the answer: nothing is stored then, and nobody is called. */
const STORED_ALREADY = 'billing_keys_one_row_per_key';

/** So often a job that failed is made due again. */
const HASTENS_EVERY_MS = 50;

/** Does something while a job that fails is tried again at once, and not after longer and longer pauses. */
async function withoutPauses<T>(job: string | undefined, work: () => Promise<T>): Promise<T> {
  if (job === undefined) return work();
  const hasten = `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE '${job}:%' AND run_at > now()`;
  let hastened: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    hastened = hastened.then(() => client.query(hasten));
  }, HASTENS_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await hastened;
  }
}

prove(
  'unapplied',
  'an answer that the database refuses is recorded all the same, and an operator is called',
  { short: 8, full: 100_000 },
  async ({ seed, size }) => {
    const chance = new Chance(seed);
    await house.payple.adopt({ inquiryShowsCancels: true, siteRefundNotices: true });
    const refusals = new Map<string, Refusal[]>();
    for (const table of MONEY_TABLES) {
      const all = await refusalsOf(client, table);
      refusals.set(
        table,
        all.filter(({ about }) => about !== STORED_ALREADY),
      );
    }
    const figures = { stories: STORIES.length, refusals: 0, 'applied all the same': 0, recorded: 0 };
    for (const story of STORIES) {
      // In short, some of each table; in full, all there is.
      for (const table of story.tables) {
        const all = chance.shuffled(refusals.get(table) ?? []);
        for (const refusal of all.slice(0, Math.ceil(size / story.tables.length))) {
          const outcome = await tell(story, refusal);
          figures.refusals += 1;
          if (outcome === 'applied') figures['applied all the same'] += 1;
          else figures.recorded += 1;
        }
      }
    }
    await untilNothingMoves(house.databaseUrl, Infinity, true);
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
    const differences = await differencesFromHistory(house.databaseUrl);
    if (differences.length > 0) throw new Violation(differences.join('\n'), differences.length);
    return figures;
  },
);

it('when not even the doubt can be recorded, an operator is called all the same', async () => {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order);
  const returnUrl = await house.payco.agree(payment);
  await client.query(`
    CREATE FUNCTION refuse_payments() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.status <> OLD.status AND OLD.status <> 'open' OR NEW.lookups <> OLD.lookups THEN
        RAISE EXCEPTION 'refused for a proof' USING ERRCODE = '23514', CONSTRAINT = 'payments_of_a_proof';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER zz_refuse_payments BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_payments()`);
  const landing = await visit(returnUrl);
  const [shown] = (await house.merchant.show(order)).payments;
  await client.query('DROP TRIGGER zz_refuse_payments ON payments; DROP FUNCTION refuse_payments()');
  expect(landing.status, 'the buyer should see a page').toBe(303);
  expect(shown).toMatchObject({ status: 'confirming' });
  expect(shown?.attention).toMatch(/neither the answer nor the doubt could be recorded: 23514 payments_of_a_proof/);
  await waitFor('the payment to settle once it can be written', async () => {
    return (await house.merchant.show(order)).status === 'paid';
  });
});
