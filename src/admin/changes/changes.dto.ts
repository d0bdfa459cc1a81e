// What the routes of changes of rights take and answer.
// Must never offer to change what was asked for: whoever decides says yes or no.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { documentOf } from '../../common/document.js';
import { IsText, Optional } from '../../common/http/fields.js';
import { showId } from '../../common/ids.js';
import { PageQuery } from '../../common/page.dto.js';
import { CHANGE_REQUEST_STATES, type ChangeRequestStatus } from '../../rights/change-request-states.js';
import { CHANGE_KINDS, type ChangeKind, type ChangeRequest } from '../../rights/change-request.entity.js';
import { RIGHTS_OVER_RIGHTS, type RightOverRightsName } from '../../rights/rights.js';

/** Which changes. */
export class ChangesQuery extends PageQuery {
  /** Only those in this state. */
  @Optional()
  @IsIn(CHANGE_REQUEST_STATES)
  status?: ChangeRequestStatus;
}

/** Why a change is rejected. */
export class RejectChangeBody {
  /** For who asked, and the trail. */
  @IsText(1, 200)
  reason: string;
}

/** Who asked for a change. */
export class ChangeAskerDocument {
  /** `person_…`, or `key_…` of an API key; `null`: the command line of the server. */
  @ApiProperty({ type: String, nullable: true })
  id: string | null;
  /** As they were called then. */
  name: string;
}

/** A person, as they are called now, or were called then. */
export class ChangePersonDocument {
  /** `person_…` */
  id: string;
  name: string;
}

/** A change of rights that a second person has to approve. */
export class ChangeDocument {
  /** `chg_…` */
  id: string;
  /** `stale`: what was to be changed is not any more what it was, so it came to nothing. */
  @ApiProperty({ enum: CHANGE_REQUEST_STATES })
  status: ChangeRequestStatus;
  @ApiProperty({ enum: CHANGE_KINDS })
  kind: ChangeKind;
  /** What is to be changed: `person_…`, `key_…` or `whe_…`; of credentials `seller/provider`. */
  subject: string;
  /** Why it needs a second person. */
  @ApiProperty({ enum: Object.keys(RIGHTS_OVER_RIGHTS), isArray: true })
  rights: RightOverRightsName[];
  /** What differs, as it was when it was asked for. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  before: Readonly<Record<string, unknown>>;
  /** What differs, as it is to be. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  after: Readonly<Record<string, unknown>>;
  /** Whose rights they are; `null`: nobody's. They may not decide about it. */
  @ApiProperty({ type: ChangePersonDocument, nullable: true })
  aboutPerson: ChangePersonDocument | null;
  askedBy: ChangeAskerDocument;
  /** ISO instant. */
  askedAt: string;
  /** ISO instant until which it may be approved. */
  expiresAt: string;
  /** Who approved or rejected it; `null`: nobody yet, or nobody did. */
  @ApiProperty({ type: ChangePersonDocument, nullable: true })
  decidedBy: ChangePersonDocument | null;
  /** ISO instant. */
  @ApiProperty({ type: String, nullable: true })
  decidedAt: string | null;
  /** Why it was rejected. */
  @ApiProperty({ type: String, nullable: true })
  decisionReason: string | null;
  /** Why it came to nothing though nobody decided so. */
  @ApiProperty({ type: String, nullable: true })
  staleBecause: string | null;
}

/** A page of changes, the newest first. */
export class ChangePage {
  items: ChangeDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
  /** How many wait in all. */
  @ApiProperty({ type: 'integer' })
  waiting: number;
  /** How many people could approve changes at this moment, who asks included; not the sample people of simulator mode. */
  @ApiProperty({ type: 'integer' })
  couldApprove: number;
}

/** @param names of people who are there, by UUID */
export function changeDocument(change: ChangeRequest, names: ReadonlyMap<string, string>): ChangeDocument {
  const { aboutPersonId, decidedById, decidedByName } = change;
  return documentOf(ChangeDocument, {
    id: showId('changeRequest', change.id),
    status: change.status,
    kind: change.kind,
    subject: change.subject,
    rights: change.rights,
    ...addressesOf(change),
    aboutPerson: aboutPersonId === null ? null : personOf(aboutPersonId, names.get(aboutPersonId) ?? change.subject),
    askedBy: documentOf(ChangeAskerDocument, { id: askerIdOf(change), name: change.askedByName }),
    askedAt: change.askedAt.toISOString(),
    expiresAt: change.expiresAt.toISOString(),
    decidedBy: decidedById === null || decidedByName === null ? null : personOf(decidedById, decidedByName),
    decidedAt: change.decidedAt?.toISOString() ?? null,
    decisionReason: change.decisionReason,
    staleBecause: change.staleBecause,
  });
}

/** Whoever decides about an address has to see all of it; the trail is told the hosts alone. */
function addressesOf({ kind, before, after, deed }: ChangeRequest): Pick<ChangeDocument, 'before' | 'after'> {
  if (kind !== 'webhook_address') return { before, after };
  const { fromUrl, changes } = deed as {
    readonly fromUrl: string;
    readonly changes: Readonly<Record<string, unknown>>;
  };
  return { before: { url: fromUrl }, after: { ...changes } };
}

function askerIdOf({ askedById, askedByKeyId }: ChangeRequest): string | null {
  if (askedById !== null) return showId('person', askedById);
  return askedByKeyId === null ? null : showId('apiKey', askedByKeyId);
}

function personOf(id: string, name: string): ChangePersonDocument {
  return documentOf(ChangePersonDocument, { id: showId('person', id), name });
}
