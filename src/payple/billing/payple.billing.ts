// Payple's stored cards and accounts behind the billing port: what its answers mean for keys, and for money taken on them.
// Must never believe a key that Payple did not confirm, nor end one on a single no.
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { paypleConfig, type PaypleConfig } from '../../config/payple.config.js';
import type {
  BillingPort,
  CardRegistration,
  ChargePayment,
  KnownRegistration,
  RegisteredKey,
  StoredKey,
  StoredMeans,
  StoredMethodOffer,
  TakenRegistration,
} from '../../orders/billing.port.js';
import type { BuyerClaim, Opened } from '../../orders/provider-payment.js';
import type { ExchangeSink, Reply } from '../../orders/provider-reply.js';
import type { ReceiptWithSecret } from '../../orders/receipt.js';
import { PaypleCharges } from '../payple-charges.service.js';
import { PaypleInquiries, type Inquired } from '../payple-inquiries.service.js';
import { PaypleClient, type PaypleAnswer } from '../payple.client.js';
import { CODES, deniesKey, meaningOf } from '../payple.codes.js';
import { readPaypleCredentials } from '../payple.credentials.js';
import { inquiryDays, MINIMUM_TRANSFER_WON, payTypeOf, readCharge, type Charge } from '../payple.mapping.js';
import { readable, refusalOfResult, refused, replyOf, taken, unknown, type PaypleError } from '../payple.replies.js';
import {
  chargeBody,
  keyBody,
  newRegistrationReference,
  readStoredMeans,
  readToldRegistration,
  registrationParameters,
  requireKey,
} from './payple-billing.mapping.js';
import { authorizationPath, WindowTokens } from '../window/payple-window-tokens.js';
import { CHARGE_PURPOSES, RESULTS, SCRIPT_PATH, type PayType } from '../payple.wire.js';

/** What Payple's server takes at least, in won. */
const MINIMUM_CHARGE_WON: Readonly<Record<PayType, number>> = { card: 100, transfer: MINIMUM_TRANSFER_WON };

const NOTHING_TAKEN = { is: 'refused', refusal: { reason: 'not_paid' } } as const;

/** Payple said no to the question for a key. */
type NoKey = { readonly is: 'no_key'; readonly error: PaypleError };

@Injectable()
export class PaypleBilling implements BillingPort {
  readonly methods: readonly [StoredMethodOffer, ...StoredMethodOffer[]];

  constructor(
    private readonly client: PaypleClient,
    private readonly charges: PaypleCharges,
    private readonly inquiries: PaypleInquiries,
    private readonly clock: Clock,
    private readonly tokens: WindowTokens,
    @Inject(paypleConfig.KEY) private readonly config: PaypleConfig,
  ) {
    const [usual, ...others] = config.methods;
    this.methods = [offerOf(usual), ...others.map(offerOf)];
  }

  /** Nothing is asked of Payple: the window opens in the browser, with tokens that it fetches from us once. */
  openRegistration(registration: CardRegistration): Promise<Reply<Opened>> {
    const reference = newRegistrationReference(registration);
    const token = this.tokens.issue('billingKey', registration.keyId);
    const path = authorizationPath(this.config.publicUrl, token);
    const parameters = registrationParameters(registration, reference, path);
    const handoff = { type: 'payple_window', scriptUrl: `${this.config.apiUrl}${SCRIPT_PATH}`, parameters } as const;
    return Promise.resolve({ is: 'done', value: { reference, handoff } });
  }

  /**
   * The browser's result names a key; only Payple's answer makes it one. That the key was made in this very window Payple
   * does not tell: what keeps others' keys out is that they are secret, and that a key is stored once.
   */
  async claimKey(
    registration: KnownRegistration,
    claim: BuyerClaim,
    sink: ExchangeSink,
  ): Promise<Reply<RegisteredKey>> {
    const told = readToldRegistration(claim, registration);
    const isInvented = { is: 'refused', refusal: { reason: 'invalid' } } as const;
    // Nobody comes back from a window that was never opened.
    if (!told.isOurs || registration.authorizedAt === null) return isInvented;
    if (told.result === RESULTS.close) return { is: 'refused', refusal: { reason: 'buyer_cancelled' } };
    if (told.result === RESULTS.error) return { is: 'refused', refusal: refusalOfResult(told.code) };
    const { keySecret: secret } = told;
    if (told.result !== RESULTS.success || secret === null) return isInvented;
    const { method, credentials } = registration;
    const named = { keySecret: secret, method, credentials };
    const first = await this.#ask(named, sink);
    // A lost answer would cost the buyer the registration; a question costs nothing.
    const found = first.is === 'unsent' || first.is === 'unknown' ? await this.#ask(named, sink) : first;
    if (found.is === 'no_key') return refused(found.error, 'invalid');
    return found.is === 'done' ? { is: 'done', value: { secret, means: found.value } } : found;
  }

  /** By either means, as its window may have been told: one inquiry, and before anything goes back another that says the same. */
  async takenUnder(taken: TakenRegistration, givesBack: boolean, sink: ExchangeSink): Promise<Reply<number>> {
    const inquired = { ...taken, askedMethod: taken.method, billingMonth: null };
    const found = await this.#findTaken(inquired, taken.openedAt, sink);
    if (found.is !== 'done') return found;
    const charge = found.value;
    if (charge.reference !== taken.reference) return unknown('Payple tells of another payment than was asked.');
    if (charge.refundedWon === charge.amountWon) return NOTHING_TAKEN;
    if (!givesBack) return { is: 'done', value: charge.amountWon };
    const again = await this.#findTaken(inquired, taken.openedAt, sink);
    if (again.is !== 'done' || !isDeepStrictEqual(again.value, charge)) {
      return unknown('Payple says that money was taken for a registration, and does not say so twice.');
    }
    return this.charges.giveBackFound(charge, inquired, sink);
  }

