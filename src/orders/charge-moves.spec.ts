// What a charge on a stored card does to a draft, and when an order takes none.
import { describe, expect, it } from 'vitest';
import { beginCharge } from './charge-moves.js';
import { applyConfirmReply, applyLookupReply, whyNoNewPayment } from './payment-moves.js';
import type { PaymentStatus } from './states.js';
import {
  ago,
  asked,
  done,
  draftOf,
  NOW,
  refused,
  sampleOrder,
  samplePayment,
  SETTINGS,
  told,
  unsent,
} from './testing/samples.js';

const CHARGE = { billingKeyId: 'key', billingMonth: '2026-11', holdsMonth: true, handoff: null } as const;

function charged(status: PaymentStatus, orderStatus: 'unpaid' | 'confirming' = 'confirming', holdsMonth = true) {
  const order = sampleOrder({ status: orderStatus });
  const inDoubtSince = status === 'refused' ? ago(60_000) : null;
  const payment = samplePayment(order, { ...CHARGE, status, holdsMonth, inDoubtSince });
  return { order, payment, draft: draftOf(order) };
}

describe('a charge', () => {
  it('begins with the call on its way, and a job that looks it up should the process die', () => {
    const order = sampleOrder();
    const draft = draftOf(order);
    const payment = samplePayment(order, { ...CHARGE, status: 'confirming' });
    order.payments.pop();
    beginCharge(draft, payment, 30_000);
    expect([order.status, told(draft)]).toEqual(['confirming', ['payment.confirming', 'order.confirming']]);
    expect(asked(draft)).toEqual([['settle_payment', 32_000]]);
  });

  it('closes the windows in which the same could be paid', () => {
    const order = sampleOrder();
    const window = samplePayment(order);
    const draft = draftOf(order);
    const payment = samplePayment(order, { ...CHARGE, status: 'confirming' });
    order.payments.pop();
    beginCharge(draft, payment, 30_000);
    expect(window).toMatchObject({ status: 'abandoned', refusal: { reason: 'superseded' } });
  });

  it('that never left is refused, so that the same one can be asked for again, and lets its month go', () => {
    const { order, payment, draft } = charged('confirming');
    applyConfirmReply(draft, payment, unsent, SETTINGS);
    expect(payment).toMatchObject({ status: 'refused', refusal: { reason: 'not_sent' }, holdsMonth: false });
    expect([order.status, whyNoNewPayment(order, NOW)]).toEqual(['unpaid', null]);
  });

  it('that is refused leaves an order that can be paid otherwise', () => {
    const { order, payment, draft } = charged('confirming');
    applyConfirmReply(draft, payment, refused('declined'), SETTINGS);
    expect(payment.holdsMonth).toBe(false);
    expect([order.status, whyNoNewPayment(order, NOW)]).toEqual(['unpaid', null]);
  });

  it('whose money is found after its month was given up gives it back', () => {
    const { order, payment, draft } = charged('refused', 'unpaid', false);
    const reversal = applyLookupReply(draft, payment, done(), SETTINGS);
    expect(reversal).toMatchObject({ kind: 'reversal', amountWon: order.amountWon });
    expect(payment.status).toBe('in_doubt');
  });

  it('for no month takes the money that is found late', () => {
    const order = sampleOrder();
    const payment = samplePayment(order, { ...CHARGE, billingMonth: null, holdsMonth: false, status: 'refused' });
    expect(applyLookupReply(draftOf(order), payment, done(), SETTINGS)).toBeNull();
    expect([order.status, payment.status]).toEqual(['paid', 'paid']);
  });
});

describe('an order takes no new payment', () => {
  it.each(['confirming', 'in_doubt', 'paid', 'cancelled', 'expired'] as const)('while it is %s', (status) => {
    expect(whyNoNewPayment(sampleOrder({ status }), NOW)).toBe(`The order is ${status}.`);
  });

  it('once its time is up, or when it was tried too often', () => {
    expect(whyNoNewPayment(sampleOrder({ expiresAt: NOW }), NOW)).toContain('expired');
    const order = sampleOrder();
    for (let tries = 0; tries < 50; tries += 1) samplePayment(order);
    expect(whyNoNewPayment(order, NOW)).toBe('It was tried 50 times already.');
  });
});
