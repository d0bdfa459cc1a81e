// What an order's money comes to by its events and by its rows, on histories made by the moves themselves.
import { describe, expect, it } from 'vitest';
import { applyCancelReply, startCancellation } from '../orders/cancellation-moves.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import type { OrderDraft } from '../orders/order-draft.js';
import { addPayment, applyConfirmReply, applyLookupReply, startConfirming } from '../orders/payment-moves.js';
import type { Capabilities } from '../orders/provider.port.js';
import {
  ago,
  cancelled,
  done,
  draftOf,
  refused,
  sampleOrder,
  samplePayment,
  SETTINGS,
  unknown,
} from '../orders/testing/samples.js';
import { splitAmount } from '../common/money.js';
import { differencesBetween } from './figures.js';
import { eventsBehind, figuresOf, replay, type HistoryEvent } from './history.js';
import { rowFiguresOf } from './row-figures.js';

const CAN = { can: { partialCancel: true } as Capabilities, deadlineMs: 1_000 };

/** An order and everything that happened to it, one write after the other. */
class Life {
  readonly order: LoadedOrder;
  readonly events: HistoryEvent[] = [];

  constructor(facts: Partial<LoadedOrder> = {}) {
    this.order = sampleOrder({ version: 0, ...facts });
    this.write((draft) => draft.tellCreated());
    this.write((draft) => addPayment(draft, { ...samplePayment(sampleOrder()), orderId: this.order.id }));
    this.write((draft) => startConfirming(draft, this.payment, 1_000));
  }

  get payment() {
    const [payment] = this.order.payments;
    if (!payment) throw new Error('There is a payment.');
    return payment;
  }

  write<T>(work: (draft: OrderDraft) => T): T {
    const draft = draftOf(this.order);
    const value = work(draft);
    this.order.version = draft.nextVersion;
    // As the database gives it back.
    this.events.push(...draft.events.map((each) => ({ ...each, data: structuredClone(each.data) })));
    return value;
  }

  refund(amountWon: number | undefined, reply: Parameters<typeof applyCancelReply>[3]): void {
    const wish = { amountWon, reason: 'because', requestedBy: 'key_1' };
    const refund = this.write((draft) => startCancellation(draft, wish, () => CAN));
    this.write((draft) => applyCancelReply(draft, refund, 'cancel', reply, SETTINGS));
  }

  both() {
    return { ours: rowFiguresOf(this.order), told: figuresOf(replay(this.events)) };
  }
}

const PARTS = [
  { method: 'card', name: 'card', amountWon: 8_000, ...splitAmount(8_000, 0), transactionNumber: null },
  { method: 'point', name: 'points', amountWon: 2_000, ...splitAmount(2_000, 0), transactionNumber: null },
  { method: 'coupon', name: 'coupon', amountWon: 1_000, ...splitAmount(1_000, 0), transactionNumber: null },
] as const;

function paidLife(facts: Partial<LoadedOrder> = {}): Life {
  const life = new Life(facts);
  life.write((draft) => applyConfirmReply(draft, life.payment, done({ parts: PARTS }), SETTINGS));
  return life;
}

const LIVES: readonly [string, () => Life, Readonly<Record<string, unknown>>][] = [
  ['that is being paid', () => new Life(), { paid: { totalWon: 0 }, pendingPaymentsWon: 11_000 }],
  [
    'that is paid by card, points and a coupon, after discounts',
    () => paidLife({ couponWon: 500, pointWon: 300, ...splitAmount(11_000, 1_000) }),
    {
      paid: { totalWon: 11_000, taxFreeWon: 1_000, taxableWon: 9_091, vatWon: 909 },
      couponWon: 500,
      pointWon: 300,
      paidByPointWon: 2_000,
      paidByCouponWon: 1_000,
      pendingPaymentsWon: 0,
    },
  ],
  [
    'that was refunded in part',
    () => {
      const life = paidLife();
      life.refund(4_400, cancelled(4_400, 6_600));
      return life;
    },
    { cancelled: { totalWon: 4_400, taxFreeWon: 0, taxableWon: 4_000, vatWon: 400 }, pendingRefundsWon: 0 },
  ],
  [
    'of which a refund is in doubt, after one that was refused',
    () => {
      const life = paidLife();
      life.refund(1_100, refused('not_cancellable'));
      life.refund(4_400, unknown);
      return life;
    },
    { cancelled: { totalWon: 0 }, pendingRefundsWon: 4_400 },
  ],
  [
    'whose money came too late and went back',
    () => {
      const life = new Life();
      life.write((draft) => applyConfirmReply(draft, life.payment, unknown, SETTINGS));
      life.order.expiresAt = ago(1);
      life.write((draft) => draft.moveOrder('expired'));
      const reversal = life.write((draft) => applyLookupReply(draft, life.payment, done(), SETTINGS));
      if (!reversal) throw new Error('The money goes back.');
      life.write((draft) => applyCancelReply(draft, reversal, 'cancel', cancelled(11_000, 0), SETTINGS));
      return life;
    },
    { paid: { totalWon: 0 }, cancelled: { totalWon: 0 }, reversedWon: 11_000, pendingPaymentsWon: 0 },
  ],
];

describe('the money of an order', () => {
  it.each(LIVES)('%s is the same by its rows and by its events', (_, live, figures) => {
    const { ours, told } = live().both();
    expect(told).toMatchObject(figures);
    expect(differencesBetween(ours, told)).toEqual([]);
  });

  it('differs by name, with both sides, when a single won is elsewhere', () => {
    const life = paidLife();
    life.refund(4_400, cancelled(4_400, 6_600));
    life.order.cancelledVatWon += 1;
    life.order.cancelledTaxableWon -= 1;
    const { ours, told } = life.both();
    expect(differencesBetween(ours, told)).toEqual([
      { figure: 'cancelled.taxableWon', oursWon: 3_999, eventsWon: 4_000 },
      { figure: 'cancelled.vatWon', oursWon: 401, eventsWon: 400 },
    ]);
  });

  it('names the events behind each figure', () => {
    const life = paidLife();
    life.refund(1_100, cancelled(1_100, 9_900));
    life.refund(2_200, cancelled(2_200, 7_700));
    life.refund(4_400, unknown);
    const behind = eventsBehind(replay(life.events));
    const types = Object.fromEntries(Object.entries(behind).map(([name, events]) => [name, events.map((e) => e.type)]));
    expect(types).toEqual({
      amount: ['order.created'],
      paid: ['payment.paid'],
      cancelled: ['cancellation.done', 'cancellation.done'],
      pendingPayments: [],
      pendingRefunds: ['cancellation.in_doubt'],
      reversed: [],
    });
  });

  it('of an order without a history is nothing at all, so that everything differs', () => {
    const life = paidLife();
    const differences = differencesBetween(rowFiguresOf(life.order), figuresOf(replay([])));
    expect(differences.map(({ figure }) => figure)).toContain('amount.totalWon');
  });
});
