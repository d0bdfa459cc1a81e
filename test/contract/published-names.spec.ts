// What the API publishes: names of its own, as two documents of one name would be one in openapi.json, the wrong one; and
// lists of values with null in them where null is one. Must never start the application.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SRC = new URL('../../src/', import.meta.url);

test('no two documents of the API have the same name', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const placesOf = new Map<string, string[]>();
  for (const file of files) {
    const names = readFileSync(new URL(file.replaceAll('\\', '/'), SRC), 'utf8').matchAll(
      /^(?:export )?class (\w+(?:Dto|Document))\b/gm,
    );
    for (const [, name = ''] of names) placesOf.set(name, [...(placesOf.get(name) ?? []), file]);
  }
  const shared = [...placesOf].filter(([, places]) => places.length > 1);
  expect(shared.map(([name, places]) => `${name} is in ${places.join(' and in ')}`)).toEqual([]);
});

/** Every schema in a part of a document, with where it is. */
function* schemasIn(part: unknown, path: string): Generator<readonly [path: string, schema: Schema]> {
  if (typeof part !== 'object' || part === null) return;
  if ('enum' in part && Array.isArray(part.enum)) yield [path, part as Schema];
  for (const [name, each] of Object.entries(part)) yield* schemasIn(each, `${path}/${name}`);
}

interface Schema {
  readonly nullable?: boolean;
  readonly enum: readonly unknown[];
}

test('a field that may be null has null among its values', () => {
  const document: unknown = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
  const lists = [...schemasIn(document, '')];
  expect(lists.length, 'schemas with a list of values').toBeGreaterThan(50);
  const wrong = lists.filter(([, { nullable, enum: values }]) => nullable === true && !values.includes(null));
  expect(wrong.map(([path]) => path)).toEqual([]);
});
