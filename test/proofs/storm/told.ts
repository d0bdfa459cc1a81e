// Holds every answer that a merchant was given against what came of it in the end.
// Must never look away from a word that was given: paid is paid, done is done, and refused moves nothing.
import { readRows } from '../../support/read-rows.js';
import type { Wish } from './customer-service.js';
import type { Story } from './story.js';

/** What an order came to. */
interface End {
  readonly id: string;
  readonly status: string;
  readonly payments: readonly { readonly id: string; readonly status: string }[];
}

interface Refund {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly amountWon: number;
}

/** A word that was not kept. */
export interface BrokenWord {
  readonly story: Story;
  readonly sentence: string;
}

const ENDS = `
  SELECT 'ord_' || replace(o.id::text, '-', '') AS id, o.status,
         coalesce(json_agg(json_build_object('id', p.id, 'status', p.status)) FILTER (WHERE p.id IS NOT NULL), '[]') AS payments
  FROM orders o LEFT JOIN payments p ON p.order_id = o.id GROUP BY o.id`;
const REFUNDS = `
  SELECT 'can_' || replace(id::text, '-', '') AS id, kind, status, amount_won::float8 AS "amountWon" FROM cancellations`;
const RECORDS = `SELECT key, resource_id::text AS "resourceId" FROM idempotency_records`;

const HAS_MONEY: readonly string[] = ['paid', 'partially_cancelled', 'cancelled'];

/** Reads how everything ended, and says what was told otherwise. To be called when nothing moves any more. */
export async function brokenWords(databaseUrl: string, stories: readonly Story[]): Promise<BrokenWord[]> {
  const [ends, refunds, records] = await Promise.all([
    readRows<End>(databaseUrl, ENDS),
    readRows<Refund>(databaseUrl, REFUNDS),
    readRows<{ key: string; resourceId: string }>(databaseUrl, RECORDS),
  ]);
  const books: Books = {
    orders: new Map(ends.map((end) => [end.id, end])),
    payments: new Map(ends.flatMap(({ payments }) => payments.map(({ id, status }) => [id, status] as const))),
    refunds: new Map(refunds.map((refund) => [refund.id, refund])),
    resources: new Map(records.map(({ key, resourceId }) => [key, resourceId])),
  };
  return [
    ...stories.flatMap((story) => wordsOf(story, books).map((sentence) => ({ story, sentence }))),
    ...unasked(stories, books),
  ];
}

interface Books {
  readonly orders: ReadonlyMap<string, End>;
  /** States by id, as the database writes it. */
  readonly payments: ReadonlyMap<string, string>;
  readonly refunds: ReadonlyMap<string, Refund>;
  /** What was done under an Idempotency-Key. */
  readonly resources: ReadonlyMap<string, string>;
}

function wordsOf(story: Story, books: Books): string[] {
  return [
    ...[...story.seenPaid].flatMap((id) => {
      const status = books.orders.get(id)?.status ?? 'gone';
      return HAS_MONEY.includes(status) ? [] : [`Order ${id} was shown as paid, and in the end it is ${status}.`];
    }),
    ...story.service.wishes.flatMap((wish) => wordsOfWish(wish, books)),
  ];
}

function wordsOfWish(wish: Wish, books: Books): string[] {
  const isCancellation = wish.path.endsWith('/cancellations');
  const isCharge = wish.path.endsWith('/charges');
  return [
    ...(isCancellation ? cancellationWords(wish, books) : []),
    ...(isCharge ? chargeWords(wish, books) : []),
    ...orderWords(wish, books),
  ];
}

/** Whatever was named exists. */
function orderWords({ answers, what }: Wish, { orders }: Books): string[] {
  return answers.flatMap(({ status, body }) => {
    const id = (body as { id?: string } | null)?.id ?? '';
    return status < 300 && id.startsWith('ord_') && !orders.has(id)
      ? [`${what} was answered with ${id}, which is gone.`]
      : [];
  });
}

function chargeWords(wish: Wish, { orders, payments, resources }: Books): string[] {
  const payment = payments.get(resources.get(wish.idempotencyKey) ?? '') ?? 'none';
  return wish.answers.flatMap(({ status, body }) => {
    const order = orders.get(body.id ?? '')?.status ?? 'gone';
    if (status === 201 && !HAS_MONEY.includes(order))
      return [`${wish.what} was answered as paid; its order is ${order}.`];
    if (status === 402 && payment === 'paid') return [`${wish.what} was answered as refused; its payment is paid.`];
    return [];
  });
}

function cancellationWords(wish: Wish, { refunds, resources }: Books): string[] {
  const resource = resources.get(wish.idempotencyKey)?.replaceAll('-', '');
  const asked = refunds.get(`can_${resource ?? ''}`);
  return wish.answers.flatMap(({ status, body }) => {
    const { id = '' } = body;
    const refund = refunds.get(id);
    if (status === 201 && (refund?.status !== 'done' || refund.amountWon !== body.amountWon)) {
      return [`${wish.what} was answered as done (${id}); it is ${refund?.status ?? 'gone'}.`];
    }
    if (status === 202 && !refund) return [`${wish.what} was accepted as ${id}, which is gone.`];
    if (status === 402 && asked?.status === 'done') return [`${wish.what} was answered as refused; it was done.`];
    return [];
  });
}

/** Each refund was asked for by one wish, and each wish got one at most. */
function unasked(stories: readonly Story[], { refunds, resources }: Books): BrokenWord[] {
  const [anyStory] = stories;
  const wishesOf = new Map<string, { story: Story; wish: Wish }[]>();
  for (const story of stories) {
    for (const wish of story.service.wishes.filter(({ path }) => path.endsWith('/cancellations'))) {
      const id = `can_${(resources.get(wish.idempotencyKey) ?? '').replaceAll('-', '')}`;
      wishesOf.set(id, [...(wishesOf.get(id) ?? []), { story, wish }]);
    }
  }
  return [...refunds.values()].flatMap(({ id, kind, status, amountWon }) => {
    const wishes = wishesOf.get(id) ?? [];
    if (kind !== 'refund' || status !== 'done' || wishes.length === 1) return [];
    const story = wishes[0]?.story ?? anyStory;
    return story ? [{ story, sentence: `${wishes.length} wishes led to refund ${id} of ${amountWon} won.` }] : [];
  });
}
