// Billing: the merchant charges a billing key without the payer, once a month (REGULER) or as often as it likes (SIMPLE).
// Must never charge a key that is not an active one of this very merchant.
import { letIn, refuseOldKey } from '../auth/access.js';
import type { BillingKey, Merchant, Order, PayType } from '../books/rows.js';
import { paymentCodes, type PaymentCodes } from '../families.js';
import type { Fields } from '../fields.js';
import { isMonth, isYear, LEAST_WON, monthOf, readOrder } from '../orders.js';
import { refuseDuplicate, takePayment } from '../payments.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { PAID_TEXTS, paymentWire } from '../wire.js';
import type { Call } from './call.js';

export function chargeOf(type: PayType, how: 'simple' | 'reguler'): Call {
  return (simulator, input) => {
    const codes = paymentCodes(type, how);
    const { fields } = input;
    if (!input.isRightAct || !isMeant(fields, type, how)) throw new Refusal(codes.access);
    const { merchant, session } = letIn(simulator, { ...input, purpose: `${type}_${how}`, codes });
    refuseOldKey(simulator, session, codes);
    refuseBadOrder(fields, type, how, codes);
    const key = findKey(simulator, merchant, fields.text('PCD_PAYER_ID'), type, codes);
    const order = orderOf(simulator, fields, how);
    refuseDuplicate(simulator, merchant.cstId, order, key.payerId, codes.duplicate);
    const payment = takePayment(simulator, {
      merchant,
      session,
      type,
      flow: how === 'simple' ? 'SIMPLE' : 'REGULER',
      order: withPayerOf(order, key),
      instrument: key.instrument,
      key,
      quota: '00',
      codes,
      decline: input.decline,
      window: null,
    });
    const cardCode = how === 'simple' ? 'SPCD0000' : simulator.habits.regulerCode;
    return {
      PCD_PAY_CODE: type === 'card' ? cardCode : 'BILL0000',
      PCD_PAY_MSG: PAID_TEXTS[type],
      ...paymentWire(simulator, payment),
    };
  };
}

/** The flag must be the one the key was asked for, and the type must be said. */
function isMeant(fields: Fields, type: PayType, how: 'simple' | 'reguler'): boolean {
  const flag = how === 'simple' ? 'PCD_SIMPLE_FLAG' : 'PCD_REGULER_FLAG';
  return fields.isYes(flag) && fields.text('PCD_PAY_TYPE') === type;
}

function refuseBadOrder(fields: Fields, type: PayType, how: 'simple' | 'reguler', codes: PaymentCodes): void {
  if (!fields.has('PCD_PAYER_ID')) throw new Refusal(codes.keyMissing);
  if (!fields.has('PCD_PAY_GOODS')) throw new Refusal(codes.goods);
  const totalWon = fields.won('PCD_PAY_TOTAL');
  if (totalWon === undefined || totalWon < LEAST_WON[type]) throw new Refusal(codes.minimum);
  if ((fields.won('PCD_PAY_TAXTOTAL') ?? 0) > totalWon) throw Refusal.own('orderWrong');
  if (how === 'simple') return;
  if (!isYear(fields.text('PCD_PAY_YEAR'))) throw new Refusal(codes.year);
  if (!isMonth(monthOf(fields))) throw new Refusal(codes.month);
}

function findKey(
  simulator: Simulator,
  merchant: Merchant,
  payerId: string,
  type: PayType,
  codes: PaymentCodes,
): BillingKey {
  const key = simulator.books.keys.get(payerId);
  if (!key) throw new Refusal(codes.keyMissing);
  if (key.cstId !== merchant.cstId) throw new Refusal(codes.keyForeign);
  if (key.state !== 'ACTIVE' || key.instrument.kind !== type) throw new Refusal(codes.keyDead);
  return key;
}

/** A simple payment has no month, whatever else was sent. */
function orderOf(simulator: Simulator, fields: Fields, how: 'simple' | 'reguler'): Order {
  const order = readOrder(simulator, fields);
  return how === 'simple' ? { ...order, period: null, isSimple: true } : { ...order, isSimple: false };
}

function withPayerOf(order: Order, key: BillingKey): Order {
  return { ...order, payerName: order.payerName || key.payerName, payerHp: order.payerHp || key.payerHp };
}