  async #findTaken(inquired: Inquired, openedAt: Date, sink: ExchangeSink): Promise<Reply<Charge>> {
    const days = inquiryDays({ openedAt, confirmStartedAt: null }, this.clock.now());
    const found = await this.inquiries.ask(inquired, days, sink);
    const isNone = found.is === 'refused' && found.refusal.reason === 'not_paid';
    return isNone ? this.inquiries.askByOtherMeans(inquired, days, sink) : found;
  }

  async charge(payment: ChargePayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>> {
    const answer = await this.#sendCharge(payment, sink);
    if (answer.is === 'success') {
      const charge = readable(() => readCharge(answer.fields));
      if (charge.is !== 'done') return taken(charge);
      const accepted = this.charges.accept(charge.value, payment);
      const ofKey = readable(() => requireKey(answer.fields, payment.keySecret));
      return ofKey.is === 'done' ? accepted : taken(ofKey);
    }
    if (answer.is !== 'error') return answer;
    const { is: meaning } = meaningOf(answer.code);
    // A bank that pauses has done nothing either: the same charge may be asked for again.
    const isPaused = CODES.bankPause.some((code) => code === answer.code);
    if (meaning === 'retry_new_key' || isPaused) return refused(answer, 'not_sent');
    return meaning === 'key_doubted' ? this.#refuseForKey(payment, answer, sink) : replyOf(answer);
  }

  /**
   * The card or account as Payple has it. One no may be a fault of its own, so a key is gone only when two questions, each with a
   * handshake of its own, are denied.
   */
  async describe(key: StoredKey, sink: ExchangeSink): Promise<Reply<StoredMeans | null>> {
    const first = await this.#ask(key, sink);
    if (first.is !== 'no_key') return first;
    const second = await this.#ask(key, sink);
    return second.is === 'no_key' ? refused(second.error, 'key_dead') : second;
  }

  /** Judged by the result: Payple documents two codes for the success. */
  async revoke(key: StoredKey, sink: ExchangeSink): Promise<Reply<null>> {
    const seller = readPaypleCredentials(key.credentials);
    const answer = await this.client.work('revokeKey', keyBody(key.keySecret), seller, sink);
    if (answer.is === 'success') {
      const checked = readable(() => requireKey(answer.fields, key.keySecret));
      return checked.is === 'done' ? { is: 'done', value: null } : checked;
    }
    if (answer.is !== 'error') return answer;
    // It may be gone already, as after an answer that was lost.
    const found = await this.describe(key, sink);
    const isGone = found.is === 'refused' && found.refusal.reason === 'key_dead';
    return isGone ? { is: 'done', value: null } : replyOf(answer);
  }

  /**
   * Sends a charge, and once more with a new handshake where Payple turned it away before doing anything. Both carry one
   * order number, which Payple takes only once: should the first have been charged after all, the second is refused.
   */
  async #sendCharge(payment: ChargePayment, sink: ExchangeSink): Promise<PaypleAnswer> {
    const seller = readPaypleCredentials(payment.credentials);
    const purpose = CHARGE_PURPOSES[payTypeOf(payment.askedMethod)][payment.billingMonth === null ? 'once' : 'monthly'];
    const send = () => this.client.work(purpose, chargeBody(payment), seller, sink);
    const answer = await send();
    const code = answer.is === 'error' || answer.is === 'unsent' ? (answer.code ?? null) : null;
    return meaningOf(code).is === 'retry_new_key' ? send() : answer;
  }

  /** The charge found no key. Denied a second time, by the question for it, the key is gone. */
  async #refuseForKey(payment: ChargePayment, error: PaypleError, sink: ExchangeSink): Promise<Reply<never>> {
    const found = await this.#ask({ ...payment, method: payTypeOf(payment.askedMethod) }, sink);
    return refused(error, found.is === 'no_key' ? 'key_dead' : 'invalid');
  }

  /** Asks for a key once. */
  async #ask(
    { keySecret, method, credentials }: Omit<StoredKey, 'keyId'>,
    sink: ExchangeSink,
  ): Promise<Reply<StoredMeans | null> | NoKey> {
    const seller = readPaypleCredentials(credentials);
    const answer = await this.client.work('describeKey', keyBody(keySecret), seller, sink);
    if (answer.is === 'success') return readable(() => readStoredMeans(answer.fields, keySecret, method));
    if (answer.is !== 'error') return answer;
    if (deniesKey(answer.code)) return { is: 'no_key', error: answer };
    // Whatever else is wrong says nothing about the key.
    const reply = replyOf(answer);
    const isSetUpWrong = reply.is === 'refused' && reply.refusal.reason === 'configuration';
    return isSetUpWrong ? reply : unknown(`Payple answered ${answer.code ?? 'without a code'}.`);
  }
}

function offerOf(method: PayType): StoredMethodOffer {
  return { method, minimumChargeWon: MINIMUM_CHARGE_WON[method] };
}
