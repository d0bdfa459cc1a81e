// order/updateOrderProductStatus: the merchant tells how far shipping is.
// Must never give money back; even CANCELED only closes an account that still waits for its deposit.
import type { Payment } from '../books/rows.js';
import { Refusal } from '../refusal.js';
import type { Call } from './call.js';
import { findPayment, sheetOf } from './find.js';

const STATUSES = [
  'PAYMENT_WAITNG',
  'PAYED',
  'DELIVERY_START',
  'PURCHASE_DECISION',
  'CANCELED',
  'DELIVERY_READY',
  'DELIVERING',
  'DELIVERY_COMPLETE',
] as const;

export const updateProductStatus: Call = (simulator, { fields, merchant, decline }) => {
  fields.text('orderNo');
  const referenceKey = fields.text('sellerOrderProductReferenceKey', 100);
  fields.text('orderProductStatus');
  const status = fields.oneOf('orderProductStatus', STATUSES);
  const payment = findPayment(simulator, merchant, fields.nested({ orderNo: fields.text('orderNo') }));
  const sheet = sheetOf(simulator, payment);
  if (!sheet.products.some((product) => product.referenceKey === referenceKey)) throw Refusal.own('unknownProductLine');
  if (decline) throw decline;
  const productStatuses = { ...payment.productStatuses, [referenceKey]: status };
  const allCancelled = sheet.products.every((product) => productStatuses[product.referenceKey] === 'CANCELED');
  simulator.books.commit({ payments: [closeWhenWaiting({ ...payment, productStatuses }, allCancelled)] });
  return undefined;
};

function closeWhenWaiting(payment: Payment, allCancelled: boolean): Payment {
  return payment.completedAt === null && allCancelled ? { ...payment, accountClosed: true } : payment;
}
