// Every result code the simulator can answer with its text: Payple's, the card network's and those of its own.
// Must never let one of its own codes look like one of Payple's.

/** The codes of calls and windows, as Payple's documentation names them. */
const PAYPLE_TEXTS: Readonly<Record<string, string>> = {
  AUTH0001: '가맹점아이디 값이 존재하지 않습니다.',
  AUTH0002: '가맹점 키가 일치하지 않습니다.',
  AUTH0003: '등록되지 않은 가맹점입니다.',
  AUTH0004: '등록되지 않은 도메인이거나 REFERER가 없습니다.',
  AUTH0005: 'TOKEN CREATE ERROR!!',
  AUTH0007: '결제창을 호출한 도메인과 가맹점 인증 도메인이 다릅니다.',
  CPCA0001: '카드 인증 시간이 초과되었습니다.',
  CPCA0002: '등록된 카드가 없습니다.',
  CPCA0004: '카드 정보가 일치하지 않습니다.',
  CPCA0005: '카드결제 인증키가 없거나 일치하지 않습니다.',
  CPCA0010: '카드사 승인 요청에 실패하였습니다.',
  CPCA0201: '이미 거래가 존재합니다.',
  CPCA9999: '카드결제에 실패하였습니다.',
  CPCAD001: '카드 해지에 실패하였습니다.',
  CPCAD002: '사용할 수 없는 카드로 자동 해지되었습니다.',
  CBIL0001: '잘못된 접근입니다.',
  CBIL0002: '인증 세션이 만료되었습니다.',
  CBIL0003: '결제내역이 존재하지 않습니다.',
  BILL0001: '잘못된 접근입니다.',
  BILL0002: '인증 세션이 만료되었습니다.',
  BILL0003: '결제내역이 존재하지 않습니다.',
  SPCD0001: '결제키(PCD_PAYER_ID)가 없습니다.',
  SPCD0002: '결제 최소금액은 100원입니다.',
  SPCD0003: '상품명이 없습니다.',
  SPCD0004: '인증 세션이 만료되었습니다.',
  SPCD0011: '가맹점의 결제키가 아닙니다.',
  SPCD0012: '결제키를 찾을 수 없거나 해지되었습니다.',
  SPCD0014: '이미 결제되었거나 진행 중인 주문번호입니다.',
  SPCD0018: '카드 승인이 거절되었습니다.',
  SPCD1001: '카드사 응답이 없습니다.',
  SPCD1002: '사용할 수 없는 카드입니다. 카드 해지에 실패하였습니다.',
  SPCD1003: '비정상 승인으로 자동 취소되었습니다.',
  SPCD1004: '사용할 수 없는 카드로 자동 해지되었습니다.',
  SPCD9991: '가맹점 키가 일치하지 않습니다.',
  SPCD9998: '잘못된 접근입니다.',
  RPCD0001: '결제키(PCD_PAYER_ID)가 없습니다.',
  RPCD0002: '결제 최소금액은 100원입니다.',
  RPCD0003: '상품명이 없습니다.',
  RPCD0004: '과금연도가 올바르지 않습니다.',
  RPCD0005: '과금월이 올바르지 않습니다.',
  RPCD0006: '인증 세션이 만료되었습니다.',
  RPCD0011: '가맹점의 결제키가 아닙니다.',
  RPCD0012: '결제키를 찾을 수 없거나 해지되었습니다.',
  RPCD0015: '이미 결제된 주문번호이거나 과금연월입니다.',
  RPCD0019: '카드 승인이 거절되었습니다.',
  RPCD1001: '카드사 응답이 없습니다.',
  RPCD1002: '사용할 수 없는 카드입니다. 카드 해지에 실패하였습니다.',
  RPCD9991: '가맹점 키가 일치하지 않습니다.',
  RPCD9998: '잘못된 접근입니다.',
  CDAU0001: '인증 세션이 만료되었습니다.',
  CDAU0002: '카드번호가 올바르지 않습니다.',
  CDAU0007: '카드 인증에 실패하였습니다.',
  CPAY0018: '출금 결과를 수신하지 못하였습니다.',
  CPAY0202: '이미 결제된 주문번호이거나 과금연월입니다.',
  SPAY0011: '출금 결과를 수신하지 못하였습니다.',
  PAYC0001: '인증에 실패하였습니다.',
  PAYC0002: '환불키가 일치하지 않습니다.',
  PAYC0007: '결제내역이 없거나 이미 취소되었습니다.',
  PAYC0011: '환불 가능 금액을 초과하였습니다.',
  PCCFD001: '결제 승인 가능 시간이 초과되었습니다.',
};

