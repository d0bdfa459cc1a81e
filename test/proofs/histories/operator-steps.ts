// Steps of an operator: they look into the queue, then at the provider's own books, and decide what those show; also at the
// moment in which the machine settles it by itself. Must never decide anything that is not true.
import fc from 'fast-check';
import { expect } from 'vitest';
import { attentionList, decide, type ShownAttention } from '../../support/evidence.js';
import { readRows } from '../../support/read-rows.js';
import type { History } from './history.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';

/** What is known here of the payment that something in the queue belongs to. */
interface Known {
  readonly provider: 'payco' | 'payple';
  readonly reference: string;
  readonly createdAt: Date;
  readonly doneTimes: number;
}

const KNOWN = `
  SELECT p.provider, p.provider_reference AS reference, p.created_at AS "createdAt",
         (SELECT count(*) FROM cancellations d WHERE d.payment_id = p.id AND d.status = 'done')::integer AS "doneTimes"
  FROM payments p
  WHERE 'pay_' || replace(p.id::text, '-', '') = $1
     OR p.id = (SELECT payment_id FROM cancellations c WHERE 'can_' || replace(c.id::text, '-', '') = $1)`;

type Decision = Readonly<Record<string, unknown>> & { readonly decision: string };

/** What each decision leads to when it is answered with 201. */
const LEADS_TO: Readonly<Record<string, readonly string[]>> = {
  // Money for an order that cannot take it goes back: at once, or when the provider says so.
  paid: ['paid', 'in_doubt', 'reversed'],
  not_paid: ['refused'],
  given_back: ['reversed'],
  refunded: ['done'],
  not_refunded: ['refused'],
  try_again: ['done'],
};

/** An operator decides about something that waits, perhaps while the machine settles it. */
export function decideAbout(which: number, sendsAgain: boolean, isRace: boolean): Step {
  const how = `${sendsAgain ? ', rather sending it again' : ''}${isRace ? ', while the workers settle it' : ''}`;
  return step(
    `The operator decides about ${nth(which)} in the queue${how}`,
    ({ orders }) => orders > 0,
    async (history) => {
      const { world } = history;
      const { merchant } = world.house;
      // What was given up may still be done: nobody looks at a provider's pages in the same second.
      await world.untilProvidersAreQuiet();
      const queue = (await attentionList(merchant)).filter(({ decisions }) => decisions.length > 0);
      if (queue.length === 0) return 'nothing waits';
      history.loseCalm();
      const item = pick(queue, which);
      const decision = await truthAbout(history, item, sendsAgain);
      const [{ status, body }] = await Promise.all([
        decide<{ readonly status: string }>(merchant, item, decision),
        isRace ? world.pass(DUE_MS) : undefined,
      ]);
      requireStatus('A decision', status, isRace ? [201, 202, 409] : [201, 202]);
      if (status < 300) history.decisions += 1;
      if (status === 201) expect(LEADS_TO[decision.decision], `after ${decision.decision}`).toContain(body.status);
      for (const known of history.orders) await history.look(known);
      return `${decision.decision}, answered with ${status} ${status < 400 ? body.status : body.code}`;
    },
  );
}

/** LONGEST_LOOKUP_MS: within this time everything in doubt is asked about again. */
const DUE_MS = 300_000;

async function truthAbout({ world }: History, item: ShownAttention, sendsAgain: boolean): Promise<Decision> {
  const { databaseUrl } = world.house;
  const [known] = await readRows<Known>(databaseUrl, KNOWN, [item.id]);
  if (!known) throw new Error(`${item.id} is in the queue and nowhere else.`);
  const books = await world.house[known.provider].providerBooks();
  const book = books.find(({ reference }) => reference === known.reference);
  if (item.decisions.includes('given_back')) return { decision: 'given_back' };
  if (item.kind === 'payment') {
    if (!book || book.paidWon === 0) return { decision: 'not_paid' };
    // Had it been given back there, it would not be for an operator to say "paid".
    expect(book.cancelledWon, `${item.id} was never known as paid, and was given back`).toBe(0);
    return { decision: 'paid', providerPaymentId: book.paymentId, paidAt: await paidAt(world.house.payple, known) };
  }
  if (book && book.cancels > known.doneTimes) return { decision: 'refunded' };
  return sendsAgain ? { decision: 'try_again', acceptDoubleRefund: true } : { decision: 'not_refunded' };
}

/** Payple's pages show the day; what happened on the day on which the payment began, happened after that. */
async function paidAt(payple: History['world']['house']['payple'], { createdAt, reference }: Known): Promise<string> {
  const payDate = (await payple.books()).find(({ oid }) => oid === reference)?.payDate ?? '';
  const midnight = new Date(payDate.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3T00:00:00+09:00'));
  return (midnight > createdAt ? midnight : createdAt).toISOString();
}

const QUESTIONS = { payco: ['verify', 'checkAvailability'], payple: ['inquiry'] } as const;

/** A provider answers no questions from now on, or answers them again. */
export function fallSilent(provider: 'payco' | 'payple'): Step {
  return step(
    `From now on ${provider} answers no questions`,
    () => true,
    async (history) => {
      history.loseCalm();
      for (const endpoint of QUESTIONS[provider]) {
        await history.world.house[provider].fail({ endpoint, fault: 'drop_before_effect', count: 10_000 });
      }
      return undefined;
    },
  );
}

export function speakAgain(provider: 'payco' | 'payple'): Step {
  return step(
    `From now on ${provider} answers well`,
    () => true,
    async (history) => {
      await history.world.house[provider].behave();
      return undefined;
    },
  );
}

const provider = fc.constantFrom<('payco' | 'payple')[]>('payco', 'payple');

export const OPERATOR_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc.tuple(fc.nat(3), fc.boolean(), fc.boolean()).map((args) => decideAbout(...args)),
  provider.map((name) => fallSilent(name)),
  provider.map((name) => speakAgain(name)),
];
