// The second pair of eyes for changes of rights: approves, rejects, withdraws and lets expire what somebody asked for.
// Must never let anybody decide about what they asked for, what is about themselves, or what is asked by somebody whose sign-in
// they had in their hands lately.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type Actor, type AuditAction } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { isDeadlock } from '../common/deadlock.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { sweepOverdue, type Expiring } from '../database/sweep-overdue.js';
import { Appliers } from './appliers.js';
import { ChangeBook, type ChangeDecision } from './change-book.js';
import type { ChangeRequestStatus } from './change-request-states.js';
import type { ChangeRequest } from './change-request.entity.js';
import { Independence } from './independence.js';
import { holdKey, requireResponsible, type StandingKey } from './responsible.js';
import { RIGHTS_OVER_RIGHTS } from './rights.js';
import { holdApprovers, standingsOf, type Standing } from './standing.js';

/** A person with a session. */
type Colleague = Actor & { readonly personId: string };

/** A move somebody makes; `problem` when it is made and the caller is refused all the same. */
interface Step {
  readonly to: ChangeRequestStatus;
  readonly by: Actor;
  readonly action: AuditAction;
  readonly decision?: ChangeDecision;
  readonly reason?: string;
  readonly problem?: Problem;
}

const CHANGES: Expiring = { table: 'change_requests', isOpen: `status = 'pending'` };
/** That somebody tried what they may not is worth knowing, though nothing came of it. */
const DENIALS: readonly string[] = ['wrong_person', 'not_independent', 'permission_missing'];
/** How often a decision is tried again when others were in its way. */
const MOST_TRIES = 5;
const PLATFORM: Actor = { personId: null, name: 'the platform', address: null };

