// An order as its page at the desk shows it.
// Must never show a buyer unmasked, a checkout token, or what opens a provider's window.
import type { BillingKey } from '../../billing/billing-key.entity.js';
import { cashReceiptView } from '../../cash-receipts/cash-receipt.view.js';
import { documentOf } from '../../common/document.js';
import { showId } from '../../common/ids.js';
import { orderMoneyView } from '../../money/money.view.js';
import type { PaymentDto } from '../../orders/dto/payment.dto.js';
import type { Exchange } from '../../orders/entities/exchange.entity.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import { exchangeView } from '../../orders/evidence.view.js';
import { cancellationView, paymentView } from '../../orders/order.view.js';
import { refundRequestDocument } from '../refunds/refunds.dto.js';
import { maskedBuyer } from './mask.js';
import {
  LastVerdictDto,
  OrderBillingKeyDto,
  OrderExchangeDto,
  DeskOrderDto,
  type TimelineDto,
} from './order-page.dto.js';
import type { LastVerdict, WholeOrder } from './order-page.service.js';
import { sentenceOf } from './timeline.js';

export function orderPage(whole: WholeOrder, timeline: TimelineDto, names: ReadonlyMap<string, string>): DeskOrderDto {
  const { account, seller, steps, cashReceipts, billingKeys, verdicts, requests } = whole;
  const { order } = account;
  const { orderNumber, sellerCode, title, status, version, items, couponWon, pointWon } = order;
  const parts = [...order.payments, ...order.cancellations, ...cashReceipts];
  return documentOf(DeskOrderDto, {
    id: showId('order', order.id),
    orderNumber,
    sellerCode,
    sellerName: seller?.name ?? sellerCode,
    title,
    status,
    version,
    buyer: maskedBuyer(order.buyer),
    items: items.map((item) => ({ ...item })),
    discounts: { couponWon, pointWon },
    createdAt: order.createdAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    expiresAt: order.expiresAt.toISOString(),
    money: orderMoneyView(account, steps),
    payments: order.payments.map(paymentDocument),
    cancellations: order.cancellations.map(cancellationView),
    cashReceipts: cashReceipts.map(cashReceiptView),
    billingKeys: billingKeys.map(billingKeyDocument),
    verdicts: verdicts.map(verdictDocument),
    requests: requests.map(refundRequestDocument),
    needsAttention: parts.some(({ attention }) => attention !== null),
    names: Object.fromEntries(names),
    timeline,
  });
}

/** Where the buyer is sent stays between them and the provider. */
function paymentDocument(payment: Payment): PaymentDto {
  const shown = paymentView(payment);
  delete shown.handoff;
  return shown;
}

function billingKeyDocument({ id, provider, method, status, card, account }: BillingKey): OrderBillingKeyDto {
  const means = card ? [card.company, card.number] : account ? [account.bankName, account.number] : null;
  return documentOf(OrderBillingKeyDto, {
    id: showId('billingKey', id),
    provider,
    method,
    status,
    shownAs: means && means.filter((part) => part !== '').join(' '),
  });
}

function verdictDocument(verdict: LastVerdict): LastVerdictDto {
  const { paymentId, cancellationId, rule, fromStatus, toStatus, decidedBy, decidedAt } = verdict;
  return documentOf(LastVerdictDto, {
    about: cancellationId === null ? showId('payment', paymentId ?? '') : showId('cancellation', cancellationId),
    rule,
    sentence: sentenceOf(rule),
    fromStatus,
    toStatus,
    decidedBy,
    decidedAt: decidedAt.toISOString(),
  });
}

export function exchangeDocument(exchange: Exchange): OrderExchangeDto {
  const { id, provider } = exchange;
  return documentOf(OrderExchangeDto, { id: showId('exchange', id), provider, ...exchangeView(exchange) });
}
