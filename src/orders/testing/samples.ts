// Orders, payments, cancellations and answers for tests of the moves, each with everything that is not said left usual.
// Must never be imported by the platform itself.
import { newId } from '../../common/ids.js';
import { splitAmount } from '../../common/money.js';
import type { LoadedOrder } from '../loaded-order.js';
import type { DoubtSettings } from '../doubt.js';
import type { Cancellation } from '../entities/cancellation.entity.js';
import type { Payment } from '../entities/payment.entity.js';
import { OrderDraft } from '../order-draft.js';
import type { SealedReceipt } from '../payment-moves.js';
import type { RefusalReason, Reply } from '../provider-reply.js';
import type { CancelReceipt, Receipt } from '../receipt.js';

export const NOW = new Date('2026-11-22T03:00:00.000Z');
export const SETTINGS: DoubtSettings = {
  firstLookupMs: 1_000,
  longestLookupMs: 300_000,
  believeUnpaidAfterMs: 3_000,
  lateLookupMs: 60_000,
  callOperatorAfterMs: 3_600_000,
  refundNoticeApartMs: 2_000,
};

export const ago = (milliseconds: number): Date => new Date(NOW.getTime() - milliseconds);
export const inMs = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

export function sampleOrder(facts: Partial<LoadedOrder> = {}): LoadedOrder {
  const amountWon = facts.amountWon ?? 11_000;
  return {
    id: newId(),
    version: 5,
    sellerCode: 'default',
    orderNumber: 'T-1',
    status: 'unpaid',
    title: 'Chicken',
    amountWon,
    ...splitAmount(amountWon, 0),
    cancelledWon: 0,
    cancelledTaxFreeWon: 0,
    cancelledTaxableWon: 0,
    cancelledVatWon: 0,
    couponWon: 0,
    pointWon: 0,
    items: [],
    buyer: null,
    metadata: {},
    registerCard: null,
    returnUrl: 'https://shop.example.com',
    checkoutToken: 'token',
    contentHash: 'hash',
    expiresAt: inMs(86_400_000),
    expiryChosen: false,
    paidAt: null,
    createdAt: ago(60_000),
    payments: [],
    cancellations: [],
    ...facts,
  };
}

/** A payment of the order, in the order. */
export function samplePayment(order: LoadedOrder, facts: Partial<Payment> = {}): Payment {
  const payment: Payment = {
    id: newId(),
    orderId: order.id,
    provider: 'payco',
    status: 'open',
    channel: 'pc',
    inApp: false,
    askedMethod: null,
    mode: 'confirm',
    amountWon: order.amountWon,
    credentialsId: newId(),
    billingKeyId: null,
    billingMonth: null,
    holdsMonth: false,
    registersKeyId: null,
    sealedRegisteredKey: null,
    providerReference: 'sheet',
    handoff: { type: 'redirect', url: 'https://payco.example.com' },
    receipt: null,
    sealedReceiptSecret: null,
    refusal: null,
    authorizedAt: null,
    saidTaken: false,
    confirmStartedAt: null,
    inDoubtSince: facts.status === 'in_doubt' ? NOW : null,
    lookups: 0,
    attention: null,
    refundToldAt: null,
    calledDifferenceWon: null,
    showsChargebacks: null,
    paidAt: null,
    createdAt: ago(30_000),
    ...facts,
  };
  order.payments.push(payment);
  return payment;
}

/** A cancellation of a payment, in the order. */
export function sampleCancellation(
  order: LoadedOrder,
  payment: Payment,
  facts: Partial<Cancellation> = {},
): Cancellation {
  const amountWon = facts.amountWon ?? 4_400;
  const cancellation: Cancellation = {
    id: newId(),
    orderId: order.id,
    paymentId: payment.id,
    kind: 'refund',
    origin: null,
    status: 'executing',
    amountWon,
    ...splitAmount(amountWon, 0),
    taxSplitAssumed: false,
    balanceBeforeWon: order.amountWon,
    reason: 'because',
    requestedBy: 'platform',
    receipt: null,
    refusal: null,
    startedAt: ago(1_000),
    inDoubtSince: facts.status === 'in_doubt' ? ago(60_000) : null,
    lookups: 0,
    attention: null,
    doneAt: null,
    createdAt: ago(1_000),
    ...facts,
  };
  order.cancellations.push(cancellation);
  return cancellation;
}

export const draftOf = (order: LoadedOrder, now = NOW): OrderDraft => new OrderDraft(order, now);

export function sampleReceipt(facts: Partial<Receipt> = {}): Receipt {
  return {
    state: 'paid',
    providerPaymentId: 'payco-1',
    method: 'card',
    parts: [],
    cancels: 'any',
    paidAt: '2026-11-22T02:59:58.000Z',
    card: null,
    deposit: null,
    ...facts,
  };
}

export const done = (facts: Partial<Receipt> = {}): Reply<SealedReceipt> => ({
  is: 'done',
  value: { receipt: sampleReceipt(facts), sealedSecret: 'sealed', sealedRegisteredKey: null },
});
export const waiting = (expiresAt: string | null = null): Reply<SealedReceipt> =>
  done({
    state: 'awaiting_deposit',
    paidAt: null,
    deposit: { bankName: 'KB', bankCode: '004', accountNumber: '1', expiresAt },
  });
export const refused = (reason: RefusalReason): Reply<never> => ({ is: 'refused', refusal: { reason } });
export const unsent: Reply<never> = { is: 'unsent', cause: new Error('refused to connect') };
export const unknown: Reply<never> = { is: 'unknown', cause: new Error('no answer') };

export const cancelled = (cancelledWon: number, balanceAfterWon: number): Reply<CancelReceipt> => ({
  is: 'done',
  value: { providerCancellationId: '2000000001', cancelledWon, balanceAfterWon, cancelledAt: null },
});

/** What a draft would tell, in order. */
export const told = (draft: OrderDraft): string[] => draft.events.map((event) => event.type);

/** What a draft would keep as evidence: rule, from and to. */
export const judged = (draft: OrderDraft): string[] =>
  draft.verdicts.map(({ rule, fromStatus, toStatus }) => `${rule}: ${fromStatus} → ${toStatus}`);

/** What a draft would enqueue: name and milliseconds from now. */
export const asked = (draft: OrderDraft): [string, number | null][] =>
  draft.jobs.map((job) => [job.name, job.runAt && job.runAt.getTime() - draft.now.getTime()]);
