// Steps of merchants and buyers with an order: it is made, opened, agreed to, come back from, and given back.
// Must never send what a browser or a merchant could not send.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ShownPayment } from '../../support/merchant.js';
import type { SheetOutcome } from '../../support/payco-control.js';
import type { WindowOutcome } from '../../support/payple-control.js';
import { beUnsure, WAYS, type History, type KnownOrder, type KnownWindow, type Way } from './history.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';

/** Within this time no provider's page has gone stale. */
const FRESH_MS = 100_000;
/** Within this time no provider has closed its page. */
const OPEN_MS = 20 * 60_000;
const MINUTE_MS = 60_000;

const WISHES: Readonly<Record<Way, Readonly<Record<string, string>>>> = {
  PAYCO: { provider: 'payco' },
  card: { provider: 'payple', method: 'card', mode: 'confirm' },
  account: { provider: 'payple', method: 'transfer', mode: 'confirm' },
  'card, taken by the window': { provider: 'payple', method: 'card', mode: 'immediate' },
};

/** A merchant makes an order. */
export function makeOrder(amountWon: number, taxFreePercent: number, lifetimeMinutes: number): Step {
  const sentence = `The merchant makes an order of ${amountWon} won for ${lifetimeMinutes} minutes`;
  return step(
    sentence,
    ({ orders }) => orders < 4,
    async (history, plan) => {
      const expiresAtMs = history.world.nowMs + lifetimeMinutes * MINUTE_MS;
      const order = await history.world.house.merchant.order({
        amountWon,
        taxFreeWon: Math.floor((amountWon * taxFreePercent) / 100),
        expiresAt: new Date(expiresAtMs).toISOString(),
      });
      const unpaid = { isPaid: false, leftWon: amountWon, isWithdrawn: false, hasCoupon: false };
      plan.orders = history.orders.push({ order, expiresAtMs, ...unpaid });
      return order.orderNumber;
    },
  );
}

/** A buyer goes to pay. */
export function open(which: number, way: Way, channel: 'pc' | 'mobile'): Step {
  return step(
    `On ${channel}, the buyer of order ${nth(which)} goes to pay by ${way}`,
    ({ orders }) => orders > 0,
    async (history, plan) => {
      const known = pick(history.orders, which);
      const { status, body } = await history.world.house.merchant.call<ShownPayment & { code?: string }>(
        'POST',
        `/v1/orders/${known.order.id}/payments`,
        { ...WISHES[way], channel },
      );
      requireStatus('Opening a payment', status, [201, 402, 409, 503]);
      if (history.isCalm) {
        const isPayable = known.isPaid === false && !known.isWithdrawn && history.world.nowMs < known.expiresAtMs;
        const hasAccountPaid = known.isPaid === null;
        if (!hasAccountPaid) expect(status, 'whether it can be paid').toBe(isPayable ? 201 : 409);
      }
      if (status === 201)
        plan.windows = history.windows.push({
          known,
          way,
          payment: body,
          openedAtMs: history.world.nowMs,
          ends: 0,
          home: null,
          isOver: false,
          hasAccount: false,
        });
      await history.look(known);
      return `${status} ${body.code ?? ''}`;
    },
  );
}

/** A buyer ends the provider's page. */
export function end(which: number, sheet: SheetOutcome, window: WindowOutcome): Step {
  const isAgreed = ['card', 'point', 'card_coupon'].includes(sheet);
  return step(
    `On page ${nth(which)} the buyer ${isAgreed ? 'agrees' : `ends with ${sheet} or ${window}`}`,
    ({ windows }) => windows > 0,
    async (history) => {
      const page = pick(history.windows, which);
      page.ends += 1;
      if (page.way === 'PAYCO' && sheet === 'card_coupon') page.known.hasCoupon = true;
      const home = page.way === 'PAYCO' ? await endSheet(history, page, sheet) : await endWindow(history, page, window);
      if (home) page.home = { ...home, isAgreed, endedAtMs: history.world.nowMs };
      // The window has taken the money, and nobody told the house.
      if (isAgreed && page.way === 'card, taken by the window') beUnsure(page.known);
      return home ? undefined : 'and comes to no page';
    },
  );
}

async function endSheet({ world }: History, { payment }: KnownWindow, outcome: SheetOutcome) {
  const url = await world.house.payco.finish(payment, outcome);
  return url === null ? null : { url, go: () => fetch(url, { redirect: 'manual' }) };
}

async function endWindow(history: History, { payment }: KnownWindow, outcome: WindowOutcome) {
  const result = await history.world.house.payple.tryToFinish(payment, outcome);
  if (!result) return null;
  const { resultUrl, fields } = result;
  const go = () =>
    fetch(resultUrl, {
      method: 'POST',
      body: new URLSearchParams(history.world.overTheLine(fields)),
      redirect: 'manual',
    });
  return { url: resultUrl, go };
}

