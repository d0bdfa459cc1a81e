// One-time links with which people set their password: the first one, or a new one when they lost something.
// Must never keep a link; nor let one be used twice, late, after a newer one was made, or for rights that its person got since.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type Actor } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { peopleConfig, type PeopleConfig } from '../config/people.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { isPowerful } from '../rights/rights.js';
import type { Role } from '../rights/roles.js';
import { Passwords } from './passwords.js';
import { faultOfPassword } from './password-rules.js';
import { Person } from './person.entity.js';
import { SessionsService } from './sessions.service.js';
import { canBeToken, hashOf, newToken } from './tokens.js';

/** A link that was just made. */
export interface Invitation {
  readonly token: string;
  /** The token stands behind the hash mark: browsers send that to no server, so it is in nobody's log. */
  readonly url: string;
  readonly endsAt: Date;
  /** UUID of the change that has to be approved before it can be used; `null`: it can be used. */
  readonly waitsFor: string | null;
}

interface InvitationRow {
  readonly personId: string;
  readonly isWaiting: boolean;
  readonly isUnseen: boolean;
  readonly usedAt: Date | null;
  readonly endsAt: Date;
}

/** A person made it at the desk, and no second one has seen it: it is only for somebody without a right over money. */
const UNSEEN = '(made_by_id IS NOT NULL AND waits_for IS NULL)';

