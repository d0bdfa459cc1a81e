// Payple behind the provider port: what its answers mean for money.
// Must never call a payment failed on a code it does not know, nor believe an amount it did not ask for.
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { paypleConfig, type PaypleConfig } from '../config/payple.config.js';
import type { CashReceiptPort } from '../orders/cash-receipt.port.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type { BuyerClaim, KnownPayment, OpenPayment, Opened } from '../orders/provider-payment.js';
import type { ExchangeSink, Reply } from '../orders/provider-reply.js';
import type { Capabilities, MethodOffer, PaymentProvider } from '../orders/provider.port.js';
import type { SimulatorPort } from '../orders/simulator.port.js';
import type {
  BookedBalance,
  CancelPart,
  CancelReceipt,
  ProviderBalance,
  ReceiptWithSecret,
  StoredReceipt,
} from '../orders/receipt.js';
import { PaypleBilling } from './billing/payple.billing.js';
import { NOT_WHOLE, PaypleCharges, receiptFor } from './payple-charges.service.js';
import { PaypleInquiries } from './payple-inquiries.service.js';
import { PaypleCashReceipts } from './cash-receipts/payple.cash-receipts.js';
import { PaypleClient } from './payple.client.js';
import { CODES, isListed } from './payple.codes.js';
import { checkPaypleCredentials, PAYPLE_CREDENTIAL_NAMES, readPaypleCredentials } from './payple.credentials.js';
import {
  cancelBody,
  confirmBody,
  daysOf,
  inquiryDays,
  isOfItsDay,
  koreanDay,
  MINIMUM_TRANSFER_WON,
  readCharge,
  readRefund,
  sendsTax,
  type Charge,
} from './payple.mapping.js';
import {
  readable,
  refused,
  replyOf,
  taken,
  unknown,
  type Done,
  type PaypleError,
  type Unknown,
  withoutStoredCard,
} from './payple.replies.js';
import { paypleSimulator } from './payple.simulator.js';
import { SCRIPT_PATH } from './payple.wire.js';
import { referenceOf, windowParameters } from './window/payple-window.mapping.js';
import { authorizationPath, WindowTokens } from './window/payple-window-tokens.js';

