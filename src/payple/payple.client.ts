// Speaks to Payple: the handshake, then the work at the address that the handshake names; records both.
// Must never send anything to an address that is not on the allow-list, or decide what a result code means.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { isWebAddress } from '../common/http/web-address.js';
import { observeProviderCall } from '../common/metrics.js';
import { Outbound, type PostOutcome } from '../common/outbound/post.js';
import { parseObject, readOptionalText, UnreadableError, type Fields } from '../common/outbound/reading.js';
import { scrub } from '../common/outbound/scrub.js';
import { paypleConfig, type PaypleConfig } from '../config/payple.config.js';
import type { ExchangeRecord, ExchangeSink, Refusal } from '../orders/provider-reply.js';
import { AUTH_ADVICE, meaningOf } from './payple.codes.js';
import type { PaypleCredentials } from './payple.credentials.js';
import { readHandshake, readHandshakeCode, windowTokens, type Handshake } from './payple-handshake.mapping.js';
import { readResult } from './payple.mapping.js';
import {
  AUTH_FIELDS,
  AUTH_PATH,
  HANDSHAKE,
  PURPOSES,
  RESULTS,
  SHOWN_FIELDS,
  WINDOW_PURPOSES,
  type PayType,
  type Purpose,
  type WorkPurpose,
} from './payple.wire.js';

/** The handshake said no, or did not come about: the work was surely not sent. */
export type NotBegun =
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | {
      readonly is: 'unsent';
      readonly cause: Error;
      /** Payple's code, when the handshake was refused with one. */
      readonly code?: string;
    };

/** What came back of a work call. */
export type PaypleAnswer =
  | { readonly is: 'success'; readonly fields: Fields }
  | { readonly is: 'error'; readonly code: string | null; readonly message: string }
  | NotBegun
  | { readonly is: 'unknown'; readonly cause: Error };

/** What opens a window, for its script. */
export type WindowAnswer = { readonly is: 'done'; readonly value: Record<string, string> } | NotBegun;

type Read = Pick<ExchangeRecord, 'outcome' | 'resultCode' | 'failure'>;

@Injectable()
export class PaypleClient {
  readonly #logger = new Logger(PaypleClient.name);
  /** Codes of faulty configuration that were told to the log already. */
  readonly #told = new Set<string>();

  constructor(
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    @Inject(paypleConfig.KEY) private readonly config: PaypleConfig,
  ) {}

  /** Tokens for one window. Only tokens: an answer that repeats our raw id or key is not handed to a browser. */
  async openWindow(type: PayType, seller: PaypleCredentials, sink: ExchangeSink): Promise<WindowAnswer> {
    const begun = await this.#shakeHands(WINDOW_PURPOSES[type], seller, sink);
    if (begun.is !== 'done') return begun;
    const value = windowTokens(begun.fields);
    const raw = [seller.cstId, seller.custKey];
    if (Object.values(value).some((text) => raw.includes(text))) {
      return { is: 'unsent', cause: new Error('Payple answered with our raw credentials instead of tokens.') };
    }
    return { is: 'done', value };
  }

  /** One piece of work with a handshake of its own: a used key must never meet a second call that moves money. */
  async work(purpose: WorkPurpose, body: object, seller: PaypleCredentials, sink: ExchangeSink): Promise<PaypleAnswer> {
    const begun = await this.#shakeHands(purpose, seller, sink);
    if (begun.is !== 'done') return begun;
    return this.#send(purpose, begun.handshake.address, { ...begun.handshake.caller, ...body }, sink);
  }

  /** Takes the money at the address that came out of the window, without a handshake. */
  async confirm(url: string, body: object, sink: ExchangeSink): Promise<PaypleAnswer> {
    if (!this.mayCall(url)) return this.#foreign(url);
    return this.#send('confirm', url, body, sink);
  }

  /** Whether an address may be given our keys. */
  mayCall(url: string): boolean {
    return isWebAddress(url) && this.config.allowedOrigins.includes(new URL(url).origin);
  }

