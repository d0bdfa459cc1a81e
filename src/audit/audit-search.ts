// Searches the trail, the newest first, page by page.
// Must never write; nor count, or skip over rows: every page is a walk along one index.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../common/problems.js';
import { AuditEntry } from './audit-entry.entity.js';

/** What to look for; all of it must hold. */
export interface AuditWish {
  /** UUID. */
  readonly personId?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** From this moment on. */
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly to?: Date | undefined;
  /** Beginnings of words in names, reasons and what changed. */
  readonly text?: string | undefined;
  /** UUID of the last entry of the page before. */
  readonly after?: string | undefined;
}

@Injectable()
export class AuditSearch {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param limit how many at most
   * @throws Problem `malformed_request` when `after` is no entry
   */
  async find(wish: AuditWish, limit: number): Promise<AuditEntry[]> {
    const query = this.dataSource.getRepository(AuditEntry).createQueryBuilder('entry');
    if (wish.personId !== undefined) query.andWhere('entry.person_id = :personId', { personId: wish.personId });
    if (wish.action !== undefined) query.andWhere('entry.action = :action', { action: wish.action });
    if (wish.subject !== undefined) query.andWhere('entry.subject = :subject', { subject: wish.subject });
    if (wish.from) query.andWhere('entry.occurred_at >= :from', { from: wish.from });
    if (wish.to) query.andWhere('entry.occurred_at < :to', { to: wish.to });
    const words = wordsOf(wish.text ?? '');
    if (words !== null) query.andWhere(`entry.words @@ to_tsquery('simple', :words)`, { words });
    if (wish.after !== undefined) {
      const { occurredAt, id } = await this.#entry(wish.after);
      query.andWhere('(entry.occurred_at, entry.id) < (:occurredAt, :id)', { occurredAt, id });
    }
    return query.orderBy('entry.occurredAt', 'DESC').addOrderBy('entry.id', 'DESC').limit(limit).getMany();
  }

  async #entry(id: string): Promise<Pick<AuditEntry, 'occurredAt' | 'id'>> {
    const entry = await this.dataSource
      .getRepository(AuditEntry)
      .findOne({ select: { id: true, occurredAt: true }, where: { id } });
    if (entry) return entry;
    throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
  }
}

/**
 * A text-search query for entries with words that begin so; `null` when there is no word. Each word is quoted, so that
 * nothing in it is taken for an operator.
 */
function wordsOf(text: string): string | null {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ');
}
