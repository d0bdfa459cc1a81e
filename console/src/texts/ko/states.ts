// Words for states, and plain sentences for refusals, in Korean.
// Must never tell more than is known: in doubt is neither paid nor refused.
import type { RefusalSentences, StateWords } from '../states';

export const states: StateWords = {
  order: {
    unpaid: '미결제',
    confirming: '결제 진행 중',
    in_doubt: '결과 확인 중',
    awaiting_deposit: '입금 대기',
    paid: '결제 완료',
    partially_cancelled: '부분 환불',
    cancelled: '전액 환불',
    expired: '기한 만료',
    voided: '주문 취소',
  },
  payment: {
    open: '결제창 열림',
    confirming: '승인 요청 중',
    in_doubt: '결과 확인 중',
    awaiting_deposit: '입금 대기',
    paid: '승인 완료',
    refused: '거절',
    abandoned: '중단',
    reversed: '자동 취소',
  },
  cancellation: {
    requested: '요청됨',
    executing: '환불 진행 중',
    in_doubt: '결과 확인 중',
    done: '환불 완료',
    refused: '결제사 거절',
    rejected: '반려',
  },
};

export const refusals: RefusalSentences = {
  declined: '결제 수단이 승인되지 않았습니다.',
  buyer_cancelled: '구매자가 결제를 취소했습니다.',
  sheet_expired: '결제사 결제창의 유효 시간이 지났습니다.',
  already_paid: '결제사에는 이미 결제된 주문번호로 나옵니다.',
  not_paid: '결제사에 결제 내역이 없습니다.',
  given_back: '주문과 다르게 결제되어, 빠져나간 돈을 돌려드렸습니다.',
  not_cancellable: '결제사가 취소할 수 없는 결제입니다.',
  configuration: '결제사에 등록된 가맹점 정보나 연동 정보가 맞지 않습니다.',
  invalid: '결제사가 요청을 받지 않았습니다.',
  balance_differs: '결제사의 취소 가능 잔액이 장부와 다릅니다.',
  tax_split_refused:
    '결제사가 이 부분 환불을 거절했고 환불된 금액은 없습니다. 부가세가 결제사에 남은 금액과 맞지 않는 것으로 보입니다. 남은 금액을 모두 환불하거나, 결제사 가맹점 관리자에서 환불한 뒤 과세·면세 금액과 함께 여기에 등록해 주세요.',
  over_balance: '남은 금액보다 많은 환불 요청입니다.',
  not_refunded: '담당자가 환불되지 않은 것으로 확인했습니다.',
  superseded: '다른 결제 시도로 대체되었습니다.',
  order_expired: '주문의 결제 기한이 지났습니다.',
  order_voided: '가맹점이 결제 전에 주문을 취소했습니다.',
  deposit_withdrawn: '결제사에 입금 대기 취소를 알렸습니다.',
  key_dead: '결제사가 더는 받지 않는 카드나 계좌입니다. 등록된 것이면 구매자가 다시 등록해야 합니다.',
  not_sent: '결제사에 연결하지 못했거나 결제사가 시작하지 못했습니다.',
  already_registered: '이미 등록된 카드입니다.',
  other: '알려지지 않은 사유로 거절되었습니다.',
};
