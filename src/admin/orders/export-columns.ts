// The columns of an export, named in two languages, and what stands in them.
// Must never hold a secret; whether a buyer is masked is decided before.
import { formatKst } from './kst-text.js';
import { showId } from '../../common/ids.js';
import type { OrderStatus } from '../../orders/states.js';
import type { PaymentMethod } from '../../orders/receipt.js';
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
  readonly ko: string;
  readonly en: string;
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
  { ko: '주문번호', en: 'Order number', cell: ({ order }) => order.orderNumber },
  { ko: '상태', en: 'State', cell: ({ order }, language) => word(STATES[order.status], language) },
  { ko: '주문 시각', en: 'Ordered at (KST)', cell: ({ order }) => formatKst(order.createdAt) },
  { ko: '결제 시각', en: 'Paid at (KST)', cell: ({ order }) => order.paidAt && formatKst(order.paidAt) },
  { ko: '주문명', en: 'Title', cell: ({ order }) => order.title },
  { ko: '결제 금액', en: 'Amount (won)', cell: ({ order }) => order.amountWon },
  { ko: '공급가액', en: 'Supply price (won)', cell: ({ order }) => order.taxableWon },
  { ko: '부가세', en: 'VAT (won)', cell: ({ order }) => order.vatWon },
  { ko: '면세', en: 'Tax-free (won)', cell: ({ order }) => order.taxFreeWon },
  { ko: '환불 금액', en: 'Refunded (won)', cell: ({ order }) => order.cancelledWon },
  { ko: '결제사', en: 'Provider', cell: ({ order }) => order.provider },
  {
    ko: '결제 수단',
    en: 'Method',
    cell: ({ order }, language) => order.method && word(METHODS[order.method], language),
  },
  { ko: '카드', en: 'Card', cell: ({ order }) => order.receipt?.card?.number ?? null },
  { ko: '승인번호', en: 'Approval number', cell: ({ order }) => order.receipt?.card?.approvalNumber ?? null },
  { ko: '결제사 거래번호', en: 'Provider’s number', cell: ({ order }) => order.receipt?.providerPaymentId ?? null },
  { ko: '구매자', en: 'Buyer', cell: ({ buyer }) => buyer?.name ?? null },
  { ko: '전화번호', en: 'Phone', cell: ({ buyer }) => buyer?.phone ?? null },
  { ko: '이메일', en: 'E-mail', cell: ({ buyer }) => buyer?.email ?? null },
  { ko: '가맹점', en: 'Seller', cell: ({ order }) => order.sellerCode },
  { ko: '주문 ID', en: 'Order id', cell: ({ order }) => showId('order', order.id) },
];

/** The names of the columns. */
export function headings(language: ExportLanguage): Cell[] {
  return COLUMNS.map((column) => column[language]);
}

/** What stands in them of an order. */
export function cellsOf(exported: ExportedOrder, language: ExportLanguage): Cell[] {
  return COLUMNS.map(({ cell }) => cell(exported, language));
}
