// What the routes of people and invitations take and answer.
// Must never answer anything of a password or a second factor but whether there is one.
import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, Equals, IsArray, IsBoolean, IsIn, Matches, MaxLength } from 'class-validator';
import { documentOf } from '../common/document.js';
import { IsText, IsWon, Optional } from '../common/http/fields.js';
import { showId } from '../common/ids.js';
import { EMAIL, LONGEST_EMAIL } from './email.js';
import type { Invitation } from './invitations.service.js';
import { LONGEST_PASSWORD } from './password-rules.js';
import type { Person } from './person.entity.js';
import type { ChangeRequest } from '../rights/change-request.entity.js';
import { ROLES, type Role } from '../rights/roles.js';

/** Somebody who is to work at the desk. */
export class CreatePersonBody {
  /** @example "kim@shop.example.com" */
  @MaxLength(LONGEST_EMAIL)
  @Matches(EMAIL, { message: 'email must be an e-mail address' })
  email: string;

  /** @example "Kim Ji-woo" */
  @IsText(1, 100)
  name: string;

  /** @example ["operator"] */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles: Role[];

  /** What they may ask to refund at once, in one Korean day and of one order without a second person, in won. Left out: no limit of their own. */
  @Optional()
  @IsWon()
  refundLimitWon?: number;
}

/** What changes about a person; what is left out stays. */
export class ChangePersonBody {
  @Optional()
  @IsText(1, 100)
  name?: string;

  /** All of their roles from now on; at least one. Whoever is to have none is disabled. */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles?: Role[];

  /** What they may ask to refund at once, in one Korean day and of one order without a second person, in won. */
  @Optional()
  @IsWon()
  refundLimitWon?: number;

  /** Takes their limit away; a null in `refundLimitWon` is refused, because it may be a number that went wrong. */
  @Optional()
  @Equals(true)
  noRefundLimit?: boolean;

  /** `true` signs them out everywhere and lets them in no more; `false` lets them in again. */
  @Optional()
  @IsBoolean()
  disabled?: boolean;
}

/** The password that an invited person chooses. */
export class AcceptInvitationBody {
  /** At least 12 characters, and not what anybody would try first. */
  @IsText(1, LONGEST_PASSWORD)
  password: string;
}

/** Somebody who works at the desk. */
export class PersonDocument {
  /** @example "person_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f" */
  id: string;
  email: string;
  name: string;
  @ApiProperty({ enum: ROLES, isArray: true })
  roles: Role[];
  /** In won; `null`: no limit of their own. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  refundLimitWon: number | null;
  /** `false`: invited, and the invitation was not used yet. */
  hasPassword: boolean;
  hasSecondFactor: boolean;
  /** ISO instant; `null`: they may sign in. */
  disabledAt: string | null;
  /** ISO instant. */
  createdAt: string;
  /** `chg_…` of each change of their rights, or link for them, that waits for a second person. */
  @ApiProperty({ type: [String] })
  waitsForChangeIds: string[];
}

/** A page of people, in the order in which they came. */
export class PersonPage {
  items: PersonDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

/** A one-time link to set a password. */
export class InvitationDocument {
  /** Hand it to the person, and to nobody else. It is not kept here and cannot be shown again. */
  url: string;
  /** ISO instant from which on it works no more; of a link that waits, it lasts as long from its approval on. */
  endsAt: string;
  /** `chg_…`: the change that a second person has to approve before it can be used; `null`: it can be used. */
  @ApiProperty({ type: String, nullable: true })
  waitsForChangeId: string | null;
}

/** A person who was just made, with their invitation. */
export class InvitedPersonDocument {
  person: PersonDocument;
  invitation: InvitationDocument;
}

/** Whose password was set. */
export class AcceptedDocument {
  email: string;
  name: string;
}

/** The person as the outside sees them. @param waiting changes that wait, of whomever */
export function personDocument(person: Person, waiting: readonly ChangeRequest[]): PersonDocument {
  const shownId = showId('person', person.id);
  return documentOf(PersonDocument, {
    id: shownId,
    email: person.email,
    name: person.name,
    roles: ROLES.filter((role) => person.roles.includes(role)),
    refundLimitWon: person.refundLimitWon,
    hasPassword: person.passwordHash !== null,
    hasSecondFactor: person.sealedSecondFactor !== null,
    disabledAt: person.disabledAt?.toISOString() ?? null,
    createdAt: person.createdAt.toISOString(),
    waitsForChangeIds: waiting
      .filter(({ subject }) => subject === shownId)
      .map(({ id }) => showId('changeRequest', id)),
  });
}

/** The invitation for whoever made it. */
export function invitationDocument({ url, endsAt, waitsFor }: Invitation): InvitationDocument {
  return documentOf(InvitationDocument, {
    url,
    endsAt: endsAt.toISOString(),
    waitsForChangeId: waitsFor === null ? null : showId('changeRequest', waitsFor),
  });
}
