// A plain merchant page with the script pays in a real browser: in a frame, in a popup and with the whole page.
// Must never run without saying so: a machine without Chromium prints why it was left out.
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, devices, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Shop, TEST } from '../../simulators/payple/testing/shop.js';
import { type RunningPaypleSimulator, startPaypleSimulator } from '../../simulators/payple/server.js';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** How long one step may take: nearly as long as its test, because that depends on the machine. */
const PATIENCE_MS = 55_000;
const PATIENT = { timeout: PATIENCE_MS };
const hasChromium = existsSync(CHROMIUM);
if (!hasChromium) process.stderr.write(`Payple windows were not opened in a browser: there is no ${CHROMIUM}.\n`);

/** A shop that writes down what the browser posts to /order/result. */
async function startShopSite(simulatorUrl: string): Promise<{ url: string; posts: URLSearchParams[]; server: Server }> {
  const posts: URLSearchParams[] = [];
  let url = '';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', url);
      if (pathname === '/pg/auth') {
        const headers = { 'content-type': 'application/json', referer: url };
        void fetch(`${simulatorUrl}/php/auth.php`, { method: 'POST', headers, body: JSON.stringify(TEST) })
          .then((answer) => answer.text())
          .then((text) => response.setHeader('content-type', 'application/json').end(text));
        return;
      }
      if (pathname === '/order/result') posts.push(new URLSearchParams(body));
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        pathname === '/order/result' ? '<h1 id="thanks">주문 완료</h1>' : orderPage(simulatorUrl, searchParams),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, posts, server };
}

