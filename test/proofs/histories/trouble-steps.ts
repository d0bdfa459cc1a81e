// Steps of everybody else: the network loses answers, providers tell unasked, strangers lie, processes die, time passes,
// keys are renewed. Must never make a provider lie about money.
import fc from 'fast-check';
import { requireStatus, nth, pick, step, type Step } from './step.js';
import type { Fault } from '../../support/payco-control.js';
import { LATE_MS } from './world.js';
import { waitFor } from '../../support/wait-for.js';

const PAYCO_CALLS = ['approval', 'approval', 'cancel', 'cancel', 'verify', 'checkAvailability', 'reserve'] as const;
const PAYPLE_CALLS = [
  'confirm',
  'confirm',
  'cancel',
  'cancel',
  'inquiry',
  'simple',
  'reguler',
  'auth',
  'userinfo',
  'userdel',
] as const;

type Loss = readonly [what: string, fault: Omit<Fault, 'endpoint'>];

/** The request of a call never arrives. */
export const ON_THE_WAY: Loss = ['is lost on the way', { fault: 'drop_before_effect' }];
/** What was asked is done, and nobody hears of it. */
export const ON_THE_WAY_BACK: Loss = ['is lost on the way back', { fault: 'drop_after_effect' }];

const LOSSES: readonly Loss[] = [
  ON_THE_WAY,
  ON_THE_WAY_BACK,
  ['is answered with an error page before anything is done', { fault: 'http_500', effect: 'before' }],
  ['is answered with an error page after it is done', { fault: 'http_500', effect: 'after' }],
  ['is answered with garbage after it is done', { fault: 'garbage', effect: 'after' }],
  ON_THE_WAY,
  ON_THE_WAY_BACK,
  ['is answered with garbage after it is done', { fault: 'garbage', effect: 'after' }],
  // Rarer, because they take as long as they say.
  ['is answered too late', { fault: 'delay', effect: 'after', delayMs: LATE_MS }],
  ['is done when nobody waits any more', { fault: 'delay', effect: 'before', delayMs: LATE_MS }],
];

/** The next call of a kind goes wrong. */
export function lose(provider: 'payco' | 'payple', endpoint: string, [what, fault]: Loss): Step {
  return step(
    `The next ${endpoint} at ${provider} ${what}`,
    () => true,
    async (history) => {
      history.loseCalm();
      await history.world.house[provider].fail({ endpoint, ...fault } as Fault);
      return undefined;
    },
  );
}

/** The next payment or refund is refused, truly. */
function decline(provider: 'payco' | 'payple', endpoint: string): Step {
  return step(
    `The next ${endpoint} at ${provider} is refused`,
    () => true,
    async (history) => {
      history.loseCalm();
      await history.world.house[provider].fail({ endpoint, fault: 'decline' });
      return undefined;
    },
  );
}

/** A notice about a payment arrives, whether Payple or a stranger wrote it. */
function tellOf(which: number, refundWon: number | null): Step {
  const what = refundWon === null ? 'it was paid' : `${refundWon} won were given back`;
  return step(
    `Somebody tells of page ${nth(which)} that ${what}`,
    ({ windows }) => windows > 0,
    async (history) => {
      const { payment, known } = pick(history.windows, which);
      const body = new URLSearchParams({
        PCD_PAY_RST: 'success',
        PCD_PAY_OID: payment.handoff?.parameters?.['PCD_PAY_OID'] ?? 'nobody knows',
        PCD_PAY_TOTAL: String(known.order.amountWon),
        ...(refundWon === null ? {} : { PCD_REFUND_TOTAL: String(refundWon) }),
      });
      const response = await fetch(`${history.world.house.url}/v1/payple/notices`, { method: 'POST', body });
      await response.arrayBuffer();
      requireStatus('A notice', response.status, [200]);
      await history.look(known);
      return undefined;
    },
  );
}

