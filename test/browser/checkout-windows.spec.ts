// Several windows on one order, in a real browser: two tabs, the merchant's own window, windows that lost each other.
// Must never let an order be charged twice.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { CheckoutStage, chromiumPath, expectText, payBy, PC } from '../support/checkout-stage.js';
import type { ShownOrder } from '../support/merchant.js';

let stage: CheckoutStage;

describe.skipIf(chromiumPath === undefined)('the windows of one order', () => {
  beforeAll(async () => {
    stage = await CheckoutStage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it('two tabs: two windows, one charge', async () => {
    const order = await stage.newOrder();
    const one = await stage.visit(PC, order.checkoutUrl);
    const other = await one.context().newPage();
    await other.goto(order.checkoutUrl);
    const [sheetOne, sheetOther] = [await stage.openWindow(one), await stage.openWindow(other)];
    await payBy(sheetOne, 'card');
    await one.waitForURL(`${stage.shop.url}/**`);
    await other.waitForURL(`${stage.shop.url}/**`);
    const closed = sheetOther.waitForEvent('close');
    await payBy(sheetOther, 'card');
    await closed;
    expect(await stage.chargesOf(order)).toEqual([{ paidWon: 12_000, approvals: 1 }]);
  });

  it('the merchant’s own window: its page goes on to returnUrl and the window closes', async () => {
    const order = await stage.newOrder();
    const payment = await stage.house.merchant.pay(order);
    const page = await stage.visit(PC, `${stage.shop.url}/cart`);
    const [sheet] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(`void window.open('${payment.handoff?.url ?? ''}', 'pay', 'popup,width=727,height=512')`),
    ]);
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await page.waitForURL(`${stage.shop.url}/orders/**`);
    expect(new URL(page.url()).searchParams.get('status')).toBe('paid');
  });

  it('the merchant’s own window after a decline: its page hears of it at once', async () => {
    const order = await stage.newOrder();
    const payment = await stage.house.merchant.pay(order);
    await stage.house.payco.fail({ endpoint: 'approval', fault: 'decline', code: 4505, pgErrorCode: 'CC61' });
    const page = await stage.visit(PC, `${stage.shop.url}/cart`);
    const [sheet] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(`void window.open('${payment.handoff?.url ?? ''}', 'pay', 'popup,width=727,height=512')`),
    ]);
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await page.waitForURL(`${stage.shop.url}/orders/**`);
    expect(new URL(page.url()).searchParams.get('status')).toBe('unpaid');
  });

  it('when the provider’s page cuts the windows apart: the page behind still goes on', async () => {
    const { order, page, sheet } = await cutApart();
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(await stage.chargesOf(order)).toHaveLength(1);
  });

  it('when the page behind is too busy to answer: the provider’s window leaves the outcome to it all the same', async () => {
    const { page, sheet } = await cutApart();
    const closed = sheet.waitForEvent('close');
    await page.evaluate(
      `void setTimeout(() => { const endMs = performance.now() + ${BUSY_MS}; while (performance.now() < endMs); })`,
    );
    await payBy(sheet, 'card');
    await closed;
    await page.waitForURL(`${stage.shop.url}/**`);
  });
});

/** Much longer than a page waits for an answer of another one. */
const BUSY_MS = 4_000;

/** The provider’s page says that it wants nothing to do with the window that opened it. */
async function cutApart(): Promise<{ readonly order: ShownOrder; readonly page: Page; readonly sheet: Page }> {
  const order = await stage.newOrder();
  const page = await stage.visit(PC, order.checkoutUrl);
  await page.context().route(`${stage.house.payco.url}/easyLogin/**`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' };
    await route.fulfill({ response, headers });
  });
  const sheet = await stage.openWindow(page);
  await expectText(page, '#notice', '결제창이 닫혔고');
  return { order, page, sheet };
}
