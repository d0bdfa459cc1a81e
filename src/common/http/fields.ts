// The kinds of field that request bodies are made of, as decorators: each checks, says what it wants in one sentence
// and describes itself in openapi.json. Must never change a value.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { isWritable } from '../cp949.js';
import { parseInstant } from '../instant.js';
import { MAX_WON } from '../money.js';
import { readPhone } from '../phone.js';
import { isPrintable, lengthOf } from '../text.js';
import { appSchemeOf, isReturnUrl } from './return-schemes.js';

/** The name under which class-validator tells that a field is null which may only be left out. */
export const NULL_FAULT = 'isNotNull';

/**
 * The field may be left out. Null is no way to do so: programs write null for what went wrong, such as a number that is
 * none, and what is left out often means the most (all of the money, no limit, no end).
 */
export function Optional(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value) => value !== undefined),
    ValidateBy({
      name: NULL_FAULT,
      validator: {
        validate: (value) => value !== null,
        defaultMessage: () => '$property must not be null; leave it out when there is none',
      },
    }),
  );
}

/** The field may be left out, and may be null, which means something else; its docstring says what. */
export function OptionalOrNull(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value) => value !== undefined && value !== null),
    ApiProperty({ required: false, nullable: true }),
  );
}

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

/**
 * Our callers' name of something that providers are told as it is: a text of 1 to `max` characters that CP949 can write. One
 * that lost a character on the way would be another name.
 */
export function IsReference(max: number): PropertyDecorator {
  return field({
    name: 'isReference',
    mustBe: `a text of 1 to ${max} characters that CP949 has: no emoji and no control characters`,
    accepts: (value) => typeof value === 'string' && lengthOf(value) <= max && value.trim() !== '' && isWritable(value),
    schema: { type: 'string', minLength: 1, maxLength: max },
  });
}

/**
 * A number that a provider gave something, as a person copied it: no blanks and nothing that cannot be seen, with which one
 * number would pass for two.
 */
export function IsProviderNumber(): PropertyDecorator {
  return field({
    name: 'isProviderNumber',
    mustBe: 'the provider’s number: 1 to 100 letters, digits and signs of ASCII, without blanks',
    accepts: (value) => typeof value === 'string' && /^[\x21-\x7e]{1,100}$/.test(value),
    schema: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[!-~]{1,100}$' },
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

/**
 * Where a buyer is sent back to: an absolute http or https address, or one of an app (`myapp://…`), without a password, at
 * most 1000 characters. Which apps there are, `requireListedScheme` knows.
 */
export function IsReturnUrl(): PropertyDecorator {
  return field({
    name: 'isReturnUrl',
    mustBe:
      'an absolute http or https address, or one of an app whose scheme is listed, without a password, at most 1000 characters long',
    accepts: isReturnUrl,
    schema: { type: 'string', format: 'uri', maxLength: 1000, example: 'https://shop.example.com/orders/return' },
  });
}

/** A telephone number as people type it; `readPhone` reads it. */
export function IsPhone(): PropertyDecorator {
  return field({
    name: 'isPhone',
    mustBe: 'a telephone number: 7 to 15 digits, with +, spaces, hyphens, dots or brackets, at most 30 characters',
    accepts: (value) => typeof value === 'string' && readPhone(value) !== null,
    schema: { type: 'string', maxLength: 30, example: '010-1234-5678' },
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
  return isReturnUrl(value) && appSchemeOf(value) === null;
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
