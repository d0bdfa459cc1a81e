// What a provider's balance does to a refund or a reversal that it refused.
import { describe, expect, it } from 'vitest';
import { settleOnBalance, type BalanceFound } from './balance-moves.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import { draftOf, sampleCancellation, sampleOrder, samplePayment, sampleReceipt, SETTINGS } from './testing/samples.js';

const left = (leftWon: number): BalanceFound => ({ is: 'told', leftWon });
const UNCLEAR: BalanceFound = { is: 'unclear', reason: 'It said two things.' };

describe('a reversal that was refused', () => {
  function settle(found: BalanceFound, facts: Partial<Cancellation> = {}) {
    const order = sampleOrder({ status: 'expired' });
    const payment = samplePayment(order, { status: 'in_doubt', receipt: sampleReceipt() });
    const draft = draftOf(order);
    const reversal = sampleCancellation(order, payment, { kind: 'reversal', amountWon: 11_000, ...facts });
    const next = settleOnBalance(draft, reversal, { reason: 'balance_differs' }, found, 'always', SETTINGS);
    return [next, reversal.status, payment.status, reversal.attention === null];
  }

  it.each([
    ['nothing is left there', left(0), ['settled', 'done', 'reversed', true]],
    ['some of it is left there', left(4_000), ['settled', 'in_doubt', 'in_doubt', false]],
    ['two answers differ', UNCLEAR, ['settled', 'in_doubt', 'in_doubt', true]],
  ] as const)('where %s', (_, found, expected) => {
    expect(settle(found)).toEqual(expected);
    expect(settle(found, { status: 'in_doubt' })).toEqual(expected);
  });
});

describe('a refund that was refused', () => {
  function settle(leftWon: number, facts: Partial<Cancellation>) {
    const order = sampleOrder({ status: 'paid' });
    const payment = samplePayment(order, { status: 'paid', receipt: sampleReceipt() });
    const draft = draftOf(order);
    const refund = sampleCancellation(order, payment, facts);
    const next = settleOnBalance(draft, refund, { reason: 'balance_differs' }, left(leftWon), 'always', SETTINGS);
    return [next, refund.status, order.cancelledWon];
  }

  it('is done where it may have been carried out before, and no more is left than it would leave', () => {
    expect(settle(6_600, { status: 'in_doubt' })).toEqual(['settled', 'done', 4_400]);
  });

  it('is sent again under the new balance where it was never sent before', () => {
    expect(settle(6_600, {})).toEqual(['send_again', 'executing', 4_400]);
  });
});
