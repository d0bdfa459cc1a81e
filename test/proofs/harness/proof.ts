// What every proof has in common: its size, its seed, one line of figures, and on failure the seed and the shortest story.
// Must never judge; a proof says itself what is a violation.
import { inject, it } from 'vitest';
import { writeRow } from './page.js';

/** `npm run prove` takes its time; `npm run prove:short` does not. */
export const TAKES_ITS_TIME = inject('isFullProof');

/** How much there is to do: in `npm run prove:short`, and in `npm run prove`. */
export interface Sizes {
  readonly short: number;
  readonly full: number;
}

/** One run of a proof. */
export interface Run {
  /** Decides everything that is left to chance. `PROOF_SEED` repeats a run. */
  readonly seed: number;
  /** How much to do; `PROOF_SIZE` overrules it. */
  readonly size: number;
}

/** What a run that found no violation did: counts by what was counted, in the order to print them in. */
export type Figures = Readonly<Record<string, number>>;

/** What holds was found not to hold. */
export class Violation extends Error {
  /**
   * @param story the shortest that shows it, one sentence or line for each step
   * @param count how many there are, when more than the one told
   */
  constructor(
    readonly story: string,
    readonly count = 1,
  ) {
    super(story);
    this.name = 'Violation';
  }
}

/** A run that takes so long hangs; a busy machine takes many times what an idle one does. `PROOF_PATIENCE_MS` overrules it. */
const PATIENCE_MS = Number(process.env['PROOF_PATIENCE_MS'] ?? (TAKES_ITS_TIME ? 7_200_000 : 1_200_000));

/**
 * Declares a proof as a test. It prints one line of figures; `npm run prove` also writes them into docs/proofs.md, where
 * a section with the proof's name says what it shows and what it cannot.
 *
 * @param name one word
 * @param claim what is shown, as the title of the test
 */
export function prove(name: string, claim: string, sizes: Sizes, work: (run: Run) => Promise<Figures>): void {
  it(claim, { timeout: PATIENCE_MS }, async () => {
    const run: Run = {
      seed: inject('seed'),
      size: Number(process.env['PROOF_SIZE'] ?? (TAKES_ITS_TIME ? sizes.full : sizes.short)),
    };
    const startedMs = performance.now();
    const tookMs = (): number => Math.round(performance.now() - startedMs);
    try {
      const figures = await work(run);
      print(`proof ${name}: ${told(figures)}; violations 0, PROOF_SEED=${run.seed}, ${tookMs()} ms`);
      if (TAKES_ITS_TIME) await writeRow({ name, did: told(figures), violations: 0, seed: run.seed, tookMs: tookMs() });
    } catch (error) {
      const violations = error instanceof Violation ? error.count : 1;
      print(
        `proof ${name} FAILED: violations ${violations}, PROOF_SEED=${run.seed} PROOF_SIZE=${run.size}, ${tookMs()} ms\n${storyOf(error)}`,
      );
      if (TAKES_ITS_TIME) {
        await writeRow({ name, did: 'failed', violations, seed: run.seed, tookMs: tookMs() });
      }
      throw error;
    }
  });
}

/** A proof that this machine or this size cannot run says why, instead of being silent. */
export function leaveOut(name: string, claim: string, reason: string): void {
  print(`proof ${name}: left out here, because ${reason}`);
  it.skip(`${claim} (${reason})`, () => undefined);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function told(figures: Figures): string {
  return Object.entries(figures)
    .map(([what, count]) => `${what} ${count.toLocaleString('en')}`)
    .join(', ');
}

function storyOf(error: unknown): string {
  if (error instanceof Violation) return error.story;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
