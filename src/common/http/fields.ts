// The kinds of field that request bodies are made of, as decorators: each checks, says what it wants in one sentence
// and describes itself in openapi.json. Must never change a value.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { parseInstant } from '../instant.js';
import { MAX_WON } from '../money.js';
import { isPrintable, lengthOf } from '../text.js';

/** A whole number of won, as a JSON number. Refuses texts, fractions and NaN. */
export function IsWon({ min = 0, max = MAX_WON }: { min?: number; max?: number } = {}): PropertyDecorator {
  return field({
    name: 'isWon',
    mustBe: `a whole number of won from ${min} to ${max}`,
    accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max,
    schema: { type: 'integer', format: 'int64', minimum: min, maximum: max },
  });
}

/**
 * A text of `min` to `max` characters that can be shown: no control characters, no half characters, and when `min` is
 * above zero not only spaces. With `lines`, line feeds are allowed.
 */
export function IsText(min: number, max: number, { lines = false }: { lines?: boolean } = {}): PropertyDecorator {
  return field({
    name: 'isText',
    mustBe: `a text of ${min} to ${max} characters without control characters`,
    accepts: (value) =>
      typeof value === 'string' &&
      // Twice, because a code point may take two halves: spares counting a text that is far too long.
      value.length <= 2 * max &&
      lengthOf(value) <= max &&
      lengthOf(value) >= min &&
      (min === 0 || value.trim() !== '') &&
      isPrintable(value, lines),
    schema: { type: 'string', minLength: min, maxLength: max },
  });
}

/** An absolute http or https address without a password, at most 1000 characters. */
export function IsHttpUrl(): PropertyDecorator {
  return field({
    name: 'isHttpUrl',
    mustBe: 'an absolute http or https address without a password, at most 1000 characters long',
    accepts: isHttpUrl,
    schema: { type: 'string', format: 'uri', maxLength: 1000, example: 'https://shop.example.com/orders/return' },
  });
}

/** A moment in ISO 8601 with an offset; `parseInstant` reads it. */
export function IsInstant(): PropertyDecorator {
  return field({
    name: 'isInstant',
    mustBe: 'a moment in ISO 8601 with an offset, such as 2026-11-22T18:00:00+09:00',
    accepts: (value) => typeof value === 'string' && parseInstant(value) !== null,
    schema: { type: 'string', format: 'date-time', example: '2026-11-22T18:00:00+09:00' },
  });
}

/** The caller's own notes: at most 50 texts of at most 500 characters under keys of 1 to 40 characters. */
export function IsMetadata(): PropertyDecorator {
  return applyDecorators(
    // As it came: class-transformer would copy it and leave out keys it finds suspicious.
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    field({
      name: 'isMetadata',
      mustBe: 'an object of at most 50 texts of at most 500 characters under keys of 1 to 40 characters',
      accepts: isMetadata,
      schema: {
        type: 'object',
        additionalProperties: { type: 'string', maxLength: 500 },
        maxProperties: 50,
        example: { campaign: 'autumn' },
      },
    }),
  );
}

interface Field {
  readonly name: string;
  /** Completes the sentence "… must be". */
  readonly mustBe: string;
  readonly accepts: (value: unknown) => boolean;
  readonly schema: ApiPropertyOptions;
}

function field({ name, mustBe, accepts, schema }: Field): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name, validator: { validate: accepts, defaultMessage: () => `$property must be ${mustBe}` } }),
    ApiProperty(schema),
  );
}

/** Whether a value is an absolute http(s) address that means the same to every reader. */
function isHttpUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 1000) return false;
  // The URL parser forgives blanks, control characters and backslashes; other readers do not.
  if (!/^https?:\/\/[^\s\\\p{Cc}\p{Surrogate}]+$/iu.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}

function isMetadata(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries: [string, unknown][] = Object.entries(value);
  return entries.length <= 50 && entries.every(([key, text]) => isNote(key, 1, 40) && isNote(text, 0, 500));
}

function isNote(text: unknown, min: number, max: number): boolean {
  if (typeof text !== 'string' || text.length > 2 * max) return false;
  return lengthOf(text) >= min && lengthOf(text) <= max && isPrintable(text);
}
