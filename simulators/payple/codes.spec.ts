// Holds the codes of the simulator's own to their range and to the README, and its habits too.
// Must never need a running simulator.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OWN, textOf } from './codes.js';
import { paymentCodes } from './families.js';
import { HABIT_VALUES } from './habits.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('a code of its own', () => {
  it.each(Object.values(OWN).map(([code]) => code))('%s is in the range, marked and told in the README', (code) => {
    expect(code).toMatch(/^SIMU00\d\d$/);
    expect(textOf(code)).toMatch(/^\[simulator\] .+\(.+\)$/);
    expect(README).toContain(`| ${code} | `);
  });

  it('is given to one reason only', () => {
    const codes = Object.values(OWN).map(([code]) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('a family of codes', () => {
  it('has a text for every reason', () => {
    const types = ['card', 'transfer'] as const;
    const ways = ['window', 'simple', 'reguler'] as const;
    const codes = types.flatMap((type) => ways.flatMap((how) => Object.values(paymentCodes(type, how)) as string[]));
    expect(codes.filter((code) => textOf(code) === `[simulator] code ${code}`)).toEqual([]);
  });
});

describe('a habit', () => {
  it.each(Object.keys(HABIT_VALUES))('%s is told in the README', (name) => {
    expect(README).toContain(`\`${name}\``);
  });
});
