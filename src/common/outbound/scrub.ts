// Makes a document safe to keep: only fields on an allow-list are shown, every other value is hidden.
// Must never be given a deny-list: a field nobody thought of must be hidden, not shown.
import { madeStorable } from '../text.js';

const HIDDEN = '[hidden]';
const LONGEST_TEXT = 2_000;

/** @param shown the names of fields whose values may be kept; containers are walked whatever their name */
export function scrub(value: unknown, shown: ReadonlySet<string>): unknown {
  return scrubbed(value, shown, true);
}

function scrubbed(value: unknown, shown: ReadonlySet<string>, isShown: boolean): unknown {
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => scrubbed(each, shown, isShown));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).slice(0, 200);
    return Object.fromEntries(entries.map(([name, each]) => [storable(name), scrubbed(each, shown, shown.has(name))]));
  }
  if (value === null || typeof value === 'boolean') return value;
  if (!isShown) return HIDDEN;
  return typeof value === 'string' ? storable(value) : value;
}

function storable(text: string): string {
  return madeStorable(text.slice(0, LONGEST_TEXT));
}
