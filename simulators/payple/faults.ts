// The trouble someone ordered: which call goes wrong next, and how.
// Must never survive a restart nor change the books by itself.
import { ISSUER_TEXTS, OWN, textOf, USUAL_ISSUER_CODE } from './codes.js';
import { type OddOrder, oddOrdersFor } from '../ground/odd-answers.js';
import { isOdd, ODD_FAULTS, type OddFault } from '../ground/odd-values.js';
import type { Identifiers } from './identifiers.js';
import { Refusal } from './refusal.js';

const CALL_ENDPOINTS = [
  'auth',
  'confirm',
  'simple',
  'reguler',
  'cancel',
  'inquiry',
  'userdel',
  'userinfo',
  'taxreg',
  'taxcancel',
  'linkreg',
] as const;
export const ENDPOINTS = [...CALL_ENDPOINTS, 'window', 'notice'] as const;
export type CallEndpoint = (typeof CALL_ENDPOINTS)[number];
export type Endpoint = (typeof ENDPOINTS)[number];

const CALL_FAULTS = ['delay', 'drop_before_effect', 'drop_after_effect', 'http_500', 'garbage', 'decline'] as const;
const WINDOW_FAULTS = ['delay', 'drop_before_effect', 'drop_after_effect', 'decline', 'duplicate'] as const;
const NOTICE_FAULTS = ['delay', 'drop_before_effect', 'drop_after_effect', 'garbage', 'duplicate'] as const;

export type FaultName = (typeof CALL_FAULTS)[number] | 'duplicate' | OddFault;

export function faultsOf(endpoint: Endpoint): readonly FaultName[] {
  if (endpoint === 'window') return [...WINDOW_FAULTS, ...ODD_FAULTS];
  return [...(endpoint === 'notice' ? NOTICE_FAULTS : CALL_FAULTS), ...ODD_FAULTS];
}

export interface Fault extends OddOrder {
  readonly endpoint: Endpoint;
  readonly fault: FaultName;
  readonly effect: 'before' | 'after';
  readonly delayMs: number;
  /** One of Payple's codes, or four digits of the card network. */
  readonly code: string | null;
  readonly message: string | null;
  readonly oid: string | null;
  /** Only authorizations for this purpose. */
  readonly purpose: string | null;
  /** How many calls it still hits; null when `percent` decides. */
  readonly left: number | null;
  readonly percent: number | null;
}

export interface PlacedFault extends Fault {
  readonly id: number;
  readonly hits: number;
}

/** What a fault may be limited to. */
export interface StruckCall {
  readonly oid?: string | undefined;
  readonly purpose?: string | undefined;
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
  take(endpoint: Endpoint, call: StruckCall): Trouble {
    const matching = this.matching(endpoint, call).filter((fault) => !isOdd(fault.fault));
    return {
      delay: this.firstHit(matching.filter((fault) => fault.fault === 'delay')),
      other: this.firstHit(matching.filter((fault) => fault.fault !== 'delay')),
    };
  }

  /** Takes the odd values ordered for an answer that is about to leave, one for each field it has. */
  takeOdd(endpoint: Endpoint, call: StruckCall, answer: unknown): PlacedFault[] {
    const odd = this.matching(endpoint, call).filter((fault) => isOdd(fault.fault));
    const taken = oddOrdersFor(odd, answer, (fault) => this.strikes(fault));
    taken.forEach((fault) => this.count(fault));
    return taken;
  }

  private matching(endpoint: Endpoint, call: StruckCall): PlacedFault[] {
    return this.placed.filter(
      (fault) =>
        fault.endpoint === endpoint &&
        (fault.oid === null || fault.oid === call.oid) &&
        (fault.purpose === null || fault.purpose === call.purpose),
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

/** What a card company's no is called at each endpoint that asks one. */
const ISSUER_REFUSALS: Readonly<Partial<Record<Endpoint, string>>> = {
  confirm: 'CPCA9999',
  window: 'CPCA9999',
  simple: 'SPCD0018',
  reguler: 'RPCD0019',
  cancel: OWN.cancelRefused[0],
};

/** The refusal that a "decline" fault stands for. */
export function declineOf(fault: Fault): Refusal {
  const issuerRefusal = ISSUER_REFUSALS[fault.endpoint];
  const usual = issuerRefusal !== undefined && fault.endpoint !== 'cancel' ? USUAL_ISSUER_CODE : null;
  const code = fault.code ?? usual;
  if (code !== null && issuerRefusal !== undefined && /^\d{4}$/.test(code) && code !== '0000') {
    return new Refusal(issuerRefusal, fault.message ?? ISSUER_TEXTS[code] ?? textOf(issuerRefusal), code);
  }
  const named = code ?? (fault.endpoint === 'auth' ? 'AUTH0005' : OWN.refusedByControl[0]);
  return new Refusal(named, fault.message ?? textOf(named));
}
