// The trail of what people did: writing it, and searching it.
// Must never know who records, or what their deeds mean.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { AuditSearch } from './audit-search.js';
import { AuditTrail } from './audit-trail.js';

@Module({ providers: [Clock, AuditTrail, AuditSearch], exports: [AuditTrail, AuditSearch] })
export class AuditModule {}
