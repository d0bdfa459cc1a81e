// Writes forms and queries: everything is text there, and half a character is sent as it is.
// Must never replace a letter; URLSearchParams would write U+FFFD for half a character.
import { jsonText, RawNumber } from './json-text.js';

/** What a form says of any value: texts as they are, everything else as JSON. */
export function formValue(value: unknown): string {
  if (value instanceof RawNumber) return value.text;
  return typeof value === 'string' ? value : jsonText(value);
}

export function formText(entries: Iterable<readonly [string, string]>): string {
  return [...entries].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
}

function encoded(text: string): string {
  if (text.isWellFormed()) return new URLSearchParams([['', text]]).toString().slice(1);
  return [...text].map((letter) => (letter.isWellFormed() ? encoded(letter) : halfLetter(letter))).join('');
}

/** The three bytes UTF-8 would have for half a character, had it any. */
function halfLetter(letter: string): string {
  const code = letter.charCodeAt(0);
  const bytes = [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase()}`).join('');
}
