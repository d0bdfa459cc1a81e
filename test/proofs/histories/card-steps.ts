// Steps with stored cards: registered, charged, charged for a month, used to pay an order, removed here or at Payple.
// Must never charge twice under one number.
import fc from 'fast-check';
import { expect } from 'vitest';
import { newOrderNumber, type ShownOrder, type ShownPayment } from '../../support/merchant.js';
import { deliver, type WindowOutcome } from '../../support/payple-control.js';
import type { History } from './history.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';

type Charged = ShownOrder & { readonly code?: string; readonly resourceId?: string };

/** A buyer registers a card, or turns back, or leaves the page open. */
export function registerCard(outcome: WindowOutcome | 'nothing'): Step {
  return step(
    `A buyer registers a card and ends with ${outcome}`,
    ({ cards }) => cards < 3,
    async (history, plan) => {
      const { merchant, payple } = history.world.house;
      const key = await merchant.registerCard({ provider: 'payple' });
      if (outcome !== 'nothing') {
        const result = await payple.tryToFinish(key, outcome);
        if (result) requireStatus('Landing after a registration', (await deliver(result)).status, [303]);
      }
      const shown = await merchant.showKey(key);
      if (history.isCalm) expect(shown.status === 'active', `a card after ${outcome}`).toBe(outcome === 'pay');
      const isActive = shown.status === 'active' || (history.isCalm ? false : null);
      plan.cards = history.cards.push({ key, isActive, months: new Set() });
      return shown.status;
    },
  );
}

/** The merchant charges a stored card, perhaps for a month. */
function charge(which: number, amountWon: number, billingMonth: string | null): Step {
  const month = billingMonth === null ? '' : ` for ${billingMonth}`;
  return step(
    `The merchant charges ${amountWon} won on card ${nth(which)}${month}`,
    ({ cards }) => cards > 0,
    async (history, plan) => {
      const card = pick(history.cards, which);
      const wish = { orderNumber: newOrderNumber(), amountWon, ...(billingMonth === null ? {} : { billingMonth }) };
      const { status, body } = await history.world.house.merchant.charge(card.key, wish);
      requireStatus('A charge', status, [201, 202, 402, 409, 503]);
      const isMonthTaken = billingMonth !== null && card.months.has(billingMonth);
      if (history.isCalm && card.isActive !== null) {
        expect(status, 'what a charge comes to').toBe(card.isActive && !isMonthTaken ? 201 : 409);
      }
      if (billingMonth !== null && status < 300) card.months.add(billingMonth);
      await keepOrder(history, plan, status, body);
      if (status === 402 && body.resourceId !== undefined) await history.noteRefusal(body.resourceId);
      return `${status} ${status < 400 ? body.status : body.code}`;
    },
  );
}

/** The merchant pays an order that exists on a stored card. */
function payOnCard(whichOrder: number, whichCard: number): Step {
  const sentence = `The merchant pays order ${nth(whichOrder)} on card ${nth(whichCard)}`;
  return step(
    sentence,
    ({ orders, cards }) => orders > 0 && cards > 0,
    async (history) => {
      const [known, card] = [pick(history.orders, whichOrder), pick(history.cards, whichCard)];
      const { status, body } = await history.world.house.merchant.call<ShownPayment & { code?: string }>(
        'POST',
        `/v1/orders/${known.order.id}/payments`,
        { provider: 'payple', channel: 'pc', billingKeyId: card.key.id },
      );
      requireStatus('Paying on a stored card', status, [201, 202, 402, 409, 503]);
      if (status === 201) {
        [known.isPaid, known.leftWon] = [true, history.isCalm ? known.order.amountWon : null];
      } else if (status === 202 && known.isPaid === false) [known.isPaid, known.leftWon] = [null, null];
      await history.look(known);
      return `${status} ${body.code ?? body.status}`;
    },
  );
}

/** The merchant removes a card. */
function removeCard(which: number): Step {
  return step(
    `The merchant removes card ${nth(which)}`,
    ({ cards }) => cards > 0,
    async (history) => {
      const card = pick(history.cards, which);
      const { status } = await history.world.house.merchant.call('DELETE', `/v1/billing-keys/${card.key.id}`);
      requireStatus('Removing a card', status, [202, 204]);
      card.isActive = false;
      return String(status);
    },
  );
}

async function keepOrder(history: History, plan: { orders: number }, status: number, body: Charged): Promise<void> {
  const id = status < 300 ? body.id : body.resourceId;
  if (id === undefined || !id.startsWith('ord_') || history.orders.some(({ order }) => order.id === id)) return;
  const order = await history.world.house.merchant.show({ id });
  const isPaid = status === 201 ? true : null;
  const leftWon = isPaid && history.isCalm ? order.amountWon : null;
  const known = { order, expiresAtMs: Infinity, isPaid, leftWon, isWithdrawn: false, hasCoupon: false };
  plan.orders = history.orders.push(known);
  await history.look(known);
}

const which = fc.nat(7);
const amountWon = fc.integer({ min: 1_000, max: 500_000 });

export const CARD_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc
    .constantFrom<(WindowOutcome | 'nothing')[]>('pay', 'pay', 'pay', 'close', 'wrong_card', 'nothing')
    .map((outcome) => registerCard(outcome)),
  fc.tuple(which, amountWon, fc.constantFrom(null, null, '2026-11', '2026-12')).map((args) => charge(...args)),
  fc.tuple(which, which).map((args) => payOnCard(...args)),
  which.map((card) => removeCard(card)),
];
