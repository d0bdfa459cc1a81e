// A buyer edits what Payple's window is told, where the window takes the money itself: it then takes it by means that nobody
// asked for. Must never end with money that only Payple knows of.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder, ShownPayment } from '../support/merchant.js';
import { deliver, type WindowResult } from '../support/payple-control.js';
import { withClient } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterEach(() => house.payple.behave());
afterAll(() => house.close());

const CARD = { PCD_PAY_TYPE: 'card', PCD_CARD_VER: '02' };
const ACCOUNT = { PCD_PAY_TYPE: 'transfer', PCD_PAYER_AUTHTYPE: 'pwd', PCD_TAXSAVE_FLAG: 'N' };

interface Edited {
  readonly order: ShownOrder;
  readonly result: WindowResult;
}

/** The money has moved when this returns. */
async function paidInEditedWindow(method: 'card' | 'transfer'): Promise<Edited> {
  const order = await house.merchant.order();
  const wish = { provider: 'payple', channel: 'pc', mode: 'immediate', method };
  const { body: payment } = await house.merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  const parameters = { ...payment.handoff?.parameters, ...(method === 'card' ? ACCOUNT : CARD) };
  const result = await house.payple.finish({ handoff: { type: 'payple_window', url: '', parameters } }, 'pay');
  expect(await house.payple.booksOf(order)).toMatchObject([{ paidWon: 10_000, cancelledWon: 0 }]);
  return { order, result };
}

const untilUnpaid = (order: ShownOrder): Promise<boolean> =>
  waitFor('the order to be unpaid', async () => (await house.merchant.show(order)).status === 'unpaid');

const wholeRefund = [{ paidWon: 10_000, cancelledWon: 10_000, cancels: 1 }];

it.each(['card', 'transfer'] as const)('gives the money back where a %s was asked for', async (method) => {
  const { order, result } = await paidInEditedWindow(method);
  await deliver(result);
  await untilUnpaid(order);
  expect(await house.payple.booksOf(order)).toMatchObject(wholeRefund);
  const [payment] = (await house.merchant.show(order)).payments;
  expect(payment).toMatchObject({ status: 'refused', refusal: { reason: 'given_back' } });
  const told = await house.merchant.call<{ items: { type: string; data: object }[] }>(
    'GET',
    `/v1/events?orderId=${order.id}`,
  );
  expect(told.body.items.find(({ type }) => type === 'payment.refused')?.data, JSON.stringify(told.body)).toMatchObject(
    {
      refusal: { reason: 'given_back' },
    },
  );
  const { verdicts } = await evidenceOf(house.merchant, payment ?? order);
  expect(verdicts.at(-1), 'the evidence tells that money moved').toMatchObject({
    toStatus: 'refused',
    reason: '10000 won were taken, not as it was asked for (10000 won), and all of it was given back.',
  });
});

it('gives it back once, whatever is lost on the way', async () => {
  const { order, result } = await paidInEditedWindow('card');
  await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_after_effect' });
  await house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
  await deliver(result);
  await untilUnpaid(order);
  expect(await house.payple.booksOf(order)).toMatchObject(wholeRefund);
});

it('gives it back when the buyer does not return, twenty minutes later', async () => {
  const { order, result } = await paidInEditedWindow('card');
  await withClient(house.databaseUrl, (client) =>
    client.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'settle_payment:%'`),
  );
  await waitFor('the money to be given back', async () => {
    const [book] = await house.payple.booksOf(order);
    return book?.cancelledWon === 10_000;
  });
  await waitFor('the merchant to be told', async () => {
    const [payment] = (await house.merchant.show(order)).payments;
    return payment?.status === 'refused' && payment.refusal?.reason === 'given_back';
  });
  const { body } = await house.merchant.call<{ items: { type: string; data: object }[] }>(
    'GET',
    `/v1/events?orderId=${order.id}`,
  );
  expect(body.items.find(({ type }) => type === 'payment.refused')?.data).toMatchObject({
    refusal: { reason: 'given_back' },
  });
  await deliver(result);
  expect(await house.merchant.show(order), 'the buyer who returns late changes nothing').toMatchObject({
    status: 'unpaid',
    payments: [{ status: 'refused', refusal: { reason: 'given_back' } }],
  });
  expect(await house.payple.booksOf(order)).toMatchObject(wholeRefund);
});

it('leaves the order to be paid as it was asked for', async () => {
  const { order, result } = await paidInEditedWindow('card');
  await deliver(result);
  await untilUnpaid(order);
  await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
  await waitFor('the order to be paid', async () => (await house.merchant.show(order)).status === 'paid');
  const standing = (await house.payple.booksOf(order)).filter(({ cancelledWon }) => cancelledWon === 0);
  expect(standing).toMatchObject([{ paidWon: 10_000 }]);
});

it.each([
  ['nothing', { PCD_PAY_RST: '' }],
  ['no word that is known', { PCD_PAY_RST: 'SUCCESS' }],
  ['text that nobody can keep', { PCD_PAY_RST: 'a\u0000b' }],
  ['that it was closed', { PCD_PAY_RST: 'close' }],
])('asks Payple before it says that nothing was charged, where the result tells %s', async (_, told) => {
  await house.payple.tellNotices('https://127.0.0.1:9/');
  const order = await house.merchant.order();
  const wish = { provider: 'payple', channel: 'pc', mode: 'immediate' };
  const { body: payment } = await house.merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  const result = await house.payple.finish(payment, 'pay');
  await deliver({ ...result, fields: { ...result.fields, ...told } });
  expect((await house.merchant.show(order)).status).toBe('paid');
  const page = await (await fetch(`${order.checkoutUrl}/result`)).text();
  expect(page).not.toContain('다시 결제');
});

it('lets a buyer who closed the window pay again, once Payple knows of no payment', async () => {
  const { order, result } = await closedWindow();
  await deliver(result);
  expect(await house.merchant.show(order)).toMatchObject({
    status: 'unpaid',
    payments: [{ status: 'abandoned', refusal: { reason: 'buyer_cancelled' } }],
  });
  await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
  expect((await house.merchant.show(order)).status).toBe('paid');
});

it('does not say that nothing was charged while Payple does not answer after the window was closed', async () => {
  const { order, result } = await closedWindow();
  await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', count: 1_000 });
  await deliver(result);
  expect((await house.merchant.show(order)).status).toBe('in_doubt');
  await house.payple.behave();
  await untilUnpaid(order);
});

async function closedWindow(): Promise<Edited> {
  const order = await house.merchant.order();
  const wish = { provider: 'payple', channel: 'pc', mode: 'immediate' };
  const { body: payment } = await house.merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  return { order, result: await house.payple.finish(payment, 'close') };
}
