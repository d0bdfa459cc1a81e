// Reads single fields of a request: numbers may come as strings and strings as numbers, as real clients send them.
// Must never guess: an amount that is not a whole number of won is no amount.
import { parseJson, type Values } from './bodies.js';

/** No order is larger; keeps sums exact. */
export const LARGEST_AMOUNT_WON = 1_000_000_000_000;

export class Fields {
  constructor(private readonly values: Values) {}

  /** The text of a field, or an empty one when it was not sent. */
  text(name: string, longest = 2048): string {
    const value = this.values[name];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' ? value.slice(0, longest) : '';
  }

  /** JSON written as text, or an object as its JSON text; empty when not sent, undefined when it is not JSON. */
  json(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return '';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return parseJson(text) === undefined ? undefined : text;
  }

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  isYes(name: string): boolean {
    return this.text(name) === 'Y';
  }

  /** Whole won, or undefined when missing or not an amount. */
  won(name: string): number | undefined {
    const text = this.text(name);
    if (!/^\d{1,13}$/.test(text)) return undefined;
    const amount = Number(text);
    return amount <= LARGEST_AMOUNT_WON ? amount : undefined;
  }
}
