// The order and the payment of a charge, made from the merchant's wish and the stored card.
// Must never hold the provider's key.
import { newId, showId } from '../common/ids.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { contentHashOf, newOrder } from '../orders/new-order.js';
import type { Order } from '../orders/entities/order.entity.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import type { PaymentProvider } from '../orders/provider.port.js';
import type { BillingKey } from './billing-key.entity.js';
import type { ChargeCardDto } from './billing-key.dto.js';

/**
 * The order of a charge. Its content hash leaves the card out: the same order may be charged on another card after a
 * refusal.
 *
 * @throws Problem `amounts_do_not_add_up`
 */
export function chargeOrder(key: BillingKey, wish: ChargeCardDto, now: Date, lifetimeMs: number): LoadedOrder {
  const { orderNumber, title, amountWon, taxFreeWon = 0, billingMonth = null, metadata = {} } = wish;
  const { sellerCode, returnUrl, buyer } = key;
  const asked = { orderNumber, title, amountWon, taxFreeWon, metadata, sellerCode };
  const order = newOrder({ ...asked, returnUrl, ...(buyer ? { buyer } : {}) }, now, lifetimeMs);
  return { ...order, contentHash: contentHashOf({ charge: { ...asked, billingMonth } }) };
}

/** A payment that is born confirming. Its reference is ours: no window gave it one. */
export function chargePayment(
  key: BillingKey,
  order: Order,
  provider: PaymentProvider,
  billingMonth: string | null,
  now: Date,
): Payment {
  const id = newId();
  const { credentials } = key;
  return {
    id,
    orderId: order.id,
    provider: provider.name,
    status: 'confirming',
    channel: key.channel,
    inApp: false,
    askedMethod: key.method,
    mode: provider.can.modes[0],
    amountWon: order.amountWon,
    credentialsId: key.credentialsId,
    ...(credentials ? { credentials } : {}),
    billingKeyId: key.id,
    billingMonth,
    holdsMonth: billingMonth !== null,
    registersKeyId: null,
    sealedRegisteredKey: null,
    providerReference: showId('payment', id),
    handoff: null,
    receipt: null,
    sealedReceiptSecret: null,
    refusal: null,
    authorizedAt: null,
    saidTaken: false,
    confirmStartedAt: now,
    inDoubtSince: null,
    lookups: 0,
    attention: null,
    refundToldAt: null,
    calledDifferenceWon: null,
    showsChargebacks: null,
    paidAt: null,
    createdAt: now,
  };
}
