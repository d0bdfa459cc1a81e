// An operator's word as it is kept with the evidence: who, by which key, and why, without what must not be kept.
// Must never refuse a reason for what it holds; nobody should have to guess why a decision is not taken.
import { scrubText } from '../common/logging/scrub.js';
import { Problem } from '../common/problems.js';
import { cutTo } from '../common/text.js';
import { PLATFORM } from './verdict-rules.js';

/** Who decides, and why. */
export interface OperatorsWord {
  readonly decidedBy: string;
  /** What brought it: an API key, `key_…`, or the operator in person, `person_…`. */
  readonly decidedWith: string;
  readonly reason: string;
  /** Makes the entry of a trail that is written together with the decision, for whoever keeps one. */
  readonly witness?: Witness;
}

/** What a decision changes, in the words of the API. */
export interface DecidedFacts {
  readonly status: string;
  readonly attention: string | null;
}

export function decidedFactsOf({ status, attention }: DecidedFacts): DecidedFacts {
  return { status, attention };
}

/** Tells a decision to whoever keeps a trail. @returns the entry to write with it */
type Witness = (before: DecidedFacts, after: DecidedFacts) => object;

/** As the API takes them, and the database, in characters. */
const LONGEST_NAME = 100;
const LONGEST_REASON = 1_000;

/** Four groups as on a card; a resident registration number (주민등록번호). */
const PERSONAL: readonly [RegExp, string][] = [
  [/\b\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}\b/g, '[card number]'],
  [/\b\d{6}-[1-8]\d{6}\b/g, '[resident number]'],
];
/** What logs hide as if it were a card number; of it, evidence needs the providers' numbers of payments. */
const LONG_NUMBERS = /\b\d{13,19}\b/g;
const MOST_CARD_DIGITS = 16;

/**
 * Makes the word of a request one that can be kept: without card numbers, resident numbers, API keys or passwords.
 *
 * @throws Problem `malformed_request` when somebody signs as the machine
 */
export function operatorsWord(
  wish: { readonly decidedBy: string; readonly reason: string },
  decidedWith: string,
): OperatorsWord {
  const decidedBy = withoutSecrets(wish.decidedBy.trim());
  if (decidedBy.toLowerCase() === PLATFORM) {
    throw new Problem('malformed_request', { detail: 'decidedBy must be the name of the operator.' });
  }
  // What stands for a secret may be longer than the secret.
  return {
    decidedBy: cutTo(LONGEST_NAME, decidedBy),
    decidedWith,
    reason: cutTo(LONGEST_REASON, withoutSecrets(wish.reason)),
  };
}

function withoutSecrets(text: string): string {
  const masked = PERSONAL.reduce((scrubbed, [shape, substitute]) => scrubbed.replace(shape, substitute), text);
  // A provider's id of a payment may be as long as a card number; only what can be one is taken out.
  const kept = new Map<string, string>();
  const spared = masked.replace(LONG_NUMBERS, (digits) => {
    if (isCardNumber(digits)) return '[card number]';
    const name = `\uE000${kept.size}\uE001`;
    kept.set(name, digits);
    return name;
  });
  return [...kept].reduce((text, [name, digits]) => text.replace(name, digits), scrubText(spared));
}

/** Whether it is as long as a card's and the last digit is the one that belongs to the others (Luhn). */
function isCardNumber(digits: string): boolean {
  if (digits.length > MOST_CARD_DIGITS) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
