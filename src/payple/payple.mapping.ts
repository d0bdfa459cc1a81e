// From payments to Payple's bodies, and from Payple's results to receipts.
// Must never do input or output, and must never decide on a message: texts are carried, not read.
import { toKstDigits } from '../common/kst.js';
import { type Fields, UnreadableError, readWon } from '../common/outbound/reading.js';
import type { BuyerClaim, KnownPayment } from '../orders/provider-payment.js';
import type { CancelPart, CancelReceipt, PaymentMethod, Receipt, StoredReceipt } from '../orders/receipt.js';
import { readReceiptAfterRefund } from './cash-receipts/payple-cash-receipts.mapping.js';
import type { PaypleCredentials } from './payple.credentials.js';
import {
  countOf,
  nameOf,
  optionalId,
  optionalInstant,
  optionalWon,
  read,
  requireSame,
  required,
} from './payple.fields.js';
import {
  type CancelBody,
  type ConfirmBody,
  FIELDS,
  type InquiryBody,
  type MonthFields,
  type PayType,
  RESULTS,
} from './payple.wire.js';

/** Payple takes nothing smaller from an account. */
export const MINIMUM_TRANSFER_WON = 1_000;

/** The raw credentials in the place of tokens: what confirming takes, whose key came out of the window. */
export function confirmBody(claim: BuyerClaim, seller: PaypleCredentials): ConfirmBody {
  const { authKey = '', requestKey = '', payerId } = claim;
  return {
    PCD_CST_ID: seller.cstId,
    PCD_CUST_KEY: seller.custKey,
    PCD_AUTH_KEY: authKey,
    PCD_PAY_REQKEY: requestKey,
    ...(payerId === undefined ? {} : { PCD_PAYER_ID: payerId }),
  };
}

/** What a payment is made by at Payple. Payments, and charges on stored cards, from before accounts ask for nothing. */
export function payTypeOf(askedMethod: PaymentMethod | null): PayType {
  return askedMethod === 'transfer' ? 'transfer' : 'card';
}

/** @param day `YYYYMMDD` in Korea */
export function inquiryBody(
  payment: Pick<KnownPayment, 'reference' | 'askedMethod' | 'billingMonth'>,
  day: string,
): InquiryBody {
  return {
    PCD_PAYCHK_FLAG: 'Y',
    PCD_PAY_TYPE: payTypeOf(payment.askedMethod),
    ...monthFields(payment),
    PCD_PAY_OID: payment.reference,
    PCD_PAY_DATE: day,
  };
}

/** @param day of the original payment, `YYYYMMDD` in Korea: with any other, Payple does not find it */
export function cancelBody(
  payment: StoredReceipt,
  part: CancelPart,
  day: string,
  seller: PaypleCredentials,
): CancelBody {
  return {
    PCD_PAYCANCEL_FLAG: 'Y',
    PCD_REFUND_KEY: seller.refundKey,
    PCD_PAY_OID: payment.reference,
    PCD_PAY_DATE: day,
    PCD_REFUND_TOTAL: String(part.amountWon),
    ...(sendsTax(payment) ? { PCD_REFUND_TAXTOTAL: String(part.split.vatWon) } : {}),
    ...monthFields(payment),
  };
}

/** Whether the VAT of a refund is told: of a payment of which only a part is taxable. */
export function sendsTax({ split }: StoredReceipt): boolean {
  return split.taxFreeWon > 0 && split.taxableWon > 0;
}

/** The month of a charge on a stored card, when it is for one. */
export function monthFields({ billingMonth }: Pick<KnownPayment, 'billingMonth'>): Partial<MonthFields> {
  const [year, month] = billingMonth?.split('-') ?? [];
  return year === undefined || month === undefined
    ? {}
    : { PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: year, PCD_PAY_MONTH: month };
}

