// What somebody can say about what no machine could settle, in the three honest answers, and what each leads to.
// Must never offer a decision that the domain does not know; deciding.service.ts carries them out.
import type { AttentionKind } from '../../attention/attention.dto.js';
import {
  CANCELLATION_DECISIONS,
  PAYMENT_DECISIONS,
  type CancellationDecision,
  type PaymentDecision,
} from '../../orders/decision-moves.js';

/** It happened, it did not, or nobody can tell yet. */
export const HONEST_ANSWERS = ['happened', 'did_not_happen', 'not_known_yet'] as const;
export type HonestAnswer = (typeof HONEST_ANSWERS)[number];

/** What the domain can be told, and that somebody looked and cannot tell. */
export type DeskDecision = PaymentDecision | CancellationDecision | 'not_known';
export const DESK_DECISIONS: readonly DeskDecision[] = [
  ...new Set([...PAYMENT_DECISIONS, ...CANCELLATION_DECISIONS, 'not_known' as const]),
];

/** One decision, for whoever has to take it. */
export interface Guide {
  readonly answer: HonestAnswer;
  readonly means: string;
  readonly next: string;
  readonly needs: readonly string[];
  readonly takes: readonly string[];
}

const plain = { needs: [], takes: [] } as const;

export const GUIDES: Readonly<Record<DeskDecision, Guide>> = {
  paid: {
    answer: 'happened',
    means:
      'You found the payment at the provider: it took the money, also of a payment that was given up here, or where some of it was refunded there since.',
    next: 'The order is paid. If it can take no money any more, the money is given back at once. Record at the order what was refunded there.',
    needs: ['providerPaymentId', 'paidAt'],
    takes: [],
  },
  not_paid: {
    answer: 'did_not_happen',
    means: 'You found that the provider has no such payment.',
    next: 'The payment is refused and the order can be paid otherwise. The provider is asked again for a day; money that is found then is taken by the order or given back.',
    ...plain,
  },
  given_back: {
    answer: 'happened',
    means: 'You gave the money back to the buyer by other means, such as a bank transfer.',
    next: 'The payment is closed as reversed. Nothing is sent to the provider.',
    ...plain,
  },
  refunded: {
    answer: 'happened',
    means: 'You found that the provider gave the amount back.',
    next: 'The refund is done and the order’s balance goes down by it. Nothing is sent to the provider.',
    needs: [],
    takes: ['providerCancellationId'],
  },
  not_refunded: {
    answer: 'did_not_happen',
    means: 'You found that nothing was given back, and it is not to be tried any more.',
    next: 'The refund is closed as refused, and a new one may be asked for. The provider is asked again for a day; if it gave the money back after all, the books follow.',
    ...plain,
  },
  try_again: {
    answer: 'did_not_happen',
    means: 'You found that nothing was given back, and it is to be sent again.',
    next: 'The refund is sent to the provider at once. Without an answer it is in doubt again.',
    needs: [],
    takes: ['acceptDoubleRefund'],
  },
  noted: {
    answer: 'happened',
    means:
      'You have seen to what you were called for, or found that nothing went back elsewhere, or that nothing was taken of a payment that was given up. What went back is recorded at its order before that.',
    next: 'Nothing moves. It leaves the queue with your note. About a payment that was given up the provider is asked again within a day all the same.',
    ...plain,
  },
  not_known: {
    answer: 'not_known_yet',
    means: 'You looked, and it cannot be told yet.',
    next: 'It stays in the queue with your note. Where the platform asks the provider, it goes on asking.',
    ...plain,
  },
};

/** What to do about things that the domain lets nobody decide. */
export const WHAT_TO_DO: Readonly<Partial<Record<AttentionKind, string>>> = {
  billing_key:
    'The platform goes on asking the provider to end this stored card, or to give back money that was taken in its window; a card that is to be ended is charged no more. Where the provider does not agree, look it up in its merchant pages and do it there. A card that is being ended leaves the queue by itself when the provider agrees; of any other, say when you have seen to it.',
  cash_receipt:
    'Look the cash receipt up in the provider’s merchant pages or at the tax office, and issue, correct or cancel it there, or take it back with DELETE /v1/orders/{id}/cash-receipts/{receiptId}. It leaves the queue by itself when the provider agrees or the receipt is taken back.',
};

export function isPaymentDecision(decision: DeskDecision): decision is PaymentDecision {
  return PAYMENT_DECISIONS.some((each) => each === decision);
}

export function isCancellationDecision(decision: DeskDecision): decision is CancellationDecision {
  return CANCELLATION_DECISIONS.some((each) => each === decision);
}
