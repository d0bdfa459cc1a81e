// PAYCO behind the provider port: what its answers mean for money.
// Must never call a payment failed on a code it does not know; it verifies.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { isWebAddress } from '../common/http/web-address.js';
import { readObject } from '../common/outbound/reading.js';
import { paycoConfig, type PaycoConfig } from '../config/payco.config.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type { BuyerClaim, KnownPayment, OpenPayment, Opened } from '../orders/provider-payment.js';
import type { ExchangeSink, Refusal, RefusalReason, Reply } from '../orders/provider-reply.js';
import type { Capabilities, PaymentProvider } from '../orders/provider.port.js';
import type { SimulatorPort } from '../orders/simulator.port.js';
import type {
  BookedBalance,
  CancelPart,
  CancelReceipt,
  ProviderBalance,
  ReceiptWithSecret,
  StoredReceipt,
} from '../orders/receipt.js';
import { buyerReasonOf } from './payco-declines.mapping.js';
import { PaycoClient, type PaycoAnswer } from './payco.client.js';
import { checkPaycoCredentials, PAYCO_CREDENTIAL_NAMES, readPaycoCredentials } from './payco.credentials.js';
import {
  amountsToAskAbout,
  approvalBody,
  availabilityBody,
  cancelBody,
  productStatusBody,
  readApproval,
  readAvailability,
  readCancel,
  readConfirmation,
  reserveBody,
  verifyBody,
  type Availability,
} from './payco.mapping.js';
import { paycoSimulator } from './payco.simulator.js';
import { CODES } from './payco.wire.js';

type PaycoError = Extract<PaycoAnswer, { is: 'error' }>;

@Injectable()
export class PaycoProvider implements PaymentProvider, OnModuleInit {
  readonly name = 'payco';
  readonly can: Capabilities = {
    label: { ko: 'PAYCO', en: 'PAYCO' },
    methods: [{ method: null, label: { ko: 'PAYCO', en: 'PAYCO' }, minimumWon: 1, registersCard: false }],
    handoff: 'redirect',
    handoffOrigins: [],
    channels: ['pc', 'mobile'],
    modes: ['confirm'],
    partialCancel: true,
    // totalCancelPossibleAmt makes PAYCO refuse a repetition; a full cancellation repeated answers "already cancelled".
    repeatCancel: 'always',
    deposits: true,
    // PAYCO documents no limit to questions, and tells its balance plainly.
    nightlyAudit: true,
  };
  readonly deadlineMs: number;
  readonly defaultCredentials: Readonly<Record<string, string>>;
  readonly credentialNames = PAYCO_CREDENTIAL_NAMES;
  readonly simulator: SimulatorPort | null;

  constructor(
    private readonly client: PaycoClient,
    private readonly registry: ProviderRegistry,
    @Inject(paycoConfig.KEY) private readonly config: PaycoConfig,
  ) {
    // A confirmation may be followed by a verification within the same call, a cancellation by questions about the balance.
    this.deadlineMs = (1 + MOST_QUESTIONS_AT_ONCE) * config.timeoutMs;
    this.defaultCredentials = { ...config.credentials };
    this.simulator = paycoSimulator(config);
  }

  onModuleInit(): void {
    if (this.config.mode !== 'off') this.registry.register(this);
  }

  checkCredentials(credentials: Readonly<Record<string, unknown>>): string | null {
    return checkPaycoCredentials(credentials);
  }

  async open(payment: OpenPayment, sink: ExchangeSink): Promise<Reply<Opened>> {
    const body = reserveBody(payment, readPaycoCredentials(payment.credentials), this.config);
    const answer = await this.client.call('reserve', body, sink);
    if (answer.is === 'error') return refused(answer, reserveReason(answer));
    return readReply(answer, (envelope) => {
      const result = readObject(envelope, 'result');
      return {
        reference: text(result['reserveOrderNo']),
        handoff: { type: 'redirect', url: url(result['orderSheetUrl']) },
      };
    });
  }

