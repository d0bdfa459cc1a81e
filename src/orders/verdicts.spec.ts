// By which rule every answer leaves a payment or cancellation where it is.
import { describe, expect, it } from 'vitest';
import { applyCancelReply, repeatCancellation, type CancelQuestion } from './cancellation-moves.js';
import { UnexplainedMoveError } from './order-draft.js';
import { applyConfirmReply, applyLookupReply, approachDoubt, giveUpDeposit } from './payment-moves.js';
import type { OrderStatus, PaymentStatus } from './states.js';
import {
  ago,
  cancelled,
  done,
  draftOf,
  judged,
  refused,
  sampleCancellation,
  sampleOrder,
  samplePayment,
  sampleReceipt,
  SETTINGS,
  unknown,
  unsent,
  waiting,
} from './testing/samples.js';
import { VERDICT_RULES } from './verdict-rules.js';

function paymentScene(orderStatus: OrderStatus, status: PaymentStatus, doubtMs = 60_000) {
  const order = sampleOrder({ status: orderStatus });
  const inDoubtSince = status === 'in_doubt' ? ago(doubtMs) : null;
  const payment = samplePayment(order, { status, inDoubtSince });
  return { order, payment, draft: draftOf(order) };
}

function cancellationScene(status: 'executing' | 'in_doubt', doubtMs: number | null, kind: 'refund' | 'reversal') {
  const order = sampleOrder({ status: kind === 'refund' ? 'paid' : 'expired' });
  const payment = samplePayment(order, { status: kind === 'refund' ? 'paid' : 'in_doubt', receipt: sampleReceipt() });
  const inDoubtSince = doubtMs === null ? null : ago(doubtMs);
  const amountWon = kind === 'refund' ? 4_400 : 11_000;
  const cancellation = sampleCancellation(order, payment, { status, inDoubtSince, kind, amountWon });
  return { cancellation, draft: draftOf(order) };
}

describe('the verdict on an answer to a confirmation', () => {
  it.each([
    ['done', done(), 'confirming', 'confirm_answered: confirming → paid'],
    ['an account', waiting(), 'confirming', 'confirm_answered: confirming → awaiting_deposit'],
    ['refused', refused('declined'), 'confirming', 'confirm_refused: confirming → refused'],
    ['unsent', unsent, 'confirming', 'confirm_unsent: confirming → open'],
    ['unknown', unknown, 'confirming', 'answer_lost: confirming → in_doubt'],
    ['done, and late', done(), 'in_doubt', 'confirm_answered: in_doubt → paid'],
    ['refused, and late', refused('declined'), 'in_doubt', 'confirm_refused: in_doubt → refused'],
  ] as const)('that is %s', (_, reply, status, verdict) => {
    const { payment, draft } = paymentScene(status, status);
    applyConfirmReply(draft, payment, reply, SETTINGS);
    expect(judged(draft)).toEqual([verdict]);
  });

  it('that the order cannot take says both: how we know, and that the money goes back', () => {
    const { payment, draft } = paymentScene('expired', 'confirming');
    applyConfirmReply(draft, payment, done(), SETTINGS);
    expect(judged(draft)).toEqual([
      'confirm_answered: confirming → in_doubt',
      'order_cannot_take_it: confirming → in_doubt',
    ]);
  });
});

describe('the verdict on what a lookup tells of a payment', () => {
  it.each([
    ['paid', done(), 'in_doubt', 60_000, ['lookup_found_paid: in_doubt → paid']],
    ['an account', waiting(), 'in_doubt', 60_000, ['lookup_found_account: in_doubt → awaiting_deposit']],
    ['not paid', refused('not_paid'), 'in_doubt', 3_000, ['lookup_said_not_paid: in_doubt → refused']],
    ['not paid', refused('not_paid'), 'in_doubt', 2_999, ['lookup_said_not_paid_too_early: in_doubt → in_doubt']],
    ['another no', refused('configuration'), 'in_doubt', 60_000, ['cannot_tell: in_doubt → in_doubt']],
    ['nothing', unknown, 'in_doubt', 86_400_000, ['cannot_tell: in_doubt → in_doubt']],
    ['nothing, as it was not asked', unsent, 'in_doubt', 60_000, ['cannot_tell: in_doubt → in_doubt']],
    ['a deposit', done(), 'awaiting_deposit', 0, ['lookup_found_paid: awaiting_deposit → paid']],
    ['no deposit yet', waiting(), 'awaiting_deposit', 0, []],
  ] as const)('when it is %s', (_, reply, status, doubtMs, verdicts) => {
    const { payment, draft } = paymentScene(status, status, doubtMs);
    applyLookupReply(draft, payment, reply, SETTINGS);
    expect(judged(draft)).toEqual(verdicts);
  });

  it.each([
    ['open', 'open → abandoned'],
    ['abandoned', 'abandoned → in_doubt'],
    ['refused', 'refused → in_doubt'],
  ] as const)('when money is found on one that is %s', (status, step) => {
    const { payment, draft } = paymentScene('unpaid', status);
    approachDoubt(draft, payment, sampleReceipt(), SETTINGS);
    expect(judged(draft)).toEqual([`unclaimed_money_found: ${step}`]);
  });

  it('keeps why an answer was unclear, without what looks like a secret', () => {
    const { payment, draft } = paymentScene('in_doubt', 'in_doubt');
    const cause = new Error('no sense in gy_0123456789abcdef');
    applyLookupReply(draft, payment, { is: 'unknown', cause }, SETTINGS);
    expect(draft.verdicts[0]?.reason).toBe('no sense in gy_[hidden]');
  });
});

