// What every call of PAYCO gets and gives.
// Must never name one particular call.
import type { Merchant } from '../books/rows.js';
import type { Fields } from '../fields.js';
import type { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';

export interface CallInput {
  readonly fields: Fields;
  readonly merchant: Merchant;
  /** Set when someone ordered that this call be declined. */
  readonly decline: Refusal | undefined;
}

/** Gives the `result`, or undefined for calls that answer without one; throws a Refusal to say no. Never waits. */
export type Call = (simulator: Simulator, input: CallInput) => unknown;
