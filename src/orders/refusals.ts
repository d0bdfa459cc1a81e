// A provider's no, as the problem the caller gets.
// Must never show more than the provider's code and words.
import { Problem } from '../common/problems.js';
import type { Refusal } from './provider-reply.js';

/** The problem of a refusal: 402 with the provider's code and text. */
export function refusalProblem(refusal: Refusal): Problem {
  return new Problem('provider_refused', {
    detail: SENTENCES[refusal.reason],
    ...(refusal.buyerReason === undefined ? {} : { buyerReason: refusal.buyerReason }),
    ...(refusal.providerCode === undefined ? {} : { providerCode: refusal.providerCode }),
    ...(refusal.providerMessage === undefined ? {} : { providerMessage: refusal.providerMessage }),
  });
}

const SENTENCES: Readonly<Record<Refusal['reason'], string>> = {
  declined: 'The means of payment was declined.',
  buyer_cancelled: 'The buyer turned back.',
  sheet_expired: 'The provider’s payment page has expired.',
  already_paid: 'The provider has this order number as paid already; read the order for what we know.',
  not_paid: 'The provider knows of no payment.',
  given_back: 'The provider took money, but not as it was asked for; it was given back.',
  not_cancellable: 'The provider cannot cancel this.',
  balance_differs: 'What is left of the payment at the provider is not what our books say.',
  tax_split_refused:
    'The provider refused this part and gave nothing back; most likely its VAT does not fit into what is left there. Refund all that is left, or give the part back on the provider’s pages and enter it with its tax split.',
  over_balance: 'More was asked for than is left of the payment.',
  configuration: 'The seller’s registration or credentials at the provider are not right.',
  invalid: 'The provider found the request unacceptable.',
  not_refunded: 'An operator found that it was not refunded.',
  superseded: 'Another try replaced this one.',
  order_expired: 'The order’s time was up.',
  order_voided: 'The order was withdrawn.',
  deposit_withdrawn: 'The provider was told not to wait for the deposit any more.',
  key_dead: 'The provider has ended the stored card’s key; ask the buyer to register a card again.',
  not_sent: 'The provider could not be reached, or could not begin.',
  already_registered: 'This card is stored already, under another key.',
};