it('an account of which the provider knows nothing, once it is closed, has its verdict', () => {
  const { payment, draft } = paymentScene('awaiting_deposit', 'awaiting_deposit');
  payment.receipt = sampleReceipt({ state: 'awaiting_deposit', paidAt: null });
  payment.confirmStartedAt = ago(73 * 3_600_000);
  applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
  expect(judged(draft)).toEqual(['account_unknown_there: awaiting_deposit → in_doubt']);
});

it('a deposit that is overdue has its verdict', () => {
  const { payment, draft } = paymentScene('awaiting_deposit', 'awaiting_deposit');
  giveUpDeposit(draft, payment);
  expect(judged(draft)).toEqual(['deposit_overdue: awaiting_deposit → abandoned']);
});

describe('the verdict on an answer about a cancellation', () => {
  const REFUNDED = cancelled(4_400, 6_600);
  const NO = refused('not_cancellable');
  it.each([
    ['cancel', REFUNDED, 'executing', null, 'cancellation_answered: executing → done'],
    ['cancel', NO, 'executing', null, 'cancellation_refused: executing → refused'],
    ['cancel', unsent, 'executing', null, 'cancellation_unsent: executing → refused'],
    ['cancel', unknown, 'executing', null, 'answer_lost: executing → in_doubt'],
    ['cancel', NO, 'executing', 2_999, 'said_not_cancelled_too_early: executing → in_doubt'],
    ['cancel', unsent, 'executing', 60_000, 'cancellation_unsent: executing → in_doubt'],
    ['repetition', REFUNDED, 'executing', 60_000, 'cancellation_answered: executing → done'],
    ['repetition', NO, 'executing', 60_000, 'repetition_refused: executing → in_doubt'],
    ['repetition', unknown, 'executing', 60_000, 'answer_lost: executing → in_doubt'],
    ['lookup', REFUNDED, 'in_doubt', 60_000, 'lookup_found_cancelled: in_doubt → done'],
    ['lookup', NO, 'in_doubt', 3_000, 'lookup_said_not_cancelled: in_doubt → refused'],
    ['lookup', NO, 'in_doubt', 2_999, 'said_not_cancelled_too_early: in_doubt → in_doubt'],
    ['lookup', unknown, 'in_doubt', 86_400_000, 'cannot_tell: in_doubt → in_doubt'],
    ['lookup', unknown, 'executing', null, 'call_lost: executing → in_doubt'],
    ['lookup', unsent, 'executing', null, 'call_lost: executing → in_doubt'],
    ['lookup', unsent, 'in_doubt', 60_000, 'cannot_tell: in_doubt → in_doubt'],
  ] as const)('after a %s, of %o, when it was %s for %o ms: %s', (question, reply, status, doubtMs, verdict) => {
    const { cancellation, draft } = cancellationScene(status, doubtMs, 'refund');
    applyCancelReply(draft, cancellation, question satisfies CancelQuestion, reply, SETTINGS);
    expect(judged(draft)).toEqual([verdict]);
  });

  it('that reverses a payment explains the payment too', () => {
    const { cancellation, draft } = cancellationScene('in_doubt', 60_000, 'reversal');
    applyCancelReply(draft, cancellation, 'lookup', cancelled(11_000, 0), SETTINGS);
    expect(judged(draft)).toEqual([
      'lookup_found_cancelled: in_doubt → done',
      'late_money_given_back: in_doubt → reversed',
    ]);
  });

  it('that is sent again says under which rule', () => {
    const { cancellation, draft } = cancellationScene('in_doubt', 60_000, 'refund');
    repeatCancellation(draft, cancellation, 60_000, 'repeated_under_same_balance');
    expect(judged(draft)).toEqual(['repeated_under_same_balance: in_doubt → executing']);
  });
});

describe('a verdict', () => {
  it('is needed to leave doubt, and one about something else does not do', () => {
    const { order, payment, draft } = paymentScene('in_doubt', 'in_doubt');
    const cancellation = sampleCancellation(order, payment, { status: 'in_doubt' });
    draft.decide('cannot_tell', cancellation);
    expect(() => draft.movePayment(payment, 'paid')).toThrow(UnexplainedMoveError);
    expect(payment.status).toBe('in_doubt');
    draft.decide('lookup_found_paid', payment);
    expect(() => draft.movePayment(payment, 'paid')).not.toThrow();
  });

  it('names the version that the change leads to, and the exchanges about its subject', () => {
    const { order, payment, draft } = paymentScene('in_doubt', 'in_doubt');
    const other = samplePayment(order, { status: 'refused' });
    const exchange = {
      operation: 'verify',
      url: 'https://payco.example.com',
      request: {},
      response: null,
      httpStatus: null,
      resultCode: null,
      outcome: 'unknown',
      failure: null,
      startedAt: new Date(0),
      durationMs: 1,
    } as const;
    draft.keepExchanges([{ ...exchange, id: 'ours' }], { provider: 'payco', paymentId: payment.id });
    draft.keepExchanges([{ ...exchange, id: 'another' }], { provider: 'payco', paymentId: other.id });
    applyLookupReply(draft, payment, done(), SETTINGS);
    const about = { paymentId: payment.id, cancellationId: null, decidedBy: 'platform', reason: null };
    expect(draft.verdicts).toMatchObject([{ ...about, version: draft.nextVersion, exchangeIds: ['ours'] }]);
    expect(draft.nextVersion).toBe(7);
  });
});

it('every rule is explained in one sentence', () => {
  for (const sentence of Object.values(VERDICT_RULES)) expect(sentence).toMatch(/^[A-Z][^\n]{20,160}\.$/);
  expect(new Set(Object.values(VERDICT_RULES)).size).toBe(Object.keys(VERDICT_RULES).length);
});
