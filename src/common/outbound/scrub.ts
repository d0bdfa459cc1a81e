// Makes a document safe to keep: only fields on an allow-list are shown, every other value is hidden.
// Must never be given a deny-list: a field nobody thought of must be hidden, not shown.
import { cutTo, madeStorable } from '../text.js';

const HIDDEN = '[hidden]';
const LONGEST_TEXT = 2_000;
/** No provider nests so deep; PostgreSQL reads no document that is nested thousands of times. */
const DEEPEST = 20;

/** @param shown the names of fields whose values may be kept; containers are walked whatever their name */
export function scrub(value: unknown, shown: ReadonlySet<string>): unknown {
  return scrubbed(value, shown, true, 0);
}

function scrubbed(value: unknown, shown: ReadonlySet<string>, isShown: boolean, depth: number): unknown {
  const isContainer = typeof value === 'object' && value !== null;
  if (isContainer && depth >= DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => scrubbed(each, shown, isShown, depth + 1));
  if (isContainer) {
    const entries = Object.entries(value).slice(0, 200);
    return Object.fromEntries(
      entries.map(([name, each]) => [storable(name), scrubbed(each, shown, shown.has(name), depth + 1)]),
    );
  }
  if (value === null || typeof value === 'boolean') return value;
  if (!isShown) return HIDDEN;
  return typeof value === 'string' ? storable(value) : value;
}

function storable(text: string): string {
  return cutTo(LONGEST_TEXT, madeStorable(text));
}
