// PAYCO behind the provider port: what its answers mean for money.
// Must never call a payment failed on a code it does not know; it verifies.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { readObject } from '../common/outbound/reading.js';
import { paycoConfig, type PaycoConfig } from '../config/payco.config.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type { BuyerClaim, KnownPayment, OpenPayment, Opened } from '../orders/provider-payment.js';
import type { ExchangeSink, RefusalReason, Reply } from '../orders/provider-reply.js';
import type { Capabilities, PaymentProvider } from '../orders/provider.port.js';
import type { SimulatorPort } from '../orders/simulator.port.js';
import type { CancelPart, CancelReceipt, ReceiptWithSecret, StoredReceipt } from '../orders/receipt.js';
import { PaycoClient, type PaycoAnswer } from './payco.client.js';
import { checkPaycoCredentials, PAYCO_CREDENTIAL_NAMES, readPaycoCredentials } from './payco.credentials.js';
import {
  approvalBody,
  availabilityBody,
  cancelBody,
  readApproval,
  readAvailability,
  readCancel,
  reserveBody,
  verifyBody,
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
    // A confirmation or cancellation may be followed by a verification within the same call.
    this.deadlineMs = 2 * config.timeoutMs;
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
    if (answer.is !== 'error')
      return readReply(answer, (envelope) => readApproval(readObject(envelope, 'result'), payment));
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
    const emptiesIt = part.amountWon === part.balanceBeforeWon;
    if (ALREADY_CANCELLED_CODES.has(answer.code) && emptiesIt) return { is: 'done', value: seenReceipt(part) };
    // Refused: perhaps because the same cancellation has happened already. PAYCO's balance tells.
    const verified = await this.lookupCancellation(payment, part, sink);
    const isOurAnswer = verified.is === 'refused' && !ALREADY_CANCELLED_CODES.has(answer.code);
    return isOurAnswer ? refused(answer, 'not_cancellable') : doneOrUnknown(verified, answer);
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

  async lookupCancellation(
    payment: StoredReceipt,
    part: CancelPart,
    sink: ExchangeSink,
  ): Promise<Reply<CancelReceipt>> {
    const seller = readPaycoCredentials(payment.credentials);
    const answer = await this.client.call('checkAvailability', availabilityBody(payment, part, seller), sink);
    if (answer.is === 'error') return unknownCode(answer);
    const balance = readReply(answer, (envelope) => readAvailability(readObject(envelope, 'result'), payment));
    if (balance.is !== 'done') return balance;
    if (balance.value === part.balanceBeforeWon - part.amountWon) return { is: 'done', value: seenReceipt(part) };
    if (balance.value === part.balanceBeforeWon) return { is: 'refused', refusal: { reason: 'not_cancellable' } };
    const cause = new Error(`PAYCO says ${balance.value} won are left, our books said ${part.balanceBeforeWon}.`);
    return { is: 'unknown', cause };
  }
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
  const providerCode = error.pgErrorCode === null ? error.code : `${error.code}/${error.pgErrorCode}`;
  return { is: 'refused', refusal: { reason, providerCode, providerMessage: error.message } };
}

function unknownCode(error: PaycoError): Reply<never> {
  return { is: 'unknown', cause: new Error(`PAYCO answered ${error.code}: ${error.message}`) };
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
  if (typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new Error('PAYCO gave no address of the order sheet.');
}
