// Answers in PAYCO's own shapes and words, made from rows of the books.
// Must never decide anything: the same rows always give the same answer.
import { cancelledWonOf, type Payment, type PaymentPart, type Sheet } from './books/rows.js';
import { toYmd, toYmdt } from './clock.js';
import { type Decimal, decimal } from './decimals.js';
import { sumOfSplit } from './tax.js';

export interface SuccessWire {
  readonly result?: unknown;
  readonly code: 0;
  readonly message: 'success';
}

export interface FailureWire {
  readonly pgErrorCode?: string;
  readonly code: number;
  readonly message: string;
  readonly redirectUrl?: null;
}

export const METHOD_NAMES = {
  '31': '신용카드',
  '98': 'PAYCO 포인트',
  '75': 'PAYCO 쿠폰',
  '76': '카드 쿠폰',
  '77': '가맹점 쿠폰',
  '02': '무통장입금',
} as const;

export const CARD_COMPANIES: Readonly<Record<string, string>> = {
  CCLG: '신한카드',
  CCKM: 'KB국민카드',
  CCSS: '삼성카드',
  CCDI: '현대카드',
  CCBC: 'BC카드',
  CCLO: '롯데카드',
  CCHN: '하나카드',
  CCNH: 'NH농협카드',
  CCKA: '카카오뱅크',
  CCCT: '씨티카드',
  CCKJ: '광주카드',
  CCSU: '수협카드',
  CCJB: '전북카드',
};

/** PAYCO sends this bank with two digits, not as the national "020". */
const ACCOUNT_BANK = { bankName: '우리은행', bankCode: '20' } as const;

/** The issuer's answer is a moment older than PAYCO's record of it. */
const ISSUER_LEAD_MS = 1000;

/** The `result` of an approval, an inquiry and a notice. Amounts are whole numbers here. */
export function approvalResult(sheet: Sheet, payment: Payment) {
  const completed = payment.completedAt !== null;
  return {
    sellerOrderReferenceKey: sheet.orderKey,
    reserveOrderNo: sheet.reserveOrderNo,
    orderNo: payment.orderNo,
    memberName: '홍**',
    memberEmail: 'ho****',
    orderChannel: sheet.channel,
    totalOrderAmt: sheet.totalWon,
    totalDeliveryFeeAmt: sheet.deliveryFeeWon,
    totalRemoteAreaDeliveryFeeAmt: 0,
    totalPaymentAmt: payment.totalWon,
    receiptPaycoPointAmt: 0,
    receiptPaycoPointTaxfreeAmt: 0,
    receiptPaycoPointTaxableAmt: 0,
    receiptPaycoPointVatAmt: 0,
    receiptPaycoPointServiceAmt: 0,
    ...(sheet.orderMethod === 'CHECKOUT' ? { deliveryPlace: DELIVERY_PLACE } : {}),
    orderProducts: sheet.products.map((product, index) => ({
      orderProductNo: payment.productNos[index] ?? '',
      sellerOrderProductReferenceKey: product.referenceKey,
      orderProductStatusCode: completed ? 'OPSPAED' : 'OPSPWAI',
      orderProductStatusName: completed ? '결제완료' : '입금대기',
      cpId: product.cpId,
      productId: product.productId,
      productKindCode: 'GENERAL_PRODUCT',
      productPaymentAmt: product.paymentWon,
      originalProductPaymentAmt: product.paymentWon,
    })),
    paymentDetails: payment.parts.map((part) => paymentDetail(payment, part)),
    orderCertifyKey: payment.certifyKey,
    paymentCompletionYn: completed ? 'Y' : 'N',
    ...(payment.completedAt === null ? {} : { paymentCompleteYmdt: toYmdt(payment.completedAt) }),
  };
}

const DELIVERY_PLACE = {
  recipient: '홍길동',
  englishReceipent: 'HONG GILDONG',
  address1: '경기도 성남시 분당구 대왕판교로645번길 16',
  address2: '시뮬레이터 1층',
  zipcode: '13487',
  deliveryMemo: '',
  telephone: '010-0000-0000',
  individualCustomUniqNo: '',
};

