// A run that fails by chance must be one that can be repeated, and `npm test` must not fail by chance.
import { describe, expect, inject, it } from 'vitest';
import { chooseSeed } from './seed.js';

describe('the seed', () => {
  it('is the same in every run of the tests', () => {
    expect(chooseSeed('test', undefined)).toBe(chooseSeed('test', undefined));
  });

  it('is another one in every run of the proofs', () => {
    const seeds = new Set(Array.from({ length: 20 }, () => chooseSeed('prove', undefined)));
    expect(seeds.size).toBeGreaterThan(1);
  });

  it('is the one that is asked for', () => {
    expect(chooseSeed('prove', '4711')).toBe(4711);
    expect(() => chooseSeed('test', 'x')).toThrow('PROOF_SEED must be a whole number, not "x".');
  });

  it('is provided to every file', () => {
    expect(inject('seed')).toBeTypeOf('number');
  });
});