  async confirm(payment: KnownPayment, claim: BuyerClaim, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    const seller = readPaycoCredentials(payment.credentials);
    const answer = await this.client.call('approval', approvalBody(payment, seller, claim['token'] ?? ''), sink);
    if (answer.is !== 'error') {
      const reply = readReply(answer, (envelope) => readConfirmation(readObject(envelope, 'result'), payment));
      return answer.is === 'success' && reply.is === 'unknown' ? { ...reply, saysTaken: true } : reply;
    }
    const reason = APPROVAL_REFUSALS.get(answer.code);
    if (reason) return refused(answer, reason);
    // "Already approved", or a code that nobody has documented: only a verification tells.
    const verified = await this.lookup(payment, sink);
    const isOurAnswer = verified.is === 'refused' && answer.code !== CODES.alreadyApproved;
    return isOurAnswer ? refused(answer, 'invalid') : doneOrUnknown(verified, answer);
  }

  async cancel(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>> {
    if (payment.receipt.cancels === 'none') return { is: 'refused', refusal: { reason: 'not_cancellable' } };
    const seller = readPaycoCredentials(payment.credentials);
    const answer = await this.client.call('cancel', cancelBody(payment, part, seller), sink);
    if (answer.is !== 'error')
      return readReply(answer, (envelope) => readCancel(readObject(envelope, 'result'), payment, part));
    if (CONFIGURATION_CODES.has(answer.code)) return refused(answer, 'configuration');
    // No code of PAYCO's: somebody else's word, or a success that was garbled.
    if (!/^\d+$/.test(answer.code)) return unknownCode(answer);
    const isGone = ALREADY_CANCELLED_CODES.has(answer.code);
    const emptiesIt = part.amountWon === part.balanceBeforeWon;
    if (isGone && emptiesIt && part.mayHaveHappened) return { is: 'done', value: seenReceipt(part) };
    // Refused: because of what happened already, here or elsewhere, or for a reason of its own. PAYCO's balance tells.
    const amounts = amountsToAskAbout(payment, part.balanceBeforeWon, part.amountWon);
    const balance = await this.#askBalance(payment, amounts, sink, mostQuestionsAfter(part));
    if (balance.is !== 'done' || balance.value === null) return unknownCode(answer);
    // Also where an earlier sending may have taken it: that ends a doubt only when PAYCO is asked again and says the same.
    if (balance.value !== part.balanceBeforeWon) {
      return { is: 'refused', refusal: { ...refusalOf(answer, 'balance_differs'), balanceWon: balance.value } };
    }
    // It says that nothing is left, and that all is left.
    return isGone ? unknownCode(answer) : refused(answer, 'not_cancellable');
  }

  async lookup(payment: KnownPayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    const seller = readPaycoCredentials(payment.credentials);
    const answer = await this.client.call('verify', verifyBody(payment, seller), sink);
    if (answer.is !== 'error')
      return readReply(answer, (envelope) => readApproval(readObject(envelope, 'result'), payment));
    // PAYCO documents no code for "not paid": a readable no is one, unless it speaks of us or of itself.
    const isAboutPayment = !CONFIGURATION_CODES.has(answer.code) && answer.code !== CODES.unknownError;
    return isAboutPayment ? refused(answer, 'not_paid') : unknownCode(answer);
  }

  /**
   * What PAYCO's balance says about a cancellation. It was sent with the balance that we believed in, and PAYCO takes it under
   * no other: so a balance above what it would leave says that it has not happened.
   */
  async lookupCancellation(
    payment: StoredReceipt,
    part: CancelPart,
    sink: ExchangeSink,
  ): Promise<Reply<CancelReceipt>> {
    const leftAfterWon = part.balanceBeforeWon - part.amountWon;
    const amounts = amountsToAskAbout(payment, part.balanceBeforeWon, part.amountWon);
    const balance = await this.#askBalance(payment, amounts, sink);
    if (balance.is !== 'done') return balance;
    const balanceWon = balance.value;
    if (balanceWon === null) return unknown('PAYCO says no to every amount, which it may say whatever is left.');
    if (balanceWon === part.balanceBeforeWon) return { is: 'refused', refusal: { reason: 'not_cancellable' } };
    if (balanceWon > leftAfterWon) return { is: 'refused', refusal: { reason: 'balance_differs', balanceWon } };
    // What is missing beyond it went back elsewhere, and is found out once this one is done. Perhaps all of it did: then an operator
    // is called, and the sum is right all the same. Sent again it could be given back twice.
    return { is: 'done', value: { ...seenReceipt(part), balanceAfterWon: balanceWon } };
  }

  /** Each line of the order by itself: PAYCO knows no other way to say that a deposit is not wanted. */
  async withdrawDeposit(payment: StoredReceipt, sink: ExchangeSink): Promise<Reply<null>> {
    const seller = readPaycoCredentials(payment.credentials);
    for (const { reference } of payment.items) {
      const body = productStatusBody(payment, reference, 'cancelled', seller);
      const answer = await this.client.call('productStatus', body, sink);
      if (answer.is === 'error') return refused(answer, 'invalid');
      if (answer.is !== 'success') return answer;
    }
    return { is: 'done', value: null };
  }

  async lookupBalance(
    payment: StoredReceipt,
    { leftWon }: BookedBalance,
    sink: ExchangeSink,
  ): Promise<Reply<ProviderBalance>> {
    // What came by deposit goes back by hand, and PAYCO knows nothing of it.
    if (payment.receipt.cancels === 'none') return { is: 'done', value: { leftWon: null } };
    const balance = await this.#askBalance(payment, amountsToAskAbout(payment, leftWon, 0), sink);
    if (balance.is !== 'done') return balance;
    if (balance.value !== null) return { is: 'done', value: { leftWon: balance.value } };
    // A no to everything agrees with books that have nothing left; with any others only somebody who looks can tell.
    return { is: 'done', value: leftWon === 0 ? { leftWon } : { leftWon: null, unexplainedWon: payment.amountWon } };
  }

  /**
   * Asks what is left, about one amount after the other until one is possible: nobody documents whether PAYCO tells the
   * balance with a no, or nothing. Answers that tell different figures count only when a yes and a no prove one of them.
   *
   * @param amounts to ask about, in won
   * @param mostQuestions more of them than that leave it unknown
   * @returns in won; `null` when PAYCO says no to every amount, and that nothing is left, which it may say whatever is left
   */
  async #askBalance(
    payment: StoredReceipt,
    amounts: readonly number[],
    sink: ExchangeSink,
    mostQuestions = Infinity,
  ): Promise<Reply<number | null>> {
    const told: number[] = [];
    for (const askedWon of amounts) {
      if (told.length === mostQuestions) return unknown('PAYCO says no, and what that means takes more questions.');
      const answer = await this.#ask(payment, askedWon, sink);
      if (answer.is !== 'done') return answer;
      const { isPossible, leftWon } = answer.value;
      const isOdd = told.some((earlierWon) => earlierWon !== leftWon);
      if (isOdd && isPossible && mostQuestions === Infinity) return this.#prove(payment, leftWon, sink);
      if (isOdd) return unknown(`PAYCO says that ${told.join(', ')} and that ${leftWon} won are left.`);
      if (isPossible) return { is: 'done', value: leftWon };
      told.push(leftWon);
    }
    const [leftWon = 0] = told;
    // Of a card that takes no part back it says no to every part.
    return { is: 'done', value: leftWon === 0 && payment.receipt.cancels === 'whole' ? null : leftWon };
  }

