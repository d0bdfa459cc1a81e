// Every word that buyers read here, in Korean first and in English.
// Must never hold HTML or a provider's words; a missing translation is a compile error.
import type { BuyerReason, RefusalReason } from '../orders/provider-reply.js';
import type { Language } from './language.js';
import type { StandingKind } from './standing.js';

const ko = {
  otherLanguage: 'English',
  securePayment: '안전 결제',
  skip: '본문으로 건너뛰기',
  payTitle: (amount: string, title: string) => `${amount} 결제 · ${title}`,
  won: (amount: number) => `${amount.toLocaleString('ko-KR')}원`,
  deadline: (instant: Date) => `${momentIn('ko-KR', lastMinuteOf(instant))} (한국 시간)`,

  order: '주문 상품',
  amount: '결제 금액',
  orderAmount: '주문 금액',
  orderNumber: '주문번호',
  pieces: (count: number) => `${count.toLocaleString('ko-KR')}개`,
  coupon: '쿠폰 할인',
  points: '포인트 사용',
  taxFree: '면세 금액 포함',
  payBefore: '결제 기한',
  ways: '결제 수단',
  payWith: (label: string) => `${label}${particleOf(label)} 결제`,
  noWays: '지금 이 주문을 결제할 수 있는 수단이 없습니다. 판매자에게 문의해 주세요.',
  keepsCard: '결제하신 카드는 저장되며, 삭제하실 때까지 상점이 다시 묻지 않고 이 카드로 결제할 수 있습니다.',
  trust: '카드 번호 같은 결제 정보는 결제사 화면에서만 입력하시며, 이 페이지에는 남지 않습니다.',

  opening: '결제창을 열고 있습니다',
  openingHint: '잠시만 기다려 주세요.',
  backToCheckout: '결제 페이지로 돌아가기',
  waiting: '결제창에서 결제를 진행해 주세요',
  waitingHint: '결제가 끝나면 이 화면이 자동으로 바뀝니다.',
  showWindow: '결제창 보기',
  closeWindow: '결제창 닫고 다시 선택',
  windowClosed: '결제창이 닫혔고, 아직 결제되지 않았습니다. 아래에서 다시 시도해 주세요.',
  windowBlocked: '브라우저가 새 창을 막아 이 창에서 결제를 이어 갑니다.',
  failures: {
    provider_not_reached: '결제사에 연결하지 못했습니다. 청구된 금액은 없습니다. 잠시 후 다시 시도해 주세요.',
    provider_refused:
      '결제사가 결제창을 열어 주지 않았습니다. 청구된 금액은 없습니다. 다른 결제 수단을 이용하거나 판매자에게 문의해 주세요.',
    too_many_requests: '요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    other: '결제창을 열지 못했습니다. 청구된 금액은 없습니다. 잠시 후 다시 시도해 주세요.',
  },

  headlines: {
    payable: '결제가 완료되지 않았습니다',
    payable_in_doubt: '결제 결과를 확인하고 있습니다',
    refused: '결제가 완료되지 않았습니다',
    confirming: '결제를 확인하고 있습니다',
    in_doubt: '결제 결과를 기다리고 있습니다',
    long_doubt: '결제 결과를 기다리고 있습니다',
    awaiting_deposit: '아래 계좌로 입금해 주세요',
    paid: '결제가 완료되었습니다',
    partially_cancelled: '일부 금액이 환불되었습니다',
    cancelled: '결제가 취소되었습니다',
    expired: '결제 기한이 지났습니다',
    expired_in_doubt: '결제 기한이 지났습니다',
    voided: '취소된 주문입니다',
  } satisfies Record<StandingKind, string>,
  explanations: {
    payable: '청구된 금액은 없습니다. 다시 결제하실 수 있습니다.',
    payable_in_doubt:
      '앞서 시도하신 결제의 결과를 아직 확인하지 못했습니다. 결제를 마치셨다면 다시 결제하지 말고 기다려 주세요. 다시 결제하시더라도 중복으로 승인된 금액은 자동으로 취소됩니다.',
    refused: '청구된 금액은 없습니다. 다시 결제하실 수 있습니다.',
    confirming: '잠시만 기다려 주세요. 이 화면은 자동으로 바뀝니다.',
    in_doubt: '확인 중입니다. 다시 결제하지 마세요. 결과가 나오면 이 화면이 자동으로 바뀝니다.',
    long_doubt:
      '확인이 평소보다 오래 걸리고 있습니다. 다시 결제하지 마세요. 기다리지 않으셔도 결과는 자동으로 확인되어 판매자에게 전달됩니다.',
    awaiting_deposit: '입금이 확인되면 결제가 완료됩니다. 금액이 다르면 입금되지 않을 수 있습니다.',
    paid: '이용해 주셔서 감사합니다.',
    partially_cancelled: '환불 금액은 결제하신 수단으로 돌려드립니다.',
    cancelled: '환불 금액은 결제하신 수단으로 돌려드립니다.',
    expired: '이 주문은 더 이상 결제할 수 없습니다. 판매자에게 다시 주문해 주세요.',
    expired_in_doubt:
      '이 주문은 더 이상 결제할 수 없습니다. 진행 중이던 결제를 확인하고 있으며, 승인된 금액이 있으면 자동으로 취소됩니다.',
    voided: '판매자가 주문을 취소하여 결제할 수 없습니다. 결제된 금액이 있으면 자동으로 취소됩니다.',
  } satisfies Record<StandingKind, string>,
  refusals: {
    declined: '결제 수단이 승인되지 않았습니다. 청구된 금액은 없습니다. 다른 카드나 결제 수단으로 다시 시도해 주세요.',
    buyer_cancelled: '결제를 취소하셨습니다. 청구된 금액은 없습니다.',
    sheet_expired: '결제창의 유효 시간이 지났습니다. 청구된 금액은 없습니다. 다시 시도해 주세요.',
    already_paid: '결제사에 이미 결제된 주문으로 나옵니다. 다시 결제하지 마시고 판매자에게 문의해 주세요.',
    not_paid: '결제가 이루어지지 않았습니다. 청구된 금액은 없습니다. 다시 시도해 주세요.',
    given_back: '주문과 다르게 결제되어, 빠져나간 금액을 돌려드렸습니다. 다시 시도해 주세요.',
    not_cancellable: '요청하신 취소를 처리할 수 없습니다. 판매자에게 문의해 주세요.',
    balance_differs: '환불 가능 금액이 달라 처리하지 못했습니다. 판매자에게 문의해 주세요.',
    tax_split_refused: '결제사가 부분 환불을 받지 않아 처리하지 못했습니다. 판매자에게 문의해 주세요.',
    over_balance: '환불 가능 금액을 넘어 처리하지 못했습니다. 판매자에게 문의해 주세요.',
    not_refunded: '환불이 이루어지지 않았습니다. 판매자에게 문의해 주세요.',
    configuration:
      '판매자의 결제 설정에 문제가 있어 결제하지 못했습니다. 청구된 금액은 없습니다. 판매자에게 문의해 주세요.',
    invalid: '결제사가 결제 요청을 받지 않았습니다. 청구된 금액은 없습니다. 계속되면 판매자에게 문의해 주세요.',
    superseded: '다른 결제창에서 결제를 다시 시작하셨습니다. 새로 여신 결제창에서 이어 가 주세요.',
    order_expired: '주문의 결제 기한이 지났습니다. 청구된 금액은 없습니다.',
    order_voided: '판매자가 주문을 취소했습니다. 청구된 금액은 없습니다.',
    deposit_withdrawn: '입금 대기가 취소되었습니다. 안내받은 계좌로 입금하지 마시고 다시 결제해 주세요.',
    key_dead: '등록하신 카드를 더 이상 사용할 수 없습니다. 청구된 금액은 없습니다. 카드를 다시 등록해 주세요.',
    not_sent: '결제사에 연결하지 못했습니다. 청구된 금액은 없습니다.',
    already_registered: '이미 등록된 카드입니다.',
  } satisfies Record<RefusalReason, string>,
  declines: {
    limit_exceeded:
      '카드나 계좌의 한도를 넘어 승인되지 않았습니다. 청구된 금액은 없습니다. 한도를 확인하시거나 다른 카드로 결제해 주세요.',
    insufficient_balance:
      '잔액이 부족해 승인되지 않았습니다. 청구된 금액은 없습니다. 잔액을 확인하시거나 다른 결제 수단을 이용해 주세요.',
    expired_card:
      '카드 유효기간이 지났거나 일치하지 않습니다. 청구된 금액은 없습니다. 유효기간을 확인하시거나 다른 카드로 결제해 주세요.',
    wrong_card_data:
      '카드 정보가 올바르지 않아 승인되지 않았습니다. 청구된 금액은 없습니다. 카드 번호와 유효기간을 확인한 뒤 다시 시도해 주세요.',
    wrong_password:
      '비밀번호가 일치하지 않거나 오류 횟수를 초과했습니다. 청구된 금액은 없습니다. 비밀번호를 확인하시거나 다른 카드로 결제해 주세요.',
    card_blocked: '사용할 수 없는 카드입니다. 청구된 금액은 없습니다. 다른 카드로 결제해 주세요.',
    card_not_allowed:
      '이 카드로는 온라인 결제를 하거나 이 상점에서 결제할 수 없습니다. 청구된 금액은 없습니다. 다른 카드로 결제해 주세요.',
    account_unusable:
      '출금할 수 없는 계좌입니다. 청구된 금액은 없습니다. 계좌를 확인하시거나 다른 결제 수단을 이용해 주세요.',
    verification_failed:
      '본인 인증이나 결제 정보 인증이 되지 않았습니다. 청구된 금액은 없습니다. 인증을 마친 뒤 다시 시도해 주세요.',
    issuer_unavailable:
      '카드사나 은행이 지금 응답하지 않습니다. 청구된 금액은 없습니다. 잠시 후 다시 시도하시거나 다른 결제 수단을 이용해 주세요.',
    ask_issuer:
      '카드사에서 승인하지 않았습니다. 청구된 금액은 없습니다. 카드사에 문의하시거나 다른 카드로 결제해 주세요.',
  } satisfies Record<BuyerReason, string>,
  providerCode: (code: string) => `결제사 코드 ${code}`,
  bank: '은행',
  account: '계좌번호',
  depositAmount: '입금하실 금액',
  depositBefore: '입금 기한',
  refunded: '환불 금액',
  retry: '다시 결제하기',
  onward: '상점으로 돌아가기',
  movingOn: '잠시 후 상점으로 이동합니다.',
  closable: '이 창은 닫으셔도 됩니다. 원래 창에서 계속해 주세요.',
  closeThis: '창 닫기',

  notFound: '결제 페이지를 찾을 수 없습니다',
  notFoundHint: '주소가 정확한지 확인하시거나, 상점에서 받은 링크를 다시 열어 주세요.',
  failed: '결제를 시작하지 못했습니다',
};

