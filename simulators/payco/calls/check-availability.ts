// order/cancel/checkAvailability: says whether a cancel would work now.
// Must never change the books or promise anything; another cancel may come first.
import { balanceWonOf, isVirtualAccount, type Payment } from '../books/rows.js';
import { OWN, ownText, textOf } from '../codes.js';
import { decimal } from '../decimals.js';
import type { Call } from './call.js';
import { whyNotInPart } from './cancel.js';
import { findPayment } from './find.js';

const NOT_ABOVE_ZERO_TEXT = '취소 결제금액은 0보다 커야합니다.';

/** The code is 0 even when nothing can be cancelled; the reason is in the result. */
export const checkAvailability: Call = (simulator, { fields, merchant, decline }) => {
  fields.text('orderNo');
  const amountWon = fields.won('cancelTotalAmt');
  const partial = fields.has('orderProducts');
  const payment = findPayment(simulator, merchant, fields);
  if (decline) throw decline;
  const { repeatedCancelCode, impossibleAmountTells } = simulator.habits;
  const reason = whyImpossible(payment, amountWon, partial, textOf(repeatedCancelCode));
  const tellsZero = isVirtualAccount(payment) || (reason !== undefined && impossibleAmountTells === 'zero');
  return {
    cancelPossibleYn: reason === undefined ? 'Y' : 'N',
    partCancelPossibleYn: canBePartial(payment) ? 'Y' : 'N',
    pgCancelPossibleAmt: decimal(tellsZero ? 0 : balanceWonOf(payment)),
    ...(reason === undefined ? {} : { cancelImpossibleReason: reason }),
    orderNo: payment.orderNo,
  };
};

function canBePartial(payment: Payment): boolean {
  if (isVirtualAccount(payment) || balanceWonOf(payment) === 0) return false;
  return whyNotInPart(payment, payment.totalWon) === undefined;
}

function whyImpossible(payment: Payment, amountWon: number, partial: boolean, nothingLeft: string): string | undefined {
  const balanceWon = balanceWonOf(payment);
  if (amountWon === 0) return NOT_ABOVE_ZERO_TEXT;
  if (isVirtualAccount(payment)) return ownText(OWN.virtualAccountCancel[1]);
  if (balanceWon === 0) return nothingLeft;
  if (amountWon > balanceWon) return ownText(OWN.cancelAboveBalance[1]);
  if (amountWon === balanceWon) return undefined;
  const inPart = partial ? whyNotInPart(payment, amountWon) : 'fullCancelOfPart';
  return inPart === undefined ? undefined : ownText(OWN[inPart][1]);
}
