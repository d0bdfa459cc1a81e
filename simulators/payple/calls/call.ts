// What every call behind an authorization gets and gives.
// Must never name one particular call.
import type { Fields } from '../fields.js';
import type { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import type { Wire } from '../wire.js';

export interface CallInput {
  readonly fields: Fields;
  /** The path as it was called, changed or not. */
  readonly path: string;
  readonly referer: string | undefined;
  /** False when the address did not say the work it is for (`ACT_`). */
  readonly isRightAct: boolean;
  /** Set when someone ordered that this call be declined. */
  readonly decline: Refusal | undefined;
}

/** Gives a success without its `PCD_PAY_RST`; throws a Refusal to say no. Never waits. */
export type Call = (simulator: Simulator, input: CallInput) => Wire;
