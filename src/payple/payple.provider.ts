// Payple behind the provider port: what its answers mean for money.
// Must never call a payment failed on a code it does not know, nor believe an amount it did not ask for.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { paypleConfig, type PaypleConfig } from '../config/payple.config.js';
import type { CashReceiptPort } from '../orders/cash-receipt.port.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type { BuyerClaim, KnownPayment, OpenPayment, Opened } from '../orders/provider-payment.js';
import type { ExchangeSink, RefusalReason, Reply } from '../orders/provider-reply.js';
import type { Capabilities, MethodOffer, PaymentProvider } from '../orders/provider.port.js';
import type { SimulatorPort } from '../orders/simulator.port.js';
import type { CancelPart, CancelReceipt, ReceiptWithSecret, StoredReceipt } from '../orders/receipt.js';
import { PaypleBilling } from './billing/payple.billing.js';
import { PaypleCharges, receiptWithKey } from './payple-charges.service.js';
import { PaypleCashReceipts } from './cash-receipts/payple.cash-receipts.js';
import { PaypleClient } from './payple.client.js';
import { CODES, meaningOf } from './payple.codes.js';
import { checkPaypleCredentials, PAYPLE_CREDENTIAL_NAMES, readPaypleCredentials } from './payple.credentials.js';
import {
  cancelBody,
  confirmBody,
  inquiryBody,
  inquiryDays,
  koreanDay,
  MINIMUM_TRANSFER_WON,
  payTypeOf,
  readCharge,
  readRefund,
  type Charge,
} from './payple.mapping.js';
import { readable, refused, replyOf, unknown, type Refused } from './payple.replies.js';
import { paypleSimulator } from './payple.simulator.js';
import { SCRIPT_PATH } from './payple.wire.js';
import { referenceOf, windowParameters } from './window/payple-window.mapping.js';
import { authorizationPath, WindowTokens } from './window/payple-window-tokens.js';

/**
 * The most exchanges that one call takes whose outcome is looked up when it is lost, each of them at most `timeoutMs`. A
 * charge on a stored card: handshake and charge, both again when turned away, then handshake and refund of a wrong charge or
 * question for the key. A payment that Payple takes itself: two inquiries near midnight, then a refund. Ending a key that is
 * gone: once ended, twice asked for. A lookup may take longer (twice as many inquiries, then a refund): nobody waits for it
 * as lost, and what it does may be done twice.
 */
const MOST_EXCHANGES = 6;

@Injectable()
export class PaypleProvider implements PaymentProvider, OnModuleInit {
  readonly name = 'payple';
  readonly can: Capabilities;
  readonly deadlineMs: number;
  readonly defaultCredentials: Readonly<Record<string, string>>;
  readonly credentialNames = PAYPLE_CREDENTIAL_NAMES;
  readonly simulator: SimulatorPort | null;
  readonly cashReceipts: CashReceiptPort;

  constructor(
    private readonly client: PaypleClient,
    private readonly charges: PaypleCharges,
    /** Stored cards. */
    readonly billing: PaypleBilling,
    private readonly tokens: WindowTokens,
    private readonly registry: ProviderRegistry,
    private readonly clock: Clock,
    @Inject(paypleConfig.KEY) private readonly config: PaypleConfig,
  ) {
    this.can = {
      label: { ko: '페이플', en: 'Payple' },
      methods: [offerOf(config.methods[0], config), ...config.methods.slice(1).map((each) => offerOf(each, config))],
      handoff: 'payple_window',
      handoffOrigins: config.allowedOrigins,
      channels: ['pc', 'mobile'],
      modes: ['confirm', 'immediate'],
      partialCancel: true,
      // Payple has no id of a refund: the same part, sent twice, is refunded twice. All of it cannot be.
      repeatCancel: 'whole',
      deposits: false,
    };
    this.deadlineMs = MOST_EXCHANGES * config.timeoutMs;
    this.defaultCredentials = { ...config.credentials };
    this.simulator = paypleSimulator(config);
    this.cashReceipts = new PaypleCashReceipts(client, config.timeoutMs);
  }

