// Signs people in by e-mail and password.
// Must never tell, by words or by time, whether an e-mail is somebody's; nor open anything that a second factor guards.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { NextStep } from '../access/require-permission.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Sealer } from '../common/sealing.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { DevicesService } from './devices.service.js';
import { GuessesService, type Suspect } from './guesses.service.js';
import { mayBeHere } from './local-accounts.js';
import { Passwords } from './passwords.js';
import { Person } from './person.entity.js';
import { nextStepOf } from './session-rows.js';
import { SessionsService } from './sessions.service.js';
import { ACCOUNT_WAITS, ADDRESS_WAITS, DEVICE_WAITS } from './slowing.js';
import { hashOf } from './tokens.js';
import { addressGroupOf, type Visitor } from './visitor.js';

/** Who wants to sign in, from which browser. */
export interface SignInWish {
  readonly email: string;
  readonly password: string;
  readonly visitor: Visitor;
  readonly deviceToken: string | null;
  /** Of the session that the browser has now; it ends with the sign-in. */
  readonly sessionToken: string | null;
}

/** What a browser gets when somebody has come one step further. */
export interface Admission {
  readonly next: NextStep;
  readonly sessionToken: string;
  /** `null`: the device is not known yet. */
  readonly deviceToken: string | null;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly guesses: GuessesService,
    private readonly devices: DevicesService,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
    private readonly sealer: Sealer,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /** @throws Problem `sign_in_refused`, `too_many_requests` */
  async signIn(wish: SignInWish): Promise<Admission> {
    const email = wish.email.toLowerCase();
    const person = await this.dataSource.manager.findOneBy(Person, { email });
    const suspects = await this.#suspectsOf(email, person, wish);
    await this.guesses.countTry(suspects);
    const isHere = person !== null && person.disabledAt === null && mayBeHere(person.id, email, this.platform.mode);
    const passwordHash = isHere ? person.passwordHash : null;
    const isRight = await this.passwords.verify(passwordHash, wish.password);
    if (!isHere || passwordHash === null || !isRight) throw await this.#refuse(person, isHere, wish.visitor);
    const freshHash = this.passwords.isOutdated(passwordHash) ? await this.passwords.hash(wish.password) : null;
    const admission = await this.dataSource.transaction(async (manager) => {
      if (!(await isStillSo(manager, person.id, passwordHash))) return null;
      if (freshHash !== null) await manager.update(Person, { id: person.id }, { passwordHash: freshHash });
      return this.#admit(manager, person, suspects, wish);
    });
    return admission ?? Promise.reject(await this.#refuse(person, false, wish.visitor));
  }

  /** A known device is counted by itself; everybody else by the account they try and the address they try from. */
  async #suspectsOf(email: string, person: Person | null, wish: SignInWish): Promise<Suspect[]> {
    const deviceId = await this.devices.find(wish.deviceToken, person?.id ?? null);
    if (deviceId !== null) return [{ subject: `device:${deviceId}`, waits: DEVICE_WAITS }];
    // What somebody typed may be their password in the wrong field, so not even a plain hash of it is kept.
    return [
      { subject: `account:${this.sealer.fingerprint('sign-in', email)}`, waits: ACCOUNT_WAITS },
      { subject: `address:${addressGroupOf(wish.visitor)}`, waits: ADDRESS_WAITS },
    ];
  }

  /** The trail says why; the answer does not. */
  async #refuse(person: Person | null, isHere: boolean, { address }: Visitor): Promise<Problem> {
    await this.trail.record(this.dataSource.manager, {
      by: { personId: null, name: 'somebody', address },
      action: 'sign_in.refused',
      subject: person ? showId('person', person.id) : undefined,
      reason: faultOf(person, isHere),
    });
    return new Problem('sign_in_refused');
  }

  async #admit(
    manager: EntityManager,
    person: Person,
    suspects: readonly Suspect[],
    { visitor, deviceToken, sessionToken }: SignInWish,
  ): Promise<Admission> {
    if (sessionToken !== null) {
      await manager.query('DELETE FROM sessions WHERE token_hash = $1', [hashOf(sessionToken)]);
    }
    const session = await this.sessions.open(manager, person.id, visitor);
    await this.guesses.forgive(manager, suspects.filter(isOfOnePerson));
    for (const shared of suspects.filter((suspect) => !isOfOnePerson(suspect))) {
      await this.guesses.takeBack(manager, shared);
    }
    const hasSecondFactor = person.sealedSecondFactor !== null;
    const next = nextStepOf({ roles: person.roles, hasSecondFactor, secondFactorAt: null }, this.platform.mode);
    await this.trail.record(manager, {
      by: { personId: person.id, name: person.name, sessionId: session.id, address: visitor.address },
      action: next === 'done' ? 'sign_in.done' : 'sign_in.begun',
      subject: showId('person', person.id),
      after: { next },
    });
    const known = next === 'done' ? await this.devices.remember(manager, person.id, deviceToken) : null;
    return { next, sessionToken: session.token, deviceToken: known };
  }
}

function faultOf(person: Person | null, isHere: boolean): string {
  if (person === null) return 'unknown e-mail';
  if (!isHere) return 'may not sign in';
  return person.passwordHash === null ? 'no password yet' : 'wrong password';
}

/** Whoever has one good account must not free their address for guessing others. */
function isOfOnePerson({ subject }: Suspect): boolean {
  return !subject.startsWith('address:');
}

/** The password was verified outside of the transaction; it may have been changed, or its person disabled, meanwhile. */
async function isStillSo(manager: EntityManager, personId: string, passwordHash: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    'SELECT FROM people WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL FOR SHARE',
    [personId, passwordHash],
  );
  return rows.length > 0;
}
