// Steps of an operator: they look into the queue, then at the provider's own books, and decide what those show; also at the
// moment in which the machine settles it by itself. Must never decide anything that is not true.
import fc from 'fast-check';
import { expect } from 'vitest';
import { attentionList, decide } from '../../support/evidence.js';
import { recordWhatPagesShow } from '../../support/provider-pages.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';
import { truthAbout } from './truth.js';

/** What each decision leads to when it is answered with 201. */
const LEADS_TO: Readonly<Record<string, readonly string[]>> = {
  // Money for an order that cannot take it goes back: at once, or when the provider says so.
  paid: ['paid', 'in_doubt', 'reversed'],
  not_paid: ['refused'],
  given_back: ['reversed'],
  refunded: ['done'],
  not_refunded: ['refused'],
  try_again: ['done'],
  noted: ['paid', 'reversed', 'done', 'open', 'abandoned', 'refused'],
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
      if (item.kind === 'payment' && item.decisions.includes('noted')) {
        const { payco, payple } = world.house;
        const recorded = await recordWhatPagesShow(world.house, [payco, payple], item.id, new Date(world.nowMs));
        if (recorded) {
          requireStatus('Recording what went back elsewhere', recorded.status, [201, 409]);
          if (recorded.status === 201) history.decisions += 1;
          for (const known of history.orders) await history.look(known);
          return `records what ${item.id} had given back elsewhere, answered with ${recorded.status}`;
        }
      }
      const decision = await truthAbout(world, item, sendsAgain);
      const [{ status, body }] = await Promise.all([
        decide<{ readonly status: string }>(merchant, item, decision),
        isRace ? world.pass(DUE_MS) : undefined,
      ]);
      // At the desk somebody may have asked for one that waits for somebody else.
      const isAskedFor = body.code === 'approval_waits';
      requireStatus('A decision', status, isRace || isAskedFor ? [201, 202, 409] : [201, 202]);
      if (status < 300) history.decisions += 1;
      if (status === 201) expect(LEADS_TO[decision.decision], `after ${decision.decision}`).toContain(body.status);
      for (const known of history.orders) await history.look(known);
      return `${decision.decision}, answered with ${status} ${status < 400 ? body.status : body.code}`;
    },
  );
}

/** LONGEST_LOOKUP_MS: within this time everything in doubt is asked about again. */
const DUE_MS = 300_000;

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
