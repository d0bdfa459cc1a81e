// PAYCO's calls and words: paths, field names, codes, and which fields may be kept.
// Must never be imported outside this folder; the house speaks of payments, not of sellerOrderReferenceKeys.

/** The eight calls, by their paths under the API host. */
export const PAYCO_CALLS = {
  reserve: '/outseller/order/reserve',
  approval: '/outseller/payment/approval',
  cancel: '/outseller/order/cancel',
  checkAvailability: '/outseller/order/cancel/checkAvailability',
  verify: '/outseller/payment/approval/getDetailForVerify',
  productStatus: '/outseller/order/updateOrderProductStatus',
  mileage: '/outseller/order/cancel/partMileage',
  usability: '/outseller/code/checkUsability',
} as const;
export type PaycoCall = keyof typeof PAYCO_CALLS;

/** Order sheet for one payment. Amounts travel as numeric texts, quantities as numbers. */
export interface ReserveBody {
  readonly sellerKey: string;
  readonly sellerOrderReferenceKey: string;
  readonly sellerOrderReferenceKeyType: 'UNIQUE_KEY';
  readonly currency: 'KRW';
  readonly totalPaymentAmt: string;
  readonly totalTaxfreeAmt: string;
  readonly totalTaxableAmt: string;
  readonly totalVatAmt: string;
  readonly orderTitle: string;
  readonly returnUrl: string;
  /** JSON text; PAYCO adds each key to the return's query. */
  readonly returnUrlParam: string;
  readonly nonBankbookDepositInformUrl: string;
  readonly orderMethod: string;
  readonly orderChannel: 'PC' | 'MOBILE';
  readonly inAppYn: 'Y' | 'N';
  readonly individualCustomNoInputYn: 'N';
  readonly orderSheetUiType: string;
  /** Always split: with PAY1, the default when absent, PAYCO takes the money before we have looked. */
  readonly payMode: 'PAY2';
  /** JSON text. */
  readonly extraData: string;
  readonly orderProducts: readonly ReserveProduct[];
}

export interface ReserveProduct {
  readonly cpId: string;
  readonly productId: string;
  readonly productAmt: string;
  readonly productPaymentAmt: string;
  readonly orderQuantity: number;
  readonly option?: string;
  readonly sortOrdering: number;
  readonly productName: string;
  readonly orderConfirmUrl: '';
  readonly orderConfirmMobileUrl: '';
  readonly productImageUrl: '';
  readonly sellerOrderProductReferenceKey: string;
  readonly taxationType: TaxationType;
}

export type TaxationType = 'TAXATION' | 'DUTYFREE' | 'COMBINE';

export interface ApprovalBody {
  readonly sellerKey: string;
  readonly reserveOrderNo: string;
  readonly sellerOrderReferenceKey: string;
  readonly paymentCertifyToken: string;
  readonly totalPaymentAmt: string;
}

/** Without `orderProducts` the cancellation is full, with them partial; the amount alone decides how much. */
export interface CancelBody {
  readonly sellerKey: string;
  readonly sellerOrderReferenceKey: string;
  readonly orderCertifyKey: string;
  readonly orderNo: string;
  readonly cancelTotalAmt: string;
  readonly totalCancelTaxfreeAmt: string;
  readonly totalCancelTaxableAmt: string;
  readonly totalCancelVatAmt: string;
  /** What is left before this cancellation, by our books: PAYCO refuses when its own differ. Its only guard against doubles. */
  readonly totalCancelPossibleAmt: string;
  readonly requestMemo: string;
  readonly orderProducts?: readonly CancelProduct[];
}

interface CancelProduct {
  readonly sellerOrderProductReferenceKey: string;
  readonly cpId: string;
  readonly productId: string;
  readonly productAmt: string;
  readonly cancelDetailContent: string;
}

