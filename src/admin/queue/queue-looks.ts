// That somebody looked at something of the queue and could not tell yet: entries of the audit trail, read for the queue.
// Must never be changed afterwards; the trail is append-only.
import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { AuditEntry } from '../../audit/audit-entry.entity.js';
import { AuditTrail, type Actor, type AuditAction } from '../../audit/audit-trail.js';
import { documentOf } from '../../common/document.js';
import { showId } from '../../common/ids.js';
import { QueueLookDocument } from './queue.dto.js';

const LOOKED: AuditAction = 'decision.left_open';
/** How many are shown; whoever wants all has the trail. */
const MOST_SHOWN = 50;

@Injectable()
export class QueueLooks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /** Whoever looked at it, the newest first. */
  async of(shownId: string): Promise<QueueLookDocument[]> {
    const entries = await this.dataSource.getRepository(AuditEntry).find({
      where: { action: LOOKED, subject: shownId },
      order: { occurredAt: 'DESC', id: 'DESC' },
      take: MOST_SHOWN,
    });
    return entries.map(lookOf);
  }

  /** The newest look at each, by what was looked at. */
  async newestOf(shownIds: readonly string[]): Promise<ReadonlyMap<string, QueueLookDocument>> {
    if (shownIds.length === 0) return new Map();
    const entries = await this.dataSource
      .getRepository(AuditEntry)
      .createQueryBuilder('entry')
      .distinctOn(['entry.subject'])
      .where({ action: LOOKED, subject: In([...shownIds]) })
      .orderBy('entry.subject')
      .addOrderBy('entry.occurredAt', 'DESC')
      .addOrderBy('entry.id', 'DESC')
      .getMany();
    return new Map(entries.map((entry) => [entry.subject ?? '', lookOf(entry)]));
  }

  /** @param manager of the transaction that made sure that it still waits */
  note(manager: EntityManager, by: Actor, shownId: string, note: string): Promise<void> {
    return this.trail.record(manager, { by, action: LOOKED, subject: shownId, reason: note });
  }
}

function lookOf({ occurredAt, personName, personId, reason }: AuditEntry): QueueLookDocument {
  return documentOf(QueueLookDocument, {
    at: occurredAt.toISOString(),
    personName,
    personId: personId === null ? '' : showId('person', personId),
    note: reason ?? '',
  });
}
