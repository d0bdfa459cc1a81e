// What a way through the server is to the crash matrix: how to get to its request, ask it, repeat it, and judge its end.
// Must never judge money; the laws do.
import type { Answer, Merchant, ShownOrder, ShownProblem } from '../../support/merchant.js';
import { waitFor } from '../../support/wait-for.js';
import type { Cell, Marks } from './flight.js';
import type { CrashStage, Simulated } from './stage.js';

/** What whoever asked was told: that it is done, that it is not and will not be, that it is on its way, or nothing. */
export interface Told {
  readonly says: 'done' | 'not done' | 'on its way' | 'nothing';
  readonly words: string;
}

/** What became of the order or the stored card of a cell, as its rows say. */
export interface Standing {
  /** The order's status, or the key's. */
  readonly status: string;
  readonly cancelledWon: number;
  /** Whether an operator was called. */
  readonly withOperator: boolean;
}

/** A cell that is ready to be asked for. */
export interface Prepared {
  readonly marks: Marks;
  /** The order's number, or the id of the key, by which its rows are found. */
  readonly subject: string;
  /** The request, always the same one, under the same Idempotency-Key. */
  ask(): Promise<Told>;
  /** Another request for the same; asked when the first came to nothing. */
  askAnew(): Promise<Told>;
}

export interface CrashPath {
  readonly name: string;
  /** What is asked for, and what "done" means. */
  readonly means: string;
  /** The simulator's name of the call that meets the fault. */
  readonly endpoint: string;
  /** Whether the server that is killed runs jobs: where a job makes the call. */
  readonly runsJobs: boolean;
  /** Whether the money moved before anybody was told, so that only a job in twenty minutes asks by itself. */
  readonly isUnseen?: boolean;
  openStage(seed: string): Promise<CrashStage>;
  prepare(stage: CrashStage, cell: Cell): Promise<Prepared>;
  isDone(standing: Standing): boolean;
  /** In a word, for the table. */
  wordOf(standing: Standing): string;
}

/** A path of one provider's, told with that provider's own control. */
export function pathAt<Control extends Simulated>(
  openStage: (seed: string) => Promise<CrashStage<Control>>,
  path: Omit<CrashPath, 'openStage' | 'prepare'>,
  prepare: (stage: CrashStage<Control>, cell: Cell) => Promise<Prepared>,
): CrashPath {
  return { ...path, openStage, prepare: (stage, cell) => prepare(stage as CrashStage<Control>, cell) };
}

/** A payment is done when the order is paid. */
export const PAYMENT = {
  isDone: ({ status }: Standing) => status === 'paid',
  wordOf: ({ status, withOperator }: Standing) => (withOperator ? 'operator' : status),
};

/** A refund is done when the order says so. */
export function refundOf(won: number) {
  return {
    isDone: ({ cancelledWon }: Standing) => cancelledWon === won,
    wordOf: ({ cancelledWon, withOperator }: Standing) => {
      if (withOperator) return 'operator';
      return cancelledWon === 0 ? 'not refunded' : cancelledWon === won ? 'refunded' : `refunded ${cancelledWon}`;
    },
  };
}

/** Does something the first time only: who asks again finds the provider well. */
export function once(deed: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await deed();
  };
}

/** A refund begins with an order that is paid. */
export async function untilPaid(merchant: Merchant, order: ShownOrder): Promise<ShownOrder> {
  return waitFor(`order ${order.orderNumber} to be paid`, async () => {
    const shown = await merchant.show(order);
    return shown.status === 'paid' ? shown : null;
  });
}

/** What an answer of the API claims. */
export function toldBy({ status, body }: Answer<Partial<ShownProblem> & { readonly status?: unknown }>): Told {
  const words = `${status} ${body.code ?? String(body.status)}`;
  if (status === 200 || status === 201) return { says: 'done', words };
  if (status === 202 || body.code === 'idempotency_key_running') return { says: 'on its way', words };
  return { says: 'not done', words };
}

/** A browser is only sent on to a page that shows whatever is true then. */
export function sentOn({ status }: Response): Told {
  return { says: 'nothing', words: String(status) };
}
