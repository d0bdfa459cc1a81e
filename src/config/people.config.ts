// How long people stay signed in at the refund desk, and how long they have to accept an invitation.
// Must never hold a rule about passwords or guessing; those are the same everywhere.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';

export function readPeopleConfig(reader: EnvironmentReader) {
  const milliseconds = (name: string, fallback: number, least: number, most: number) =>
    reader.integer(name, { fallback, least, most, example: String(fallback) });
  return frozen({
    /** A session ends when its person did nothing for so long. */
    sessionIdleMs: milliseconds('SESSION_IDLE_MS', 30 * 60_000, 1_000, 86_400_000),
    /** A session ends so long after the sign-in, whatever was done in it. */
    sessionLifetimeMs: milliseconds('SESSION_LIFETIME_MS', 12 * 3_600_000, 1_000, 30 * 86_400_000),
    /** How long an invitation can be used. */
    invitationLifetimeMs: milliseconds('INVITATION_LIFETIME_MS', 72 * 3_600_000, 1_000, 30 * 86_400_000),
  });
}

export const peopleConfig = registerAs('people', () => readPeopleConfig(new EnvironmentReader(process.env)));
export type PeopleConfig = ReturnType<typeof readPeopleConfig>;
