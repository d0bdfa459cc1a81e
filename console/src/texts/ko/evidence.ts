// Why things are where they are, in Korean: rules, what comes next, what was asked of a provider.
// Must never lack a rule of the API; what is no rule of ours is shown as the server says it.
import type { EvidenceWords } from '../evidence';

export const evidence: EvidenceWords = {
  rules: {
    confirm_answered: '결제사가 요청한 번호와 금액 그대로 승인했다고 답했습니다.',
    confirm_refused: '결제사가 거절했습니다. 돈은 움직이지 않았거나, 빠져나간 돈은 돌려드렸습니다.',
    confirm_unsent: '요청이 결제사에 닿지 않은 것이 확실하므로 돈은 움직이지 않았습니다.',
    answer_lost: '요청은 닿았을 수 있으나 믿을 수 있는 답을 받지 못했습니다.',
    call_lost: '요청을 보낸 서버가 답을 저장하기 전에 멈췄습니다.',
    unclaimed_money_found: '포기했던 결제인데 결제사에 결제 내역이나 입금 계좌가 있습니다.',
    lookup_found_paid: '결제사에 조회하니 요청한 번호와 금액 그대로 결제되어 있습니다.',
    lookup_found_account: '결제사에 조회하니 입금을 기다리고 있습니다.',
    lookup_said_not_paid:
      '충분한 시간이 지난 뒤 조회했고, 결제사는 결제된 것이 없다고 답했거나, 빠져나간 돈은 돌려드렸습니다.',
    lookup_said_not_paid_too_early: '결제사는 결제된 것이 없다고 답했지만, 잃어버린 요청이 아직 가고 있을 수 있습니다.',
    deposit_overdue: '입금 계좌가 닫혔고, 결제사는 입금이 없었다고 답했습니다.',
    account_unknown_there: '입금 계좌가 닫혔고 결제사는 결제 내역이 없다고 답했습니다. 확정하기 전에 다시 묻습니다.',
    deposit_withdrawn: '가맹점이 입금을 더 기다리지 않기로 했습니다.',
    wrong_charge_found: '두 번 조회한 결과 결제사가 요청과 다르게 승인했습니다. 승인된 금액을 전액 취소합니다.',
    wrong_charge_given_back: '요청과 다르게 승인된 금액을 결제사가 전액 취소했습니다.',
    order_cannot_take_it: '돈은 들어왔지만 주문이 더는 받을 수 없어 돌려줍니다.',
    late_money_given_back: '주문이 받을 수 없던 돈을 모두 돌려주었습니다.',
    cancellation_answered: '결제사가 환불했다고 답했습니다.',
    cancellation_refused: '결제사가 거절했습니다. 돌려준 돈은 없습니다.',
    cancellation_unsent: '요청이 결제사에 닿지 않은 것이 확실합니다.',
    lookup_found_cancelled: '두 번 조회한 결과 결제사에서 환불되어 있습니다.',
    lookup_found_more_gone:
      '두 번 조회한 결과 결제사에서 이 금액보다 많은 금액이 환불되어 있습니다. 이 환불은 처리된 것으로, 나머지는 다른 경로로 환불된 것으로 기록합니다.',
    lookup_said_not_cancelled: '충분한 시간이 지난 뒤 조회했고, 결제사는 환불된 것이 없다고 답했습니다.',
    said_not_cancelled_too_early: '결제사는 환불된 것이 없다고 답했지만, 잃어버린 요청이 아직 가고 있을 수 있습니다.',
    repeated_under_same_balance: '아직 환불되지 않아 다시 보냅니다. 이 결제사는 같은 잔액에서 한 번만 받습니다.',
    repeated_whole: '다시 보냅니다. 손대지 않은 결제 전액은 두 번 환불될 수 없습니다.',
    repetition_refused: '다시 보낸 요청이 거절되었습니다. 처음 요청이 처리되지 않았다는 뜻은 아닙니다.',
    cannot_tell: '답이 없거나, 결과를 알 수 없는 답이어서 다시 묻습니다.',
    refund_found_after_all: '환불되지 않은 것으로 확인했던 금액을 결제사가 환불했다고 답했습니다.',
    ids_corrected:
      '두 번 조회한 결과 결제사의 거래번호나 인증키가 앞선 응답과 다릅니다. 환불은 조회된 값으로 요청합니다.',
    cannot_apply: '결제사가 응답했으나 그 내용을 장부에 기록할 수 없었습니다. 다시 조회하며 담당자를 호출했습니다.',
    repeated_under_new_balance: '일부가 다른 경로로 환불되어 장부에 반영했고, 새 잔액으로 환불을 다시 보냅니다.',
    balance_unclear: '결제사의 잔액이 장부와 다른데, 두 번 조회한 결과가 같지 않거나 명확하지 않습니다.',
    external_found: '두 번 조회한 결과 결제사의 잔액이 장부보다 적습니다. 차액은 다른 경로로 환불된 금액입니다.',
    balance_above_books: '결제사의 잔액이 장부보다 많습니다. 기록된 것보다 적게 환불되었습니다.',
    refund_told_elsewhere:
      '결제사가 장부에 없는 환불을 알려 왔으나 남은 금액은 확인되지 않습니다. 담당자를 호출했습니다.',
    refunded_beyond_books:
      '결제사나 통지가 알려 온 환불과 장부의 환불을 합하면 결제 금액을 넘습니다. 담당자를 호출했습니다.',
    told_refund_not_found: '두 번 조회한 결과 통지된 환불이 결제사에 없어, 담당자 호출을 거두었습니다.',
    operator_recorded_external: '담당자가 플랫폼 밖에서 환불된 금액을 기록했습니다.',
    taken_is_unknown_there:
      '결제사는 승인 요청에 승인되었다고 응답했으나, 조회에는 그런 결제가 없다고 응답합니다. 담당자 확인이 필요합니다.',
    refund_not_told_apart:
      '응답을 받지 못한 환불을 처리된 것으로 기록했으나, 줄어든 금액 전부가 다른 경로로 환불된 것일 수 있습니다. 담당자를 호출했습니다.',
    paid_is_unknown_there: '장부에는 결제된 것으로 되어 있으나 결제사는 그런 결제가 없다고 응답했습니다.',
    operator_said_paid: '담당자가 결제사에서 결제를 확인했습니다.',
    operator_said_not_paid: '담당자가 결제사에 그런 결제가 없음을 확인했습니다.',
    operator_said_given_back: '담당자가 다른 방법으로 돈을 돌려주었습니다.',
    operator_said_refunded: '담당자가 결제사에서 환불을 확인했습니다.',
    operator_said_not_refunded: '담당자가 환불되지 않았음을 확인했고, 더 시도하지 않습니다.',
    operator_sent_again: '담당자가 다시 보내게 했습니다.',
    operator_noted: '담당자가 확인했습니다. 돈은 움직이지 않습니다.',
  },
  steps: {
    'Waits for the provider’s answer, and asks when none can come any more.':
      '결제사의 답을 기다립니다. 더는 올 수 없게 되면 결제사에 조회합니다.',
    'Asks once more whether money came after all.': '혹시 결제되었는지 한 번 더 조회합니다.',
    'Gives the money back.': '돈을 돌려줍니다.',
    'Closes the order.': '주문을 닫습니다.',
    'Sends it.': '환불을 보냅니다.',
    'Asks the provider, and sends it again where that cannot refund twice.':
      '결제사에 조회하고, 두 번 환불될 수 없는 경우에만 다시 보냅니다.',
    'Asks the provider how much is left.': '결제사에 남은 금액을 조회합니다.',
    'Asks the provider once more.': '결제사에 한 번 더 조회합니다.',
    'Asks whether it was given back after all.': '혹시 환불되었는지 조회합니다.',
    'Asks whether the provider took the money without the buyer coming back.':
      '구매자가 돌아오지 않았는데 결제되었는지 조회합니다.',
    'Asks the provider what became of it.': '결제사에 결과를 조회합니다.',
    'Asks whether the deposit came.': '입금되었는지 조회합니다.',
  },
  operations: {
    reserve: '결제창 예약',
    approval: '결제 승인',
    confirm: '결제 승인',
    verify: '결제 내역 조회',
    inquiry: '결제 내역 조회',
    cancel: '결제 취소',
    checkAvailability: '취소 가능 금액 조회',
    productStatus: '상품 상태 변경',
    mileage: '마일리지 적립 취소',
    'card window': '카드 결제창',
    'account window': '계좌 결제창',
    charge: '등록 카드 결제',
    chargeMonth: '등록 카드 월 결제',
    chargeAccount: '등록 계좌 결제',
    chargeAccountMonth: '등록 계좌 월 결제',
    describeKey: '등록 수단 조회',
    revokeKey: '등록 수단 해지',
    'cash receipt': '현금영수증 발급',
    'cash receipt cancel': '현금영수증 취소',
    'refund notice': '환불 통지',
  },
  authorizing: (operation) => `가맹점 인증 (${operation})`,
  outcomes: { done: '처리됨', refused: '거절', unsent: '보내지 못함', unknown: '응답 없음 또는 알 수 없는 응답' },
  needs: {
    'The provider took money under the number of this registration, for which nothing was ordered. The platform gives it back.':
      '카드 등록 창에서 주문 없이 결제가 승인되었습니다. 플랫폼이 결제사에 취소를 요청하고 있습니다.',
    'The provider answered that it took the money, and says now that it has no such payment: look there, also under other numbers.':
      '결제사는 승인되었다고 응답했으나, 조회에는 그런 결제가 없다고 응답합니다. 결제사 가맹점 관리자에서 같은 시각·금액의 결제가 다른 주문번호로 있는지도 확인해 주세요.',
    'The provider has not told what became of it.': '결제사가 결과를 알려 주지 않았습니다.',
    'The provider has money for an order that could not take it, and refused to give it back.':
      '주문이 받을 수 없는 돈을 결제사가 가지고 있고, 돌려주기를 거절했습니다.',
    'The provider refused a refund because less is left there than our books say, and does not tell how much: look there, and record what went back elsewhere.':
      '결제사의 잔액이 장부보다 적어 환불이 거절되었으나, 남은 금액은 알려 주지 않습니다. 결제사 가맹점 관리자에서 확인해 외부 환불로 기록해 주세요.',
    'The provider refused it when it was sent again, because less is left there than our books say, and does not tell how much: look there whether this refund is among what went back.':
      '다시 보낸 환불이 결제사의 잔액이 장부보다 적다는 이유로 거절되었으나, 남은 금액은 알려 주지 않습니다. 결제사 가맹점 관리자에서 이 환불이 처리되었는지 확인해 주세요.',
    'The provider says that it knows of no such payment, which our books have as paid: look there.':
      '장부에는 결제된 것으로 되어 있으나 결제사는 그런 결제가 없다고 응답했습니다. 결제사 가맹점 관리자에서 확인해 주세요.',
    'The provider refused to end the wait for this deposit: the buyer can still pay into the account. Money that comes is given back by hand.':
      '결제사가 이 가상계좌의 입금 대기를 종료하지 않았습니다. 구매자가 아직 입금할 수 있으며, 입금된 금액은 직접 환불해야 합니다.',
    'The buyer came back from registering, and the provider does not tell whether it keeps a card: look there, and end the card there if the buyer has registered another.':
      '구매자가 카드 등록을 마치고 돌아왔으나 결제사가 등록 여부를 알려 주지 않습니다. 결제사 가맹점 관리자에서 등록 카드를 확인하고, 구매자가 다른 카드를 다시 등록했으면 그 카드를 해지해 주세요.',
    'Money was taken, not as it was asked for, and given back.': '요청과 다르게 승인된 금액을 취소했습니다.',
    'The provider’s balance shows that it went back without the platform.':
      '결제사의 잔액을 보면 플랫폼을 거치지 않고 환불되었습니다.',
  },
  toDo: {
    refund_told_elsewhere:
      '이 결제의 일부가 플랫폼을 거치지 않고 환불된 것으로 보이지만, 결제사에 남은 금액은 확인되지 않습니다. 결제사 가맹점 관리자에서 환불된 금액을 확인해 외부 환불로 기록해 주세요. 환불된 것이 없으면 확인했다고 남겨 주세요. 그때까지는 부분 환불이 되지 않을 수 있습니다.',
    refunded_beyond_books:
      '결제사와 다른 경로를 합쳐 결제 금액보다 많은 금액이 환불된 것으로 보입니다. 결제사 가맹점 관리자의 환불 내역을 장부와 비교해 주세요. 중복 환불된 금액은 구매자에게 돌려받아야 합니다. 외부 환불로는 기록할 수 없으므로, 처리한 뒤 확인했다고 남겨 주세요.',
    balance_above_books:
      '결제사의 잔액이 장부보다 많습니다. 기록된 것보다 적게 환불되었습니다. 결제사 가맹점 관리자의 환불 내역을 장부와 비교하고, 덜 환불된 금액이 있으면 그곳에서 환불한 뒤 확인했다고 남겨 주세요.',
    refund_not_told_apart:
      '응답을 받지 못한 환불이 있고, 결제사의 잔액은 그 환불 금액보다 더 줄어 있습니다. 이 환불은 처리된 것으로, 나머지는 외부 환불로 기록했습니다. 환불 금액의 합계는 맞지만, 이 환불은 처리되지 않고 전부 다른 경로로 환불되었을 수도 있습니다. 결제사 가맹점 관리자에서 이 환불이 있는지 확인해 주세요. 없으면 쇼핑몰에 알리고, 구매자에게 더 환불해야 하면 새로 환불한 뒤 확인했다고 남겨 주세요.',
    paid_is_unknown_there:
      '장부에는 결제된 것으로 되어 있으나 결제사는 그런 결제가 없다고 응답했습니다. 결제사 가맹점 관리자에서 결제를 찾아보세요. 취소되어 돈이 돌아갔으면 외부 환불로 기록하고, 결제가 그대로 있으면 확인했다고 남겨 주세요.',
  },
  calls: {
    refund_told_elsewhere: '장부에 없는 환불',
    refunded_beyond_books: '결제 금액을 넘는 환불',
    balance_above_books: '장부보다 많은 결제사 잔액',
    paid_is_unknown_there: '결제사가 없다고 답한 결제',
    refund_not_told_apart: '처리 여부가 분명하지 않은 환불',
  },
  givenUp:
    '여기서 중단·거절로 처리했지만 결제사에서는 결제되었을 수 있습니다. 결제사가 결과를 알려 주지 않아 확인이 필요합니다.',
  said: {
    receiptDiffers: (receipt, left) => `현금영수증 발급 금액은 ${receipt}인데, 환불 뒤 남은 결제 금액은 ${left}입니다.`,
    receiptTakenBack: (receipt, left) =>
      `현금영수증 발급 금액은 ${receipt}인데, 환불 뒤 남은 결제 금액은 ${left}입니다. 결제사는 환불하면서 현금영수증을 취소했다고 답했습니다.`,
    receiptStands: (code) => `결제사가 현금영수증을 취소하지 않습니다${code === '' ? '' : `(${code})`}.`,
    notApplied: '결제사의 답을 장부에 반영하지 못했습니다. 서버 로그를 확인해 주세요.',
    jobFails: (fault) => `처리 작업이 계속 실패합니다(${fault}). 서버 로그를 확인해 주세요.`,
    connectionFailed: (code) => `결제사와의 통신이 실패했습니다(${code}).`,
    noAnswer: (deadlineMs) => `결제사가 ${deadlineMs}ms 안에 응답하지 않았습니다.`,
    httpFailed: (status) => `결제사가 HTTP 오류 ${status}로 응답했습니다.`,
    answeredWith: (provider, code, more) => `${provider}의 응답 코드 ${code}${more === '' ? '' : `: ${more}`}`,
    refundNotTold: (provider) => `${provider}의 응답으로는 환불 결과를 알 수 없습니다.`,
    neither: '응답에서 성공인지 실패인지 알 수 없습니다.',
    notKnownYet: (provider) => `${provider}에 아직 결제 내역이 없습니다.`,
    anotherPayment: (provider) => `${provider}의 응답이 다른 결제에 관한 것입니다.`,
    otherThanAsked: (name, told, asked) => `${name} 값이 요청(${asked})과 다릅니다: ${told}`,
  },
  told: '환불 통지로 알려 온 금액(서명이 없어 확인이 필요합니다):',
  unreadableAmount: '금액을 읽을 수 없음',
  moreTold: (count) => `외 ${count}건`,
  balances: (there, here) => `결제사 잔액 ${there}, 장부 잔액 ${here}`,
  refunds: (there, here) => `결제사가 알려 준 환불 ${there}, 장부의 환불 ${here}`,
  beyond: (left, elsewhere, tooMuch) => `장부 잔액 ${left}, 다른 경로로 환불된 금액 ${elsewhere}, 초과 환불 ${tooMuch}`,
  unanswered: '결제사가 남은 금액 조회에 응답하지 않아 계속 조회하고 있습니다.',
  taken: (taken, asked) => `요청과 다르게 승인된 금액 ${taken}, 요청한 금액 ${asked}`,
  takenAndBack: (taken, asked) => `요청과 다르게 승인된 금액 ${taken}(전액 취소), 요청한 금액 ${asked}`,
  toldInLine: (refunds) => `환불 통지: ${refunds.join(', ')}`,
  host: '보낸 곳',
  httpStatus: 'HTTP 상태',
  resultCode: '결과 코드',
  failure: '통신 오류',
  sent: '보낸 내용',
  received: '받은 내용',
  nothingReceived: '받은 것이 없습니다.',
  took: (durationMs: number) => `${durationMs}ms 걸림`,
  platform: '플랫폼',
  pruned: (count: number) => `오래되어 지워진 전문 ${count}건`,
  leftOut: (count: number) => `그 사이의 확인 ${count}번은 바뀐 것이 없어 줄였습니다.`,
};
