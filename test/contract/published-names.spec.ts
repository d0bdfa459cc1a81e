// What the API publishes has a name of its own: two documents of one name would be one in openapi.json, the wrong one.
// Must never look at anything but names.
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
