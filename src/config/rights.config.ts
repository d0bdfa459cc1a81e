// How long people are not taken for two after one had the other's sign-in in their hands, and how long a change waits.
// Must never be able to switch the second person off.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';

export function readRightsConfig(reader: EnvironmentReader) {
  const hours = (name: string, fallback: number, least: number, most: number) =>
    reader.integer(name, { fallback, least, most, example: String(fallback) });
  return frozen({
    /** Whoever made, invited or reset somebody is no second person for them, nor they for them, for so many hours. */
    trustAfterHours: hours('FOUR_EYES_TRUST_AFTER_HOURS', 72, 1, 8_760),
    /** How many hours a change of rights waits for a second person until it is too old. */
    changeExpiresHours: hours('FOUR_EYES_CHANGE_EXPIRES_HOURS', 72, 1, 720),
  });
}

export const rightsConfig = registerAs('rights', () => readRightsConfig(new EnvironmentReader(process.env)));
export type RightsConfig = ReturnType<typeof readRightsConfig>;
