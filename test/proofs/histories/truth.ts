// What an operator of a history reads on a provider's own pages about something in the queue, and so decides.
// Must never decide anything that is not true.
import type { ShownAttention } from '../../support/evidence.js';
import type { PaypleControl } from '../../support/payple-control.js';
import { foundPaid } from '../../support/provider-pages.js';
import { readRows } from '../../support/read-rows.js';
import type { World } from './world.js';

/** What is known here of the payment that something in the queue belongs to. */
interface Known {
  readonly provider: 'payco' | 'payple';
  readonly reference: string;
  readonly createdAt: Date;
  /** What the books have as given back, wherever it was asked for. */
  readonly doneWon: number;
}

const KNOWN = `
  SELECT p.provider, p.provider_reference AS reference, p.created_at AS "createdAt",
         (SELECT coalesce(sum(d.amount_won), 0) FROM cancellations d
          WHERE d.payment_id = p.id AND d.status = 'done')::float8 AS "doneWon"
  FROM payments p
  WHERE 'pay_' || replace(p.id::text, '-', '') = $1
     OR p.id = (SELECT payment_id FROM cancellations c WHERE 'can_' || replace(c.id::text, '-', '') = $1)`;

type Decision = Readonly<Record<string, unknown>> & { readonly decision: string };

/** @param sendsAgain whether a refund that did not happen is rather sent again than given up */
export async function truthAbout(world: World, item: ShownAttention, sendsAgain: boolean): Promise<Decision> {
  const { databaseUrl } = world.house;
  const [known] = await readRows<Known>(databaseUrl, KNOWN, [item.id]);
  if (!known) throw new Error(`${item.id} is in the queue and nowhere else.`);
  const books = await world.house[known.provider].providerBooks();
  const book = books.find(({ reference }) => reference === known.reference);
  if (item.decisions.includes('noted')) {
    const pages = new Map(books.map((each) => [each.reference, each]));
    const found = await foundPaid(databaseUrl, pages, item.id);
    return found ? { ...found } : { decision: 'noted' };
  }
  if (item.decisions.includes('given_back')) return { decision: 'given_back' };
  if (item.kind === 'payment') {
    if (!book || book.paidWon === 0) return { decision: 'not_paid' };
    // Whatever was given back there since: that is recorded once the books have the payment.
    return { decision: 'paid', providerPaymentId: book.paymentId, paidAt: await paidAt(world.house.payple, known) };
  }
  if (book && book.cancelledWon - known.doneWon >= (item.amountWon ?? Infinity)) return { decision: 'refunded' };
  return sendsAgain ? { decision: 'try_again', acceptDoubleRefund: true } : { decision: 'not_refunded' };
}

/** Payple's pages show the day; what happened on the day on which the payment began, happened after that. */
async function paidAt(payple: PaypleControl, { createdAt, reference }: Known): Promise<string> {
  const payDate = (await payple.books()).find(({ oid }) => oid === reference)?.payDate ?? '';
  const midnight = new Date(payDate.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3T00:00:00+09:00'));
  return (midnight > createdAt ? midnight : createdAt).toISOString();
}
