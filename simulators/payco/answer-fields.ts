// The fields every call, return and notice can have, as dotted paths without the numbers of list elements.
// Must never miss one: an odd value can be ordered for a field that is listed here only.
import type { Endpoint } from './faults.js';

function under(parent: string, names: readonly string[]): string[] {
  return [parent, ...names.map((name) => `${parent}.${name}`)];
}

/** Fields nobody announced come with a habit. */
const ENVELOPE = ['code', 'message', 'redirectUrl', ...under('unannouncedField', ['note'])];

const PAYMENT_DETAIL = [
  'paymentTradeNo',
  'paymentMethodCode',
  'paymentMethodName',
  'paymentAmt',
  'taxfreeAmt',
  'taxableAmt',
  'vatAmt',
  'serviceAmt',
  'tradeYmdt',
  'pgAdmissionNo',
  'pgAdmissionYmdt',
  'easyPaymentYn',
  ...under('cardSettleInfo', [
    'cardCompanyName',
    'cardCompanyCode',
    'cardNo',
    'cardInstallmentMonthNumber',
    'cardAdmissionNo',
    'cardInterestFreeYn',
    'corporateCardYn',
    'partCancelPossibleYn',
  ]),
  ...under('nonBankbookSettleInfo', ['bankName', 'bankCode', 'accountNo', 'paymentExpirationYmd']),
  ...under('couponSettleInfo', ['discountAmt', 'discountConditionAmt', 'encCouponId']),
];

const APPROVAL = [
  'sellerOrderReferenceKey',
  'reserveOrderNo',
  'orderNo',
  'memberName',
  'memberEmail',
  'orderChannel',
  'totalOrderAmt',
  'totalDeliveryFeeAmt',
  'totalRemoteAreaDeliveryFeeAmt',
  'totalPaymentAmt',
  'receiptPaycoPointAmt',
  'receiptPaycoPointTaxfreeAmt',
  'receiptPaycoPointTaxableAmt',
  'receiptPaycoPointVatAmt',
  'receiptPaycoPointServiceAmt',
  ...under('deliveryPlace', [
    'recipient',
    'englishReceipent',
    'address1',
    'address2',
    'zipcode',
    'deliveryMemo',
    'telephone',
    'individualCustomUniqNo',
  ]),
  ...under('orderProducts', [
    'orderProductNo',
    'sellerOrderProductReferenceKey',
    'orderProductStatusCode',
    'orderProductStatusName',
    'cpId',
    'productId',
    'productKindCode',
    'productPaymentAmt',
    'originalProductPaymentAmt',
  ]),
  ...under('paymentDetails', PAYMENT_DETAIL),
  'orderCertifyKey',
  'paymentCompletionYn',
  'paymentCompleteYmdt',
];

const CANCEL = [
  'orderNo',
  'cancelTradeSeq',
  'totalCancelPaymentAmt',
  'remainCancelPossibleAmt',
  ...under('cancelPaymentDetails', [
    'paymentTradeNo',
    'paymentMethodCode',
    'paymentMethodName',
    'cancelPaymentAmt',
    'tradeYmdt',
    'cancelPaymentTradeNo',
    'cancelTaxableAmt',
    'cancelTaxfreeAmt',
    'cancelVatAmt',
    'cancelServiceAmt',
  ]),
  'cancelReceiptPaycoPointAmt',
  'cancelReceiptPaycoPointTaxfreeAmt',
  'cancelReceiptPaycoPointTaxableAmt',
  'cancelReceiptPaycoPointVatAmt',
  'cancelReceiptPaycoPointServiceAmt',
  'cancelYmdt',
];

const AVAILABILITY = [
  'cancelPossibleYn',
  'partCancelPossibleYn',
  'pgCancelPossibleAmt',
  'cancelImpossibleReason',
  'orderNo',
];

const UNANNOUNCED = under('unannouncedField', ['note']);

/** A call with an object as its `result`. */
function call(result: readonly string[]): string[] {
  return [...ENVELOPE, ...under('result', [...result, ...UNANNOUNCED])];
}

export const ANSWER_FIELDS: Readonly<Record<Endpoint, readonly string[]>> = {
  reserve: call(['reserveOrderNo', 'orderSheetUrl']),
  approval: [...call(APPROVAL), 'pgErrorCode'],
  cancel: call(CANCEL),
  checkAvailability: call(AVAILABILITY),
  verify: call(APPROVAL),
  productStatus: ENVELOPE,
  mileage: call(['orderNo', 'canceledMileageAcmAmount', 'remainingMileageAcmAmount']),
  // Its result is a list, to which no field nobody announced can be added.
  usability: [...ENVELOPE, ...under('result', ['codeKind', 'codeValue', 'usabilityYn', 'useImpossibleReason'])],
  return: [
    'code',
    'message',
    'reserveOrderNo',
    'sellerOrderReferenceKey',
    'mainPgCode',
    'totalPaymentAmt',
    'totalRemoteAreaDeliveryFeeAmt',
    'discountAmt',
    'pointAmt',
    'paymentCertifyToken',
    'bid',
  ],
  // In PAY1 the payment itself is told, with a few more fields.
  deposit: ['code', 'message', ...under('response', [...APPROVAL, 'orderMethod', 'serviceUrlParam'])],
};
