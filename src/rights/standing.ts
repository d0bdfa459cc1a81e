// Whether somebody may do something at this very moment, read and held in the transaction of the deed.
// Must never trust what the guard read: between the door and the deed a role can be taken away.
import type { EntityManager } from 'typeorm';
import type { Permission } from '../access/permissions.js';
import { permissionsOf, ROLES, type Role } from './roles.js';

/** A person as they stand now. */
export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** In won; `null`: no limit of their own. */
  readonly refundLimitWon: number | null;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** `bigint` comes as text. */
  readonly refund_limit_won: string | null;
}

const COLUMNS = 'SELECT id, name, roles, refund_limit_won FROM people WHERE disabled_at IS NULL AND';

/**
 * Holds a person until the transaction ends: of two deeds of theirs at once, one waits for the other.
 *
 * @returns `null` when they are gone or disabled
 */
export async function holdPerson(manager: EntityManager, id: string): Promise<Standing | null> {
  const [row] = await manager.query<Row[]>(`${COLUMNS} id = $1 FOR NO KEY UPDATE`, [id]);
  return row ? standingOf(row) : null;
}

/**
 * Holds everybody who can approve changes of rights, in the order in which people.service.ts holds them: of two changes at once,
 * one waits for the other.
 */
export async function holdApprovers(manager: EntityManager): Promise<void> {
  await manager.query('SELECT FROM people WHERE roles && $1 ORDER BY id FOR UPDATE', [APPROVING_ROLES]);
}

/** Holds what people may do until the transaction ends, without making their other deeds wait for each other. */
export async function standingsOf(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await manager.query<Row[]>(`${COLUMNS} id = ANY($1) ORDER BY id FOR SHARE`, [ids]);
  return new Map(rows.map((row) => [row.id, standingOf(row)]));
}

/** Roles that can approve changes of rights. */
export const APPROVING_ROLES: readonly Role[] = ROLES.filter((role) =>
  permissionsOf([role]).includes('rights:approve'),
);

function standingOf({ id, name, roles, refund_limit_won: limit }: Row): Standing {
  return { id, name, permissions: permissionsOf(roles), refundLimitWon: limit === null ? null : Number(limit) };
}
