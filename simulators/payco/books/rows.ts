// What the simulator remembers: merchants, order sheets and payments, as immutable rows.
// Must never hold PAYCO's wire shapes; those are made when an answer is written.
import type { TaxSplit } from '../tax.js';

export interface Merchant {
  readonly sellerKey: string;
  readonly products: readonly { readonly cpId: string; readonly productId: string }[];
  /** null lets every address in. */
  readonly allowedIps: readonly string[] | null;
}

export interface ProductLine {
  readonly referenceKey: string;
  readonly cpId: string;
  readonly productId: string;
  readonly name: string;
  readonly paymentWon: number;
  readonly quantity: number;
}

export type MethodCode = '31' | '98' | '75' | '76' | '77' | '02';

export interface CardChoice {
  readonly companyCode: string;
  readonly installmentMonths: string;
  readonly partCancelPossible: boolean;
}

/** How the buyer wants to pay: coupon first, then card, then points. */
export interface PaymentChoice {
  readonly parts: readonly { readonly methodCode: MethodCode; readonly amountWon: number }[];
  readonly card: CardChoice;
}

/** What a buyer's consent leaves behind: the token that lets the merchant approve. */
export interface Certificate {
  readonly token: string;
  readonly issuedAt: number;
  readonly choice: PaymentChoice;
  /** The issuer's code with which the approval will be declined, or null. */
  readonly declineWith: string | null;
}

export interface Sheet {
  readonly reserveOrderNo: string;
  readonly sellerKey: string;
  readonly orderKey: string;
  readonly uniqueKey: boolean;
  readonly totalWon: number;
  readonly split: TaxSplit;
  readonly deliveryFeeWon: number;
  readonly title: string;
  readonly products: readonly ProductLine[];
  readonly orderMethod: 'EASYPAY' | 'EASYPAY_F' | 'CHECKOUT';
  readonly channel: 'PC' | 'MOBILE';
  readonly inApp: boolean;
  readonly uiType: 'RED' | 'GRAY';
  readonly language: 'KR' | 'EN';
  readonly inIframe: boolean;
  readonly approvesByItself: boolean;
  readonly returnUrl: string | null;
  readonly returnParameters: Readonly<Record<string, string>>;
  readonly serviceUrl: string | null;
  readonly serviceParameters: string | null;
  readonly depositUrl: string | null;
  /** Where a cancelling buyer's app or phone goes, when the merchant named a place. */
  readonly cancelUrl: string | null;
  readonly reservedAt: number;
  readonly expiresAt: number;
  readonly accountExpiresAt: number | null;
  readonly state: 'RESERVED' | 'CERTIFIED' | 'DECLINED' | 'USER_CANCELLED' | 'PAID';
  readonly certificates: readonly Certificate[];
  readonly orderNo: string | null;
  /** A return that is to be opened a second time once the payment is approved. */
  readonly replayUrl: string | null;
}

interface CardReceipt extends CardChoice {
  readonly maskedNumber: string;
  readonly admissionNo: string;
}

/** One method's part of a payment. */
export interface PaymentPart {
  readonly methodCode: MethodCode;
  readonly amountWon: number;
  readonly split: TaxSplit;
  readonly tradeNo: string;
  readonly pgAdmissionNo: string;
  readonly card: CardReceipt | null;
  readonly accountNo: string | null;
  readonly cancelledWon: number;
  readonly cancelledSplit: TaxSplit;
}

interface Cancellation {
  readonly seq: number;
  readonly amountWon: number;
  readonly cancelledAt: number;
  readonly memo: string | null;
  /** Set when it was made at PAYCO without a call: by the merchant on its site, or by the buyer's card company. */
  readonly madeElsewhere?: 'refund' | 'chargeback';
}

/** Money of a virtual account that the merchant sent back by itself; PAYCO knows nothing of it. */
interface HandRefund {
  readonly amountWon: number;
  readonly refundedAt: number;
}

export interface Payment {
  readonly orderNo: string;
  readonly reserveOrderNo: string;
  readonly sellerKey: string;
  readonly orderKey: string;
  readonly certifyKey: string;
  readonly totalWon: number;
  readonly approvedAt: number;
  /** When the money arrived; null while a virtual account waits. */
  readonly completedAt: number | null;
  readonly accountExpiresAt: number | null;
  /** A waiting virtual account that the merchant gave up. */
  readonly accountClosed: boolean;
  readonly productNos: readonly string[];
  readonly productStatuses: Readonly<Record<string, string>>;
  readonly parts: readonly PaymentPart[];
  readonly cancellations: readonly Cancellation[];
  /** Absent when there is none. */
  readonly handRefunds?: readonly HandRefund[];
  readonly mileageCancelledForWon: number;
  /** How the merchant was told of a deposit or, in PAY1, of the payment; null when there is nothing to tell. */
  readonly notice: { readonly tries: number; readonly accepted: boolean } | null;
}

export function cancelledWonOf(payment: Payment): number {
  return payment.cancellations.reduce((sum, cancellation) => sum + cancellation.amountWon, 0);
}

export function handRefundedWonOf(payment: Payment): number {
  return (payment.handRefunds ?? []).reduce((sum, refund) => sum + refund.amountWon, 0);
}

export function balanceWonOf(payment: Payment): number {
  return payment.completedAt === null ? 0 : payment.totalWon - cancelledWonOf(payment);
}

export function isVirtualAccount(payment: Payment): boolean {
  return payment.parts.some((part) => part.methodCode === '02');
}

export type PaymentState =
  'APPROVED' | 'APPROVED_WAITING' | 'DEPOSITED' | 'EXPIRED' | 'PARTIAL_CANCELLED' | 'CANCELLED';

export function stateOf(payment: Payment, now: number): PaymentState {
  if (payment.completedAt === null) {
    if (payment.accountClosed) return 'CANCELLED';
    return payment.accountExpiresAt !== null && payment.accountExpiresAt <= now ? 'EXPIRED' : 'APPROVED_WAITING';
  }
  if (payment.cancellations.length === 0) return isVirtualAccount(payment) ? 'DEPOSITED' : 'APPROVED';
  return balanceWonOf(payment) === 0 ? 'CANCELLED' : 'PARTIAL_CANCELLED';
}
