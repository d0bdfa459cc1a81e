// Where browser tests of the checkout page play: the house, a merchant's site, a browser, and what a buyer does in it.
// Must never reach around the pages.
import { mkdirSync } from 'node:fs';
import { devices, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium, openContext, startChromium } from './chromium.js';
import { startHouse, type House } from './house.js';
import type { ShownOrder } from './merchant.js';
import type { PaycoBook } from './payco-control.js';
import { openShopFront, type ShopFront } from './shop-front.js';

export const PC: BrowserContextOptions = { viewport: { width: 1280, height: 860 }, locale: 'ko-KR' };
export const PHONE: BrowserContextOptions = { ...devices['iPhone 13'], locale: 'ko-KR' };

/** `undefined` where there is no browser. */
export const chromiumPath = findChromium();

const PICTURES = '.test-artifacts/checkout';

export class CheckoutStage {
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    readonly house: House,
    readonly shop: ShopFront,
    private readonly browser: Browser,
  ) {}

  /** @param house one with another provider; closed with the stage */
  static async open(house?: House): Promise<CheckoutStage> {
    mkdirSync(PICTURES, { recursive: true });
    house ??= await startHouse();
    return new CheckoutStage(house, await openShopFront(), await startChromium(chromiumPath ?? ''));
  }

  /** An order of 12,000 won whose buyer returns to the shop. */
  newOrder(wish: Readonly<Record<string, unknown>> = {}): Promise<ShownOrder> {
    return this.house.merchant.order({
      title: '느린책방 겨울 꾸러미',
      amountWon: 12_000,
      returnUrl: `${this.shop.url}/orders/done?cart=7`,
      ...wish,
    });
  }

  /** A buyer's browser of its own. */
  async visit(options: BrowserContextOptions, url: string): Promise<Page> {
    const context = await openContext(this.browser, options);
    this.#contexts.push(context);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  /** Chooses PAYCO and waits until its order sheet stands in the new window. */
  async openWindow(page: Page): Promise<Page> {
    const [sheet] = await Promise.all([page.waitForEvent('popup'), page.click('button[value=payco]')]);
    await sheet.waitForURL(`${this.house.payco.url}/**`);
    return sheet;
  }

  /** What the simulator took for an order. */
  async chargesOf(order: ShownOrder): Promise<Pick<PaycoBook, 'paidWon' | 'approvals'>[]> {
    return (await this.booksOf(order)).map(({ paidWon, approvals }) => ({ paidWon, approvals }));
  }

  async booksOf(order: ShownOrder): Promise<PaycoBook[]> {
    return (await this.house.payco.books()).filter((each) => each.orderKey === order.orderNumber);
  }

  /** Leaves a screenshot for people to look at. */
  async picture(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
  }

  /** After each test. */
  async clear(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
    await this.house.payco.behave();
    await this.house.payple.behave();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.shop.close();
    await this.house.close();
  }
}

/** The buyer pays at the order sheet. */
export async function payBy(sheet: Page, method: 'card' | 'virtual_account'): Promise<void> {
  await sheet.check(`input[value=${method}]`, { force: true });
  await sheet.click('button[value=pay]');
}

/** Waits until the text is to be seen. */
export async function expectText(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).waitFor({ state: 'visible' });
}
