// Takes the money: turns a sheet and the buyer's choice into a payment, exactly once.
// Must never await between looking at the books and changing them; that is what makes two approvals one.
import type { PaymentChoice, Payment, PaymentPart, Sheet } from './books/rows.js';
import { endOfDayAfter } from './clock.js';
import type { Simulator } from './simulator.js';
import { NO_TAX, shareSplit } from './tax.js';

const ACCOUNT_DAYS = 3;

/** How long PAYCO's own numbers of an approval are, by method. */
const ADMISSION_DIGITS = { '31': 14, '98': 16, '75': 9, '76': 9, '77': 9, '02': 14 } as const;

/** How often each way of hiding a card number was seen; nobody may read the last four digits by position. */
const CARD_MASKS = [
  ...Array<string>(77).fill('000000******0000'),
  ...Array<string>(21).fill('000000**********'),
  ...Array<string>(2).fill('000000******000'),
];

/** True when this sheet, or under UNIQUE_KEY any sheet of the same order key, was paid. */
export function isPaid(simulator: Simulator, sheet: Sheet): boolean {
  if (sheet.state === 'PAID') return true;
  return sheet.uniqueKey && simulator.books.paymentsOf(sheet.sellerKey, sheet.orderKey).length > 0;
}

export function takePayment(simulator: Simulator, sheet: Sheet, choice: PaymentChoice): Payment {
  const { identifiers } = simulator;
  const now = simulator.now();
  const waits = choice.parts.some((part) => part.methodCode === '02');
  const payment: Payment = {
    orderNo: identifiers.number(now),
    reserveOrderNo: sheet.reserveOrderNo,
    sellerKey: sheet.sellerKey,
    orderKey: sheet.orderKey,
    certifyKey: identifiers.orderCertifyKey(),
    totalWon: sheet.totalWon,
    approvedAt: now,
    completedAt: waits ? null : now,
    accountExpiresAt: waits ? (sheet.accountExpiresAt ?? endOfDayAfter(now, ACCOUNT_DAYS)) : null,
    accountClosed: false,
    productNos: sheet.products.map(() => identifiers.number(now)),
    productStatuses: {},
    parts: partsOf(simulator, sheet, choice, now),
    cancellations: [],
    mileageCancelledForWon: 0,
    notice: null,
  };
  simulator.books.commit({
    sheets: [{ ...sheet, state: 'PAID', orderNo: payment.orderNo, certificates: [] }],
    payments: [payment],
  });
  return payment;
}

function partsOf(simulator: Simulator, sheet: Sheet, choice: PaymentChoice, now: number): PaymentPart[] {
  const { identifiers } = simulator;
  const cardIndex = choice.parts.findIndex((part) => part.methodCode === '31');
  const splits = shareSplit(
    sheet.split,
    choice.parts.map((part) => part.amountWon),
    cardIndex === -1 ? choice.parts.length - 1 : cardIndex,
  );
  return choice.parts.map((part, index) => ({
    methodCode: part.methodCode,
    amountWon: part.amountWon,
    split: splits[index] ?? NO_TAX,
    tradeNo: identifiers.number(now),
    pgAdmissionNo: identifiers.digits(ADMISSION_DIGITS[part.methodCode]),
    card:
      part.methodCode === '31'
        ? { ...choice.card, maskedNumber: maskedNumber(identifiers.digits(2)), admissionNo: identifiers.digits(8) }
        : null,
    accountNo: part.methodCode === '02' ? identifiers.digits(14) : null,
    cancelledWon: 0,
    cancelledSplit: NO_TAX,
  }));
}

function maskedNumber(twoDigits: string): string {
  return CARD_MASKS[Number(twoDigits)] ?? '000000******0000';
}
