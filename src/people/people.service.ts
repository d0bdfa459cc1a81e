// Makes, lists and changes the people of the desk; what gives somebody rights over money asks the gate first.
// Must never leave nobody who can manage people, nor delete anybody: whoever leaves is disabled, and the trail keeps a name.
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import { AuditTrail, type Actor } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import type { Asker } from '../rights/asker.js';
import { ChangeRequest } from '../rights/change-request.entity.js';
import { isPowerful } from '../rights/rights.js';
import { RightsGate } from '../rights/rights-gate.js';
import { isLocalEmail } from '../rights/local-emails.js';
import { ROLES, type Role } from '../rights/roles.js';
import { InvitationsService, type Invitation } from './invitations.service.js';
import {
  changesOf,
  isAdministrator,
  outgrowsLinks,
  rightsTouched,
  type Changes,
  type PersonChange,
} from './person-changes.js';
import { Person } from './person.entity.js';
import { SessionsService } from './sessions.service.js';

/** Somebody who is to work here. */
export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly refundLimitWon?: number | undefined;
}

/** Somebody with a link to set a password. Both wait when the invitation does: the person has no powerful role until then. */
export interface Invited {
  readonly person: Person;
  readonly invitation: Invitation;
}

/** A person after somebody changed them, or asked to. */
export interface ChangedPerson {
  readonly person: Person;
  /** UUID of the change that waits for a second person; `null`: it is made. */
  readonly waitsFor: string | null;
}

