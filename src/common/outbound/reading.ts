// The gate where a document that somebody else wrote becomes values: answers, notices, JSON inside form fields. Text that
// PostgreSQL cannot keep is mended here; what is out of range is unreadable. Lenient in type, strict in meaning.
// Must never guess: what is missing or means nothing is unreadable, and the caller treats the outcome as unknown.
import { fromKstDigits } from '../kst.js';
import { MAX_WON } from '../money.js';
import { cutTo, madeStorable } from '../text.js';

/** A JSON object, before anything is known about it. */
export type Fields = Readonly<Record<string, unknown>>;

/** The document is not what it should be; says which field. */
export class UnreadableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableError';
  }
}

/** How deep objects and lists may be nested; the providers' are four deep. */
const DEEPEST = 32;
/** Elements of one list; the providers' lists have a handful. */
const LONGEST_LIST = 100;
/** Of an identifier, in UTF-16 units: PostgreSQL cannot index much more than 2,700 bytes. */
const LONGEST_ID = 255;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
/** Of any other text, in UTF-16 units. */
const LONGEST_TEXT = 2_000;
/** Of a text that people are shown, such as the name of a card's company, in UTF-16 units. */
const LONGEST_NAME = 200;

/**
 * The object in a JSON text, with every text in it mended.
 *
 * @throws UnreadableError when it is not a JSON object, or nested too deeply
 */
export function parseObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableError('The reply is not JSON.');
  }
  return asObject(mended(value), 'the reply');
}

/**
 * A value from outside in which every text, also every name of a field, can be kept.
 *
 * @throws UnreadableError when it is nested too deeply
 */
export function mended(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return madeStorable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) throw new UnreadableError(`The reply is nested more than ${DEEPEST} levels deep.`);
  if (Array.isArray(value)) return value.map((each) => mended(each, depth + 1));
  const entries = Object.entries(value).map(([name, each]) => [madeStorable(name), mended(each, depth + 1)]);
  return Object.fromEntries(entries) as unknown;
}

/** @throws UnreadableError */
export function asObject(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new UnreadableError(`${name} is not an object.`);
}

/** @throws UnreadableError */
export function readObject(fields: Fields, name: string): Fields {
  return asObject(fields[name], name);
}

/** A list of at most 100 objects; a missing list is unreadable, an empty one is not. @throws UnreadableError */
export function readObjects(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new UnreadableError(`${name} is not a list.`);
  if (value.length > LONGEST_LIST) throw new UnreadableError(`${name} has more than ${LONGEST_LIST} elements.`);
  return value.map((each) => asObject(each, name));
}

/**
 * A text that must be there, or a number written as one.
 *
 * @param longest in UTF-16 units
 * @throws UnreadableError when it is missing, empty or longer than that
 */
export function readText(fields: Fields, name: string, longest: number): string {
  const text = textOf(fields[name]);
  if (text === null) throw new UnreadableError(`${name} is missing.`);
  if (text.length > longest) throw new UnreadableError(`${name} is longer than ${longest} characters.`);
  return text;
}

/**
 * An identifier or a code: visible ASCII. Anything else in it was added on the way, and under such an identifier the
 * provider would find nothing.
 *
 * @param longest in UTF-16 units
 * @throws UnreadableError when it is missing, empty, longer than that, or has other characters
 */
export function readId(fields: Fields, name: string, longest = LONGEST_ID): string {
  const text = readText(fields, name, longest);
  if (!VISIBLE_ASCII.test(text)) throw new UnreadableError(`${name} is not an identifier.`);
  return text;
}

/** `Y` or `N`. @throws UnreadableError when it is neither: nothing else means no */
export function readFlag(fields: Fields, name: string): boolean {
  const text = textOf(fields[name]);
  if (text !== 'Y' && text !== 'N') throw new UnreadableError(`${name} is neither Y nor N.`);
  return text === 'Y';
}

/** A text or a number as text, cut after 2,000 characters; `null` when it is missing, null or empty. */
export function readOptionalText(fields: Fields, name: string): string | null {
  return cut(textOf(fields[name]), LONGEST_TEXT);
}

/** An identifier that need not be there; what is too long for one, or has other characters than `readId` takes, is none. */
export function readOptionalId(fields: Fields, name: string): string | null {
  const text = textOf(fields[name]);
  return text !== null && text.length <= LONGEST_ID && VISIBLE_ASCII.test(text) ? text : null;
}

/** A text for people, cut after 200 characters; empty when there is none. */
export function readName(fields: Fields, name: string): string {
  return cut(textOf(fields[name]), LONGEST_NAME) ?? '';
}

/** Whole won from 0 to 1,000,000,000,000, as `2000`, `2000.0` or `"2000"`. @throws UnreadableError */
export function readWon(fields: Fields, name: string): number {
  const won = wonOf(fields[name]);
  if (won !== null) return won;
  throw new UnreadableError(`${name} is not a whole number of won from 0 to ${MAX_WON}.`);
}

/** Like `readWon`; `null` when it is missing, or is no amount. */
export function readOptionalWon(fields: Fields, name: string): number | null {
  return wonOf(fields[name]);
}

/** A small whole number, such as months of instalments; 0 when it is missing, is none, or is out of range. */
export function readCount(fields: Fields, name: string, most: number): number {
  const text = textOf(fields[name]);
  const count = text !== null && /^\d{1,9}(\.0+)?$/.test(text) ? Number(text) : 0;
  return count <= most ? count : 0;
}

/**
 * An instant that was written as `yyyyMMddHHmmss` or `yyyyMMdd` in KST.
 *
 * @returns `null` when it is missing, is no such time, or lies outside 2000..2999
 */
export function readOptionalInstant(fields: Fields, name: string): Date | null {
  const digits = textOf(fields[name]);
  return digits === null ? null : fromKstDigits(digits);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  // Beyond, JSON has rounded it: it would be another number.
  if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  return null;
}

function cut(text: string | null, longest: number): string | null {
  return text === null ? null : cutTo(longest, text);
}

function wonOf(value: unknown): number | null {
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\d{1,15}(\.0+)?$/.test(value));
  const won = Number(value);
  return isNumeric && Number.isSafeInteger(won) && won >= 0 && won <= MAX_WON ? won : null;
}
