// What a wish for a refund and every kind of answer to it do to the books.
import { describe, expect, it } from 'vitest';
import { Problem } from '../common/problems.js';
import {
  addReversal,
  applyCancelReply,
  endsDoubt,
  mayRepeat,
  repeatCancellation,
  startCancellation,
  toldTwice,
} from './cancellation-moves.js';
import type { LoadedOrder } from './loaded-order.js';
import type { Capabilities } from './provider.port.js';
import {
  ago,
  asked,
  cancelled,
  draftOf,
  refused,
  sampleCancellation,
  sampleOrder,
  samplePayment,
  sampleReceipt,
  SETTINGS,
  told,
  unknown,
  unsent,
} from './testing/samples.js';

const CAN: Capabilities = {
  label: { ko: '', en: '' },
  methods: [{ method: null, label: { ko: '', en: '' }, minimumWon: 1, registersCard: false }],
  handoff: 'redirect',
  handoffOrigins: [],
  channels: ['pc'],
  modes: ['confirm'],
  partialCancel: true,
  repeatCancel: 'always',
  deposits: true,
  nightlyAudit: true,
};

function paidOrder(cancels: 'any' | 'whole' | 'none' = 'any') {
  const order = sampleOrder({ status: 'paid' });
  const payment = samplePayment(order, { status: 'paid', receipt: sampleReceipt({ cancels }) });
  return { order, payment, draft: draftOf(order) };
}

