// What the control API shows of the books: enough to compare with a merchant's own books, and no secrets of PAYCO's.
// Must never show tokens or certify keys.
import { cancelledWonOf, handRefundedWonOf, type Payment, type Sheet, stateOf } from '../books/rows.js';
import { isPaid } from '../approvals.js';
import type { Simulator } from '../simulator.js';

export function paymentView(payment: Payment, now: number) {
  return {
    sellerKey: payment.sellerKey,
    orderKey: payment.orderKey,
    reserveOrderNo: payment.reserveOrderNo,
    orderNo: payment.orderNo,
    state: stateOf(payment, now),
    /** Money that really arrived: 0 while a virtual account waits. */
    paidWon: payment.completedAt === null ? 0 : payment.totalWon,
    cancelledWon: cancelledWonOf(payment),
    approvals: 1,
    cancels: payment.cancellations.length,
    orderedWon: payment.totalWon,
    methods: payment.parts.map((part) => ({ methodCode: part.methodCode, amountWon: part.amountWon })),
    approvedAt: new Date(payment.approvedAt).toISOString(),
    completedAt: payment.completedAt === null ? null : new Date(payment.completedAt).toISOString(),
    productStatuses: payment.productStatuses,
    notice: payment.notice,
    /** All that went back, PAYCO knowing or not. */
    refundedWon: cancelledWonOf(payment) + handRefundedWonOf(payment),
    refunds: refundViews(payment),
  };
}

/** Every refund, oldest first: `api` was asked for in a call, `site` was not. */
function refundViews(payment: Payment) {
  const known = payment.cancellations.map(({ seq, amountWon, madeElsewhere, cancelledAt }) => ({
    number: String(seq),
    amountWon,
    origin: madeElsewhere === undefined ? 'api' : 'site',
    reason: madeElsewhere ?? 'refund',
    refundedAt: new Date(cancelledAt).toISOString(),
  }));
  const byHand = (payment.handRefunds ?? []).map(({ amountWon, refundedAt }) => ({
    // PAYCO gave it no number.
    number: null,
    amountWon,
    origin: 'site',
    reason: 'by_hand',
    refundedAt: new Date(refundedAt).toISOString(),
  }));
  return [...known, ...byHand];
}

export function sheetView(simulator: Simulator, sheet: Sheet) {
  return {
    sellerKey: sheet.sellerKey,
    orderKey: sheet.orderKey,
    reserveOrderNo: sheet.reserveOrderNo,
    state: sheetState(simulator, sheet),
    totalWon: sheet.totalWon,
    title: sheet.title,
    channel: sheet.channel,
    payMode: sheet.approvesByItself ? 'PAY1' : 'PAY2',
    orderNo: sheet.orderNo,
    reservedAt: new Date(sheet.reservedAt).toISOString(),
    expiresAt: new Date(sheet.expiresAt).toISOString(),
  };
}

export type SheetState = Sheet['state'] | 'EXPIRED' | 'PAID_ON_ANOTHER_SHEET';

export function sheetState(simulator: Simulator, sheet: Sheet): SheetState {
  if (sheet.state === 'PAID') return 'PAID';
  if (isPaid(simulator, sheet)) return 'PAID_ON_ANOTHER_SHEET';
  if (sheet.state === 'USER_CANCELLED') return 'USER_CANCELLED';
  return sheet.expiresAt <= simulator.now() ? 'EXPIRED' : sheet.state;
}
