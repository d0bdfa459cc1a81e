// What answers, refunds and time mean for a cash receipt.
import { describe, expect, test } from 'vitest';
import { newId } from '../common/ids.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import type { Reply } from '../orders/provider-reply.js';
import type { CancelReceipt } from '../orders/receipt.js';
import {
  ago,
  NOW,
  refused,
  sampleCancellation,
  sampleOrder,
  samplePayment,
  SETTINGS,
  unknown,
  unsent,
} from '../orders/testing/samples.js';
import type { CashReceipt } from './cash-receipt.entity.js';
import { hintOf, readIdentity } from './identity.js';
import { applyIssueReply, followRefunds, stillDoubted, stillStanding, type ReceiptSettings } from './receipt-moves.js';

const DAY_MS = 86_400_000;
const WAITS: ReceiptSettings = { ...SETTINGS, cashReceiptRetryMs: DAY_MS };
const done: Reply<{ managementNumber: string }> = { is: 'done', value: { managementNumber: '42' } };

function sampleReceipt(facts: Partial<CashReceipt> = {}): CashReceipt {
  return {
    id: newId(),
    version: 1,
    orderId: newId(),
    paymentId: newId(),
    provider: 'payple',
    status: 'issued',
    purpose: 'personal',
    identityHint: '*******5432',
    sealedIdentity: null,
    amountWon: 11_000,
    managementNumber: '42',
    refusal: null,
    attention: null,
    seenStanding: false,
    noneSince: null,
    attempts: 0,
    requestedBy: 'key_1',
    createdAt: ago(60_000),
    inDoubtSince: null,
    issuedAt: ago(59_000),
    cancellingSince: null,
    cancelledAt: null,
    ...facts,
  };
}

/** An order of 11,000 won with a receipt for its payment, after refunds. */
function refundedOrder(
  refunds: readonly { won: number; told?: CancelReceipt['cashReceipt']; before?: boolean }[],
  facts: Partial<CashReceipt> = {},
): { order: LoadedOrder; receipt: CashReceipt } {
  const order = sampleOrder({ status: 'paid', amountWon: 11_000 });
  const payment = samplePayment(order, { status: 'paid' });
  for (const { won, told, before } of refunds) {
    order.cancelledWon += won;
    const receipt = { providerCancellationId: null, cancelledWon: won, balanceAfterWon: 0, cancelledAt: null };
    sampleCancellation(order, payment, {
      status: 'done',
      amountWon: won,
      doneAt: before === true ? ago(3_600_000) : ago(1_000),
      receipt: told === undefined ? receipt : { ...receipt, cashReceipt: told },
    });
  }
  return { order, receipt: sampleReceipt({ paymentId: payment.id, ...facts }) };
}

describe('the first answer', () => {
  test.each<[string, CashReceipt['status'], Reply<{ managementNumber: string }>, string | undefined]>([
    ['yes', 'requested', done, 'issued'],
    ['no', 'requested', refused('invalid'), 'refused'],
    ['never sent', 'requested', unsent, 'refused'],
    ['lost', 'requested', unknown, 'in_doubt'],
    ['a late yes', 'in_doubt', done, 'issued'],
    ['a late no, after which another may have been sent', 'in_doubt', refused('invalid'), undefined],
    ['a yes to what is settled', 'issued', done, undefined],
    ['a no to what is being taken back', 'cancelling', refused('invalid'), undefined],
  ])('%s, while it is %s', (_, status, reply, to) => {
    expect(applyIssueReply(sampleReceipt({ status }), reply, NOW, WAITS)?.to).toBe(to);
  });

  test.each([done, refused('invalid'), unsent])('of $is ends the keeping of the number', (reply) => {
    const move = applyIssueReply(sampleReceipt({ status: 'requested', sealedIdentity: 'sealed' }), reply, NOW, WAITS);
    expect(move?.changes.sealedIdentity).toBe(null);
  });
});

describe('a doubt', () => {
  const doubt = (facts: Partial<CashReceipt> = {}) =>
    sampleReceipt({ status: 'in_doubt', sealedIdentity: 'sealed', inDoubtSince: ago(1_000), ...facts });
  const waitOf = (move: ReturnType<typeof stillDoubted>) => (move.job?.runAt?.getTime() ?? 0) - NOW.getTime();

  test('is asked about ever more slowly', () => {
    const waits = [0, 1, 2].map((attempts) => waitOf(stillDoubted(doubt({ attempts }), null, NOW, WAITS)));
    expect(waits).toEqual([2_000, 4_000, 8_000]);
  });

  test('calls an operator at once when a second one is refused, and goes on asking every day', () => {
    const move = stillDoubted(doubt(), refused('invalid'), NOW, WAITS);
    expect([move.to, waitOf(move)]).toEqual(['in_doubt', DAY_MS]);
    expect(move.changes.attention).toContain('(invalid)');
    expect(move.changes).not.toHaveProperty('sealedIdentity');
  });

  test('calls an operator when it has lasted an hour', () => {
    const move = stillDoubted(doubt({ inDoubtSince: ago(3_600_000) }), unknown, NOW, WAITS);
    expect(move.changes.attention).toBeTruthy();
  });
});

