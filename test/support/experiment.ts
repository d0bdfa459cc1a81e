// What the experiments have in common: how often they run, and the one line of figures each leaves behind.
// Must never judge; compare-books.ts does.
import type { AgreedBooks } from './compare-books.js';

/** Every experiment runs this often. */
export const RUNS = Number(process.env['EXPERIMENT_RUNS'] ?? '200');

/** On two idle cores each takes well under a minute; a machine that is busy otherwise may take longer. */
export const PATIENCE_MS = 180_000;

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
