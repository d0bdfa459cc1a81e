// From the books to the provider port and back: opens credentials and secrets for a call, keeps its exchanges, seals
// what comes back. Must never write; the services decide what an answer means.
import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import { Sealer } from '../common/sealing.js';
import { SellersService } from '../sellers/sellers.service.js';
import type { LoadedOrder } from './loaded-order.js';
import { cancellationSplitOf, type Cancellation } from './entities/cancellation.entity.js';
import { splitOf, type Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { mayHaveHappened } from './cancellation-moves.js';
import { mustGoBack, wentBackWon } from './claims.js';
import { withMaskedAccount, withMaskedNumber } from './card-mask.js';
import type { SealedReceipt } from './payment-moves.js';
import { ProviderRegistry } from './provider-registry.js';
import { StoredCardDesk } from './stored-card-desk.js';
import type { BillingPort } from './billing.port.js';
import type { BuyerClaim, KnownPayment, OpenPayment, Opened } from './provider-payment.js';
import type { ExchangeSink, NamedExchange, Reply } from './provider-reply.js';
import type { PaymentProvider } from './provider.port.js';
import type {
  BookedBalance,
  CancelPart,
  CancelReceipt,
  ProviderBalance,
  Receipt,
  ReceiptWithSecret,
  StoredReceipt,
} from './receipt.js';

/** A provider's answer with the exchanges that led to it. */
export interface Called<T> {
  readonly reply: Reply<T>;
  readonly exchanges: readonly NamedExchange[];
}

@Injectable()
export class ProviderCalls {
  constructor(
    private readonly providers: ProviderRegistry,
    private readonly sellers: SellersService,
    private readonly sealer: Sealer,
    private readonly storedCards: StoredCardDesk,
  ) {}

  /** The provider of a payment. */
  providerOf(payment: Payment): PaymentProvider {
    return this.providers.get(payment.provider);
  }

  /** Opens a payment; moves no money. */
  open(provider: PaymentProvider, payment: OpenPayment): Promise<Called<Opened>> {
    return collecting((sink) => provider.open(payment, sink));
  }

  /** Takes the money of a payment that the books have as confirming. */
  async confirm(order: LoadedOrder, payment: Payment, claim: BuyerClaim): Promise<Called<SealedReceipt>> {
    const called = await collecting((sink) =>
      this.providerOf(payment).confirm(this.#known(order, payment), claim, sink),
    );
    return this.#sealing(payment, called);
  }

  /** Charges a stored card for a payment that the books have as confirming. */
  async charge(
    order: LoadedOrder,
    payment: Payment,
    billing: BillingPort,
    keySecret: string,
  ): Promise<Called<SealedReceipt>> {
    const { title, buyer, items } = order;
    const called = await collecting((sink) =>
      billing.charge({ ...this.#known(order, payment), title, buyer, items, keySecret }, sink),
    );
    return this.#sealing(payment, called);
  }

  /** The provider's truth about a payment. */
  async lookup(order: LoadedOrder, payment: Payment): Promise<Called<SealedReceipt>> {
    const called = await collecting(async (sink) => {
      const keySecret = payment.billingKeyId === null ? null : await this.storedCards.keyOf(payment.billingKeyId);
      return this.providerOf(payment).lookup({ ...this.#known(order, payment), keySecret }, sink);
    });
    return this.#sealing(payment, called);
  }

  /** Gives back what the books have as executing. */
  cancel(order: LoadedOrder, cancellation: Cancellation): Promise<Called<CancelReceipt>> {
    const payment = paymentOfCancellation(order, cancellation);
    return collecting((sink) =>
      this.providerOf(payment).cancel(this.#stored(order, payment), partOf(cancellation), sink),
    );
  }

  /** The provider's truth about a cancellation. */
  lookupCancellation(order: LoadedOrder, cancellation: Cancellation): Promise<Called<CancelReceipt>> {
    const payment = paymentOfCancellation(order, cancellation);
    return collecting((sink) =>
      this.providerOf(payment).lookupCancellation(this.#stored(order, payment), partOf(cancellation), sink),
    );
  }

  /** What the provider says is left of a paid payment. */
  lookupBalance(order: LoadedOrder, payment: Payment, booked: BookedBalance): Promise<Called<ProviderBalance>> {
    return collecting((sink) => this.providerOf(payment).lookupBalance(this.#stored(order, payment), booked, sink));
  }

  /** A payment with everything a provider may need of it, secrets opened. For the provider's own extra calls too. */
  storedReceipt(order: LoadedOrder, payment: Payment): StoredReceipt {
    return this.#stored(order, payment);
  }

  /** The provider's key of the card that a payment registered, opened; `null` when there is none waiting to be kept. */
  registeredKeyOf(payment: Payment): string | null {
    const sealed = payment.sealedRegisteredKey;
    return sealed === null ? null : this.sealer.open(registeredKeyPurpose(payment), sealed);
  }

  /**
   * The provider's id and secret of a payment, as one text to be compared, and never to be kept.
   *
   * @param told what was told of it just now, instead of what is stored; a secret that was not told is the stored one
   */
  idsOf(payment: Payment, told?: SealedReceipt): string {
    const receipt = told?.receipt ?? payment.receipt;
    const sealed = told?.sealedSecret ?? payment.sealedReceiptSecret;
    const secret = sealed === null ? null : this.sealer.open(secretPurpose(payment), sealed);
    return JSON.stringify([receipt?.providerPaymentId, secret]);
  }

  #known(order: Order, payment: Payment): KnownPayment {
    if (!payment.credentials) throw new Error(`Payment ${payment.id} was loaded without its credentials.`);
    if (payment.providerReference === null) throw new Error(`Payment ${payment.id} was never opened.`);
    return {
      paymentId: payment.id,
      orderNumber: order.orderNumber,
      reference: payment.providerReference,
      amountWon: payment.amountWon,
      split: splitOf(order),
      askedMethod: payment.askedMethod,
      mode: payment.mode,
      openedAt: payment.createdAt,
      confirmStartedAt: payment.confirmStartedAt,
      billingMonth: payment.billingMonth,
      registersCard: payment.registersKeyId !== null,
      keySecret: null,
      mustGoBack: mustGoBack(payment),
      wentBackWon: wentBackWon(payment),
      credentials: this.sellers.open(payment.credentials),
    };
  }

  #stored(order: Order, payment: Payment): StoredReceipt {
    if (!payment.receipt) throw new Error(`Payment ${payment.id} has no receipt.`);
    const sealed = payment.sealedReceiptSecret;
    return {
      ...this.#known(order, payment),
      receipt: payment.receipt,
      secret: sealed === null ? null : this.sealer.open(secretPurpose(payment), sealed),
      items: order.items,
    };
  }

  #sealing(payment: Payment, { reply, exchanges }: Called<ReceiptWithSecret>): Called<SealedReceipt> {
    if (reply.is !== 'done') return { reply, exchanges };
    const { receipt, secret, registeredKey, refundedWon } = reply.value;
    const sealedSecret = secret === null ? null : this.sealer.seal(secretPurpose(payment), secret);
    const isWanted = registeredKey !== undefined && payment.registersKeyId !== null;
    const sealedRegisteredKey = isWanted ? this.sealer.seal(registeredKeyPurpose(payment), registeredKey) : null;
    const sealed = { receipt: masked(receipt), sealedSecret, sealedRegisteredKey };
    return { reply: { is: 'done', value: refundedWon === undefined ? sealed : { ...sealed, refundedWon } }, exchanges };
  }
}

/** Runs a call; a fault of ours on the way back is an unknown outcome, not a failed payment. */
export async function collecting<T>(call: (sink: ExchangeSink) => Promise<Reply<T>>): Promise<Called<T>> {
  const exchanges: NamedExchange[] = [];
  try {
    const reply = await call({ record: (exchange) => exchanges.push({ id: newId(), ...exchange }) });
    return { reply, exchanges };
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    return { reply: { is: 'unknown', cause }, exchanges };
  }
}

/** The payment a cancellation belongs to. */
export function paymentOfCancellation(order: Order, cancellation: Cancellation): Payment {
  const payment = order.payments.find((each) => each.id === cancellation.paymentId);
  if (!payment) throw new Error(`Cancellation ${cancellation.id} has no payment.`);
  return payment;
}

function masked(receipt: Receipt): Receipt {
  const { card, account } = receipt;
  return {
    ...receipt,
    ...(card && { card: withMaskedNumber(card) }),
    ...(account && { account: withMaskedAccount(account) }),
  };
}

function partOf(cancellation: Cancellation): CancelPart {
  return {
    cancellationId: cancellation.id,
    amountWon: cancellation.amountWon,
    split: cancellationSplitOf(cancellation),
    balanceBeforeWon: cancellation.balanceBeforeWon,
    mayHaveHappened: mayHaveHappened(cancellation),
  };
}

function secretPurpose(payment: Payment): string {
  return `payment:${payment.id}`;
}

function registeredKeyPurpose(payment: Payment): string {
  return `registered-key:${payment.id}`;
}
