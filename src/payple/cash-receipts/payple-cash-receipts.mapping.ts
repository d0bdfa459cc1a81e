// From cash receipts to Payple's bodies and back.
// Must never do input or output.
import {
  readOptionalId,
  readOptionalText,
  readId,
  UnreadableError,
  type Fields,
} from '../../common/outbound/reading.js';
import type { CashReceiptWish, IssuedCashReceipt } from '../../orders/cash-receipt.port.js';
import type { CancelReceipt } from '../../orders/receipt.js';
import { CASH_RECEIPT_FIELDS, FIELDS, type CashReceiptBody, type CashReceiptCancelBody } from '../payple.wire.js';

const { amount, managementNumber, result } = CASH_RECEIPT_FIELDS;

/** @param accountKey Payple's key of the account that was paid from */
export function cashReceiptBody(reference: string, accountKey: string, wish: CashReceiptWish): CashReceiptBody {
  return {
    PCD_PAYER_ID: accountKey,
    PCD_PAY_OID: reference,
    PCD_TAXSAVE_AMOUNT: String(wish.amountWon),
    PCD_TAXSAVE_TRADEUSE: wish.purpose,
    PCD_TAXSAVE_IDENTINUM: wish.identity,
  };
}

export function cashReceiptCancelBody(reference: string, accountKey: string): CashReceiptCancelBody {
  return { PCD_PAYER_ID: accountKey, PCD_PAY_OID: reference };
}

/** @throws UnreadableError when it is another payment's, or of another amount than was asked */
export function readIssued(fields: Fields, reference: string, amountWon: number): IssuedCashReceipt {
  requirePayment(fields, reference);
  // Older answers do not repeat the amount.
  const told = readOptionalText(fields, amount);
  if (told !== null && Number(told) !== amountWon) {
    throw new UnreadableError(`The cash receipt is for ${told} won, but ${amountWon} was asked.`);
  }
  return { managementNumber: readOptionalId(fields, managementNumber) };
}

/** @throws UnreadableError when it is another payment's */
export function readTakenBack(fields: Fields, reference: string): null {
  requirePayment(fields, reference);
  return null;
}

/**
 * What an inquiry says of the payment's receipt, `null` when it says that none stands.
 *
 * @throws UnreadableError when it does not say, or is another payment's
 */
export function readCashReceipt(fields: Fields, reference: string): IssuedCashReceipt | null {
  requirePayment(fields, reference);
  const told = readOptionalText(fields, result);
  if (told === 'N') return null;
  if (told === 'Y') return { managementNumber: readOptionalId(fields, managementNumber) };
  throw new UnreadableError(`${result} says neither yes nor no.`);
}

/** A refund's answer tells, of payments that had a cash receipt, whether Payple took that back with it. */
export function readReceiptAfterRefund(fields: Fields): Pick<CancelReceipt, 'cashReceipt'> {
  const told = readOptionalText(fields, result);
  if (told === null) return {};
  return { cashReceipt: told === '0000' ? 'cancelled' : 'not_cancelled' };
}

function requirePayment(fields: Fields, reference: string): void {
  const told = readId(fields, FIELDS.orderId[0]);
  if (told !== reference) throw new UnreadableError(`The payment is ${told}, but ${reference} was asked.`);
}
