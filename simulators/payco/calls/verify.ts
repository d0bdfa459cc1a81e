// payment/approval/getDetailForVerify: tells again what an approval told.
// Must never show cancels; the real one keeps the shape of the approval too.
import { Refusal } from '../refusal.js';
import { approvalResult } from '../wire.js';
import type { Call } from './call.js';
import { findSheet } from './find.js';

export const verify: Call = (simulator, { fields, merchant, decline }) => {
  const sheet = findSheet(
    simulator,
    merchant,
    fields.text('reserveOrderNo'),
    fields.text('sellerOrderReferenceKey', 100),
  );
  if (decline) throw decline;
  const payment = sheet.orderNo === null ? undefined : simulator.books.payments.get(sheet.orderNo);
  if (!payment) throw Refusal.own('notPaid');
  return approvalResult(sheet, payment);
};
