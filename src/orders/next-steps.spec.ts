// Whether somebody who looks at a payment or cancellation is told that an operator was called to it.
import { describe, expect, it } from 'vitest';
import { nextStepOfCancellation, nextStepOfPayment, nextStepsOfOrder, settlingKeys } from './next-steps.js';
import { CANCELLATION_STATES, PAYMENT_STATES } from './states.js';
import { NOW, sampleCancellation, sampleOrder, samplePayment } from './testing/samples.js';

const NO_JOBS = new Map<string, Date>();

describe.each([
  ['an operator was called', 'The provider tells another amount.'],
  ['nobody was called', null],
])('where %s', (_, attention) => {
  const isCalled = attention !== null;

  it.each(PAYMENT_STATES)('a payment that is %s says so', (status) => {
    const order = sampleOrder();
    const payment = samplePayment(order, { status, attention });
    expect(nextStepOfPayment(order, payment, NO_JOBS).waitsForOperator).toBe(isCalled);
  });

  it.each(CANCELLATION_STATES)('a cancellation that is %s says so', (status) => {
    const order = sampleOrder();
    const cancellation = sampleCancellation(order, samplePayment(order, { status: 'paid' }), { status, attention });
    expect(nextStepOfCancellation(cancellation, NO_JOBS).waitsForOperator).toBe(isCalled);
  });

  it('an order has it among what comes next', () => {
    const order = sampleOrder({ status: 'paid' });
    samplePayment(order, { status: 'paid', attention });
    expect(nextStepsOfOrder(order, NO_JOBS).map(({ waitsForOperator }) => waitsForOperator)).toEqual(
      isCalled ? [true] : [],
    );
  });
});

it('a payment that is settled says when its provider is asked how much is left', () => {
  const order = sampleOrder({ status: 'paid' });
  const payment = samplePayment(order, { status: 'paid' });
  const runs = new Map([[`reconcile_payment:${payment.id}`, NOW]]);
  expect(settlingKeys(order)).toEqual([...runs.keys()]);
  expect(nextStepOfPayment(order, payment, runs)).toMatchObject({
    what: 'Asks the provider how much is left.',
    at: NOW,
  });
});
