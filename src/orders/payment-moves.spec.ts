// What every kind of answer does to a payment and its order.
import { describe, expect, it } from 'vitest';
import { decideNotPaid, decidePaymentNoted, possiblePaymentDecisions } from './decision-moves.js';
import {
  abandonPayment,
  addPayment,
  applyConfirmReply,
  applyLookupReply,
  approachDoubt,
  authorizePayment,
  expireOrder,
  isFarFromDoubt,
  parkPayment,
  startConfirming,
  whyNoNewPayment,
  whyNotPayable,
  withdrawAuthorization,
} from './payment-moves.js';
import type { OrderStatus, PaymentStatus } from './states.js';
import {
  ago,
  asked,
  done,
  draftOf,
  inMs,
  judged,
  NOW,
  refused,
  sampleCancellation,
  sampleOrder,
  samplePayment,
  sampleReceipt,
  SETTINGS,
  told,
  unknown,
  unsent,
  waiting,
} from './testing/samples.js';

/** The receipt of an account that closes then; `null`: nobody told when. */
const accountUntil = (closesAt: Date | null) =>
  sampleReceipt({
    state: 'awaiting_deposit',
    paidAt: null,
    deposit: { bankName: 'KB', bankCode: '004', accountNumber: '1', expiresAt: closesAt?.toISOString() ?? null },
  });

function scene(
  orderStatus: OrderStatus,
  paymentStatus: PaymentStatus,
  facts: Parameters<typeof samplePayment>[1] = {},
) {
  const order = sampleOrder({ status: orderStatus });
  const payment = samplePayment(order, { status: paymentStatus, ...facts });
  return { order, payment, draft: draftOf(order) };
}

describe('the claim to take the money', () => {
  it.each([
    ['unpaid', 'open', true],
    ['unpaid', 'abandoned', true],
    ['unpaid', 'refused', false],
    ['confirming', 'open', false],
    ['in_doubt', 'open', false],
    ['paid', 'open', false],
    ['expired', 'abandoned', false],
    ['confirming', 'confirming', false],
  ] as const)('on an order that is %s by a payment that is %s is ours: %s', (orderStatus, status, ours) => {
    const { order, payment, draft } = scene(orderStatus, status);
    expect(startConfirming(draft, payment, 60_000)).toBe(ours);
    expect(order.status).toBe(ours ? 'confirming' : orderStatus);
    expect(draft.isEmpty).toBe(!ours);
    // Should the process die, a job finds out.
    expect(asked(draft)).toEqual(ours ? [['settle_payment', 62_000]] : []);
  });

  it('is refused once the order’s time is up, though nobody has swept it yet', () => {
    const { order, payment, draft } = scene('unpaid', 'open');
    order.expiresAt = NOW;
    expect(startConfirming(draft, payment, 60_000)).toBe(false);
    expect(whyNotPayable(order, NOW)).toContain('expired');
  });
});

