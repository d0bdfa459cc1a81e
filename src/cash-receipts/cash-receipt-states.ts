// Which state of a cash receipt may follow which: the one table the code moves by.
// Must never be copied: the database holds the same table for its own refusals, and the boot compares the two.
import type { StateTable } from '../orders/states.js';

export const CASH_RECEIPT_STATES = ['requested', 'in_doubt', 'issued', 'refused', 'cancelling', 'cancelled'] as const;
export type CashReceiptStatus = (typeof CASH_RECEIPT_STATES)[number];

/** The name of the table in the database. */
export const CASH_RECEIPT_ENTITY = 'cash_receipt';

export const CASH_RECEIPT_TABLE: StateTable<CashReceiptStatus> = {
  first: ['requested'],
  next: {
    requested: ['issued', 'refused', 'in_doubt'],
    // Nobody knows whether it was issued; it may be taken back all the same.
    in_doubt: ['issued', 'refused', 'cancelling'],
    // "cancelled" at once when the provider took it back with a refund.
    issued: ['cancelling', 'cancelled'],
    refused: [],
    // Whatever the provider answers or does not, it is asked again until it agrees.
    cancelling: ['cancelled'],
    cancelled: [],
  },
};

/** States in which the provider may have a receipt: at most one per payment. */
export const STANDING_STATES: readonly CashReceiptStatus[] = ['requested', 'in_doubt', 'issued', 'cancelling'];
