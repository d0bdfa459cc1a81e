// What a billing key does not have when its row begins.
// Must never hold a fact of a key.
import type { BillingKey } from './billing-key.entity.js';

/** Nothing is registered, refused or ended yet. */
export const NOTHING_YET = {
  sealedKey: null,
  keyFingerprint: null,
  card: null,
  account: null,
  refusal: null,
  deadReason: null,
  attention: null,
  revokeAttempts: 0,
  authorizedAt: null,
  registeredAt: null,
  removingSince: null,
  removedAt: null,
} as const satisfies Partial<BillingKey>;
