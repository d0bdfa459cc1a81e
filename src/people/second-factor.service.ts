// The second factor: set up, given, given by a recovery code, replaced.
// Must never take a code twice, nor let somebody who owes the second factor replace it.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SignedInPerson } from '../access/require-permission.js';
import { AuditTrail, type AuditAction } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Sealer } from '../common/sealing.js';
import { DevicesService } from './devices.service.js';
import { GuessesService, type Suspect } from './guesses.service.js';
import { Person } from './person.entity.js';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { SessionsService } from './sessions.service.js';
import type { Admission } from './sign-in.service.js';
import { CODE_WAITS } from './slowing.js';
import { newTimeSecret, otpauthUriOf, stepOf } from './time-codes.js';

/** One of the two. */
export interface GivenFactor {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

/** A second factor that was set up. */
export interface Enrolled {
  readonly sessionToken: string;
  readonly deviceToken: string;
  /** Shown this once. */
  readonly recoveryCodes: readonly string[];
}

const ABOUT_SECRET = (personId: string): string => `second-factor:${personId}`;
const ABOUT_NEW_SECRET = (sessionId: string): string => `new-second-factor:${sessionId}`;

@Injectable()
export class SecondFactorService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly guesses: GuessesService,
    private readonly devices: DevicesService,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * Completes a sign-in.
   *
   * @throws Problem `wrong_code`, `too_many_requests`; `malformed_request` unless exactly one is given, or nothing is owed
   */
  async complete(person: SignedInPerson, given: GivenFactor, deviceToken: string | null): Promise<Admission> {
    if (person.next !== 'second_factor') {
      throw new Problem('malformed_request', { detail: 'This session does not wait for the code of a second factor.' });
    }
    return this.#withGivenFactor(person, given, deviceToken, async (manager) => {
      const sessionToken = await this.sessions.completeWithSecondFactor(manager, person.sessionId);
      const how = given.recoveryCode === undefined ? 'code of the app' : 'recovery code';
      const by = person;
      await this.trail.record(manager, { by, action: 'sign_in.done', subject: subjectOf(person), reason: how });
      const known = await this.devices.remember(manager, person.personId, deviceToken);
      return { next: 'done', sessionToken, deviceToken: known };
    });
  }

  /**
   * Begins to set up a second factor in this session. Until its first code is given, nothing changes.
   *
   * @param currentCode of the second factor that is to be replaced
   * @throws Problem `second_factor_needed`, `wrong_code`, `too_many_requests`; `malformed_request` without it
   */
  async begin(
    person: SignedInPerson,
    currentCode: string | undefined,
  ): Promise<{ secret: string; otpauthUri: string }> {
    if (person.next === 'second_factor') throw new Problem('second_factor_needed');
    const secret = newTimeSecret();
    const keep = async (manager: EntityManager): Promise<void> => {
      await manager.query('UPDATE sessions SET sealed_new_second_factor = $2 WHERE id = $1', [
        person.sessionId,
        this.sealer.seal(ABOUT_NEW_SECRET(person.sessionId), secret),
      ]);
      await this.#record(manager, person, 'second_factor.begun');
    };
    const { sealedSecondFactor } = await this.#row(person);
    if (sealedSecondFactor === null) {
      await this.dataSource.transaction(keep);
    } else if (currentCode === undefined) {
      throw new Problem('malformed_request', { detail: 'There is a second factor already; give its currentCode.' });
    } else {
      await this.#withGivenFactor(person, { code: currentCode }, null, keep);
    }
    return { secret, otpauthUri: otpauthUriOf(secret, person.email) };
  }

  /**
   * Sets up the second factor that was begun in this session: its first code proves that the person has it. Other
   * sessions end, and earlier recovery codes are worth nothing any more.
   *
   * @throws Problem `second_factor_needed`, `wrong_code`, `too_many_requests`; `malformed_request` when none was begun
   */
  async finish(person: SignedInPerson, code: string, deviceToken: string | null): Promise<Enrolled> {
    if (person.next === 'second_factor') throw new Problem('second_factor_needed');
    const suspect = suspectOf(person, null);
    await this.guesses.countTry([suspect]);
    const secret = await this.#newSecret(person);
    const step = stepOf(secret, code, this.clock.now());
    if (step === null) throw await this.#refuse(person, 'wrong code');
    return this.dataSource.transaction(async (manager) => {
      await this.guesses.forgive(manager, [suspect]);
      await manager.query('UPDATE people SET sealed_second_factor = $2, second_factor_step = $3 WHERE id = $1', [
        person.personId,
        this.sealer.seal(ABOUT_SECRET(person.personId), secret),
        step,
      ]);
      await this.sessions.endAllOf(manager, person.personId, person.sessionId);
      const sessionToken = await this.sessions.completeWithSecondFactor(manager, person.sessionId);
      const recoveryCodes = await this.#replaceRecoveryCodes(manager, person.personId);
      await this.#record(manager, person, 'second_factor.set_up');
      const known = await this.devices.remember(manager, person.personId, deviceToken);
      return { sessionToken, deviceToken: known, recoveryCodes };
    });
  }

  /** Makes new recovery codes; earlier ones are worth nothing any more. @throws Problem `wrong_code`, `too_many_requests` */
  renewRecoveryCodes(person: SignedInPerson, code: string, deviceToken: string | null): Promise<readonly string[]> {
    return this.#withGivenFactor(person, { code }, deviceToken, async (manager) => {
      await this.#record(manager, person, 'recovery_codes.renewed');
      return this.#replaceRecoveryCodes(manager, person.personId);
    });
  }

  /** Uses up a factor and does the work in one transaction; a wrong factor is counted and recorded. */
  async #withGivenFactor<T>(
    person: SignedInPerson,
    given: GivenFactor,
    deviceToken: string | null,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    if ((given.code === undefined) === (given.recoveryCode === undefined)) {
      throw new Problem('malformed_request', { detail: 'Give either code or recoveryCode.' });
    }
    const suspect = suspectOf(person, await this.devices.find(deviceToken, person.personId));
    await this.guesses.countTry([suspect]);
    const { sealedSecondFactor } = await this.#row(person);
    const outcome = await this.dataSource.transaction(async (manager) => {
      const fault = await this.#useUp(manager, person, given, sealedSecondFactor);
      if (fault !== null) return { fault };
      await this.guesses.forgive(manager, [suspect]);
      return { done: await work(manager) };
    });
    if ('fault' in outcome) throw await this.#refuse(person, outcome.fault);
    return outcome.done;
  }

  /** @returns why the factor cannot be used, or `null` when it is used up now */
  async #useUp(
    manager: EntityManager,
    { personId }: SignedInPerson,
    { code, recoveryCode }: GivenFactor,
    sealedSecret: string | null,
  ): Promise<string | null> {
    if (sealedSecret === null) return 'no second factor';
    if (recoveryCode !== undefined) {
      const [, used] = await manager.query<[unknown, number]>(
        'DELETE FROM recovery_codes WHERE person_id = $1 AND code_hash = $2',
        [personId, hashOfRecoveryCode(personId, recoveryCode)],
      );
      return used === 1 ? null : 'wrong recovery code';
    }
    const step = stepOf(this.sealer.open(ABOUT_SECRET(personId), sealedSecret), code ?? '', this.clock.now());
    if (step === null) return 'wrong code';
    // One statement takes it: of two that bring the same code at once, one comes too late.
    const [, taken] = await manager.query<[unknown, number]>(
      `UPDATE people SET second_factor_step = $2
       WHERE id = $1 AND sealed_second_factor = $3 AND (second_factor_step IS NULL OR second_factor_step < $2)`,
      [personId, step, sealedSecret],
    );
    return taken === 1 ? null : 'code used before';
  }

  async #replaceRecoveryCodes(manager: EntityManager, personId: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    await manager.query('DELETE FROM recovery_codes WHERE person_id = $1', [personId]);
    await manager.query('INSERT INTO recovery_codes (person_id, code_hash) SELECT $1, unnest($2::text[])', [
      personId,
      codes.map((code) => hashOfRecoveryCode(personId, code)),
    ]);
    return codes;
  }

  async #newSecret({ sessionId }: SignedInPerson): Promise<string> {
    const [row] = await this.dataSource.query<{ sealed: string | null }[]>(
      'SELECT sealed_new_second_factor AS sealed FROM sessions WHERE id = $1',
      [sessionId],
    );
    if (row && row.sealed !== null) return this.sealer.open(ABOUT_NEW_SECRET(sessionId), row.sealed);
    throw new Problem('malformed_request', { detail: 'No second factor is being set up in this session.' });
  }

  async #row({ personId }: SignedInPerson): Promise<Person> {
    return this.dataSource.manager.findOneByOrFail(Person, { id: personId });
  }

  async #refuse(by: SignedInPerson, reason: string): Promise<Problem> {
    await this.trail.record(this.dataSource.manager, {
      by,
      action: 'second_factor.refused',
      subject: subjectOf(by),
      reason,
    });
    return new Problem('wrong_code');
  }

  #record(manager: EntityManager, by: SignedInPerson, action: AuditAction): Promise<void> {
    return this.trail.record(manager, { by, action, subject: subjectOf(by) });
  }
}

function subjectOf({ personId }: SignedInPerson): string {
  return showId('person', personId);
}

/** Somebody who knows the password and guesses codes elsewhere must not slow the owner on a device of their own. */
function suspectOf({ personId }: SignedInPerson, deviceId: string | null): Suspect {
  return { subject: deviceId === null ? `code:${personId}` : `device code:${deviceId}`, waits: CODE_WAITS };
}
