// The ways through the server that end at Payple: payments, charges on stored cards, refunds, the end of a stored card.
// Must never rely on the order in which the cells of a point get there.
import { readId } from '../../../src/common/ids.js';
import type { ShownBillingKey, ShownOrder, ShownPayment } from '../../support/merchant.js';
import { deliver, type PaypleControl, type WindowResult } from '../../support/payple-control.js';
import type { Cell, Marks } from './flight.js';
import {
  once,
  pathAt,
  PAYMENT,
  refundOf,
  sentOn,
  toldBy,
  untilPaid,
  type CrashPath,
  type Standing,
  type Told,
} from './path.js';
import { openPaypleStage, type CrashStage } from './stage.js';

const AMOUNT_WON = 10_000;
const PART_WON = 4_000;
const MONTH = '2026-11';
const CONFIRM = /PayCardConfirmAct|cards\/approval\/confirm/;
const INQUIRY = /PayChkAct/;

type Stage = CrashStage<PaypleControl>;

interface Agreed {
  readonly order: ShownOrder;
  readonly result: WindowResult;
}

/** An order whose buyer is done with the window; in `immediate` mode the money has moved. */
async function agreed(stage: Stage, { orderNumber }: Cell, mode: 'confirm' | 'immediate'): Promise<Agreed> {
  const order = await stage.merchant.order({ orderNumber, amountWon: AMOUNT_WON });
  return { order, result: await useWindow(stage, order, mode) };
}

async function useWindow({ merchant, control }: Stage, order: ShownOrder, mode: string): Promise<WindowResult> {
  const wish = { provider: 'payple', channel: 'pc', mode };
  const { body } = await merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  const { resultUrl, fields } = await control.finish(body, 'pay');
  return { resultUrl, fields: overTheWire(fields, control.url) };
}

/** The window names Payple's own address, and the call is to go over the wire, which is the only Payple that the house knows. */
function overTheWire(fields: WindowResult['fields'], wireUrl: string): WindowResult['fields'] {
  const there = fields['PCD_PAY_HOST'];
  if (there === undefined) return fields;
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replace(there, wireUrl)]));
}

/** Confirming names only the window's request. */
function marksOf({ order, result }: Agreed, marks: Omit<Marks, 'texts'>): Marks {
  return { texts: [order.orderNumber, result.fields['PCD_PAY_REQKEY'] ?? order.orderNumber], ...marks };
}

function payment(name: string, means: string, mode: 'confirm' | 'immediate'): CrashPath {
  const isImmediate = mode === 'immediate';
  return pathAt(
    openPaypleStage,
    { name, means, endpoint: isImmediate ? 'inquiry' : 'confirm', runsJobs: false, isUnseen: isImmediate, ...PAYMENT },
    async (stage, cell) => {
      const all = await agreed(stage, cell, mode);
      return {
        marks: marksOf(all, { intent: 1, call: isImmediate ? INQUIRY : CONFIRM, isJob: false }),
        subject: cell.orderNumber,
        ask: async () => sentOn(await deliver(all.result)),
        askAnew: async () => sentOn(await deliver(await useWindow(stage, all.order, mode))),
      };
    },
  );
}

const lookup = pathAt(
  openPaypleStage,
  {
    name: 'Payple: lookup of a payment in doubt',
    means: 'Payple took the money and its answer was lost; the worker asks',
    endpoint: 'inquiry',
    runsJobs: true,
    ...PAYMENT,
  },
  async (stage, cell) => {
    const all = await agreed(stage, cell, 'confirm');
    const oid = all.result.fields['PCD_PAY_OID'];
    const loseAnswer = once(() => stage.control.fail({ endpoint: 'confirm', fault: 'drop_after_effect', oid }));
    return {
      marks: marksOf(all, { intent: 2, call: INQUIRY, isJob: true }),
      subject: cell.orderNumber,
      ask: async () => {
        await loseAnswer();
        return sentOn(await deliver(all.result));
      },
      askAnew: async () => sentOn(await deliver(await useWindow(stage, all.order, 'confirm'))),
    };
  },
);

