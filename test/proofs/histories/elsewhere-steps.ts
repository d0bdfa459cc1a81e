// Steps of people who refund on the providers' own pages: before, during and after refunds of ours, with and without a notice.
// Must never give back more than is left there: the pages do not.
import fc from 'fast-check';
import type { ProviderBook } from '../../support/compare-books.js';
import { sheetOf } from '../../support/merchant.js';
import { waitFor } from '../../support/wait-for.js';
import type { History, KnownWindow } from './history.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';
import { LATE_MS } from './world.js';

/** Somebody refunds a share of what is left of a page's payment, in percent. */
export function refundElsewhere(which: number, percent: number, isTold: boolean): Step {
  return step(
    `Somebody refunds ${percent} % of what is left of page ${nth(which)} on the provider's pages${isTold ? '' : ', and nobody is told'}`,
    ({ windows }) => windows > 0,
    async (history) => {
      history.loseCalm();
      const window = pick(history.windows, which);
      const wonElsewhere = await giveBackThere(history, window, percent, isTold);
      await history.look(window.known);
      return wonElsewhere === null ? 'there is nothing to refund' : `${wonElsewhere} won`;
    },
  );
}

/** The same while a provider works on a refund of ours. */
export function refundElsewhereDuring(
  which: number,
  ourPercent: number,
  percent: number,
  effect: 'before' | 'after',
): Step {
  const when = effect === 'before' ? 'before the provider has done' : 'after the provider has done';
  return step(
    `The merchant gives back ${ourPercent} % of the order of page ${nth(which)}, and somebody refunds ${percent} % there ${when} it`,
    ({ windows }) => windows > 0,
    async (history) => {
      history.loseCalm();
      const { world } = history;
      const { payco, payple, merchant } = world.house;
      const window = pick(history.windows, which);
      const { order } = window.known;
      const provider = window.way === 'PAYCO' ? payco : payple;
      // Answered in time, but only after somebody else had the time for a click.
      await provider.fail({ endpoint: 'cancel', fault: 'delay', effect, delayMs: LATE_MS / 3 });
      const amountWon = Math.max(1, Math.floor((order.amountWon * ourPercent) / 100));
      const refunding = { isOver: false };
      const refund = merchant.cancel(order, amountWon).finally(() => (refunding.isOver = true));
      await waitFor('the provider to work on it, or an answer', () => world.openCalls > 0 || refunding.isOver);
      const wonElsewhere = await giveBackThere(history, window, percent, true);
      const { status, body } = await refund;
      requireStatus('A cancellation', status, [201, 202, 402, 409, 422, 503]);
      await history.look(window.known);
      const answer = status < 400 ? body.status : body.code;
      return `${wonElsewhere ?? 'nothing'} elsewhere; answered with ${status} ${answer}`;
    },
  );
}

/** @returns how much, in won; `null` when there is nothing that could be refunded there */
async function giveBackThere(
  { world }: History,
  window: KnownWindow,
  percent: number,
  isTold: boolean,
): Promise<number | null> {
  const { payco, payple } = world.house;
  const isPayco = window.way === 'PAYCO';
  const reference = referenceOf(window);
  // What was paid into an account goes back by hand alone: no page knows of it.
  if (window.hasAccount) return null;
  const show = async (): Promise<{ readonly book: ProviderBook; readonly leftWon: number } | null> => {
    const books: ProviderBook[] = await (isPayco ? payco : payple).providerBooks();
    const book = books.find((each) => each.reference === reference);
    return book ? { book, leftWon: book.paidWon - book.cancelledWon } : null;
  };
  const shown = await show();
  if (!shown || shown.leftWon === 0) return null;
  const amountWon = Math.max(1, Math.floor((shown.leftWon * percent) / 100));
  try {
    if (isPayco) await payco.refundAtSite(shown.book.paymentId, amountWon);
    else await payple.refundAtSite(reference, { amountWon, notice: isTold });
  } catch (error) {
    // A refund of ours came between looking and clicking, and left too little.
    if (((await show())?.leftWon ?? 0) >= amountWon) throw error;
    return null;
  }
  return amountWon;
}

function referenceOf({ way, payment }: KnownWindow): string {
  if (way === 'PAYCO') return sheetOf(payment);
  return payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '';
}

/** Whether Payple tells in an inquiry what was refunded; nobody documents it. */
function tellRefunds(tells: boolean): Step {
  return step(
    `From now on Payple's inquiry ${tells ? 'tells of refunds' : 'does not tell of refunds'}`,
    () => true,
    async (history) => {
      history.loseCalm();
      await history.world.house.payple.adopt({ inquiryShowsCancels: tells });
      return undefined;
    },
  );
}

const which = fc.nat(7);
const share = fc.constantFrom(10, 33, 60, 100);

export const ELSEWHERE_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc.tuple(which, share, fc.boolean()).map((args) => refundElsewhere(...args)),
  fc.tuple(which, share, fc.boolean()).map((args) => refundElsewhere(...args)),
  fc
    .tuple(which, share, share, fc.constantFrom<('before' | 'after')[]>('before', 'after'))
    .map((args) => refundElsewhereDuring(...args)),
  fc.boolean().map((tells) => tellRefunds(tells)),
];
