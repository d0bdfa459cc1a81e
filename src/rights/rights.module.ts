// Rights over money, and over such rights: the table, the gate, and the second person.
// Must never know what is changed; whoever changes it registers how.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Clock } from '../common/clock.js';
import { Appliers } from './appliers.js';
import { ChangeBook } from './change-book.js';
import { ChangesService } from './changes.service.js';
import { Independence } from './independence.js';
import { KeyLimits } from './key-limits.js';
import { RightsGate } from './rights-gate.js';

@Module({
  imports: [AuditModule],
  providers: [Clock, Appliers, ChangeBook, ChangesService, Independence, KeyLimits, RightsGate],
  exports: [Appliers, ChangeBook, ChangesService, Independence, KeyLimits, RightsGate],
})
export class RightsModule {}
