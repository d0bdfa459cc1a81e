// What the control API shows of the books: enough to compare with a merchant's own books.
// Must never show an AuthKey, a request key or a token; those open payments.
import {
  type BillingKey,
  type Cancellation,
  cancelledWonOf,
  type Payment,
  type PayLink,
  type PayWindow,
  stateOf,
} from '../books/rows.js';
import { toYmd } from '../clock.js';
import { maskedAccount, MASKS, nameOf } from '../instruments.js';
import { linkStateOf, linkUrl } from '../links.js';
import type { Simulator } from '../simulator.js';

export function paymentView(payment: Payment) {
  return {
    cstId: payment.cstId,
    oid: payment.order.oid,
    payDate: toYmd(payment.approvedAt),
    state: stateOf(payment),
    paidWon: payment.order.totalWon,
    cancelledWon: cancelledWonOf(payment),
    approvals: 1,
    cancels: payment.cancellations.length,
    payerId: payment.payerId,
    type: payment.type,
    flow: payment.flow,
    taxWon: payment.order.taxWon,
    period: payment.order.period,
    goods: payment.order.goods,
    tradeNo: payment.tradeNo,
    instrument: instrumentView(payment.instrument),
    approvedAt: new Date(payment.approvedAt).toISOString(),
    cancellations: payment.cancellations.map(({ amountWon, taxWon, tradeNo, cancelledAt }) => ({
      amountWon,
      taxWon,
      tradeNo,
      cancelledAt: new Date(cancelledAt).toISOString(),
    })),
    receipt: payment.receipt,
    refundedWon: cancelledWonOf(payment),
    refunds: payment.cancellations.map(refundView),
  };
}

/** `api` was asked for in a call, `site` was not. */
function refundView({ tradeNo, amountWon, madeElsewhere, cancelledAt }: Cancellation) {
  return {
    number: tradeNo,
    amountWon,
    origin: madeElsewhere === undefined ? 'api' : 'site',
    reason: madeElsewhere ?? 'refund',
    refundedAt: new Date(cancelledAt).toISOString(),
  };
}

export function linkView(simulator: Simulator, link: PayLink) {
  return {
    cstId: link.cstId,
    key: link.key,
    url: linkUrl(simulator, link.key),
    state: linkStateOf(simulator, link),
    types: link.types,
    goods: link.order.goods,
    totalWon: link.order.totalWon,
    memo: link.memo,
    addParam: link.addParam,
    paidOids: link.paidOids,
    createdAt: new Date(link.createdAt).toISOString(),
    expiresAt: link.expiresAt === null ? null : new Date(link.expiresAt).toISOString(),
  };
}

export function billingKeyView(key: BillingKey) {
  return {
    cstId: key.cstId,
    payerId: key.payerId,
    state: key.state,
    type: key.instrument.kind,
    instrument: instrumentView(key.instrument),
    payerNo: key.payerNo,
    registeredAt: new Date(key.registeredAt).toISOString(),
    diesOnNextCharge: key.diesOnNextCharge,
  };
}

export function windowView(window: PayWindow) {
  return {
    cstId: window.cstId,
    oid: window.order.oid,
    id: window.id,
    state: window.state,
    type: window.type,
    work: window.work,
    cardVer: window.cardVer,
    totalWon: window.order.totalWon,
    goods: window.order.goods,
    openedAt: new Date(window.openedAt).toISOString(),
  };
}

function instrumentView(instrument: Payment['instrument']): string {
  const number = instrument.kind === 'card' ? MASKS.middle8(instrument) : maskedAccount(instrument);
  return `${nameOf(instrument)} ${number}`;
}
