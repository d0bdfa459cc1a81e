// Compares a provider's books with ours, payment by payment and won for won, once nothing moves any more.
// Must never forgive: an unsettled row, a won too many and a payment that only one side knows are all differences.
import { grouped } from './grouped.js';
import { readRows, withClient } from './read-rows.js';
import { waitFor } from './wait-for.js';

/** A payment as its provider believes it. */
export interface ProviderBook {
  readonly orderNumber: string;
  /** The provider's name for the try, as ours keeps it. */
  readonly reference: string;
  readonly paymentId: string;
  readonly paidWon: number;
  readonly cancelledWon: number;
  readonly cancels: number;
  /** Of these, what nobody asked for in a call: somebody did it on the provider's own pages, or it was charged back. */
  readonly siteWon: number;
  readonly siteCancels: number;
}

/** A refund as a simulator shows it. */
export interface ShownRefund {
  readonly amountWon: number;
  readonly origin: 'api' | 'site';
}

/** What went back without a call, of all that a simulator shows. */
export function ofSite(refunds: readonly ShownRefund[]): Pick<ProviderBook, 'siteWon' | 'siteCancels'> {
  const ofSite = refunds.filter(({ origin }) => origin === 'site');
  return { siteWon: ofSite.reduce((sum, { amountWon }) => sum + amountWon, 0), siteCancels: ofSite.length };
}

/** Whoever can show a provider's books. */
export interface ProviderBooks {
  readonly name: string;
  providerBooks(): Promise<ProviderBook[]>;
}

/** What both sides agree on. */
export interface AgreedBooks {
  readonly orders: number;
  readonly payments: number;
  readonly approvals: number;
  readonly refunds: number;
  readonly paidWon: number;
  readonly refundedWon: number;
}

interface OurPayment {
  readonly orderNumber: string;
  readonly orderStatus: string;
  readonly orderWon: number;
  readonly orderCancelledWon: number;
  readonly status: string;
  readonly reference: string;
  readonly providerPaymentId: string | null;
  readonly amountWon: number;
  readonly givenBackWon: number;
  readonly givenBackTimes: number;
  /** How many of these were found by the provider's balance, which does not tell how often something went back. */
  readonly foundTimes: number;
  readonly refundedWon: number;
  /** States of its cancellations that should have come to an end. */
  readonly runningCancellations: string | null;
  /** Of these, what an operator was called for. */
  readonly waitingWon: number;
  readonly waitingTimes: number;
}

/** What went back by hand, the provider knows nothing of. */
const KNOWN_THERE = `c.status = 'done' AND c.origin IS DISTINCT FROM 'by_hand'`;
/** Nobody can tell but an operator, who has been called. */
const WAITING = `c.status = 'in_doubt' AND c.attention IS NOT NULL`;

const OUR_PAYMENTS = `
  SELECT o.order_number AS "orderNumber", o.status AS "orderStatus", o.amount_won::float8 AS "orderWon",
         o.cancelled_won::float8 AS "orderCancelledWon", p.status, p.provider_reference AS reference,
         p.receipt ->> 'providerPaymentId' AS "providerPaymentId", p.amount_won::float8 AS "amountWon",
         coalesce(sum(c.amount_won) FILTER (WHERE ${KNOWN_THERE}), 0)::float8 AS "givenBackWon",
         count(c.id) FILTER (WHERE ${KNOWN_THERE})::integer AS "givenBackTimes",
         count(c.id) FILTER (WHERE c.origin = 'found')::integer AS "foundTimes",
         coalesce(sum(c.amount_won) FILTER (WHERE c.status = 'done' AND c.kind <> 'reversal'), 0)::float8 AS "refundedWon",
         string_agg(c.status, ', ') FILTER (WHERE c.status IN ('requested', 'executing', 'in_doubt'))
           AS "runningCancellations",
         coalesce(sum(c.amount_won) FILTER (WHERE ${WAITING}), 0)::float8 AS "waitingWon",
         count(c.id) FILTER (WHERE ${WAITING})::integer AS "waitingTimes"
  FROM payments p JOIN orders o ON o.id = p.order_id LEFT JOIN cancellations c ON c.payment_id = p.id
  GROUP BY o.id, p.id ORDER BY o.id, p.id`;

