// Makes, lists and changes the people of the desk.
// Must never leave nobody who can manage people, nor delete anybody: whoever leaves is disabled, and the trail keeps a name.
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import { AuditTrail, type Actor } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { InvitationsService, type Invitation } from './invitations.service.js';
import { changesOf, isAdministrator, type PersonChange } from './person-changes.js';
import { Person } from './person.entity.js';
import type { Role } from './roles.js';
import { SessionsService } from './sessions.service.js';

/** Somebody who is to work here. */
export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly refundLimitWon?: number | undefined;
}

/** Somebody with a link to set a password. */
export interface Invited {
  readonly person: Person;
  readonly invitation: Invitation;
}

@Injectable()
export class PeopleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly invitations: InvitationsService,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws Problem `email_used` */
  async create(by: Actor, wish: NewPerson): Promise<Invited> {
    return this.dataSource.transaction(async (manager) => {
      const person = await this.#insert(manager, wish);
      const { email, name, roles, refundLimitWon } = person;
      const subject = showId('person', person.id);
      await this.trail.record(manager, {
        by,
        action: 'person.created',
        subject,
        after: { email, name, roles, refundLimitWon },
      });
      return { person, invitation: await this.invitations.make(manager, by, person.id) };
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
    if (!person) throw new Problem('not_found', { detail: 'There is no such person.' });
    return person;
  }

  /**
   * Changes a person at once, whether they are signed in or not.
   *
   * @throws Problem `not_found`, `last_administrator`
   */
  async change(by: Actor, id: string, change: PersonChange): Promise<Person> {
    return this.dataSource.transaction(async (manager) => {
      const administrators = await lockAdministrators(manager);
      const person = await manager.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw new Problem('not_found', { detail: 'There is no such person.' });
      const { changed, before, after } = changesOf(person, change, this.clock.now());
      if (Object.keys(after).length === 0) return person;
      const others = administrators.filter((each) => each.id !== id && isAdministrator(each));
      if (isAdministrator(person) && !isAdministrator(changed) && others.length === 0) {
        throw new Problem('last_administrator');
      }
      await manager.save(Person, changed);
      if (changed.disabledAt !== null) await this.sessions.endAllOf(manager, id);
      await this.trail.record(manager, { by, action: 'person.changed', subject: showId('person', id), before, after });
      return changed;
    });
  }

  /**
   * Makes a new link for somebody who lost their password or second factor.
   *
   * @throws Problem `not_found`; `malformed_request` when they are disabled
   */
  async invite(by: Actor, id: string): Promise<Invitation> {
    return this.dataSource.transaction(async (manager) => {
      const person = await manager.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw new Problem('not_found', { detail: 'There is no such person.' });
      if (person.disabledAt !== null) {
        throw new Problem('malformed_request', { detail: 'This person is disabled; let them in again first.' });
      }
      return this.invitations.make(manager, by, id);
    });
  }

  /**
   * Makes somebody an administrator: a new person, or one with this e-mail who is there already, who is let in again. For
   * the command line, where whoever has the database has everything.
   */
  async appointAdministrator(by: Actor, email: string, name: string): Promise<Invited> {
    const known = await this.dataSource.manager.findOneBy(Person, { email: email.toLowerCase() });
    if (!known) return this.create(by, { email, name, roles: ['administrator'] });
    const roles = [...new Set<Role>([...known.roles, 'administrator'])];
    const person = await this.change(by, known.id, { roles, disabled: false });
    return { person, invitation: await this.invite(by, known.id) };
  }

  async #insert(manager: EntityManager, { email, name, roles, refundLimitWon }: NewPerson): Promise<Person> {
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
    if ((inserted.raw as unknown[]).length === 1) return person;
    const { id } = await manager.findOneByOrFail(Person, { email: person.email });
    throw new Problem('email_used', { resourceId: showId('person', id) });
  }
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