  /** Whether so many won are left: just so many are possible, and not one more. */
  async #prove(payment: StoredReceipt, leftWon: number, sink: ExchangeSink): Promise<Reply<number>> {
    for (const askedWon of [leftWon, leftWon + 1]) {
      const answer = await this.#ask(payment, askedWon, sink);
      if (answer.is !== 'done') return answer;
      if (answer.value.isPossible !== (askedWon === leftWon)) {
        return unknown(`PAYCO says that ${leftWon} won are left, and says the contrary of ${askedWon} won.`);
      }
    }
    return { is: 'done', value: leftWon };
  }

  async #ask(payment: StoredReceipt, askedWon: number, sink: ExchangeSink): Promise<Reply<Availability>> {
    const seller = readPaycoCredentials(payment.credentials);
    const answer = await this.client.call('checkAvailability', availabilityBody(payment, askedWon, seller), sink);
    if (answer.is === 'error') return unknownCode(answer);
    return readReply(answer, (envelope) => readAvailability(readObject(envelope, 'result'), payment, askedWon));
  }
}

/** About the balance, within the call of a cancellation that somebody waits for: what takes more is found out later. */
const MOST_QUESTIONS_AT_ONCE = 2;

/** Nobody waits for one that is sent again. Without all its questions it would be in doubt after each sending, for ever. */
function mostQuestionsAfter({ mayHaveHappened }: CancelPart): number {
  return mayHaveHappened ? Infinity : MOST_QUESTIONS_AT_ONCE;
}

