// Buyers on the hosted checkout page, in a real browser: windows, phones, no script, two tabs.
// Must never reach around the pages: what a buyer cannot click is not clicked here.
import { mkdirSync } from 'node:fs';
import { devices, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, startChromium } from '../support/chromium.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder } from '../support/merchant.js';
import { openShopFront, type ShopFront } from '../support/shop-front.js';

const PICTURES = '.test-artifacts/checkout';
const PC: BrowserContextOptions = { viewport: { width: 1280, height: 860 }, locale: 'ko-KR' };
const PHONE: BrowserContextOptions = { ...devices['iPhone 13'], locale: 'ko-KR' };

const chromiumPath = findChromium();
let house: House;
let shop: ShopFront;
let browser: Browser;
const contexts: BrowserContext[] = [];

describe.skipIf(chromiumPath === undefined)('the checkout page in a browser', () => {
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    [house, shop, browser] = await Promise.all([startHouse(), openShopFront(), startChromium(chromiumPath ?? '')]);
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await house.payco.behave();
  });
  afterAll(async () => {
    await browser.close();
    await shop.close();
    await house.close();
  });

  it('on a PC: pays by card in a window of its own and goes on to the merchant', async () => {
    const order = await newOrder();
    const page = await visit(PC, order.checkoutUrl);
    await picture(page, 'pc-ko');
    const sheet = await openWindow(page);
    await expectText(page, '#waiting-title', '결제창에서 결제를 진행해 주세요');
    await picture(page, 'pc-ko-waiting');
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await page.waitForURL(`${shop.url}/**`);
    const hints = new URL(page.url()).searchParams;
    expect(Object.fromEntries(hints)).toEqual({
      cart: '7',
      orderId: order.id,
      orderNumber: order.orderNumber,
      status: 'paid',
    });
    expect(await chargesOf(order)).toEqual([{ paidWon: 12_000, approvals: 1 }]);
  });

  it('on a PC: offers another try when the window is closed, and that try pays', async () => {
    const order = await newOrder();
    const page = await visit(PC, order.checkoutUrl);
    const first = await openWindow(page);
    await first.close();
    await expectText(page, '#notice', '결제창이 닫혔고');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('PAYCO로 결제');
    await picture(page, 'pc-ko-closed');
    await payBy(await openWindow(page), 'card');
    await page.waitForURL(`${shop.url}/**`);
    expect(await chargesOf(order)).toHaveLength(1);
  });

  it('on a PC: says why a card was declined, in our words, and stays for another try', async () => {
    const order = await newOrder();
    const page = await visit(PC, order.checkoutUrl);
    await house.payco.fail({ endpoint: 'approval', fault: 'decline', code: 4505, pgErrorCode: 'CC61' });
    const sheet = await openWindow(page);
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await expectText(page, '#notice', '결제 수단이 승인되지 않았습니다');
    expect(new URL(page.url()).pathname, 'our own visitor stays on our page').toBe(new URL(order.checkoutUrl).pathname);
    await picture(page, 'pc-ko-declined');
  });

  it('on a PC: goes on in the same window when the browser blocks a new one', async () => {
    const order = await newOrder();
    const page = await visit(PC, order.checkoutUrl);
    await page.evaluate('window.open = () => null');
    await page.click('button[value=payco]');
    await page.waitForURL(`${house.payco.url}/**`);
    await payBy(page, 'card');
    await page.waitForURL(`${shop.url}/**`);
    expect(await chargesOf(order)).toHaveLength(1);
  });

  it('on a phone: everything happens in one window, and the result is read before it moves on', async () => {
    const order = await newOrder();
    const page = await visit(PHONE, order.checkoutUrl);
    await picture(page, 'phone-ko');
    await page.tap('button[value=payco]');
    await page.waitForURL(`${house.payco.url}/m/**`);
    await payBy(page, 'card');
    await page.waitForURL('**/result');
    await expectText(page, 'h1', '결제가 완료되었습니다');
    await picture(page, 'phone-ko-paid');
    await page.waitForURL(`${shop.url}/**`);
    expect(page.context().pages()).toHaveLength(1);
    expect(new URL(page.url()).searchParams.get('status')).toBe('paid');
  });

  it('on a phone: a buyer who turned back stays on our page and may pay again', async () => {
    const order = await newOrder();
    const page = await visit({ ...PHONE, locale: 'en-US' }, order.checkoutUrl);
    await page.tap('button[value=payco]');
    await page.waitForURL(`${house.payco.url}/m/**`);
    await page.click('button[value=cancel]');
    await page.waitForURL('**/result');
    await expectText(page, 'main', 'You cancelled the payment. Nothing was charged.');
    await picture(page, 'phone-en-cancelled');
    await page.tap('#retry');
    await page.waitForURL(`${order.checkoutUrl}?lang=en`);
    await expectText(page, 'button[value=payco]', 'Pay with PAYCO');
  });

  it('shows the account to pay into, and stays there', async () => {
    const order = await newOrder();
    const page = await visit(PHONE, order.checkoutUrl);
    await page.tap('button[value=payco]');
    await page.waitForURL(`${house.payco.url}/m/**`);
    await payBy(page, 'virtual_account');
    await page.waitForURL('**/result');
    await expectText(page, 'h1', '아래 계좌로 입금해 주세요');
    const { payments } = await house.merchant.show(order);
    await expectText(page, '.account', payments.at(-1)?.deposit?.accountNumber ?? 'an account number');
    await picture(page, 'phone-ko-deposit');
    const [book] = await booksOf(order);
    await house.payco.deposit(book?.orderNo ?? '');
    await expectText(page, 'h1', '결제가 완료되었습니다');
  });

  it('without script: a form leads to the provider, the result leads on by itself', async () => {
    const order = await newOrder();
    const page = await visit({ ...PC, javaScriptEnabled: false }, `${order.checkoutUrl}?lang=en`);
    await page.click('button[value=payco]');
    await page.waitForURL(`${house.payco.url}/**`);
    await payBy(page, 'card');
    await page.waitForURL('**/result');
    expect(await page.getAttribute('#onward', 'href')).toContain(`orderId=${order.id}`);
    await page.waitForURL(`${shop.url}/**`);
    expect(await chargesOf(order)).toHaveLength(1);
  });

  it('in English, and in the other language at a click', async () => {
    const order = await newOrder({
      title: 'A parcel for winter evenings <b>&amp;</b>',
      amountWon: 41_500,
      items: [
        { name: '종이의 온도', quantity: 2, amountWon: 30_000, taxFreeWon: 30_000 },
        { name: '캔들', option: '무화과', quantity: 1, amountWon: 13_500 },
      ],
      taxFreeWon: 28_600,
      discounts: { couponWon: 2_000 },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const page = await visit({ ...PC, locale: 'en-GB', colorScheme: 'dark' }, order.checkoutUrl);
    await expectText(page, 'h1', 'A parcel for winter evenings <b>&amp;</b>');
    await expectText(page, '.amount', '₩41,500');
    await expectText(page, '.facts', '₩28,600');
    await picture(page, 'pc-en-dark');
    await page.click('a.language');
    await expectText(page, '.amount', '41,500원');
    await expectText(page, 'button[value=payco]', 'PAYCO로 결제');
    expect(await page.getAttribute('html', 'lang')).toBe('ko');
    await page.setViewportSize({ width: 360, height: 740 });
    await picture(page, 'narrow-ko-dark');
  });

  it('two tabs: two windows, one charge', async () => {
    const order = await newOrder();
    const one = await visit(PC, order.checkoutUrl);
    const other = await one.context().newPage();
    await other.goto(order.checkoutUrl);
    const [sheetOne, sheetOther] = [await openWindow(one), await openWindow(other)];
    await payBy(sheetOne, 'card');
    await one.waitForURL(`${shop.url}/**`);
    await payBy(sheetOther, 'card').catch(() => undefined);
    await other.waitForURL(`${shop.url}/**`);
    expect(await chargesOf(order)).toEqual([{ paidWon: 12_000, approvals: 1 }]);
  });

  it('the merchant’s own window: its page goes on to returnUrl and the window closes', async () => {
    const order = await newOrder();
    const payment = await house.merchant.pay(order);
    const page = await visit(PC, `${shop.url}/cart`);
    const [sheet] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(`void window.open('${payment.handoff?.url ?? ''}', 'pay', 'popup,width=727,height=512')`),
    ]);
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await page.waitForURL(`${shop.url}/orders/**`);
    expect(new URL(page.url()).searchParams.get('status')).toBe('paid');
  });

  it('while the outcome is in doubt: asks not to pay again and changes by itself', async () => {
    const order = await newOrder();
    const page = await visit(PHONE, order.checkoutUrl);
    await house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
    await house.payco.fail({ endpoint: 'verify', fault: 'http_500', percent: 100 });
    await page.tap('button[value=payco]');
    await page.waitForURL(`${house.payco.url}/m/**`);
    await payBy(page, 'card');
    await page.waitForURL('**/result');
    await expectText(page, 'main', '다시 결제하지 마세요');
    await picture(page, 'phone-ko-doubt');
    await house.payco.behave();
    await page.waitForURL(`${shop.url}/**`);
    expect(await chargesOf(order)).toHaveLength(1);
  });

  async function newOrder(wish: Readonly<Record<string, unknown>> = {}): Promise<ShownOrder> {
    return house.merchant.order({
      title: '느린책방 겨울 꾸러미',
      amountWon: 12_000,
      returnUrl: `${shop.url}/orders/done?cart=7`,
      ...wish,
    });
  }
});

async function visit(options: BrowserContextOptions, url: string): Promise<Page> {
  const context = await browser.newContext(options);
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Chooses PAYCO and waits until its order sheet stands in the window. */
async function openWindow(page: Page): Promise<Page> {
  const [sheet] = await Promise.all([page.waitForEvent('popup'), page.click('button[value=payco]')]);
  await sheet.waitForURL(`${house.payco.url}/**`);
  return sheet;
}

/** The buyer pays at the order sheet. */
async function payBy(sheet: Page, method: 'card' | 'virtual_account'): Promise<void> {
  await sheet.check(`input[value=${method}]`, { force: true });
  await sheet.click('button[value=pay]');
}

async function expectText(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).waitFor({ state: 'visible' });
}

async function booksOf(order: ShownOrder) {
  return (await house.payco.books()).filter((each) => each.orderKey === order.orderNumber);
}

async function chargesOf(order: ShownOrder) {
  return (await booksOf(order)).map(({ paidWon, approvals }) => ({ paidWon, approvals }));
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}
