// The two people of simulator mode, whose password is public: so that the desk can be tried, four eyes included.
// Must never sign in, or be, in another mode; local-people.ts removes them there, and this refuses what is left.
import type { Mode } from '../config/platform.config.js';
import { ROLES, type Role } from './roles.js';

/** Public. */
export const LOCAL_PASSWORD = 'gyeolje-local';
/** Its hash, so that no boot has to make it. */
export const LOCAL_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$byzkwGD9VHPRCyDdJ7PElA$r86x/CRLtD1saVaJ6esemS+dVhazDhuBRvZIfbwb28g';

/** A person of simulator mode. */
export interface LocalAccount {
  /** The same in every database, so that what they did can be recognised. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export const LOCAL_ACCOUNTS: readonly LocalAccount[] = [
  {
    id: '00000000-0000-7000-8000-000000000101',
    email: 'admin@localhost',
    name: 'Local administrator',
    roles: ROLES,
  },
  {
    id: '00000000-0000-7000-8000-000000000102',
    email: 'approver@localhost',
    name: 'Local approver',
    roles: ['approver'],
  },
];

/** Whether somebody may be here at all: the people of simulator mode are nobody elsewhere. */
export function mayBeHere(personId: string, email: string, mode: Mode): boolean {
  return mode === 'simulator' || !LOCAL_ACCOUNTS.some((account) => account.id === personId || account.email === email);
}
