// Registers the state tables and the background jobs of webhooks when the application starts.
// Must never do work of its own; it only ties services to names.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { webhooksConfig, type WebhooksConfig } from '../config/webhooks.config.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { StateTables } from '../orders/state-tables.js';
import { DeliveringService } from './delivering.service.js';
import { DeliveryBook } from './delivery-book.js';
import {
  WEBHOOK_DELIVERY_ENTITY,
  WEBHOOK_DELIVERY_TABLE,
  WEBHOOK_ENDPOINT_ENTITY,
  WEBHOOK_ENDPOINT_TABLE,
} from './endpoint-states.js';
import { DELIVER_EVENTS, FORGET_DELIVERIES, readDeliverEvents, WATCH_DELIVERIES } from './jobs.js';

const WATCH_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 3_600_000;

@Injectable()
export class EventsJobs implements OnModuleInit {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly stateTables: StateTables,
    private readonly registry: JobRegistry,
    private readonly delivering: DeliveringService,
    private readonly deliveries: DeliveryBook,
    private readonly clock: Clock,
    @Inject(webhooksConfig.KEY) private readonly config: WebhooksConfig,
  ) {}

  onModuleInit(): void {
    this.stateTables.register(WEBHOOK_ENDPOINT_ENTITY, WEBHOOK_ENDPOINT_TABLE);
    this.stateTables.register(WEBHOOK_DELIVERY_ENTITY, WEBHOOK_DELIVERY_TABLE);
    this.registry.register({
      name: DELIVER_EVENTS,
      crew: 'messengers',
      run: (payload) => {
        const { endpointId, subjectId } = readDeliverEvents(payload);
        return this.delivering.run(endpointId, subjectId);
      },
      // It moves no money, and what cannot be delivered is said at the endpoint.
      failed: null,
    });
    this.registry.registerPeriodic({
      name: WATCH_DELIVERIES,
      everyMs: WATCH_EVERY_MS,
      run: async () => {
        const found = await this.deliveries.enqueueMissing(this.#ago(WATCH_EVERY_MS));
        if (found > 0) this.#logger.warn(`Events of ${found} subjects waited without a job; they have one now.`);
      },
    });
    this.registry.registerPeriodic({
      name: FORGET_DELIVERIES,
      everyMs: FORGET_EVERY_MS,
      run: () => this.deliveries.forgetBefore(this.#ago(this.config.keepMs)),
    });
  }

  #ago(ms: number): Date {
    return new Date(this.clock.now().getTime() - ms);
  }
}
