// The states that the console shows in words, by what they are states of.
// Must never hold a word for people, or a state that the API does not have.
import type { components } from '../api/openapi';

type Schemas = components['schemas'];

export type OrderState = Schemas['OrderDto']['status'];
export type PaymentState = Schemas['PaymentDto']['status'];
export type CancellationState = Schemas['CancellationDto']['status'];

/** Words for each state of each kind of thing. */
export interface StateWords {
  readonly order: Readonly<Record<OrderState, string>>;
  readonly payment: Readonly<Record<PaymentState, string>>;
  readonly cancellation: Readonly<Record<CancellationState, string>>;
}

/** Why a provider, or we, said no. The API calls it a text, so that a new reason breaks nobody. */
const REFUSAL_REASONS = [
  'declined',
  'buyer_cancelled',
  'sheet_expired',
  'already_paid',
  'not_paid',
  'given_back',
  'not_cancellable',
  'configuration',
  'invalid',
  'balance_differs',
  'tax_split_refused',
  'over_balance',
  'not_refunded',
  'superseded',
  'order_expired',
  'order_voided',
  'deposit_withdrawn',
  'key_dead',
  'not_sent',
  'already_registered',
] as const;
type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A sentence for each reason, and one for a reason that is not known here. */
export type RefusalSentences = Readonly<Record<RefusalReason | 'other', string>>;

/** The sentence for a reason as the API gives it. */
export function refusalSentence(sentences: RefusalSentences, reason: string): string {
  return sentences[REFUSAL_REASONS.find((known) => known === reason) ?? 'other'];
}