/** Gives back a charge that must not stand, whole. */
export function cancelChargeBody(
  charge: Charge,
  payment: Pick<KnownPayment, 'billingMonth'>,
  seller: PaypleCredentials,
): CancelBody {
  return {
    PCD_PAYCANCEL_FLAG: 'Y',
    PCD_REFUND_KEY: seller.refundKey,
    PCD_PAY_OID: charge.reference,
    PCD_PAY_DATE: koreanDay(charge.paidAt),
    PCD_REFUND_TOTAL: String(charge.amountWon),
    ...monthFields(payment),
  };
}

/** How a work call ended. The result decides, then the code; what has neither is unreadable. */
export interface WorkResult {
  readonly isSuccess: boolean;
  readonly code: string | null;
  readonly message: string;
}

/** @throws UnreadableError */
export function readResult(fields: Fields): WorkResult {
  const result = read(fields, 'result');
  if (result !== RESULTS.success && result !== RESULTS.error)
    throw new UnreadableError('The result is neither yes nor no.');
  return { isSuccess: result === RESULTS.success, code: read(fields, 'code'), message: read(fields, 'message') ?? '' };
}

/** A charge as Payple tells of it, before anybody compared it with what was asked. */
export interface Charge {
  readonly reference: string;
  readonly amountWon: number;
  /** `null` when Payple does not tell. */
  readonly type: string | null;
  readonly paidAt: Date;
  /** The day that it was asked for by, `YYYYMMDD` in Korea; `null` when an answer to the charge itself told of it. */
  readonly foundOn: string | null;
  /** What was given back of it, when Payple tells. */
  readonly refundedWon: number | null;
  /** Whether Payple says it stands; `true` when it does not say. */
  readonly stands: boolean;
  readonly tradeNumber: string | null;
  readonly card: NonNullable<Receipt['card']>;
  readonly account: NonNullable<Receipt['account']>;
  /** The key of the card or account: whoever has it can charge it. */
  readonly payerId: string | null;
}

/** Card companies offer up to 36 months. */
const MOST_INSTALLMENTS = 60;

/**
 * @param foundOn the day that it was asked for by
 * @throws UnreadableError when it does not say what was charged, when, and for which order
 */
export function readCharge(fields: Fields, foundOn: string | null = null): Charge {
  const paidAt = optionalInstant(fields, 'paidAt');
  if (paidAt === null) throw new UnreadableError('The time of the payment is missing.');
  const state = read(fields, 'state');
  return {
    reference: required(fields, 'orderId'),
    amountWon: readWon(fields, FIELDS.total[0]),
    type: read(fields, 'type'),
    paidAt,
    foundOn,
    refundedWon: optionalWon(fields, 'refunded'),
    stands: state === null || state === '1' || state === '01',
    tradeNumber: optionalId(fields, 'tradeNumber'),
    card: {
      company: nameOf(fields, 'cardName'),
      companyCode: '',
      number: nameOf(fields, 'cardNumber'),
      approvalNumber: nameOf(fields, 'approvalNumber'),
      installmentMonths: countOf(fields, 'installments', MOST_INSTALLMENTS),
    },
    account: {
      bankName: nameOf(fields, 'bankName'),
      bankCode: nameOf(fields, 'bankCode'),
      number: nameOf(fields, 'accountNumber'),
    },
    payerId: optionalId(fields, 'payerId'),
  };
}

/** Whether the time that is told is of the day under which Payple has it. */
export function isOfItsDay({ foundOn, paidAt }: Charge): boolean {
  return foundOn === null || foundOn === koreanDay(paidAt);
}

