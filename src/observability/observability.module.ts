// Health and metrics for machines that watch over this one.
// Must never be imported by a module that does work; those report to common/metrics.ts.
import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { DatabaseGauges } from './database-gauges.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';

@Module({
  imports: [DatabaseModule],
  controllers: [HealthController, MetricsController],
  providers: [Readiness, DatabaseGauges],
})
export class ObservabilityModule {}
