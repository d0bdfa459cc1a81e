// What an operator's decisions do to the books, and when none is taken.
import { describe, expect, it } from 'vitest';
import { Problem } from '../common/problems.js';
import {
  approachPaid,
  decideGivenBack,
  decideNotPaid,
  decideNoted,
  decideNotRefunded,
  decidePaid,
  decidePaymentNoted,
  decideRefunded,
  decideToTryAgain,
  possibleCancellationDecisions,
  possiblePaymentDecisions,
} from './decision-moves.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { OrderDraft } from './order-draft.js';
import { applyCancelReply, askOnAfterOperator } from './cancellation-moves.js';
import type { Reply } from './provider-reply.js';
import type { Capabilities } from './provider.port.js';
import type { CancelReceipt } from './receipt.js';
import type { OrderStatus } from './states.js';
import {
  ago,
  asked,
  draftOf,
  inMs,
  judged,
  NOW,
  sampleCancellation,
  sampleOrder,
  samplePayment,
  sampleReceipt,
  SETTINGS,
} from './testing/samples.js';

const WORD = { decidedBy: 'Hong Gildong', decidedWith: 'key_1', reason: 'seen in the admin pages' };
const FOUND = { providerPaymentId: 'p-1', paidAt: ago(1_000) };
const can = (repeatCancel: Capabilities['repeatCancel']) =>
  ({ can: { repeatCancel, partialCancel: true } as Capabilities, deadlineMs: 60_000 }) as const;

function doubtfulPayment(orderStatus: OrderStatus = 'in_doubt', facts: Partial<Payment> = {}) {
  const order = sampleOrder({ status: orderStatus });
  const payment = samplePayment(order, { status: 'in_doubt', attention: 'look', ...facts });
  return { order, payment, draft: draftOf(order) };
}

