// From payments to PAYCO's bodies, and from PAYCO's results to receipts.
// Must never do input or output, so that a recorded day of traffic can be held against it.
import { cp949Text } from '../common/cp949.js';
import { showId } from '../common/ids.js';
import { spread } from '../common/money.js';
import {
  asObject,
  readCount,
  readName,
  readObjects,
  readOptionalId,
  readOptionalInstant,
  readOptionalText,
  readId,
  readFlag,
  readWon,
  UnreadableError,
} from '../common/outbound/reading.js';
import type { Fields } from '../common/outbound/reading.js';
import { toKstDigits } from '../common/kst.js';
import type { KnownPayment, OpenPayment } from '../orders/provider-payment.js';
import type {
  CancelPart,
  CancelReceipt,
  CardReceipt,
  DepositAccount,
  PaymentMethod,
  Receipt,
  ReceiptPart,
  ReceiptWithSecret,
  StoredReceipt,
} from '../orders/receipt.js';
import type { PaycoCredentials } from './payco.credentials.js';
import {
  PRODUCT_STATUS_WORDS,
  type ApprovalBody,
  type CancelBody,
  type ProductStatus,
  type ReserveBody,
  type ReserveProduct,
  type TaxationType,
} from './payco.wire.js';

/** What the configuration puts into every order sheet. */
export interface SheetSettings {
  readonly returnUrl: string;
  readonly depositNoticeUrl: string;
  readonly orderMethod: string;
  readonly orderSheetUiType: string;
}

export function reserveBody(payment: OpenPayment, seller: PaycoCredentials, settings: SheetSettings): ReserveBody {
  const { split } = payment;
  const tax = {
    totalTaxfreeAmt: String(split.taxFreeWon),
    totalTaxableAmt: String(split.taxableWon),
    totalVatAmt: String(split.vatWon),
  };
  return {
    orderProducts: reserveProducts(payment, seller),
    sellerKey: seller.sellerKey,
    sellerOrderReferenceKey: payment.orderNumber,
    sellerOrderReferenceKeyType: 'UNIQUE_KEY',
    currency: 'KRW',
    totalPaymentAmt: String(payment.amountWon),
    ...tax,
    orderTitle: cp949Text(payment.title) || payment.orderNumber,
    // Failure returns carry no PAYCO id, so the path itself says which payment comes back.
    returnUrl: `${settings.returnUrl}/${showId('payment', payment.paymentId)}`,
    returnUrlParam: JSON.stringify({ taxationType: taxationOf(payment.amountWon, split.taxFreeWon), ...tax }),
    nonBankbookDepositInformUrl: settings.depositNoticeUrl,
    orderMethod: settings.orderMethod,
    orderChannel: payment.channel === 'pc' ? 'PC' : 'MOBILE',
    inAppYn: payment.inApp ? 'Y' : 'N',
    individualCustomNoInputYn: 'N',
    orderSheetUiType: settings.orderSheetUiType,
    payMode: 'PAY2',
    extraData: JSON.stringify({
      payExpiryYmdt: payment.expiresAt ? toKstDigits(payment.expiresAt) : '',
      cancelMobileUrl: '',
      viewOptions: { showMobileTopGnbYn: 'N', iframeYn: 'N' },
    }),
  };
}

/** The merchant's own discounts are spread over the lines: PAYCO wants list price and price charged of each. */
function reserveProducts(payment: OpenPayment, seller: PaycoCredentials): ReserveProduct[] {
  const listWon = payment.items.map((item) => item.amountWon);
  const chargedWon = payment.discountWon === 0 ? listWon : spread(payment.amountWon, listWon);
  return payment.items.map((item, index) => ({
    cpId: seller.cpId,
    productId: seller.productId,
    productAmt: String(item.amountWon),
    productPaymentAmt: String(chargedWon[index] ?? 0),
    orderQuantity: item.quantity,
    ...optionOf(item),
    sortOrdering: index + 1,
    productName: cp949Text(item.name) || cp949Text(payment.title) || payment.orderNumber,
    orderConfirmUrl: '',
    orderConfirmMobileUrl: '',
    productImageUrl: '',
    sellerOrderProductReferenceKey: item.reference,
    taxationType: taxationOf(item.amountWon, item.taxFreeWon),
  }));
}