@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
    @Inject(peopleConfig.KEY) private readonly people: PeopleConfig,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /**
   * Makes a link; earlier ones of the person end. Until it is used, nothing else changes.
   *
   * @param waitsFor UUID of the change that has to be approved before it can be used
   */
  async make(manager: EntityManager, by: Actor, personId: string, waitsFor: string | null): Promise<Invitation> {
    const [token, now] = [newToken(), this.clock.now()];
    const endsAt = new Date(now.getTime() + this.people.invitationLifetimeMs);
    await manager.query(
      'UPDATE invitations SET ends_at = $2 WHERE person_id = $1 AND used_at IS NULL AND ends_at > $2',
      [personId, now],
    );
    await manager.query(
      `INSERT INTO invitations (id, person_id, token_hash, created_at, ends_at, made_by_id, waits_for)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), personId, hashOf(token), now, endsAt, by.personId, waitsFor],
    );
    const after = { endsAt: endsAt.toISOString(), ...(waitsFor !== null && { waitsForApproval: true }) };
    await this.trail.record(manager, { by, action: 'person.invited', subject: showId('person', personId), after });
    return { token, url: `${this.platform.publicUrl}/console/invitation#${token}`, endsAt, waitsFor };
  }

  /**
   * Ends the links of a person that can be used: they were made, or released, for what the person was. One that waits for
   * somebody's approval stays, because whoever approves it sees what the person is then.
   */
  async endUsable(manager: EntityManager, personId: string): Promise<void> {
    await manager.query(
      `UPDATE invitations SET ends_at = $2 WHERE person_id = $1 AND used_at IS NULL AND ends_at > $2
         AND (waits_for IS NULL OR released_at IS NOT NULL)`,
      [personId, this.clock.now()],
    );
  }

  /**
   * The second person said yes: what waited for them can be used, as long from now on as any link.
   *
   * @returns how many are released
   */
  async release(manager: EntityManager, waitsFor: string): Promise<number> {
    const now = this.clock.now();
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE invitations SET released_at = $2, ends_at = $3
       WHERE waits_for = $1 AND released_at IS NULL AND used_at IS NULL AND ends_at > $2`,
      [waitsFor, now, new Date(now.getTime() + this.people.invitationLifetimeMs)],
    );
    return count;
  }

  /** What waited for somebody ends with their no. */
  async drop(manager: EntityManager, waitsFor: string): Promise<void> {
    await manager.query('UPDATE invitations SET ends_at = least(ends_at, $2) WHERE waits_for = $1', [
      waitsFor,
      this.clock.now(),
    ]);
  }

  /**
   * Uses a link: its person has this password from now on, no second factor, and is signed in nowhere.
   *
   * @param address from where; `null`: this machine's command line
   * @throws Problem `invitation_not_usable`, `invitation_waits_for_approval`, `weak_password` (the link can then be used again)
   */
  async accept(token: string, password: string, address: string | null): Promise<Person> {
    const person = await this.#personOf(token, address);
    const fault = faultOfPassword(password, person);
    if (fault !== null) throw new Problem('weak_password', { detail: fault });
    const passwordHash = await this.passwords.hash(password);
    const isUsed = await this.dataSource.transaction(async (manager) => {
      // Held before the link: a change that gives them rights comes before it, and ends it, or after it.
      const { hasPower } = await hold(manager, person.id);
      if (!(await this.#useUp(manager, token, hasPower))) return false;
      await manager.query(
        `UPDATE people SET password_hash = $2, sealed_second_factor = NULL, second_factor_step = NULL WHERE id = $1`,
        [person.id, passwordHash],
      );
      await manager.query('DELETE FROM recovery_codes WHERE person_id = $1', [person.id]);
      await manager.query('DELETE FROM known_devices WHERE person_id = $1', [person.id]);
      await this.sessions.endAllOf(manager, person.id);
      await this.trail.record(manager, {
        by: { personId: person.id, name: person.name, address },
        action: 'invitation.used',
        subject: showId('person', person.id),
        before: { hasPassword: person.passwordHash !== null, hasSecondFactor: person.sealedSecondFactor !== null },
        after: { hasPassword: true, hasSecondFactor: false },
      });
      return true;
    });
    if (!isUsed) throw await this.#refuse(person.id, 'used before', address);
    return person;
  }

  async #personOf(token: string, address: string | null): Promise<Person> {
    const [invitation] = canBeToken(token)
      ? await this.dataSource.query<InvitationRow[]>(
          `SELECT person_id AS "personId", used_at AS "usedAt", ends_at AS "endsAt",
                  waits_for IS NOT NULL AND released_at IS NULL AS "isWaiting", ${UNSEEN} AS "isUnseen"
           FROM invitations WHERE token_hash = $1`,
          [hashOf(token)],
        )
      : [];
    if (!invitation) throw new Problem('invitation_not_usable');
    if (invitation.usedAt) throw await this.#refuse(invitation.personId, 'used before', address);
    if (invitation.endsAt <= this.clock.now()) throw await this.#refuse(invitation.personId, 'too late', address);
    if (invitation.isWaiting) {
      await this.#refuse(invitation.personId, 'waits for approval', address);
      throw new Problem('invitation_waits_for_approval');
    }
    const person = await this.dataSource.manager.findOneByOrFail(Person, { id: invitation.personId });
    if (person.disabledAt !== null) throw await this.#refuse(person.id, 'the person is disabled', address);
    if (invitation.isUnseen && person.roles.some(isPowerful)) {
      throw await this.#refuse(person.id, 'made before the person had a right over money', address);
    }
    return person;
  }

  /** Of two who use a link at once, one is told that it was used. @param hasPower whether its person has a right over money */
  async #useUp(manager: EntityManager, token: string, hasPower: boolean): Promise<boolean> {
    const [, used] = await manager.query<[unknown, number]>(
      `UPDATE invitations SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2
         AND (waits_for IS NULL OR released_at IS NOT NULL) AND NOT ($3 AND ${UNSEEN})`,
      [hashOf(token), this.clock.now(), hasPower],
    );
    return used === 1;
  }

  async #refuse(personId: string, reason: string, address: string | null): Promise<Problem> {
    await this.trail.record(this.dataSource.manager, {
      by: { personId: null, name: 'somebody', address },
      action: 'invitation.refused',
      subject: showId('person', personId),
      reason,
    });
    return new Problem('invitation_not_usable');
  }
}

/** The person, held until the transaction ends. */
async function hold(manager: EntityManager, personId: string): Promise<{ readonly hasPower: boolean }> {
  const [row] = await manager.query<{ roles: Role[] }[]>('SELECT roles FROM people WHERE id = $1 FOR UPDATE', [
    personId,
  ]);
  return { hasPower: row?.roles.some(isPowerful) ?? false };
}
