// Whether two people are two: not while one had the other's sign-in in their hands lately, nor while a third had both.
// Must never look at roles; what they may do is another question.
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { Problem } from '../common/problems.js';
import { rightsConfig, type RightsConfig } from '../config/rights.config.js';

/**
 * A link that could be used gives the sign-in of its person to whoever made it, from its making, its release or its use on,
 * whichever was last. One that never could be used gave nothing. Links of the command line have no maker.
 */
const SHARED_HAND = `
  WITH held AS (
    SELECT person_id, made_by_id, greatest(created_at, released_at, used_at) AS held_at FROM invitations
    WHERE person_id = ANY($1) AND made_by_id IS NOT NULL AND (waits_for IS NULL OR released_at IS NOT NULL)
      AND greatest(created_at, released_at, used_at) > $2
  )
  SELECT max(held_at) AS "heldAt" FROM (
    SELECT held_at FROM held WHERE made_by_id = ANY($1) AND made_by_id <> person_id
    UNION ALL
    SELECT greatest(a.held_at, b.held_at) FROM held a JOIN held b ON a.made_by_id = b.made_by_id AND a.person_id <> b.person_id
  ) shared`;

const HOUR_MS = 3_600_000;

@Injectable()
export class Independence {
  constructor(
    private readonly clock: Clock,
    @Inject(rightsConfig.KEY) private readonly config: RightsConfig,
  ) {}

  /**
   * Refuses a second person who may be the first one under another name.
   *
   * @param one UUID
   * @param other UUID
   * @throws Problem `not_independent`
   */
  async require(manager: EntityManager, one: string, other: string): Promise<void> {
    if (one === other) return;
    const windowMs = this.config.trustAfterHours * HOUR_MS;
    const since = new Date(this.clock.now().getTime() - windowMs);
    const [row] = await manager.query<{ heldAt: Date | null }[]>(SHARED_HAND, [[one, other], since]);
    const heldAt = row?.heldAt ?? null;
    if (heldAt === null) return;
    const freeAt = new Date(heldAt.getTime() + windowMs).toISOString();
    throw new Problem('not_independent', {
      detail: `One of you made, invited or reset the other lately, or the same person did so with both. Until ${freeAt} you are not taken for two people.`,
    });
  }
}