/** A stranger comes to a page's address with the result of another one. */
function comeWithForeignResult(which: number, whose: number): Step {
  const sentence = `A stranger comes back to page ${nth(which)} with the result of ${nth(whose)}`;
  return step(
    sentence,
    ({ windows }) => windows > 1,
    async (history) => {
      const [page, other] = [pick(history.windows, which), pick(history.windows, whose)];
      const search =
        page.way === 'PAYCO' && other.way === 'PAYCO' && other.home ? new URL(other.home.url).search : null;
      if (page === other || search === null) return 'and changes their mind';
      const address = `${history.world.house.url}/v1/payco/return/${page.payment.id}${search}`;
      const response = await fetch(address, { redirect: 'manual' });
      await response.arrayBuffer();
      requireStatus('A foreign return', response.status, [303]);
      await history.look(page.known);
      return undefined;
    },
  );
}

const crash: Step = step(
  'The application crashes and starts again',
  () => true,
  async (history) => {
    await history.world.crash();
    return undefined;
  },
);

/** The application dies while a provider works on a call: of a return, or of a refund. */
function crashDuring(which: number, isRefund: boolean): Step {
  const what = isRefund ? `gives back order ${nth(which)}` : `comes back from page ${nth(which)}`;
  return step(
    `The application crashes while somebody ${what}`,
    ({ orders, windows }) => orders > 0 && (isRefund || windows > 0),
    async (history) => {
      history.loseCalm();
      const { payco, payple, merchant } = history.world.house;
      const fault = { fault: 'delay', effect: 'after', delayMs: LATE_MS } as const;
      const [ofPayco, ofPayple] = isRefund ? (['cancel', 'cancel'] as const) : (['approval', 'confirm'] as const);
      await payco.fail({ endpoint: ofPayco, ...fault });
      await payple.fail({ endpoint: ofPayple, ...fault });
      const go = isRefund
        ? () => merchant.cancel(pick(history.orders, which).order)
        : pick(history.windows, which).home?.go;
      const going = { isOver: false };
      const call = Promise.resolve(go?.())
        .catch(() => undefined)
        .finally(() => (going.isOver = true));
      await waitFor('a provider to work on it, or an answer', () => history.world.openCalls > 0 || going.isOver);
      await history.world.crash();
      await call;
      return undefined;
    },
  );
}

export const HALF_AN_HOUR = ['Half an hour', 1_800_000] as const;
export const FOUR_HOURS = ['Four hours', 14_400_000] as const;

const SPANS = [['A second', 1_000], ['Five seconds', 5_000], ['A minute', 60_000], HALF_AN_HOUR, FOUR_HOURS] as const;

/** Time passes, and workers do what is due. */
export function pass([name, ms]: readonly [name: string, ms: number]): Step {
  return step(
    `${name} passes`,
    () => true,
    async (history) => {
      await history.world.pass(ms);
      return undefined;
    },
  );
}

const work: Step = step(
  'The workers do what is due',
  () => true,
  async (history) => {
    await history.world.work();
    return undefined;
  },
);

const rotate: Step = step(
  'The operator renews the sealing key and restarts',
  () => true,
  async (history) => {
    await history.world.rotateSeals();
    return undefined;
  },
);

const which = fc.nat(7);
const loss = fc.constantFrom(...LOSSES);

export const TROUBLE_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc.tuple(fc.constantFrom(...PAYCO_CALLS), loss).map(([endpoint, how]) => lose('payco', endpoint, how)),
  fc.tuple(fc.constantFrom(...PAYPLE_CALLS), loss).map(([endpoint, how]) => lose('payple', endpoint, how)),
  fc
    .constantFrom<['payco' | 'payple', string][]>(
      ['payco', 'approval'],
      ['payco', 'cancel'],
      ['payple', 'confirm'],
      ['payple', 'simple'],
    )
    .map((args) => decline(...args)),
  fc.tuple(which, fc.constantFrom(null, 3_000)).map((args) => tellOf(...args)),
  fc.tuple(which, which).map((args) => comeWithForeignResult(...args)),
  fc.constantFrom(...SPANS).map((span) => pass(span)),
  fc.constant(work),
];

/** They cost a start of the application each, so they are rarer. */
export const RARE_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc.constant(crash),
  fc.tuple(which, fc.boolean()).map((args) => crashDuring(...args)),
  fc.constant(rotate),
];
