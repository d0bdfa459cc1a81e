// The ways through the server that end at PAYCO.
// Must never rely on the order in which the cells of a point get there.
import type { PaycoControl } from '../../support/payco-control.js';
import { visit, type ShownOrder } from '../../support/merchant.js';
import type { Cell } from './flight.js';
import { once, pathAt, PAYMENT, refundOf, sentOn, toldBy, untilPaid, type CrashPath, type Told } from './path.js';
import { openPaycoStage, type CrashStage } from './stage.js';

const AMOUNT_WON = 10_000;
const PART_WON = 4_000;

type Stage = CrashStage<PaycoControl>;

/** An order whose buyer has agreed at PAYCO; `returnUrl` is where the browser comes back. */
async function agreed(
  { merchant, control }: Stage,
  { orderNumber }: Cell,
): Promise<{ order: ShownOrder; returnUrl: string }> {
  const order = await merchant.order({ orderNumber, amountWon: AMOUNT_WON });
  return { order, returnUrl: await control.agree(await merchant.pay(order)) };
}

function payAnew({ merchant, control }: Stage, order: ShownOrder): () => Promise<Told> {
  return async () => sentOn(await visit(await control.agree(await merchant.pay(order))));
}

const payment = pathAt(
  openPaycoStage,
  {
    name: 'PAYCO: payment',
    means: 'the buyer comes back from PAYCO, who is asked for the money',
    endpoint: 'approval',
    runsJobs: false,
    ...PAYMENT,
  },
  async (stage, cell) => {
    const { order, returnUrl } = await agreed(stage, cell);
    return {
      marks: { texts: [cell.orderNumber], intent: 1, call: /\/payment\/approval$/, isJob: false },
      subject: cell.orderNumber,
      ask: async () => sentOn(await visit(returnUrl)),
      askAnew: payAnew(stage, order),
    };
  },
);

const lookup = pathAt(
  openPaycoStage,
  {
    name: 'PAYCO: lookup of a payment in doubt',
    means: 'PAYCO took the money and its answer was lost; the worker asks',
    endpoint: 'verify',
    runsJobs: true,
    ...PAYMENT,
  },
  async (stage, cell) => {
    const { order, returnUrl } = await agreed(stage, cell);
    const fault = { endpoint: 'approval', fault: 'drop_after_effect', orderKey: cell.orderNumber };
    const loseAnswer = once(() => stage.control.fail(fault));
    return {
      // The first write is the payment's own intent; the second parks it, with the job that asks.
      marks: { texts: [cell.orderNumber], intent: 2, call: /getDetailForVerify$/, isJob: true },
      subject: cell.orderNumber,
      ask: async () => {
        await loseAnswer();
        return sentOn(await visit(returnUrl));
      },
      askAnew: payAnew(stage, order),
    };
  },
);

function refund(name: string, means: string, wishedWon: number | undefined): CrashPath {
  return pathAt(
    openPaycoStage,
    { name, means, endpoint: 'cancel', runsJobs: false, ...refundOf(wishedWon ?? AMOUNT_WON) },
    async (stage, cell) => {
      const { order, returnUrl } = await agreed(stage, cell);
      await visit(returnUrl);
      await untilPaid(stage.merchant, order);
      const key = { 'idempotency-key': `refund-${cell.orderNumber}` };
      return {
        marks: { texts: [cell.orderNumber], intent: 1, call: /\/order\/cancel$/, isJob: false },
        subject: cell.orderNumber,
        ask: async () => toldBy(await stage.merchant.cancel(order, wishedWon, key)),
        askAnew: async () => toldBy(await stage.merchant.cancel(order, wishedWon)),
      };
    },
  );
}

const refundLookup = pathAt(
  openPaycoStage,
  {
    name: 'PAYCO: lookup of a refund in doubt',
    means: 'PAYCO gave a part back and its answer was lost; the worker asks',
    endpoint: 'checkAvailability',
    runsJobs: true,
    ...refundOf(PART_WON),
  },
  async (stage, cell) => {
    const { order, returnUrl } = await agreed(stage, cell);
    await visit(returnUrl);
    const fault = { endpoint: 'cancel', fault: 'drop_after_effect', orderKey: cell.orderNumber };
    const loseAnswer = once(() => stage.control.fail(fault));
    const key = { 'idempotency-key': `refund-${cell.orderNumber}` };
    // The question names only PAYCO's number of the payment.
    const paymentId = (await untilPaid(stage.merchant, order)).payments[0]?.receipt?.providerPaymentId ?? '';
    return {
      marks: { texts: [cell.orderNumber, paymentId], intent: 2, call: /checkAvailability$/, isJob: true },
      subject: cell.orderNumber,
      ask: async () => {
        await loseAnswer();
        return toldBy(await stage.merchant.cancel(order, PART_WON, key));
      },
      askAnew: async () => toldBy(await stage.merchant.cancel(order, PART_WON)),
    };
  },
);

export const PAYCO_PATHS: readonly CrashPath[] = [
  payment,
  lookup,
  refund('PAYCO: whole refund', 'the merchant asks for a refund of everything', undefined),
  refund('PAYCO: part refund', 'the merchant asks for a refund of a part', PART_WON),
  refundLookup,
];