  onModuleInit(): void {
    if (this.config.mode !== 'off') this.registry.register(this);
  }

  checkCredentials(credentials: Readonly<Record<string, unknown>>): string | null {
    return checkPaypleCredentials(credentials);
  }

  /** Nothing is asked of Payple: the window opens in the browser, with tokens that it fetches from us once. */
  open(payment: OpenPayment): Promise<Reply<Opened>> {
    const parameters = windowParameters(payment, {
      cardVersion: this.config.cardVersion,
      resultsUrl: `${this.config.publicUrl}/v1/payple/results`,
      authorizationPath: authorizationPath(this.config.publicUrl, this.tokens.issue('payment', payment.paymentId)),
    });
    const handoff = { type: 'payple_window', scriptUrl: `${this.config.apiUrl}${SCRIPT_PATH}`, parameters } as const;
    return Promise.resolve({ is: 'done', value: { reference: referenceOf(payment), handoff } });
  }

  async confirm(payment: KnownPayment, claim: BuyerClaim, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    if (payment.mode === 'immediate') {
      const found = await this.#inquire(payment, inquiryDays(payment, this.clock.now()), sink);
      if (found.is === 'done') return this.charges.accept(found.value, payment, sink);
      // The browser says that Payple took the money: a no of this moment may come too early, and a question that never
      // left says nothing about what Payple did before.
      if (found.is === 'refused') return unknown('Payple does not know of the payment yet.');
      return found.is === 'unsent' ? unknown(`Payple could not be asked: ${found.cause.message}`) : found;
    }
    const seller = readPaypleCredentials(payment.credentials);
    const answer = await this.client.confirm(claim['confirmUrl'] ?? '', confirmBody(claim, seller), sink);
    if (answer.is === 'error') return replyOf(answer);
    if (answer.is !== 'success') return answer;
    const charge = readable(() => readCharge(answer.fields));
    return charge.is === 'done' ? this.charges.accept(charge.value, payment, sink) : charge;
  }

  async lookup(payment: KnownPayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    const days = inquiryDays(payment, this.clock.now());
    const found = await this.#inquire(payment, days, sink);
    const isNotPaid = found.is === 'refused' && found.refusal.reason === 'not_paid';
    if (isNotPaid && payment.mode === 'immediate') return this.#lookForOtherMeans(payment, days, found, sink);
    if (found.is !== 'done') return found;
    const { refundedWon, stands } = found.value;
    if (wasGivenBack(found.value, payment)) return NOT_PAID;
    const receipt = readable(() => receiptWithKey(found.value, payment));
    if (receipt.is !== 'done') return receipt;
    if (!stands || (refundedWon ?? 0) > 0) return unknown('Payple has the payment, but not as one that stands whole.');
    return receipt;
  }