@Injectable()
export class ChangesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly book: ChangeBook,
    private readonly appliers: Appliers,
    private readonly independence: Independence,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets a change pass, which makes it, in one transaction.
   *
   * @throws Problem `not_found`, `wrong_person`, `not_independent`, `permission_missing`, `change_settled`,
   *   `change_outdated`, `asker_lost_right`, `key_without_person`
   */
  async approve(by: Colleague, id: string): Promise<ChangeRequest> {
    await this.#settle(by, id, async (manager, change) => {
      await this.#requireDecider(manager, by, change);
      await this.#requireAsker(manager, change);
      try {
        // A savepoint: what an applier that refuses has begun is undone, and the request comes to nothing.
        await manager.transaction((nested) => this.appliers.of(change.kind).apply(nested, change));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return { to: 'stale', by, action: 'change.stale', decision: { staleBecause: error.message }, problem: error };
      }
      return { to: 'applied', by, action: 'change.approved', decision: this.#decidedBy(by) };
    });
    return this.book.find(id);
  }

  /** @throws Problem `not_found`, `wrong_person`, `permission_missing`, `change_settled` */
  async reject(by: Colleague, id: string, reason: string): Promise<ChangeRequest> {
    await this.#settle(by, id, async (manager, change) => {
      await this.#requireDecider(manager, by, change, { saysNo: true });
      const decision = { ...this.#decidedBy(by), decisionReason: reason };
      return { to: 'rejected', by, action: 'change.rejected', decision, reason };
    });
    return this.book.find(id);
  }

  /** Takes back what one asked for oneself. @throws Problem `not_found`, `wrong_person`, `change_settled` */
  async withdraw(by: Colleague, id: string): Promise<ChangeRequest> {
    await this.#settle(by, id, (_manager, change) => {
      if (change.askedById !== by.personId) {
        throw new Problem('wrong_person', { detail: 'Only who asked for it may withdraw it.' });
      }
      return { to: 'withdrawn', by, action: 'change.withdrawn' };
    });
    return this.book.find(id);
  }

  /** Lets changes expire whose time is up. Returns how many. */
  expireOverdue(): Promise<number> {
    return sweepOverdue(this.dataSource, CHANGES, this.clock.now(), (id) =>
      this.dataSource.transaction(async (manager) => {
        const change = await this.book.lock(manager, id);
        if (this.#isOverdue(change)) await this.#make(manager, change, expiry());
      }),
    );
  }

  /** One decision about a change that waits: made and recorded in one transaction, or refused. */
  async #settle(
    by: Colleague,
    id: string,
    decide: (manager: EntityManager, change: ChangeRequest) => Step | Promise<Step>,
  ): Promise<void> {
    try {
      const problem = await this.#undoneIsAnew(async (manager) => {
        const change = await this.book.lock(manager, id);
        if (change.status !== 'pending') throw new Problem('change_settled', { detail: `It is ${change.status}.` });
        const step = this.#isOverdue(change) ? expiry() : await decide(manager, change);
        await this.#make(manager, change, step);
        return step.problem;
      });
      if (problem) throw problem;
    } catch (error) {
      if (error instanceof Problem && DENIALS.includes(error.code)) await this.#recordTry(by, id, error);
      throw error;
    }
  }

  /** What PostgreSQL undid for a deadlock did nothing, and is done anew. */
  async #undoneIsAnew<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.dataSource.transaction(work);
      } catch (error) {
        if (!isDeadlock(error) || tries >= MOST_TRIES) throw error;
      }
    }
  }

  async #make(manager: EntityManager, change: ChangeRequest, step: Step): Promise<void> {
    const { to, by, action, decision, reason } = step;
    if (to !== 'applied') await this.appliers.of(change.kind).drop(manager, change);
    await this.book.move(manager, change, to, decision);
    await this.trail.record(manager, {
      by,
      action,
      subject: showId('changeRequest', change.id),
      before: { status: change.status, ...change.before },
      after: { status: to, kind: change.kind, about: change.subject, ...(to === 'applied' && change.after) },
      reason: reason ?? decision?.staleBecause ?? undefined,
    });
  }

  #decidedBy(by: Colleague): ChangeDecision {
    return { decidedById: by.personId, decidedByName: by.name, decidedAt: this.clock.now() };
  }

  #isOverdue({ status, expiresAt }: ChangeRequest): boolean {
    return status === 'pending' && expiresAt <= this.clock.now();
  }

  /** Read while they are held, and by their own rights of this moment. */
  async #requireDecider(
    manager: EntityManager,
    by: Colleague,
    change: ChangeRequest,
    { saysNo = false } = {},
  ): Promise<void> {
    const { askedById, aboutPersonId } = change;
    if (askedById === by.personId) {
      throw new Problem('wrong_person', { detail: 'You asked for this yourself, so somebody else has to decide.' });
    }
    if (aboutPersonId === by.personId) {
      throw new Problem('wrong_person', { detail: 'This is about your own rights, so somebody else has to decide.' });
    }
    const key = await this.#keyOf(manager, change);
    if (key?.madeById === by.personId) {
      throw new Problem('wrong_person', { detail: 'The API key that asks is yours, so somebody else has to decide.' });
    }
    await holdApprovers(manager);
    const standing = (await standingsOf(manager, [by.personId])).get(by.personId);
    for (const name of change.rights) requirePermission(standing, RIGHTS_OVER_RIGHTS[name].approves);
    // Saying no gives nobody anything.
    if (saysNo) return;
    const responsible = change.askedByKeyId === null ? null : requireResponsible(key?.madeById);
    for (const other of [askedById, responsible, aboutPersonId]) {
      if (other !== null) await this.independence.require(manager, by.personId, other);
    }
  }

  /** Whoever lost the right to ask, asks no more. */
  async #requireAsker(manager: EntityManager, change: ChangeRequest): Promise<void> {
    const { askedById, askedByKeyId, rights } = change;
    if (askedById !== null) {
      const permissions = (await standingsOf(manager, [askedById])).get(askedById)?.permissions ?? [];
      if (rights.some((name) => !permissions.includes(RIGHTS_OVER_RIGHTS[name].permission))) {
        throw new Problem('asker_lost_right');
      }
    }
    if (askedByKeyId !== null && (await this.#keyOf(manager, change))?.usable !== true) {
      throw new Problem('asker_lost_right');
    }
  }

  /** The key that asks; `undefined`: none does, or it is gone. */
  async #keyOf(manager: EntityManager, { askedByKeyId }: ChangeRequest): Promise<StandingKey | undefined> {
    return askedByKeyId === null ? undefined : holdKey(manager, askedByKeyId, this.clock.now());
  }

  async #recordTry(by: Colleague, id: string, { message: reason }: Problem): Promise<void> {
    const subject = showId('changeRequest', id);
    await this.trail.record(this.dataSource.manager, { by, action: 'change.decision_denied', subject, reason });
  }
}

function requirePermission(
  standing: Standing | undefined,
  permission: (typeof RIGHTS_OVER_RIGHTS)['key_made']['approves'],
) {
  if (standing?.permissions.includes(permission) === true) return;
  throw new Problem('permission_missing', { detail: `It takes the permission ${permission}.` });
}

function expiry(): Step {
  const problem = new Problem('change_settled', { detail: 'It waited too long and has expired.' });
  return { to: 'expired', by: PLATFORM, action: 'change.expired', problem };
}
