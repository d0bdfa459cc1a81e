// Proof: whatever buyers, merchants, providers, strangers, the network and time do, and in whatever order, the laws hold.
// Must never know what should happen in one story: see histories/history.ts for what is known in all of them.
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { compareBooks } from '../support/compare-books.js';
import { prove, TAKES_ITS_TIME, Violation } from './harness/proof.js';
import { CARD_STEPS, registerCard } from './histories/card-steps.js';
import { ELSEWHERE_STEPS, refundElsewhere, refundElsewhereDuring } from './histories/elsewhere-steps.js';
import { takeBackWhatWaits } from './histories/crew.js';
import { approvedAtDesk, declareTruthAtDesk, DESK_WORD_STEPS, enterAtDesk } from './histories/desk-word-steps.js';
import { approveAtDesk, EYES_STEPS } from './histories/eyes-steps.js';
import { History, WAYS } from './histories/history.js';
import { giveBackWithLimits, KEY_STEPS, refundsWithinLimits } from './histories/key-steps.js';
import { lateMoney } from './histories/late-money.js';
import { decideAbout, fallSilent, OPERATOR_STEPS, speakAgain } from './histories/operator-steps.js';
import { comeBack, end, giveBack, makeOrder, open, PAYING_STEPS } from './histories/paying-steps.js';
import type { Step } from './histories/step.js';
import {
  FOUR_HOURS,
  HALF_AN_HOUR,
  lose,
  ON_THE_WAY,
  ON_THE_WAY_BACK,
  pass,
  RARE_STEPS,
  TROUBLE_STEPS,
} from './histories/trouble-steps.js';
import { chooseAccount, payIn, reopen, withdraw, WITHDRAWING_STEPS } from './histories/withdrawing-steps.js';
import { World } from './histories/world.js';

const MOST_STEPS = 40;
/** For so long a history that broke something is made shorter; then it is told as it is. */
const SHORTEN_MS = TAKES_ITS_TIME ? 900_000 : 60_000;

/** An operator was called for a payment, or for a refund, and decides; perhaps when the machine could settle it as well. */
const OPERATOR_CALLED = fc
  .record({
    provider: fc.constantFrom<('payco' | 'payple')[]>('payco', 'payple'),
    loss: fc.constantFrom(ON_THE_WAY, ON_THE_WAY_BACK),
    percent: fc.constantFrom(null, 33, 100),
    then: fc.constantFrom('decides', 'decides in a race', 'comes later', 'declares at the desk'),
  })
  .map(({ provider, loss, percent, then }): Step[] => {
    const [way, call] = provider === 'payco' ? (['PAYCO', 'approval'] as const) : (['card', 'confirm'] as const);
    return [
      makeOrder(30_000, 0, 1_440),
      open(0, way, 'pc'),
      end(0, 'card', 'pay'),
      ...(percent === null
        ? [fallSilent(provider), lose(provider, call, loss), comeBack(0, 1)]
        : [comeBack(0, 1), fallSilent(provider), lose(provider, 'cancel', loss), giveBack(0, percent, 1, false)]),
      pass(FOUR_HOURS),
      ...(then === 'decides in a race' ? [speakAgain(provider), decideAbout(0, false, true)] : []),
      ...(then === 'decides' ? [decideAbout(0, false, false)] : []),
      ...(then === 'declares at the desk' ? [declareTruthAtDesk(0), approveAtDesk('operator')] : []),
      ...(then === 'declares at the desk' ? [approveAtDesk('approver')] : []),
    ];
  });

/** Money goes back on the provider's own pages: before, during or after a refund of ours, which may get lost. */
const REFUNDED_ELSEWHERE = fc
  .record({
    way: fc.constantFrom(...WAYS),
    when: fc.constantFrom('before', 'during', 'after', 'after a lost one'),
    isTold: fc.boolean(),
    there: fc.constantFrom(10, 33, 100),
    here: fc.constantFrom(33, 60, 100, null),
    loss: fc.constantFrom(ON_THE_WAY, ON_THE_WAY_BACK),
    effect: fc.constantFrom<('before' | 'after')[]>('before', 'after'),
    isEntered: fc.boolean(),
  })
  .map(({ way, when, isTold, there, here, loss, effect, isEntered }): Step[] => [
    makeOrder(30_000, 30, 1_440),
    open(0, way, 'pc'),
    end(0, 'card', 'pay'),
    comeBack(0, 1),
    ...(when === 'before' ? [refundElsewhere(0, there, isTold), giveBack(0, here, 1, false)] : []),
    ...(when === 'during' ? [refundElsewhereDuring(0, here ?? 100, there, effect)] : []),
    ...(when === 'after' ? [giveBack(0, 33, 1, false), refundElsewhere(0, there, isTold)] : []),
    ...(when === 'after a lost one'
      ? [
          lose(way === 'PAYCO' ? 'payco' : 'payple', 'cancel', loss),
          giveBack(0, here, 1, false),
          refundElsewhere(0, there, isTold),
        ]
      : []),
    ...(isEntered ? [enterAtDesk(0), approveAtDesk('approver')] : []),
    pass(FOUR_HOURS),
    ...(isEntered ? [enterAtDesk(0), declareTruthAtDesk(0), approveAtDesk('approver')] : []),
    decideAbout(0, false, false),
    giveBack(0, 10, 1, false),
  ]);

