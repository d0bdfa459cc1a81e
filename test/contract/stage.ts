// What a provider brings to the contract suite: a house where it is set up, a way to play the buyer, its faults and its
// own books. Must never assert anything; the stories do.
import type { Channel } from '../../src/orders/provider-payment.js';
import type { Capabilities } from '../../src/orders/provider.port.js';
import type { ProviderBooks } from '../support/compare-books.js';
import type { House } from '../support/house.js';
import type { ShownBillingKey, ShownOrder, ShownPayment } from '../support/merchant.js';

/** What can go wrong with the next call to a provider. */
export type StageFault =
  /** It says no, with a code it documents. */
  | 'decline'
  /** It says no, with a code that nobody has documented. */
  | 'unlisted_code'
  /** The connection breaks, and nothing happened there. */
  | 'lost_before_effect'
  /** The connection breaks after it happened there. */
  | 'lost_after_effect'
  /** It happened, and the answer means nothing. */
  | 'garbage_after_effect';

/** A call that can be spoilt; a charge for a month may be another call than one for none. */
export type StageCall = 'confirm' | 'cancel' | 'charge' | 'monthly_charge' | 'revoke';

/** An order as the provider believes it. */
export interface StageBook {
  readonly paidWon: number;
  readonly cancelledWon: number;
  /** How often it took money for the order. */
  readonly confirms: number;
  /** How often it gave some back. */
  readonly cancels: number;
}

/** The buyer's and the provider's side of stored cards. */
export interface StageCards {
  /** The buyer gives a card at the provider. Returns where their browser then lands here. */
  register(key: ShownBillingKey): Promise<string>;
  /** The buyer turns back. Returns where their browser then lands here. */
  turnBack(key: ShownBillingKey): Promise<string>;
  /** What the provider calls the card: it must be seen nowhere. */
  secretOf(key: ShownBillingKey): string;
  /** The provider ends the card by itself. */
  end(key: ShownBillingKey): Promise<void>;
  /** Whether the provider keeps the card. */
  isKept(key: ShownBillingKey): Promise<boolean>;
}

export interface Stage {
  readonly provider: string;
  /** The method that its stories ask for; absent: the provider's usual one. */
  readonly method?: string;
  readonly can: Capabilities;
  readonly house: House;
  /** The buyer agrees at the provider. Returns what their browser then opens here; opening it again is a repetition. */
  agree(payment: ShownPayment): Promise<() => Promise<unknown>>;
  /** The buyer turns back at the provider, and comes back here. */
  turnBack(payment: ShownPayment): Promise<void>;
  /** Spoils the next call. */
  fail(call: StageCall, fault: StageFault): Promise<void>;
  book(order: ShownOrder): Promise<StageBook>;
  /** Somebody gives some of a paid order back on the provider's own pages, and nobody is told. */
  refundElsewhere(order: ShownOrder, amountWon: number): Promise<void>;
  /** All that the provider believes. */
  readonly books: ProviderBooks;
  /** Present exactly where the provider keeps cards. */
  readonly cards?: StageCards;
  close(): Promise<void>;
}

/** The least that can be paid with the stage's method, in won. */
export function minimumOf({ can, method }: Stage): number {
  const offer = method === undefined ? can.methods[0] : can.methods.find((each) => each.method === method);
  if (!offer) throw new Error(`There is no method ${method ?? ''}.`);
  return offer.minimumWon;
}

/** A channel that the provider takes. */
export function channelOf(stage: Stage): Channel {
  const [channel] = stage.can.channels;
  if (!channel) throw new Error(`${stage.provider} takes no channel at all.`);
  return channel;
}

/** How the merchant begins to register what the stage's stories charge. */
export function registrationOf(stage: Stage): Readonly<Record<string, string>> {
  const { provider, method } = stage;
  return { provider, channel: channelOf(stage), ...(method === undefined ? {} : { method }) };
}
