// TSREG and TSCANCEL: a cash receipt for an account payment is issued or taken back.
// Must never issue two for one payment, nor one above what was paid.
import { type Access, letIn, refuseOldKey, usedUp } from '../auth/access.js';
import { balanceWonOf, type CashReceipt, type Payment } from '../books/rows.js';
import { OTHER_ACCESS } from '../families.js';
import type { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import type { Wire } from '../wire.js';
import type { Call, CallInput } from './call.js';

export const issueReceipt: Call = (simulator, input) => {
  const { session, payment } = open(simulator, input, 'taxreg');
  if (payment.receipt && !payment.receipt.cancelled) throw Refusal.own('receiptExists');
  const amountWon = readAmount(input.fields, payment);
  if (amountWon > balanceWonOf(payment)) throw Refusal.own('receiptTooHigh');
  if (input.decline) throw input.decline;
  const managementNo = simulator.identifiers.tradeNo(simulator.now());
  const receipt = { managementNo, amountWon, cancelled: false };
  simulator.books.commit({ payments: [{ ...payment, receipt }], sessions: [usedUp(simulator, session)] });
  return receiptWire(payment, receipt, 'TSREG', '현금영수증 발행완료');
};

/** Older clients send no amount: all that is left of the payment is meant. */
function readAmount(fields: Fields, payment: Payment): number {
  if (!fields.has('PCD_TAXSAVE_AMOUNT')) return balanceWonOf(payment);
  const amountWon = fields.won('PCD_TAXSAVE_AMOUNT');
  if (amountWon === undefined || amountWon === 0) throw Refusal.own('orderWrong');
  return amountWon;
}

export const cancelReceipt: Call = (simulator, input) => {
  const { session, payment } = open(simulator, input, 'taxcancel');
  if (!payment.receipt || payment.receipt.cancelled) throw Refusal.own('receiptMissing');
  if (input.decline) throw input.decline;
  const receipt = { ...payment.receipt, cancelled: true };
  simulator.books.commit({ payments: [{ ...payment, receipt }], sessions: [usedUp(simulator, session)] });
  return receiptWire(payment, receipt, 'TSCANCEL', '현금영수증 발행취소 완료');
};

function open(
  simulator: Simulator,
  input: CallInput,
  purpose: 'taxreg' | 'taxcancel',
): Access & { readonly payment: Payment } {
  if (!input.isRightAct) throw new Refusal(OTHER_ACCESS.access);
  const { fields } = input;
  const access = letIn(simulator, { ...input, purpose, codes: OTHER_ACCESS });
  refuseOldKey(simulator, access.session, OTHER_ACCESS);
  const payment = simulator.books.payment(access.merchant.cstId, fields.text('PCD_PAY_OID', 255));
  if (!payment || payment.payerId !== fields.text('PCD_PAYER_ID')) throw Refusal.own('paymentUnknown');
  if (payment.type !== 'transfer') throw Refusal.own('notByAccount');
  return { ...access, payment };
}

function receiptWire(payment: Payment, receipt: CashReceipt, work: string, message: string): Wire {
  return {
    PCD_PAY_CODE: 'TSRG0000',
    PCD_PAY_MSG: message,
    PCD_PAY_WORK: work,
    PCD_PAYER_ID: payment.payerId ?? '',
    PCD_PAY_OID: payment.order.oid,
    PCD_TAXSAVE_AMOUNT: receipt.amountWon,
    PCD_TAXSAVE_MGTNUM: receipt.managementNo,
  };
}
