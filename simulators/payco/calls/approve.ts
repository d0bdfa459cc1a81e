// payment/approval: the merchant takes the money the buyer consented to (PAY2).
// Must never replay its answer; a second approval is 4005.
import { isPaid, takePayment } from '../approvals.js';
import type { Certificate, Sheet } from '../books/rows.js';
import { SEEN } from '../codes.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { approvalResult } from '../wire.js';
import type { Call } from './call.js';
import { findSheet } from './find.js';

/** Approvals came as late as 411 seconds after the return; how long a token really lives is not known. */
const TOKEN_LIFE_MS = 30 * 60 * 1000;

export const approve: Call = (simulator, { fields, merchant, decline }) => {
  const reserveOrderNo = fields.text('reserveOrderNo');
  const orderKey = fields.text('sellerOrderReferenceKey', 100);
  const token = fields.text('paymentCertifyToken');
  const amountWon = fields.won('totalPaymentAmt');
  const sheet = findSheet(simulator, merchant, reserveOrderNo, orderKey);
  if (isPaid(simulator, sheet)) throw new Refusal(SEEN.alreadyPaid);
  const certificate = findCertificate(simulator, sheet, token);
  if (amountWon !== sheet.totalWon) throw Refusal.own('approvalAmountDiffers');
  if (decline) refuseApproval(simulator, sheet, decline);
  if (certificate.declineWith !== null) refuseApproval(simulator, sheet, Refusal.declined(certificate.declineWith));
  const payment = takePayment(simulator, sheet, certificate.choice);
  return approvalResult(sheet, payment);
};

function findCertificate(simulator: Simulator, sheet: Sheet, token: string): Certificate {
  const certificate = sheet.certificates.find((entry) => entry.token === token);
  if (!certificate) throw Refusal.own('wrongToken');
  if (certificate.issuedAt + TOKEN_LIFE_MS <= simulator.now()) throw Refusal.own('expiredToken');
  return certificate;
}

/** A declined card ends its token but not the sheet: the buyer may try again and gets a new one. */
function refuseApproval(simulator: Simulator, sheet: Sheet, refusal: Refusal): never {
  if (refusal.code === SEEN.declined)
    simulator.books.commit({ sheets: [{ ...sheet, state: 'DECLINED', certificates: [] }] });
  throw refusal;
}