function wish(order: LoadedOrder, amountWon?: number, taxFreeWon?: number, can: Capabilities = CAN) {
  const draft = draftOf(order);
  const asked = { amountWon, taxFreeWon, reason: 'because', requestedBy: 'key_1' };
  return { draft, cancellation: startCancellation(draft, asked, () => ({ can, deadlineMs: 60_000 })) };
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

describe('a wish for a refund', () => {
  it('starts with a job that finds out if the process dies', () => {
    const { order } = paidOrder();
    const { draft, cancellation } = wish(order, 4_400);
    expect(cancellation).toMatchObject({ status: 'executing', amountWon: 4_400, balanceBeforeWon: 11_000 });
    expect([cancellation.taxFreeWon, cancellation.taxableWon, cancellation.vatWon]).toEqual([0, 4_000, 400]);
    expect(asked(draft)).toEqual([['settle_cancellation', 62_000]]);
    expect([order.status, order.cancelledWon], 'nothing is given back yet').toEqual(['paid', 0]);
  });

  it('without an amount is for all that is left', () => {
    const { order } = paidOrder();
    Object.assign(order, {
      status: 'partially_cancelled',
      cancelledWon: 4_400,
      cancelledTaxableWon: 4_000,
      cancelledVatWon: 400,
    });
    expect(wish(order).cancellation).toMatchObject({ amountWon: 6_600, balanceBeforeWon: 6_600 });
  });

  it.each([
    ['more than is left', 11_001, undefined, 'over_balance'],
    ['more tax-free than there is', 4_400, 1, 'over_balance'],
  ])('for %s is refused', (_, amountWon, taxFreeWon, code) => {
    const { order } = paidOrder();
    expect(refusalOf(() => wish(order, amountWon, taxFreeWon))).toBe(code);
  });

  it.each(['unpaid', 'confirming', 'in_doubt', 'awaiting_deposit', 'cancelled', 'expired'] as const)(
    'of an order that is %s is refused',
    (status) => {
      const { order } = paidOrder();
      order.status = status;
      expect(refusalOf(() => wish(order))).toBe('order_not_cancellable');
    },
  );

  it.each(['requested', 'executing', 'in_doubt'] as const)('waits while another is %s', (status) => {
    const { order, payment } = paidOrder();
    sampleCancellation(order, payment, { status });
    expect(refusalOf(() => wish(order, 1))).toBe('cancellation_running');
  });

  it.each(['done', 'refused', 'rejected'] as const)('does not wait for one that is %s', (status) => {
    const { order, payment } = paidOrder();
    sampleCancellation(order, payment, { status });
    expect(wish(order, 1).cancellation.status).toBe('executing');
  });

  it.each([
    ['any', true, 4_400, 'nothing was refused'],
    ['whole', true, 4_400, 'not_supported'],
    ['whole', true, 11_000, 'nothing was refused'],
    ['any', false, 4_400, 'not_supported'],
    ['any', false, 11_000, 'nothing was refused'],
    ['none', true, 11_000, 'not_supported'],
  ] as const)('of a payment that cancels %s, partially: %s, of %i won: %s', (cancels, partialCancel, won, answer) => {
    const { order } = paidOrder(cancels);
    expect(refusalOf(() => wish(order, won, undefined, { ...CAN, partialCancel }))).toBe(answer);
  });
});

describe('an answer to a cancellation', () => {
  it.each([
    [4_400, 6_600, 'partially_cancelled'],
    [11_000, 0, 'cancelled'],
  ])('that %i won were given back moves the balance', (amountWon, leftWon, status) => {
    const { order, payment, draft } = paidOrder();
    const cancellation = sampleCancellation(order, payment, { amountWon });
    applyCancelReply(draft, cancellation, 'cancel', cancelled(amountWon, leftWon), SETTINGS);
    expect([cancellation.status, cancellation.attention, order.status, order.cancelledWon]).toEqual([
      'done',
      null,
      status,
      amountWon,
    ]);
    expect(order.cancelledTaxFreeWon + order.cancelledTaxableWon + order.cancelledVatWon).toBe(amountWon);
    expect(draft.finishedJobKeys).toEqual([`settle_cancellation:${cancellation.id}`]);
  });

  it('with another balance than ours is believed, and the payment is reconciled', () => {
    const { order, payment, draft } = paidOrder();
    const cancellation = sampleCancellation(order, payment);
    applyCancelReply(draft, cancellation, 'cancel', cancelled(4_400, 2_200), SETTINGS);
    expect(cancellation).toMatchObject({ status: 'done', attention: null });
    expect(draft.jobs.map(({ key }) => key)).toEqual([`reconcile_payment:${payment.id}`]);
  });

  it.each([
    ['refused', refused('not_cancellable'), 'refused'],
    ['unsent', unsent, 'refused'],
    ['unknown', unknown, 'in_doubt'],
  ] as const)('that is %s leaves the balance as it was', (_, reply, status) => {
    const { order, payment, draft } = paidOrder();
    const cancellation = sampleCancellation(order, payment);
    applyCancelReply(draft, cancellation, 'cancel', reply, SETTINGS);
    expect([cancellation.status, order.status, order.cancelledWon]).toEqual([status, 'paid', 0]);
    expect(asked(draft)).toEqual(status === 'in_doubt' ? [['settle_cancellation', 1_000]] : []);
  });

  it.each(['done', 'refused', 'rejected', 'requested'] as const)('changes nothing once it is %s', (status) => {
    for (const reply of [cancelled(4_400, 6_600), refused('not_cancellable'), unsent, unknown]) {
      const { order, payment, draft } = paidOrder();
      const cancellation = sampleCancellation(order, payment, { status });
      applyCancelReply(draft, cancellation, 'cancel', reply, SETTINGS);
      expect([cancellation.status, order.cancelledWon, draft.isEmpty]).toEqual([status, 0, true]);
    }
  });
});

describe('a cancellation in doubt', () => {
  it.each([
    [2_999, 'in_doubt'],
    [3_000, 'refused'],
  ] as const)('is refused only when the lost request must have arrived: after %i ms it is %s', (sinceMs, status) => {
    const { order, payment, draft } = paidOrder();
    const cancellation = sampleCancellation(order, payment, { inDoubtSince: ago(sinceMs) });
    applyCancelReply(draft, cancellation, 'cancel', refused('not_cancellable'), SETTINGS);
    expect(cancellation.status).toBe(status);
  });

  it('stays in doubt when a repetition was not sent: the first one was', () => {
    const { order, payment, draft } = paidOrder();
    const cancellation = sampleCancellation(order, payment, { inDoubtSince: ago(60_000) });
    applyCancelReply(draft, cancellation, 'cancel', unsent, SETTINGS);
    expect(cancellation.status).toBe('in_doubt');
  });

  it('is asked about again, each time after twice as long, and calls an operator after an hour', () => {
    const { order, payment, draft } = paidOrder();
    const cancellation = sampleCancellation(order, payment, { status: 'in_doubt', lookups: 2 });
    applyCancelReply(draft, cancellation, 'cancel', unknown, SETTINGS);
    expect([cancellation.lookups, cancellation.attention, asked(draft)]).toEqual([
      3,
      null,
      [['settle_cancellation', 8_000]],
    ]);
    cancellation.inDoubtSince = ago(3_600_000);
    applyCancelReply(draft, cancellation, 'cancel', unknown, SETTINGS);
    expect([cancellation.status, cancellation.attention]).toEqual([
      'in_doubt',
      'The provider has not told what became of it.',
    ]);
  });

  it('is claimed once for a repetition', () => {
    const { order, payment, draft } = paidOrder();
    const cancellation = sampleCancellation(order, payment, { status: 'in_doubt' });
    expect(repeatCancellation(draft, cancellation, 60_000, 'repeated_whole')).toBe(true);
    expect(repeatCancellation(draft, cancellation, 60_000, 'repeated_whole')).toBe(false);
    expect([cancellation.status, asked(draft)]).toEqual(['executing', [['settle_cancellation', 62_000]]]);
  });
});

describe('a cancellation whose answer was lost', () => {
  const found = { done: cancelled(4_400, 6_600), refused: refused('not_cancellable'), unknown, unsent };
  const repeats = (
    repeatCancel: Capabilities['repeatCancel'],
    facts: { amountWon: number; balanceBeforeWon: number },
  ) => {
    const { order, payment } = paidOrder();
    const cancellation = sampleCancellation(order, payment, { status: 'in_doubt', ...facts });
    return Object.entries(found).flatMap(([name, reply]) =>
      mayRepeat({ ...CAN, repeatCancel }, order, cancellation, reply) ? [name] : [],
    );
  };
  const whole = { amountWon: 11_000, balanceBeforeWon: 11_000 };
  const part = { amountWon: 4_400, balanceBeforeWon: 11_000 };
  const rest = { amountWon: 4_400, balanceBeforeWon: 4_400 };

  it.each([
    ['always', whole, ['refused']],
    ['always', part, ['refused']],
    ['whole', whole, ['refused', 'unknown']],
    ['whole', part, []],
    // Of a payment that was touched before, the same amount could be refunded twice.
    ['whole', rest, []],
    ['never', whole, []],
  ] as const)('is sent again, where that is %s safe, %o, after %o', (repeatCancel, facts, expected) => {
    expect(repeats(repeatCancel, facts)).toEqual(expected);
  });
});

describe('a lookup of a cancellation', () => {
  const gone = cancelled(4_400, 6_600);
  const differs = refused('balance_differs');

  it.each([
    ['always', gone, true],
    ['never', gone, true],
    // Sent again: that is what tells.
    ['always', refused('not_cancellable'), false],
    ['whole', refused('not_cancellable'), true],
    ['never', refused('not_cancellable'), true],
    // Whoever settles on the balance asks again.
    ['never', differs, false],
    ['never', unknown, false],
    ['never', unsent, false],
  ] as const)('where a repetition is %s safe, after %o, ends its doubt: %s', (repeatCancel, found, expected) => {
    const { order, payment } = paidOrder();
    const cancellation = sampleCancellation(order, payment, { status: 'in_doubt' });
    expect(endsDoubt({ ...CAN, repeatCancel }, order, cancellation, found)).toBe(expected);
  });

  it('is believed when a second one says the same', () => {
    expect(toldTwice(gone, cancelled(4_400, 6_600))).toEqual(gone);
    expect(toldTwice(refused('not_cancellable'), refused('not_cancellable'))).toEqual(refused('not_cancellable'));
  });

  it.each([
    ['not given back', refused('not_cancellable')],
    ['more gone', cancelled(4_400, 2_200)],
    ['a balance that differs', differs],
    ['nothing clear', unknown],
    ['nothing at all', unsent],
  ])('leaves it in doubt when the second one says: %s', (_, second) => {
    expect(['unknown', 'unsent']).toContain(toldTwice(gone, second).is);
  });
});

describe('a reversal', () => {
  function lateMoney() {
    const order = sampleOrder({ status: 'expired' });
    const payment = samplePayment(order, { status: 'in_doubt', receipt: sampleReceipt() });
    const draft = draftOf(order);
    const reversal = addReversal(draft, payment);
    if (!reversal) throw new Error('There should be a reversal.');
    return { order, payment, draft, reversal };
  }

  it('gives all of the payment back and leaves the order’s own balance alone', () => {
    const { order, payment, draft, reversal } = lateMoney();
    expect(addReversal(draft, payment), 'one at a time').toBeNull();
    applyCancelReply(draft, reversal, 'cancel', cancelled(11_000, 0), SETTINGS);
    expect([reversal.amountWon, payment.status, order.status, order.cancelledWon]).toEqual([
      11_000,
      'reversed',
      'expired',
      0,
    ]);
    expect(told(draft)).toEqual(['cancellation.executing', 'cancellation.done', 'payment.reversed']);
  });

  it('frees an order that waited for it', () => {
    const { order, draft, reversal } = lateMoney();
    order.status = 'in_doubt';
    applyCancelReply(draft, reversal, 'cancel', cancelled(11_000, 0), SETTINGS);
    expect(order.status).toBe('unpaid');
  });

  it('that is refused calls the operator: the provider has money that belongs to nobody', () => {
    const { payment, draft, reversal } = lateMoney();
    applyCancelReply(draft, reversal, 'cancel', refused('not_cancellable'), SETTINGS);
    expect([reversal.status, payment.status]).toEqual(['refused', 'in_doubt']);
    expect(payment.attention).toContain('refused to give it back');
  });

  it('that was not sent is tried again: nobody else will ask for it', () => {
    const { draft, reversal } = lateMoney();
    applyCancelReply(draft, reversal, 'cancel', unsent, SETTINGS);
    expect([reversal.status, asked(draft).at(-1)]).toEqual(['in_doubt', ['settle_cancellation', 1_000]]);
  });
});
