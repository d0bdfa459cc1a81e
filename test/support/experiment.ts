// What the experiments have in common: how often they run, how answers get lost, and the one line of figures each leaves.
// Must never judge; compare-books.ts does.
import { inject } from 'vitest';
import type { AgreedBooks } from './compare-books.js';

/** `npm run prove` takes its time; `npm run prove:short` does not. */
export const TAKES_ITS_TIME = inject('isFullProof');

/** Whole waves and whole kills, so in forties. */
const USUAL_RUNS = TAKES_ITS_TIME ? 200 : 40;

/** Every experiment runs this often. */
export const RUNS = Number(process.env['EXPERIMENT_RUNS'] ?? USUAL_RUNS);

/** On two idle cores each takes well under a minute; a machine that is busy otherwise takes many times as long. */
export const PATIENCE_MS = TAKES_ITS_TIME ? 1_800_000 : 600_000;

/** What a house waits for a provider when answers come too late: more than any honest answer takes. */
export const TIMEOUT_MS = 1_000;

const LOSSES = [
  { fault: 'drop_after_effect' },
  { fault: 'http_500', effect: 'after' },
  { fault: 'garbage', effect: 'after' },
  { fault: 'delay', effect: 'after', delayMs: 2 * TIMEOUT_MS },
] as const;

/** How the answer of a run is lost after the effect: cut off, HTTP 500, garbage and too late, in turns. */
export function lossOf(run: number): (typeof LOSSES)[number] {
  return LOSSES[run % LOSSES.length] ?? LOSSES[0];
}

/** Prints what was measured. By now there are no differences: with one the experiment would have failed. */
export function report(name: string, startedMs: number, books: AgreedBooks, more = ''): void {
  const tookMs = Math.round(performance.now() - startedMs);
  const { orders, payments, approvals, refunds, paidWon, refundedWon } = books;
  process.stdout.write(
    `experiment ${name}: ${RUNS} runs${more === '' ? '' : `, ${more}`}; orders ${orders}, payments ${payments}, ` +
      `approvals ${approvals}, refunds ${refunds}, paid ${paidWon} won, refunded ${refundedWon} won, ` +
      `differences 0, ${tookMs} ms\n`,
  );
}
