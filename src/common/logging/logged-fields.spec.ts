// Every field that the code logs is on the list of those that are shown: a hidden one tells an operator nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { LOGGABLE } from './scrub.js';

const SOURCES = join(import.meta.dirname, '../..');
/** Written as the message, and described by `describeError`. */
const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['message', 'error']);

/** The fields of every entry that this source hands to a logger. */
function loggedFields(fileName: string, text: string): string[] {
  const fields: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [entry] = node.arguments;
      const isLogger = /logger$/i.test(node.expression.expression.getText());
      if (isLogger && entry && ts.isObjectLiteralExpression(entry)) {
        fields.push(...entry.properties.flatMap(({ name }) => (name ? [name.getText()] : [])));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true));
  return fields;
}

test('the fields of an entry are found', () => {
  const source =
    "this.#logger.warn({ message: 'x', orderId, why: name(error) }); logger.log('text'); other.warn({ a: 1 });";
  expect(loggedFields('a.ts', source)).toEqual(['message', 'orderId', 'why']);
});

test('no field is logged that would be hidden', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.spec)\.ts$/.test(name),
  );
  const hidden = files.flatMap((name) =>
    loggedFields(name, readFileSync(join(SOURCES, name), 'utf8'))
      .filter((field) => !ALWAYS_SHOWN.has(field) && !LOGGABLE.has(field))
      .map((field) => `${name} logs ${field}, which scrub.ts hides`),
  );
  expect(hidden).toEqual([]);
});