  async cancel(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>> {
    const seller = readPaypleCredentials(payment.credentials);
    const answer = await this.client.work('cancel', cancelBody(payment, part, seller), seller, sink);
    if (answer.is === 'success') return readable(() => readRefund(answer.fields, payment, part));
    if (answer.is !== 'error') return answer;
    const emptiesIt = part.amountWon === part.balanceBeforeWon;
    const isGone = CODES.cancelledBefore.some((code) => code === answer.code);
    return isGone && emptiesIt ? { is: 'done', value: seenReceipt(part) } : replyOf(answer, 'not_cancellable');
  }

  /**
   * An inquiry may tell what was refunded, of this payment in all or last; nobody documents which. Only a figure that is
   * this cancellation's under both readings settles it. That nothing is told does not say that nothing happened.
   */
  async lookupCancellation(
    payment: StoredReceipt,
    part: CancelPart,
    sink: ExchangeSink,
  ): Promise<Reply<CancelReceipt>> {
    const { paidAt } = payment.receipt;
    const days = paidAt === null ? inquiryDays(payment, this.clock.now()) : [koreanDay(new Date(paidAt))];
    const found = await this.#inquire(payment, days, sink);
    if (found.is === 'unsent') return found;
    if (found.is !== 'done') return unknown('Payple does not tell what became of the refund.');
    const refundedBeforeWon = payment.amountWon - part.balanceBeforeWon;
    const isOurs =
      found.value.reference === payment.reference && found.value.refundedWon === refundedBeforeWon + part.amountWon;
    return isOurs ? { is: 'done', value: seenReceipt(part) } : unknown('Payple does not tell whether it was refunded.');
  }

  /**
   * A buyer can edit what the window is told, and one that takes the money itself then takes it by means that nobody asked
   * for; an inquiry finds only what it names. Money found so must not stand: it is given back.
   *
   * @param notPaid what the inquiry by the means that were asked for came to
   */
  async #lookForOtherMeans(
    payment: KnownPayment,
    days: readonly string[],
    notPaid: Refused,
    sink: ExchangeSink,
  ): Promise<Reply<ReceiptWithSecret>> {
    const other = payTypeOf(payment.askedMethod) === 'card' ? 'transfer' : 'card';
    // In whatever words Payple says that a merchant without a contract for these means has no such payment.
    const isOffered = this.config.methods.includes(other);
    const found = await this.#inquire({ ...payment, askedMethod: other }, days, sink, !isOffered);
    if (found.is === 'refused' && found.refusal.reason === 'not_paid') return notPaid;
    if (found.is !== 'done') return found;
    if (wasGivenBack(found.value, payment)) return NOT_PAID;
    return this.charges.giveBackFound(found.value, payment, sink);
  }

  /**
   * What Payple knows of a payment, asked for day by day.
   *
   * @param takesAnyNo believes every no, also in a code that nobody knows
   */
  async #inquire(
    payment: KnownPayment,
    days: readonly string[],
    sink: ExchangeSink,
    takesAnyNo = false,
  ): Promise<Reply<Charge>> {
    const seller = readPaypleCredentials(payment.credentials);
    let reply: Reply<Charge> = unknown('There is no day to ask about.');
    for (const day of days) {
      const answer = await this.client.work('inquiry', inquiryBody(payment, day), seller, sink);
      if (answer.is === 'success') return readable(() => readCharge(answer.fields));
      if (answer.is !== 'error') return answer;
      if (!takesAnyNo && !saysNotPaid(answer.code))
        return unknown(`Payple answered ${answer.code ?? 'without a code'}.`);
      reply = refused(answer, 'not_paid');
    }
    return reply;
  }
}

const NOT_PAID = { is: 'refused', refusal: { reason: 'not_paid' } } as const;

/** Paid once, and all of it given back since, as after a charge of another amount. */
function wasGivenBack({ reference, refundedWon, amountWon }: Charge, payment: KnownPayment): boolean {
  return reference === payment.reference && refundedWon === amountWon;
}

/** A payment Payple says no to has not been paid; a no to the question itself says nothing about the payment. */
function saysNotPaid(code: string | null): boolean {
  if (CODES.noSuchPayment.some((each) => each === code)) return true;
  if (CODES.bankPause.some((each) => each === code)) return false;
  const meaning = meaningOf(code);
  const endings: readonly RefusalReason[] = ['declined', 'not_paid', 'sheet_expired', 'buyer_cancelled', 'key_dead'];
  return meaning.is === 'refused' && endings.includes(meaning.reason);
}

function offerOf(method: PaypleConfig['methods'][number], { minimumWon }: PaypleConfig): MethodOffer {
  switch (method) {
    case 'card':
      return { method, label: { ko: '카드', en: 'card' }, minimumWon, registersCard: true };
    case 'transfer':
      return {
        method,
        label: { ko: '계좌이체', en: 'bank transfer' },
        minimumWon: MINIMUM_TRANSFER_WON,
        registersCard: false,
      };
  }
}

/** A cancellation whose effect was seen, not its answer. */
function seenReceipt(part: CancelPart): CancelReceipt {
  return {
    providerCancellationId: null,
    cancelledWon: part.amountWon,
    balanceAfterWon: part.balanceBeforeWon - part.amountWon,
    cancelledAt: null,
  };
}
