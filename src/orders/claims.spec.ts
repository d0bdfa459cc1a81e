// Which payment may have an order's money.
import { describe, expect, it } from 'vitest';
import { anotherTakesMoney, canTakeMoney, releaseOrder } from './claims.js';
import { ORDER_STATES, PAYMENT_STATES } from './states.js';
import { draftOf, sampleOrder, samplePayment } from './testing/samples.js';

const TAKING = ['confirming', 'awaiting_deposit', 'paid'];
const WAITING = ['unpaid', 'confirming', 'in_doubt', 'awaiting_deposit'];

it.each(PAYMENT_STATES)('another payment that is %s takes the money only when it has it or is about to', (status) => {
  const order = sampleOrder();
  const mine = samplePayment(order);
  samplePayment(order, { status });
  expect(anotherTakesMoney(order, mine)).toBe(TAKING.includes(status));
  expect(canTakeMoney(order, mine)).toBe(!TAKING.includes(status));
});

it.each(ORDER_STATES)('an order that is %s takes money only while it waits for some', (status) => {
  const order = sampleOrder({ status });
  expect(canTakeMoney(order, samplePayment(order, { status: 'in_doubt' }))).toBe(WAITING.includes(status));
});

describe('an order that a payment lets go', () => {
  it.each([
    ['confirming', 'abandoned', 'unpaid'],
    ['in_doubt', 'refused', 'unpaid'],
    ['in_doubt', 'in_doubt', 'in_doubt'],
    ['confirming', 'confirming', 'confirming'],
    ['expired', 'abandoned', 'expired'],
    ['awaiting_deposit', 'awaiting_deposit', 'awaiting_deposit'],
  ] as const)('and is %s while another is %s becomes %s', (status, other, after) => {
    const order = sampleOrder({ status });
    const mine = samplePayment(order, { status: 'refused' });
    samplePayment(order, { status: other });
    releaseOrder(draftOf(order), mine);
    expect(order.status).toBe(after);
  });
});
