// What a new password must be: long, and not what anybody would try first.
// Must never ask for capitals, digits or signs: that makes passwords worse, not better.
import { lengthOf } from '../common/text.js';
import { LOCAL_PASSWORD } from './local-accounts.js';

const SHORTEST = 12;
/** Longer ones are refused by the form already. */
export const LONGEST_PASSWORD = 128;
const FEWEST_DIFFERENT = 5;
/** What stands in every list of leaked passwords, in its shortest form. */
const COMMON = [
  'password',
  'passw0rd',
  'qwerty',
  'asdfgh',
  '123456',
  'letmein',
  'welcome',
  'iloveyou',
  'gyeolje',
  '비밀번호',
];

/**
 * What is wrong about a new password.
 *
 * @param person whose it is to be
 * @returns one sentence, or `null` when it may be used
 */
export function faultOfPassword(
  password: string,
  person: { readonly email: string; readonly name: string },
): string | null {
  const plain = password.normalize('NFKC').toLowerCase();
  if (lengthOf(plain) < SHORTEST)
    return `It must have at least ${SHORTEST} characters; a sentence is easy to remember.`;
  if (new Set(plain).size < FEWEST_DIFFERENT) return 'It repeats the same few characters.';
  if (plain === LOCAL_PASSWORD) return 'It is the public password of simulator mode.';
  const own = [person.email.split('@')[0] ?? '', person.name].map((word) => word.toLowerCase());
  const known = [...COMMON, ...own].filter((word) => lengthOf(word) >= 3);
  // What is left without the words that anybody would try must still be long enough.
  const rest = known.reduce((text, word) => text.replaceAll(word, ''), plain);
  if (lengthOf(rest) < SHORTEST / 2) return 'Most of it is a word that anybody would try first.';
  return null;
}
