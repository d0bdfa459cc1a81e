// The three people of simulator mode, whose password is public: so that the desk can be tried, four eyes included.
// Must never sign in, or be, in another mode; local-people.ts removes them there, and this refuses what is left.
import type { Mode } from '../config/platform.config.js';
import { isLocalEmail, LOCAL_ADMINISTRATOR_ID, LOCAL_EMAILS } from '../rights/local-emails.js';
import { ROLES, type Role } from '../rights/roles.js';

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
    id: LOCAL_ADMINISTRATOR_ID,
    email: LOCAL_EMAILS.administrator,
    name: 'Local administrator',
    roles: ROLES,
  },
  {
    id: '00000000-0000-7000-8000-000000000102',
    email: LOCAL_EMAILS.approver,
    name: 'Local approver',
    roles: ['approver'],
  },
  {
    // Approves the changes of rights that the first one asks for.
    id: '00000000-0000-7000-8000-000000000103',
    email: LOCAL_EMAILS.secondAdministrator,
    name: 'Second local administrator',
    roles: ['administrator'],
  },
];

/** Whether somebody may be here at all: the people of simulator mode are nobody elsewhere. */
export function mayBeHere(personId: string, email: string, mode: Mode): boolean {
  return mode === 'simulator' || !(isLocalEmail(email) || LOCAL_ACCOUNTS.some(({ id }) => id === personId));
}
