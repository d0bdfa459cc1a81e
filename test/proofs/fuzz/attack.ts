// One generated request: what it is made of, how it is written down for people, and how it becomes bytes.
// Must never hold a megabyte: a long text is a letter and a number until it is sent.
import { resolve, type World } from './world.js';

/** What is sent as body. */
export type Body =
  | { readonly is: 'none' }
  | { readonly is: 'json'; readonly value: unknown }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'bytes'; readonly hex: string }
  /** `before`, then a letter many times, then `after`. */
  | {
      readonly is: 'long';
      readonly before: string;
      readonly letter: string;
      readonly times: number;
      readonly after: string;
    }
  /** A form; with `window`, what a browser is about to post, changed by the pairs (`null`: left out). */
  | {
      readonly is: 'form';
      readonly window: number | null;
      readonly pairs: readonly (readonly [string, string | null])[];
    };

export interface Attack {
  /** The operation it is meant for, as `POST /v1/orders/{id}/payments`. */
  readonly operation: string;
  readonly method: string;
  /** Path and query, as they go over the line, with names of the world's things. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Body;
}

/** The bytes of a body; `null`: none. */
export function bytesOf(body: Body, world: World): Buffer | null {
  switch (body.is) {
    case 'none':
      return null;
    case 'json':
      return Buffer.from(resolve(JSON.stringify(body.value), world));
    case 'text':
      return Buffer.from(resolve(body.text, world));
    case 'bytes':
      return Buffer.from(body.hex, 'hex');
    case 'long':
      return Buffer.from(body.before + body.letter.repeat(body.times) + body.after);
    case 'form':
      return Buffer.from(formOf(body, world));
  }
}

function formOf({ window, pairs }: Extract<Body, { is: 'form' }>, { windowForms, pools }: World): string {
  const fields = window === null ? {} : (windowForms[window % windowForms.length] ?? {});
  const changed = new Set(pairs.map(([name]) => name));
  const kept = Object.entries(fields).filter(([name]) => !changed.has(name));
  const added = pairs.flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, resolve(value, { windowForms, pools })]],
  );
  return new URLSearchParams([...kept, ...added]).toString();
}

const SHOWN_LETTERS = 600;

/** The request for people, on a few lines. Keys are not repeated. */
export function tell({ method, target, headers, body }: Attack, world: World): string {
  const lines = headers
    .filter(([, value]) => !value.startsWith('Bearer gy_'))
    .map(([name, value]) => `  ${name}: ${JSON.stringify(shorten(value))}`);
  const content =
    body.is === 'long'
      ? [
          `  ${JSON.stringify(body.before)} ${JSON.stringify(body.letter)} × ${body.times} ${JSON.stringify(body.after)}`,
        ]
      : body.is === 'none'
        ? []
        : [`  ${shorten(JSON.stringify(bytesOf(body, world)?.toString('utf8')))}`];
  return [`${method} ${shorten(resolve(target, world))}`, ...lines, ...content].join('\n');
}

function shorten(text: string): string {
  return text.length <= SHOWN_LETTERS ? text : `${text.slice(0, SHOWN_LETTERS)}… (${text.length} letters)`;
}
