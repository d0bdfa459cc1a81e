// The trouble someone ordered: which call goes wrong next, and how.
// Must never survive a restart nor change the books by itself.
import { type OddOrder, oddOrdersFor } from '../ground/odd-answers.js';
import { isOdd, ODD_FAULTS, type OddFault } from '../ground/odd-values.js';
import type { Identifiers } from './identifiers.js';
import { Refusal } from './refusal.js';
import { OWN, PG_TEXTS, SEEN, textOf } from './codes.js';

const CALL_ENDPOINTS = [
  'reserve',
  'approval',
  'cancel',
  'checkAvailability',
  'verify',
  'productStatus',
  'mileage',
  'usability',
] as const;
export const ENDPOINTS = [...CALL_ENDPOINTS, 'return', 'deposit'] as const;
export type CallEndpoint = (typeof CALL_ENDPOINTS)[number];
export type Endpoint = (typeof ENDPOINTS)[number];

const CALL_FAULTS = ['delay', 'drop_before_effect', 'drop_after_effect', 'http_500', 'garbage', 'decline'] as const;
const RETURN_FAULTS = [
  'delay',
  'drop_before_effect',
  'drop_after_effect',
  'decline',
  'duplicate',
  'replayed',
  'lower_cased',
  'empty',
] as const;
const DEPOSIT_FAULTS = ['delay', 'drop_before_effect', 'drop_after_effect', 'garbage', 'duplicate', 'early'] as const;

export type FaultName =
  (typeof CALL_FAULTS)[number] | (typeof RETURN_FAULTS)[number] | (typeof DEPOSIT_FAULTS)[number] | OddFault;

export function faultsOf(endpoint: Endpoint): readonly FaultName[] {
  if (endpoint === 'return') return [...RETURN_FAULTS, ...ODD_FAULTS];
  return [...(endpoint === 'deposit' ? DEPOSIT_FAULTS : CALL_FAULTS), ...ODD_FAULTS];
}

export interface Fault extends OddOrder {
  readonly endpoint: Endpoint;
  readonly fault: FaultName;
  readonly effect: 'before' | 'after';
  readonly delayMs: number;
  readonly code: number | null;
  readonly pgErrorCode: string | null;
  readonly message: string | null;
  readonly orderKey: string | null;
  /** How many calls it still hits; null when `percent` decides. */
  readonly left: number | null;
  readonly percent: number | null;
}

export interface PlacedFault extends Fault {
  readonly id: number;
  readonly hits: number;
}

/** What happens to one call: at most one delay and one other fault. */
export interface Trouble {
  readonly delay: Fault | undefined;
  readonly other: Fault | undefined;
}

/** No list grows without end when a script forgets to clear it. */
const MOST_FAULTS = 1000;

export class Faults {
  private placed: PlacedFault[] = [];
  private lastId = 0;

  constructor(private readonly identifiers: Identifiers) {}

  place(fault: Fault): PlacedFault {
    this.lastId += 1;
    const placed = { ...fault, id: this.lastId, hits: 0 };
    this.placed = [...this.placed, placed].slice(-MOST_FAULTS);
    return placed;
  }

  list(): readonly PlacedFault[] {
    return this.placed;
  }

  clear(id?: number): void {
    this.placed = id === undefined ? [] : this.placed.filter((fault) => fault.id !== id);
  }

  /** Takes what was ordered for this call; older orders come first. */
  take(endpoint: Endpoint, orderKey: string | undefined): Trouble {
    const matching = this.matching(endpoint, orderKey).filter((fault) => !isOdd(fault.fault));
    return {
      delay: this.firstHit(matching.filter((fault) => fault.fault === 'delay')),
      other: this.firstHit(matching.filter((fault) => fault.fault !== 'delay' && fault.fault !== 'early')),
    };
  }

  /** Takes the odd values ordered for an answer that is about to leave, one for each field it has. */
  takeOdd(endpoint: Endpoint, orderKey: string | undefined, answer: unknown): PlacedFault[] {
    const odd = this.matching(endpoint, orderKey).filter((fault) => isOdd(fault.fault));
    const taken = oddOrdersFor(odd, answer, (fault) => this.strikes(fault));
    taken.forEach((fault) => this.count(fault));
    return taken;
  }

  /** "early" strikes while an approval is answered, not when a notice is sent, so it is asked for by itself. */
  takeEarlyDeposit(orderKey: string): boolean {
    const candidates = this.placed.filter(
      (fault) => fault.fault === 'early' && (fault.orderKey === null || fault.orderKey === orderKey),
    );
    return this.firstHit(candidates) !== undefined;
  }

  private matching(endpoint: Endpoint, orderKey: string | undefined): PlacedFault[] {
    return this.placed.filter(
      (fault) => fault.endpoint === endpoint && (fault.orderKey === null || fault.orderKey === orderKey),
    );
  }

  private strikes(fault: Fault): boolean {
    return fault.percent === null || this.identifiers.roll(fault.percent);
  }

  private firstHit(candidates: PlacedFault[]): Fault | undefined {
    const hit = candidates.find((fault) => this.strikes(fault));
    if (hit) this.count(hit);
    return hit;
  }

  private count(hit: PlacedFault): void {
    const left = hit.left === null ? null : hit.left - 1;
    this.placed = this.placed.flatMap((fault) => {
      if (fault.id !== hit.id) return [fault];
      return left === 0 ? [] : [{ ...fault, left, hits: fault.hits + 1 }];
    });
  }
}

/** The refusal that a "decline" fault stands for. Cards are declined at approval; everything else just says no. */
export function declineOf(fault: Fault): Refusal {
  const code = fault.code ?? (fault.endpoint === 'approval' || fault.pgErrorCode !== null ? SEEN.declined : undefined);
  if (code === SEEN.declined && fault.endpoint === 'approval') {
    return Refusal.declined(fault.pgErrorCode ?? undefined, fault.message ?? undefined);
  }
  const number = code ?? (fault.endpoint === 'return' ? SEEN.declined : OWN.refusedByControl[0]);
  const pgText = fault.pgErrorCode === null ? undefined : PG_TEXTS[fault.pgErrorCode];
  return new Refusal(number, fault.message ?? pgText ?? textOf(number));
}
