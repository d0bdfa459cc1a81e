// Registers the state table and the background jobs of stored cards when the application starts.
// Must never do work of its own; it only ties services to names.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { StateTables } from '../orders/state-tables.js';
import { BillingKeysService } from './billing-keys.service.js';
import { DescribingService } from './describing.service.js';
import { CHECK_BILLING_KEY, REVOKE_BILLING_KEY, SWEEP_BILLING_KEYS } from './jobs.js';
import { BILLING_KEY_ENTITY, BILLING_KEY_TABLE } from './key-states.js';
import { RegisteringService } from './registering.service.js';

@Injectable()
export class BillingJobs implements OnModuleInit {
  readonly #logger = new Logger(BillingJobs.name);

  constructor(
    private readonly stateTables: StateTables,
    private readonly registry: JobRegistry,
    private readonly keys: BillingKeysService,
    private readonly describing: DescribingService,
    private readonly registering: RegisteringService,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  onModuleInit(): void {
    this.stateTables.register(BILLING_KEY_ENTITY, BILLING_KEY_TABLE);
    this.registry.register({ name: REVOKE_BILLING_KEY, run: (payload) => this.keys.revoke(keyIdIn(payload)) });
    this.registry.register({ name: CHECK_BILLING_KEY, run: (payload) => this.describing.check(keyIdIn(payload)) });
    this.registry.registerPeriodic({
      name: SWEEP_BILLING_KEYS,
      everyMs: this.config.sweepEveryMs,
      run: async () => {
        await this.registering.expire();
        const found = await this.keys.watch();
        if (found > 0) this.#logger.warn(`${found} removals of billing keys had no job; they have one now.`);
      },
    });
  }
}

function keyIdIn(payload: unknown): string {
  const { billingKeyId } = (payload ?? {}) as { billingKeyId?: unknown };
  if (typeof billingKeyId === 'string') return billingKeyId;
  throw new Error('The job has no billingKeyId.');
}
