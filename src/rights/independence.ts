// Whether two people are two: not while one had the other's sign-in in their hands lately, nor while a third had both, be it through
// people in between. Must never look at roles; what they may do is another question.
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { Problem } from '../common/problems.js';
import { rightsConfig, type RightsConfig } from '../config/rights.config.js';

/**
 * A link that could be used gives the sign-in of its person to whoever made it, from its making, its release or its use on,
 * whichever was last. One that never could be used gave nothing. Links of the command line have no maker.
 *
 * Whoever has the sign-in of a maker has the links that the maker makes, so the hands of a person are their own, those of their
 * makers, of the makers of these, and so on. Only upwards: two who reset the same person have nothing of each other. A chain
 * holds until the oldest of its links is old enough; of several chains the last one counts.
 */
const SHARED_HAND = `
  WITH RECURSIVE held AS (
    SELECT person_id, made_by_id, max(greatest(created_at, released_at, used_at)) AS held_at FROM invitations
    WHERE made_by_id <> person_id AND (waits_for IS NULL OR released_at IS NOT NULL)
      AND greatest(created_at, released_at, used_at) > $3
    GROUP BY person_id, made_by_id
  ), hands AS (
    SELECT person_id AS of_id, person_id AS hand_id, 'infinity'::timestamptz AS held_at FROM unnest(ARRAY[$1, $2]::uuid[]) person_id
    UNION
    SELECT hands.of_id, held.made_by_id, least(hands.held_at, held.held_at) FROM hands JOIN held ON held.person_id = hands.hand_id
  )
  SELECT max(least(a.held_at, b.held_at)) AS "heldAt" FROM hands a JOIN hands b ON a.hand_id = b.hand_id
  WHERE a.of_id = $1 AND b.of_id = $2`;

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
    const [row] = await manager.query<{ heldAt: Date | null }[]>(SHARED_HAND, [one, other, since]);
    const heldAt = row?.heldAt ?? null;
    if (heldAt === null) return;
    const freeAt = new Date(heldAt.getTime() + windowMs).toISOString();
    throw new Problem('not_independent', {
      detail: `One of you made, invited or reset the other lately, directly or through people in between, or the same person did so with both. Until ${freeAt} you are not taken for two people.`,
    });
  }
}
