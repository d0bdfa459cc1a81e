// A line of an order, as the books and the providers see it.
// Must never hold a price that was not given by the merchant.

/** One line of an order. */
export interface OrderItem {
  /** The merchant's own reference, unique within the order. */
  readonly reference: string;
  readonly name: string;
  readonly option: string | null;
  readonly quantity: number;
  /** List price times quantity, in won, before the merchant's own discounts. */
  readonly amountWon: number;
  /** Tax-free part of `amountWon`. */
  readonly taxFreeWon: number;
}
