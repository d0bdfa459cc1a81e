// What becomes of a text that is too long for a note.
import { expect, it } from 'vitest';
import { cutTo, isStorable } from './text.js';

it.each([
  ['whole', 10, 'whole'],
  ['too long', 3, 'too'],
  ['ab🙂', 4, 'ab🙂'],
  ['ab🙂', 3, 'ab\uFFFD'],
  ['ab\u0000cd', 4, 'ab\uFFFDc'],
])('"%s" cut to %d is "%s", which PostgreSQL can keep', (text, most, kept) => {
  expect(cutTo(most, text)).toBe(kept);
  expect(isStorable(cutTo(most, text))).toBe(true);
});
