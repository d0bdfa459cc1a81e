// Reads fields of Payple’s answers under their old and new names.
// Must never decide what a value means.
import {
  type Fields,
  UnreadableError,
  readCount,
  readName,
  readOptionalId,
  readOptionalInstant,
  readOptionalText,
  readOptionalWon,
  readId,
} from '../common/outbound/reading.js';
import { FIELDS, type FieldName } from './payple.wire.js';

/** The text of a field under whichever of its names it came, or `null`. */
export function read(fields: Fields, field: FieldName): string | null {
  return FIELDS[field].map((name) => readOptionalText(fields, name)).find((text) => text !== null) ?? null;
}

/** Whether a field came at all, readable or not. */
export function isGiven(fields: Fields, field: FieldName): boolean {
  return FIELDS[field].some((name) => fields[name] !== undefined && fields[name] !== null && fields[name] !== '');
}

/** @throws UnreadableError when it is missing, or too long for an identifier */
export function required(fields: Fields, field: FieldName): string {
  return readId(fields, nameIn(fields, field));
}

/** An identifier; `null` when there is none, or what is there is too long for one. */
export function optionalId(fields: Fields, field: FieldName): string | null {
  return readOptionalId(fields, nameIn(fields, field));
}

/** A text for people; empty when there is none. */
export function nameOf(fields: Fields, field: FieldName): string {
  return readName(fields, nameIn(fields, field));
}

export function countOf(fields: Fields, field: FieldName, most: number): number {
  return readCount(fields, nameIn(fields, field), most);
}

/** Won; `null` when Payple does not tell, or tells no amount. */
export function optionalWon(fields: Fields, field: FieldName): number | null {
  return readOptionalWon(fields, nameIn(fields, field));
}

/** The instant of 14 digits in KST, or `null`. */
export function optionalInstant(fields: Fields, field: FieldName): Date | null {
  return /^\d{14}$/.test(read(fields, field) ?? '') ? readOptionalInstant(fields, nameIn(fields, field)) : null;
}

/** The name under which a field came; the newest one when it came under none. */
function nameIn(fields: Fields, field: FieldName): string {
  const names: readonly [string, ...string[]] = FIELDS[field];
  return names.find((name) => readOptionalText(fields, name) !== null) ?? names[0];
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
