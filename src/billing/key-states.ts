// Which state of a stored card's key may follow which: the one table the code moves by.
// Must never be copied: the database holds the same table for its own refusals, and the boot compares the two.
import type { StateTable } from '../orders/states.js';

export const BILLING_KEY_STATES = [
  'registering',
  'active',
  'abandoned',
  'expired',
  'removing',
  'removed',
  'dead',
] as const;
export type BillingKeyStatus = (typeof BILLING_KEY_STATES)[number];

/** The name of the table in the database. */
export const BILLING_KEY_ENTITY = 'billing_key';

export const BILLING_KEY_TABLE: StateTable<BillingKeyStatus> = {
  // Active from the first moment: a payment registered it.
  first: ['registering', 'active'],
  next: {
    registering: ['active', 'abandoned', 'expired'],
    active: ['removing', 'dead'],
    abandoned: [],
    expired: [],
    // Whatever the provider answers or does not, it is asked again until it agrees.
    removing: ['removed'],
    removed: [],
    // The provider ended it by itself; that it is gone may still be made sure of.
    dead: ['removing'],
  },
};

/** How a key stands now: a registration whose time is up has expired, also before that is written down. */
export function statusAt(key: { readonly status: BillingKeyStatus; readonly expiresAt: Date }, now: Date) {
  return key.status === 'registering' && key.expiresAt <= now ? 'expired' : key.status;
}