/** Rows that are on their way, events too, and jobs that will ask a provider about some. Deposits may wait for days. */
const STILL_MOVING = `
  SELECT 'an order that is ' || status AS what FROM orders WHERE status IN ('confirming', 'in_doubt')
  UNION ALL SELECT 'a payment that is ' || status FROM payments
    WHERE status IN ('confirming', 'in_doubt') AND attention IS NULL
  UNION ALL SELECT 'a cancellation that is ' || status FROM cancellations
    WHERE status IN ('requested', 'executing', 'in_doubt') AND attention IS NULL
  UNION ALL SELECT 'a delivery to ' || w.url || ' that is waiting after ' || d.attempts || ' attempts'
    FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id
    WHERE d.status = 'waiting' AND w.status = 'active'
  UNION ALL SELECT 'the job ' || key FROM graphile_worker.jobs
    WHERE key LIKE ANY (ARRAY['settle_%', 'reconcile_%', 'keep_%', 'revoke_%', 'check_%']) AND run_at < now() + interval '1 minute'`;

/** The same, but for what an operator was called for: lookups of that go on for ever. */
const STILL_HOPED_FOR = `
  SELECT what FROM (${STILL_MOVING}) moving WHERE what NOT IN (
    SELECT 'the job settle_cancellation:' || id FROM cancellations WHERE attention IS NOT NULL
    UNION ALL SELECT 'the job ' || kind || ':' || id FROM payments, (VALUES ('settle_payment'), ('reconcile_payment')) k (kind)
      WHERE attention IS NOT NULL)`;

/**
 * Waits until no payment, cancellation, lookup or delivery is under way. The house must run its jobs.
 *
 * @param timeoutMs as of `waitFor`
 * @param besidesOperators whether what an operator was called for may go on
 */
export async function untilNothingMoves(
  databaseUrl: string,
  timeoutMs = Infinity,
  besidesOperators = false,
): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    let moving: { what: string }[] = [];
    const isQuiet = async (): Promise<boolean> => {
      moving = (await client.query<{ what: string }>(besidesOperators ? STILL_HOPED_FOR : STILL_MOVING)).rows;
      return moving.length === 0;
    };
    await waitFor('everything to be settled', isQuiet, { timeoutMs, everyMs: 50 }).catch((error: unknown) => {
      throw new Error(`There still is ${moving[0]?.what ?? 'something'}.`, { cause: error });
    });
  });
}

/**
 * Holds our books against the providers'.
 *
 * @param providers all that may have money of these orders
 * @throws Error with one sentence for each difference, naming the order and both sides
 */
export async function requireSameBooks(databaseUrl: string, ...providers: ProviderBooks[]): Promise<AgreedBooks> {
  const { differences, doubles, agreed } = await compareBooks(databaseUrl, providers);
  const all = [...differences, ...doubles];
  if (all.length > 0) {
    throw new Error(`The books differ in ${all.length} places.\n${all.slice(0, 20).join('\n')}`);
  }
  return agreed;
}

/** What comparing found. */
export interface Comparison {
  /** One sentence for each difference, naming the order and both sides. */
  readonly differences: readonly string[];
  /** One sentence for each order that a provider approved more than once, also if it was given back since. */
  readonly doubles: readonly string[];
  /** Only worth something without differences. */
  readonly agreed: AgreedBooks;
}

/**
 * Holds our books against the providers', and says what differs.
 *
 * @param timeoutMs as of `waitFor`
 * @param besidesOperators whether a cancellation for which an operator was called may have happened there, or not
 */
export async function compareBooks(
  databaseUrl: string,
  providers: readonly ProviderBooks[],
  besidesOperators = false,
): Promise<Comparison> {
  const [ours, ...theirBooks] = await Promise.all([
    readRows<OurPayment>(databaseUrl, OUR_PAYMENTS),
    ...providers.map((each) => each.providerBooks()),
  ]);
  const theirs = theirBooks.flat();
  const name = providers.map((each) => each.name).join(' or ');
  return {
    differences: [...paymentDifferences(ours, theirs, name, besidesOperators), ...orderDifferences(ours)],
    doubles: doubleApprovals(ours, theirs, name),
    agreed: {
      orders: new Set(ours.map((each) => each.orderNumber)).size,
      payments: ours.length,
      approvals: theirs.length,
      refunds: theirs.reduce((sum, each) => sum + each.cancels, 0),
      paidWon: theirs.reduce((sum, each) => sum + each.paidWon, 0),
      refundedWon: theirs.reduce((sum, each) => sum + each.cancelledWon, 0),
    },
  };
}