describe('taking back', () => {
  const standing = (facts: Partial<CashReceipt> = {}) =>
    sampleReceipt({ status: 'cancelling', cancellingSince: ago(1_000), ...facts });

  test('is tried again another day after a no, and sooner when nobody heard', () => {
    const waits = [refused('invalid'), unknown, unsent].map((reply) => {
      const { job } = stillStanding(standing(), reply, NOW, WAITS);
      return (job?.runAt?.getTime() ?? 0) - NOW.getTime();
    });
    expect(waits).toEqual([DAY_MS, 2_000, 2_000]);
  });

  test('calls an operator when it lasts, and never ends by itself', () => {
    const move = stillStanding(standing({ cancellingSince: ago(DAY_MS) }), refused('invalid'), NOW, WAITS);
    expect([move.to, move.changes.attention]).toEqual(['cancelling', 'The provider does not take it back (invalid).']);
  });
});

describe('a refund', () => {
  const follow = ({ order, receipt }: ReturnType<typeof refundedOrder>) => followRefunds(receipt, order, NOW, WAITS);

  test('of nothing changes nothing', () => {
    expect(follow(refundedOrder([]))).toBe(null);
  });

  test('of everything ends the receipt when the provider says so', () => {
    expect(follow(refundedOrder([{ won: 11_000, told: 'cancelled' }]))?.to).toBe('cancelled');
    expect(follow(refundedOrder([{ won: 4_000 }, { won: 7_000, told: 'cancelled' }]))?.to).toBe('cancelled');
  });

  test.each(['not_cancelled', undefined] as const)(
    'of everything, with %s told, has it taken back the next day',
    (told) => {
      const move = follow(refundedOrder([{ won: 11_000, ...(told && { told }) }]));
      expect([move?.to, move?.job?.runAt?.getTime()]).toEqual(['cancelling', NOW.getTime() + DAY_MS]);
    },
  );

  test('of a part calls an operator when less is left than it says', () => {
    const move = follow(refundedOrder([{ won: 4_000, told: 'cancelled' }]));
    expect([move?.to, move?.changes.attention]).toEqual([
      'issued',
      'The receipt is for 11000 won, and after a refund 7000 won of the payment are left. The provider says that it took the receipt back with the refund.',
    ]);
    expect(
      follow(refundedOrder([{ won: 4_000, told: 'cancelled' }], { attention: move?.changes.attention ?? '' })),
    ).toBe(null);
  });

  test('of a part that the receipt does not speak of leaves it alone, unless the provider took it back', () => {
    expect(follow(refundedOrder([{ won: 4_000 }], { amountWon: 7_000 }))).toBe(null);
    expect(follow(refundedOrder([{ won: 4_000, told: 'not_cancelled' }], { amountWon: 7_000 }))).toBe(null);
    expect(
      follow(refundedOrder([{ won: 4_000, told: 'cancelled' }], { amountWon: 7_000 }))?.changes.attention,
    ).toBeTruthy();
  });

  test('from before the receipt was asked for says nothing of it', () => {
    expect(follow(refundedOrder([{ won: 4_000, told: 'cancelled', before: true }], { amountWon: 7_000 }))).toBe(null);
  });
});

describe('the number of a receipt', () => {
  test.each([
    ['personal', '010-1234-5678', '01012345678'],
    ['personal', '011 123 4567', '0111234567'],
    ['company', '123-45-67890', '1234567890'],
  ] as const)('of the purpose %s may be %s', (purpose, text, digits) => {
    expect(readIdentity(purpose, text)).toBe(digits);
    expect(hintOf(digits)).toMatch(/^\*+\d{4}$/);
  });

  test.each([
    ['personal', '1234567890'],
    ['personal', '010123456789'],
    ['company', '01012345678'],
    ['company', '12345-6789'],
    ['company', '１２３４５６７８９０'],
  ] as const)('of the purpose %s may not be %s', (purpose, text) => {
    expect(() => readIdentity(purpose, text)).toThrow(/^identity must be/);
  });
});
