// Every state and every step, written out a second time: from the design, and not from the code.
// Must never import a table from src/; a slip there must not be repeated here.

/** Where a row may be born, and for each of its states those that may follow. */
export interface Designed {
  readonly born: readonly string[];
  readonly next: Readonly<Record<string, readonly string[]>>;
}

const DESIGN = {
  order: {
    born: ['unpaid', 'confirming'],
    next: {
      unpaid: ['confirming', 'in_doubt', 'expired', 'voided'],
      confirming: ['paid', 'unpaid', 'awaiting_deposit', 'in_doubt'],
      in_doubt: ['paid', 'unpaid', 'awaiting_deposit', 'expired'],
      awaiting_deposit: ['paid', 'unpaid', 'expired', 'voided', 'in_doubt'],
      paid: ['partially_cancelled', 'cancelled'],
      partially_cancelled: ['partially_cancelled', 'cancelled'],
      cancelled: [],
      expired: ['unpaid', 'in_doubt', 'voided'],
      voided: [],
    },
  },
  payment: {
    born: ['open', 'confirming'],
    next: {
      open: ['confirming', 'abandoned'],
      confirming: ['paid', 'refused', 'awaiting_deposit', 'in_doubt', 'open'],
      in_doubt: ['paid', 'refused', 'awaiting_deposit', 'reversed'],
      awaiting_deposit: ['paid', 'abandoned', 'in_doubt'],
      paid: [],
      refused: ['in_doubt'],
      abandoned: ['confirming', 'in_doubt'],
      reversed: [],
    },
  },
  cancellation: {
    born: ['requested', 'executing', 'done'],
    next: {
      requested: ['executing', 'rejected'],
      executing: ['done', 'refused', 'in_doubt'],
      in_doubt: ['executing', 'done', 'refused'],
      done: [],
      refused: ['in_doubt'],
      rejected: [],
    },
  },
  billing_key: {
    born: ['registering', 'active'],
    next: {
      registering: ['active', 'abandoned', 'expired'],
      active: ['removing', 'dead'],
      dead: ['removing'],
      removing: ['removed'],
      removed: [],
      abandoned: [],
      expired: [],
    },
  },
  cash_receipt: {
    born: ['requested'],
    next: {
      requested: ['issued', 'refused', 'in_doubt'],
      in_doubt: ['issued', 'refused', 'cancelling'],
      issued: ['cancelling', 'cancelled'],
      cancelling: ['cancelled'],
      refused: [],
      cancelled: [],
    },
  },
  webhook_endpoint: {
    born: ['active'],
    next: { active: ['paused', 'removed'], paused: ['active', 'removed'], removed: [] },
  },
  webhook_delivery: {
    born: ['waiting'],
    next: { waiting: ['delivered', 'failed'], delivered: ['waiting'], failed: ['waiting'] },
  },
  change_request: {
    born: ['pending'],
    next: {
      pending: ['applied', 'rejected', 'withdrawn', 'expired', 'stale'],
      applied: [],
      rejected: [],
      withdrawn: [],
      expired: [],
      stale: [],
    },
  },
  refund_request: {
    born: ['pending', 'approved'],
    next: {
      pending: ['approved', 'refused', 'withdrawn', 'expired', 'stale'],
      approved: ['begun', 'stale'],
      begun: [],
      refused: [],
      withdrawn: [],
      expired: [],
      stale: [],
    },
  },
} as const satisfies Readonly<Record<string, Designed>>;

export type Entity = keyof typeof DESIGN;
export const ENTITIES = Object.keys(DESIGN) as Entity[];

/** A step that somebody tries. */
export interface Pair {
  readonly entity: Entity;
  readonly from: string;
  readonly to: string;
  readonly allowed: boolean;
}

export function statesOf(entity: Entity): string[] {
  return Object.keys(DESIGN[entity].next);
}

export function bornOf(entity: Entity): readonly string[] {
  return DESIGN[entity].born;
}

/** Every state with every state. */
export function pairsOf(entity: Entity): Pair[] {
  const next: Designed['next'] = DESIGN[entity].next;
  return statesOf(entity).flatMap((from) =>
    statesOf(entity).map((to) => ({ entity, from, to, allowed: next[from]?.includes(to) ?? false })),
  );
}

/** Every step of the design in one text, births from `nothing`. */
export function stepsOfDesign(): string[] {
  return ENTITIES.flatMap((entity) => [
    ...bornOf(entity).map((to) => stepText(entity, null, to)),
    ...pairsOf(entity)
      .filter(({ allowed }) => allowed)
      .map(({ from, to }) => stepText(entity, from, to)),
  ]);
}

export function stepText(entity: string, from: string | null, to: string): string {
  return `${entity} ${from ?? 'nothing'} → ${to}`;
}
