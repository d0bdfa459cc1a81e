// One run of the provider audit: which payments it asks about, how far it is and what it found.
// Must never be changed once it has ended.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../database/columns.js';

@Entity('provider_audits')
export class ProviderAuditRun {
  @PrimaryColumn('uuid') id: string;
  /** Payments paid from this moment on … */
  @InstantColumn() fromAt: Date;
  /** … and before this one. */
  @InstantColumn() toAt: Date;
  /** Whether it is the night's, not one that somebody started for a period of theirs. */
  @Column('boolean') nightly: boolean;
  @InstantColumn() startedAt: Date;
  /** Until when somebody works on it; after that, whoever finds it goes on. */
  @InstantColumn() claimedUntil: Date;
  /** Absent while it runs, and of one whose process died. */
  @InstantColumn({ nullable: true }) endedAt: Date | null;
  /** The payment it came to. */
  @InstantColumn({ nullable: true }) lastPaidAt: Date | null;
  @Column('uuid', { nullable: true }) lastPaymentId: string | null;
  /** How many were asked about. */
  @Column('integer') payments: number;
  /** How many refunds that went back elsewhere were recorded. */
  @Column('integer') recorded: number;
  /** To how many payments an operator was called. */
  @Column('integer') operatorsCalled: number;
  /** About how many the provider gave no clear answer. */
  @Column('integer') unanswered: number;
  /** Of how many the provider answered, and does not tell what is left: of virtual accounts, for instance. */
  @Column('integer') notTold: number;
}
