// What the simulator remembers: merchants, authorizations, windows, billing keys, payments and notices, as immutable rows.
// Must never hold Payple's wire shapes; those are made when an answer is written.

export type PayType = 'card' | 'transfer';

export type Purpose =
  | 'window'
  | 'card_reguler'
  | 'card_simple'
  | 'transfer_reguler'
  | 'transfer_simple'
  | 'cancel'
  | 'inquiry'
  | 'userdel'
  | 'userinfo'
  | 'taxreg'
  | 'taxcancel'
  | 'linkreg';

export interface Merchant {
  readonly cstId: string;
  readonly custKey: string;
  /** What the newer browser script shows instead of an authorization. */
  readonly clientKey: string;
  readonly refundKey: string;
  /** A live account; windows then check password and birth date too. */
  readonly live: boolean;
  /** Registered domains; null lets every domain in. */
  readonly domains: readonly string[] | null;
  readonly noticeUrl: string | null;
  readonly removalNoticeUrl: string | null;
}

/** One authorization: what an AuthKey is good for. */
export interface Session {
  readonly authKey: string;
  readonly cstId: string;
  readonly cstToken: string;
  readonly keyToken: string;
  readonly purpose: Purpose;
  /** The host of the Referer, or null when there was none. */
  readonly host: string | null;
  /** Where the key may be used, when return addresses change; null when the purpose alone decides. */
  readonly path: string | null;
  readonly issuedAt: number;
  readonly used: boolean;
}

/** Of a number only what the masks show; the middle is never kept. */
export interface CardInstrument {
  readonly kind: 'card';
  readonly issuerCode: string;
  readonly first8: string;
  readonly last4: string;
}

export interface AccountInstrument {
  readonly kind: 'transfer';
  readonly bankCode: string;
  readonly first3: string;
  readonly last4: string;
}

export type Instrument = CardInstrument | AccountInstrument;

type KeyState = 'ACTIVE' | 'DELETED_BY_MERCHANT' | 'REMOVED_IN_ADMIN' | 'KILLED';

export interface BillingKey {
  readonly payerId: string;
  readonly cstId: string;
  readonly instrument: Instrument;
  readonly payerNo: string;
  readonly payerName: string;
  readonly payerHp: string;
  readonly registeredAt: number;
  readonly state: KeyState;
  readonly diesOnNextCharge: boolean;
}

/** What is bought, by whom, wherever the order came from. */
export interface Order {
  readonly oid: string;
  readonly goods: string;
  readonly totalWon: number;
  readonly isTaxed: boolean;
  readonly taxWon: number;
  readonly payerNo: string;
  readonly payerName: string;
  readonly payerHp: string;
  readonly payerEmail: string;
  readonly note1: string;
  readonly note2: string;
  /** The month a monthly payment is for. */
  readonly period: { readonly year: string; readonly month: string } | null;
  readonly isSimple: boolean;
  /** Whether the payer of an account payment wants a cash receipt at once, and for which number. */
  readonly wantsReceipt: boolean;
  readonly receiptNumber: string;
}

export type Work = 'AUTH' | 'CERT' | 'PAY';

export interface PayWindow {
  readonly id: string;
  readonly cstId: string;
  readonly authKey: string;
  readonly type: PayType;
  readonly work: Work;
  /** 01 registers a card for billing, 02 is an app card for one payment. */
  readonly cardVer: '01' | '02';
  readonly order: Order;
  /** A returning payer's key, or null. */
  readonly knownPayerId: string | null;
  /** The payment link it belongs to; absent when a page of the merchant's opened it. */
  readonly linkKey?: string;
  /** Everything the browser sent; a closed window sends it back. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The whole page came here, so the result goes as a form and not as a message. */
  readonly isDirect: boolean;
  readonly openedAt: number;
  readonly state: 'OPEN' | 'AUTHENTICATED' | 'REGISTERED' | 'FAILED' | 'CLOSED' | 'PAID';
  readonly reqKey: string | null;
  /** Path and query of the confirm; null unless one is due. */
  readonly confirmPath: string | null;
  readonly authenticatedAt: number | null;
  readonly payerId: string | null;
  readonly instrument: Instrument | null;
  readonly quota: string;
}

/** A payment link: an order that waits for any buyer who has its address. */
export interface PayLink {
  readonly key: string;
  readonly cstId: string;
  readonly types: readonly PayType[];
  readonly cardVer: '01' | '02';
  /** What every payment of it is for; it has no order number, each payment has one of its own. */
  readonly order: Order;
  readonly memo: string;
  /** What the merchant wants to hear again with every payment, as it was sent. */
  readonly addParam: string;
  /** Where the buyer's browser brings the result; null when it stays here. */
  readonly resultUrl: string | null;
  readonly createdAt: number;
  /** null means never. */
  readonly expiresAt: number | null;
  /** The order numbers of its payments. */
  readonly paidOids: readonly string[];
}

export interface Cancellation {
  readonly tradeNo: string;
  readonly amountWon: number;
  readonly taxWon: number;
  readonly cancelledAt: number;
  /** Set when it was made without a call: by the merchant on Payple's site, or by the payer's card company. */
  readonly madeElsewhere?: 'refund' | 'chargeback';
}

export interface CashReceipt {
  readonly managementNo: string;
  readonly amountWon: number;
  readonly cancelled: boolean;
}

export interface Payment {
  readonly cstId: string;
  readonly type: PayType;
  readonly flow: 'CERT' | 'PAY' | 'SIMPLE' | 'REGULER' | 'LINK';
  readonly order: Order;
  readonly payerId: string | null;
  readonly instrument: Instrument;
  readonly quota: string;
  readonly approvedAt: number;
  readonly tradeNo: string;
  readonly authNo: string;
  readonly cancellations: readonly Cancellation[];
  readonly receipt: CashReceipt | null;
  /** What the merchant wants to hear again, when it was paid by a link. */
  readonly linkAddParam?: string;
}

/** Something a merchant is still to be told. */
export interface Notice {
  readonly id: string;
  readonly kind: 'payment' | 'cancel' | 'removal';
  readonly oid: string;
  readonly url: string;
  readonly format: 'json' | 'form';
  readonly body: Readonly<Record<string, string | number>>;
}

export function paymentKey(cstId: string, oid: string): string {
  return `${cstId}\n${oid}`;
}

export function cancelledWonOf(payment: Payment): number {
  return payment.cancellations.reduce((sum, cancellation) => sum + cancellation.amountWon, 0);
}

export function balanceWonOf(payment: Payment): number {
  return payment.order.totalWon - cancelledWonOf(payment);
}

export function taxBalanceWonOf(payment: Payment): number {
  return payment.order.taxWon - payment.cancellations.reduce((sum, cancellation) => sum + cancellation.taxWon, 0);
}

export type PaymentState = 'APPROVED' | 'PARTIAL_CANCELLED' | 'CANCELLED';

export function stateOf(payment: Payment): PaymentState {
  if (payment.cancellations.length === 0) return 'APPROVED';
  return balanceWonOf(payment) === 0 ? 'CANCELLED' : 'PARTIAL_CANCELLED';
}
