// The columns of an export, and what stands in them; what they are called is in file-headings.ts.
// Must never hold a secret; whether a buyer is masked is decided before.
import { formatKst } from './kst-text.js';
import { showId } from '../../common/ids.js';
import type { OrderStatus } from '../../orders/states.js';
import type { PaymentMethod } from '../../orders/receipt.js';
import { HEADINGS, type Meaning } from '../file-headings.js';
import type { Cell } from './csv.js';
import type { MaskedBuyer } from './mask.js';
import type { ExportLanguage } from './order-search.dto.js';
import type { FoundOrder } from './order-search.service.js';

/** An order of an export, with its buyer as they may be shown. */
export interface ExportedOrder {
  readonly order: FoundOrder;
  readonly buyer: MaskedBuyer | null;
}

interface Column {
  readonly means: Meaning;
  readonly cell: (exported: ExportedOrder, language: ExportLanguage) => Cell;
}

const STATES: Readonly<Record<OrderStatus, readonly [ko: string, en: string]>> = {
  unpaid: ['미결제', 'Unpaid'],
  confirming: ['결제 진행 중', 'Being paid'],
  in_doubt: ['결과 확인 중', 'In doubt'],
  awaiting_deposit: ['입금 대기', 'Awaiting deposit'],
  paid: ['결제 완료', 'Paid'],
  partially_cancelled: ['부분 환불', 'Partly refunded'],
  cancelled: ['전액 환불', 'Refunded'],
  expired: ['기한 만료', 'Expired'],
  voided: ['주문 취소', 'Voided'],
};
const METHODS: Readonly<Record<PaymentMethod, readonly [ko: string, en: string]>> = {
  card: ['카드', 'Card'],
  point: ['포인트', 'Points'],
  coupon: ['쿠폰', 'Coupon'],
  virtual_account: ['무통장입금', 'Virtual account'],
  transfer: ['계좌이체', 'Bank transfer'],
  phone: ['휴대폰', 'Mobile phone'],
  other: ['기타', 'Other'],
};
const word = (words: readonly [string, string], language: ExportLanguage): string => words[language === 'ko' ? 0 : 1];

const COLUMNS: readonly Column[] = [
  { means: 'orderNumber', cell: ({ order }) => order.orderNumber },
  { means: 'state', cell: ({ order }, language) => word(STATES[order.status], language) },
  { means: 'orderedAt', cell: ({ order }) => formatKst(order.createdAt) },
  { means: 'paidAt', cell: ({ order }) => order.paidAt && formatKst(order.paidAt) },
  { means: 'title', cell: ({ order }) => order.title },
  { means: 'orderWon', cell: ({ order }) => order.amountWon },
  { means: 'taxableWon', cell: ({ order }) => order.taxableWon },
  { means: 'vatWon', cell: ({ order }) => order.vatWon },
  { means: 'taxFreeWon', cell: ({ order }) => order.taxFreeWon },
  { means: 'refundedWon', cell: ({ order }) => order.cancelledWon },
  { means: 'provider', cell: ({ order }) => order.provider },
  {
    means: 'method',
    cell: ({ order }, language) => order.method && word(METHODS[order.method], language),
  },
  { means: 'card', cell: ({ order }) => order.receipt?.card?.number ?? null },
  { means: 'approvalNumber', cell: ({ order }) => order.receipt?.card?.approvalNumber ?? null },
  { means: 'providerNumber', cell: ({ order }) => order.receipt?.providerPaymentId ?? null },
  { means: 'buyer', cell: ({ buyer }) => buyer?.name ?? null },
  { means: 'phone', cell: ({ buyer }) => buyer?.phone ?? null },
  { means: 'email', cell: ({ buyer }) => buyer?.email ?? null },
  { means: 'seller', cell: ({ order }) => order.sellerCode },
  { means: 'orderId', cell: ({ order }) => showId('order', order.id) },
];

/** The names of the columns. */
export function headings(language: ExportLanguage): Cell[] {
  return COLUMNS.map(({ means }) => HEADINGS[means][language]);
}

/** What stands in them of an order. */
export function cellsOf(exported: ExportedOrder, language: ExportLanguage): Cell[] {
  return COLUMNS.map(({ cell }) => cell(exported, language));
}
