// The views of the order list that people keep for themselves.
// Must never keep what somebody searched for, nor show one person's views to another.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import type { SignedInPerson } from '../../access/require-permission.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { Clock } from '../../common/clock.js';
import { newId, showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import type { ChangeViewDto, CreateViewDto, ViewFiltersDto } from './order-search.dto.js';

/** A kept view. */
export interface KeptView {
  readonly id: string;
  readonly name: string;
  readonly filters: ViewFiltersDto;
  readonly createdAt: Date;
}

/** Enough for anybody's work, and few enough to be shown in a menu. */
const MOST_VIEWS = 30;
const COLUMNS = 'id, name, filters, created_at AS "createdAt"';

@Injectable()
export class Views {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** One's own, by name. */
  list({ personId }: SignedInPerson): Promise<KeptView[]> {
    return this.dataSource.query<KeptView[]>(
      `SELECT ${COLUMNS} FROM order_views WHERE person_id = $1 ORDER BY name LIMIT ${MOST_VIEWS}`,
      [personId],
    );
  }

  /** @throws Problem `view_name_used`, `too_many_views` */
  async create(by: SignedInPerson, { name, filters }: CreateViewDto): Promise<KeptView> {
    return this.#write(async (manager) => {
      // Whoever keeps two at once waits for themselves, so that the limit holds.
      await manager.query('SELECT FROM people WHERE id = $1 FOR UPDATE', [by.personId]);
      const [view] = await manager.query<KeptView[]>(
        `INSERT INTO order_views (id, person_id, name, filters, created_at)
         SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM order_views WHERE person_id = $2) < ${MOST_VIEWS}
         RETURNING ${COLUMNS}`,
        [newId(), by.personId, name, filters, this.clock.now()],
      );
      if (!view) throw new Problem('too_many_views', { detail: `Nobody keeps more than ${MOST_VIEWS} views.` });
      await this.#record(manager, by, 'view.created', view.id, { after: { name, filters } });
      return view;
    });
  }

  /** @throws Problem `not_found`, also for somebody else's; `view_name_used` */
  async change(by: SignedInPerson, id: string, change: ChangeViewDto): Promise<KeptView> {
    return this.#write(async (manager) => {
      const before = await this.#own(manager, by, id);
      const { name = before.name, filters = before.filters } = change;
      await manager.query('UPDATE order_views SET name = $2, filters = $3 WHERE id = $1', [id, name, filters]);
      await this.#record(manager, by, 'view.changed', id, {
        before: { name: before.name, filters: before.filters },
        after: { name, filters },
      });
      return { ...before, name, filters };
    });
  }

  /** @throws Problem `not_found`, also for somebody else's */
  async remove(by: SignedInPerson, id: string): Promise<void> {
    await this.#write(async (manager) => {
      const { name } = await this.#own(manager, by, id);
      await manager.query('DELETE FROM order_views WHERE id = $1', [id]);
      await this.#record(manager, by, 'view.removed', id, { before: { name } });
    });
  }

  async #own(manager: EntityManager, { personId }: SignedInPerson, id: string): Promise<KeptView> {
    const [view] = await manager.query<KeptView[]>(
      `SELECT ${COLUMNS} FROM order_views WHERE id = $1 AND person_id = $2 FOR UPDATE`,
      [id, personId],
    );
    if (!view) throw new Problem('not_found', { detail: 'You keep no such view.' });
    return view;
  }

  #record(
    manager: EntityManager,
    by: SignedInPerson,
    action: 'view.created' | 'view.changed' | 'view.removed',
    id: string,
    facts: { readonly before?: Readonly<Record<string, unknown>>; readonly after?: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    return this.trail.record(manager, { by, action, subject: showId('orderView', id), ...facts });
  }

  async #write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      const cause = error instanceof QueryFailedError ? (error.driverError as { constraint?: string }) : {};
      if (cause.constraint === 'order_views_one_per_name') throw new Problem('view_name_used');
      throw error;
    }
  }
}