function paymentDetail(payment: Payment, part: PaymentPart) {
  return {
    ...settleInfo(payment, part),
    // An account that waits for its deposit has no trade yet.
    ...(payment.completedAt === null ? {} : { paymentTradeNo: part.tradeNo }),
    paymentMethodCode: part.methodCode,
    paymentMethodName: METHOD_NAMES[part.methodCode],
    paymentAmt: part.amountWon,
    taxfreeAmt: payment.completedAt === null ? 0 : part.split.taxfreeWon,
    taxableAmt: payment.completedAt === null ? 0 : part.split.taxableWon,
    vatAmt: payment.completedAt === null ? 0 : part.split.vatWon,
    serviceAmt: 0,
    ...(payment.completedAt === null
      ? {}
      : {
          tradeYmdt: toYmdt(payment.completedAt),
          pgAdmissionNo: part.pgAdmissionNo,
          pgAdmissionYmdt: toYmdt(payment.completedAt - ISSUER_LEAD_MS),
        }),
    easyPaymentYn: part.methodCode === '31' ? 'Y' : 'N',
  };
}

function settleInfo(payment: Payment, part: PaymentPart): Record<string, unknown> {
  if (part.card) return { cardSettleInfo: cardSettleInfo(part.card) };
  if (part.accountNo !== null) {
    return {
      nonBankbookSettleInfo: {
        ...ACCOUNT_BANK,
        accountNo: part.accountNo,
        // The last day on which the money may come: 24:00 of that day is already the next one.
        paymentExpirationYmd: toYmd((payment.accountExpiresAt ?? payment.approvedAt) - 1),
      },
    };
  }
  if (part.methodCode === '98') return {};
  return {
    couponSettleInfo: {
      discountAmt: decimal(part.amountWon),
      discountConditionAmt: decimal(part.amountWon),
      encCouponId: null,
    },
  };
}

function cardSettleInfo(card: NonNullable<PaymentPart['card']>) {
  return {
    cardCompanyName: CARD_COMPANIES[card.companyCode] ?? card.companyCode,
    cardCompanyCode: card.companyCode,
    cardNo: card.maskedNumber,
    cardInstallmentMonthNumber: card.installmentMonths,
    cardAdmissionNo: card.admissionNo,
    cardInterestFreeYn: 'N',
    corporateCardYn: 'N',
    partCancelPossibleYn: card.partCancelPossible ? 'Y' : 'N',
  };
}

/** One method's part of one cancel. */
export interface CancelRow {
  readonly part: PaymentPart;
  readonly split: PaymentPart['split'];
  readonly cancelTradeNo: string;
}

/** The `result` of a cancel. Every amount is a decimal here, and only here. */
export function cancelResult(payment: Payment, seq: number, cancelledAt: number, rows: readonly CancelRow[]) {
  const zero: Decimal = decimal(0);
  return {
    orderNo: payment.orderNo,
    cancelTradeSeq: seq,
    totalCancelPaymentAmt: decimal(rows.reduce((sum, row) => sum + sumOfSplit(row.split), 0)),
    remainCancelPossibleAmt: decimal(payment.totalWon - cancelledWonOf(payment)),
    cancelPaymentDetails: rows.map((row) => ({
      paymentTradeNo: row.part.tradeNo,
      paymentMethodCode: row.part.methodCode,
      paymentMethodName: METHOD_NAMES[row.part.methodCode],
      cancelPaymentAmt: decimal(sumOfSplit(row.split)),
      tradeYmdt: toYmdt(cancelledAt),
      cancelPaymentTradeNo: row.cancelTradeNo,
      cancelTaxableAmt: decimal(row.split.taxableWon),
      cancelTaxfreeAmt: decimal(row.split.taxfreeWon),
      cancelVatAmt: decimal(row.split.vatWon),
      cancelServiceAmt: zero,
    })),
    cancelReceiptPaycoPointAmt: zero,
    cancelReceiptPaycoPointTaxfreeAmt: zero,
    cancelReceiptPaycoPointTaxableAmt: zero,
    cancelReceiptPaycoPointVatAmt: zero,
    cancelReceiptPaycoPointServiceAmt: zero,
    cancelYmdt: toYmdt(cancelledAt),
  };
}