/** An option that cannot be written is left out. */
function optionOf({ option }: OpenPayment['items'][number]): { readonly option?: string } {
  const written = cp949Text(option ?? '');
  return written === '' ? {} : { option: written };
}

function taxationOf(amountWon: number, taxFreeWon: number): TaxationType {
  if (taxFreeWon === 0) return 'TAXATION';
  return taxFreeWon === amountWon ? 'DUTYFREE' : 'COMBINE';
}

/** Asks for what our books say, whatever amount the browser brought. */
export function approvalBody(payment: KnownPayment, seller: PaycoCredentials, certifyToken: string): ApprovalBody {
  return {
    sellerKey: seller.sellerKey,
    reserveOrderNo: payment.reference,
    sellerOrderReferenceKey: payment.orderNumber,
    paymentCertifyToken: certifyToken,
    totalPaymentAmt: String(payment.amountWon),
  };
}

export function verifyBody(payment: KnownPayment, seller: PaycoCredentials) {
  return {
    sellerKey: seller.sellerKey,
    reserveOrderNo: payment.reference,
    sellerOrderReferenceKey: payment.orderNumber,
  };
}

/**
 * An untouched payment cancelled whole is PAYCO's full cancellation: no products, and PAYCO mirrors the approval's split.
 * Everything else is partial and says how much must be left, so that a repetition is refused instead of paid twice.
 */
export function cancelBody(payment: StoredReceipt, part: CancelPart, seller: PaycoCredentials): CancelBody {
  const base = {
    sellerKey: seller.sellerKey,
    sellerOrderReferenceKey: payment.orderNumber,
    orderCertifyKey: payment.secret ?? '',
    orderNo: payment.receipt.providerPaymentId,
    cancelTotalAmt: String(part.amountWon),
  };
  if (part.amountWon === payment.amountWon && part.balanceBeforeWon === payment.amountWon) {
    const mirrored = { totalCancelTaxfreeAmt: '', totalCancelTaxableAmt: '', totalCancelVatAmt: '' };
    return { ...base, ...mirrored, totalCancelPossibleAmt: '', requestMemo: '' };
  }
  return {
    ...base,
    totalCancelTaxfreeAmt: String(part.split.taxFreeWon),
    totalCancelTaxableAmt: String(part.split.taxableWon),
    totalCancelVatAmt: String(part.split.vatWon),
    totalCancelPossibleAmt: String(part.balanceBeforeWon),
    requestMemo: '',
    orderProducts: [cancelledProduct(payment, part.amountWon, seller)],
  };
}

/**
 * The amounts to ask about, in won, one after the other until PAYCO says that one is possible. The first is possible whether
 * or not a cancellation in doubt has happened. The others are the smallest that can go back alone: a coupon goes back first,
 * and whole, so less than it is never possible before; and of some cards nothing but the whole goes back.
 *
 * @param leftWon what is left by our books
 * @param inDoubtWon what a cancellation may have taken of it, 0 to `leftWon`
 */
export function amountsToAskAbout(
  { receipt, amountWon }: StoredReceipt,
  leftWon: number,
  inDoubtWon: number,
): number[] {
  const leftAfterWon = leftWon - inDoubtWon;
  const likelyWon = leftAfterWon === 0 ? inDoubtWon : Math.min(inDoubtWon || leftWon, leftAfterWon);
  const coupons = receipt.parts.filter(({ method }) => method === 'coupon');
  const couponWon = coupons.reduce((sum, part) => sum + part.amountWon, 0);
  const wholeWon = receipt.cancels === 'whole' ? amountWon : 0;
  // Asked about nothing, PAYCO would say that nothing is possible, whatever is left.
  return [...new Set([likelyWon, couponWon, 1, wholeWon])].filter((askedWon) => askedWon > 0);
}

/** Asks whether PAYCO would still let us cancel so many won. */
export function availabilityBody(payment: StoredReceipt, askedWon: number, seller: PaycoCredentials) {
  return {
    sellerKey: seller.sellerKey,
    orderNo: payment.receipt.providerPaymentId,
    cancelTotalAmt: String(askedWon),
    // Without products it would be about a full cancellation, of which no part is possible.
    ...(askedWon !== payment.amountWon && { orderProducts: [cancelledProduct(payment, askedWon, seller)] }),
  };
}

