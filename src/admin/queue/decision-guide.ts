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

const GUIDES: Readonly<Record<DeskDecision, Guide>> = {
  paid: {
    answer: 'happened',
    means:
      'You found the payment at the provider: it took just the amount that was asked for, also where some of it was refunded there since. Where it took another amount, have it cancelled there and say that it was not paid.',
    next: 'The order is paid. Record at the order what was refunded there since.',
    needs: ['providerPaymentId', 'paidAt'],
    takes: [],
  },
  not_paid: {
    answer: 'did_not_happen',
    means: 'You found that the provider has no such payment, or that it was of another amount and is cancelled there.',
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
      'You have seen to what you were called for, or found that nothing went back elsewhere. What went back is recorded at its order before that.',
    next: 'Nothing moves. It leaves the queue with your note.',
    ...plain,
  },
  not_known: {
    answer: 'not_known_yet',
    means: 'You looked, and it cannot be told yet.',
    next: 'It stays in the queue with your note. Where the platform asks the provider, it goes on asking.',
    ...plain,
  },
};

/** Of a payment that was given up here, and whose money the provider may have all the same. */
const OF_GIVEN_UP: Readonly<Partial<Record<DeskDecision, Partial<Guide>>>> = {
  paid: {
    means:
      'You found the payment at the provider: it took just the amount of a payment that was given up here, also where some of it was refunded there since.',
  },
  noted: {
    answer: 'did_not_happen',
    means: 'You found that the provider took nothing of this payment.',
    next: 'It leaves the queue with your note. The provider is asked again within a day; money that is found then is taken by the order or given back.',
  },
};

/** What of a payment an answer depends on. */
export interface GuidedPayment {
  readonly isGivenUp: boolean;
  readonly orderTakesIt: boolean;
  readonly amountWon: number;
}

/** @param payment that the decision is about; `null`: it is about none */
export function guideOf(decision: DeskDecision, payment: GuidedPayment | null): Guide {
  const guide = { ...GUIDES[decision], ...(payment?.isGivenUp === true && OF_GIVEN_UP[decision]) };
  if (decision !== 'paid' || !payment || payment.orderTakesIt) return guide;
  return {
    ...guide,
    next: `The order cannot take the money: all ${payment.amountWon} won are given back to the buyer at once.`,
  };
}

/** What to do about things that the domain lets nobody decide; `null` of others. */
export function whatToDo(kind: AttentionKind, status: string): string | null {
  if (kind === 'billing_key') return status === 'removing' ? END_IT_THERE : SEE_TO_IT_THERE;
  return kind === 'cash_receipt' ? CORRECT_IT_THERE : null;
}

const END_IT_THERE =
  'The platform goes on asking the provider to end this stored card, which is charged no more. Where the provider does not agree, look it up in its merchant pages and end it there. It leaves the queue by itself when the provider agrees.';
const SEE_TO_IT_THERE =
  'Look it up in the provider’s merchant pages and do there what is left to do; then say that you have seen to it. Money that was taken in its window the platform goes on asking the provider to give back.';
const CORRECT_IT_THERE =
  'Look the cash receipt up in the provider’s merchant pages or at the tax office, and issue, correct or cancel it there, or take it back with DELETE /v1/orders/{id}/cash-receipts/{receiptId}. It leaves the queue by itself when the provider agrees or the receipt is taken back.';

export function isPaymentDecision(decision: DeskDecision): decision is PaymentDecision {
  return PAYMENT_DECISIONS.some((each) => each === decision);
}

export function isCancellationDecision(decision: DeskDecision): decision is CancellationDecision {
  return CANCELLATION_DECISIONS.some((each) => each === decision);
}
