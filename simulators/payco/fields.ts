// Reads the fields of one request and refuses with 1001 what is missing or malformed.
// Must never guess: an amount that is not a whole number of won is an error, and so is an identifier sent as a number.
import { SEEN, textOf } from './codes.js';
import { Refusal } from './refusal.js';

/** No order is larger; keeps sums exact. */
export const LARGEST_AMOUNT_WON = 1_000_000_000_000;

export class Fields {
  /** `prefix` is what stands before the sentence of a 1001; reserve has one, the other calls have none. */
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly prefix = '',
  ) {}

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null && this.values[name] !== '';
  }

  text(name: string, longest = 4000): string {
    return this.optionalText(name, longest) ?? this.refuse(`${name} is required.`);
  }

  optionalText(name: string, longest = 4000): string | null {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string') return this.refuse(`${name} must be a string.`);
    if (value.length > longest) return this.refuse(`${name} is longer than ${longest} characters.`);
    return value;
  }

  won(name: string): number {
    return this.optionalWon(name) ?? this.refuse(`${name} is required.`);
  }

  /** Whole won as a JSON number or a numeric string; an empty string counts as not sent. */
  optionalWon(name: string): number | null {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return null;
    const amount = typeof value === 'string' && /^\d{1,13}(\.0+)?$/.test(value) ? Number(value) : value;
    if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 0 || amount > LARGEST_AMOUNT_WON) {
      return this.refuse(`${name} must be a whole number of won.`);
    }
    return amount;
  }

  flag(name: string): boolean {
    return this.oneOf(name, ['N', 'Y']) === 'Y';
  }

  /** One of the allowed words; the first is the default. */
  oneOf<Word extends string>(name: string, allowed: readonly [Word, ...Word[]]): Word {
    const value = this.optionalText(name);
    if (value === null) return allowed[0];
    return allowed.find((word) => word === value) ?? this.refuse(`${name} must be one of ${allowed.join(', ')}.`);
  }

  list(name: string): Fields[] {
    const value = this.values[name];
    if (!Array.isArray(value) || value.length === 0) return this.refuse(`${name} is required.`);
    return value.map(
      (item: unknown) => new Fields(isRecord(item) ? item : this.refuse(`${name} is invalid.`), this.prefix),
    );
  }

  /** A field whose value is JSON written as text, which is how PAYCO takes nested data. */
  jsonText(name: string, longest: number): Record<string, unknown> {
    const text = this.optionalText(name, longest);
    if (text === null) return {};
    const value = parseJson(text);
    return isRecord(value) ? value : this.refuse(`${name} must be the JSON text of an object.`);
  }

  nested(values: unknown): Fields {
    return new Fields(isRecord(values) ? values : {}, this.prefix);
  }

  refuse(sentence: string): never {
    throw new Refusal(SEEN.invalidParameter, this.prefix === '' ? sentence : `${this.prefix}The ${sentence}`);
  }
}

export const RESERVE_PREFIX = textOf(SEEN.invalidParameter);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
