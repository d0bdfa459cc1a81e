// Card numbers and secrets that nobody has: made up for the day, and looked for from the moment they are.
// Must never be one that anybody could have.
import { randomBytes, randomInt } from 'node:crypto';
import type { Day } from './day.js';

/** A number that the simulator takes. */
export function newCardNumber({ canaries }: Pick<Day, 'canaries'>, lastDigits: string): string {
  const middle = String(randomInt(10_000)).padStart(4, '0');
  const number = `11110200${middle}${lastDigits.padStart(4, '0')}`;
  canaries.add('a card number', number);
  return number;
}

/**
 * Something that looks like a key and is nobody's.
 *
 * @param belongsIn the places, by name, that may show it
 */
export function secretText(
  { canaries }: Pick<Day, 'canaries'>,
  name = 'a stray secret',
  belongsIn: RegExp | null = null,
): string {
  const secret = `stray${randomBytes(12).toString('hex')}`;
  canaries.add(name, secret, belongsIn);
  return secret;
}
