// Registers the nightly audit of the books.
// Must never do work of its own; it only ties the audit to a name and an hour.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { showId } from '../common/ids.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { MoneyAudit, type FoundDifference } from './money-audit.js';
import { lastNight } from './nightly.js';

/** How often is looked whether the hour has come. */
const LOOK_EVERY_MS = 600_000;

@Injectable()
export class MoneyJobs implements OnModuleInit {
  readonly #logger = new Logger(MoneyJobs.name);
  readonly #audit: MoneyAudit;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    private readonly registry: JobRegistry,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {
    this.#audit = new MoneyAudit(dataSource, clock);
  }

  onModuleInit(): void {
    this.registry.registerPeriodic({ name: 'audit_money', everyMs: LOOK_EVERY_MS, run: () => this.#runIfDue() });
  }

  /** Due by what was run last, so that a night without a server is made up for in the morning. */
  async #runIfDue(): Promise<void> {
    const due = lastNight(this.clock.now(), this.config.moneyAuditHourKst);
    const last = await this.#audit.lastStartedAt();
    if (last !== null && last >= due) return;
    const { orders, differences } = await this.#audit.run({ everything: false }, (each) => this.#report(each));
    const message = `The audit looked at ${orders} orders and found ${differences} differences.`;
    if (differences > 0) this.#logger.error(message);
    else this.#logger.log(message);
  }

  #report({ orderId, figure, oursWon, eventsWon }: FoundDifference): void {
    const message = `The books differ from their history: ${figure} is ${oursWon} won, by the events ${eventsWon} won.`;
    this.#logger.error({ message, orderId: showId('order', orderId) });
  }
}