/** PAYCO's words for the states of a product; the misspelling is PAYCO's. */
export const PRODUCT_STATUS_WORDS = {
  awaiting_deposit: 'PAYMENT_WAITNG',
  paid: 'PAYED',
  delivery_started: 'DELIVERY_START',
  purchase_decided: 'PURCHASE_DECISION',
  cancelled: 'CANCELED',
} as const;
export type ProductStatus = keyof typeof PRODUCT_STATUS_WORDS;

/** PAYCO's result codes that we act on. Every other code means: verify. */
export const CODES = {
  success: '0',
  badParameter: '1001',
  alreadyRegistered: '1005',
  sheetExpired: '1012',
  addressNotAllowed: '1021',
  unknownSellerKey: '1022',
  otherPaycoId: '1026',
  nothingToCancel: '1301',
  alreadyCancelled: '1309',
  unknownError: '1403',
  buyerCancelled: '2222',
  noSuchEasyPayment: '4004',
  alreadyApproved: '4005',
  noPaymentGateway: '4502',
  pointsShort: '4503',
  declined: '4505',
  accountProtected: '30010',
  smsRequired: '777001',
} as const;

/** Values that may be kept in exchanges. Tokens, keys (a sellerKey with a certify key can refund), member names and account numbers are not among them. */
export const SHOWN_FIELDS: ReadonlySet<string> = new Set([
  ...['code', 'message', 'pgErrorCode', 'redirectUrl', 'sellerOrderReferenceKey', 'currency'],
  ...['sellerOrderReferenceKeyType', 'reserveOrderNo', 'orderNo', 'orderSheetUrl', 'orderMethod', 'orderChannel'],
  ...[
    'inAppYn',
    'payMode',
    'orderSheetUiType',
    'individualCustomNoInputYn',
    'orderTitle',
    'returnUrlParam',
    'extraData',
  ],
  ...['totalPaymentAmt', 'totalOrderAmt', 'totalTaxfreeAmt', 'totalTaxableAmt', 'totalVatAmt', 'totalDeliveryFeeAmt'],
  ...['productAmt', 'productPaymentAmt', 'originalProductPaymentAmt', 'orderQuantity', 'option', 'sortOrdering'],
  ...['productName', 'sellerOrderProductReferenceKey', 'taxationType', 'cpId', 'productId', 'productKindCode'],
  ...['orderProductNo', 'orderProductStatusCode', 'orderProductStatusName', 'orderProductStatus'],
  ...['paymentTradeNo', 'paymentMethodCode', 'paymentMethodName', 'paymentAmt', 'taxfreeAmt', 'taxableAmt', 'vatAmt'],
  ...['serviceAmt', 'tradeYmdt', 'pgAdmissionNo', 'pgAdmissionYmdt', 'easyPaymentYn', 'paymentCompletionYn'],
  ...['paymentCompleteYmdt', 'paymentExpirationYmd', 'cardCompanyName', 'cardCompanyCode', 'cardAdmissionNo'],
  ...['cardInstallmentMonthNumber', 'cardInterestFreeYn', 'corporateCardYn', 'partCancelPossibleYn', 'bankName'],
  ...['bankCode', 'discountAmt', 'discountConditionAmt', 'cancelTotalAmt', 'totalCancelTaxfreeAmt'],
  ...[
    'totalCancelTaxableAmt',
    'totalCancelVatAmt',
    'totalCancelPossibleAmt',
    'cancelTradeSeq',
    'totalCancelPaymentAmt',
  ],
  ...['remainCancelPossibleAmt', 'cancelPaymentAmt', 'cancelPaymentTradeNo', 'cancelTaxableAmt', 'cancelTaxfreeAmt'],
  ...['cancelVatAmt', 'cancelServiceAmt', 'cancelYmdt', 'cancelPossibleYn', 'pgCancelPossibleAmt'],
  ...['cancelImpossibleReason', 'cancelPaymentAmount', 'canceledMileageAcmAmount', 'remainingMileageAcmAmount'],
  ...['codeKind', 'codeValue', 'upperCodeValue', 'usabilityYn', 'useImpossibleReason'],
]);
