// Cancel: gives back all or part of a payment.
// Must never give back more than was paid, and never the same won twice.
import { letIn, refuseOldKey, usedUp } from '../auth/access.js';
import { balanceWonOf, type Merchant, type Payment, taxBalanceWonOf } from '../books/rows.js';
import { CANCEL_ACCESS } from '../families.js';
import type { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import { giveBack, shareOfTaxWon } from '../refunds.js';
import type { Simulator } from '../simulator.js';
import { cancelNotice, toTell } from '../tell.js';
import { cancelWire } from '../wire.js';
import type { Call } from './call.js';
import { findPayment } from './find.js';

const NOTHING_TO_CANCEL = 'PAYC0007';

export const cancel: Call = (simulator, input) => {
  const { fields } = input;
  const { merchant, session } = letIn(simulator, { ...input, purpose: 'cancel', codes: CANCEL_ACCESS });
  refuseOldKey(simulator, session, CANCEL_ACCESS);
  if (fields.text('PCD_REFUND_KEY') !== merchant.refundKey) throw new Refusal('PAYC0002');
  const payment = findPayment(simulator, merchant, fields);
  if (!payment) throw new Refusal(NOTHING_TO_CANCEL);
  if (balanceWonOf(payment) === 0) throw refusalOf(payment, NOTHING_TO_CANCEL, '1115');
  const amountWon = readAmount(simulator, fields, merchant, payment);
  const taxWon = readTax(fields, payment, amountWon);
  if (input.decline) {
    simulator.books.commit({ sessions: [usedUp(simulator, session)] });
    throw input.decline;
  }
  const { after, cancellation } = giveBack(simulator, payment, { amountWon, taxWon });
  const notice = cancelNotice(simulator, merchant, after, cancellation);
  simulator.books.commit({
    payments: [after],
    sessions: [usedUp(simulator, session)],
    ...(notice ? { notices: [notice] } : {}),
  });
  toTell(simulator, notice);
  return { PCD_PAY_CODE: 'PAYC0000', PCD_PAY_MSG: '취소완료', ...cancelWire(simulator, after, cancellation) };
};

/** Of a card, the card network's own code stands beside Payple's. */
function refusalOf(payment: Payment, code: string, issuerCode: string): Refusal {
  return payment.type === 'card' ? Refusal.byIssuer(code, issuerCode) : new Refusal(code);
}

function readAmount(simulator: Simulator, fields: Fields, merchant: Merchant, payment: Payment): number {
  const amountWon = fields.won('PCD_REFUND_TOTAL');
  if (!fields.isYes('PCD_PAYCANCEL_FLAG') || amountWon === undefined || amountWon === 0) {
    throw Refusal.own('cancelFieldWrong');
  }
  if (amountWon > balanceWonOf(payment)) throw refusalOf(payment, 'PAYC0011', '1128');
  const isPartOfCard = amountWon < payment.order.totalWon && payment.type === 'card';
  if (isPartOfCard && !merchant.live && simulator.habits.testRefusesPartialCancel) {
    throw Refusal.own('partialCancelRefused');
  }
  return amountWon;
}

/** Both names are in use; without one, the share of the VAT that belongs to the amount. */
function readTax(fields: Fields, payment: Payment, amountWon: number): number {
  const leftWon = taxBalanceWonOf(payment);
  if (amountWon === balanceWonOf(payment)) return leftWon;
  const sentWon = fields.won('PCD_REFUND_TAXTOTAL') ?? fields.won('PCD_PAY_TAXTOTAL');
  if (sentWon === undefined) return shareOfTaxWon(payment, amountWon);
  if (sentWon > leftWon || sentWon > amountWon) throw Refusal.own('refundTaxTooHigh');
  return sentWon;
}
