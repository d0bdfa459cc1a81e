// Registers the nightly provider audit.
// Must never do work of its own; it only ties the audit to a name and an hour.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { lastNight } from '../money/nightly.js';
import { ProviderAudit } from './provider-audit.service.js';

/** How often is looked whether the hour has come, or whether there is more to ask. */
const LOOK_EVERY_MS = 10_000;
/** How long one look asks at most: a process that closes waits for it. */
const SLICE_MS = 30_000;
const DAY_MS = 86_400_000;

@Injectable()
export class ProviderAuditJobs implements OnModuleInit {
  readonly #logger = new Logger(ProviderAuditJobs.name);

  constructor(
    private readonly registry: JobRegistry,
    private readonly audit: ProviderAudit,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  onModuleInit(): void {
    this.registry.registerPeriodic({ name: 'audit_providers', everyMs: LOOK_EVERY_MS, run: () => this.#look() });
  }

  /**
   * Due by what was begun last, so that a night without a server is made up for in the morning. Where nobody is to be asked
   * it runs all the same, and ends: an alarm on its age then tells the truth everywhere.
   */
  async #look(): Promise<void> {
    const to = lastNight(this.clock.now(), this.config.providerAuditHourKst);
    const last = await this.audit.lastNight();
    const isDue = last === null || last < to;
    const from = new Date(to.getTime() - this.config.providerAuditDays * DAY_MS);
    const run = (await this.audit.takeOver()) ?? (isDue ? await this.audit.begin({ from, to }, true) : null);
    if (!run) return;
    const hasEnded = await this.audit.goOn(run, SLICE_MS, ({ paymentId, outcome }) =>
      this.#logger.warn({ message: `The provider audit: ${outcome}`, paymentId }),
    );
    if (!hasEnded) await this.audit.release(run);
  }
}