/** What card companies say behind one of Payple's codes; four digits. */
export const ISSUER_TEXTS: Readonly<Record<string, string>> = {
  1103: '중복 거래',
  1113: '시스템 장애',
  1115: '이미 취소된 거래',
  1116: '취소 불가 거래',
  1123: '취소 가능 기간 경과',
  1125: '처리 중입니다. 잠시 후 다시 시도해 주세요',
  1128: '부분취소 가능 금액 초과',
  1144: '부분취소 불가 가맹점',
  2101: '고객 취소',
  3100: '유효기간 오류',
  3106: '시스템 장애',
  3110: '카드번호 오류',
  3112: '한도 초과',
  3115: '비밀번호 오류',
  3117: '비밀번호 오류 횟수 초과',
  3122: '분실/도난 카드',
  3123: '사용 불가 카드',
  3133: '잔액 부족',
  3134: '카드사 응답 시간 초과',
  3143: '카드사 문의 바랍니다.',
};

export const USUAL_ISSUER_CODE = '3112';

/** The simulator's own codes: Payple refuses here too, but nobody wrote down with which code. SIMU0001 to SIMU0099. */
export const OWN = {
  accessWrong: ['SIMU0001', '인증키가 유효하지 않습니다 (keys or AuthKey are not good for this call)'],
  sessionOver: ['SIMU0002', '인증 세션이 만료되었습니다 (the AuthKey is used up or older than 30 minutes)'],
  keyUnknown: ['SIMU0003', '결제키를 찾을 수 없습니다 (no such billing key, or it was removed)'],
  keyForeign: ['SIMU0004', '가맹점의 결제키가 아닙니다 (the billing key belongs to another merchant)'],
  transferMinimum: ['SIMU0005', '계좌결제 최소금액은 1,000원입니다 (an account payment is at least 1,000 won)'],
  goodsMissing: ['SIMU0006', '상품명이 없습니다 (PCD_PAY_GOODS is missing)'],
  periodWrong: ['SIMU0007', '과금연월이 올바르지 않습니다 (PCD_PAY_YEAR or PCD_PAY_MONTH is not a year or a month)'],
  transferDeclined: ['SIMU0008', '출금이 거절되었습니다 (the bank refused the debit)'],
  accountWrong: ['SIMU0009', '계좌 정보가 일치하지 않습니다 (the account is not the payer’s)'],
  transferTimeout: ['SIMU0010', '계좌 인증 시간이 초과되었습니다 (the account was not confirmed in time)'],
  orderWrong: ['SIMU0011', '주문 정보가 올바르지 않습니다 (an amount or a field of the order is not valid)'],
  cancelFieldWrong: ['SIMU0012', '취소 요청 값이 올바르지 않습니다 (a field of the cancel is missing or not valid)'],
  refundTaxTooHigh: ['SIMU0013', '취소 부가세가 올바르지 않습니다 (the VAT of the refund is above what is left)'],
  partialCancelRefused: ['SIMU0014', '부분취소를 할 수 없습니다 (the test account refuses partial cancels)'],
  cancelRefused: ['SIMU0015', '카드사가 취소를 거절하였습니다 (the card company refused the cancel)'],
  paymentUnknown: ['SIMU0016', '결제내역이 존재하지 않습니다 (no such payment of this payer)'],
  notByAccount: ['SIMU0017', '계좌결제만 가능합니다 (cash receipts are for account payments only)'],
  receiptExists: ['SIMU0018', '이미 현금영수증이 발행되었습니다 (the cash receipt was issued already)'],
  receiptMissing: ['SIMU0019', '발행된 현금영수증이 없습니다 (there is no cash receipt to cancel)'],
  receiptTooHigh: ['SIMU0020', '결제금액을 초과하였습니다 (the cash receipt is above the payment)'],
  refusedByControl: ['SIMU0021', '시뮬레이터 설정에 의해 거절되었습니다 (refused because the control API was told so)'],
  windowOver: ['SIMU0022', '이미 끝난 결제창입니다 (this window was finished already)'],
  linkWrong: ['SIMU0023', '링크 정보가 올바르지 않습니다 (a field of the payment link is not valid)'],
  linkOver: ['SIMU0024', '만료되었거나 이미 결제된 링크입니다 (the payment link has expired or was paid)'],
} as const satisfies Record<string, readonly [string, string]>;

export type OwnCode = keyof typeof OWN;

const OWN_TEXTS = new Map<string, string>(Object.values(OWN).map(([code, text]) => [code, text]));

export function textOf(code: string): string {
  if (Object.hasOwn(PAYPLE_TEXTS, code)) return PAYPLE_TEXTS[code] ?? '';
  return `[simulator] ${OWN_TEXTS.get(code) ?? `code ${code}`}`;
}
