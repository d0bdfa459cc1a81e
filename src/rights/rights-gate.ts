// The one gate for changes of rights: whoever makes one asks here first, in the transaction of the change, and hears whether it
// may be made at once or waits for a second person. Must never be walked around: services ask it, not routes.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AuditFacts } from '../audit/audit-entry.entity.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Clock } from '../common/clock.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { rightsConfig, type RightsConfig } from '../config/rights.config.js';
import { isCommandLine, type Asker } from './asker.js';
import { ChangeBook } from './change-book.js';
import { holdKey, requireResponsible } from './responsible.js';
import { ChangeRequest, type ChangeKind } from './change-request.entity.js';
import type { RightOverRightsName } from './rights.js';
import { LOCAL_EMAILS } from './local-emails.js';
import { APPROVING_ROLES } from './standing.js';

/** A change that somebody wants to make. */
export interface WantedChange {
  readonly kind: ChangeKind;
  /** Outside identifier of what is to be changed. */
  readonly subject: string;
  /** Which rows of the table of rights it touches; none: it needs nobody. */
  readonly rights: readonly RightOverRightsName[];
  readonly before: AuditFacts;
  readonly after: AuditFacts;
  /** What the applier of the kind carries out. No secrets. */
  readonly deed: AuditFacts;
  /** UUID of the person whose rights they are. */
  readonly aboutPersonId?: string | undefined;
}

const HOUR_MS = 3_600_000;
/** The command line waits for approval as soon as so many people could give it. */
const ENOUGH_PEOPLE = 2;
/** The people of simulator mode have a public password, so they are nobody to wait for. */
const COULD_APPROVE = `
  SELECT count(*)::integer AS count FROM people
  WHERE roles && $1 AND disabled_at IS NULL AND password_hash IS NOT NULL AND email <> ALL($2)`;

@Injectable()
export class RightsGate {
  constructor(
    private readonly dataSource: DataSource,
    private readonly book: ChangeBook,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    @Inject(rightsConfig.KEY) private readonly config: RightsConfig,
  ) {}

  /**
   * Asks for a change. A key asks for whoever made it, who is no second person then; of one that nobody is known to have
   * made, anybody who may approve could hold the text.
   *
   * @returns `null`: make it now. Otherwise the request that it waits for: make nothing that works before that is approved
   * @throws Problem `change_waits`, `key_without_person`
   */
  async ask(manager: EntityManager, by: Asker, wanted: WantedChange): Promise<ChangeRequest | null> {
    if (wanted.rights.length === 0) return null;
    if (by.personId === null && by.apiKeyId !== undefined) {
      requireResponsible((await holdKey(manager, by.apiKeyId, this.clock.now()))?.madeById);
    }
    if (isCommandLine(by) && (await this.#countCouldApprove(manager)) < ENOUGH_PEOPLE) return null;
    const now = this.clock.now();
    const { kind, subject, rights, before, after, deed, aboutPersonId } = wanted;
    const request: ChangeRequest = {
      id: newId(),
      status: 'pending',
      kind,
      subject,
      rights: [...rights],
      before,
      after,
      deed,
      aboutPersonId: aboutPersonId ?? null,
      askedById: by.personId,
      askedByKeyId: by.personId === null ? (by.apiKeyId ?? null) : null,
      askedByName: by.name,
      askedAt: now,
      expiresAt: new Date(now.getTime() + this.config.changeExpiresHours * HOUR_MS),
      decidedById: null,
      decidedByName: null,
      decidedAt: null,
      decisionReason: null,
      staleBecause: null,
    };
    await this.#insert(manager, request);
    await this.trail.record(manager, {
      by,
      action: 'change.asked',
      subject: showId('changeRequest', request.id),
      before,
      after: { ...after, kind, about: subject, rights: [...rights] },
    });
    return request;
  }

  /**
   * Nobody changes their own rights, not even to less: what they are is for others to say.
   *
   * @param personId UUID of whose rights they are
   * @throws Problem `own_rights`
   */
  requireOther(by: Asker, personId: string): void {
    if (by.personId === personId) throw new Problem('own_rights');
  }

  /** How many could say yes at this moment. */
  couldApprove(): Promise<number> {
    return this.#countCouldApprove(this.dataSource.manager);
  }

  async #countCouldApprove(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(COULD_APPROVE, [
      APPROVING_ROLES,
      Object.values(LOCAL_EMAILS),
    ]);
    return row?.count ?? 0;
  }

  async #insert(manager: EntityManager, request: ChangeRequest): Promise<void> {
    const waiting = await manager.findOneBy(ChangeRequest, {
      kind: request.kind,
      subject: request.subject,
      status: 'pending',
    });
    if (waiting) throw new Problem('change_waits', { resourceId: showId('changeRequest', waiting.id) });
    try {
      await this.book.insert(manager, request);
    } catch (error) {
      if ((error as { constraint?: unknown }).constraint !== 'change_requests_one_open') throw error;
      throw new Problem('change_waits');
    }
  }
}
