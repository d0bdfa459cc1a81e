// The nightly audit that asks providers about settled payments.
// Must never be imported by what it audits.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ProviderAuditJobs } from './provider-audit.jobs.js';
import { ProviderAudit } from './provider-audit.service.js';

@Module({ imports: [OrdersModule], providers: [Clock, ProviderAudit, ProviderAuditJobs], exports: [ProviderAudit] })
export class ProviderAuditModule {}