/** @throws UnreadableError when the charge is not what was asked */
export function receiptOf(charge: Charge, payment: KnownPayment): Receipt {
  requireSame('the order', charge.reference, payment.reference);
  requireSame('the amount', charge.amountWon, payment.amountWon);
  const method = payTypeOf(payment.askedMethod);
  requireSame('the means', charge.type ?? method, method);
  return {
    state: 'paid',
    providerPaymentId: charge.tradeNumber ?? charge.reference,
    method,
    parts: [
      {
        method,
        name: method === 'card' ? charge.card.company : charge.account.bankName,
        amountWon: charge.amountWon,
        ...payment.split,
        transactionNumber: charge.tradeNumber,
      },
    ],
    cancels: 'any',
    paidAt: isOfItsDay(charge) ? charge.paidAt.toISOString() : null,
    ...(method === 'card' ? { card: charge.card } : { card: null, account: charge.account }),
    deposit: null,
  };
}

/** @throws UnreadableError when it does not say that this very amount of this very payment was given back */
export function readRefund(fields: Fields, payment: StoredReceipt, part: CancelPart): CancelReceipt {
  requireRefund(fields, payment.reference, part.amountWon);
  const tradeNumber = optionalId(fields, 'tradeNumber');
  const time = optionalInstant(fields, 'paidAt')?.toISOString() ?? null;
  return {
    // Older answers repeat number and time of the payment itself.
    providerCancellationId: tradeNumber === payment.receipt.providerPaymentId ? null : tradeNumber,
    cancelledWon: part.amountWon,
    // Payple does not tell what is left.
    balanceAfterWon: part.balanceBeforeWon - part.amountWon,
    cancelledAt: time === payment.receipt.paidAt ? null : time,
    ...readReceiptAfterRefund(fields),
  };
}

/** @throws UnreadableError */
export function requireRefund(fields: Fields, reference: string, amountWon: number): void {
  requireSame('the order', required(fields, 'orderId'), reference);
  requireSame('the refund', readWon(fields, FIELDS.refunded[0]), amountWon);
}

/** `YYYYMMDD` in Korea. */
export function koreanDay(instant: Date): string {
  return toKstDigits(instant).slice(0, 8);
}

/** Our clock and Payple's may differ by so much. */
const CLOCK_MARGIN_MS = 2 * 60_000;

const DAY_MS = 24 * 3_600_000;

/** Money that was not taken by then is looked for until a day after the call, or the window, began; and an hour to do it in. */
const LATEST_MS = DAY_MS + 3_600_000;

/** Each day costs an inquiry. */
const MOST_DAYS = 3;

/** The day of a paid payment, or those on which it may have been made, the likeliest first. */
export function daysOf(payment: StoredReceipt, now: Date): string[] {
  const { paidAt } = payment.receipt;
  return paidAt === null ? inquiryDays(payment, now) : [koreanDay(new Date(paidAt))];
}

/**
 * Days on which the payment may have been made, the likeliest first: Payple finds a payment only under the day on which it
 * was approved, and a call may be carried out, or a window paid in, long after it began. More than one only near midnight in
 * Korea, or the next day; never more than three.
 *
 * @returns `YYYYMMDD` in Korea
 */
export function inquiryDays(payment: Pick<KnownPayment, 'openedAt' | 'confirmStartedAt'>, now: Date): string[] {
  const { openedAt, confirmStartedAt } = payment;
  const start = confirmStartedAt ?? openedAt;
  const latest = new Date(Math.min(now.getTime(), start.getTime() + LATEST_MS));
  const moments = [
    start,
    new Date(start.getTime() - CLOCK_MARGIN_MS),
    // Nobody came back from its window: whoever asks so late was told of money just now.
    ...(confirmStartedAt === null ? [now] : []),
    ...eachDay(start, latest),
    // The window may have taken the money itself, before the buyer came back.
    openedAt,
    ...eachDay(openedAt, start).toReversed(),
  ];
  return [...new Set(moments.map(koreanDay))].slice(0, MOST_DAYS);
}

/** A moment of each day from one moment to another, both included. */
function eachDay(from: Date, to: Date): Date[] {
  const days = Math.max(0, Math.ceil((to.getTime() - from.getTime()) / DAY_MS));
  return [...Array.from({ length: days }, (_, day) => new Date(from.getTime() + day * DAY_MS)), to];
}
