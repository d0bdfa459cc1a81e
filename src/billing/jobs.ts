// The background jobs of stored cards, by name, with what each is told.
// Must never do anything; the services run them.
import type { JobDraft } from '../orders/jobs.js';
import type { BillingKey } from './billing-key.entity.js';

/** Asks a provider to end a key, until it agrees. */
export const REVOKE_BILLING_KEY = 'revoke_billing_key';
/** Ends registrations whose time is up, and gives a job to every removal that has none. */
export const SWEEP_BILLING_KEYS = 'sweep_billing_keys';

/** Asks whether money was taken under the number of a registration, and has it go back. */
export const CHECK_REGISTRATION = 'check_registration';

/** The job that asks whether money was taken under the number of a registration. There is one per key. */
export function checkRegistrationJob(
  { id: billingKeyId, providerReference: reference }: Pick<BillingKey, 'id' | 'providerReference'>,
  runAt: Date,
): JobDraft {
  const key = `${CHECK_REGISTRATION}:${billingKeyId}:${reference}`;
  return { name: CHECK_REGISTRATION, payload: { billingKeyId, reference }, key, runAt };
}

/** The job that ends a key at its provider. There is one per key. */
export function revokeKeyJob(billingKeyId: string, runAt: Date): JobDraft {
  return { name: REVOKE_BILLING_KEY, payload: { billingKeyId }, key: `${REVOKE_BILLING_KEY}:${billingKeyId}`, runAt };
}

/** Asks the provider about the key that a buyer brought back, after it gave no answer. */
export const CLAIM_REGISTRATION = 'claim_registration';

/**
 * The job that asks about the key that a buyer brought back. There is one per registration.
 *
 * @param sealedClaim what the browser brought
 */
export function claimRegistrationJob(billingKeyId: string, sealedClaim: string, runAt: Date): JobDraft {
  const key = `${CLAIM_REGISTRATION}:${billingKeyId}`;
  return { name: CLAIM_REGISTRATION, payload: { billingKeyId, sealedClaim }, key, runAt };
}