@Injectable()
export class PeopleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly invitations: InvitationsService,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
    private readonly gate: RightsGate,
  ) {}

  /**
   * Makes a person and a link for them. Powerful roles are held back, and the link with them, until a second person approves.
   *
   * @throws Problem `email_used`; `malformed_request` for an address of the people of simulator mode
   */
  async create(by: Asker, wish: NewPerson): Promise<Invited> {
    return this.dataSource.transaction(async (manager) => {
      const wanted = ROLES.filter((role) => wish.roles.includes(role));
      const harmless = wanted.filter((role) => !isPowerful(role));
      const held = await this.#insert(manager, by, { ...wish, roles: harmless });
      if (harmless.length === wanted.length) return this.#invited(manager, by, held, null);
      const { email, name, refundLimitWon } = held;
      const waiting = await this.gate.ask(manager, by, {
        kind: 'person',
        subject: showId('person', held.id),
        rights: ['role_granted'],
        before: { roles: harmless },
        after: { email, name, roles: wanted, refundLimitWon },
        deed: { roles: wanted },
        aboutPersonId: held.id,
      });
      const person = waiting ? held : await this.#grant(manager, by, held, wanted);
      return this.#invited(manager, by, person, waiting);
    });
  }

  /**
   * People in the order in which they came, disabled ones too.
   *
   * @param after UUID of the last one of the page before
   * @param limit how many at most
   */
  list(limit: number, after?: string): Promise<Person[]> {
    const where = after === undefined ? {} : { id: MoreThan(after) };
    return this.dataSource.manager.find(Person, { where, order: { id: 'ASC' }, take: limit });
  }

  /** @throws Problem `not_found` */
  async find(id: string): Promise<Person> {
    const person = await this.dataSource.manager.findOneBy(Person, { id });
    if (!person) throw noSuchPerson();
    return person;
  }

  /**
   * Changes a person at once, whether they are signed in or not; a change that gives rights over money waits whole.
   *
   * @throws Problem `not_found`, `last_administrator`, `own_rights`, `change_waits`
   */
  async change(by: Asker, id: string, change: PersonChange): Promise<ChangedPerson> {
    return this.dataSource.transaction(async (manager) => {
      const [person, changes] = await this.#compare(manager, id, change);
      const { changed, before, after } = changes;
      if (Object.keys(after).length === 0) return { person, waitsFor: null };
      if ('roles' in after || 'refundLimitWon' in after) this.gate.requireOther(by, id);
      const { name, roles, refundLimitWon, disabled } = change;
      const waiting = await this.gate.ask(manager, by, {
        kind: 'person',
        subject: showId('person', id),
        rights: rightsTouched(person, changed),
        before,
        after,
        deed: { name, roles, refundLimitWon, disabled },
        aboutPersonId: id,
      });
      if (waiting) return { person, waitsFor: waiting.id };
      await this.#save(manager, by, person, changes);
      return { person: changed, waitsFor: null };
    });
  }

  /** The second person said yes to a change of somebody. @throws Problem `change_outdated`, `last_administrator` */
  async applyChange(
    manager: EntityManager,
    { id, deed, before, aboutPersonId, askedByName, askedById }: ChangeRequest,
  ) {
    const [person, changes] = await this.#compare(manager, aboutPersonId ?? '', deed);
    if (JSON.stringify(onlyOf(changes.was, Object.keys(before))) !== JSON.stringify(before)) {
      throw new Problem('change_outdated', { detail: 'Somebody changed this person meanwhile.' });
    }
    await this.#save(manager, { personId: askedById, name: askedByName, address: null }, person, changes);
    await this.invitations.release(manager, id);
  }

  /**
   * Makes a new link for somebody who lost their password or second factor. One for somebody who has a powerful role, or for
   * whom one waits, cannot be used until a second person approves it.
   *
   * @throws Problem `not_found`, `change_waits`; `malformed_request` when they are disabled
   */
  async invite(by: Asker, id: string): Promise<Invitation> {
    return this.dataSource.transaction(async (manager) => {
      const person = await manager.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw noSuchPerson();
      if (person.disabledAt !== null) {
        throw new Problem('malformed_request', { detail: 'This person is disabled; let them in again first.' });
      }
      const waiting = await this.gate.ask(manager, by, {
        kind: 'invitation',
        subject: showId('person', id),
        rights: person.roles.some(isPowerful) || (await this.#isToGain(manager, id)) ? ['link_made'] : [],
        before: { hasPassword: person.passwordHash !== null, hasSecondFactor: person.sealedSecondFactor !== null },
        after: { newPassword: true, hasSecondFactor: false },
        deed: {},
        aboutPersonId: id,
      });
      return this.invitations.make(manager, by, id, waiting?.id ?? null);
    });
  }

  /**
   * Makes somebody an administrator: a new person, or one with this e-mail who is there already, who is let in again. For
   * the command line, where whoever has the database has everything. Whoever has a right over money goes through the gate.
   */
  async appointAdministrator(by: Asker, email: string, name: string): Promise<Invited> {
    const known = await this.dataSource.manager.findOneBy(Person, { email: email.toLowerCase() });
    if (known?.roles.some(movesMoney) === true) {
      const roles = [...new Set<Role>([...known.roles, 'administrator'])];
      const { person } = await this.change(by, known.id, { roles, disabled: false });
      return { person, invitation: await this.invite(by, person.id) };
    }
    return this.dataSource.transaction(async (manager) => {
      const person = known ?? (await this.#insert(manager, by, { email, name, roles: [] }));
      return this.#invited(
        manager,
        by,
        await this.#grant(manager, by, person, [...person.roles, 'administrator']),
        null,
      );
    });
  }

  /** Whether a change that gives them a right over money waits; others do not wait. */
  #isToGain(manager: EntityManager, aboutPersonId: string): Promise<boolean> {
    return manager.existsBy(ChangeRequest, { kind: 'person', aboutPersonId, status: 'pending' });
  }

  async #invited(manager: EntityManager, by: Actor, person: Person, waiting: ChangeRequest | null): Promise<Invited> {
    return { person, invitation: await this.invitations.make(manager, by, person.id, waiting?.id ?? null) };
  }

  /** The person with these roles, let in, without a second person. */
  async #grant(manager: EntityManager, by: Actor, { id }: Person, roles: readonly Role[]): Promise<Person> {
    const [person, changes] = await this.#compare(manager, id, { roles, disabled: false });
    await this.#save(manager, by, person, changes);
    return changes.changed;
  }

  /** The person, held, and what a change makes of them. @throws Problem `not_found`, `last_administrator` */
  async #compare(manager: EntityManager, id: string, change: PersonChange): Promise<[Person, Changes]> {
    const administrators = await lockAdministrators(manager);
    const person = await manager.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!person) throw noSuchPerson();
    const changes = changesOf(person, change, this.clock.now());
    const others = administrators.filter((each) => each.id !== id && isAdministrator(each));
    if (isAdministrator(person) && !isAdministrator(changes.changed) && others.length === 0) {
      throw new Problem('last_administrator');
    }
    return [person, changes];
  }

  async #save(manager: EntityManager, by: Actor, person: Person, { changed, before, after }: Changes): Promise<void> {
    if (Object.keys(after).length === 0) return;
    await manager.save(Person, changed);
    if (changed.disabledAt !== null) await this.sessions.endAllOf(manager, changed.id);
    if (outgrowsLinks(person, changed)) await this.invitations.endUsable(manager, changed.id);
    const subject = showId('person', changed.id);
    await this.trail.record(manager, { by, action: 'person.changed', subject, before, after });
  }

  async #insert(manager: EntityManager, by: Actor, wish: NewPerson): Promise<Person> {
    const { email, name, roles, refundLimitWon } = wish;
    const person = manager.create(Person, {
      id: newId(),
      email: email.toLowerCase(),
      name,
      roles: [...roles],
      refundLimitWon: refundLimitWon ?? null,
      passwordHash: null,
      sealedSecondFactor: null,
      disabledAt: null,
      createdAt: this.clock.now(),
    });
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(Person)
      .values(person)
      .orIgnore()
      .returning('id')
      .execute();
    if ((inserted.raw as unknown[]).length !== 1) {
      const { id } = await manager.findOneByOrFail(Person, { email: person.email });
      throw new Problem('email_used', { resourceId: showId('person', id) });
    }
    if (isLocalEmail(person.email)) {
      throw new Problem('malformed_request', {
        detail: `email must not be ${person.email}: this address belongs to the people of simulator mode, who exist nowhere else.`,
      });
    }
    await this.trail.record(manager, {
      by,
      action: 'person.created',
      subject: showId('person', person.id),
      after: { email: person.email, name, roles: person.roles, refundLimitWon: person.refundLimitWon },
    });
    return person;
  }
}

function noSuchPerson(): Problem {
  return new Problem('not_found', { detail: 'There is no such person.' });
}

/** Whether a role itself moves money or lets it move; an administrator only says who may. */
function movesMoney(role: Role): boolean {
  return isPowerful(role) && role !== 'administrator';
}

function onlyOf(facts: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}

/** Two administrators who take each other's role away at once wait for each other, and the second one is refused. */
function lockAdministrators(manager: EntityManager): Promise<Person[]> {
  return manager
    .createQueryBuilder(Person, 'person')
    .where(`'administrator' = ANY(person.roles)`)
    .orderBy('person.id')
    .setLock('pessimistic_write')
    .getMany();
}