describe('an answer to a confirmation', () => {
  it.each([
    ['done', done(), 'paid', 'paid'],
    ['an account to pay into', waiting(), 'awaiting_deposit', 'awaiting_deposit'],
    ['refused', refused('declined'), 'refused', 'unpaid'],
    ['unsent', unsent, 'open', 'unpaid'],
    ['unknown', unknown, 'in_doubt', 'in_doubt'],
  ] as const)('that is %s makes the payment and its order what they are', (_, reply, paymentStatus, orderStatus) => {
    const { order, payment, draft } = scene('confirming', 'confirming');
    expect(applyConfirmReply(draft, payment, reply, SETTINGS)).toBeNull();
    expect([payment.status, order.status]).toEqual([paymentStatus, orderStatus]);
  });

  it('that is unknown parks the payment and asks for a lookup soon', () => {
    const { payment, draft } = scene('confirming', 'confirming');
    applyConfirmReply(draft, payment, unknown, SETTINGS);
    expect(payment.inDoubtSince).toEqual(NOW);
    expect(asked(draft)).toEqual([['settle_payment', 1_000]]);
    expect(told(draft)).toEqual(['payment.in_doubt', 'order.in_doubt']);
  });

  it('that never left takes its job back, so that the buyer’s next visit may try again', () => {
    const { payment, draft } = scene('confirming', 'confirming', { confirmStartedAt: NOW });
    applyConfirmReply(draft, payment, unsent, SETTINGS);
    expect(payment.confirmStartedAt).toBeNull();
    expect(draft.finishedJobKeys).toEqual([`settle_payment:${payment.id}`]);
  });

  it.each([
    ['paid', 'paid'],
    ['unpaid', 'refused'],
    ['expired', 'reversed'],
    ['unpaid', 'abandoned'],
  ] as const)('that comes after a lookup settled it (order %s, payment %s) changes nothing', (orderStatus, status) => {
    for (const reply of [done(), refused('declined'), unsent, unknown]) {
      const { order, payment, draft } = scene(orderStatus, status);
      expect(applyConfirmReply(draft, payment, reply, SETTINGS)).toBeNull();
      expect([order.status, payment.status, draft.isEmpty]).toEqual([orderStatus, status, true]);
    }
  });

  it('that comes while the money is being given back changes nothing: the reversal decides', () => {
    for (const reply of [done(), refused('declined'), unsent, unknown]) {
      const { order, payment, draft } = scene('unpaid', 'in_doubt', { receipt: sampleReceipt() });
      sampleCancellation(order, payment, { kind: 'reversal' });
      expect(applyConfirmReply(draft, payment, reply, SETTINGS)).toBeNull();
      expect(applyLookupReply(draft, payment, reply, SETTINGS)).toBeNull();
      expect([payment.status, order.cancellations.length, draft.isEmpty]).toEqual(['in_doubt', 1, true]);
    }
  });

  it('that finds the order taken gives the money back', () => {
    const { order, payment, draft } = scene('paid', 'confirming');
    samplePayment(order, { status: 'paid' });
    const reversal = applyConfirmReply(draft, payment, done(), SETTINGS);
    expect(reversal).toMatchObject({ kind: 'reversal', amountWon: 11_000, status: 'executing', paymentId: payment.id });
    expect([payment.status, order.status]).toEqual(['in_doubt', 'paid']);
    expect(order.cancelledWon).toBe(0);
  });

  it('that pays the order leaves no other payment open', () => {
    const { order, payment, draft } = scene('confirming', 'confirming');
    const other = samplePayment(order, { status: 'open' });
    applyConfirmReply(draft, payment, done(), SETTINGS);
    expect([other.status, other.refusal]).toEqual(['abandoned', { reason: 'superseded' }]);
  });
});

describe('"not paid", as a lookup tells it', () => {
  it.each([
    [0, 'in_doubt'],
    [2_999, 'in_doubt'],
    [3_000, 'refused'],
  ] as const)('is believed %i ms after the answer was lost: %s', (sinceMs, status) => {
    const { payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(sinceMs) });
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect(payment.status).toBe(status);
  });

  it('frees the order and is doubted once more a minute later', () => {
    const { order, payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(5_000) });
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect(order.status).toBe('unpaid');
    expect(asked(draft)).toEqual([['settle_payment', 60_000]]);
  });

  it('of a charge makes us ask for what was charged, which may be gone', () => {
    const { payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(5_000), billingKeyId: 'the key' });
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect(asked(draft)).toContainEqual(['check_billing_key', null]);
  });

  it('does not free an order of which another payment is in doubt', () => {
    const { order, payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(5_000) });
    samplePayment(order, { status: 'in_doubt' });
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect(order.status).toBe('in_doubt');
  });

  it.each([
    ['a minute', 60_000, 540_000],
    ['ten minutes', 600_000, 6_600_000],
    ['two hours', 7_200_000, 79_200_000],
    ['a day', 86_400_000, null],
  ])('is asked about again, ever more rarely, for a day: %s after the call', (_, agoMs, waitMs) => {
    const facts = { confirmStartedAt: ago(agoMs), refusal: { reason: 'not_paid' } } as const;
    const { draft, payment } = scene('unpaid', 'refused', facts);
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect(asked(draft)).toEqual(waitMs === null ? [] : [['settle_payment', waitMs]]);
  });

  it.each([
    ['the provider declined it', { confirmStartedAt: ago(60_000), refusal: { reason: 'declined' } }],
    ['it was never called for', { confirmStartedAt: null, refusal: { reason: 'not_paid' } }],
  ] as const)('is not asked about again where %s', (_, facts) => {
    const { draft, payment } = scene('unpaid', 'refused', facts);
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect(draft.isEmpty).toBe(true);
  });

  it.each(['refused', 'abandoned', 'paid', 'reversed'] as const)(
    'changes nothing of a payment that is %s',
    (status) => {
      const { payment, draft } = scene('unpaid', status);
      applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
      expect([payment.status, draft.isEmpty]).toEqual([status, true]);
    },
  );
});

