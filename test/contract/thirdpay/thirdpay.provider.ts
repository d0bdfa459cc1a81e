// A third provider, made for the contract suite alone: it shows what one costs, and that orders/ knows none.
// It takes phones only, refunds only the whole, and cannot be asked twice for the same refund.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ProviderRegistry } from '../../../src/orders/provider-registry.js';
import { receiptOf, recorded, replyTo } from './thirdpay.answers.js';
import { ThirdpayBilling } from './thirdpay.billing.js';
import type { BillingPort } from '../../../src/orders/billing.port.js';
import type { BuyerClaim, KnownPayment, OpenPayment, Opened } from '../../../src/orders/provider-payment.js';
import type { ExchangeSink, Reply } from '../../../src/orders/provider-reply.js';
import type { Capabilities, PaymentProvider } from '../../../src/orders/provider.port.js';
import type {
  BookedBalance,
  CancelPart,
  CancelReceipt,
  ProviderBalance,
  ReceiptWithSecret,
  StoredReceipt,
} from '../../../src/orders/receipt.js';
import { ThirdpayBank } from './thirdpay.bank.js';

@Injectable()
export class ThirdpayProvider implements PaymentProvider, OnModuleInit {
  readonly name = 'thirdpay';
  readonly can: Capabilities = {
    label: { ko: '써드페이', en: 'Thirdpay' },
    methods: [{ method: null, label: { ko: '써드페이', en: 'Thirdpay' }, minimumWon: 1_000, registersCard: true }],
    handoff: 'redirect',
    handoffOrigins: [],
    channels: ['mobile'],
    modes: ['confirm'],
    partialCancel: false,
    repeatCancel: 'never',
    deposits: false,
    nightlyAudit: false,
  };
  readonly deadlineMs = 1_000;
  readonly defaultCredentials = { shop: 'contract-suite' };
  readonly credentialNames = { names: ['shop'], idName: 'shop' };
  readonly simulator = null;
  readonly billing: BillingPort;

  constructor(
    private readonly registry: ProviderRegistry,
    private readonly bank: ThirdpayBank,
  ) {
    this.billing = new ThirdpayBilling(bank);
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  checkCredentials(): string | null {
    return null;
  }

  open(payment: OpenPayment): Promise<Reply<Opened>> {
    const reference = `third-${payment.paymentId}`;
    const url = `https://thirdpay.example.com/${reference}`;
    return Promise.resolve({ is: 'done', value: { reference, handoff: { type: 'redirect', url } } });
  }

  confirm(payment: KnownPayment, _claim: BuyerClaim, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    return recorded<ReceiptWithSecret>(sink, 'take', payment.reference, () => {
      try {
        this.bank.take(payment.reference, payment.amountWon);
        return { is: 'done', value: this.#receiptOf(payment) };
      } catch (error) {
        return replyTo(error, 'declined');
      }
    });
  }

  lookup(payment: KnownPayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    return recorded(sink, 'ask', payment.reference, () => {
      const isPaid = this.bank.bookOf(payment.reference).paidWon === payment.amountWon;
      if (isPaid) return { is: 'done', value: this.#receiptOf(payment) };
      return { is: 'refused', refusal: { reason: 'not_paid' } };
    });
  }

  cancel(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>> {
    return recorded<CancelReceipt>(sink, 'give_back', payment.reference, () => {
      try {
        this.bank.giveBack(payment.reference, part.amountWon);
        return { is: 'done', value: cancelReceiptOf(part) };
      } catch (error) {
        return replyTo(error, 'not_cancellable');
      }
    });
  }

  lookupCancellation(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>> {
    return recorded(sink, 'ask_balance', payment.reference, () => {
      const book = this.bank.bookOf(payment.reference);
      const hasHappened = book.paidWon - book.cancelledWon === part.balanceBeforeWon - part.amountWon;
      if (hasHappened) return { is: 'done', value: cancelReceiptOf(part) };
      return { is: 'refused', refusal: { reason: 'not_cancellable' } };
    });
  }

  lookupBalance(payment: StoredReceipt, _booked: BookedBalance, sink: ExchangeSink): Promise<Reply<ProviderBalance>> {
    return recorded(sink, 'ask_balance', payment.reference, () => {
      const book = this.bank.bookOf(payment.reference);
      return { is: 'done', value: { leftWon: book.paidWon - book.cancelledWon } };
    });
  }

  /** A payment may bring its card with it. */
  #receiptOf(payment: KnownPayment): ReceiptWithSecret {
    if (!payment.registersCard) return receiptOf(payment);
    return { ...receiptOf(payment), registeredKey: this.bank.cardOf(payment.reference) };
  }
}

function cancelReceiptOf(part: CancelPart): CancelReceipt {
  return {
    providerCancellationId: null,
    cancelledWon: part.amountWon,
    balanceAfterWon: part.balanceBeforeWon - part.amountWon,
    cancelledAt: null,
  };
}
