// Buyers who pay by card from the hosted checkout page, in a real browser: through Payple's window and on to the merchant.
// Must never reach around the pages: what a buyer cannot click is not clicked here.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CheckoutStage, chromiumPath, expectText, PC, PHONE } from '../../support/checkout-stage.js';
import type { ShownOrder } from '../../support/merchant.js';

/** The first tile of the window is a card that pays, the second one has no money. */
const WITHOUT_MONEY = 'label.tile >> nth=1';

let stage: CheckoutStage;

describe.skipIf(chromiumPath === undefined)('the checkout page and Payple’s card window in a browser', () => {
  beforeAll(async () => {
    stage = await CheckoutStage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  /** The page goes to Payple as a whole, and its window stands. */
  async function openCardWindow(page: Page): Promise<void> {
    await page.click('button[value="payple:card"]');
    await page.waitForURL(`${stage.house.payple.url}/**`);
    await page.locator('button[value=pay]').waitFor();
  }

  async function expectAtMerchant(page: Page, order: ShownOrder, status: string): Promise<void> {
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      cart: '7',
      orderId: order.id,
      orderNumber: order.orderNumber,
      status,
    });
  }

  it.each([
    ['a PC', PC, 'pc'],
    ['a phone', PHONE, 'phone'],
  ])('on %s: pays and ends at the merchant', async (_, device, name) => {
    const order = await stage.newOrder();
    const page = await stage.visit(device, order.checkoutUrl);
    await openCardWindow(page);
    await stage.picture(page, `${name}-card-window`);
    await page.click('button[value=pay]');
    await expectAtMerchant(page, order, 'paid');
    expect(page.context().pages(), 'all in one window').toHaveLength(1);
    expect(await stage.house.payple.booksOf(order)).toMatchObject([{ paidWon: 12_000, approvals: 1 }]);
  });

  it('is told why a card was declined, and pays with another one', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PC, order.checkoutUrl);
    await openCardWindow(page);
    await page.click(WITHOUT_MONEY);
    await page.click('button[value=pay]');
    await page.waitForURL('**/result');
    await expectText(page, 'main', '한도를 넘어 승인되지 않았습니다');
    await stage.picture(page, 'pc-card-declined');
    await page.click('#retry');
    await openCardWindow(page);
    await page.click('button[value=pay]');
    await expectAtMerchant(page, order, 'paid');
    const { payments } = await stage.house.merchant.show(order);
    expect(payments.map(({ status }) => status)).toEqual(['refused', 'paid']);
    expect(await stage.house.payple.booksOf(order)).toMatchObject([{ paidWon: 12_000, approvals: 1 }]);
  });

  it.each([
    ['closed on a PC', PC, 'close', '결제를 취소하셨습니다'],
    ['closed on a phone', PHONE, 'close', '결제를 취소하셨습니다'],
    ['a wrong card on a phone', PHONE, 'wrong_card', '청구된 금액은 없습니다'],
  ])('%s: stays with us after the window, and pays at the next try', async (_, device, outcome, sentence) => {
    const order = await stage.newOrder();
    const page = await stage.visit(device, order.checkoutUrl);
    await openCardWindow(page);
    await page.click(`button[value=${outcome}]`);
    await page.waitForURL('**/result');
    await expectText(page, 'main', sentence);
    expect(await stage.house.payple.booksOf(order), 'nothing was charged').toEqual([]);
    await page.click('#retry');
    await openCardWindow(page);
    await page.click('button[value=pay]');
    await expectAtMerchant(page, order, 'paid');
  });

  it('sees that it is not known yet when the answer got lost, and then that it is paid', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PHONE, order.checkoutUrl);
    await openCardWindow(page);
    await stage.house.payple.fail({ endpoint: 'confirm', fault: 'drop_after_effect' });
    await stage.house.payple.fail({ endpoint: 'inquiry', fault: 'http_500', percent: 100 });
    await page.click('button[value=pay]');
    await page.waitForURL('**/result');
    await expectText(page, 'main', '다시 결제하지 마세요');
    await stage.house.payple.behave();
    await expectAtMerchant(page, order, 'paid');
    expect(await stage.house.payple.booksOf(order)).toMatchObject([{ paidWon: 12_000, approvals: 1 }]);
  });
});
