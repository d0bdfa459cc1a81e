// Reads JSON bodies more strictly than JSON.parse: what two readers could understand differently is refused. Texts that
// cannot be kept are refused too, but mended where providers send them, who cannot be taught.
// Must never answer with a piece of the body; it may hold secrets.
import { mended } from '../outbound/reading.js';
import { Problem } from '../problems.js';
import { isStorable } from '../text.js';

/** How deep objects and lists may be nested. Far beyond every body of the API, far below what exhausts the stack. */
export const MAX_DEPTH = 32;

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
/** Keys that mean something to JavaScript itself. */
const RESERVED_KEYS: readonly string[] = ['__proto__', 'constructor'];

/**
 * The value of a JSON text in UTF-8.
 *
 * @throws Problem `malformed_request` when it is empty, not UTF-8, not JSON, nested too deeply, names a field twice, or
 *   holds half a character or a NUL
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const { value } = parse(bytes, (content) => {
    if (!isStorable(content)) refuse('The body holds half a character (a lone surrogate) or a NUL character.');
  });
  return value;
}

/**
 * The value of a JSON text that a provider sent: like `parseStrictJson`, but its texts are mended instead of refused.
 *
 * @throws Problem `malformed_request` when it is empty, not UTF-8, not JSON, nested too deeply, or names a field twice
 */
export function parseProviderJson(bytes: Uint8Array): unknown {
  return mended(parse(bytes, () => undefined).value);
}

/** @param inspectText of every text and every name in it */
function parse(bytes: Uint8Array, inspectText: (content: string) => void): { readonly value: unknown } {
  if (bytes.length === 0) refuse('The body is empty; send a JSON object.');
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    refuse('The body is not UTF-8.');
  }
  try {
    value = JSON.parse(text);
  } catch {
    refuse('The body is not JSON.');
  }
  inspect(text, inspectText);
  return { value };
}

/** Walks over the tokens of a text that is known to be JSON. */
function inspect(text: string, inspectText: (content: string) => void): void {
  // One entry per open object (its keys so far) or list (null).
  const open: (Set<string> | null)[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    if (token === '{' || token === '[') {
      if (open.length >= MAX_DEPTH) refuse(`The body is nested more than ${MAX_DEPTH} levels deep.`);
      open.push(token === '{' ? new Set() : null);
    } else if (token === '}' || token === ']') {
      open.pop();
    } else {
      const content = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
      inspectText(content);
      if (isKey(text, match.index + token.length)) addKey(open.at(-1), content);
    }
  }
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
}

function addKey(keys: Set<string> | null | undefined, key: string): void {
  if (RESERVED_KEYS.includes(key)) refuse(`A field may not be named ${RESERVED_KEYS.join(' or ')}.`);
  if (keys?.has(key) === true) refuse('The body names a field twice.');
  keys?.add(key);
}

function refuse(detail: string): never {
  throw new Problem('malformed_request', { detail });
}
