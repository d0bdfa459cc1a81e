// Every result code the simulator can answer: those seen in production and those that are its own.
// Must never give one of its own codes a number that PAYCO was seen to use.

export const SUCCESS = 0;

/** Codes and texts seen in production. */
export const SEEN = {
  invalidParameter: 1001,
  orderKeyRegistered: 1005,
  sheetExpired: 1012,
  ipNotAllowed: 1021,
  unknownSeller: 1022,
  otherPaycoId: 1026,
  nothingToCancel: 1301,
  alreadyCancelled: 1309,
  unknownError: 1403,
  cancelledByBuyer: 2222,
  alreadyPaid: 4005,
  noPaymentGateway: 4502,
  declined: 4505,
} as const;

const SEEN_TEXTS: Readonly<Record<number, string>> = {
  1001: '파라미터 정보가 유효하지 않습니다.',
  1005: 'The order number is already registered.',
  1012: '결제가능한 유효시간이 지났습니다.',
  1021: '허용되지 않은 IP 입니다.',
  1022: '등록되지 않은 가맹점 코드(sellerKey)입니다.',
  1026: '로그인 정보가 주문(결제)요청한 ID와 일치하지 않습니다.',
  1301: '취소가능한 상품이 없습니다.',
  1309: '취소 완료된 결제(취소 가능 잔액 : 0원)',
  1403: '알 수 없는 오류가 발생하였습니다. 다시 시도해 주세요.',
  2222: '주문이 취소되었습니다.',
  4004: '존재하지 않는 간편결제입니다. 다시 시도해 주세요.',
  4005: '이미 주문 완료되었습니다.',
  4502: '가능한 PG가 없습니다.',
  4503: '충전 포인트 잔액이 부족합니다. 충전 후 다시 시도해 주세요.',
  4505: '카드사 승인이 거절되었습니다.',
  30010: '충전계좌가 안심서비스 이용 중입니다. 서비스 해제 후 다시 시도해 주세요.',
  777001: 'SMS인증이 필요합니다.',
};

/** What the issuer says under 4505, most frequent first. */
export const PG_TEXTS: Readonly<Record<string, string>> = {
  CC45: '정지카드',
  CC67: '사업자번호 오류(인증)',
  CC10: '통장 잔액부족',
  CC04: '분실 혹은 거래불가',
  CC61: '거래금액 한도초과',
  CC54: '유효기간만료 또는 불일치',
  8484: '유효기간만료',
  QP64: '결제정보 인증 실패',
  ST12: '출금계좌 잔액부족',
  CC01: '체크카드승인불가',
  CC14: '카드번호 오류',
  CC39: '기타거래불가',
  505: 'KIBNET 잔액부족',
  8999: 'KCP로 문의',
  CC03: '카드사 거절',
  CC40: '승인거래 제한 업종',
  ST01: '존재하지 않는 계좌',
  CC21: '미등록 가맹점',
  CC44: '연체카드',
  CC69: '비밀번호 3회 오류',
  CC27: '온라인 거래 불가',
  CC35: '거래불가 카드',
  CC88: '카드사포인트 부족',
  CC98: '카드사 시스템 장애',
  QPN3: 'PG서버 접속 오류',
};

export const DEFAULT_PG_ERROR_CODE = 'CC61';

/** The simulator's own codes: PAYCO refuses here too, but nobody recorded with which code. Range 990001 to 990099. */
export const OWN = {
  amountsDoNotAddUp: [990001, '주문 금액의 합계가 맞지 않습니다 (the amounts of the order do not add up)'],
  productNotOfMerchant: [
    990002,
    '가맹점의 cpId/productId가 아닙니다 (cpId or productId does not belong to the merchant)',
  ],
  unknownSheet: [990003, '주문예약번호를 찾을 수 없습니다 (no such reserveOrderNo for this merchant)'],
  otherOrderKey: [
    990004,
    '주문예약번호와 가맹점 주문번호가 다릅니다 (the order key is not the one of this reserveOrderNo)',
  ],
  wrongToken: [990005, '결제 인증 토큰이 유효하지 않습니다 (paymentCertifyToken is not valid)'],
  expiredToken: [990006, '결제 인증 토큰이 만료되었습니다 (paymentCertifyToken has expired)'],
  approvalAmountDiffers: [990007, '승인 금액이 주문 금액과 다릅니다 (totalPaymentAmt differs from the order)'],
  notPaid: [990008, '결제되지 않은 주문입니다 (the order is not paid)'],
  wrongCertifyKey: [990009, '주문 인증키가 유효하지 않습니다 (orderCertifyKey is not valid)'],
  cancelAboveBalance: [990010, '취소 금액이 취소 가능 금액보다 큽니다 (cancelTotalAmt is above the balance)'],
  staleBalance: [990011, '취소 가능 금액이 일치하지 않습니다 (totalCancelPossibleAmt differs from the balance)'],
  partialCancelImpossible: [990012, '부분 취소할 수 없는 결제입니다 (this payment cannot be cancelled in part)'],
  fullCancelOfPart: [
    990013,
    '전체 취소 금액이 취소 가능 금액과 다릅니다 (without orderProducts cancelTotalAmt must be the whole balance)',
  ],
  cancelTaxDoesNotAddUp: [
    990014,
    '취소 세금 금액의 합계가 맞지 않습니다 (the tax split of the cancel does not add up)',
  ],
  virtualAccountCancel: [
    990015,
    '무통장입금은 이 API로 취소할 수 없습니다 (a virtual account cannot be refunded through this call)',
  ],
  cancelBelowCoupon: [
    990016,
    '쿠폰 금액보다 작은 부분 취소는 할 수 없습니다 (a partial cancel cannot be below the coupon)',
  ],
  unknownProductLine: [990017, '주문 상품을 찾을 수 없습니다 (no such sellerOrderProductReferenceKey in this order)'],
  mileageAboveOrder: [
    990018,
    '마일리지 적립 취소 금액이 주문 금액보다 큽니다 (cancelPaymentAmount is above what is left)',
  ],
  refusedByControl: [990020, '시뮬레이터 설정에 의해 거절되었습니다 (refused because the control API was told so)'],
} as const satisfies Record<string, readonly [number, string]>;

export type OwnCode = keyof typeof OWN;

export function textOf(code: number): string {
  const own = Object.values(OWN).find(([number]) => number === code);
  return SEEN_TEXTS[code] ?? (own ? ownText(own[1]) : `[simulator] code ${code}`);
}

export function ownText(text: string): string {
  return `[simulator] ${text}`;
}
