// A billing key as the API shows it.
// Must never show the provider's key, sealed or not, its fingerprint or a credential.
import { showId } from '../common/ids.js';
import type { BillingKey } from './billing-key.entity.js';
import type { BillingKeyDto } from './billing-key.dto.js';

/** @param publicUrl where the hosted pages are, without a slash at the end */
export function billingKeyView(key: BillingKey, publicUrl: string): BillingKeyDto {
  const { provider, sellerCode, method, status, channel, customerReference, buyer, card, account } = key;
  const { refusal, deadReason, attention } = key;
  return {
    id: showId('billingKey', key.id),
    provider,
    sellerCode,
    method,
    status,
    channel,
    customerReference,
    buyer,
    card: card && { company: card.company, number: card.number },
    account: account && { bankName: account.bankName, bankCode: account.bankCode, number: account.number },
    ...(status === 'registering'
      ? { registrationUrl: `${publicUrl}/checkout/cards/${key.registrationToken}`, handoff: { ...key.handoff } }
      : {}),
    returnUrl: key.returnUrl,
    refusal,
    deadReason,
    attention,
    expiresAt: key.expiresAt.toISOString(),
    registeredAt: key.registeredAt?.toISOString() ?? null,
    removedAt: key.removedAt?.toISOString() ?? null,
    createdAt: key.createdAt.toISOString(),
  };
}
