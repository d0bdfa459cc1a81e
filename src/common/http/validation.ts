// Checks bodies, queries and path parameters against their DTOs before a controller sees them.
// Must never convert a body: a text is no number there, and null is not absence. What it refuses is named by field, never by value.
import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { Problem } from '../problems.js';
import { isStorable } from '../text.js';
import { NULL_FAULT } from './fields.js';

/** What class-validator found wrong about one field. */
interface FieldFault {
  readonly property: string;
  readonly value?: unknown;
  readonly children?: readonly FieldFault[] | undefined;
  readonly constraints?: Readonly<Record<string, string>> | undefined;
}

const MAX_FAULTS = 20;
const MAX_NAME_LENGTH = 60;

/** The global pipe. Query DTOs that hold numbers convert with `@Type(() => Number)`. */
export class RequestValidation extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      transformOptions: { enableImplicitConversion: false, exposeUnsetFields: false },
      // The value only says whether there was one; it is never told.
      validationError: { target: false, value: true },
      exceptionFactory: (errors) => new Problem('malformed_request', { detail: sentenceOf(errors) }),
    });
  }

  /** @throws Problem `malformed_request` naming every field that is wrong and what it must be */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && this.toValidate(metadata)) requireObject(value);
    if (metadata.type !== 'custom') requireStorable(value);
    return super.transform(value, metadata);
  }
}

function requireObject(body: unknown): void {
  if (body === undefined) throw malformed('The body is empty; send a JSON object.');
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw malformed('The body must be a JSON object.');
}

/** JSON bodies were checked by their parser; forms, queries and paths are flat texts and lists of texts. */
function requireStorable(value: unknown): void {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value).flat(2) : [value];
  if (parts.some((part) => typeof part === 'string' && !isStorable(part))) {
    throw malformed('The request holds half a character (a lone surrogate) or a NUL character.');
  }
}

function malformed(detail: string): Problem {
  return new Problem('malformed_request', { detail });
}

/** One sentence per field, for example `items[0].priceWon must be a whole number of won from 0 to 100.` */
function sentenceOf(errors: readonly FieldFault[]): string {
  const faults = errors.flatMap((error) => faultsOf(error, ''));
  const shown = faults.slice(0, MAX_FAULTS).map((fault) => `${fault}.`);
  if (faults.length > MAX_FAULTS) shown.push(`There are ${faults.length - MAX_FAULTS} more faults.`);
  return shown.join(' ');
}

function faultsOf(error: FieldFault, parent: string): string[] {
  const path = pathOf(parent, error.property);
  if (error.children && error.children.length > 0) return error.children.flatMap((child) => faultsOf(child, path));
  const constraints = error.constraints ?? {};
  if ('whitelistValidation' in constraints) return [`${path} is not a field of this call`];
  // The fault that was declared last is the most general one: "must be a text" before "must be longer".
  const message = constraints[NULL_FAULT] ?? Object.values(constraints).at(-1) ?? `${error.property} is wrong`;
  if (!message.startsWith(error.property)) return [`${path}: ${message}`];
  const wish = message.slice(error.property.length);
  return [error.value === undefined ? `${path} is required and${wish}` : path + wish];
}

function pathOf(parent: string, property: string): string {
  const name = property.length > MAX_NAME_LENGTH ? `${property.slice(0, MAX_NAME_LENGTH)}…` : property;
  if (parent === '') return name;
  return /^\d+$/.test(name) ? `${parent}[${name}]` : `${parent}.${name}`;
}
