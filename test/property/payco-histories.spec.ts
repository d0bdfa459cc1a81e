// Property: whatever buyers, merchants and the network do, once all is quiet the books agree and history tells it.
// Must never know what should happen in one story; the laws hold in all of them.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder, type ShownPayment } from '../support/merchant.js';
import type { SheetOutcome } from '../support/payco-control.js';
import { differencesFromHistory } from '../support/replay-events.js';

const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 1_000_000);
const ROUNDS = Number(process.env['PROPERTY_ROUNDS'] ?? '12');
/** Orders that live their histories side by side. */
const AT_ONCE = 8;
const TIMEOUT_MS = 400;
/** PAYCO may act this much later, when everybody has given up waiting. */
const LATE_MS = 700;

let house: House;
let foreignQuery: string;
beforeAll(async () => {
  house = await startHouse({
    environment: {
      PAYCO_TIMEOUT_MS: String(TIMEOUT_MS),
      BELIEVE_UNPAID_AFTER_MS: String(LATE_MS),
      LATE_LOOKUP_MS: String(2 * LATE_MS),
    },
  });
  foreignQuery = new URL(await house.payco.agree(await house.merchant.pay(await house.merchant.order()))).search;
});
afterAll(() => house.close());

/** As little as is needed to know which steps make sense. */
interface Model {
  sheets: number;
  returns: number;
}

interface Real {
  readonly order: ShownOrder;
  readonly payments: ShownPayment[];
  readonly returnUrls: string[];
}

type Step = fc.AsyncCommand<Model, Real>;

/** A step that must be answered with one of a few statuses: whatever happens, nothing breaks. */
function requireStatus(step: string, status: number, allowed: readonly number[]): void {
  if (!allowed.includes(status))
    throw new Error(`${step} should be answered with ${allowed.join(' or ')}, not ${status}.`);
}

/** What holds at any moment, quiet or not. */
async function requireSaneOrder({ order }: Real): Promise<void> {
  const { status, amountWon, cancelledWon, payments } = await house.merchant.show(order);
  expect(cancelledWon, 'paid less cancelled is never below zero').toBeLessThanOrEqual(amountWon);
  expect(payments.filter((payment) => payment.status === 'paid').length).toBeLessThanOrEqual(1);
  const hasMoney = ['paid', 'partially_cancelled', 'cancelled'].includes(status);
  expect(
    payments.some((payment) => payment.status === 'paid'),
    `an order that is ${status}`,
  ).toBe(hasMoney);
}

const pay = (channel: 'pc' | 'mobile'): Step => ({
  check: () => true,
  async run(model, real) {
    const { status, body } = await house.merchant.tryToPay(real.order, channel);
    requireStatus('Opening a payment', status, [201, 402, 409, 503]);
    if (status === 201) model.sheets = real.payments.push(body);
    await requireSaneOrder(real);
  },
  toString: () => `pay(${channel})`,
});

const finish = (which: number, outcome: SheetOutcome): Step => ({
  check: (model) => model.sheets > 0,
  async run(model, real) {
    const payment = real.payments[which % real.payments.length];
    const returnUrl = payment && (await house.payco.finish(payment, outcome));
    if (returnUrl) model.returns = real.returnUrls.push(returnUrl);
  },
  toString: () => `finish(${which}, ${outcome})`,
});

const comeBack = (which: number, times: number): Step => ({
  check: (model) => model.returns > 0,
  async run(_, real) {
    const url = real.returnUrls[which % real.returnUrls.length] ?? '';
    const landings = await Promise.all(Array.from({ length: times }, () => visit(url)));
    for (const { status } of landings) requireStatus('A return', status, [303]);
    await requireSaneOrder(real);
  },
  toString: () => `comeBack(${which}, ${times} times)`,
});

const comeBackWithForeignQuery: Step = {
  check: (model) => model.sheets > 0,
  async run(_, real) {
    const payment = real.payments.at(-1);
    const { status } = await visit(`${house.url}/v1/payco/return/${payment?.id ?? ''}${foreignQuery}`);
    requireStatus('A foreign return', status, [303]);
    await requireSaneOrder(real);
  },
  toString: () => 'comeBackWithForeignQuery()',
};