const CONFIGURATION_CODES: ReadonlySet<string> = new Set([CODES.addressNotAllowed, CODES.unknownSellerKey]);
/** The code changed over the years; both say that nothing is left. */
const ALREADY_CANCELLED_CODES: ReadonlySet<string> = new Set([CODES.nothingToCancel, CODES.alreadyCancelled]);

const APPROVAL_REFUSALS: ReadonlyMap<string, RefusalReason> = new Map([
  [CODES.declined, 'declined'],
  [CODES.pointsShort, 'declined'],
  [CODES.noSuchEasyPayment, 'declined'],
  [CODES.noPaymentGateway, 'declined'],
  [CODES.accountProtected, 'declined'],
  [CODES.smsRequired, 'declined'],
  [CODES.sheetExpired, 'sheet_expired'],
  [CODES.addressNotAllowed, 'configuration'],
  [CODES.unknownSellerKey, 'configuration'],
]);

/** Reserving moves no money, so every code is a plain no; one of them says that the order number is paid. */
function reserveReason(error: PaycoError): RefusalReason {
  // Before 2019-05 the same sentence came under the code of bad parameters.
  const isTaken = error.code === CODES.alreadyRegistered || error.message.includes('already registered');
  if (isTaken) return 'already_paid';
  return CONFIGURATION_CODES.has(error.code) ? 'configuration' : 'invalid';
}

function refused(error: PaycoError, reason: RefusalReason): Reply<never> {
  return { is: 'refused', refusal: refusalOf(error, reason) };
}

function refusalOf(error: PaycoError, reason: RefusalReason): Refusal {
  const providerCode = error.pgErrorCode === null ? error.code : `${error.code}/${error.pgErrorCode}`;
  const buyerReason = reason === 'declined' ? buyerReasonOf(error.code, error.pgErrorCode) : undefined;
  return { reason, ...(buyerReason && { buyerReason }), providerCode, providerMessage: error.message };
}

function unknownCode(error: PaycoError): Reply<never> {
  return unknown(`PAYCO answered ${error.code}: ${error.message}`);
}

function unknown(why: string): Reply<never> {
  return { is: 'unknown', cause: new Error(why) };
}

/** After a refusal that may mean "it already happened", only a positive finding counts. */
function doneOrUnknown<T>(verified: Reply<T>, error: PaycoError): Reply<T> {
  return verified.is === 'done' ? verified : unknownCode(error);
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

/** Reads a success; one that does not say what was asked is an unknown outcome. */
function readReply<T>(
  answer: Exclude<PaycoAnswer, PaycoError>,
  read: (envelope: Readonly<Record<string, unknown>>) => T,
): Reply<T> {
  if (answer.is !== 'success') return answer;
  try {
    return { is: 'done', value: read(answer.envelope) };
  } catch (error) {
    return { is: 'unknown', cause: error instanceof Error ? error : new Error(String(error)) };
  }
}

function text(value: unknown): string {
  if (typeof value === 'string' && /^[\x21-\x7e]{1,100}$/.test(value)) return value;
  throw new Error('PAYCO named no order sheet.');
}

function url(value: unknown): string {
  if (typeof value === 'string' && isWebAddress(value)) return value;
  throw new Error('PAYCO gave no address of the order sheet.');
}
