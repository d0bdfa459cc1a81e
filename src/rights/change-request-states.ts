// Which state of a change request may follow which: the one table the code moves by.
// Must never be copied: the database holds the same table for its own refusals, and the boot compares the two.

export const CHANGE_REQUEST_STATES = ['pending', 'applied', 'rejected', 'withdrawn', 'expired', 'stale'] as const;
export type ChangeRequestStatus = (typeof CHANGE_REQUEST_STATES)[number];

/** The name of the table in the database. */
export const CHANGE_REQUEST_ENTITY = 'change_request';

export const CHANGE_REQUEST_TABLE: {
  readonly first: readonly ChangeRequestStatus[];
  readonly next: Readonly<Record<ChangeRequestStatus, readonly ChangeRequestStatus[]>>;
} = {
  first: ['pending'],
  next: {
    // "stale" when what was to be changed was changed otherwise meanwhile.
    pending: ['applied', 'rejected', 'withdrawn', 'expired', 'stale'],
    applied: [],
    rejected: [],
    withdrawn: [],
    expired: [],
    stale: [],
  },
};
