// Why things are where they are, in English.
// Must never lack a rule of the API; what is no rule of ours is shown as the server says it.
import type { EvidenceWords } from '../evidence';

export const evidence: EvidenceWords = {
  rules: {
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
    lookup_said_not_paid_too_early:
      'The provider says that nothing was paid, but the lost call may still be on its way.',
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
    cannot_tell: 'No answer came, or one that does not tell what became of it; it is asked again.',
    refund_found_after_all:
      'The provider says that the amount was given back, where an operator had found that it was not.',
    ids_corrected:
      'Asked twice, the provider tells another id or key of the payment than one earlier answer did: refunds are asked for under these.',
    cannot_apply:
      'The provider answered, and its answer could not be written into the books: it is asked again, and an operator is called.',
    repeated_under_new_balance:
      'Some of the payment had gone back elsewhere, which is in the books now; the refund is sent again under the new balance.',
    balance_unclear:
      'The provider’s balance is not what the books say, and two questions about it did not get the same clear answer.',
    external_found:
      'Asked twice, the provider says that less is left than the books had: the difference went back elsewhere.',
    balance_above_books: 'The provider says that more is left than the books have: it gave back less than was written.',
    refund_told_elsewhere:
      'The provider told of a refund that the books do not have, and does not say how much is left: an operator is called.',
    refunded_beyond_books:
      'By what the provider or a notice told, more went back than was paid, with what the books have: an operator is called.',
    told_refund_not_found:
      'Asked twice, the provider has nothing of the refund that was told of: the operator who was called is not needed.',
    operator_recorded_external: 'An operator recorded money that went back without the platform.',
    taken_is_unknown_there:
      'The provider answered the call for the money that it took some, and says now that it has no such payment: an operator is called.',
    refund_not_told_apart:
      'A refund whose answer was lost is taken for given back, as more is gone there than its amount; all of that may have gone back elsewhere: an operator is called.',
    paid_is_unknown_there:
      'Asked about a payment that the books have as paid, the provider says that it knows of none.',
    operator_said_paid: 'An operator found the payment at the provider.',
    operator_said_not_paid: 'An operator found that the provider has no such payment.',
    operator_said_given_back: 'An operator gave the money back by other means.',
    operator_said_refunded: 'An operator found that the provider gave the amount back.',
    operator_said_not_refunded:
      'An operator found that nothing was given back, and that it is not to be tried any more.',
    operator_sent_again: 'An operator had it sent again.',
    operator_noted: 'An operator has seen to what they were called for; nothing moves.',
  },
  // The server says these in English.
  steps: {},
  operations: {
    reserve: 'reserve the payment page',
    approval: 'approve the payment',
    confirm: 'approve the payment',
    verify: 'look the payment up',
    inquiry: 'look the payment up',
    cancel: 'cancel the payment',
    checkAvailability: 'look up what can be cancelled',
    productStatus: 'change the state of a product',
    mileage: 'take mileage back',
    'card window': 'open the card window',
    'account window': 'open the account window',
    charge: 'charge the stored card',
    chargeMonth: 'charge the stored card for a month',
    chargeAccount: 'charge the stored account',
    chargeAccountMonth: 'charge the stored account for a month',
    describeKey: 'ask about the stored means',
    revokeKey: 'end the stored means',
    'cash receipt': 'issue the cash receipt',
    'cash receipt cancel': 'take the cash receipt back',
  },
  authorizing: (operation) => `authenticate the merchant (${operation})`,
  outcomes: { done: 'done', refused: 'refused', unsent: 'not sent', unknown: 'no answer, or none that tells' },
  needs: {},
  toDo: {
    refund_told_elsewhere:
      'Some of this payment seems to have gone back without the platform, and it is not known how much is left. Look it up on the provider’s merchant pages and record what went back as an external refund; if nothing went back, say that you have seen to it. Until then parts of this payment may not be refunded.',
    refunded_beyond_books:
      'More of this payment seems to have gone back than was paid, at the provider or by hand. Compare the refunds on the provider’s merchant pages with the books: what went back twice has to be asked back from the buyer. It cannot be recorded as an external refund; when you have seen to it, say so.',
    balance_above_books:
      'The provider says that more is left than the books have: it gave back less than was written. Compare the refunds on the provider’s merchant pages with the books, give back there what is missing, and say that you have seen to it.',
    refund_not_told_apart:
      'No answer came to a refund, and more is gone at the provider than its amount. It is written as given back, and the rest as an external refund: the sum is right, but perhaps all of it went back elsewhere. Look for this refund on the provider’s merchant pages. If it is not there, tell the shop, and refund it again if the buyer is to have it; then say that you have seen to it.',
    paid_is_unknown_there:
      'The provider says that it knows of no such payment, which the books have as paid. Look for it on the provider’s merchant pages. If it was cancelled and the money went back, record an external refund; if the payment is there, say that you have seen to it.',
  },
  calls: {
    refund_told_elsewhere: 'A refund that the books do not have',
    refunded_beyond_books: 'More refunded than was paid',
    balance_above_books: 'More left at the provider than in the books',
    paid_is_unknown_there: 'A payment that the provider does not know',
    refund_not_told_apart: 'A refund that may be somebody else’s',
  },
  givenUp:
    'It was given up or refused here, and may have been paid at the provider all the same. The provider has not told what became of it, so somebody has to look.',
  said: {
    receiptDiffers: (receipt, left) => `The cash receipt is for ${receipt}, and ${left} of the payment are left.`,
    receiptTakenBack: (receipt, left) =>
      `The cash receipt is for ${receipt}, and ${left} of the payment are left. The provider says that it took the receipt back with the refund.`,
    receiptStands: (code) => `The provider does not take the cash receipt back${code === '' ? '' : ` (${code})`}.`,
    notApplied: 'The provider’s answer could not be written into the books. The log tells more.',
    jobFails: (fault) => `The job that is to settle it goes on failing (${fault}). The log tells more.`,
    connectionFailed: (code) => `The connection to the provider failed (${code}).`,
    noAnswer: (deadlineMs) => `The provider did not answer within ${deadlineMs} ms.`,
    httpFailed: (status) => `The provider answered with HTTP error ${status}.`,
    answeredWith: (provider, code, more) => `${provider} answered with code ${code}${more === '' ? '' : `: ${more}`}`,
    refundNotTold: (provider) => `By ${provider}’s answer it cannot be told what became of the refund.`,
    neither: 'The answer says neither yes nor no.',
    notKnownYet: (provider) => `${provider} does not know of the payment yet.`,
    anotherPayment: (provider) => `${provider} answered about another payment.`,
    otherThanAsked: (name, told, asked) => `${name} is ${told}, and ${asked} was asked for.`,
  },
  told: 'Unsigned notice, please check:',
  unreadableAmount: 'amount unreadable',
  moreTold: (count) => `and ${count} more`,
  balances: (there, here) => `${there} are left at the provider, ${here} in the books`,
  refunds: (there, here) => `${there} were refunded by the provider’s word, ${here} by the books`,
  beyond: (left, elsewhere, tooMuch) =>
    `${left} are left in the books, ${elsewhere} went back elsewhere: ${tooMuch} too much`,
  unanswered: 'The provider does not answer the question how much is left. It is asked on.',
  taken: (taken, asked) => `${taken} were taken, not as asked for (${asked})`,
  takenAndBack: (taken, asked) => `${taken} were taken, not as asked for (${asked}), and all of it was given back`,
  toldInLine: (refunds) => `Told by notice: ${refunds.join(', ')}`,
  host: 'Sent to',
  httpStatus: 'HTTP status',
  resultCode: 'Result code',
  failure: 'Failure',
  sent: 'Sent',
  received: 'Received',
  nothingReceived: 'Nothing came back.',
  took: (durationMs: number) => `took ${durationMs} ms`,
  platform: 'The platform',
  pruned: (count: number) => (count === 1 ? '1 exchange was removed by age' : `${count} exchanges were removed by age`),
  leftOut: (count: number) => `${count} more lookups in between changed nothing and are left out.`,
};