describe('a payment that is not what was asked for, as lookups tell', () => {
  const wrong = { ...unknown, mustGoBack: true } as const;

  it('is kept as such while it is in doubt, before anything of it is given back', () => {
    const { order, payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(10_000) });
    expect(applyLookupReply(draft, payment, wrong, SETTINGS)).toBeNull();
    expect([order.status, payment.status, payment.refusal]).toEqual(['in_doubt', 'in_doubt', { reason: 'given_back' }]);
    expect(asked(draft), 'the lookup that gives it back').toEqual([['settle_payment', 2_000]]);
  });

  it.each(['refused', 'abandoned', 'open'] as const)('goes through doubt where it was %s', (status) => {
    const { payment } = scene('unpaid', status);
    expect(isFarFromDoubt(payment, null)).toBe(true);
  });

  it.each(['open', 'abandoned'] as const)('is not confirmed by a buyer who returns to one that is %s', (status) => {
    const { order, payment } = scene('unpaid', status, { refusal: { reason: 'given_back' } });
    expect(startConfirming(draftOf(order), payment, 60_000)).toBe(false);
  });

  it('leads from a refusal back into doubt', () => {
    const { order, payment, draft } = scene('unpaid', 'refused');
    approachDoubt(draft, payment, null, SETTINGS);
    expect([order.status, payment.status]).toEqual(['in_doubt', 'in_doubt']);
  });

  it('frees the order when it has gone back, in the provider’s words', () => {
    const refusal = { reason: 'given_back', providerMessage: '결제를 취소했습니다.' } as const;
    const { order, payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(5_000) });
    applyLookupReply(draft, payment, { is: 'refused', refusal }, SETTINGS);
    expect([order.status, payment.status, payment.refusal]).toEqual(['unpaid', 'refused', refusal]);
  });

  it('counts as gone back also when a question says no more than that nothing is paid', () => {
    const facts = { inDoubtSince: ago(5_000), refusal: { reason: 'given_back' } } as const;
    const { payment, draft } = scene('in_doubt', 'in_doubt', facts);
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect(payment.refusal?.reason).toBe('given_back');
  });

  it.each([
    ['the provider said how much', { wentBackWon: 9_000 }, 'wrong_charge_given_back'],
    ['nobody said that it did', {}, 'lookup_said_not_paid'],
  ])('ends by a rule of its own where %s', (_, more, rule) => {
    const facts = { inDoubtSince: ago(5_000), refusal: { reason: 'given_back' } } as const;
    const { payment, draft } = scene('in_doubt', 'in_doubt', facts);
    applyLookupReply(draft, payment, { is: 'refused', refusal: { reason: 'not_paid', ...more } }, SETTINGS);
    expect(draft.verdicts.map((verdict) => verdict.rule)).toEqual([rule]);
    expect(payment.refusal).toMatchObject({ reason: 'given_back', ...more });
  });

  it('is never taken by its order once it has gone back, though that is too early to be believed', () => {
    const { order, payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(0) });
    applyLookupReply(draft, payment, refused('given_back'), SETTINGS);
    expect([payment.status, payment.refusal]).toEqual(['in_doubt', { reason: 'given_back' }]);
    // An inquiry need not tell what has gone back.
    expect(applyLookupReply(draft, payment, done(), SETTINGS)).toMatchObject({ kind: 'reversal' });
    expect(order.status).toBe('in_doubt');
  });
});

describe('a payment of which some went back before we knew of it', () => {
  const sealed = { receipt: sampleReceipt(), sealedSecret: 'sealed', sealedRegisteredKey: null };
  const refundedInPart = { is: 'done', value: { ...sealed, refundedWon: 3_000 } } as const;

  it('is paid, and calls an operator until the books have the refund', () => {
    const { order, payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(0) });
    applyLookupReply(draft, payment, refundedInPart, SETTINGS);
    expect([order.status, payment.status]).toEqual(['paid', 'paid']);
    expect(payment.attention).toMatch(/tells a refund of 3000 won, and our books have 0 won as refunded/);
    expect(draft.verdicts.map(({ rule }) => rule)).toEqual(['lookup_found_paid', 'refund_told_elsewhere']);
    expect(asked(draft)).toEqual([['reconcile_payment', 0]]);
  });

  it('goes back whole where its order cannot take it', () => {
    const { payment, draft } = scene('expired', 'in_doubt', { inDoubtSince: ago(0) });
    expect(applyLookupReply(draft, payment, refundedInPart, SETTINGS)).toMatchObject({ kind: 'reversal' });
    expect(payment.attention).toBeNull();
  });
});

