// The operator who is called for parts that Payple may have given back without an answer, and for late money of which a part
// went back elsewhere: looks at the providers' pages, gives back by hand what was not, and lets Payple tell. Must never settle anything past the house: it finds out by asking, as always.
import type { PaycoControl } from './payco-control.js';
import type { PaypleControl } from './payple-control.js';
import { readRows } from './read-rows.js';

/** Payple's public test merchant, as the simulator knows it. */
const MERCHANT = { cst_id: 'test', custKey: 'abcd1234567890' } as const;
const REFUND_KEY = 'a41ce010ede9fcbfb3be86b24858806596a9db68b79d138b147c3e563e1829a0';

/** Where an operator looks, and gives back by hand. */
export interface ProviderPages {
  readonly payco: PaycoControl;
  readonly payple: PaypleControl;
}

/** A part that was sent and never answered, or late money of which only a rest is left. */
export interface WaitingPart {
  readonly id: string;
  readonly provider: 'payco' | 'payple';
  readonly kind: 'refund' | 'reversal';
  readonly reference: string;
  readonly amountWon: number;
  readonly paidDay: string;
  /** Its own share of the tax; `null` where Payple reckons it alone. */
  readonly vatWon: number | null;
  readonly billingMonth: string | null;
  readonly attention: string | null;
  /** What the books have as given back of the payment, wherever it was asked for. */
  readonly doneWon: number;
}

const IS_UNCLEAR = `EXISTS (SELECT FROM verdicts v WHERE v.cancellation_id = c.id AND v.rule = 'balance_unclear')`;

/**
 * Of a cancellation `c` of a payment `p`: it is not sent again, or it is refused because somebody else refunded too. Payple
 * does not tell how much; of late money it does not matter, as the rest is given back by hand.
 */
export const NOBODY_TELLS = `(p.provider = 'payple' AND (c.amount_won < p.amount_won OR ${IS_UNCLEAR})
  OR c.kind = 'reversal' AND ${IS_UNCLEAR})`;

const WAITING_PARTS = `
  SELECT c.id, c.kind, p.provider, p.provider_reference AS reference, c.amount_won::float8 AS "amountWon", c.attention,
         CASE WHEN o.tax_free_won > 0 AND o.taxable_won > 0 THEN c.vat_won::float8 END AS "vatWon",
         p.billing_month AS "billingMonth",
         to_char(p.paid_at AT TIME ZONE 'Asia/Seoul', 'YYYYMMDD') AS "paidDay",
         coalesce(sum(d.amount_won), 0)::float8 AS "doneWon"
  FROM cancellations c JOIN payments p ON p.id = c.payment_id JOIN orders o ON o.id = c.order_id
    LEFT JOIN cancellations d ON d.payment_id = p.id AND d.status = 'done'
  WHERE c.status = 'in_doubt' AND ${NOBODY_TELLS}
  GROUP BY c.id, p.id, o.id`;

/** The parts that wait. */
export function waitingParts(databaseUrl: string): Promise<WaitingPart[]> {
  return readRows<WaitingPart>(databaseUrl, WAITING_PARTS);
}

/**
 * Gives back by hand what was asked for and not done, as far as there is something left, and has Payple tell of refunds from
 * now on.
 *
 * @throws Error when no operator was called for a part
 */
export async function clearUp(pages: ProviderPages, parts: readonly WaitingPart[]): Promise<void> {
  const { payple } = pages;
  const isGivenBack = await lookAtPayple(payple, parts);
  const leftOf = new Map((await payple.books()).map((book) => [book.oid, book.paidWon - book.cancelledWon]));
  for (const part of parts) {
    if (part.attention === null) throw new Error(`No operator was called for refund ${part.id}.`);
    if (part.kind === 'reversal') await giveBackTheRest(pages, part);
    else if (!isGivenBack(part) && part.amountWon <= (leftOf.get(part.reference) ?? 0)) {
      await giveBackByHand(payple.url, part);
    }
  }
  await payple.adopt({ inquiryShowsCancels: true });
}

/**
 * What Payple's merchant site shows at this moment.
 *
 * @returns tells whether a part was given back: what Payple has given back beyond our books covers it. Who asked for that is
 *   another question, which the laws ask
 */
export async function lookAtPayple(
  payple: PaypleControl,
  parts: readonly WaitingPart[],
): Promise<(part: WaitingPart) => boolean> {
  const books = new Map((await payple.books()).map((book) => [book.oid, book]));
  const givenBack = parts.filter(
    ({ reference, doneWon, amountWon }) => (books.get(reference)?.cancelledWon ?? 0) - doneWon >= amountWon,
  );
  return (part) => givenBack.includes(part);
}

/** Late money of which a part went back elsewhere: what is left of it, given back on the provider's pages. */
export async function giveBackTheRest({ payco, payple }: ProviderPages, part: WaitingPart): Promise<void> {
  const books = await (part.provider === 'payco' ? payco : payple).providerBooks();
  const book = books.find(({ reference }) => reference === part.reference);
  const leftWon = book ? book.paidWon - book.cancelledWon : 0;
  if (!book || leftWon === 0) return;
  if (part.provider === 'payco') await payco.refundAtSite(book.paymentId, leftWon);
  else await payple.refundAtSite(book.reference, { amountWon: leftWon, notice: false });
}

/** What the operator's click in Payple's merchant site does. */
async function giveBackByHand(paypleUrl: string, part: WaitingPart): Promise<void> {
  const { reference, amountWon, paidDay, vatWon, billingMonth } = part;
  const [year, month] = billingMonth?.split('-') ?? [];
  const keys = await post(`${paypleUrl}/php/auth.php`, { ...MERCHANT, PCD_PAYCANCEL_FLAG: 'Y' });
  const told = await post(`${paypleUrl}/php/account/api/cPayCAct.php`, {
    PCD_CST_ID: keys['cst_id'],
    PCD_CUST_KEY: keys['custKey'],
    PCD_AUTH_KEY: keys['AuthKey'],
    PCD_REFUND_KEY: REFUND_KEY,
    PCD_PAYCANCEL_FLAG: 'Y',
    PCD_PAY_OID: reference,
    PCD_PAY_DATE: paidDay,
    PCD_REFUND_TOTAL: String(amountWon),
    ...(vatWon === null ? {} : { PCD_REFUND_TAXTOTAL: String(vatWon) }),
    ...(year === undefined ? {} : { PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: year, PCD_PAY_MONTH: month }),
  });
  if (told['PCD_PAY_RST'] !== 'success')
    throw new Error(`The operator could not give back ${reference}: ${JSON.stringify(told)}`);
}

async function post(url: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Readonly<Record<string, unknown>>;
}