function cancelledProduct({ items }: StoredReceipt, amountWon: number, seller: PaycoCredentials) {
  return {
    sellerOrderProductReferenceKey: items[0]?.reference ?? '',
    cpId: seller.cpId,
    productId: seller.productId,
    productAmt: String(amountWon),
    cancelDetailContent: '',
  };
}

/**
 * Reads an approval, a verification or the content of a deposit notice.
 *
 * @throws UnreadableError when it is not about this payment, or its amounts are not what was asked
 */
export function readApproval(result: Fields, payment: KnownPayment): ReceiptWithSecret {
  requireSame('sellerOrderReferenceKey', readId(result, 'sellerOrderReferenceKey'), payment.orderNumber);
  requireSame('reserveOrderNo', readId(result, 'reserveOrderNo'), payment.reference);
  requireSame('totalPaymentAmt', readWon(result, 'totalPaymentAmt'), payment.amountWon);
  const details = readObjects(result, 'paymentDetails');
  const parts = details.map(readPart);
  const partsWon = parts.reduce((sum, part) => sum + part.amountWon, 0);
  requireSame('the sum of paymentDetails', partsWon, payment.amountWon);
  const isPaid = readFlag(result, 'paymentCompletionYn');
  const deposit = firstOf(details, 'nonBankbookSettleInfo', readDeposit);
  if (!isPaid && deposit === null) throw new UnreadableError('It is not paid, and names no account to pay into.');
  const receipt: Receipt = {
    state: isPaid ? 'paid' : 'awaiting_deposit',
    providerPaymentId: readId(result, 'orderNo'),
    method: leadingMethod(parts),
    parts,
    cancels: cancelsOf(details, parts),
    paidAt: isPaid ? instantIn(result, 'paymentCompleteYmdt') : null,
    card: firstOf(details, 'cardSettleInfo', readCard),
    deposit,
  };
  return { receipt, secret: readId(result, 'orderCertifyKey') };
}

/** @throws UnreadableError as `readApproval`, and when it says that a deposit has come: nobody had an account to pay into yet */
export function readConfirmation(result: Fields, payment: KnownPayment): ReceiptWithSecret {
  const approval = readApproval(result, payment);
  const { state, parts } = approval.receipt;
  if (state === 'paid' && parts.some(({ method }) => method === 'virtual_account')) {
    throw new UnreadableError('It says that money has come to an account that nobody was told of.');
  }
  return approval;
}

/** Tells how far one line of an order is. */
export function productStatusBody(
  payment: StoredReceipt,
  itemReference: string,
  status: ProductStatus,
  seller: PaycoCredentials,
) {
  return {
    sellerKey: seller.sellerKey,
    orderNo: payment.receipt.providerPaymentId,
    sellerOrderProductReferenceKey: itemReference,
    orderProductStatus: PRODUCT_STATUS_WORDS[status],
  };
}

/** @throws UnreadableError when it does not say that this very amount of this very payment was cancelled */
export function readCancel(result: Fields, payment: StoredReceipt, part: CancelPart): CancelReceipt {
  requireSame('orderNo', readId(result, 'orderNo'), payment.receipt.providerPaymentId);
  requireSame('totalCancelPaymentAmt', readWon(result, 'totalCancelPaymentAmt'), part.amountWon);
  return {
    // A cancellation without a number has not happened, whatever the code says.
    providerCancellationId: readId(result, 'cancelTradeSeq'),
    cancelledWon: part.amountWon,
    balanceAfterWon: readWon(result, 'remainCancelPossibleAmt'),
    cancelledAt: instantIn(result, 'cancelYmdt'),
  };
}

/** What PAYCO says of an amount. */
export interface Availability {
  readonly isPossible: boolean;
  /** What it says is left, in won. Nobody documents what that is while the amount is not possible: the balance, or nothing. */
  readonly leftWon: number;
}

