// What a change makes of a person, and how the trail tells it: only what differs, before and after.
// Must never touch a password or a second factor; those change by their owner's hand alone.
import type { AuditFacts } from '../audit/audit-entry.entity.js';
import type { Person } from './person.entity.js';
import { isPowerful, type RightOverRightsName } from '../rights/rights.js';
import { ROLES, type Role } from '../rights/roles.js';

/** What is to change; what is absent stays. */
export interface PersonChange {
  readonly name?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  /** In won; `null`: no limit of their own. */
  readonly refundLimitWon?: number | null | undefined;
  readonly disabled?: boolean | undefined;
}

/** A person as they will be, and the difference. */
export interface Changes {
  readonly changed: Person;
  /** All that a change could have changed, as it is. */
  readonly was: AuditFacts;
  readonly before: AuditFacts;
  readonly after: AuditFacts;
}

/** @param now from when on they are disabled, if they are */
export function changesOf(person: Person, change: PersonChange, now: Date): Changes {
  const disabledAt = change.disabled === true ? (person.disabledAt ?? now) : null;
  const changed: Person = {
    ...person,
    name: change.name ?? person.name,
    roles: ROLES.filter((role) => (change.roles ?? person.roles).includes(role)),
    refundLimitWon: change.refundLimitWon === undefined ? person.refundLimitWon : change.refundLimitWon,
    disabledAt: change.disabled === undefined ? person.disabledAt : disabledAt,
  };
  const [was, is] = [factsOf(person), factsOf(changed)];
  const differing = Object.keys(is).filter((name) => JSON.stringify(is[name]) !== JSON.stringify(was[name]));
  const only = (facts: AuditFacts) => Object.fromEntries(differing.map((name) => [name, facts[name]]));
  return { changed, was, before: only(was), after: only(is) };
}

/** Whether somebody can manage people: invited ones who never came do not count. */
export function isAdministrator({ roles, disabledAt, passwordHash }: Person): boolean {
  return roles.includes('administrator') && disabledAt === null && passwordHash !== null;
}

/** Which rights over rights a change touches; none: it takes some away, or is about something else. */
export function rightsTouched(person: Person, changed: Person): RightOverRightsName[] {
  const [was, is] = [person.refundLimitWon, changed.refundLimitWon];
  const granted = changed.roles.filter((role) => !person.roles.includes(role));
  const isLetIn = person.disabledAt !== null && changed.disabledAt === null;
  return [
    ...(granted.some(isPowerful) ? (['role_granted'] as const) : []),
    ...(was !== null && (is === null || is > was) ? (['limit_raised'] as const) : []),
    ...(isLetIn && changed.roles.some(isPowerful) ? (['let_in_again'] as const) : []),
  ];
}

/** Whether links that were made for what somebody was end: they get rights over money, or are let in again. */
export function outgrowsLinks(person: Person, changed: Person): boolean {
  const isLetIn = person.disabledAt !== null && changed.disabledAt === null;
  return isLetIn || rightsTouched(person, changed).length > 0;
}

function factsOf({ name, roles, refundLimitWon, disabledAt }: Person): AuditFacts {
  return { name, roles: ROLES.filter((role) => roles.includes(role)), refundLimitWon, disabled: disabledAt !== null };
}
