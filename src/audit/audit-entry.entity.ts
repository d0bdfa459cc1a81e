// One thing that a person did at the refund desk, or tried to. Append-only by trigger.
// Must never hold a password, a code, a token or a key.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn } from '../database/columns.js';

/** What something was before or after: our own field names, values as the API shows them. */
export type AuditFacts = Readonly<Record<string, unknown>>;

@Entity('audit_entries')
export class AuditEntry {
  @PrimaryColumn('uuid') id: string;
  @InstantColumn() occurredAt: Date;
  /** UUID; `null`: nobody who is known, or the platform itself. */
  @Column('uuid', { nullable: true }) personId: string | null;
  /** As they were called then. */
  @Column('text') personName: string;
  @Column('uuid', { nullable: true }) sessionId: string | null;
  /** Internet address; `null`: this machine's command line. */
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { nullable: true }) requestId: string | null;
  /** For example `sign_in.refused`. */
  @Column('text') action: string;
  /** Outside identifier of what it was done to, for example `ord_…` or `person_…`. */
  @Column('text', { nullable: true }) subject: string | null;
  @JsonColumn({ nullable: true }) before: AuditFacts | null;
  @JsonColumn({ nullable: true }) after: AuditFacts | null;
  @Column('text', { nullable: true }) reason: string | null;
}
