// Writes down what people do, in the transaction in which it is done: neither is ever there without the other.
// Must never be given a secret: whoever records names the fields that changed, and a secret is "changed", not shown.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { newId } from '../common/ids.js';
import { currentRequestId } from '../common/request-context.js';
import { cutTo } from '../common/text.js';
import { AuditEntry, type AuditFacts } from './audit-entry.entity.js';

/** Who does something. The person of a session (`CurrentPerson`) is one. */
export interface Actor {
  /** UUID; `null`: nobody who is known, or the platform itself. */
  readonly personId: string | null;
  readonly name: string;
  /** UUID of their session, when they have one. */
  readonly sessionId?: string | undefined;
  /** Internet address; `null`: this machine. */
  readonly address: string | null;
}

/** What is done: a thing and a verb in its past form, for example `person.changed`, `order.unmasked`. */
export type AuditAction = `${string}.${string}`;

/** Something that a person does. */
export interface Deed {
  readonly by: Actor;
  readonly action: AuditAction;
  /** Outside identifier of what it is done to, for example `ord_…`. */
  readonly subject?: string | undefined;
  /** What changes, as it was. */
  readonly before?: AuditFacts | undefined;
  /** What changes, as it is from now on. */
  readonly after?: AuditFacts | undefined;
  /** Why: in the person's own words, or by which rule. */
  readonly reason?: string | undefined;
}

/** Longer texts are cut: the trail is no place to store documents. */
const LONGEST_REASON = 2_000;

@Injectable()
export class AuditTrail {
  constructor(private readonly clock: Clock) {}

  /**
   * Records a deed.
   *
   * @param manager of the transaction in which it is done; of reads, any
   */
  async record(manager: EntityManager, deed: Deed): Promise<void> {
    const { before, after, ...entry } = this.entryOf(deed);
    // TypeORM takes a plain object for an insert as columns of its own; the cast says that these are documents.
    await manager.insert(AuditEntry, { ...entry, before: before as never, after: after as never });
  }

  /** The entry of a deed, for whoever writes it in the same statement as the deed. */
  entryOf({ by, action, subject, before, after, reason }: Deed): AuditEntry {
    return {
      id: newId(),
      occurredAt: this.clock.now(),
      personId: by.personId,
      personName: by.name,
      sessionId: by.sessionId ?? null,
      address: by.address,
      requestId: currentRequestId(),
      action,
      subject: subject ?? null,
      before: before ?? null,
      after: after ?? null,
      reason: reason === undefined ? null : cutTo(LONGEST_REASON, reason),
    };
  }
}