/** An order is withdrawn, or opened again, while its money is on its way: in doubt, in a window that takes it, or in a bank. */
const WITHDRAWN = fc
  .record({
    money: fc.constantFrom('is in doubt at PAYCO', 'is in doubt at Payple', 'is taken by the window', 'is paid in'),
    isReopened: fc.boolean(),
    isLost: fc.boolean(),
    isTold: fc.boolean(),
  })
  .map(({ money, isReopened, isLost, isTold }): Step[] => {
    const withdrawn = isReopened ? [reopen(0, 180), withdraw(0)] : [withdraw(0)];
    if (money === 'is taken by the window') {
      return [
        makeOrder(30_000, 0, 15),
        open(0, 'card, taken by the window', 'pc'),
        end(0, 'card', 'pay'),
        ...withdrawn,
      ];
    }
    if (money === 'is paid in') {
      const account = [makeOrder(30_000, 0, 180), open(0, 'PAYCO', 'pc'), chooseAccount(0), comeBack(0, 1)];
      const lost = isLost ? [lose('payco', 'productStatus', ON_THE_WAY)] : [];
      // PAYCO gives none of it back: somebody does it by hand, and says so.
      const givenBack = [pass(FOUR_HOURS), declareTruthAtDesk(0), approveAtDesk('approver')];
      const paidIn = isTold ? [...withdrawn, payIn(0, true)] : [payIn(0, false), ...withdrawn];
      return [...account, ...lost, ...paidIn, ...givenBack];
    }
    const isPayco = money === 'is in doubt at PAYCO';
    const [way, provider, call] = isPayco
      ? (['PAYCO', 'payco', 'approval'] as const)
      : (['card', 'payple', 'confirm'] as const);
    return [
      ...[makeOrder(30_000, 0, 15), open(0, way, 'pc'), end(0, 'card', 'pay'), fallSilent(provider)],
      ...[lose(provider, call, isLost ? ON_THE_WAY : ON_THE_WAY_BACK), comeBack(0, 1), pass(HALF_AN_HOUR)],
      ...withdrawn,
      ...(isTold ? [speakAgain(provider)] : []),
    ];
  });

/** An order is paid, and a shop gives it back in parts, under a key that may not give back all of it; an answer may get lost. */
const WITH_LIMITS = fc
  .record({ way: fc.constantFrom(...WAYS), isLost: fc.boolean(), times: fc.constantFrom(1, 3), moreWon: fc.nat(2) })
  .map(({ way, isLost, times, moreWon }): Step[] => [
    ...[makeOrder(30_000, 0, 1_440), open(0, way, 'pc'), end(0, 'card', 'pay'), comeBack(0, 1)],
    ...(isLost ? [lose(way === 'PAYCO' ? 'payco' : 'payple', 'cancel', ON_THE_WAY_BACK)] : []),
    ...[giveBackWithLimits(0, 5_000, times), giveBackWithLimits(0, 4_500 + moreWon, times), pass(FOUR_HOURS)],
    giveBackWithLimits(0, 5_000, 1),
  ]);

// Without a beginning like these most histories never see any money.
const beginnings = fc.oneof(
  fc.constant<Step[]>([]),
  fc.constantFrom(...WAYS).map((way) => [makeOrder(10_000, 30, 1_440), open(0, way, 'pc')]),
  fc
    .constantFrom(...WAYS)
    .map((way) => [makeOrder(30_000, 0, 180), open(0, way, 'mobile'), end(0, 'card', 'pay'), comeBack(0, 2)]),
  fc.constant([registerCard('pay'), makeOrder(20_000, 0, 1_440)]),
  { arbitrary: OPERATOR_CALLED, weight: 2 },
  { arbitrary: REFUNDED_ELSEWHERE, weight: 3 },
  { arbitrary: WITHDRAWN, weight: 3 },
  { arbitrary: WITH_LIMITS, weight: 2 },
);