/** The page of the manual, without jQuery. What a test wants otherwise comes in the address. */
function orderPage(simulatorUrl: string, wishes: URLSearchParams): string {
  const script = wishes.get('script') ?? '/js/cpay.payple.1.0.1.js';
  const obj = {
    PCD_CPAY_VER: '1.0.1',
    PCD_PAY_TYPE: 'card',
    PCD_PAY_WORK: 'CERT',
    PCD_CARD_VER: '01',
    payple_auth_file: '/pg/auth',
    PCD_RST_URL: '/order/result',
    PCD_PAYER_NO: '2324',
    PCD_PAYER_NAME: '홍길동',
    PCD_PAY_GOODS: '휴대폰 <b>&amp; 케이스',
    PCD_PAY_TOTAL: '55000',
    PCD_PAY_OID: `browser-${wishes.get('oid') ?? ''}`,
    ...(JSON.parse(wishes.get('changes') ?? '{}') as Record<string, string>),
  };
  const callback = wishes.has('callback') ? 'obj.callbackFunction = function (data) { window.result = data; };' : '';
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <script src="${simulatorUrl}${script}"></script>
    <button id="pay">결제하기</button>
    <script>document.getElementById('pay').onclick = function () {
      var obj = ${JSON.stringify(obj).replace(/</g, '\\u003c')}; ${callback} PaypleCpayAuthCheck(obj); };</script>`;
}

describe.skipIf(!hasChromium)('a merchant’s page', () => {
  let simulator: RunningPaypleSimulator;
  let site: Awaited<ReturnType<typeof startShopSite>>;
  let browser: Browser;
  let shop: Shop;

  beforeAll(async () => {
    simulator = await startPaypleSimulator({ port: 0, data: 'memory' });
    shop = new Shop(simulator.url);
    site = await startShopSite(simulator.url);
    const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'];
    const quiet = ['--disable-background-networking', '--disable-component-update'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...flags, ...quiet], timeout: PATIENCE_MS });
  });
  afterAll(async () => {
    await browser.close();
    site.server.closeAllConnections();
    site.server.close();
    await simulator.close();
  });

  async function order(query: Record<string, string>, mobile = false): Promise<Page> {
    const context = await browser.newContext(mobile ? devices['Pixel 7'] : {});
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${site.url}/?${new URLSearchParams(query).toString()}`);
    return page;
  }

  async function framed(page: Page): Promise<Frame> {
    await page.click('#pay');
    await page.waitForSelector('#cpay_ifr');
    await page.frameLocator('#cpay_ifr').locator('#pay').waitFor();
    const frame = page.frame('cpay_ifr');
    if (!frame) throw new Error('the window is not in its frame');
    return frame;
  }

  const posted = (oid: string): Record<string, string>[] =>
    site.posts.map((fields) => Object.fromEntries(fields)).filter((fields) => fields.PCD_PAY_OID === `browser-${oid}`);

  it('pays in a frame, and the result is posted to the shop', async () => {
    const page = await order({ oid: 'frame' });
    const frame = await framed(page);
    await frame.selectOption('select[name=quota]', '03');
    await frame.click('button.main');
    await page.waitForSelector('#thanks');
    const [fields = {}] = posted('frame');
    expect(fields).toMatchObject({
      PCD_PAY_RST: 'success',
      PCD_PAY_TOTAL: '55000',
      PCD_PAY_GOODS: '휴대폰 <b>&amp; 케이스',
    });
    expect(await shop.confirm(fields)).toMatchObject({ PCD_PAY_RST: 'success', PCD_PAY_CARDQUOTA: '03' });
    await page.context().close();
  });

  it('gets the result in its callback and closes the frame', async () => {
    const page = await order({ oid: 'callback', callback: 'yes' });
    const frame = await framed(page);
    await frame.click('button.main');
    await page.waitForFunction('window.result');
    const result = await page.evaluate<Record<string, string>>('window.result');
    expect([result.PCD_PAY_RST, result.PCD_PAY_OID]).toEqual(['success', 'browser-callback']);
    expect(await page.locator('#cpay_ifr').count(), 'frames left').toBe(0);
    expect(posted('callback')).toEqual([]);
    await page.context().close();
  });

  it('pays in a popup on a phone', async () => {
    const page = await order({ oid: 'popup' }, true);
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#pay')]);
    await popup.click('button.main');
    await page.waitForSelector('#thanks');
    const [fields = {}] = posted('popup');
    expect(await shop.confirm(fields)).toMatchObject({ PCD_PAY_RST: 'success' });
    await page.context().close();
  });

  it('pays with the whole page when the result address is absolute', async () => {
    const page = await order({ oid: 'direct', changes: JSON.stringify({ PCD_RST_URL: `${site.url}/order/result` }) });
    await page.click('#pay');
    await page.click('button.main');
    await page.waitForSelector('#thanks');
    const [fields = {}] = posted('direct');
    expect(await shop.confirm(fields)).toMatchObject({ PCD_PAY_RST: 'success' });
    await page.context().close();
  });

  it.each([
    ['close', 'close'],
    ['wrong_card', 'error'],
  ])('hears of a window that ends with %s', async (outcome, result) => {
    const page = await order({ oid: outcome });
    const frame = await framed(page);
    await frame.click(`button[value=${outcome}]`);
    await page.waitForSelector('#thanks');
    expect(posted(outcome)).toMatchObject([{ PCD_PAY_RST: result }]);
    await page.context().close();
  });

  it('pays an app card with the newer script and a client key', async () => {
    const changes = {
      PCD_CARD_VER: '02',
      clientKey: 'test_DF55F29DA654A8CBC0F0A9DD4B556486',
      payple_auth_file: '/nowhere',
    };
    const page = await order({ oid: 'key', script: '/js/v1/payment.js', changes: JSON.stringify(changes) });
    const frame = await framed(page);
    await frame.click('label.tile >> nth=1');
    expect(await frame.inputValue('input[name=number]'), 'the tile writes its number').toBe('1111020000003112');
    await frame.selectOption('select[name=company]', '0901');
    await frame.click('button.main');
    await page.waitForSelector('#thanks');
    const [fields = {}] = posted('key');
    expect(fields.PCD_PAY_CARDNAME).toBe('신한카드');
    expect(await shop.confirm(fields)).toMatchObject({ PCD_PAY_CODE: 'CPCA9999' });
    await page.context().close();
  });

  it('with the older script reads the complaint about a small amount and opens no window', async () => {
    const page = await order({ oid: 'small', changes: JSON.stringify({ PCD_PAY_TOTAL: '999' }) });
    const dialog = page.waitForEvent('dialog');
    const click = page.click('#pay');
    const alert = await dialog;
    expect(alert.message()).toContain('1,000원');
    await alert.accept();
    await click;
    expect(await page.locator('#cpay_ifr').count()).toBe(0);
    await page.context().close();
  });

  it('on the control page orders trouble and removes a key with a click', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${simulator.url}/control?lang=en`);
    await page.selectOption('select[name=endpoint]', 'cancel');
    await page.selectOption('select[name=fault]', 'http_500');
    await page.click('form.order >> text=Add trouble');
    await expect.poll(async () => (await shop.control('GET', 'faults')).json.faults, PATIENT).toHaveLength(1);
    await page.locator('#live >> text=Remove as admin').first().click();
    await expect.poll(async () => JSON.stringify(await shop.billingKeys()), PATIENT).toContain('REMOVED_IN_ADMIN');
    await page.close();
  });
});