const en: typeof ko = {
  otherLanguage: '한국어',
  securePayment: 'Secure payment',
  skip: 'Skip to content',
  payTitle: (amount, title) => `Pay ${amount} · ${title}`,
  won: (amount) => `₩${amount.toLocaleString('en-US')}`,
  deadline: (instant) => `${momentIn('en-GB', lastMinuteOf(instant))} (Korean time)`,

  order: 'Order',
  amount: 'Amount',
  orderAmount: 'Order amount',
  orderNumber: 'Order number',
  pieces: (count) => `× ${count.toLocaleString('en-US')}`,
  coupon: 'Coupon',
  points: 'Points',
  taxFree: 'Includes tax-free',
  payBefore: 'Pay before',
  ways: 'How to pay',
  payWith: (label) => `Pay with ${label}`,
  noWays: 'There is no way to pay this order at the moment. Please ask the seller.',
  keepsCard: 'The card you pay with is kept: until it is removed, the shop can charge it without asking again.',
  trust: 'Card numbers and the like are entered only at the payment provider and never stay on this page.',

  opening: 'Opening the payment window',
  openingHint: 'One moment, please.',
  backToCheckout: 'Back to the payment page',
  waiting: 'Please continue in the payment window',
  waitingHint: 'This page changes by itself when you are done.',
  showWindow: 'Show the payment window',
  closeWindow: 'Close it and choose again',
  windowClosed: 'The payment window was closed and nothing has been paid yet. You can try again below.',
  windowBlocked: 'Your browser blocked the new window, so the payment continues in this one.',
  failures: {
    provider_not_reached:
      'The payment provider could not be reached. Nothing was charged. Please try again in a moment.',
    provider_refused:
      'The payment provider did not open its window. Nothing was charged. Please use another way to pay or ask the seller.',
    too_many_requests: 'Too many requests. Please try again in a moment.',
    other: 'The payment window could not be opened. Nothing was charged. Please try again in a moment.',
  },

  headlines: {
    payable: 'The payment was not completed',
    payable_in_doubt: 'We are checking the payment',
    refused: 'The payment was not completed',
    confirming: 'Confirming your payment',
    in_doubt: 'Waiting for the result of your payment',
    long_doubt: 'Waiting for the result of your payment',
    awaiting_deposit: 'Please transfer the money to this account',
    paid: 'Payment complete',
    partially_cancelled: 'Part of it was refunded',
    cancelled: 'The payment was cancelled',
    expired: 'The time to pay is over',
    expired_in_doubt: 'The time to pay is over',
    voided: 'This order was cancelled',
  },
  explanations: {
    payable: 'Nothing was charged. You can pay again.',
    payable_in_doubt:
      'We do not know yet what became of an earlier try. If you have paid, please do not pay again, and wait. Should you pay again all the same, whatever was charged twice is refunded automatically.',
    refused: 'Nothing was charged. You can pay again.',
    confirming: 'One moment, please. This page changes by itself.',
    in_doubt: 'We are checking. Please do not pay again. This page changes by itself as soon as the result is known.',
    long_doubt:
      'This takes longer than usual. Please do not pay again. You need not wait: the result will be settled without you and reported to the seller.',
    awaiting_deposit: 'The payment is complete when the money arrives. Another amount may not be accepted.',
    paid: 'Thank you.',
    partially_cancelled: 'The refund goes to the means you paid with.',
    cancelled: 'The refund goes to the means you paid with.',
    expired: 'This order can no longer be paid. Please order again.',
    expired_in_doubt:
      'This order can no longer be paid. We are checking a payment that was under way; should it have been approved, it is cancelled automatically.',
    voided:
      'The seller cancelled this order, so it cannot be paid. Should anything have been paid, it is cancelled automatically.',
  },
  refusals: {
    declined: 'Your means of payment was declined. Nothing was charged. Please try another card or another way to pay.',
    buyer_cancelled: 'You cancelled the payment. Nothing was charged.',
    sheet_expired: 'The payment window was open for too long. Nothing was charged. Please try again.',
    already_paid: 'The payment provider has this order as paid already. Please do not pay again; ask the seller.',
    not_paid: 'The payment did not happen. Nothing was charged. Please try again.',
    given_back: 'What was paid was not what was ordered. It was taken, and given back. Please try again.',
    not_cancellable: 'This cannot be cancelled. Please ask the seller.',
    balance_differs: 'Less can be refunded than was asked for. Please ask the seller.',
    tax_split_refused: 'The payment provider did not accept this refund of a part. Please ask the seller.',
    over_balance: 'Less can be refunded than was asked for. Please ask the seller.',
    not_refunded: 'The refund did not happen. Please ask the seller.',
    configuration: 'The seller’s payment settings are not right. Nothing was charged. Please ask the seller.',
    invalid:
      'The payment provider did not accept the request. Nothing was charged. If it lasts, please ask the seller.',
    superseded: 'You started again in another payment window. Please continue there.',
    order_expired: 'The time to pay this order is over. Nothing was charged.',
    order_voided: 'The seller cancelled the order. Nothing was charged.',
    deposit_withdrawn:
      'The bank transfer is not expected any more. Please do not transfer to that account; pay again instead.',
    key_dead: 'The stored card cannot be used any more. Nothing was charged. Please register a card again.',
    not_sent: 'The payment provider could not be reached. Nothing was charged.',
    already_registered: 'This card is registered already.',
  },
  declines: {
    limit_exceeded:
      'The limit of the card or account does not cover this. Nothing was charged. Please check the limit, or pay with another card.',
    insufficient_balance:
      'There is not enough money on the card or account. Nothing was charged. Please check the balance, or pay another way.',
    expired_card:
      'The card has expired, or its expiry date does not match. Nothing was charged. Please check the date, or pay with another card.',
    wrong_card_data:
      'The card’s details are not right. Nothing was charged. Please check the number and the expiry date, and try again.',
    wrong_password:
      'The password is wrong, or was wrong too often. Nothing was charged. Please check it, or pay with another card.',
    card_blocked: 'This card cannot be used. Nothing was charged. Please pay with another card.',
    card_not_allowed:
      'This card cannot pay online, or not in this shop. Nothing was charged. Please pay with another card.',
    account_unusable:
      'This account cannot be charged. Nothing was charged. Please check the account, or pay another way.',
    verification_failed:
      'You, or the payment details, could not be verified. Nothing was charged. Please complete the verification and try again.',
    issuer_unavailable:
      'The card company or bank does not answer now. Nothing was charged. Please try again in a while, or pay another way.',
    ask_issuer:
      'The card company did not approve this. Nothing was charged. Please ask the card company, or pay with another card.',
  },
  providerCode: (code) => `Provider’s code ${code}`,
  bank: 'Bank',
  account: 'Account number',
  depositAmount: 'Amount to transfer',
  depositBefore: 'Transfer before',
  refunded: 'Refunded',
  retry: 'Pay again',
  onward: 'Back to the shop',
  movingOn: 'Taking you back to the shop in a moment.',
  closable: 'You can close this window and continue in the other one.',
  closeThis: 'Close this window',

  notFound: 'There is no such payment page',
  notFoundHint: 'Please check the address, or open the link from the shop again.',
  failed: 'The payment could not be started',
};

