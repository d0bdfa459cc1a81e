// Finds what a call is about and refuses when it is not there or belongs to another merchant.
// Must never tell one merchant that another one's order exists.
import type { Merchant, Payment, Sheet } from '../books/rows.js';
import { SEEN } from '../codes.js';
import type { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';

const UNKNOWN_ORDER_TEXT = '유효하지 않은 주문번호입니다.';

export function findSheet(simulator: Simulator, merchant: Merchant, reserveOrderNo: string, orderKey: string): Sheet {
  const sheet = simulator.books.sheets.get(reserveOrderNo);
  if (sheet?.sellerKey !== merchant.sellerKey) throw Refusal.own('unknownSheet');
  if (sheet.orderKey !== orderKey) throw Refusal.own('otherOrderKey');
  return sheet;
}

/**
 * The payment of `orderNo`, which must also fit `sellerOrderReferenceKey` when that is sent. Older clients sent only the
 * order key; that is enough as long as it names one payment.
 */
export function findPayment(simulator: Simulator, merchant: Merchant, fields: Fields): Payment {
  const orderKey = fields.optionalText('sellerOrderReferenceKey', 100);
  const orderNo = fields.optionalText('orderNo');
  if (orderNo === null) {
    const candidates = orderKey === null ? [] : simulator.books.paymentsOf(merchant.sellerKey, orderKey);
    if (orderKey === null || candidates.length > 1) return fields.refuse('orderNo is required.');
    return candidates[0] ?? unknownOrder();
  }
  const payment = simulator.books.payments.get(orderNo);
  if (payment?.sellerKey !== merchant.sellerKey) return unknownOrder();
  if (orderKey !== null && orderKey !== payment.orderKey) return unknownOrder();
  return payment;
}

export function sheetOf(simulator: Simulator, payment: Payment): Sheet {
  const sheet = simulator.books.sheets.get(payment.reserveOrderNo);
  if (!sheet) throw new Error(`the sheet ${payment.reserveOrderNo} of a payment is gone`);
  return sheet;
}

function unknownOrder(): never {
  throw new Refusal(SEEN.invalidParameter, UNKNOWN_ORDER_TEXT);
}