const cancel = (percent: number | null, times: number): Step => ({
  check: (model) => model.returns > 0,
  async run(_, real) {
    const amountWon = percent === null ? undefined : Math.max(1, Math.floor((real.order.amountWon * percent) / 100));
    const answers = await Promise.all(
      Array.from({ length: times }, () => house.merchant.cancel(real.order, amountWon)),
    );
    for (const { status } of answers) requireStatus('A cancellation', status, [201, 202, 402, 409, 422, 503]);
    await requireSaneOrder(real);
  },
  toString: () => `cancel(${percent === null ? 'the rest' : `${percent} %`}, ${times} times)`,
});

const trouble = (endpoint: string, fault: string, effect: 'before' | 'after'): Step => ({
  check: () => true,
  run: (_, real) =>
    house.payco.fail({
      endpoint,
      fault,
      orderKey: real.order.orderNumber,
      ...(fault.startsWith('drop') || fault === 'decline' ? {} : { effect }),
      ...(fault === 'delay' ? { delayMs: LATE_MS } : {}),
    }),
  toString: () => `trouble(${endpoint}, ${fault}, ${effect})`,
});

const times = fc.constantFrom(1, 1, 2, 3);
const steps = [
  fc.constantFrom('pc', 'mobile').map((channel) => pay(channel)),
  fc
    .tuple(fc.nat(9), fc.constantFrom<SheetOutcome>('card', 'card', 'card', 'point', 'decline', 'cancel'))
    .map((step) => finish(...step)),
  fc.tuple(fc.nat(9), times).map((step) => comeBack(...step)),
  fc.tuple(fc.nat(9), times).map((step) => comeBack(...step)),
  fc.constant(comeBackWithForeignQuery),
  fc.tuple(fc.constantFrom(10, 33, 60, 100, null), times).map((step) => cancel(...step)),
  fc
    .tuple(
      fc.constantFrom('approval', 'approval', 'cancel', 'cancel', 'verify', 'checkAvailability', 'reserve'),
      fc.constantFrom('drop_before_effect', 'drop_after_effect', 'http_500', 'garbage', 'decline', 'delay'),
      fc.constantFrom<'before' | 'after'>('before', 'after'),
    )
    .map((step) => trouble(...step)),
];

const history = fc.record({
  amountWon: fc.integer({ min: 1, max: 1_000_000 }),
  taxFreePercent: fc.constantFrom(0, 0, 30, 100),
  // Without a beginning like this most histories never see any money.
  start: fc.constantFrom([], [pay('pc'), finish(0, 'card')], [pay('mobile'), finish(0, 'card'), comeBack(0, 2)]),
  steps: fc.commands(steps, { maxCommands: 14, size: 'max' }),
});

it(`books and history agree after ${ROUNDS} times ${AT_ONCE} random histories`, { timeout: 180_000 }, async () => {
  process.stdout.write(`property payco-histories: PROPERTY_SEED=${SEED}\n`);
  let lastLine = '';
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (histories) => {
      await Promise.all(
        histories.map(async ({ amountWon, taxFreePercent, start, steps: commands }) => {
          const taxFreeWon = Math.floor((amountWon * taxFreePercent) / 100);
          const real: Real = {
            order: await house.merchant.order({ amountWon, taxFreeWon }),
            payments: [],
            returnUrls: [],
          };
          const model: Model = { sheets: 0, returns: 0 };
          for (const step of start) if (step.check(model)) await step.run(model, real);
          await fc.asyncModelRun(() => ({ model, real }), commands);
        }),
      );
      await house.payco.behave();
      await untilNothingMoves(house.databaseUrl);
      const books = await requireSameBooks(house.databaseUrl, house.payco);
      expect(await differencesFromHistory(house.databaseUrl)).toEqual([]);
      lastLine = `payments ${books.payments}, approvals ${books.approvals}, refunds ${books.refunds}, differences 0`;
    }),
    { seed: SEED, numRuns: ROUNDS, endOnFailure: true },
  );
  process.stdout.write(`property payco-histories: ${ROUNDS * AT_ONCE} histories, ${lastLine}\n`);
});
