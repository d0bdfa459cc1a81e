// One run of the audit: what it looked at and what it found.
// Must never be changed once it has ended.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../database/columns.js';

@Entity('audit_runs')
export class AuditRun {
  @PrimaryColumn('uuid') id: string;
  @InstantColumn() startedAt: Date;
  /** Absent while it runs, and of one whose process died. */
  @InstantColumn({ nullable: true }) endedAt: Date | null;
  @Column('integer') orders: number;
  /** Figures that differed. */
  @Column('integer') differences: number;
  /** The orders they were of; the next run looks at them again, changed or not. */
  @Column('uuid', { array: true }) differingOrderIds: string[];
  /** Changes before it have been looked at; the next run begins here. */
  @InstantColumn() watermark: Date;
}
