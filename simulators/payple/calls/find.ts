// Finds a payment the way Payple does: by order number and day together, never by one of them.
// Must never find a payment of another merchant.
import type { Merchant, Payment } from '../books/rows.js';
import { toYmd } from '../clock.js';
import type { Fields } from '../fields.js';
import { monthOf } from '../orders.js';
import type { Simulator } from '../simulator.js';

export function findPayment(simulator: Simulator, merchant: Merchant, fields: Fields): Payment | undefined {
  const payment = simulator.books.payment(merchant.cstId, fields.text('PCD_PAY_OID', 255));
  if (!payment || toYmd(payment.approvedAt) !== fields.text('PCD_PAY_DATE')) return undefined;
  return isOtherMonth(payment, fields) ? undefined : payment;
}

/** A month may be left out; a wrong one is another payment. */
function isOtherMonth({ order }: Payment, fields: Fields): boolean {
  if (!fields.isYes('PCD_REGULER_FLAG')) return false;
  const year = fields.text('PCD_PAY_YEAR');
  const month = monthOf(fields);
  const isAnother = (sent: string, real: string | undefined): boolean =>
    sent !== '' && sent !== '0' && sent !== '00' && sent !== real;
  return isAnother(year, order.period?.year) || isAnother(month, order.period?.month);
}
