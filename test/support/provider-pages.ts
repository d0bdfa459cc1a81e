// The operator who reads on the providers' own pages what was taken and what went back there, and tells what the books do not have.
// Must never record more than the pages show, nor on a balance that has changed since they looked.
import { randomUUID } from 'node:crypto';
import type { ProviderBook, ProviderBooks } from './compare-books.js';
import type { Answer, Merchant, ShownCancellation, ShownProblem } from './merchant.js';
import { readRows } from './read-rows.js';

/** A payment of ours, as far as an operator compares it. */
interface Booked {
  readonly orderId: string;
  readonly reference: string;
  readonly status: string;
  /** What the books have as given back, wherever it was asked for. */
  readonly doneWon: number;
  /** What the order shows as left. */
  readonly leftWon: number;
}

/** What the pages show and the books do not have. */
export interface MissingRefund {
  /** `ord_…` */
  readonly orderId: string;
  /** What to post to its `external-cancellations`. */
  readonly body: Readonly<Record<string, unknown>>;
}

const BOOKED = `
  SELECT 'ord_' || replace(p.order_id::text, '-', '') AS "orderId", p.provider_reference AS reference, p.status,
         (SELECT coalesce(sum(c.amount_won), 0) FROM cancellations c
          WHERE c.payment_id = p.id AND c.status = 'done')::float8 AS "doneWon",
         (o.amount_won - o.cancelled_won)::float8 AS "leftWon"
  FROM payments p JOIN orders o ON o.id = p.order_id WHERE 'pay_' || replace(p.id::text, '-', '') = $1`;

/** A payment that was given up here and that the pages show as paid: what to post to its `decisions`. */
export interface FoundPaid {
  readonly decision: 'paid';
  readonly providerPaymentId: string;
  readonly paidAt: string;
}

const GIVEN_UP = `
  SELECT provider_reference AS reference, created_at AS "createdAt", amount_won::float8 AS "amountWon" FROM payments
  WHERE 'pay_' || replace(id::text, '-', '') = $1 AND status IN ('open', 'abandoned', 'refused')`;

/**
 * What the pages show of a payment that was given up here.
 *
 * @param paymentId `pay_…`
 * @returns `null` when it was not given up, or when nothing was taken, or not what was asked for
 */
export async function foundPaid(
  databaseUrl: string,
  pages: ReadonlyMap<string, ProviderBook>,
  paymentId: string,
): Promise<FoundPaid | null> {
  type Row = { readonly reference: string; readonly createdAt: Date; readonly amountWon: number };
  const [given] = await readRows<Row>(databaseUrl, GIVEN_UP, [paymentId]);
  const book = given && pages.get(given.reference);
  if (!book || book.paidWon !== given.amountWon) return null;
  // The pages show the day; it was paid after it was opened.
  return { decision: 'paid', providerPaymentId: book.paymentId, paidAt: given.createdAt.toISOString() };
}

/** What all providers' pages show at this moment. */
export async function readPages(providers: readonly ProviderBooks[]): Promise<ReadonlyMap<string, ProviderBook>> {
  const books = (await Promise.all(providers.map((each) => each.providerBooks()))).flat();
  return new Map(books.map((book) => [book.reference, book]));
}

/**
 * What the pages show of a payment and the books do not have.
 *
 * @param pages read before our books are: what came back since then is missed, and nothing is counted twice
 * @param paymentId `pay_…`
 * @param at when the operator says that it went back
 * @returns `null` when the books have everything
 */
export async function missingRefund(
  databaseUrl: string,
  pages: ReadonlyMap<string, ProviderBook>,
  paymentId: string,
  at: Date,
): Promise<MissingRefund | null> {
  const [booked] = await readRows<Booked>(databaseUrl, BOOKED, [paymentId]);
  if (!booked) throw new Error(`${paymentId} is in the queue and nowhere else.`);
  // What went back of a payment that the books do not have is recorded once they have it.
  if (booked.status !== 'paid' && booked.status !== 'reversed') return null;
  const amountWon = (pages.get(booked.reference)?.cancelledWon ?? 0) - booked.doneWon;
  if (amountWon <= 0) return null;
  const body = {
    amountWon,
    expectedCancellableWon: booked.leftWon,
    origin: 'provider_site',
    refundedAt: at.toISOString(),
    // The pages were held against the books.
    isAnother: true,
    reason: 'The provider’s pages show it.',
    decidedBy: 'Han Operator',
  };
  return { orderId: booked.orderId, body };
}

/**
 * Records it.
 *
 * @returns what was answered; `null` when the books have everything
 */
export async function recordWhatPagesShow(
  house: { readonly databaseUrl: string; readonly merchant: Merchant },
  providers: readonly ProviderBooks[],
  paymentId: string,
  at: Date,
): Promise<Answer<ShownCancellation & ShownProblem> | null> {
  const missing = await missingRefund(house.databaseUrl, await readPages(providers), paymentId, at);
  if (!missing) return null;
  const headers = { 'idempotency-key': randomUUID() };
  return house.merchant.call('POST', `/v1/orders/${missing.orderId}/external-cancellations`, missing.body, headers);
}
