// Orders, payments and cancellations as the API shows them.
// Must never show a sealed value, a credential or another order's data.
import { showId } from '../common/ids.js';
import type { CancellationDto } from './dto/cancellation.dto.js';
import type { CardToRegisterDto, OrderDto } from './dto/order.dto.js';
import type { PaymentDto, PaymentOfOrderDto } from './dto/payment.dto.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { CardToRegister, Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';

/** @param checkoutBaseUrl where the hosted pages are, without a slash at the end */
export function orderView(order: Order, checkoutBaseUrl: string): OrderDto {
  const { orderNumber, sellerCode, title, status, amountWon, taxFreeWon, taxableWon, vatWon, cancelledWon } = order;
  const { items, couponWon, pointWon, buyer, returnUrl, metadata, registerCard, version } = order;
  return {
    id: showId('order', order.id),
    orderNumber,
    sellerCode,
    title,
    status,
    amountWon,
    taxFreeWon,
    taxableWon,
    vatWon,
    cancelledWon,
    cancellableWon: cancellableWon(order),
    items: items.map((item) => ({ ...item })),
    discounts: { couponWon, pointWon },
    buyer,
    returnUrl,
    checkoutUrl: `${checkoutBaseUrl}/checkout/${order.checkoutToken}`,
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    createdAt: order.createdAt.toISOString(),
    metadata,
    ...(registerCard ? { registerCard: shownCard(registerCard) } : {}),
    version,
    payments: order.payments.map(paymentView),
    cancellations: order.cancellations.map(cancellationView),
  };
}

export function paymentOfOrderView(order: Order, payment: Payment): PaymentOfOrderDto {
  const done = order.cancellations.filter(({ paymentId, status }) => paymentId === payment.id && status === 'done');
  return {
    ...paymentView(payment),
    orderNumber: order.orderNumber,
    cancelledWon: done.reduce((sum, { amountWon }) => sum + amountWon, 0),
    cancellableWon: payment.status === 'paid' ? cancellableWon(order) : 0,
  };
}

/** What could be asked back at this moment, in won. */
export function cancellableWon(order: Order): number {
  const isPaid = order.status === 'paid' || order.status === 'partially_cancelled';
  const runs = order.cancellations.some(
    (each) => each.kind === 'refund' && RUNNING_CANCELLATION_STATES.includes(each.status),
  );
  const payment = order.payments.find((each) => each.status === 'paid');
  return isPaid && !runs && payment?.receipt?.cancels !== 'none' ? order.amountWon - order.cancelledWon : 0;
}

export function paymentView(payment: Payment): PaymentDto {
  const { provider, status, channel, amountWon, receipt, refusal, attention } = payment;
  const deposit = status === 'awaiting_deposit' ? receipt?.deposit : null;
  return {
    id: showId('payment', payment.id),
    orderId: showId('order', payment.orderId),
    provider,
    status,
    channel,
    amountWon,
    askedMethod: payment.askedMethod,
    method: receipt?.method ?? null,
    billingKeyId: payment.billingKeyId && showId('billingKey', payment.billingKeyId),
    billingMonth: payment.billingMonth,
    registersBillingKeyId: payment.registersKeyId && showId('billingKey', payment.registersKeyId),
    ...(status === 'open' && payment.handoff ? { handoff: payment.handoff } : {}),
    receipt: receipt && {
      providerPaymentId: receipt.providerPaymentId,
      parts: receipt.parts.map((part) => ({ ...part })),
      cancels: receipt.cancels,
      card: receipt.card,
      account: receipt.account ?? null,
    },
    ...(deposit ? { deposit: { ...deposit, amountWon } } : {}),
    refusal,
    attention,
    paidAt: payment.paidAt?.toISOString() ?? null,
    createdAt: payment.createdAt.toISOString(),
  };
}

function shownCard({ customerReference }: CardToRegister): CardToRegisterDto {
  return customerReference === null ? {} : { customerReference };
}

export function cancellationView(cancellation: Cancellation): CancellationDto {
  const { kind, origin, status, amountWon, taxFreeWon, taxableWon, vatWon, taxSplitAssumed, balanceBeforeWon } =
    cancellation;
  const { reason, requestedBy, refusal, attention } = cancellation;
  return {
    id: showId('cancellation', cancellation.id),
    orderId: showId('order', cancellation.orderId),
    paymentId: showId('payment', cancellation.paymentId),
    kind,
    origin,
    status,
    amountWon,
    taxFreeWon,
    taxableWon,
    vatWon,
    taxSplitAssumed,
    balanceBeforeWon,
    reason,
    requestedBy,
    providerCancellationId: cancellation.receipt?.providerCancellationId ?? null,
    refusal,
    attention,
    doneAt: cancellation.doneAt?.toISOString() ?? null,
    createdAt: cancellation.createdAt.toISOString(),
  };
}