/**
 * The most exchanges that one call takes whose outcome is looked up when it is lost, each of them at most `timeoutMs`. A
 * charge on a stored card: handshake and charge, both again when turned away, then handshake and question for the key. A
 * payment that Payple takes itself: an inquiry for each day on which it may have happened, at most three. Ending a key that is
 * gone: once ended, twice asked for. A lookup may take longer (each inquiry by other means and once more, then a refund):
 * nobody waits for it as lost, and what it does may be done twice. So may a refund whose day has to be found first: taken for
 * lost, a part of a payment is not sent again, and the whole may be.
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
    private readonly inquiries: PaypleInquiries,
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
      // Payple asks that payments whose result is known not be asked about.
      nightlyAudit: config.nightlyAudit,
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
      const found = await this.inquiries.ask(payment, inquiryDays(payment, this.clock.now()), sink);
      if (found.is === 'done') return this.charges.accept(found.value, payment);
      // The browser says that Payple took the money: a no of this moment may come too early, and a question that never
      // left says nothing about what Payple did before.
      if (found.is === 'refused') return unknown('Payple does not know of the payment yet.');
      return found.is === 'unsent' ? unknown(`Payple could not be asked: ${found.cause.message}`) : found;
    }
    const seller = readPaypleCredentials(payment.credentials);
    const answer = await this.client.confirm(claim['confirmUrl'] ?? '', confirmBody(claim, seller), sink);
    if (answer.is === 'error') {
      const reply = replyOf(answer);
      return reply.is === 'refused' ? { is: 'refused', refusal: withoutStoredCard(reply.refusal) } : reply;
    }
    if (answer.is !== 'success') return answer;
    const charge = readable(() => readCharge(answer.fields));
    return charge.is === 'done' ? this.charges.accept(charge.value, payment) : taken(charge);
  }

  /**
   * What is not what was asked must not stand, if it is ours. One answer may lie about it, so Payple is asked again, and only
   * equal answers count: by them the books first keep that it must go back, and a lookup after that gives it back.
   */
  async lookup(payment: KnownPayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    const found = await this.#find(payment, sink);
    if (found.is !== 'done') return found;
    const { charge, receipt } = found.value;
    if (charge.reference !== payment.reference) return unknown('Payple tells of another payment than was asked.');
    // Payple said that it gave this back, and an inquiry need not tell of that. Only one that says the contrary counts.
    const isOver = receipt.is !== 'done' && charge.amountWon === payment.wentBackWon && !saysItStands(charge);
    if (isOver) return NOT_PAID;
    if (charge.refundedWon !== null && charge.refundedWon > 0) {
      if (tellsTheSame(await this.#find(payment, sink), found.value)) return refundedBefore(found.value, payment);
      return taken(unknown('Payple says that some of it was given back, and does not say so twice.'));
    }
    // Whatever became of it, money moved: somebody has to look where no answer settles it.
    if (!charge.stands) return taken(NOT_WHOLE);
    if (receipt.is === 'done') {
      // The books have it from two equal answers that it is not what was asked for: one alone does not say the contrary.
      if (!payment.mustGoBack || tellsTheSame(await this.#find(payment, sink), found.value)) return receipt;
      return unknown('Payple says now that it is what was asked for, and does not say so twice.');
    }
    // Refunds are asked for by day: of another day than the charge's, Payple would say that nothing is left to give back.
    if (!isOfItsDay(charge) || !tellsTheSame(await this.#find(payment, sink), found.value)) {
      return taken(unknown(`${receipt.cause.message} Payple does not tell so twice.`));
    }
    // After it went back once, the books doubt it first.
    if (payment.mustGoBack && payment.wentBackWon === null) return this.charges.giveBackFound(charge, payment, sink);
    return { ...receipt, mustGoBack: true, takenWon: charge.amountWon };
  }

  async cancel(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>> {
    const seller = readPaypleCredentials(payment.credentials);
    const day = await this.#dayOf(payment, sink);
    const answer = await this.client.work('cancel', cancelBody(payment, part, day, seller), seller, sink);
    if (answer.is === 'success') return readable(() => readRefund(answer.fields, payment, part));
    if (answer.is !== 'error') return answer;
    const isGone = CODES.cancelledBefore.some((code) => code === answer.code);
    const emptiesIt = part.amountWon === part.balanceBeforeWon;
    if (part.mayHaveHappened && isGone && emptiesIt) return this.#doneIfKnown(payment, part, day, sink);
    // Less is left than our books say: it went back elsewhere, or by an earlier sending of this one.
    const isTooMuch = isGone || CODES.moreThanIsLeft.some((code) => code === answer.code);
    if (await this.#refusesTax(answer, payment, part, sink)) return refused(answer, 'tax_split_refused');
    return replyOf(answer, isTooMuch ? 'balance_differs' : 'not_cancellable');
  }

  /**
   * Whether an error in a code that nobody documents is a no to the VAT that was sent along. Payple's own figure has to say so
   * too: it tells what went back before, and under every reading of it this part has not.
   */
  async #refusesTax(
    { code }: PaypleError,
    payment: StoredReceipt,
    part: CancelPart,
    sink: ExchangeSink,
  ): Promise<boolean> {
    const refundedBeforeWon = payment.amountWon - part.balanceBeforeWon;
    const isInQuestion = code !== null && !isListed(code) && !part.mayHaveHappened && sendsTax(payment);
    // Where nothing went back, Payple may be telling of the payment as it was approved; and of two equal parts, of either.
    if (!isInQuestion || refundedBeforeWon <= 0 || refundedBeforeWon === part.amountWon) return false;
    const found = await this.inquiries.ask(payment, daysOf(payment, this.clock.now()), sink);
    if (found.is !== 'done') return false;
    const { reference, amountWon, refundedWon } = found.value;
    return reference === payment.reference && amountWon === payment.amountWon && refundedWon === refundedBeforeWon;
  }

  /** The day to give back by. Where Payple has not told when it was paid, and it may have been on several days, inquiries tell. */
  async #dayOf(payment: StoredReceipt, sink: ExchangeSink): Promise<string> {
    const now = this.clock.now();
    const [likeliest = koreanDay(now), ...others] = daysOf(payment, now);
    if (others.length === 0) return likeliest;
    const found = await this.inquiries.ask(payment, [likeliest, ...others], sink);
    const isOurs = found.is === 'done' && found.value.reference === payment.reference;
    return isOurs && found.value.foundOn !== null ? found.value.foundOn : likeliest;
  }

  /**
   * Nothing is left of it, or there is no payment of that day: Payple says both in the same words. Only of a payment that it has
   * under that day it says that it was given back.
   */
  async #doneIfKnown(
    payment: StoredReceipt,
    part: CancelPart,
    day: string,
    sink: ExchangeSink,
  ): Promise<Reply<CancelReceipt>> {
    const found = await this.inquiries.ask(payment, [day], sink);
    const isKnown =
      found.is === 'done' && found.value.reference === payment.reference && found.value.amountWon === payment.amountWon;
    if (isKnown) return { is: 'done', value: seenReceipt(part) };
    return unknown(`Payple says that nothing is left to give back, and does not say that it has a payment of ${day}.`);
  }

  /** An inquiry may tell what was refunded; nobody documents whether it does, and whether in all or last. */
  async lookupBalance(
    payment: StoredReceipt,
    booked: BookedBalance,
    sink: ExchangeSink,
  ): Promise<Reply<ProviderBalance>> {
    const found = await this.inquiries.ask(payment, daysOf(payment, this.clock.now()), sink);
    if (found.is === 'unsent' || found.is === 'unknown') return found;
    // It does not know of the payment that it was paid: that tells nothing of a balance.
    if (found.is === 'refused') return { is: 'done', value: { leftWon: null } };
    const { reference, amountWon } = found.value;
    if (reference !== payment.reference || amountWon !== payment.amountWon) {
      return unknown('Payple tells of another payment than was asked.');
    }
    return { is: 'done', value: balanceOf(found.value, payment, booked) };
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
    const found = await this.inquiries.ask(payment, daysOf(payment, this.clock.now()), sink);
    if (found.is === 'unsent') return found;
    if (found.is !== 'done') return unknown('Payple does not tell what became of the refund.');
    const refundedBeforeWon = payment.amountWon - part.balanceBeforeWon;
    // After an earlier refund of ours, the last one and all of them are two figures.
    const isPlain = refundedBeforeWon === 0;
    const isOurs = isPlain && found.value.reference === payment.reference && found.value.refundedWon === part.amountWon;
    return isOurs ? { is: 'done', value: seenReceipt(part) } : unknown('Payple does not tell whether it was refunded.');
  }

  /**
   * The charge that Payple has for a payment, also by other means: a buyer can edit what the window is told, and it then takes
   * the money, or has us take it, by means that nobody asked for. An inquiry finds only what it names.
   */
  async #find(payment: KnownPayment, sink: ExchangeSink): Promise<Reply<Found>> {
    const days = inquiryDays(payment, this.clock.now());
    const found = await this.inquiries.ask(payment, days, sink);
    if (found.is === 'done')
      return { is: 'done', value: { charge: found.value, receipt: receiptFor(found.value, payment) } };
    const isNotPaid = found.is === 'refused' && found.refusal.reason === 'not_paid';
    // Whatever the window was told: who edited by which means it takes the money can have edited the rest, too.
    const isOfWindow = payment.keySecret === null;
    if (!isNotPaid || !isOfWindow) return found;
    const other = await this.inquiries.askByOtherMeans(payment, days, sink);
    if (other.is === 'refused' && other.refusal.reason === 'not_paid') return found;
    if (other.is !== 'done') return other;
    const receipt = unknown('It was paid by other means than was asked.');
    return { is: 'done', value: { charge: other.value, receipt } };
  }
}

/**
 * What is left, when what an inquiry tells can mean only one figure. Nobody documents whether it tells what was refunded in all,
 * the last of it, or the payment as it was approved. A figure that agrees with our books in no reading says that something went
 * back elsewhere, and leaves open how much.
 */
function balanceOf(
  { refundedWon, stands }: Charge,
  { amountWon }: StoredReceipt,
  booked: BookedBalance,
): ProviderBalance {
  const { leftWon, toldRefundsWon, unreadableRefunds, lastRefundWon, refundsWon } = booked;
  const bookedWon = amountWon - leftWon;
  if (refundedWon === null) return SILENT;
  // As it was approved, or as it is: only where nothing else speaks of a refund, both are the same.
  const isTold = toldRefundsWon.length + unreadableRefunds > 0;
  if (refundedWon === 0) return stands && bookedWon === 0 && !isTold ? { leftWon } : SILENT;
  const unexplained = { leftWon: null, unexplainedWon: refundedWon };
  if (refundedWon > amountWon) return unexplained;
  if (unreadableRefunds > 0) {
    // All of it: the payment itself, more than our books have left, or the only refund that there was.
    const isOnlyOne = bookedWon === 0 && toldRefundsWon.length === 0 && unreadableRefunds === 1;
    const isMore = refundedWon > leftWon && !refundsWon.includes(refundedWon);
    const isAll = refundedWon === amountWon || isMore || isOnlyOne;
    return isAll ? { leftWon: amountWon - refundedWon } : unexplained;
  }
  if (toldRefundsWon.length > 0) return balanceByNotices(refundedWon, amountWon, booked) ?? unexplained;
  if (refundedWon === bookedWon || refundedWon === lastRefundWon) return { leftWon };
  // Above what our books have left it can only be all of it.
  return bookedWon === 0 || refundedWon > leftWon ? { leftWon: amountWon - refundedWon } : unexplained;
}

/**
 * What is left, when the figure agrees with the notices in one reading alone; `null`: it does not. Any of them may be untrue, and
 * tell of a refund of ours at another moment: so a figure that may be one of ours or of theirs says nothing for certain.
 */
function balanceByNotices(
  refundedWon: number,
  amountWon: number,
  { leftWon, refundsWon, toldRefundsWon }: BookedBalance,
): ProviderBalance | null {
  const bookedWon = amountWon - leftWon;
  const toldWon = toldRefundsWon.reduce((sum, each) => sum + each, 0);
  // All of it, with everything that was told.
  if (refundedWon === bookedWon + toldWon) return { leftWon: amountWon - refundedWon };
  if (refundsWon.includes(refundedWon)) return null;
  // All of it, without: it can be neither the last of ours nor any that was told.
  if (!toldRefundsWon.includes(refundedWon)) return refundedWon === bookedWon ? { leftWon } : null;
  // The last of it: all would be more. Of several that were told, the others may be true or not.
  const isOnlyOne = toldRefundsWon.length === 1;
  return isOnlyOne && refundedWon < bookedWon ? { leftWon: leftWon - refundedWon } : null;
}

const SILENT = { leftWon: null } as const;

const NOT_PAID = { is: 'refused', refusal: { reason: 'not_paid' } } as const;

/** A charge that an inquiry found, and its receipt: none where it is not what was asked. */
interface Found {
  readonly charge: Charge;
  readonly receipt: Done<ReceiptWithSecret> | Unknown;
}

/** Whether a second inquiry told of the charge in the very words of the first. */
function tellsTheSame(again: Reply<Found>, { charge, receipt }: Found): boolean {
  return again.is === 'done' && again.value.receipt.is === receipt.is && isDeepStrictEqual(again.value.charge, charge);
}

/**
 * Paid once, and some of it given back since. What was asked for is paid, and its refund the books have to have; anything
 * else is over when all of it is back.
 */
function refundedBefore({ charge, receipt }: Found, { mustGoBack }: KnownPayment): Reply<ReceiptWithSecret> {
  const { amountWon, refundedWon } = charge;
  if (receipt.is === 'done' && !mustGoBack && refundedWon !== null && refundedWon <= amountWon) {
    return { is: 'done', value: { ...receipt.value, refundedWon } };
  }
  if (refundedWon !== amountWon) return taken(NOT_WHOLE);
  return { is: 'refused', refusal: { reason: 'given_back', wentBackWon: amountWon } };
}

/** Whether Payple says, and does not only leave open, that nothing of it has gone back. */
function saysItStands({ stands, refundedWon }: Charge): boolean {
  return stands && refundedWon === 0;
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
