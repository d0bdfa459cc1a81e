// order/cancel/partMileage: takes back the mileage the buyer earned, after a refund made by hand.
// Must never move money.
import { decimal } from '../decimals.js';
import { Refusal } from '../refusal.js';
import type { Call } from './call.js';
import { findPayment } from './find.js';

/** The simulator's own rate; PAYCO's depends on the contract. */
const EARNED_PERCENT = 1;

export const cancelMileage: Call = (simulator, { fields, merchant, decline }) => {
  fields.text('orderNo');
  const amountWon = fields.won('cancelPaymentAmount');
  const payment = findPayment(simulator, merchant, fields);
  if (decline) throw decline;
  const cancelledForWon = payment.mileageCancelledForWon + amountWon;
  if (payment.completedAt === null || cancelledForWon > payment.totalWon) throw Refusal.own('mileageAboveOrder');
  simulator.books.commit({ payments: [{ ...payment, mileageCancelledForWon: cancelledForWon }] });
  const before = earned(payment.totalWon - payment.mileageCancelledForWon);
  const remaining = earned(payment.totalWon - cancelledForWon);
  return {
    orderNo: payment.orderNo,
    canceledMileageAcmAmount: decimal(before - remaining),
    remainingMileageAcmAmount: decimal(remaining),
  };
};

function earned(won: number): number {
  return Math.floor((won * EARNED_PERCENT) / 100);
}
