// Holds the codes of the simulator's own to their range and to the README.
// Must never need a running simulator.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OWN, textOf } from './codes.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('a code of its own', () => {
  it.each(Object.values(OWN).map(([code]) => code))(
    '%i is in the range, marked in its text and told in the README',
    (code) => {
      expect(code).toBeGreaterThan(990_000);
      expect(code).toBeLessThan(990_100);
      expect(textOf(code)).toMatch(/^\[simulator\] .+\(.+\)$/);
      expect(README).toContain(`| ${code} | `);
    },
  );

  it('is given to one reason only', () => {
    const codes = Object.values(OWN).map(([code]) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
