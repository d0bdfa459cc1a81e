// Reads an order from what a merchant's server or a buyer's browser sent.
// Must never refuse; callers have different codes for the same fault.
import type { Order } from './books/rows.js';
import type { Fields } from './fields.js';
import type { Simulator } from './simulator.js';

/** The VAT in a price that contains it: one eleventh, rounded. */
function usualTaxWon(totalWon: number): number {
  return Math.round(totalWon / 11);
}

export function readOrder(simulator: Simulator, fields: Fields): Order {
  const totalWon = fields.won('PCD_PAY_TOTAL') ?? 0;
  const isTaxed = fields.text('PCD_PAY_ISTAX') !== 'N';
  const taxWon = isTaxed ? (fields.won('PCD_PAY_TAXTOTAL') ?? usualTaxWon(totalWon)) : 0;
  const isReguler = fields.isYes('PCD_REGULER_FLAG');
  return {
    oid: fields.text('PCD_PAY_OID', 255) || simulator.identifiers.oid(simulator.now()),
    goods: fields.text('PCD_PAY_GOODS'),
    totalWon,
    isTaxed,
    taxWon,
    payerNo: fields.text('PCD_PAYER_NO', 20),
    payerName: fields.text('PCD_PAYER_NAME', 100),
    payerHp: fields.text('PCD_PAYER_HP', 20),
    payerEmail: fields.text('PCD_PAYER_EMAIL', 100),
    note1: fields.text('PCD_USER_DEFINE1'),
    note2: fields.text('PCD_USER_DEFINE2'),
    period: isReguler ? { year: fields.text('PCD_PAY_YEAR'), month: fields.text('PCD_PAY_MONTH') } : null,
    isSimple: fields.isYes('PCD_SIMPLE_FLAG'),
    wantsReceipt: fields.isYes('PCD_TAXSAVE_FLAG'),
    receiptNumber: fields.text('PCD_TAXSAVE_IDNUM', 20),
  };
}

export function isYear(text: string): boolean {
  return /^20\d{2}$/.test(text);
}

export function isMonth(text: string): boolean {
  return /^(0[1-9]|1[0-2])$/.test(text);
}
