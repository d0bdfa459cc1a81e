// An order as the books read it: with everything that belongs to it, and what a request needs beside.
// Must never be made by hand; books.ts loads it.
import { Problem } from '../common/problems.js';
import type { SellerCredentials } from '../sellers/seller-credentials.entity.js';
import type { IdempotencyRecord } from './entities/idempotency-record.entity.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';

/** An order with everything that belongs to it, read in one query. */
export type LoadedOrder = Order & {
  /** What an earlier request under the same Idempotency-Key did. */
  earlier?: IdempotencyRecord | null;
  /** The credentials that a new payment with the asked provider would use. */
  activeCredentials?: SellerCredentials | null;
};

/** The payment in its order. @throws Problem `not_found` */
export function paymentIn(order: Order, paymentId: string): Payment {
  const payment = order.payments.find((each) => each.id === paymentId);
  if (!payment) throw new Problem('not_found', { detail: 'There is no such payment.' });
  return payment;
}

/** The cancellation in its order. @throws Problem `not_found` */
export function cancellationIn(order: Order, cancellationId: string): Cancellation {
  const cancellation = order.cancellations.find((each) => each.id === cancellationId);
  if (!cancellation) throw new Problem('not_found', { detail: 'There is no such cancellation.' });
  return cancellation;
}
