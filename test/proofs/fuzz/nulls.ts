// Null in every place of every body that openapi.json describes, one place at a time, but where it says that null is meant.
// Must never need a value that makes sense: whatever else is wrong, the place that is null has to be named.
import type { Document, Operation, Schema } from './operations.js';

/** One body with one null in it. */
export interface NullSent {
  readonly operation: Operation;
  /** What the refusal has to name, such as `items[0].name`; of a list or of free names, the field that holds them. */
  readonly field: string;
  readonly body: unknown;
}

/** Every null that must be refused. */
export function nullsOf(document: Document, operations: Iterable<Operation>): NullSent[] {
  return [...operations].flatMap((operation) => {
    const { body: schema } = operation;
    if (!schema) return [];
    return placesOf(document, schema, '').map(({ field, value: body }) => ({ operation, field, body }));
  });
}

interface Place {
  readonly field: string;
  /** The whole value with null at the place. */
  readonly value: unknown;
}

/** The places within a value of this schema, the value itself not counted. */
function placesOf(document: Document, schema: Schema, path: string): Place[] {
  const { properties, items, additionalProperties } = plain(document, schema);
  if (properties) {
    const sample = Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [name, sampleOf(document, part)]),
    );
    return Object.entries(properties).flatMap(([name, part]) => {
      const field = path === '' ? name : `${path}.${name}`;
      const itself = plain(document, part).nullable === true ? [] : [{ field, value: null }];
      return [...itself, ...placesOf(document, part, field)].map((place) => ({
        field: place.field,
        value: { ...sample, [name]: place.value },
      }));
    });
  }
  if (items) {
    const within = placesOf(document, items, `${path}[0]`).map(({ field, value }) => ({ field, value: [value] }));
    return [{ field: path, value: [null] }, ...within];
  }
  if (typeof additionalProperties === 'object') return [{ field: path, value: { a: null } }];
  return [];
}

/** Some value of about this kind. */
function sampleOf(document: Document, schema: Schema): unknown {
  const { type, enum: allowed, properties, items, minimum = 1 } = plain(document, schema);
  if (allowed) return allowed[0];
  if (properties) {
    return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, sampleOf(document, part)]));
  }
  if (items) return [sampleOf(document, items)];
  if (type === 'object') return { a: 'x' };
  if (type === 'boolean') return true;
  return type === 'integer' || type === 'number' ? minimum : 'x';
}

function plain(document: Document, schema: Schema): Schema {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference === undefined) return schema;
  const referred = document.components.schemas[reference.replace('#/components/schemas/', '')];
  if (!referred) throw new Error(`openapi.json refers to ${reference}, which it does not have.`);
  return plain(document, { ...referred, ...(schema.nullable === true && { nullable: true }) });
}
