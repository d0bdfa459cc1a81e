// What is behind a key, as its row shows it: a card or a bank account, never both.
// Must never hold a number that is not masked.
import type { StoredMeans } from '../orders/billing.port.js';
import type { BillingKey } from './billing-key.entity.js';

/** @param means `null` when the provider does not tell */
export function shownMeans(means: StoredMeans | null): Pick<BillingKey, 'card' | 'account'> {
  return {
    card: means && 'card' in means ? means.card : null,
    account: means && 'account' in means ? means.account : null,
  };
}
