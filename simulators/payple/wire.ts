// Writes Payple's answers from rows of the books, under the newest names; `dress` knows the older habits.
// Must never decide anything: the same rows always give the same answer.
import type { BillingKey, Cancellation, Instrument, Order, Payment, PayWindow } from './books/rows.js';
import { cancelledWonOf, stateOf } from './books/rows.js';
import { toYmdt } from './clock.js';
import { maskedAccount, maskedCard, nameOf } from './instruments.js';
import type { Simulator } from './simulator.js';

export type Wire = Record<string, string | number>;

export const PAID_TEXTS = { card: '카드승인완료', transfer: '출금이체완료' } as const;

/** Result set "P": what every answer about a payment has in common. */
export function paymentWire(simulator: Simulator, payment: Payment): Wire {
  return {
    PCD_PAY_TYPE: payment.type,
    ...orderWire(payment.order, payment.payerId),
    PCD_PAY_TIME: toYmdt(payment.approvedAt),
    ...instrumentWire(simulator, payment.instrument, payment.order.oid),
    ...(payment.type === 'card'
      ? {
          PCD_PAY_CARDTRADENUM: payment.tradeNo,
          PCD_PAY_CARDAUTHNO: payment.authNo,
          PCD_PAY_CARDQUOTA: payment.quota,
          PCD_PAY_CARDRECEIPT: receiptUrl(simulator, payment.tradeNo),
        }
      : receiptWire(payment)),
  };
}

/** What only the confirm of a window tells besides. */
export function confirmWire(payment: Payment, window: PayWindow): Wire {
  return {
    PCD_PAY_WORK: window.work,
    ...(payment.type === 'card' ? { PCD_CARD_VER: window.cardVer } : {}),
    PCD_PAY_REQKEY: window.reqKey ?? '',
    PCD_PAY_AMOUNT: payment.order.totalWon,
    PCD_PAY_DISCOUNT: 0,
    PCD_PAY_AMOUNT_REAL: payment.order.totalWon,
  };
}

/** What comes back with a payment by a link. */
export function linkWire({ linkAddParam }: Payment): Wire {
  return linkAddParam === undefined ? {} : { PCD_LINK_ADD_PARAM: linkAddParam };
}

export function orderWire(order: Order, payerId: string | null): Wire {
  return {
    PCD_PAY_OID: order.oid,
    PCD_PAYER_NO: order.payerNo,
    PCD_PAYER_ID: payerId ?? '',
    PCD_PAYER_NAME: order.payerName,
    PCD_PAYER_HP: order.payerHp,
    PCD_PAYER_EMAIL: order.payerEmail,
    PCD_PAY_GOODS: order.goods,
    PCD_PAY_TOTAL: order.totalWon,
    PCD_PAY_ISTAX: order.isTaxed ? 'Y' : 'N',
    PCD_PAY_TAXTOTAL: order.taxWon,
    ...periodWire(order),
    PCD_SIMPLE_FLAG: order.isSimple ? 'Y' : 'N',
    PCD_USER_DEFINE1: order.note1,
    PCD_USER_DEFINE2: order.note2,
  };
}

export function periodWire({ period }: Order): Wire {
  return {
    PCD_REGULER_FLAG: period ? 'Y' : 'N',
    PCD_PAY_YEAR: period?.year ?? '',
    PCD_PAY_MONTH: period?.month ?? '',
  };
}

/** The same number is always hidden in the same way in answers about the same thing. */
export function instrumentWire(simulator: Simulator, instrument: Instrument, about: string): Wire {
  if (instrument.kind === 'transfer') {
    return {
      PCD_PAY_BANK: instrument.bankCode,
      PCD_PAY_BANKNAME: nameOf(instrument),
      PCD_PAY_BANKNUM: maskedAccount(instrument),
      PCD_PAY_BANKACCTYPE: '개인',
    };
  }
  return {
    PCD_PAY_CARDNAME: nameOf(instrument),
    PCD_PAY_CARDNUM: maskedCard(instrument, simulator.habits.cardMask, turnOf(about)),
  };
}

function turnOf(about: string): number {
  return [...about].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
}

function receiptWire({ order, receipt }: Payment): Wire {
  return {
    PCD_TAXSAVE_FLAG: order.wantsReceipt ? 'Y' : 'N',
    PCD_TAXSAVE_RST: receipt && !receipt.cancelled ? 'Y' : 'N',
    PCD_TAXSAVE_MGTNUM: receipt?.managementNo ?? '',
  };
}

export function inquiryWire(simulator: Simulator, payment: Payment): Wire {
  // An inquiry does not tell the payer's phone number.
  const told = Object.fromEntries(
    Object.entries(paymentWire(simulator, payment)).filter(([name]) => name !== 'PCD_PAYER_HP'),
  );
  if (!simulator.habits.inquiryShowsCancels) return told;
  const state = { APPROVED: '1', PARTIAL_CANCELLED: '2', CANCELLED: '3' }[stateOf(payment)];
  return { ...told, PCD_PAY_STATE: state, PCD_REFUND_TOTAL: cancelledWonOf(payment) };
}

export function cancelWire(simulator: Simulator, payment: Payment, cancellation: Cancellation): Wire {
  const { order } = payment;
  return {
    PCD_PAY_OID: order.oid,
    PCD_PAY_TYPE: payment.type,
    PCD_PAYER_NO: order.payerNo,
    PCD_PAYER_ID: payment.payerId ?? '',
    ...periodWire(order),
    PCD_PAY_GOODS: order.goods,
    PCD_REFUND_TOTAL: cancellation.amountWon,
    PCD_REFUND_TAXTOTAL: cancellation.taxWon,
    PCD_PAY_TIME: toYmdt(cancellation.cancelledAt),
    ...(payment.type === 'card'
      ? {
          PCD_PAY_CARDTRADENUM: cancellation.tradeNo,
          PCD_PAY_CARDRECEIPT: receiptUrl(simulator, cancellation.tradeNo),
        }
      : receiptCancelWire(payment)),
  };
}

/** The cash receipt goes with the money it was for, and its outcome is told beside that of the refund. */
function receiptCancelWire({ receipt }: Payment): Wire {
  return receipt ? { PCD_TAXSAVE_RST: '0000', PCD_TAXSAVE_MSG: '현금영수증 발행취소 완료' } : {};
}

export function billingKeyWire(simulator: Simulator, key: BillingKey): Wire {
  const { instrument } = key;
  return {
    PCD_PAY_TYPE: instrument.kind,
    PCD_PAY_BANKACCTYPE: '개인',
    PCD_PAYER_ID: key.payerId,
    PCD_PAYER_NO: key.payerNo,
    PCD_PAYER_NAME: key.payerName,
    PCD_PAYER_HP: key.payerHp.replace(/^(\d{3})-?\d{3,4}-?(\d{4})$/, '$1-****-$2'),
    ...(instrument.kind === 'card' ? { PCD_PAY_CARD: instrument.issuerCode, PCD_PAY_ISTAX: 'Y' } : {}),
    ...instrumentWire(simulator, instrument, key.payerId),
  };
}

function receiptUrl(simulator: Simulator, tradeNo: string): string {
  return `${simulator.origin()}/receipts/${tradeNo}`;
}
