// Buyers on the hosted page of a card, in a real browser: to the provider and back to the merchant, with and without script.
// Must never reach around the pages: what a buyer cannot click is not clicked here.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { ProviderRegistry } from '../../../src/orders/provider-registry.js';
import type { BillingPort } from '../../../src/orders/billing.port.js';
import type { Stage } from '../../contract/stage.js';
import { thirdpayStage } from '../../contract/thirdpay/thirdpay.stage.js';
import { CheckoutStage, chromiumPath, expectText, PC, PHONE } from '../../support/checkout-stage.js';
import type { ShownBillingKey } from '../../support/merchant.js';

const PROVIDER = 'https://thirdpay.example.com/**';

let third: Stage;
let stage: CheckoutStage;
let billing: BillingPort;

describe.skipIf(chromiumPath === undefined)('the page of a card in a browser', () => {
  beforeAll(async () => {
    third = await thirdpayStage({ SHOP_NAME: '느린책방' });
    stage = await CheckoutStage.open(third.house);
    const port = third.house.app.get(ProviderRegistry, { strict: false }).get('thirdpay').billing;
    if (!port) throw new Error('The third provider keeps no cards.');
    billing = port;
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await stage.clear();
  });
  afterAll(() => stage.close());

  it('on a PC: registers a card in the same window and ends at the merchant', async () => {
    const key = await newKey();
    const page = await visitPage(key);
    await expectText(page, 'h1', '느린책방에서 카드 등록을 요청합니다');
    await stage.picture(page, 'card-pc-ko');
    await page.click('#register button');
    await page.waitForURL(PROVIDER);
    await page.goto((await third.cards?.register(key)) ?? '');
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      from: 'cards',
      billingKeyId: key.id,
      status: 'active',
    });
    expect(page.context().pages()).toHaveLength(1);
    await page.goto(key.registrationUrl ?? '');
    await expectText(page, 'main', '1111********4444');
    await stage.picture(page, 'card-pc-ko-active');
    await page.click('#onward');
    await page.waitForURL(`${stage.shop.url}/**status=active`);
  });

  it('on a phone, in English: registers a card, having changed the language', async () => {
    const key = await newKey();
    const page = await visitPage(key, PHONE);
    await stage.picture(page, 'card-phone-ko');
    await page.tap('a.language');
    await expectText(page, 'h1', '느린책방 asks to keep your card');
    await stage.picture(page, 'card-phone-en');
    await page.tap('#register button');
    await page.waitForURL(PROVIDER);
  });

  it('goes back to the merchant without registering', async () => {
    const key = await newKey();
    const page = await visitPage(key);
    await page.click('#leave');
    await page.waitForURL(`${stage.shop.url}/**status=registering`);
    expect((await third.house.merchant.showKey(key)).status).toBe('registering');
  });

  it('hands over to a provider’s own script, in this window', async () => {
    const scriptUrl = `${third.house.url}/a-providers-script.js`;
    const handoff = { type: 'payple_window', scriptUrl, parameters: { PCD_NAME: 'fresh' } } as const;
    vi.spyOn(billing, 'openRegistration').mockResolvedValue({ is: 'done', value: { reference: 'r', handoff } });
    const key = await newKey();
    const page = await visitPage(key, PC, (opened) =>
      opened.route(scriptUrl, (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: `window.PaypleCpayAuthCheck = ({ PCD_NAME }) => {
            location.href = 'https://thirdpay.example.com/' + PCD_NAME + '-' + typeof jQuery;
          };`,
        }),
      ),
    );
    await page.click('#register button');
    await page.waitForURL('https://thirdpay.example.com/fresh-function');
  });

  it('says what went wrong, and lets the buyer click again', async () => {
    const page = await visitPage(await newKey());
    vi.spyOn(billing, 'openRegistration').mockResolvedValueOnce({ is: 'unsent', cause: new Error('no route') });
    await page.click('#register button');
    await expectText(page, '#notice', '결제사에 연결하지 못했습니다');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('카드 등록하기');
    await stage.picture(page, 'card-pc-ko-failed');
    await page.click('#register button');
    await page.waitForURL(PROVIDER);
  });

  it('notices at the click that the card was registered in another tab', async () => {
    const key = await newKey();
    const page = await visitPage(key);
    await third.house.merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
    await page.click('#register button');
    await expectText(page, 'h1', '카드가 등록되지 않았습니다');
    await stage.picture(page, 'card-pc-ko-abandoned');
  });

  it('without script: a form leads to the provider', async () => {
    const page = await visitPage(await newKey(), { ...PC, javaScriptEnabled: false });
    await page.click('#register button');
    await page.waitForURL(PROVIDER);
  });

  it('can be used with the keyboard alone, and leads from one thing to the next', async () => {
    const page = await visitPage(await newKey(), { ...PC, colorScheme: 'dark', locale: 'en-GB' });
    const stops: unknown[] = [];
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate('document.activeElement.textContent.trim()'));
    }
    expect(stops).toEqual(['Skip to content', '한국어', 'Register card', 'Go back without registering']);
    await stage.picture(page, 'card-pc-en-dark');
  });
});

function newKey(): Promise<ShownBillingKey> {
  const returnUrl = `${stage.shop.url}/cards?from=cards`;
  return third.house.merchant.registerCard({ provider: 'thirdpay', channel: 'mobile', returnUrl });
}

/** The page of the card, in a browser that takes the provider's address for a plain page. */
async function visitPage(
  key: ShownBillingKey,
  options = PC,
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Page> {
  const page = await stage.visit(options, 'about:blank');
  await page
    .context()
    .route(PROVIDER, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Thirdpay</h1>' }));
  await prepare(page);
  await page.goto(key.registrationUrl ?? '');
  return page;
}
