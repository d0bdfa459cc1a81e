// Sends one event to one endpoint, signed, and says how it went.
// Must never write anything down, nor hold a connection to the database while it waits for the answer.
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { observeWebhook } from '../common/metrics.js';
import { Callbacks, type CallbackOutcome } from '../common/outbound/callback.js';
import { webhooksConfig, type WebhooksConfig } from '../config/webhooks.config.js';
import type { Attempt } from './delivery-book.js';
import type { EventDto } from './dto/event.dto.js';
import { EndpointBook } from './endpoint-book.js';
import { keptAnswer } from './kept-answer.js';
import { signedHeaders } from './signature.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** An attempt, and whether it was one that counts: answered with 2xx in time. */
export interface Sent {
  readonly attempt: Attempt;
  readonly isSuccess: boolean;
}

@Injectable()
export class SendingService {
  constructor(
    private readonly endpoints: EndpointBook,
    private readonly callbacks: Callbacks,
    private readonly clock: Clock,
    @Inject(webhooksConfig.KEY) private readonly config: WebhooksConfig,
  ) {}

  /** @throws SealBrokenError when the endpoint's secret cannot be opened */
  async send(endpoint: WebhookEndpoint, event: EventDto): Promise<Sent> {
    const startedAt = this.clock.now();
    const body = JSON.stringify(event);
    const content = { id: event.id, sentAt: startedAt, body };
    const secrets = this.endpoints.secretsOf(endpoint, startedAt);
    const startedMs = performance.now();
    const outcome = await this.callbacks.post({
      url: endpoint.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Gyeolje-Webhooks/1',
        ...signedHeaders(content, secrets),
      },
      body,
      deadlineMs: this.config.timeoutMs,
      allowsPrivateAddresses: this.config.allowsPrivateAddresses,
    });
    const durationMs = Math.round(performance.now() - startedMs);
    const isSuccess = outcome.is === 'answered' && outcome.status >= 200 && outcome.status < 300;
    observeWebhook({
      outcome: isSuccess ? 'delivered' : outcome.is === 'answered' ? 'refused' : 'unanswered',
      durationMs,
    });
    return { attempt: { startedAt, durationMs, ...factsOf(outcome, secrets) }, isSuccess };
  }
}

function factsOf(
  outcome: CallbackOutcome,
  secrets: readonly string[],
): Pick<Attempt, 'httpStatus' | 'answer' | 'failure'> {
  if (outcome.is === 'unanswered') return { httpStatus: null, answer: null, failure: outcome.failure };
  return { httpStatus: outcome.status, answer: keptAnswer(outcome.answer, secrets), failure: null };
}
