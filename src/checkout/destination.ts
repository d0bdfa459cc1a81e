// Where the buyer's browser goes in the end: the merchant's returnUrl with a hint of what happened.
// Must never carry proof of anything; the merchant asks the API.
import { showId } from '../common/ids.js';
import type { Order } from '../orders/entities/order.entity.js';
import type { OrderStatus } from '../orders/states.js';

/** The returnUrl with `orderId`, `orderNumber` and `status`; everything else in it stays as the merchant wrote it. */
export function destinationOf(order: Order, status: OrderStatus): string {
  const hints = { orderId: showId('order', order.id), orderNumber: order.orderNumber, status };
  const url = new URL(order.returnUrl);
  // By hand, because URLSearchParams would write the merchant's own parameters anew, in another spelling.
  const own = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !(nameOf(pair) in hints));
  url.search = [...own, new URLSearchParams(hints).toString()].join('&');
  return url.href;
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}
