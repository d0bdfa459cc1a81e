// Reads an order from what a merchant's server or a buyer's browser sent.
// Must never refuse; callers have different codes for the same fault.
import type { Order } from './books/rows.js';
import type { Fields } from './fields.js';
import type { Simulator } from './simulator.js';

/** The smallest payment there is. */
export const LEAST_WON = { card: 100, transfer: 1000 } as const;

/** The VAT in a price that contains it: one eleventh, rounded. */
function usualTaxWon(totalWon: number): number {
  return Math.round(totalWon / 11);
}

export function readOrder(simulator: Simulator, fields: Fields): Order {
  const totalWon = fields.won('PCD_PAY_TOTAL') ?? 0;
  const isTaxed = fields.text('PCD_PAY_ISTAX') !== 'N';
  const taxWon = isTaxed ? (sentTaxWon(simulator, fields) ?? usualTaxWon(totalWon)) : 0;
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
    period: isReguler ? { year: fields.text('PCD_PAY_YEAR'), month: monthOf(fields) } : null,
    isSimple: fields.isYes('PCD_SIMPLE_FLAG'),
    wantsReceipt: fields.isYes('PCD_TAXSAVE_FLAG'),
    receiptNumber: fields.text('PCD_TAXSAVE_IDNUM', 20),
  };
}

/** Whether a taxed order without VAT is possible, or 0 is as good as nothing, is not known. */
function sentTaxWon(simulator: Simulator, fields: Fields): number | undefined {
  const sentWon = fields.won('PCD_PAY_TAXTOTAL');
  return sentWon === 0 && simulator.habits.zeroTaxTotal === 'unsent' ? undefined : sentWon;
}

/** Two digits, also for a merchant that sends `9`. */
export function monthOf(fields: Fields): string {
  return fields.text('PCD_PAY_MONTH').replace(/^[1-9]$/, '0$&');
}

export function isYear(text: string): boolean {
  return /^20\d{2}$/.test(text);
}

export function isMonth(text: string): boolean {
  return /^(0[1-9]|1[0-2])$/.test(text);
}
