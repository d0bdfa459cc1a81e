// A change of rights that somebody asked for and a second person has to approve.
// Must never hold a secret: what is made before its approval lies sealed or hashed in its own table, and is named here.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditFacts } from '../audit/audit-entry.entity.js';
import { InstantColumn, JsonColumn } from '../database/columns.js';
import type { ChangeRequestStatus } from './change-request-states.js';
import type { RightOverRightsName } from './rights.js';

/** What is changed, and so who carries it out. */
export const CHANGE_KINDS = ['person', 'invitation', 'api_key', 'seller_credentials', 'webhook_address'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

@Entity('change_requests')
export class ChangeRequest {
  @PrimaryColumn('uuid') id: string;
  @Column('text') status: ChangeRequestStatus;
  @Column('text') kind: ChangeKind;
  /** Outside identifier of what is to be changed: `person_…`, `key_…`, `whe_…`; of credentials `seller/provider`. */
  @Column('text') subject: string;
  /** Why it needs a second person. */
  @Column('text', { array: true }) rights: RightOverRightsName[];
  /** What differs, as it was when it was asked for, and as it is to be. */
  @JsonColumn() before: AuditFacts;
  @JsonColumn() after: AuditFacts;
  /** What its applier carries out. */
  @JsonColumn() deed: AuditFacts;
  /** UUID of the person whose rights they are; they may not approve it. */
  @Column('uuid', { nullable: true }) aboutPersonId: string | null;
  /** UUID of the person who asked; `null`: a key did, or the command line. */
  @Column('uuid', { nullable: true }) askedById: string | null;
  @Column('uuid', { nullable: true }) askedByKeyId: string | null;
  /** As they were called then. */
  @Column('text') askedByName: string;
  @InstantColumn() askedAt: Date;
  @InstantColumn() expiresAt: Date;
  @Column('uuid', { nullable: true }) decidedById: string | null;
  @Column('text', { nullable: true }) decidedByName: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @Column('text', { nullable: true }) decisionReason: string | null;
  @Column('text', { nullable: true }) staleBecause: string | null;
}
