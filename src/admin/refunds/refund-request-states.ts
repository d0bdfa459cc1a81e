// Which state of a refund request may follow which: the one table the code moves by.
// Must never be copied: the database holds the same table for its own refusals, and the boot compares the two.
import type { StateTable } from '../../orders/states.js';

export const REFUND_REQUEST_STATES = [
  'pending',
  'approved',
  'begun',
  'refused',
  'withdrawn',
  'expired',
  'stale',
] as const;
export type RefundRequestStatus = (typeof REFUND_REQUEST_STATES)[number];

/** The name of the table in the database. */
export const REFUND_REQUEST_ENTITY = 'refund_request';

export const REFUND_REQUEST_TABLE: StateTable<RefundRequestStatus> = {
  // What needs no second person is approved from its first moment.
  first: ['pending', 'approved'],
  next: {
    pending: ['approved', 'refused', 'withdrawn', 'expired', 'stale'],
    // "stale" when the books changed between the approval and the refund.
    approved: ['begun', 'stale'],
    // The books have its cancellation, and tell what becomes of it.
    begun: [],
    refused: [],
    withdrawn: [],
    expired: [],
    stale: [],
  },
};