/** @throws UnreadableError also when less is left than it says is possible */
export function readAvailability(result: Fields, payment: StoredReceipt, askedWon: number): Availability {
  requireSame('orderNo', readId(result, 'orderNo'), payment.receipt.providerPaymentId);
  const isPossible = readFlag(result, 'cancelPossibleYn');
  const leftWon = readWon(result, 'pgCancelPossibleAmt');
  if (isPossible && leftWon < askedWon) {
    throw new UnreadableError(`${askedWon} won are possible, and only ${leftWon} won are left.`);
  }
  return { isPossible, leftWon };
}

/** @throws UnreadableError also when it says two things about whether it came by deposit: such money goes back by hand alone */
function readPart(detail: Fields): ReceiptPart {
  const method = methodOf(readId(detail, 'paymentMethodCode'));
  const told = Object.keys(detail).filter((name) => name.endsWith('SettleInfo') && detail[name] != null);
  const isDeposit = method === 'virtual_account';
  if (told.some((name) => (name === 'nonBankbookSettleInfo') !== isDeposit)) {
    throw new UnreadableError('Its method and what is told of it differ in whether it came by deposit.');
  }
  return {
    method,
    name: readName(detail, 'paymentMethodName'),
    amountWon: readWon(detail, 'paymentAmt'),
    taxFreeWon: readWon(detail, 'taxfreeAmt'),
    taxableWon: readWon(detail, 'taxableAmt'),
    vatWon: readWon(detail, 'vatAmt'),
    transactionNumber: readOptionalId(detail, 'paymentTradeNo'),
  };
}

/** Card companies offer up to 36 months. */
const MOST_INSTALLMENTS = 60;

const METHODS: Readonly<Record<string, PaymentMethod>> = {
  '01': 'card',
  '02': 'virtual_account',
  '04': 'transfer',
  '05': 'phone',
  '31': 'card',
  '35': 'transfer',
  '60': 'phone',
  '75': 'coupon',
  '76': 'coupon',
  '77': 'coupon',
  '98': 'point',
};

function methodOf(code: string): PaymentMethod {
  return METHODS[code.padStart(2, '0')] ?? 'other';
}

/** The method people mean when they ask how it was paid. */
function leadingMethod(parts: readonly ReceiptPart[]): PaymentMethod {
  const byWeight: readonly PaymentMethod[] = ['card', 'transfer', 'phone', 'virtual_account', 'point', 'coupon'];
  return byWeight.find((method) => parts.some((part) => part.method === method)) ?? 'other';
}

/** PAYCO sends no money to bank accounts: what came by deposit goes back by hand. */
function cancelsOf(details: readonly Fields[], parts: readonly ReceiptPart[]): Receipt['cancels'] {
  if (parts.some((part) => part.method === 'virtual_account')) return 'none';
  const forbids = details.some((detail) => {
    const card = detail['cardSettleInfo'];
    return card != null && readOptionalText(asObject(card, 'cardSettleInfo'), 'partCancelPossibleYn') === 'N';
  });
  return forbids ? 'whole' : 'any';
}

function firstOf<T>(details: readonly Fields[], name: string, read: (fields: Fields) => T): T | null {
  const detail = details.find((each) => each[name] != null);
  return detail ? read(asObject(detail[name], name)) : null;
}

function readCard(card: Fields): CardReceipt {
  return {
    company: readName(card, 'cardCompanyName'),
    companyCode: readName(card, 'cardCompanyCode'),
    number: readName(card, 'cardNo'),
    approvalNumber: readName(card, 'cardAdmissionNo'),
    installmentMonths: readCount(card, 'cardInstallmentMonthNumber', MOST_INSTALLMENTS),
  };
}

function readDeposit(account: Fields): DepositAccount {
  return {
    bankName: readName(account, 'bankName'),
    // PAYCO writes "20" where banks write "020".
    bankCode: readName(account, 'bankCode').padStart(3, '0'),
    accountNumber: readId(account, 'accountNo'),
    expiresAt: instantIn(account, 'paymentExpirationYmd'),
  };
}

function instantIn(fields: Fields, name: string): string | null {
  return readOptionalInstant(fields, name)?.toISOString() ?? null;
}

function requireSame(name: string, actual: string | number, expected: string | number): void {
  if (actual !== expected) throw new UnreadableError(`${name} is ${actual}, but ${expected} was asked.`);
}
