// Buyers on the hosted checkout page, in a real browser: a window on a PC, a phone, no script, two languages.
// Must never reach around the pages: what a buyer cannot click is not clicked here.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CheckoutStage, chromiumPath, expectText, payBy, PC, PHONE } from '../../support/checkout-stage.js';
let stage: CheckoutStage;

describe.skipIf(chromiumPath === undefined)('the checkout page in a browser', () => {
  beforeAll(async () => {
    stage = await CheckoutStage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it('on a PC: pays by card in a window of its own and goes on to the merchant', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PC, order.checkoutUrl);
    await stage.picture(page, 'pc-ko');
    const sheet = await stage.openWindow(page);
    await expectText(page, '#waiting-title', '결제창에서 결제를 진행해 주세요');
    await stage.picture(page, 'pc-ko-waiting');
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await page.waitForURL(`${stage.shop.url}/**`);
    const hints = new URL(page.url()).searchParams;
    expect(Object.fromEntries(hints)).toEqual({
      cart: '7',
      orderId: order.id,
      orderNumber: order.orderNumber,
      status: 'paid',
    });
    expect(await stage.chargesOf(order)).toEqual([{ paidWon: 12_000, approvals: 1 }]);
  });

  it('on a PC: pays from a bank account at the provider that also takes cards', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PC, order.checkoutUrl);
    await page.click('button[value="payple:transfer"]');
    await page.waitForURL(`${stage.house.payple.url}/**`);
    await page.click('button[value=pay]');
    await page.waitForURL(`${stage.shop.url}/**`);
    const { payments } = await stage.house.merchant.show(order);
    expect(payments).toMatchObject([{ status: 'paid', askedMethod: 'transfer', method: 'transfer' }]);
  });

  it('on a PC: offers another try when the window is closed, and that try pays', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PC, order.checkoutUrl);
    const first = await stage.openWindow(page);
    await first.close();
    await expectText(page, '#notice', '결제창이 닫혔고');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('PAYCO로 결제');
    await stage.picture(page, 'pc-ko-closed');
    await payBy(await stage.openWindow(page), 'card');
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(await stage.chargesOf(order)).toHaveLength(1);
  });

  it('on a PC: says why a card was declined, in our words, and stays for another try', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PC, order.checkoutUrl);
    await stage.house.payco.fail({ endpoint: 'approval', fault: 'decline', code: 4505, pgErrorCode: 'CC61' });
    const sheet = await stage.openWindow(page);
    const closed = sheet.waitForEvent('close');
    await payBy(sheet, 'card');
    await closed;
    await expectText(page, '#notice', '한도를 넘어 승인되지 않았습니다');
    expect(new URL(page.url()).pathname, 'our own visitor stays on our page').toBe(new URL(order.checkoutUrl).pathname);
    await stage.picture(page, 'pc-ko-declined');
  });

  it('on a PC: goes on in the same window when the browser blocks a new one', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PC, order.checkoutUrl);
    await page.evaluate('window.open = () => null');
    await page.click('button[value=payco]');
    await page.waitForURL(`${stage.house.payco.url}/**`);
    await payBy(page, 'card');
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(await stage.chargesOf(order)).toHaveLength(1);
  });

  it('on a phone: everything happens in one window, and the result is read before it moves on', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PHONE, order.checkoutUrl);
    await stage.picture(page, 'phone-ko');
    await page.tap('button[value=payco]');
    await page.waitForURL(`${stage.house.payco.url}/m/**`);
    await payBy(page, 'card');
    await page.waitForURL('**/result');
    await expectText(page, 'h1', '결제가 완료되었습니다');
    await stage.picture(page, 'phone-ko-paid');
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(page.context().pages()).toHaveLength(1);
    expect(new URL(page.url()).searchParams.get('status')).toBe('paid');
  });

  it('on a phone: a buyer who turned back stays on our page and may pay again', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit({ ...PHONE, locale: 'en-US' }, order.checkoutUrl);
    await page.tap('button[value=payco]');
    await page.waitForURL(`${stage.house.payco.url}/m/**`);
    await page.click('button[value=cancel]');
    await page.waitForURL('**/result');
    await expectText(page, 'main', 'You cancelled the payment. Nothing was charged.');
    await stage.picture(page, 'phone-en-cancelled');
    await page.tap('#retry');
    await page.waitForURL(`${order.checkoutUrl}?lang=en`);
    await expectText(page, 'button[value=payco]', 'Pay with PAYCO');
  });

  it('shows the account to pay into, and stays there', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PHONE, order.checkoutUrl);
    await page.tap('button[value=payco]');
    await page.waitForURL(`${stage.house.payco.url}/m/**`);
    await payBy(page, 'virtual_account');
    await page.waitForURL('**/result');
    await expectText(page, 'h1', '아래 계좌로 입금해 주세요');
    const { payments } = await stage.house.merchant.show(order);
    await expectText(page, '.account', payments.at(-1)?.deposit?.accountNumber ?? 'an account number');
    await stage.picture(page, 'phone-ko-deposit');
    const [book] = await stage.booksOf(order);
    await stage.house.payco.deposit(book?.orderNo ?? '');
    await expectText(page, 'h1', '결제가 완료되었습니다');
  });

  it('without script: a form leads to the provider, the result leads on by itself', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit({ ...PC, javaScriptEnabled: false }, `${order.checkoutUrl}?lang=en`);
    await page.click('button[value=payco]');
    await page.waitForURL(`${stage.house.payco.url}/**`);
    await payBy(page, 'card');
    await page.waitForURL('**/result');
    expect(await page.getAttribute('#onward', 'href')).toContain(`orderId=${order.id}`);
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(await stage.chargesOf(order)).toHaveLength(1);
  });

  it('in English, and in the other language at a click', async () => {
    const order = await stage.newOrder({
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
    const page = await stage.visit({ ...PC, locale: 'en-GB', colorScheme: 'dark' }, order.checkoutUrl);
    await expectText(page, 'h1', 'A parcel for winter evenings <b>&amp;</b>');
    await expectText(page, '.amount', '₩41,500');
    await expectText(page, '.facts', '₩28,600');
    await stage.picture(page, 'pc-en-dark');
    await page.click('a.language');
    await expectText(page, '.amount', '41,500원');
    await expectText(page, 'button[value=payco]', 'PAYCO로 결제');
    expect(await page.getAttribute('html', 'lang')).toBe('ko');
    await page.setViewportSize({ width: 360, height: 740 });
    await stage.picture(page, 'narrow-ko-dark');
  });

  it('while the outcome is in doubt: asks not to pay again and changes by itself', async () => {
    const order = await stage.newOrder();
    const page = await stage.visit(PHONE, order.checkoutUrl);
    await stage.house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
    await stage.house.payco.fail({ endpoint: 'verify', fault: 'http_500', percent: 100 });
    await page.tap('button[value=payco]');
    await page.waitForURL(`${stage.house.payco.url}/m/**`);
    await payBy(page, 'card');
    await page.waitForURL('**/result');
    await expectText(page, 'main', '다시 결제하지 마세요');
    await stage.picture(page, 'phone-ko-doubt');
    await stage.house.payco.behave();
    await page.waitForURL(`${stage.shop.url}/**`);
    expect(await stage.chargesOf(order)).toHaveLength(1);
  });
});
