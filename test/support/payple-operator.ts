// The operator who is called for parts that Payple may have given back without an answer: looks at Payple, gives back by
// hand what was not, and lets Payple tell. Must never settle anything past the house: it finds out by asking, as always.
import type { PaypleControl } from './payple-control.js';
import { readRows } from './read-rows.js';

/** Payple's public test merchant, as the simulator knows it. */
const MERCHANT = { cst_id: 'test', custKey: 'abcd1234567890' } as const;
const REFUND_KEY = 'a41ce010ede9fcbfb3be86b24858806596a9db68b79d138b147c3e563e1829a0';

/** A part that was sent to Payple and never answered. */
export interface WaitingPart {
  readonly id: string;
  readonly reference: string;
  readonly amountWon: number;
  readonly paidDay: string;
  /** Its own share of the tax; `null` where Payple reckons it alone. */
  readonly vatWon: number | null;
  readonly billingMonth: string | null;
  readonly attention: string | null;
  readonly doneWon: number;
  readonly doneTimes: number;
}

const WAITING_PARTS = `
  SELECT c.id, p.provider_reference AS reference, c.amount_won::float8 AS "amountWon", c.attention,
         CASE WHEN o.tax_free_won > 0 AND o.taxable_won > 0 THEN c.vat_won::float8 END AS "vatWon",
         p.billing_month AS "billingMonth",
         to_char(p.paid_at AT TIME ZONE 'Asia/Seoul', 'YYYYMMDD') AS "paidDay",
         coalesce(sum(d.amount_won), 0)::float8 AS "doneWon", count(d.id)::integer AS "doneTimes"
  FROM cancellations c JOIN payments p ON p.id = c.payment_id JOIN orders o ON o.id = c.order_id
    LEFT JOIN cancellations d ON d.payment_id = p.id AND d.status = 'done'
  WHERE c.status = 'in_doubt' AND p.provider = 'payple' AND c.amount_won < p.amount_won
  GROUP BY c.id, p.id, o.id`;

/** The parts that wait. */
export function waitingParts(databaseUrl: string): Promise<WaitingPart[]> {
  return readRows<WaitingPart>(databaseUrl, WAITING_PARTS);
}

/**
 * Gives back by hand what was asked for and not done at Payple, which tells of refunds from now on.
 *
 * @throws Error when no operator was called for a part, or when one was given back more than once
 */
export async function clearUpAtPayple(payple: PaypleControl, parts: readonly WaitingPart[]): Promise<void> {
  const isGivenBack = await lookAtPayple(payple, parts);
  for (const part of parts) {
    if (part.attention === null) throw new Error(`No operator was called for refund ${part.id}.`);
    if (!isGivenBack(part)) await giveBackByHand(payple.url, part);
  }
  await payple.adopt({ inquiryShowsCancels: true });
}

/**
 * What Payple's merchant site shows at this moment.
 *
 * @returns tells whether a part was given back
 * @throws Error when one was given back more than once
 */
export async function lookAtPayple(
  payple: PaypleControl,
  parts: readonly WaitingPart[],
): Promise<(part: WaitingPart) => boolean> {
  const books = new Map((await payple.books()).map((book) => [book.oid, book]));
  const givenBack = parts.filter((part) => {
    const book = books.get(part.reference);
    const [times, won] = [(book?.cancels ?? 0) - part.doneTimes, (book?.cancelledWon ?? 0) - part.doneWon];
    if (times === 0 && won === 0) return false;
    if (times === 1 && won === part.amountWon) return true;
    throw new Error(
      `Refund ${part.id} of ${part.amountWon} won was sent more than once: ${won} won in ${times} times.`,
    );
  });
  return (part) => givenBack.includes(part);
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
