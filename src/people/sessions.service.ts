// Opens, finds, renews, lists and ends sessions.
// Must never keep a token; whoever opens or renews a session gets it once, for the cookie.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SignedInPerson } from '../access/require-permission.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { peopleConfig, type PeopleConfig } from '../config/people.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { mayBeHere } from './local-accounts.js';
import { isAlive, SESSION_BY_TOKEN, type SessionRow } from './session-rows.js';
import { hashOf, newToken } from './tokens.js';
import type { Visitor } from './visitor.js';

/** A session as its owner sees it in the list. */
export interface ListedSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly address: string;
  readonly userAgent: string;
}

/** Being seen is written down this often at most, so that reading costs no commit each time. */
const NOTE_EVERY_MS = 60_000;

@Injectable()
export class SessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    @Inject(peopleConfig.KEY) private readonly people: PeopleConfig,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /**
   * Opens a session for somebody who has given their password.
   *
   * @returns its id (a UUID) and its token
   */
  async open(manager: EntityManager, personId: string, visitor: Visitor): Promise<{ id: string; token: string }> {
    const [id, token, now] = [newId(), newToken(), this.clock.now()];
    await this.#sweep(manager, now);
    const endsAt = new Date(now.getTime() + this.people.sessionLifetimeMs);
    await manager.query(
      `INSERT INTO sessions (id, person_id, token_hash, created_at, last_seen_at, ends_at, address, user_agent)
       VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
      [id, personId, hashOf(token), now, endsAt, visitor.address, visitor.userAgent],
    );
    return { id, token };
  }

  /** The living session of a token, in one round trip; `null` when there is none. */
  async find(token: string): Promise<SessionRow | null> {
    const [session] = await this.dataSource.query<SessionRow[]>(SESSION_BY_TOKEN, [hashOf(token)]);
    if (!session || !isAlive(session, this.clock.now(), this.people.sessionIdleMs)) return null;
    return mayBeHere(session.personId, session.email, this.platform.mode) ? session : null;
  }

  /** Notes that a session is used, when the last note is old enough. */
  async noteUse({ id, lastSeenAt }: SessionRow): Promise<void> {
    const now = this.clock.now();
    const noteEveryMs = Math.min(NOTE_EVERY_MS, this.people.sessionIdleMs / 10);
    if (now.getTime() - lastSeenAt.getTime() < noteEveryMs) return;
    await this.dataSource.query('UPDATE sessions SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1', [
      id,
      now,
    ]);
  }

  /**
   * Gives a session a new token once its second factor was given; the old one opens nothing any more.
   *
   * @throws Problem `not_signed_in` when the session ended meanwhile
   */
  async completeWithSecondFactor(manager: EntityManager, sessionId: string): Promise<string> {
    const token = newToken();
    const [, count] = await manager.query<[unknown, number]>(
      'UPDATE sessions SET token_hash = $2, second_factor_at = $3, sealed_new_second_factor = NULL WHERE id = $1',
      [sessionId, hashOf(token), this.clock.now()],
    );
    if (count === 0) throw new Problem('not_signed_in');
    return token;
  }

  /** A person's living sessions, the newest first. */
  async listOf(personId: string): Promise<ListedSession[]> {
    const now = this.clock.now();
    return this.dataSource.query<ListedSession[]>(
      `SELECT id, created_at AS "createdAt", last_seen_at AS "lastSeenAt", address, user_agent AS "userAgent"
       FROM sessions WHERE person_id = $1 AND ends_at > $2 AND last_seen_at > $3 ORDER BY created_at DESC, id DESC`,
      [personId, now, new Date(now.getTime() - this.people.sessionIdleMs)],
    );
  }

  /**
   * Ends one session of a person. One that has ended already changes nothing.
   *
   * @param sessionId UUID
   */
  async end(by: SignedInPerson, sessionId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [, count] = await manager.query<[unknown, number]>(
        'DELETE FROM sessions WHERE id = $1 AND person_id = $2',
        [sessionId, by.personId],
      );
      if (count === 0) return;
      const subject = showId('session', sessionId);
      await this.trail.record(manager, { by, action: 'session.ended', subject });
    });
  }

  /** Ends all sessions of a person, and forgets their devices: whoever stole one is a stranger again. */
  async endAll(by: SignedInPerson): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const ended = await this.endAllOf(manager, by.personId);
      await manager.query('DELETE FROM known_devices WHERE person_id = $1', [by.personId]);
      await this.trail.record(manager, { by, action: 'session.all_ended', after: { ended } });
    });
  }

  /**
   * Ends the sessions of a person, as part of something greater.
   *
   * @param but UUID of a session that goes on
   * @returns how many ended
   */
  async endAllOf(manager: EntityManager, personId: string, but: string | null = null): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(
      'DELETE FROM sessions WHERE person_id = $1 AND id IS DISTINCT FROM $2',
      [personId, but],
    );
    return count;
  }

  /** Sessions that are over are of no use to anybody. */
  async #sweep(manager: EntityManager, now: Date): Promise<void> {
    await manager.query('DELETE FROM sessions WHERE ends_at <= $1', [now]);
  }
}