/** How often each kind of step comes, beside the others. */
function times(weight: number, steps: readonly fc.Arbitrary<Step>[]): fc.Arbitrary<Step>[] {
  return Array.from({ length: weight }, () => steps).flat();
}

const history = fc.record({
  beginning: beginnings,
  steps: fc.commands(
    [
      ...times(4, PAYING_STEPS),
      ...times(3, CARD_STEPS),
      ...times(3, TROUBLE_STEPS),
      ...times(2, OPERATOR_STEPS),
      ...times(2, ELSEWHERE_STEPS),
      ...times(2, WITHDRAWING_STEPS),
      ...times(2, DESK_WORD_STEPS),
      ...times(4, KEY_STEPS),
      ...EYES_STEPS,
      ...RARE_STEPS,
    ],
    {
      maxCommands: MOST_STEPS,
      size: 'max',
    },
  ),
});

let world: World | null = null;
afterAll(() => world?.close());

prove(
  'histories',
  'any history keeps the laws, and what was answered stays true',
  { short: 12, full: 1_000 },
  async ({ seed, size }) => {
    const lived = {
      histories: 0,
      steps: 0,
      decisions: 0,
      'orders withdrawn': 0,
      'opened again': 0,
      'beyond the limits of a key': 0,
    };
    let shortest: { readonly told: readonly string[]; readonly why: string } | null = null;
    let brokenSinceMs = Infinity;
    const live = async (beginning: readonly Step[], steps: Iterable<Step>): Promise<void> => {
      if (performance.now() - brokenSinceMs > SHORTEN_MS) return;
      world ??= await World.open();
      const story = new History(world);
      try {
        await play(story, beginning, steps);
      } catch (error) {
        brokenSinceMs = Math.min(brokenSinceMs, performance.now());
        // Each failure is of a shorter history than the one before: the last one is the shortest.
        shortest = { told: story.told, why: error instanceof Error ? error.message : String(error) };
        // What is broken must not speak against the next history.
        await world.close();
        world = null;
        throw error;
      }
      lived.histories += 1;
      lived.steps += story.told.length;
      lived.decisions += story.decisions;
      lived['orders withdrawn'] += story.withdrawn;
      lived['opened again'] += story.reopened;
      lived['beyond the limits of a key'] += story.beyondLimits;
    };
    const property = fc.asyncProperty(history, ({ beginning, steps }) => live(beginning, steps));
    const { failed, numShrinks } = await fc.check(property, { seed, numRuns: size });
    const found = shortest as { readonly told: readonly string[]; readonly why: string } | null;
    if (failed) {
      throw new Violation(
        [found?.why, `The story, shortened ${numShrinks} times:`, ...(found?.told ?? [])].join('\n  '),
      );
    }
    if (!world) throw new Error('There was no world.');
    expect(await world.auditMoney(true), 'what an audit of all orders finds').toEqual([]);
    // Of what was approved twice, all of one was given back: the laws say so, here of all histories together.
    expect(await world.breaches(), 'which laws are broken').toEqual([]);
    const { databaseUrl, payco, payple } = world.house;
    const { differences, agreed } = await compareBooks(databaseUrl, [payco, payple]);
    expect(differences, 'where the books differ').toEqual([]);
    const { orders, payments, approvals, refunds } = agreed;
    const { count: came } = await lateMoney(databaseUrl);
    return {
      ...lived,
      ...(await approvedAtDesk(databaseUrl)),
      'refunds of a key with limits': await refundsWithinLimits(databaseUrl),
      'paid all the same, and given back': came,
      orders,
      payments,
      approvals,
      refunds,
    };
  },
);

/** Lives a history to its end, and lets everything come to rest. */
async function play(story: History, beginning: readonly Step[], steps: Iterable<Step>): Promise<void> {
  const plan = { orders: 0, windows: 0, cards: 0 };
  const real = { model: plan, real: story };
  for (const step of beginning) if (step.check(plan)) await step.run(plan, story);
  await fc.asyncModelRun(() => real, steps);
  await takeBackWhatWaits(story);
  await story.world.settle();
  await story.requireKnownToBeTrue();
  const { kept } = await lateMoney(story.world.house.databaseUrl);
  const breaches = [...kept, ...(await story.world.breaches())];
  if (breaches.length > 0) throw new Error(breaches.join('\n  '));
  expect(await story.world.auditMoney(false), 'what the nightly audit finds').toEqual([]);
}
