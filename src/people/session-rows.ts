// A session with its person, as one query reads it, and what it means at a moment.
// Must never take what was true at the sign-in for what is true now: roles, disabling and factors are read each time.
import type { NextStep, SignedInPerson } from '../access/require-permission.js';
import type { Mode } from '../config/platform.config.js';
import { needsSecondFactor, permissionsOf } from '../rights/roles.js';

/** One row of `SESSION_BY_TOKEN`. */
export interface SessionRow {
  readonly id: string;
  readonly personId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
  readonly secondFactorAt: Date | null;
  readonly sealedNewSecondFactor: string | null;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** `bigint` comes as text. */
  readonly refundLimitWon: string | null;
  readonly disabledAt: Date | null;
  readonly hasSecondFactor: boolean;
}

/** By the hash of its token. */
export const SESSION_BY_TOKEN = `
  SELECT s.id, s.person_id AS "personId", s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
         s.ends_at AS "endsAt", s.second_factor_at AS "secondFactorAt",
         s.sealed_new_second_factor AS "sealedNewSecondFactor", p.name, p.email, p.roles,
         p.refund_limit_won AS "refundLimitWon", p.disabled_at AS "disabledAt",
         p.sealed_second_factor IS NOT NULL AS "hasSecondFactor"
  FROM sessions s JOIN people p ON p.id = s.person_id
  WHERE s.token_hash = $1`;

/** Whether somebody may still use a session. */
export function isAlive(session: SessionRow, now: Date, idleMs: number): boolean {
  return session.disabledAt === null && now < session.endsAt && now < idleEndOf(session, idleMs);
}

/** When a session ends if nothing is done in it. */
export function idleEndOf({ lastSeenAt, endsAt }: Pick<SessionRow, 'lastSeenAt' | 'endsAt'>, idleMs: number): Date {
  return new Date(Math.min(lastSeenAt.getTime() + idleMs, endsAt.getTime()));
}

/** What the person must do before the session opens anything. */
export function nextStepOf(
  { roles, hasSecondFactor, secondFactorAt }: Pick<SessionRow, 'roles' | 'hasSecondFactor' | 'secondFactorAt'>,
  mode: Mode,
): NextStep {
  if (hasSecondFactor) return secondFactorAt === null ? 'second_factor' : 'done';
  return needsSecondFactor(permissionsOf(roles), mode) ? 'enrol_second_factor' : 'done';
}

/** The person of a session, as routes know them. */
export function personOf(session: SessionRow, mode: Mode, address: string): SignedInPerson {
  return {
    personId: session.personId,
    name: session.name,
    email: session.email,
    permissions: permissionsOf(session.roles),
    refundLimitWon: session.refundLimitWon === null ? null : Number(session.refundLimitWon),
    sessionId: session.id,
    next: nextStepOf(session, mode),
    address,
  };
}