  async #shakeHands(
    purpose: Purpose,
    seller: PaypleCredentials,
    sink: ExchangeSink,
  ): Promise<{ is: 'done'; fields: Fields; handshake: Handshake } | NotBegun> {
    const body = { [AUTH_FIELDS.id]: seller.cstId, [AUTH_FIELDS.key]: seller.custKey, ...PURPOSES[purpose] };
    const url = `${this.config.apiUrl}${AUTH_PATH}`;
    return this.#exchange(`authorize ${purpose}`, url, body, sink, (outcome) => {
      if (outcome.is !== 'answered') return notBegun(outcome.cause);
      const fields = parseObject(outcome.text);
      if (readOptionalText(fields, HANDSHAKE.result) !== RESULTS.success) return this.#handshakeRefused(fields);
      const handshake = readHandshake(fields);
      if (!this.mayCall(handshake.address)) {
        const answer = this.#foreign(handshake.address);
        return { answer, facts: { outcome: 'refused', resultCode: null, failure: 'a foreign address' } };
      }
      return { answer: { is: 'done', fields, handshake }, facts: SUCCESS };
    });
  }

  #send(operation: string, url: string, body: object, sink: ExchangeSink): Promise<PaypleAnswer> {
    return this.#exchange<PaypleAnswer>(operation, url, body, sink, (outcome) => {
      if (outcome.is !== 'answered') {
        const facts: Read = { outcome: outcome.is, resultCode: null, failure: outcome.cause.message };
        return { answer: { is: outcome.is, cause: outcome.cause }, facts };
      }
      const fields = parseObject(outcome.text);
      const { isSuccess, code, message } = readResult(fields);
      return isSuccess
        ? { answer: { is: 'success', fields }, facts: { ...SUCCESS, resultCode: code } }
        : { answer: { is: 'error', code, message }, facts: { outcome: 'refused', resultCode: code, failure: null } };
    });
  }

  /** Posts, reads and records. What `read` cannot read is unknown, or for a handshake, surely nothing. */
  async #exchange<T extends { readonly is: string }>(
    operation: string,
    url: string,
    body: object,
    sink: ExchangeSink,
    read: (outcome: PostOutcome) => { readonly answer: T | NotBegun; readonly facts: Read },
  ): Promise<T | NotBegun> {
    const startedAt = this.clock.now();
    const start = performance.now();
    const outcome = await this.outbound.post({
      url,
      headers: {
        'Content-Type': 'application/json; charset=UTF-8',
        'Cache-Control': 'no-cache',
        Referer: this.config.referer,
      },
      body: JSON.stringify(body),
      deadlineMs: this.config.timeoutMs,
    });
    const { answer, facts } = readable(read, outcome, operation.startsWith('authorize'));
    const durationMs = Math.round(performance.now() - start);
    observeProviderCall({ provider: 'payple', operation, outcome: facts.outcome, durationMs });
    sink.record({
      operation,
      url,
      request: scrub(body, SHOWN_FIELDS),
      response: outcome.is === 'answered' ? scrubbedReply(outcome.text) : null,
      httpStatus: outcome.is === 'unsent' ? null : outcome.status,
      ...facts,
      startedAt,
      durationMs,
    });
    return answer as T | NotBegun;
  }

  #handshakeRefused(fields: Fields): { answer: NotBegun; facts: Read } {
    const code = readHandshakeCode(fields);
    const message = readOptionalText(fields, HANDSHAKE.message) ?? '';
    const facts: Read = { outcome: 'refused', resultCode: code, failure: null };
    if (code === null || meaningOf(code).is !== 'configuration') {
      const cause = new Error(`Payple gave no key: ${code ?? 'no code'}.`);
      return { answer: { is: 'unsent', cause, ...(code === null ? {} : { code }) }, facts };
    }
    this.#warnOnce(code, `Payple refuses us with ${code}: ${AUTH_ADVICE[code] ?? ''}`);
    return {
      answer: { is: 'refused', refusal: { reason: 'configuration', providerCode: code, providerMessage: message } },
      facts,
    };
  }

  #foreign(address: string): NotBegun {
    const origin = URL.canParse(address) ? new URL(address).origin : 'something that is no address';
    this.#warnOnce(
      origin,
      `Payple named ${origin}, which is not among its hosts: if it is Payple's, add it to PAYPLE_ALLOWED_HOSTS.`,
    );
    return { is: 'refused', refusal: { reason: 'configuration' } };
  }

  #warnOnce(what: string, sentence: string): void {
    // Anyone can name addresses: the log must not grow with them.
    if (this.#told.has(what) || this.#told.size > 100) return;
    this.#told.add(what);
    this.#logger.warn(sentence);
  }
}

const SUCCESS: Read = { outcome: 'done', resultCode: null, failure: null };

function notBegun(cause: Error): { answer: NotBegun; facts: Read } {
  return { answer: { is: 'unsent', cause }, facts: { outcome: 'unsent', resultCode: null, failure: cause.message } };
}

function readable<T>(
  read: (outcome: PostOutcome) => { readonly answer: T; readonly facts: Read },
  outcome: PostOutcome,
  isHandshake: boolean,
): { readonly answer: T | NotBegun | { is: 'unknown'; cause: Error }; readonly facts: Read } {
  try {
    return read(outcome);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    if (isHandshake) return notBegun(error);
    const facts: Read = { outcome: 'unknown', resultCode: null, failure: error.message };
    return { answer: { is: 'unknown', cause: error }, facts };
  }
}

/** An answer that is not JSON is not kept: nobody can say what is in it. */
function scrubbedReply(text: string): unknown {
  try {
    return scrub(JSON.parse(text), SHOWN_FIELDS);
  } catch {
    return { unreadable: `${text.length} characters that are not JSON` };
  }
}
