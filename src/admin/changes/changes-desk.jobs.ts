// Registers the state table of changes, and the job that lets them expire, when the application starts.
// Must never do work of its own; it only ties services to names.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ordersConfig, type OrdersConfig } from '../../config/orders.config.js';
import { JobRegistry } from '../../jobs/job-registry.js';
import { StateTables } from '../../orders/state-tables.js';
import { CHANGE_REQUEST_ENTITY, CHANGE_REQUEST_TABLE } from '../../rights/change-request-states.js';
import { ChangesService } from '../../rights/changes.service.js';

/** Lets changes expire that nobody decides about. */
const SWEEP_CHANGE_REQUESTS = 'sweep_change_requests';

@Injectable()
export class ChangesDeskJobs implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly stateTables: StateTables,
    private readonly changes: ChangesService,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  onModuleInit(): void {
    this.stateTables.register(CHANGE_REQUEST_ENTITY, CHANGE_REQUEST_TABLE);
    this.registry.registerPeriodic({
      name: SWEEP_CHANGE_REQUESTS,
      everyMs: this.config.sweepEveryMs,
      run: async () => {
        await this.changes.expireOverdue();
      },
    });
  }
}
