// Sends what waits for one endpoint of one subject, event by event in the order of their versions.
// Must never run twice at once for the same endpoint and subject; the queue its job lies in sees to that.
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { webhooksConfig, type WebhooksConfig } from '../config/webhooks.config.js';
import { DeliveryBook, type Verdict, type WaitingDelivery } from './delivery-book.js';
import { nextAttemptAt, nextStep } from './delivery-plan.js';
import { EndpointBook } from './endpoint-book.js';
import { eventDocument } from './event-document.js';
import { SendingService } from './sending.service.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** After this long a run leaves the rest to its next one: others want their turn, and a process may want to end. */
const LONGEST_RUN_MS = 5_000;

@Injectable()
export class DeliveringService {
  constructor(
    private readonly endpoints: EndpointBook,
    private readonly deliveries: DeliveryBook,
    private readonly sending: SendingService,
    private readonly clock: Clock,
    @Inject(webhooksConfig.KEY) private readonly config: WebhooksConfig,
  ) {}

  /** Sends what is due, and enqueues itself for what is not. A process that dies on the way leaves it all waiting. */
  async run(endpointId: string, subjectId: string): Promise<void> {
    const startedMs = performance.now();
    for (;;) {
      const endpoint = await this.endpoints.load(endpointId);
      // What was being written while the endpoint was removed, nobody has ended yet.
      if (endpoint?.status === 'removed') return this.deliveries.giveUpAll(endpointId, this.clock.now());
      // A paused endpoint is resumed with jobs for all that waits.
      if (endpoint?.status !== 'active') return;
      const waiting = await this.deliveries.waiting(endpointId, subjectId);
      const step = nextStep(waiting, this.clock.now(), this.config.holdBackMs);
      if ('nothingWaits' in step) return;
      if ('waitMs' in step) return this.deliveries.enqueueLater(endpointId, subjectId, step.waitMs);
      if (performance.now() - startedMs > LONGEST_RUN_MS) return this.deliveries.enqueueLater(endpointId, subjectId, 0);
      const isDelivered = await this.#deliver(endpoint, step.send);
      // What was written since has a job of its own.
      if (isDelivered && waiting.length === 1) return;
    }
  }

  async #deliver(endpoint: WebhookEndpoint, delivery: WaitingDelivery): Promise<boolean> {
    const { attempt, isSuccess } = await this.sending.send(endpoint, eventDocument(delivery));
    const now = this.clock.now();
    const verdict = isSuccess ? delivered(now) : this.#failed(delivery, attempt.startedAt, now);
    await this.deliveries.note(endpoint.id, delivery, attempt, verdict);
    if (!isSuccess && this.#failsForTooLong(endpoint.failingSince ?? attempt.startedAt, now)) {
      await this.#pause(endpoint.id, now);
    }
    return isSuccess;
  }

  #failed(delivery: WaitingDelivery, startedAt: Date, now: Date): Verdict {
    const first = delivery.firstAttemptAt ?? startedAt;
    const next = nextAttemptAt(delivery.attempts + 1, first, now, this.config, Math.random());
    if (next === null) return { status: 'failed', nextAttemptAt: null, endedAt: now };
    return { status: 'waiting', nextAttemptAt: next, endedAt: null };
  }

  /** Read again for the decision: another event may have been delivered meanwhile. */
  async #pause(endpointId: string, now: Date): Promise<void> {
    await this.endpoints.change(endpointId, ({ status, failingSince }) =>
      status === 'active' && failingSince !== null && this.#failsForTooLong(failingSince, now)
        ? { to: 'paused', changes: { pausedAt: now } }
        : null,
    );
  }

  #failsForTooLong(since: Date, now: Date): boolean {
    return now.getTime() - since.getTime() >= this.config.pauseAfterMs;
  }
}

function delivered(now: Date): Verdict {
  return { status: 'delivered', nextAttemptAt: null, endedAt: now };
}
