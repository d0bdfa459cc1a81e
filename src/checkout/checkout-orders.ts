// Finds the order behind a checkout address.
// Must never tell an order that does not exist from one that must not be seen.
import { Injectable } from '@nestjs/common';
import { Problem } from '../common/problems.js';
import { Books } from '../orders/books.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { isCheckoutToken } from './visit.js';

@Injectable()
export class CheckoutOrders {
  constructor(private readonly books: Books) {}

  /** @throws Problem `not_found` */
  async find(checkoutToken: string): Promise<LoadedOrder> {
    const order = isCheckoutToken(checkoutToken) ? await this.books.load({ checkoutToken }) : null;
    if (!order) throw new Problem('not_found', { detail: 'There is no such checkout page.' });
    return order;
  }
}