function paymentDifferences(
  ours: readonly OurPayment[],
  theirs: readonly ProviderBook[],
  name: string,
  besidesOperators: boolean,
): string[] {
  const theirsBySheet = new Map(theirs.map((each) => [each.reference, each]));
  const oursBySheet = new Map(ours.map((each) => [each.reference, each]));
  return [
    ...ours.flatMap((our) => {
      const we = ourSide(our);
      const book = theirsBySheet.get(our.reference);
      const they = theirSide(book && isPartlyElsewhere(our, book) ? { ...book, cancels: our.givenBackTimes } : book);
      if (we === they || (besidesOperators && waitingSides(our).includes(they))) return [];
      return [`Order ${our.orderNumber}, sheet ${our.reference}: ours says ${we}; ${name} says ${they}.`];
    }),
    ...theirs
      .filter((each) => !oursBySheet.has(each.reference))
      .map(
        (each) => `Order ${each.orderNumber}, sheet ${each.reference}: ${name} says ${theirSide(each)}; ours has none.`,
      ),
  ];
}

/** One entry of ours may stand for several refunds made elsewhere: a balance, and who reads it, knows only their sum. */
function isPartlyElsewhere({ foundTimes }: OurPayment, { siteCancels }: ProviderBook): boolean {
  return foundTimes > 0 || siteCancels > 0;
}

/** Both sides in the same words, so that equal words are equal books. */
function ourSide(our: OurPayment): string {
  const unsettled =
    our.runningCancellations === null ? '' : `, with cancellations that are ${our.runningCancellations}`;
  const hasMoney = our.status === 'paid' || our.status === 'reversed';
  if (!hasMoney) return NO_MONEY.has(our.status) ? `nothing was paid${unsettled}` : `it is ${our.status}${unsettled}`;
  const id = our.providerPaymentId ?? 'nameless';
  return `${side(id, our.amountWon, our.givenBackWon, our.givenBackTimes)}${unsettled}`;
}

/** While an operator has to find out, both may be: that it happened, and that it did not. */
function waitingSides(our: OurPayment): string[] {
  const { waitingTimes, waitingWon, givenBackWon, givenBackTimes } = our;
  if (waitingTimes === 0) return [];
  const done = { givenBackWon: givenBackWon + waitingWon, givenBackTimes: givenBackTimes + waitingTimes };
  return [our, { ...our, ...done }].map((each) => ourSide({ ...each, runningCancellations: null }));
}

const NO_MONEY: ReadonlySet<string> = new Set(['open', 'refused', 'abandoned', 'awaiting_deposit']);

function theirSide(book: ProviderBook | undefined): string {
  if (!book || book.paidWon === 0) return 'nothing was paid';
  return side(book.paymentId, book.paidWon, book.cancelledWon, book.cancels);
}

function side(id: string, paidWon: number, givenBackWon: number, times: number): string {
  return `payment ${id} of ${paidWon} won, of which ${givenBackWon} won were given back in ${times} cancellations`;
}

/** What an order says of itself follows from its payments. */
function orderDifferences(ours: readonly OurPayment[]): string[] {
  return [...grouped(ours, ({ orderNumber }) => orderNumber).values()].flatMap((payments) => {
    const [order] = payments;
    if (!order) return [];
    const paid = payments.filter((each) => each.status === 'paid');
    const refundedWon = paid.reduce((sum, each) => sum + each.refundedWon, 0);
    const expected = statusOf(order, paid.length, refundedWon);
    if (expected.includes(order.orderStatus) && refundedWon === order.orderCancelledWon) return [];
    return [
      `Order ${order.orderNumber} is ${order.orderStatus} with ${order.orderCancelledWon} won cancelled, but has ` +
        `${paid.length} paid payments with ${refundedWon} won refunded.`,
    ];
  });
}

function statusOf(order: OurPayment, paidPayments: number, refundedWon: number): readonly string[] {
  if (paidPayments === 0) return ['unpaid', 'expired', 'voided', 'awaiting_deposit'];
  if (paidPayments > 1) return [];
  if (refundedWon === 0) return ['paid'];
  return refundedWon === order.orderWon ? ['cancelled'] : ['partially_cancelled'];
}

function doubleApprovals(ours: readonly OurPayment[], theirs: readonly ProviderBook[], name: string): string[] {
  // Not every provider is told the order's number; whose try it was, our books know.
  const orderOf = new Map(ours.map(({ reference, orderNumber }) => [reference, orderNumber]));
  const counts = new Map<string, number>();
  for (const { reference, orderNumber } of theirs) {
    const order = orderOf.get(reference) ?? orderNumber;
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([orderNumber, count]) => `Order ${orderNumber}: ${name} approved it ${count} times; once is allowed.`);
}
