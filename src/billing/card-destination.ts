// Where the buyer's browser goes when it is done with a card: the merchant's returnUrl with a hint of what happened.
// Must never carry proof of anything; the merchant asks the API.
import { withHints } from '../common/http/return-url.js';
import { showId } from '../common/ids.js';
import type { BillingKey } from './billing-key.entity.js';
import type { BillingKeyStatus } from './key-states.js';

/** The returnUrl with `billingKeyId` and `status`; everything else in it stays as the merchant wrote it. */
export function cardDestination(key: BillingKey, status: BillingKeyStatus): string {
  return withHints(key.returnUrl, { billingKeyId: showId('billingKey', key.id), status });
}
