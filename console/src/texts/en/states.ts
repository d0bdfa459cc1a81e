// Words for states, and plain sentences for refusals, in English.
// Must never tell more than is known: in doubt is neither paid nor refused.
import type { RefusalSentences, StateWords } from '../states';

export const states: StateWords = {
  order: {
    unpaid: 'Unpaid',
    confirming: 'Being paid',
    in_doubt: 'Being checked',
    awaiting_deposit: 'Awaiting deposit',
    paid: 'Paid',
    partially_cancelled: 'Partly refunded',
    cancelled: 'Refunded',
    expired: 'Expired',
    voided: 'Voided',
  },
  payment: {
    open: 'Window open',
    confirming: 'Being approved',
    in_doubt: 'Being checked',
    awaiting_deposit: 'Awaiting deposit',
    paid: 'Approved',
    refused: 'Refused',
    abandoned: 'Abandoned',
    reversed: 'Given back',
  },
  cancellation: {
    requested: 'Requested',
    executing: 'Being refunded',
    in_doubt: 'Being checked',
    done: 'Refunded',
    refused: 'Refused by provider',
    rejected: 'Rejected',
  },
};

export const refusals: RefusalSentences = {
  declined: 'The means of payment was declined.',
  buyer_cancelled: 'The buyer turned back.',
  sheet_expired: 'The provider’s payment page has expired.',
  already_paid: 'The provider has this order number as paid already.',
  not_paid: 'The provider knows of no payment.',
  given_back: 'Money was taken, but not as it was asked for, and was given back.',
  not_cancellable: 'The provider cannot cancel this payment.',
  configuration: 'The seller’s registration or credentials at the provider are not right.',
  invalid: 'The provider did not accept the request.',
  balance_differs: 'The provider has less left of it than our books say.',
  tax_split_refused:
    'The provider refused this part and gave nothing back. Most likely its VAT does not fit into what is left there. Refund all that is left, or give the part back on the provider’s merchant site and enter it here with its tax split.',
  over_balance: 'More was asked for than is left of the payment.',
  not_refunded: 'An operator found that it was not refunded.',
  superseded: 'Another try replaced this one.',
  order_expired: 'The order’s time to pay was over.',
  order_voided: 'The order was withdrawn.',
  deposit_withdrawn: 'The provider was told not to wait for the deposit.',
  key_dead: 'The provider takes this card or account no more. A stored one has to be registered again.',
  not_sent: 'The provider could not be reached, or could not begin.',
  already_registered: 'This card is registered already.',
  other: 'Refused for a reason that is not known here.',
};