/** Day and time apart: what stands between them changes with the version of Node. */
function momentIn(locale: string, instant: Date): string {
  const timeZone = 'Asia/Seoul';
  const day = instant.toLocaleDateString(locale, { timeZone, dateStyle: 'long' });
  return `${day} ${instant.toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' })}`;
}

/** Midnight belongs to the day before: "until 0:00 on the 26th" is misread by a day. */
function lastMinuteOf(instant: Date): Date {
  const DAY_MS = 86_400_000;
  const KST_OFFSET_MS = 9 * 3_600_000;
  const isMidnight = (instant.getTime() + KST_OFFSET_MS) % DAY_MS === 0;
  return isMidnight ? new Date(instant.getTime() - 60_000) : instant;
}

/** Which particle follows a word: its last sound decides. Words in other letters are taken to end in a vowel. */
function particleOf(word: string): '로' | '으로' {
  const offset = (word.codePointAt(word.length - 1) ?? 0) - 0xac00;
  const isSyllable = offset >= 0 && offset < 11_172;
  const RIEUL = 8;
  return isSyllable && offset % 28 !== 0 && offset % 28 !== RIEUL ? '으로' : '로';
}

export type Texts = typeof ko;

const TEXTS: Readonly<Record<Language, Texts>> = { ko, en };

export function textsIn(language: Language): Texts {
  return TEXTS[language];
}
