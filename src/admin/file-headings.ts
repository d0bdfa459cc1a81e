// The one registry of headings: every heading of every file that the desk writes or reads, in both languages, by its meaning.
// Must never give two meanings one heading: a file of ours that is sent back would be read as something else.

interface Heading {
  /** How files that we write call it. */
  readonly ko: string;
  readonly en: string;
  /** What else a file that we read may call it. */
  readonly also?: readonly string[];
}

/** By meaning. Amounts say whose they are, because a file has several. */
export const HEADINGS = {
  orderNumber: { ko: '주문번호', en: 'Order number', also: ['주문', 'order'] },
  orderId: { ko: '주문 ID', en: 'Order id' },
  state: { ko: '상태', en: 'State' },
  orderedAt: { ko: '주문 시각', en: 'Ordered at (KST)' },
  paidAt: { ko: '결제 시각', en: 'Paid at (KST)' },
  title: { ko: '주문명', en: 'Title' },
  orderWon: { ko: '결제 금액', en: 'Order amount (won)' },
  taxableWon: { ko: '공급가액', en: 'Supply price (won)' },
  vatWon: { ko: '부가세', en: 'VAT (won)' },
  taxFreeWon: { ko: '면세', en: 'Tax-free (won)' },
  refundedWon: { ko: '누적 환불액', en: 'Refunded so far (won)' },
  provider: { ko: '결제사', en: 'Provider' },
  method: { ko: '결제 수단', en: 'Method' },
  card: { ko: '카드', en: 'Card' },
  approvalNumber: { ko: '승인번호', en: 'Approval number' },
  providerNumber: { ko: '결제사 거래번호', en: 'Provider’s number' },
  buyer: { ko: '구매자', en: 'Buyer' },
  phone: { ko: '전화번호', en: 'Phone' },
  email: { ko: '이메일', en: 'E-mail' },
  seller: { ko: '가맹점', en: 'Seller' },
  /** What is to be refunded. */
  refundWon: { ko: '금액', en: 'amount', also: ['환불할 금액', 'amount to refund', 'amount to refund (won)'] },
  /** Why it is to be refunded. */
  refundReason: { ko: '사유', en: 'reason', also: ['환불 사유', 'refund reason'] },
} as const satisfies Record<string, Heading>;

export type Meaning = keyof typeof HEADINGS;

/**
 * Headings that mean one thing in some files and another in others: exports once called by them what was paid or refunded
 * already. They are read as neither.
 */
export const UNCLEAR_HEADINGS: readonly string[] = ['환불 금액', 'Amount (won)', 'Refunded (won)'];

/** What stays of a heading however it is typed: letters and digits, in small letters and of usual width. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  (Object.entries(HEADINGS) as [Meaning, Heading][]).flatMap(([meaning, { ko, en, also = [] }]) =>
    [ko, en, ...also].map((heading): [string, Meaning] => [plainHeading(heading), meaning]),
  ),
);
const UNCLEAR: ReadonlySet<string> = new Set(UNCLEAR_HEADINGS.map(plainHeading));

/** What a column of a file holds, by its heading; `unclear`: nobody knows which of two things; `null`: nothing of ours. */
export function meaningOf(heading: string): Meaning | 'unclear' | null {
  const plain = plainHeading(heading);
  return UNCLEAR.has(plain) ? 'unclear' : (MEANINGS.get(plain) ?? null);
}
