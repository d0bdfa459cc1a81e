// Which state may follow which, for orders, payments and cancellations: the one table the code moves by.
// Must never be copied: the database holds the same table for its own refusals, and the boot compares the two.

/** Order: what is sold. */
export const ORDER_STATES = [
  'unpaid',
  'confirming',
  'in_doubt',
  'awaiting_deposit',
  'paid',
  'partially_cancelled',
  'cancelled',
  'expired',
  'voided',
] as const;
export type OrderStatus = (typeof ORDER_STATES)[number];

/** Payment: one try to pay an order with one provider. */
export const PAYMENT_STATES = [
  'open',
  'confirming',
  'in_doubt',
  'awaiting_deposit',
  'paid',
  'refused',
  'abandoned',
  'reversed',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATES)[number];

/** Cancellation: a full or partial refund. */
export const CANCELLATION_STATES = ['requested', 'executing', 'in_doubt', 'done', 'refused', 'rejected'] as const;
export type CancellationStatus = (typeof CANCELLATION_STATES)[number];

/** Which state may follow which, for one kind of row. */
export interface StateTable<S extends string = string> {
  /** States in which a new row may be born. */
  readonly first: readonly S[];
  /** For each state, those that may follow. */
  readonly next: Readonly<Record<S, readonly S[]>>;
}

const order: StateTable<OrderStatus> = {
  // A charge on a stored card has no window to wait for: order and payment are born with the call on its way.
  first: ['unpaid', 'confirming'],
  next: {
    unpaid: ['confirming', 'in_doubt', 'expired', 'voided'],
    confirming: ['paid', 'unpaid', 'awaiting_deposit', 'in_doubt'],
    // A doubt that outlives the order lets it expire; money found afterwards is given back.
    in_doubt: ['paid', 'unpaid', 'awaiting_deposit', 'expired'],
    // "unpaid" when the provider was told not to wait: it may be paid otherwise.
    awaiting_deposit: ['paid', 'unpaid', 'expired', 'voided', 'in_doubt'],
    paid: ['partially_cancelled', 'cancelled'],
    partially_cancelled: ['partially_cancelled', 'cancelled'],
    cancelled: [],
    // Opened again under the same number; with a doubt that outlived it, back into that.
    expired: ['unpaid', 'in_doubt', 'voided'],
    voided: [],
  },
};

const payment: StateTable<PaymentStatus> = {
  first: ['open', 'confirming'],
  next: {
    open: ['confirming', 'abandoned'],
    // "open" again only when the request surely never left us.
    confirming: ['paid', 'refused', 'awaiting_deposit', 'in_doubt', 'open'],
    in_doubt: ['paid', 'refused', 'awaiting_deposit', 'reversed'],
    awaiting_deposit: ['paid', 'abandoned', 'in_doubt'],
    paid: [],
    // A late lookup may find money where the first ones found none.
    refused: ['in_doubt'],
    // The provider's page outlives our patience: a buyer may come back to it and pay.
    abandoned: ['confirming', 'in_doubt'],
    reversed: [],
  },
};

const cancellation: StateTable<CancellationStatus> = {
  // Born done: what went back without us is recorded once it has happened.
  first: ['requested', 'executing', 'done'],
  next: {
    requested: ['executing', 'rejected'],
    executing: ['done', 'refused', 'in_doubt'],
    // "executing" again only with a provider at which a repetition cannot refund twice.
    in_doubt: ['executing', 'done', 'refused'],
    done: [],
    // An operator who found nothing given back may have been wrong: a late lookup tells.
    refused: ['in_doubt'],
    rejected: [],
  },
};

/** The tables by entity. */
export const STATE_TABLES = { order, payment, cancellation } as const;
export type StatefulEntity = keyof typeof STATE_TABLES;

/** States in which a cancellation holds the right to the payment's balance: at most one per payment. */
export const RUNNING_CANCELLATION_STATES: readonly CancellationStatus[] = ['requested', 'executing', 'in_doubt'];

/** Whether the table lets `to` follow `from`. */
export function mayFollow(entity: StatefulEntity, from: string, to: string): boolean {
  const next: Readonly<Record<string, readonly string[]>> = STATE_TABLES[entity].next;
  return next[from]?.includes(to) ?? false;
}

/** One allowed step; a birth has no `from`. This is what the database holds. */
export interface Transition {
  readonly entity: string;
  readonly from: string | null;
  readonly to: string;
}

/** Every step that a table allows. */
export function transitionsOf(entity: string, { first, next }: StateTable): Transition[] {
  return [
    ...first.map((to) => ({ entity, from: null, to })),
    ...Object.entries(next).flatMap(([from, states]) => states.map((to) => ({ entity, from, to }))),
  ];
}

/** A step that the table forbids: a fault of the program, never of a caller. */
export class ForbiddenMoveError extends Error {
  constructor(entity: string, from: string, to: string) {
    super(`A ${entity} may not go from ${from} to ${to}.`);
    this.name = 'ForbiddenMoveError';
  }
}