function doubtfulRefund(facts: Partial<Cancellation> = {}) {
  const order = sampleOrder({ status: 'paid' });
  const payment = samplePayment(order, { status: 'paid', receipt: sampleReceipt() });
  const cancellation = sampleCancellation(order, payment, { status: 'in_doubt', attention: 'look', ...facts });
  return { order, payment, cancellation, draft: draftOf(order) };
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

describe('that a payment was paid', () => {
  it('pays the order that waits, with what the operator found as receipt', () => {
    const { order, payment, draft } = doubtfulPayment();
    expect(decidePaid(draft, payment, WORD, FOUND, can('always'))).toBeNull();
    expect([order.status, payment.status, payment.attention, payment.paidAt]).toEqual([
      'paid',
      'paid',
      null,
      FOUND.paidAt,
    ]);
    expect(payment.receipt).toMatchObject({ providerPaymentId: 'p-1', cancels: 'any', parts: [{ amountWon: 11_000 }] });
    expect(draft.verdicts).toMatchObject([{ rule: 'operator_said_paid', toStatus: 'paid', ...WORD }]);
  });

  it('gives the money back where the order cannot take it', () => {
    const { payment, draft } = doubtfulPayment('expired');
    expect(decidePaid(draft, payment, WORD, FOUND, can('always'))).toMatchObject({ kind: 'reversal' });
    expect([payment.status, payment.attention]).toEqual(['in_doubt', null]);
  });

  it.each([
    ['in the future', inMs(300_001)],
    ['before the payment began', ago(30_000 + 300_001)],
  ])('is not believed %s', (_, paidAt) => {
    const { payment, draft } = doubtfulPayment();
    const decide = () => decidePaid(draft, payment, WORD, { ...FOUND, paidAt }, can('always'));
    expect([refusalOf(decide), draft.isEmpty]).toEqual(['decision_not_possible', true]);
  });
});

it('that a payment was not paid frees the order, and the provider is asked once more', () => {
  const { order, payment, draft } = doubtfulPayment();
  decideNotPaid(draft, payment, WORD, SETTINGS);
  expect([order.status, payment.status, payment.attention]).toEqual(['unpaid', 'refused', null]);
  expect(asked(draft)).toEqual([['settle_payment', 60_000]]);
});

describe('that late money was given back by other means', () => {
  it('ends the payment', () => {
    const { payment, draft } = doubtfulPayment('expired', { receipt: sampleReceipt() });
    decideGivenBack(draft, payment, WORD);
    expect([payment.status, payment.attention, judged(draft)]).toEqual([
      'reversed',
      null,
      ['operator_said_given_back: in_doubt → reversed'],
    ]);
  });

  it('is not taken while a reversal runs, nor of money that nobody has seen', () => {
    const { order, payment, draft } = doubtfulPayment('expired', { receipt: sampleReceipt() });
    sampleCancellation(order, payment, { kind: 'reversal', status: 'in_doubt' });
    expect(refusalOf(() => decideGivenBack(draft, payment, WORD))).toBe('decision_not_possible');
    const unseen = doubtfulPayment('expired');
    expect(refusalOf(() => decideGivenBack(unseen.draft, unseen.payment, WORD))).toBe('decision_not_possible');
  });
});

it('that money is there, or is not, cannot be said of a payment whose money is being given back', () => {
  const { payment, draft } = doubtfulPayment('expired', { receipt: sampleReceipt() });
  expect(refusalOf(() => decidePaid(draft, payment, WORD, FOUND, can('always')))).toBe('decision_not_possible');
  expect(refusalOf(() => decideNotPaid(draft, payment, WORD, SETTINGS))).toBe('decision_not_possible');
});

describe('of a cancellation', () => {
  it('that it was refunded moves the balance', () => {
    const { order, cancellation, draft } = doubtfulRefund();
    decideRefunded(draft, cancellation, WORD, 'c-1');
    expect([cancellation.status, cancellation.attention, order.status, order.cancelledWon]).toEqual([
      'done',
      null,
      'partially_cancelled',
      4_400,
    ]);
    expect(cancellation.receipt).toEqual({
      providerCancellationId: 'c-1',
      cancelledWon: 4_400,
      balanceAfterWon: 6_600,
      cancelledAt: null,
    });
  });

  it('that it was not refunded leaves the balance, and another refund may be asked for', () => {
    const { order, cancellation, draft } = doubtfulRefund();
    decideNotRefunded(draft, cancellation, WORD, SETTINGS);
    expect([cancellation.status, cancellation.attention, order.status]).toEqual(['refused', null, 'paid']);
    expect(asked(draft), 'it is looked up later').toEqual([['settle_cancellation', SETTINGS.lateLookupMs]]);
  });

  it('that a reversal was not carried out leaves its payment to the operator', () => {
    const { order, payment, draft } = doubtfulPayment('expired', { receipt: sampleReceipt(), attention: null });
    const reversal = sampleCancellation(order, payment, { kind: 'reversal', status: 'in_doubt', attention: 'look' });
    decideNotRefunded(draft, reversal, WORD, SETTINGS);
    expect(payment.attention).toContain('refused to give it back');
  });

  it.each([
    ['always', 4_400, false, 'nothing was refused'],
    ['whole', 11_000, false, 'nothing was refused'],
    ['whole', 4_400, false, 'decision_not_possible'],
    ['whole', 4_400, true, 'nothing was refused'],
    ['never', 11_000, false, 'decision_not_possible'],
    ['never', 11_000, true, 'nothing was refused'],
  ] as const)(
    'to send it again, where that is %s safe, of %i won, accepting: %s: %s',
    (safe, amountWon, accepts, answer) => {
      const { cancellation, draft } = doubtfulRefund({ amountWon });
      expect(refusalOf(() => decideToTryAgain(draft, cancellation, WORD, accepts, can(safe)))).toBe(answer);
      expect(cancellation.status).toBe(answer === 'decision_not_possible' ? 'in_doubt' : 'executing');
    },
  );
});

describe('a decision', () => {
  const decisions: readonly [string, (facts: Partial<Payment> & Partial<Cancellation>) => unknown][] = [
    ['paid', (facts) => withPayment(facts, (draft, row) => decidePaid(draft, row, WORD, FOUND, can('always')))],
    ['not paid', (facts) => withPayment(facts, (draft, row) => decideNotPaid(draft, row, WORD, SETTINGS))],
    ['given back', (facts) => withPayment(facts, (draft, row) => decideGivenBack(draft, row, WORD))],
    ['refunded', (facts) => withRefund(facts, (draft, row) => decideRefunded(draft, row, WORD, null))],
    ['not refunded', (facts) => withRefund(facts, (draft, row) => decideNotRefunded(draft, row, WORD, SETTINGS))],
    ['try again', (facts) => withRefund(facts, (draft, row) => decideToTryAgain(draft, row, WORD, true, can('never')))],
  ];
  const withPayment = (
    facts: Partial<Payment>,
    decide: (draft: ReturnType<typeof draftOf>, row: Payment) => unknown,
  ) => {
    const { draft, payment } = doubtfulPayment('in_doubt', facts);
    return decide(draft, payment);
  };
  const withRefund = (
    facts: Partial<Cancellation>,
    decide: (draft: ReturnType<typeof draftOf>, row: Cancellation) => unknown,
  ) => {
    const { draft, cancellation } = doubtfulRefund(facts);
    return decide(draft, cancellation);
  };

  it.each(decisions)('"%s" is not taken while the machine still asks', (_, decide) => {
    expect(refusalOf(() => decide({ attention: null }))).toBe('nothing_to_decide');
  });

  it.each(decisions)('"%s" is not taken of what is settled', (_, decide) => {
    expect(refusalOf(() => decide({ status: 'refused' }))).toBe('nothing_to_decide');
  });

  it('is signed, and dated now', () => {
    const { payment, draft } = doubtfulPayment();
    decideNotPaid(draft, payment, WORD, SETTINGS);
    expect(draft.verdicts).toMatchObject([{ ...WORD, decidedAt: NOW, exchangeIds: [] }]);
  });
});

describe('that it was paid', () => {
  it('is not said of what is not as it was asked for: all of it goes back, and not what was asked for', () => {
    const { payment, draft } = doubtfulPayment('in_doubt', { refusal: { reason: 'given_back' } });
    expect(refusalOf(() => decidePaid(draft, payment, WORD, FOUND, can('always')))).toBe('decision_not_possible');
    expect(payment.status).toBe('in_doubt');
  });

  it.each([
    ['open', ['open', 'abandoned', 'in_doubt', 'paid']],
    ['abandoned', ['abandoned', 'in_doubt', 'paid']],
    ['refused', ['refused', 'in_doubt', 'paid']],
  ] as const)('of a payment that was given up leads through doubt, one step in a write: %s', (status, path) => {
    const { order, payment } = doubtfulPayment('unpaid', { status, inDoubtSince: null });
    const states: string[] = [payment.status];
    const write = <T>(move: (draft: OrderDraft) => T): T => {
      const draft = draftOf(order);
      const value = move(draft);
      expect(draft.verdicts, 'each step is the operator’s').toMatchObject([{ rule: 'operator_said_paid', ...WORD }]);
      states.push(payment.status);
      return value;
    };
    while (write((draft) => approachPaid(draft, payment, WORD, SETTINGS)));
    write((draft) => decidePaid(draft, payment, WORD, FOUND, can('always')));
    expect(states).toEqual(path);
    expect(order.status).toBe('paid');
    expect(payment.refusal, 'it came to nothing as far as was known').toBeNull();
  });

  it.each([
    ['that waited for a deposit', { receipt: sampleReceipt({ state: 'awaiting_deposit' }) }],
    ['of which all goes back', { refusal: { reason: 'given_back' } }],
  ] as const)('is not said of a payment that was given up, and %s', (_, facts) => {
    const { payment, draft } = doubtfulPayment('unpaid', { status: 'abandoned', ...facts });
    expect(refusalOf(() => approachPaid(draft, payment, WORD, SETTINGS))).toBe('decision_not_possible');
    expect(payment.status).toBe('abandoned');
  });

  it('is not said of a payment that was given up and that nobody was called to', () => {
    const { payment, draft } = doubtfulPayment('unpaid', { status: 'abandoned', attention: null });
    expect(refusalOf(() => approachPaid(draft, payment, WORD, SETTINGS))).toBe('nothing_to_decide');
    expect(payment.status).toBe('abandoned');
  });
});

describe('that it is seen to', () => {
  it.each(['awaiting_deposit', 'abandoned', 'paid', 'reversed'] as const)(
    'clears the call to a payment that is %s, and moves nothing',
    (status) => {
      const { payment, draft } = doubtfulPayment('unpaid', { status });
      expect(possiblePaymentDecisions(status, true)).toEqual(['noted']);
      decidePaymentNoted(draft, payment, WORD, [], SETTINGS);
      expect([payment.status, payment.attention]).toEqual([status, null]);
    },
  );

  it('clears what an operator was called for after a refund that is done, and moves nothing', () => {
    const { order, cancellation, draft } = doubtfulRefund({ status: 'done' });
    decideNoted(draft, cancellation, WORD);
    expect([cancellation.status, cancellation.attention, order.cancelledWon]).toEqual(['done', null, 0]);
    expect(draft.verdicts).toMatchObject([{ rule: 'operator_noted', fromStatus: 'done', toStatus: 'done', ...WORD }]);
    expect(possibleCancellationDecisions('done')).toEqual(['noted']);
  });

  it('is no way out of doubt, and nothing to say where no operator was called', () => {
    const doubtful = doubtfulRefund();
    expect(refusalOf(() => decideNoted(doubtful.draft, doubtful.cancellation, WORD))).toBe('decision_not_possible');
    const quiet = doubtfulRefund({ status: 'done', attention: null });
    expect(refusalOf(() => decideNoted(quiet.draft, quiet.cancellation, WORD))).toBe('nothing_to_decide');
  });
});

it('a reversal that an operator found done is told of its payment in their name', () => {
  const { order, payment, draft } = doubtfulPayment('expired', { receipt: sampleReceipt() });
  const reversal = sampleCancellation(order, payment, { kind: 'reversal', status: 'in_doubt', attention: 'look' });
  decideRefunded(draft, reversal, WORD, null);
  expect(payment.status).toBe('reversed');
  expect(draft.verdicts).toMatchObject([
    { rule: 'operator_said_refunded', cancellationId: reversal.id, ...WORD },
    { rule: 'operator_said_given_back', paymentId: payment.id, ...WORD },
  ]);
});

describe('after an operator found nothing given back', () => {
  const found = (won: number): Reply<CancelReceipt> => ({
    is: 'done',
    value: { providerCancellationId: null, cancelledWon: won, balanceAfterWon: 10_000 - won, cancelledAt: null },
  });
  const decided = () => {
    const refund = doubtfulRefund();
    decideNotRefunded(refund.draft, refund.cancellation, WORD, SETTINGS);
    return { ...refund, later: draftOf(refund.order) };
  };

  it('it is looked up once more, and in doubt again when the provider gave it back', () => {
    const { cancellation, draft, later } = decided();
    expect(asked(draft)).toEqual([['settle_cancellation', SETTINGS.lateLookupMs]]);
    applyCancelReply(later, cancellation, 'lookup', found(cancellation.amountWon), SETTINGS);
    expect([cancellation.status, cancellation.refusal]).toEqual(['in_doubt', null]);
    expect(judged(later)).toEqual(['refund_found_after_all: refused → in_doubt']);
  });

  it('it stays refused when something was given back since: the provider may speak of that', () => {
    const { order, payment, cancellation, later } = decided();
    sampleCancellation(order, payment, { id: 'ffffffff-ffff-7fff-bfff-ffffffffffff', status: 'done' });
    applyCancelReply(later, cancellation, 'lookup', found(cancellation.amountWon), SETTINGS);
    expect([cancellation.status, later.isEmpty]).toEqual(['refused', true]);
  });

  it.each([
    ['minutes', 60_000, 540_000],
    ['an hour', 3_600_000, 3_600_000],
    ['a day', 86_400_000, null],
  ])('it stays refused after any other answer %s after the word, and is asked about for a day', (_, ms, nextMs) => {
    const { cancellation, later } = decided();
    cancellation.startedAt = ago(7 * 86_400_000);
    cancellation.inDoubtSince = ago(ms);
    applyCancelReply(later, cancellation, 'lookup', { is: 'unknown', cause: new Error('silence') }, SETTINGS);
    askOnAfterOperator(later, cancellation);
    expect(cancellation.status).toBe('refused');
    expect(asked(later)).toEqual(nextMs === null ? [] : [['settle_cancellation', nextMs]]);
    expect(cancellation, 'whether it is still in question').toMatchObject({
      inDoubtSince: nextMs === null ? null : ago(ms),
    });
  });

  it('what a provider refused is not asked about at all', () => {
    const byProvider = doubtfulRefund({ status: 'refused', refusal: { reason: 'not_cancellable' } });
    applyCancelReply(byProvider.draft, byProvider.cancellation, 'lookup', found(1), SETTINGS);
    expect(byProvider.draft.isEmpty).toBe(true);
  });
});
