// The seed of everything that tests leave to chance: the same one in each `npm test`, another one in each proof run.
// vitest.config.ts provides it; tests, also those in src/, take it by `inject('seed')`.
import { randomInt } from 'node:crypto';

declare module 'vitest' {
  interface ProvidedContext {
    /** Decides everything that is left to chance in this run. `PROOF_SEED` repeats a run. */
    seed: number;
    /** Whether proofs run in full, as `npm run prove` does, or in short. */
    isFullProof: boolean;
  }
}

const FIXED = 588_529;
const BOUND = 1_000_000;

/**
 * The seed of a run.
 *
 * @param mode of Vitest: `prove` in `npm run prove`
 * @param asked what `PROOF_SEED` says, if it is set
 * @throws Error when `PROOF_SEED` is no whole number
 */
export function chooseSeed(mode: string, asked: string | undefined): number {
  if (asked === undefined) return mode === 'prove' ? randomInt(BOUND) : FIXED;
  if (!/^\d{1,9}$/.test(asked)) throw new Error(`PROOF_SEED must be a whole number, not "${asked}".`);
  return Number(asked);
}
