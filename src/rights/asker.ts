// Who asks for something that touches rights: a person at the desk, an API key, or the command line.
// Must never be taken from a request's body.
import type { Caller } from '../access/require-scope.js';
import type { Actor } from '../audit/audit-trail.js';
import { showId } from '../common/ids.js';

/** A person has a `personId`, a key an `apiKeyId`; who has neither sits at the server. */
export interface Asker extends Actor {
  /** UUID. */
  readonly apiKeyId?: string | undefined;
}

/** Who has the database has everything; the trail says so. */
export const COMMAND_LINE: Asker = { personId: null, name: 'the command line', address: null };

/** The key that a request brought. */
export function askingKey({ apiKeyId }: Pick<Caller, 'apiKeyId'>, address: string | null = null): Asker {
  return { personId: null, apiKeyId, name: showId('apiKey', apiKeyId), address };
}

/** Whether it is the command line. */
export function isCommandLine({ personId, apiKeyId }: Asker): boolean {
  return personId === null && apiKeyId === undefined;
}
