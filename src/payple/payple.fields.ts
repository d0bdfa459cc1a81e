// Reads fields of Payple’s answers under their old and new names.
// Must never decide what a value means.
import { type Fields, UnreadableError, readOptionalText } from '../common/outbound/reading.js';
import { FIELDS, type FieldName } from './payple.wire.js';

/** The text of a field under whichever of its names it came, or `null`. */
export function read(fields: Fields, field: FieldName): string | null {
  return FIELDS[field].map((name) => readOptionalText(fields, name)).find((text) => text !== null) ?? null;
}

export function required(fields: Fields, field: FieldName): string {
  const text = read(fields, field);
  if (text === null) throw new UnreadableError(`${FIELDS[field][0]} is missing.`);
  return text;
}

export function optionalWon(fields: Fields, field: FieldName): number | null {
  const text = read(fields, field);
  return text !== null && /^\d{1,15}(\.0+)?$/.test(text) ? Number(text) : null;
}

export function firstText(fields: Fields, names: readonly string[]): string {
  return names.map((name) => readOptionalText(fields, name)).find((text) => text !== null) ?? '';
}

export function texts(name: string, text: string | null): [string, string][] {
  return text === null ? [] : [[name, text]];
}

/** @throws UnreadableError */
export function requireSame(name: string, actual: string | number, expected: string | number): void {
  if (actual !== expected) throw new UnreadableError(`${name} is ${actual}, but ${expected} was asked.`);
}