/** A buyer's browser comes back, perhaps more than once at the same moment. */
export function comeBack(which: number, times: number): Step {
  const sentence = `The buyer comes back from page ${nth(which)}${times > 1 ? `, ${times} times at once` : ''}`;
  return step(
    sentence,
    ({ windows }) => windows > 0,
    async (history) => {
      const page = pick(history.windows, which);
      const { home, known } = page;
      if (!home) return 'there is nothing to come back with';
      const mustPay = history.isCalm && isSureToPay(history, page);
      const landings = await Promise.all(Array.from({ length: times }, () => home.go()));
      for (const landing of landings) {
        await landing.arrayBuffer();
        requireStatus('A return', landing.status, [303]);
      }
      const shown = await history.look(known);
      if (mustPay) {
        const how = shown.payments.map(({ status, refusal }) => `${status} ${JSON.stringify(refusal)}`).join(', ');
        expect(shown.status, `nothing went wrong, and the buyer agreed; its payments are ${how}`).toBe('paid');
        [known.isPaid, known.leftWon] = [true, shown.amountWon];
      } else if (home.isAgreed && known.isPaid === false) beUnsure(known);
      page.isOver = true;
      return shown.status;
    },
  );
}

function isSureToPay({ world, windows }: History, page: KnownWindow): boolean {
  const { known, home, isOver, ends, openedAtMs } = page;
  const isLatest = windows.filter((each) => each.known === known).at(-1) === page;
  const isFresh = home !== null && ends === 1 && world.nowMs - home.endedAtMs < FRESH_MS;
  const wasOpen = home !== null && home.endedAtMs - openedAtMs < OPEN_MS;
  const isPayable = known.isPaid === false && !known.isWithdrawn && world.nowMs + FRESH_MS < known.expiresAtMs;
  return !isOver && home?.isAgreed === true && isLatest && isFresh && wasOpen && isPayable;
}

/** A merchant gives back a part or all that is left, perhaps asking several times at once, or once under one key twice. */
export function giveBack(which: number, percent: number | null, times: number, isOneKey: boolean): Step {
  const asks = times === 1 ? '' : `, asking ${times} times at once${isOneKey ? ' under one key' : ''}`;
  const what = percent === null ? 'all that is left' : `${percent} %`;
  return step(
    `The merchant gives back ${what} of order ${nth(which)}${asks}`,
    ({ orders }) => orders > 0,
    async (history) => {
      const known = pick(history.orders, which);
      const { merchant } = history.world.house;
      const amountWon = percent === null ? undefined : Math.max(1, Math.floor((known.order.amountWon * percent) / 100));
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: times }, () =>
          merchant.cancel(known.order, amountWon, isOneKey ? { 'idempotency-key': key } : {}),
        ),
      );
      for (const { status } of answers) requireStatus('A cancellation', status, [201, 202, 402, 409, 422, 503]);
      requireKnownAnswers(
        history,
        known,
        amountWon,
        answers.map(({ status }) => status),
        isOneKey,
      );
      const done = new Set(answers.flatMap(({ status, body }) => (status === 201 ? [body.id] : [])));
      if (isOneKey) expect(done.size, 'one key is one refund').toBeLessThanOrEqual(1);
      const wentLost = answers.some(({ status }) => status === 202 || status === 503);
      if (known.leftWon !== null) {
        known.leftWon = wentLost ? null : known.leftWon - done.size * (amountWon ?? known.leftWon);
      }
      await history.look(known);
      return answers.map(({ status, body }) => `${status} ${status < 400 ? body.status : body.code}`).join(', ');
    },
  );
}

/** As long as nothing went wrong, what a refund is answered with is known. */
function requireKnownAnswers(
  { isCalm }: History,
  { isPaid, leftWon, hasCoupon }: KnownOrder,
  amountWon: number | undefined,
  statuses: readonly number[],
  isOneKey: boolean,
): void {
  if (!isCalm || isPaid === null || leftWon === null) return;
  const done = statuses.filter((status) => status === 201).length;
  if (!isPaid || leftWon === 0) {
    expect(statuses, 'there is nothing to give back').toEqual(statuses.map(() => 409));
  } else if (amountWon !== undefined && amountWon > leftWon) {
    // Whoever asks under a key that is being answered at this moment is told so.
    const told = isOneKey ? statuses.filter((status) => status !== 409) : statuses;
    expect(told.length, 'somebody is answered').toBeGreaterThan(0);
    expect(told, 'it is more than is left').toEqual(told.map(() => 422));
  } else if (!hasCoupon || amountWon === undefined) {
    expect(done, 'somebody gets it').toBeGreaterThanOrEqual(1);
    if (!isOneKey) expect(done * (amountWon ?? leftWon), 'no more than there is').toBeLessThanOrEqual(leftWon);
  }
}

const which = fc.nat(7);
const times = fc.constantFrom(1, 1, 1, 2, 3);

export const PAYING_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc
    .tuple(fc.integer({ min: 1_000, max: 1_000_000 }), fc.constantFrom(0, 0, 30, 100), fc.constantFrom(15, 180, 1_440))
    .map((args) => makeOrder(...args)),
  fc
    .tuple(which, fc.constantFrom(...WAYS), fc.constantFrom<'pc' | 'mobile'>('pc', 'mobile'))
    .map((args) => open(...args)),
  fc
    .tuple(
      which,
      fc.constantFrom<[SheetOutcome, WindowOutcome]>(
        ['card', 'pay'],
        ['card', 'pay'],
        ['point', 'pay'],
        ['card_coupon', 'pay'],
        ['decline', 'wrong_card'],
        ['cancel', 'close'],
        ['close', 'timeout'],
      ),
    )
    .map(([page, [sheet, window]]) => end(page, sheet, window)),
  fc.tuple(which, times).map((args) => comeBack(...args)),
  fc.tuple(which, times).map((args) => comeBack(...args)),
  fc.tuple(which, fc.constantFrom(10, 33, 60, 100, null), times, fc.boolean()).map((args) => giveBack(...args)),
];
