// Takes the money: turns an order and a card or an account into a payment, exactly once.
// Must never await between looking at the books and changing them; that is what makes two charges one.
import type { Change } from './books/books.js';
import type { BillingKey, Instrument, Merchant, Order, Payment, PayType, PayWindow, Session } from './books/rows.js';
import { balanceWonOf } from './books/rows.js';
import { usedUp } from './auth/access.js';
import type { PaymentCodes } from './families.js';
import { killsKey } from './families.js';
import { verdictOn } from './instruments.js';
import { Refusal } from './refusal.js';
import type { Simulator } from './simulator.js';
import { paymentNotice, toTell } from './tell.js';

export interface Charge {
  readonly merchant: Merchant;
  readonly session: Session;
  readonly type: PayType;
  readonly flow: Payment['flow'];
  readonly order: Order;
  readonly instrument: Instrument;
  readonly key: BillingKey | null;
  readonly quota: string;
  readonly codes: PaymentCodes;
  /** Set when someone ordered that this charge be declined. */
  readonly decline: Refusal | undefined;
  /** The window that becomes a paid one with this charge. */
  readonly window: PayWindow | null;
}

export function refuseDuplicate(
  simulator: Simulator,
  cstId: string,
  order: Order,
  payerId: string | null,
  duplicate: string,
): void {
  if (simulator.books.payment(cstId, order.oid)) throw new Refusal(duplicate);
  if (payerId === null || order.period === null) return;
  const { year, month } = order.period;
  const blocking = simulator.books
    .paymentsOfPeriod(payerId, year, month)
    .some((payment) => !simulator.habits.cancelFreesMonth || balanceWonOf(payment) > 0);
  if (blocking) throw new Refusal(duplicate);
}

export function takePayment(simulator: Simulator, charge: Charge): Payment {
  const payerId = charge.key?.payerId ?? null;
  refuseDuplicate(simulator, charge.merchant.cstId, charge.order, payerId, charge.codes.duplicate);
  const refusal = charge.decline ?? verdictRefusal(charge);
  if (refusal) refuseCharge(simulator, charge, refusal);
  const payment = paymentOf(simulator, charge, payerId);
  const link = simulator.books.links.get(charge.window?.linkKey ?? '');
  const notice = paymentNotice(simulator, charge.merchant, payment);
  simulator.books.commit({
    payments: [payment],
    sessions: [usedUp(simulator, charge.session)],
    ...(charge.window ? { windows: [{ ...charge.window, state: 'PAID' as const }] } : {}),
    // A key that was made for this very payment.
    ...(charge.key && !simulator.books.keys.has(charge.key.payerId) ? { keys: [charge.key] } : {}),
    ...(link ? { links: [{ ...link, paidOids: [...link.paidOids, payment.order.oid] }] } : {}),
    ...(notice ? { notices: [notice] } : {}),
  });
  toTell(simulator, notice);
  return payment;
}

/** A declined charge uses its key up; a card that must not live on takes the billing key with it. */
function refuseCharge(simulator: Simulator, charge: Charge, refusal: Refusal): never {
  const { key, session, window } = charge;
  const kills = killsKey(refusal.code) || (!charge.decline && wouldKill(charge));
  const change: Change = {
    sessions: [usedUp(simulator, session)],
    ...(key && kills && simulator.books.keys.has(key.payerId)
      ? { keys: [{ ...key, state: 'KILLED' as const, diesOnNextCharge: false }] }
      : {}),
    ...(window ? { windows: [{ ...window, state: 'FAILED' as const }] } : {}),
  };
  simulator.books.commit(change);
  throw refusal;
}

function wouldKill({ key, instrument }: Charge): boolean {
  return key?.diesOnNextCharge === true || verdictOn(instrument)?.kind === 'killed';
}

function verdictRefusal({ key, instrument, codes }: Charge): Refusal | undefined {
  if (key?.diesOnNextCharge) return Refusal.byIssuer(codes.killed, '3122');
  const verdict = verdictOn(instrument);
  if (!verdict) return undefined;
  const code = codes[verdict.kind];
  return verdict.issuerCode === null ? new Refusal(code) : Refusal.byIssuer(code, verdict.issuerCode);
}

function paymentOf(simulator: Simulator, charge: Charge, payerId: string | null): Payment {
  const { identifiers } = simulator;
  const now = simulator.now();
  const { order } = charge;
  const wantsReceipt = charge.type === 'transfer' && order.wantsReceipt;
  return {
    cstId: charge.merchant.cstId,
    type: charge.type,
    flow: charge.flow,
    order,
    payerId,
    instrument: charge.instrument,
    quota: charge.quota,
    approvedAt: now,
    tradeNo: identifiers.tradeNo(now),
    authNo: identifiers.digits(8),
    cancellations: [],
    receipt: wantsReceipt
      ? { managementNo: identifiers.tradeNo(now), amountWon: order.totalWon, cancelled: false }
      : null,
    ...linkNote(simulator, charge.window),
  };
}

function linkNote(simulator: Simulator, window: PayWindow | null): Pick<Payment, 'linkAddParam'> {
  const link = simulator.books.links.get(window?.linkKey ?? '');
  return link ? { linkAddParam: link.addParam } : {};
}