function refund(name: string, means: string, wishedWon: number | undefined): CrashPath {
  return pathAt(
    openPaypleStage,
    { name, means, endpoint: 'cancel', runsJobs: false, ...refundOf(wishedWon ?? AMOUNT_WON) },
    async (stage, cell) => {
      const all = await agreed(stage, cell, 'confirm');
      await deliver(all.result);
      await untilPaid(stage.merchant, all.order);
      const key = { 'idempotency-key': `refund-${cell.orderNumber}` };
      return {
        marks: marksOf(all, { intent: 1, call: /cPayCAct/, isJob: false }),
        subject: cell.orderNumber,
        ask: async () => toldBy(await stage.merchant.cancel(all.order, wishedWon, key)),
        askAnew: async () => toldBy(await stage.merchant.cancel(all.order, wishedWon)),
      };
    },
  );
}

/** A stored card, and Payple's secret name of it. */
async function storedCard({ merchant, control }: Stage): Promise<{ key: ShownBillingKey; payerId: string }> {
  const key = await merchant.registerCard({ provider: 'payple', channel: 'pc' });
  const result = await control.finish(key, 'pay');
  await deliver(result);
  return { key, payerId: result.fields['PCD_PAYER_ID'] ?? '' };
}

function charge(name: string, means: string, billingMonth: string | null): CrashPath {
  const endpoint = billingMonth === null ? 'simple' : 'reguler';
  return pathAt(openPaypleStage, { name, means, endpoint, runsJobs: false, ...PAYMENT }, async (stage, cell) => {
    const { orderNumber } = cell;
    const { key } = await storedCard(stage);
    // Payple is told the title, so that its calls are known by the order's number.
    const wish = {
      orderNumber,
      title: `Charge ${orderNumber}`,
      amountWon: AMOUNT_WON,
      ...(billingMonth && { billingMonth }),
    };
    const headers = { 'idempotency-key': `charge-${orderNumber}` };
    return {
      marks: { texts: [orderNumber], intent: 1, call: /SimplePayCardAct|RePayCardAct/, isJob: false },
      subject: orderNumber,
      ask: async () => toldBy(await stage.merchant.charge(key, wish, headers)),
      askAnew: () => payOn(stage, orderNumber, key),
    };
  });
}

/** The refused order is paid on the same card once more. */
async function payOn({ merchant }: Stage, orderNumber: string, key: ShownBillingKey): Promise<Told> {
  const { body } = await merchant.call<{ items: ShownOrder[] }>('GET', `/v1/orders?orderNumber=${orderNumber}`);
  const wish = { provider: 'payple', channel: 'pc', billingKeyId: key.id };
  return toldBy(await merchant.call('POST', `/v1/orders/${body.items[0]?.id ?? ''}/payments`, wish));
}

const revoke = pathAt(
  openPaypleStage,
  {
    name: 'Payple: end of a stored card',
    means: 'the merchant ends a stored card; the worker tells Payple until it agrees',
    endpoint: 'userdel',
    runsJobs: true,
    isDone: ({ status }: Standing) => status === 'removed',
    wordOf: ({ status, withOperator }: Standing) => (withOperator ? 'operator' : status),
  },
  async (stage) => {
    const { key, payerId } = await storedCard(stage);
    const id = readId('billingKey', key.id) ?? '';
    const end = async (): Promise<Told> => {
      const { status } = await stage.merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
      return { says: status === 204 ? 'done' : 'on its way', words: String(status) };
    };
    return {
      // Events name it as the API does.
      marks: { texts: [id, payerId, key.id], intent: 1, call: /ACT_=PUSERDEL/, isJob: true },
      subject: id,
      ask: end,
      askAnew: end,
    };
  },
);

export const PAYPLE_PATHS: readonly CrashPath[] = [
  payment('Payple: payment', 'the buyer comes back from the window, and Payple is asked for the money', 'confirm'),
  payment(
    'Payple: payment taken at once',
    'the window took the money; the buyer comes back, and Payple is asked whether',
    'immediate',
  ),
  lookup,
  charge('Payple: charge on a stored card', 'the merchant charges a stored card', null),
  charge('Payple: charge for a month', 'the merchant charges a stored card for a month', MONTH),
  refund('Payple: whole refund', 'the merchant asks for a refund of everything', undefined),
  refund('Payple: part refund', 'the merchant asks for a refund of a part', PART_WON),
  revoke,
];
