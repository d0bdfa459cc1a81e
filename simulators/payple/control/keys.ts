// What a merchant's employee does to a billing key on the admin site, and what a card company does to it.
// Must never be what a merchant's server does; that is PUSERDEL, of which no notice is sent.
import type { BillingKey } from '../books/rows.js';
import type { Simulator } from '../simulator.js';
import { removalNotice, toTell } from '../tell.js';
import type { Removal } from './inputs.js';

export function removeKey(simulator: Simulator, key: BillingKey, removal: Removal): BillingKey {
  if (removal.when === 'next_charge') {
    const doomed = { ...key, diesOnNextCharge: true };
    simulator.books.commit({ keys: [doomed] });
    return doomed;
  }
  const removed: BillingKey = { ...key, state: 'REMOVED_IN_ADMIN', diesOnNextCharge: false };
  const merchant = simulator.books.merchants.get(key.cstId);
  const notice = merchant && removal.tells ? removalNotice(simulator, merchant, removed) : undefined;
  simulator.books.commit({ keys: [removed], ...(notice ? { notices: [notice] } : {}) });
  toTell(simulator, notice);
  return removed;
}