describe('a lookup without an answer', () => {
  it('is made again, each time after twice as long, and calls an operator after an hour', () => {
    const { payment, draft } = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(10_000), lookups: 2 });
    applyLookupReply(draft, payment, unknown, SETTINGS);
    expect([payment.lookups, payment.attention]).toEqual([3, null]);
    expect(asked(draft)).toEqual([['settle_payment', 8_000]]);

    const old = scene('in_doubt', 'in_doubt', { inDoubtSince: ago(3_600_000), lookups: 40 });
    applyLookupReply(old.draft, old.payment, unknown, SETTINGS);
    expect(old.payment.attention).toContain('has not told');
    expect([old.payment.status, asked(old.draft)]).toEqual(['in_doubt', [['settle_payment', 300_000]]]);
  });
});

describe('a look at a payment that was given up', () => {
  const facts = { confirmStartedAt: ago(600_000), refusal: { reason: 'not_paid' } } as const;

  it.each(['refused', 'abandoned', 'open'] as const)(
    'calls an operator when nobody answers for an hour, and blocks nothing: %s',
    (status) => {
      const { order, payment } = scene('unpaid', status, { ...facts, mode: 'immediate' });
      for (const [ms, called, nextMs] of [
        [0, false, 1_000],
        [1_500, false, 1_500],
        [3_599_999, false, 300_000],
        [3_600_000, true, 300_000],
      ] as const) {
        const draft = draftOf(order, inMs(ms));
        applyLookupReply(draft, payment, unknown, SETTINGS);
        expect(payment.attention !== null, `whether somebody is called ${ms} ms after the first`).toBe(called);
        expect([payment.status, asked(draft)], 'it is asked about again').toEqual([
          status,
          [['settle_payment', nextMs]],
        ]);
      }
      expect(whyNoNewPayment(order, inMs(3_600_000)), 'why it could not be paid otherwise').toBeNull();
      expect(possiblePaymentDecisions(status, false)).toEqual(['paid', 'noted']);
    },
  );

  it('says by which rule an operator was called, once', () => {
    const { order, payment } = scene('unpaid', 'refused', { ...facts, inDoubtSince: ago(3_600_000) });
    const [first, second] = [draftOf(order), draftOf(order)];
    applyLookupReply(first, payment, unknown, SETTINGS);
    applyLookupReply(second, payment, unknown, SETTINGS);
    expect([judged(first), judged(second)]).toEqual([['cannot_tell: refused → refused'], []]);
  });

  it('needs nobody any more once it is answered', () => {
    const { payment, draft } = scene('unpaid', 'refused', { ...facts, inDoubtSince: ago(1), attention: 'called' });
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect([payment.attention, payment.inDoubtSince]).toEqual([null, null]);
  });

  it('needs nobody any more once the buyer goes on with it', () => {
    const { payment, draft } = scene('unpaid', 'open', { inDoubtSince: ago(1), attention: 'called' });
    startConfirming(draft, payment, 1_000);
    expect([payment.attention, payment.inDoubtSince]).toEqual([null, null]);
  });

  const hours = (count: number): number => count * 3_600_000;

  it.each([
    ['a lost call, minutes later', 'refused', { confirmStartedAt: ago(600_000) }, hours(2) - 600_000],
    ['a lost call, hours later', 'refused', { confirmStartedAt: ago(hours(3)) }, hours(21)],
    ['a lost call, a day later', 'refused', { confirmStartedAt: ago(hours(24)) }, hours(24)],
    ['a window that takes the money', 'abandoned', { mode: 'immediate', authorizedAt: ago(hours(1)) }, hours(1)],
    [
      'a window that takes the money, a day later',
      'open',
      { mode: 'immediate', authorizedAt: ago(hours(24)) },
      hours(24),
    ],
    ['a window that was just opened', 'open', { mode: 'confirm', authorizedAt: ago(600_000) }, 600_000],
    ['a window that was opened long ago', 'abandoned', { mode: 'confirm', authorizedAt: ago(hours(1)) }, hours(24)],
    [
      'what was answered, and could not be kept',
      'abandoned',
      { inDoubtSince: null, authorizedAt: ago(hours(1)) },
      null,
    ],
  ] as const)('is asked about within a day though an operator found nothing: %s', (_, status, more, nextMs) => {
    const called = { ...facts, confirmStartedAt: null, inDoubtSince: ago(1), attention: 'called', ...more };
    const { payment, draft } = scene('unpaid', status, called);
    const word = { decidedBy: 'Kim', decidedWith: 'person_1', reason: 'seen' };
    decidePaymentNoted(draft, payment, word, [], SETTINGS);
    expect([payment.status, payment.attention, payment.inDoubtSince]).toEqual([status, null, null]);
    expect(asked(draft)).toEqual(nextMs === null ? [] : [['settle_payment', nextMs]]);
    expect(draft.finishedJobKeys).toEqual(nextMs === null ? [`settle_payment:${payment.id}`] : []);
  });
});

