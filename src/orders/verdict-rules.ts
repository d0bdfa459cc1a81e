// Every rule by which a payment or cancellation is where it is, with what it means: the one list, shown with the evidence.
// Must never grow a rule that settles a doubt because time has passed.

/** What each rule says, in one sentence for an operator. */
export const VERDICT_RULES = {
  confirm_answered:
    'The provider answered the call: it has the money, or an account to wait for it, with the ids and the amount asked for.',
  confirm_refused: 'The provider answered the call with a no: nothing moved, or what was taken went back at once.',
  confirm_unsent: 'The call surely never left, so nothing can have moved.',
  answer_lost: 'The call may have arrived, and no answer came that can be believed.',
  call_lost: 'Whoever made the call did not live to keep its answer.',
  unclaimed_money_found:
    'The provider has money, or an account to wait for it, where the books had given the payment up.',
  lookup_found_paid: 'Asked about it, the provider says that it is paid, with the ids and the amount asked for.',
  lookup_found_account: 'Asked about it, the provider says that it waits for a deposit.',
  lookup_said_not_paid:
    'Asked about it long enough after the call, the provider says that nothing was paid, or what was taken went back at once.',
  lookup_said_not_paid_too_early: 'The provider says that nothing was paid, but the lost call may still be on its way.',
  deposit_overdue: 'The account is closed, and the provider says that no deposit came.',
  account_unknown_there:
    'The account is closed, and the provider says that it knows of no payment: it is asked again before that is believed.',
  deposit_withdrawn: 'The merchant does not wait for the deposit any more.',
  wrong_charge_found: 'Asked twice, the provider says that it took what was not asked for: it goes back.',
  wrong_charge_given_back: 'The provider gave back all of what it had taken and was not asked for.',
  order_cannot_take_it: 'The money is there, and the order cannot take it any more: it is given back.',
  late_money_given_back: 'All of the money that the order could not take was given back.',
  cancellation_answered: 'The provider answered the call: it gave the amount back.',
  cancellation_refused: 'The provider answered the call with a no: nothing was given back.',
  cancellation_unsent: 'The call surely never left. A refund is given up; the reversal of late money is tried again.',
  lookup_found_cancelled: 'Asked twice, the provider says that the amount was given back.',
  lookup_found_more_gone:
    'Asked twice, the provider says that more went back than this amount: it is taken for given back, and the rest for gone back elsewhere.',
  lookup_said_not_cancelled:
    'Asked about it long enough after the call, the provider says that nothing was given back.',
  said_not_cancelled_too_early:
    'The provider says that nothing was given back, but the lost call may still be on its way.',
  repeated_under_same_balance:
    'It had not happened yet, and is sent again: this provider takes it once under the same balance.',
  repeated_whole: 'It is sent again: all of an untouched payment cannot be given back twice.',
  repetition_refused: 'The provider refused the repetition, which does not say that the first call did nothing.',
  repeated_under_new_balance:
    'Some of the payment had gone back elsewhere, which is in the books now; the refund is sent again under the new balance.',
  balance_unclear:
    'The provider’s balance is not what the books say, and two questions about it did not get the same clear answer.',
  external_found:
    'Asked twice, the provider says that less is left than the books had: the difference went back elsewhere.',
  balance_above_books: 'The provider says that more is left than the books have: it gave back less than was written.',
  taken_is_unknown_there:
    'The provider answered the call for the money that it took some, and says now that it has no such payment: an operator is called.',
  refund_not_told_apart:
    'A refund whose answer was lost is taken for given back, as more is gone there than its amount; all of that may have gone back elsewhere: an operator is called.',
  paid_is_unknown_there: 'Asked about a payment that the books have as paid, the provider says that it knows of none.',
  refund_told_elsewhere:
    'The provider told of a refund that the books do not have, and does not say how much is left: an operator is called.',
  refunded_beyond_books:
    'By what the provider or a notice told, more went back than was paid, with what the books have: an operator is called.',
  told_refund_not_found:
    'Asked twice, the provider has nothing of the refund that was told of: the operator who was called is not needed.',
  ids_corrected:
    'Asked twice, the provider tells another id or key of the payment than one earlier answer did: refunds are asked for under these.',
  cannot_apply:
    'The provider answered, and its answer could not be written into the books: it is asked again, and an operator is called.',
  cannot_tell: 'No answer came, or one that does not tell what became of it; it is asked again.',
  refund_found_after_all:
    'The provider says that the amount was given back, where an operator had found that it was not.',
  operator_said_paid: 'An operator found the payment at the provider.',
  operator_said_not_paid: 'An operator found that the provider has no such payment.',
  operator_said_given_back: 'An operator gave the money back by other means.',
  operator_said_refunded: 'An operator found that the provider gave the amount back.',
  operator_said_not_refunded: 'An operator found that nothing was given back, and that it is not to be tried any more.',
  operator_recorded_external: 'An operator recorded money that went back without the platform.',
  operator_sent_again: 'An operator had it sent again.',
  operator_noted: 'An operator has seen to what they were called for; nothing moves.',
} as const satisfies Readonly<Record<string, string>>;

/** The name of a rule. */
export type VerdictRule = keyof typeof VERDICT_RULES;

/** The rules that call an operator to a payment that is paid. */
export const PAYMENT_CALLS = [
  'refund_told_elsewhere',
  'refunded_beyond_books',
  'balance_above_books',
  'paid_is_unknown_there',
  'refund_not_told_apart',
] as const satisfies readonly VerdictRule[];
export type PaymentCall = (typeof PAYMENT_CALLS)[number];

/** The rules by which money that went back without the platform comes into the books. */
export const EXTERNAL_RULES = [
  'external_found',
  'operator_recorded_external',
] as const satisfies readonly VerdictRule[];

/** The rules that tell whoever reads an order's history something, though nothing moves by them. */
export const TELLING_RULES: readonly VerdictRule[] = [
  ...PAYMENT_CALLS,
  ...EXTERNAL_RULES,
  'told_refund_not_found',
  'wrong_charge_found',
  'ids_corrected',
  'cannot_apply',
];

/** Who decides when no operator does. */
export const PLATFORM = 'platform';
