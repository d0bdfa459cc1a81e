// Speaks to PAYCO: posts a body, reads the envelope, records the exchange.
// Must never decide what a result code means for a payment; mapping and provider do.
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { observeProviderCall } from '../common/metrics.js';
import { Outbound, type PostOutcome } from '../common/outbound/post.js';
import { parseObject, readOptionalText, UnreadableError, type Fields } from '../common/outbound/reading.js';
import { scrub } from '../common/outbound/scrub.js';
import { paycoConfig, type PaycoConfig } from '../config/payco.config.js';
import type { ExchangeRecord, ExchangeSink } from '../orders/provider-reply.js';
import { CODES, PAYCO_CALLS, SHOWN_FIELDS, type PaycoCall } from './payco.wire.js';

/** What came back of a call. PAYCO answers HTTP 200 even to errors; only the code inside tells. */
export type PaycoAnswer =
  | { readonly is: 'success'; readonly envelope: Fields }
  | { readonly is: 'error'; readonly code: string; readonly message: string; readonly pgErrorCode: string | null }
  | { readonly is: 'unsent'; readonly cause: Error }
  | { readonly is: 'unknown'; readonly cause: Error };

@Injectable()
export class PaycoClient {
  constructor(
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    @Inject(paycoConfig.KEY) private readonly config: PaycoConfig,
  ) {}

  /** One call. The caller is known to PAYCO by its address and the sellerKey in the body; there is no signature. */
  async call(call: PaycoCall, body: object, sink: ExchangeSink): Promise<PaycoAnswer> {
    const url = `${this.config.apiUrl}${PAYCO_CALLS[call]}`;
    const startedAt = this.clock.now();
    const start = performance.now();
    const outcome = await this.outbound.post({
      url,
      headers: { 'Content-Type': 'application/json; charset=UTF-8' },
      body: JSON.stringify(body),
      deadlineMs: this.config.timeoutMs,
    });
    const answer = readAnswer(outcome);
    const facts = factsOf(answer);
    const durationMs = Math.round(performance.now() - start);
    observeProviderCall({ provider: 'payco', operation: call, outcome: facts.outcome, durationMs });
    sink.record({
      operation: call,
      url,
      request: scrub(body, SHOWN_FIELDS),
      response: outcome.is === 'answered' ? scrubbedReply(outcome.text) : null,
      httpStatus: outcome.is === 'unsent' ? null : outcome.status,
      ...facts,
      startedAt,
      durationMs,
    });
    return answer;
  }
}

function readAnswer(outcome: PostOutcome): PaycoAnswer {
  if (outcome.is !== 'answered') return { is: outcome.is, cause: outcome.cause };
  try {
    const envelope = parseObject(outcome.text);
    const code = readOptionalText(envelope, 'code');
    if (code === null) throw new UnreadableError('code is missing.');
    if (code === CODES.success) return { is: 'success', envelope };
    if (hasResult(envelope)) throw new UnreadableError(`It says no with ${code}, and what it did.`);
    const message = readOptionalText(envelope, 'message') ?? '';
    return { is: 'error', code, message, pgErrorCode: readOptionalText(envelope, 'pgErrorCode') };
  } catch (error) {
    return { is: 'unknown', cause: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** An error has none. With one, the code says no and the result says yes: only a question tells. */
function hasResult({ result }: Fields): boolean {
  return typeof result === 'object' && result !== null && Object.keys(result).length > 0;
}

function factsOf(answer: PaycoAnswer): Pick<ExchangeRecord, 'outcome' | 'resultCode' | 'failure'> {
  switch (answer.is) {
    case 'success':
      return { outcome: 'done', resultCode: CODES.success, failure: null };
    case 'error':
      return { outcome: 'refused', resultCode: answer.code, failure: null };
    case 'unsent':
    case 'unknown':
      return { outcome: answer.is, resultCode: null, failure: answer.cause.message };
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