describe('a time of payment', () => {
  const at = (date: Date) => done({ paidAt: date.toISOString() });

  it.each([
    ['when it began', ago(30_000)],
    ['a little before it began, by a clock that is slow', ago(329_000)],
    ['a little in the future, by a clock that is fast', inMs(299_000)],
  ])('%s is believed', (_, paidAt) => {
    const { order, payment, draft } = scene('confirming', 'confirming', { confirmStartedAt: ago(2_000) });
    applyConfirmReply(draft, payment, at(paidAt), SETTINGS);
    expect([order.paidAt, payment.paidAt, payment.receipt?.paidAt]).toEqual([paidAt, paidAt, paidAt.toISOString()]);
    expect(draft.verdicts[0]?.reason).toBeNull();
  });

  it.each([
    ['days before it began', ago(3 * 86_400_000)],
    ['tomorrow', inMs(86_400_000)],
  ])('%s is not believed: it is paid all the same, when we asked for it', (_, paidAt) => {
    const { order, payment, draft } = scene('confirming', 'confirming', { confirmStartedAt: ago(2_000) });
    applyConfirmReply(draft, payment, at(paidAt), SETTINGS);
    expect([order.status, order.paidAt, payment.paidAt]).toEqual(['paid', ago(2_000), ago(2_000)]);
    expect(payment.receipt, 'no day is to be taken from it').toMatchObject({ paidAt: null });
    expect(draft.verdicts[0]?.reason).toContain(`paid at ${paidAt.toISOString()}, which is not believed`);
  });

  it('that is not believed is not believed of a lookup either, nor of money that goes back', () => {
    const { payment, draft } = scene('expired', 'in_doubt');
    expect(applyLookupReply(draft, payment, at(inMs(86_400_000)), SETTINGS)).not.toBeNull();
    expect(payment.receipt).toMatchObject({ paidAt: null });
  });

  it('of a deposit is days after the account was told', () => {
    const waits = { receipt: accountUntil(inMs(86_400_000)), createdAt: ago(3 * 86_400_000) };
    const { order, payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', waits);
    applyLookupReply(draft, payment, at(ago(60_000)), SETTINGS);
    expect([order.status, payment.paidAt]).toEqual(['paid', ago(60_000)]);
  });
});

describe('money that is found late', () => {
  it.each(['refused', 'abandoned', 'in_doubt'] as const)(
    'on a payment that is %s pays an order that waits',
    (status) => {
      const { order, payment, draft } = scene(status === 'in_doubt' ? 'in_doubt' : 'unpaid', status);
      expect(applyLookupReply(draft, payment, done(), SETTINGS)).toBeNull();
      expect([order.status, payment.status, order.paidAt]).toEqual([
        'paid',
        'paid',
        new Date('2026-11-22T02:59:58.000Z'),
      ]);
    },
  );

  it.each([
    ['expired', 'in_doubt'],
    ['expired', 'refused'],
    ['paid', 'abandoned'],
    ['cancelled', 'refused'],
  ] as const)('for an order that is %s on a payment that is %s goes back', (orderStatus, status) => {
    const { order, payment, draft } = scene(orderStatus, status);
    const reversal = applyLookupReply(draft, payment, done(), SETTINGS);
    expect(reversal).toMatchObject({ kind: 'reversal', amountWon: 11_000, requestedBy: 'platform' });
    expect([order.status, payment.status]).toEqual([orderStatus, 'in_doubt']);
    expect(payment.receipt).not.toBeNull();
  });

  it('goes back once, however many lookups find it', () => {
    const { order, payment, draft } = scene('expired', 'in_doubt');
    expect(applyLookupReply(draft, payment, done(), SETTINGS)).not.toBeNull();
    expect(applyLookupReply(draft, payment, done(), SETTINGS)).toBeNull();
    expect(order.cancellations).toHaveLength(1);
  });

  it.each(['paid', 'reversed'] as const)('is not found again on a payment that is %s', (status) => {
    const { payment, draft } = scene('paid', status, { receipt: sampleReceipt() });
    expect(applyLookupReply(draft, payment, done(), SETTINGS)).toBeNull();
    expect(draft.isEmpty).toBe(true);
  });
});

describe('a deposit', () => {
  it('is looked for an hour after its account closes', () => {
    const { payment, draft } = scene('confirming', 'confirming');
    applyConfirmReply(draft, payment, waiting(inMs(7_200_000).toISOString()), SETTINGS);
    expect(asked(draft)).toEqual([['settle_payment', 10_800_000]]);
  });

  it('that still is not there is looked for again', () => {
    const { payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', { receipt: sampleReceipt() });
    expect(applyLookupReply(draft, payment, waiting(), SETTINGS)).toBeNull();
    expect([payment.status, asked(draft)]).toEqual(['awaiting_deposit', [['settle_payment', 300_000]]]);
  });

  it('that comes pays the order', () => {
    const { order, payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', { receipt: sampleReceipt() });
    applyLookupReply(draft, payment, done(), SETTINGS);
    expect([order.status, payment.status]).toEqual(['paid', 'paid']);
  });

  it.each([
    ['still open', inMs(1), 'awaiting_deposit', 300_000],
    ['closed for less than an hour', ago(3_599_999), 'awaiting_deposit', 300_000],
    ['closed for an hour', ago(3_600_000), 'in_doubt', 1_000],
  ])('that the provider knows nothing of, when its account is %s', (_, closesAt, status, waitMs) => {
    const receipt = accountUntil(closesAt);
    const { order, payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', { receipt });
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    expect([order.status, payment.status, asked(draft)]).toEqual([status, status, [['settle_payment', waitMs]]]);
  });

  it('that the provider knows nothing of, asked again, frees the order; one that comes even later pays it', () => {
    const receipt = accountUntil(ago(3_600_000));
    const { order, payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', { receipt });
    applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
    const later = draftOf(order, inMs(SETTINGS.believeUnpaidAfterMs));
    applyLookupReply(later, payment, refused('not_paid'), SETTINGS);
    expect([order.status, payment.status, payment.receipt]).toEqual(['unpaid', 'refused', null]);
    expect(asked(later), 'looked for once more').toEqual([['settle_payment', SETTINGS.lateLookupMs]]);
    approachDoubt(draftOf(order), payment, sampleReceipt(), SETTINGS);
    applyLookupReply(draftOf(order), payment, done(), SETTINGS);
    expect([order.status, payment.status]).toEqual(['paid', 'paid']);
  });

  it('whose account does not tell when it closes is given three days', () => {
    for (const [hours, known, empty] of [
      [72, 'awaiting_deposit', 'awaiting_deposit'],
      [73, 'in_doubt', 'abandoned'],
    ] as const) {
      const facts = { receipt: accountUntil(null), confirmStartedAt: ago(hours * 3_600_000) };
      const { payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', facts);
      applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
      expect(payment.status, `unknown there, ${hours} hours later`).toBe(known);
      const other = scene('awaiting_deposit', 'awaiting_deposit', facts);
      applyLookupReply(other.draft, other.payment, waiting(), SETTINGS);
      expect(other.payment.status, `still empty, ${hours} hours later`).toBe(empty);
    }
  });

  it.each([
    ['tells nothing', unknown],
    ['is not reached', unsent],
    ['says a no that is not about the payment', refused('configuration')],
  ] as const)('of which the provider %s is in doubt once its account is closed, and not before', (_, reply) => {
    for (const [closesAt, status, waitMs] of [
      [ago(3_599_999), 'awaiting_deposit', 300_000],
      [ago(3_600_000), 'in_doubt', 1_000],
    ] as const) {
      const facts = { receipt: accountUntil(closesAt) };
      const { order, payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', facts);
      applyLookupReply(draft, payment, reply, SETTINGS);
      expect([order.status, payment.status, asked(draft)]).toEqual([status, status, [['settle_payment', waitMs]]]);
    }
  });

  it('of which the provider goes on telling nothing once its account is closed calls an operator', () => {
    const { payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', { receipt: accountUntil(ago(3_600_000)) });
    applyLookupReply(draft, payment, unknown, SETTINGS);
    applyLookupReply(draftOf(draft.order, inMs(SETTINGS.callOperatorAfterMs)), payment, unknown, SETTINGS);
    expect(payment.attention, 'why an operator is called').toContain('has not told');
    expect(possiblePaymentDecisions(payment.status, payment.receipt !== null)).toEqual(['paid', 'not_paid']);
  });

  it.each(['in_doubt', 'expired'] as const)(
    'that was in doubt for want of an answer is not paid once the provider says that it waits, with an order that is %s',
    (status) => {
      const facts = { receipt: accountUntil(null), confirmStartedAt: ago(73 * 3_600_000) };
      const { order, payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', facts);
      applyLookupReply(draft, payment, unknown, SETTINGS);
      order.status = status;
      const answered = draftOf(order);
      expect(applyLookupReply(answered, payment, waiting(), SETTINGS), 'there is nothing to give back').toBeNull();
      expect(payment).toMatchObject({ status: 'refused', refusal: { reason: 'not_paid' }, receipt: null });
      expect([order.status, judged(answered), asked(answered)]).toEqual([
        status === 'expired' ? 'expired' : 'unpaid',
        ['deposit_overdue: in_doubt → refused'],
        [],
      ]);
    },
  );

  it('is waited for as long as the provider says later, where it did not say at first', () => {
    const facts = { receipt: accountUntil(null), confirmStartedAt: ago(73 * 3_600_000) };
    const { payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', facts);
    applyLookupReply(draft, payment, waiting(inMs(1).toISOString()), SETTINGS);
    expect([payment.status, asked(draft)]).toEqual(['awaiting_deposit', [['settle_payment', 300_000]]]);
  });

  it('that was given up though nobody told when its account closes is asked about again for a while', () => {
    const facts = { receipt: accountUntil(null), confirmStartedAt: ago(73 * 3_600_000) };
    const { payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', facts);
    applyLookupReply(draft, payment, waiting(), SETTINGS);
    expect(asked(draft), 'a day later').toEqual([['settle_payment', 86_400_000]]);
  });

  it('that never comes closes the order; one that comes even later goes back', () => {
    const facts = { receipt: accountUntil(ago(3_600_000)) };
    const { order, payment, draft } = scene('awaiting_deposit', 'awaiting_deposit', facts);
    applyLookupReply(draft, payment, waiting(), SETTINGS);
    expect(draft.verdicts.map(({ rule }) => rule)).toEqual(['deposit_overdue']);
    expect([order.status, payment.status]).toEqual(['expired', 'abandoned']);
    expect(applyLookupReply(draftOf(order), payment, waiting(), SETTINGS)).toBeNull();
    expect(payment.status).toBe('abandoned');
    expect(applyLookupReply(draftOf(order), payment, done(), SETTINGS)).toMatchObject({ kind: 'reversal' });
    expect(payment.status).toBe('in_doubt');
  });
});

describe('the end of an order’s time', () => {
  it.each([
    ['unpaid', 'open', 'expired', 'abandoned'],
    ['in_doubt', 'in_doubt', 'expired', 'in_doubt'],
    ['confirming', 'confirming', 'confirming', 'confirming'],
    ['awaiting_deposit', 'awaiting_deposit', 'awaiting_deposit', 'awaiting_deposit'],
    ['paid', 'paid', 'paid', 'paid'],
  ] as const)('makes an order that is %s with a payment that is %s %s and %s', (from, was, to, is) => {
    const { order, payment } = scene(from, was);
    order.expiresAt = NOW;
    expireOrder(draftOf(order));
    expect([order.status, payment.status]).toEqual([to, is]);
  });

  it('is not before its time', () => {
    const { order, draft } = scene('unpaid', 'open');
    order.expiresAt = inMs(1);
    expireOrder(draft);
    expect([order.status, draft.isEmpty]).toEqual(['unpaid', true]);
  });
});

it('a new try replaces those that nobody confirmed', () => {
  const { order, payment, draft } = scene('unpaid', 'open');
  const next = samplePayment(sampleOrder());
  addPayment(draft, next);
  expect([payment.status, payment.refusal, order.payments.length]).toEqual(['abandoned', { reason: 'superseded' }, 2]);
});

it.each(['confirming', 'in_doubt', 'paid', 'refused'] as const)(
  'a buyer who turns back changes nothing of a payment that is %s',
  (status) => {
    const { payment, draft } = scene('unpaid', status);
    abandonPayment(draft, payment, { reason: 'buyer_cancelled' });
    expect([payment.status, draft.isEmpty]).toEqual([status, true]);
  },
);

it('a doubt about one payment leaves an order alone that another is paying', () => {
  const { order, payment, draft } = scene('confirming', 'refused');
  samplePayment(order, { status: 'confirming' });
  parkPayment(draft, payment, SETTINGS);
  expect([order.status, payment.status]).toEqual(['confirming', 'in_doubt']);
});

describe('letting a window open', () => {
  it.each([
    ['unpaid', 'open', {}, true],
    ['unpaid', 'open', { authorizedAt: ago(1_000) }, false],
    ['unpaid', 'abandoned', {}, false],
    ['unpaid', 'refused', {}, false],
    ['confirming', 'open', {}, false],
    ['paid', 'open', {}, false],
  ] as const)(
    'of an order that is %s, for a payment that is %s, %o, is allowed: %s',
    (orderStatus, status, facts, allowed) => {
      const { payment, draft } = scene(orderStatus, status, facts);
      expect(authorizePayment(draft, payment)).toBe(allowed);
      expect(draft.isEmpty).toBe(!allowed);
      if (allowed) expect(payment.authorizedAt).toEqual(NOW);
    },
  );

  it('is refused when the order’s time is up', () => {
    const order = sampleOrder({ expiresAt: NOW });
    const draft = draftOf(order);
    expect([authorizePayment(draft, samplePayment(order)), draft.isEmpty]).toEqual([false, true]);
  });

  it.each(['confirm', 'immediate'] as const)(
    'will be followed by a question, whether or not the window was to take the money itself: %s',
    (mode) => {
      const { draft, payment } = scene('unpaid', 'open', { mode });
      authorizePayment(draft, payment);
      expect(asked(draft)).toEqual([['settle_payment', 20 * 60_000]]);
    },
  );

  describe('is followed by that question also after what happens meanwhile', () => {
    const MINUTE = 60_000;
    const opened = (agoMs: number, more: object = {}) => ({ authorizedAt: ago(agoMs), ...more });

    it.each([
      ['refused', refused('declined')],
      ['unsent', unsent],
    ] as const)('a confirmation that is %s', (_, reply) => {
      for (const [agoMs, waitMs] of [
        [MINUTE, 19 * MINUTE],
        [19.5 * MINUTE, MINUTE],
        [60 * MINUTE, MINUTE],
      ] as const) {
        const { draft, payment } = scene('confirming', 'confirming', opened(agoMs));
        applyConfirmReply(draft, payment, reply, SETTINGS);
        expect(asked(draft), `its window was opened ${agoMs / MINUTE} minutes before`).toEqual([
          ['settle_payment', waitMs],
        ]);
      }
    });

    it('a lookup that comes too early', () => {
      for (const [agoMs, expected] of [
        [MINUTE, [['settle_payment', 19 * MINUTE]]],
        [19.5 * MINUTE, [['settle_payment', MINUTE]]],
        [20 * MINUTE, []],
      ] as const) {
        const { draft, payment } = scene('unpaid', 'refused', opened(agoMs, { refusal: { reason: 'declined' } }));
        applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
        expect(asked(draft), `its window was opened ${agoMs / MINUTE} minutes before`).toEqual(expected);
      }
    });

    it('a lookup after a lost answer, where that comes first', () => {
      const facts = opened(9 * MINUTE, { confirmStartedAt: ago(MINUTE), refusal: { reason: 'not_paid' } });
      const { draft, payment } = scene('unpaid', 'refused', facts);
      applyLookupReply(draft, payment, refused('not_paid'), SETTINGS);
      expect(asked(draft)).toEqual([['settle_payment', 9 * MINUTE]]);
    });

    it('an operator’s word that nothing was paid', () => {
      const { draft, payment } = scene('in_doubt', 'in_doubt', opened(MINUTE, { attention: 'called' }));
      decideNotPaid(draft, payment, { decidedBy: 'Kim', decidedWith: 'person_1', reason: 'seen' }, SETTINGS);
      expect(asked(draft), 'soon, and from then on as after any refusal').toEqual([['settle_payment', MINUTE]]);
    });
  });

  it('is taken back while nothing else has happened', () => {
    const [open, gone] = [
      scene('unpaid', 'open', { authorizedAt: NOW }),
      scene('unpaid', 'abandoned', { authorizedAt: NOW }),
    ];
    for (const { draft, payment } of [open, gone]) withdrawAuthorization(draft, payment);
    expect([open.payment.authorizedAt, gone.payment.authorizedAt]).toEqual([null, NOW]);
  });
});

describe('money where none was written', () => {
  it.each([
    ['open', 'abandoned'],
    ['abandoned', 'in_doubt'],
    ['refused', 'in_doubt'],
    ['in_doubt', 'in_doubt'],
    ['paid', 'paid'],
  ] as const)('takes a payment that is %s one step, to %s', (from, to) => {
    const { payment, draft } = scene('unpaid', from);
    approachDoubt(draft, payment, sampleReceipt(), SETTINGS);
    expect(payment.status).toBe(to);
  });
});
