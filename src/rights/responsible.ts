// Whose an API key is that asks for a change of rights: whoever made it, or made the key that did, has its text.
// Must never take a key without such a person for nobody's: anybody who may approve could have its text.
import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problems.js';

/** A key as it stands now. */
export interface StandingKey {
  /** UUID of the person who has its text; `null`: it was made on the command line. */
  readonly madeById: string | null;
  /** Whether it opens anything. */
  readonly usable: boolean;
}

const HOLD_KEY = `
  SELECT made_by_id AS "madeById",
         revoked_at IS NULL AND waits_for IS NULL AND (expires_at IS NULL OR expires_at > $2) AS usable
  FROM api_keys WHERE id = $1 FOR SHARE`;

/** The key, held until the transaction ends. @param id UUID */
export async function holdKey(manager: EntityManager, id: string, now: Date): Promise<StandingKey | undefined> {
  const [row] = await manager.query<StandingKey[]>(HOLD_KEY, [id, now]);
  return row;
}

/** @returns the UUID of the person who answers for what a key asks @throws Problem `key_without_person` */
export function requireResponsible(madeById: string | null | undefined): string {
  if (typeof madeById !== 'string') throw new Problem('key_without_person');
  return madeById;
}
