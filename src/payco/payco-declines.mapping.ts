// What a decline of PAYCO's means for the buyer, by its code and that of the payment gateway behind it.
// Must never look at a text: one code comes with several, and they are not for buyers.
import type { BuyerReason } from '../orders/provider-reply.js';
import { CODES } from './payco.wire.js';

/** Codes of PAYCO itself. */
const OWN: ReadonlyMap<string, BuyerReason> = new Map([
  [CODES.pointsShort, 'insufficient_balance'],
  [CODES.accountProtected, 'verification_failed'],
  [CODES.smsRequired, 'verification_failed'],
]);

/**
 * Codes of gateways, card companies and banks, under PAYCO's code for a decline. Not here: faults of the merchant's own
 * registration (CC21, CC67), and what only says no (CC03, CC39).
 */
const GATEWAY: ReadonlyMap<string, BuyerReason> = new Map([
  ['CC61', 'limit_exceeded'],
  ['CC10', 'insufficient_balance'],
  ['ST12', 'insufficient_balance'],
  ['505', 'insufficient_balance'],
  ['CC88', 'insufficient_balance'],
  ['CC54', 'expired_card'],
  ['8484', 'expired_card'],
  ['CC14', 'wrong_card_data'],
  ['CC69', 'wrong_password'],
  ['CC04', 'card_blocked'],
  ['CC44', 'card_blocked'],
  ['CC45', 'card_blocked'],
  ['CC01', 'card_not_allowed'],
  ['CC27', 'card_not_allowed'],
  ['CC40', 'card_not_allowed'],
  ['ST01', 'account_unusable'],
  ['QP64', 'verification_failed'],
  ['CC98', 'issuer_unavailable'],
  ['QPN3', 'issuer_unavailable'],
]);

/** What the buyer can do about it; `undefined`: the code does not say. @param pgErrorCode `null`: none came */
export function buyerReasonOf(code: string, pgErrorCode: string | null): BuyerReason | undefined {
  return OWN.get(code) ?? (code === CODES.declined && pgErrorCode !== null ? GATEWAY.get(pgErrorCode) : undefined);
}
