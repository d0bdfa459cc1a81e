// What the search of the audit trail takes and answers.
// Must never leave out who did something, or from where.
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { AuditEntry } from '../audit/audit-entry.entity.js';
import { documentOf } from '../common/document.js';
import { IsInstant, IsText, Optional } from '../common/http/fields.js';
import { showId } from '../common/ids.js';
import { PageQuery } from '../common/page.dto.js';

/** What to look for in the trail; all of it must hold. */
export class AuditQuery extends PageQuery {
  /** Who did it: `person_…`. */
  @Optional()
  @IsText(1, 50)
  personId?: string;

  /**
   * What was done.
   * @example "sign_in.refused"
   */
  @Optional()
  @Matches(/^[a-z_]{1,50}\.[a-z_]{1,50}$/, { message: 'action must be a thing and a verb, such as sign_in.refused' })
  action?: string;

  /** To what: the identifier as the API shows it, for example `ord_…` or `person_…`. */
  @Optional()
  @IsText(1, 200)
  subject?: string;

  /** From this moment on. */
  @Optional()
  @IsInstant()
  from?: string;

  /** Before this moment. */
  @Optional()
  @IsInstant()
  to?: string;

  /** Beginnings of words in names, reasons and what changed. */
  @Optional()
  @IsText(1, 200)
  text?: string;
}

/** Something that a person did, or tried to. */
export class AuditEntryDocument {
  /** @example "aud_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f" */
  id: string;
  /** ISO instant. */
  occurredAt: string;
  /** `person_…`; `null`: nobody who is known, or the platform itself. */
  personId: string | null;
  /** As they were called then. */
  personName: string;
  /** Internet address; `null`: the server's own command line. */
  address: string | null;
  /** `ses_…` */
  sessionId: string | null;
  /** Names the request in our log. */
  requestId: string | null;
  /** @example "person.changed" */
  action: string;
  /** To what it was done: the identifier as the API shows it. */
  subject: string | null;
  /** What changed, as it was. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  before: Readonly<Record<string, unknown>> | null;
  /** What changed, as it is from then on. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  after: Readonly<Record<string, unknown>> | null;
  /** Why: in their own words, or by which rule. */
  reason: string | null;
}

/** A page of the trail, the newest first. */
export class AuditPage {
  items: AuditEntryDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

/** The entry as the outside sees it. */
export function auditEntryDocument(entry: AuditEntry): AuditEntryDocument {
  return documentOf(AuditEntryDocument, {
    id: showId('auditEntry', entry.id),
    occurredAt: entry.occurredAt.toISOString(),
    personId: entry.personId && showId('person', entry.personId),
    personName: entry.personName,
    address: entry.address,
    sessionId: entry.sessionId && showId('session', entry.sessionId),
    requestId: entry.requestId,
    action: entry.action,
    subject: entry.subject,
    before: entry.before,
    after: entry.after,
    reason: entry.reason,
  });
}
