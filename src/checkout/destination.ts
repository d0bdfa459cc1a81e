// Where the buyer's browser goes in the end: the merchant's returnUrl with a hint of what happened.
// Must never carry proof of anything; the merchant asks the API.
import { withHints } from '../common/http/return-url.js';
import { showId } from '../common/ids.js';
import type { Order } from '../orders/entities/order.entity.js';
import type { OrderStatus } from '../orders/states.js';

/** The returnUrl with `orderId`, `orderNumber` and `status`; everything else in it stays as the merchant wrote it. */
export function destinationOf(order: Order, status: OrderStatus): string {
  return withHints(order.returnUrl, {
    orderId: showId('order', order.id),
    orderNumber: order.orderNumber,
    status,
  });
}
