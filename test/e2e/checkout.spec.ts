// The hosted checkout page over HTTP: what it shows, what it refuses, and where it sends people.
// Must never need a browser; test/browser/main-paths/checkout.spec.ts has one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { letTimeBeUp } from '../support/time-is-up.js';
import { waitFor } from '../support/wait-for.js';

const PHONE = 'Mozilla/5.0 (Linux; Android 14; SM-S921N) Chrome/126.0 Mobile Safari/537.36';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

describe('the checkout page', () => {
  it('shows what is bought, and the provider that can take it', async () => {
    const order = await house.merchant.order({ title: '치킨 & <무>', amountWon: 12_000, taxFreeWon: 2_000 });
    const page = await open(order.checkoutUrl);
    expect(page.status).toBe(200);
    expect(page.text).toContain('치킨 &amp; &lt;무&gt;');
    expect(page.text).toContain('12,000원');
    expect(page.text).toContain('2,000원');
    expect(page.text).toContain('PAYCO로 결제');
    expect((await open(`${order.checkoutUrl}?lang=en&utm_source=mail`)).text).toContain('Pay with PAYCO');
    expect((await open(order.checkoutUrl, { 'accept-language': 'en-US' })).text).toContain('₩12,000');
  });

  it('shows one button for each method of a provider that offers several, where it takes the amount', async () => {
    const order = await house.merchant.order({ amountWon: 1_000 });
    const buttons = async (url: string) =>
      [...(await open(url)).text.matchAll(/name="way" value="([^"]+)"[^>]*>\s*([^<]+?)\s*</g)].map(([, way, text]) => [
        way,
        text,
      ]);
    expect(await buttons(order.checkoutUrl)).toEqual([
      ['payco', 'PAYCO로 결제'],
      ['payple:card', '카드로 결제'],
      ['payple:transfer', '계좌이체로 결제'],
    ]);
    expect(await buttons(`${order.checkoutUrl}?lang=en`)).toEqual([
      ['payco', 'Pay with PAYCO'],
      ['payple:card', 'Pay with card'],
      ['payple:transfer', 'Pay with bank transfer'],
    ]);
    const cheap = await house.merchant.order({ amountWon: 999 });
    expect((await buttons(cheap.checkoutUrl)).map(([way]) => way)).toEqual(['payco', 'payple:card']);
  });

  it('says that the card is kept where it is, and offers only what can keep it', async () => {
    const order = await house.merchant.order({ registerCard: {} });
    const { text } = await open(order.checkoutUrl);
    expect(text).toContain('결제하신 카드는 저장되며');
    expect([...text.matchAll(/name="way" value="([^"]+)"/g)].map(([, way]) => way)).toEqual(['payple:card']);
    expect((await open(`${order.checkoutUrl}?lang=en`)).text).toContain('The card you pay with is kept');
  });

  it('runs nothing foreign, is framed by nobody, kept by nobody, and tells nobody its address', async () => {
    const { headers, text } = await open((await house.merchant.order({ amountWon: 99 })).checkoutUrl);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
    );
    expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(headers.get('set-cookie')).toBe(null);
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style="| on[a-z]+="/);
    expect(Buffer.byteLength(text)).toBeLessThan(8_000);
  });

  it('lets in the script of a provider that it offers, from its origin alone, and tells it only on which site it is', async () => {
    const { headers, text } = await open((await house.merchant.order()).checkoutUrl);
    const policy = (headers.get('content-security-policy') ?? '').split('; ');
    expect(text).toContain('data-handoff="payple_window"');
    expect(policy).toContain(`script-src 'self' ${house.payple.url}`);
    expect(policy).toContain(`frame-src 'self' ${house.payple.url}`);
    expect(policy).toContain("connect-src 'self'");
    expect(policy.join()).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('strict-origin');
  });

  it('serves its style and scripts for ever, under an address that changes with them', async () => {
    const { text } = await open((await house.merchant.order()).checkoutUrl);
    const addresses = [...text.matchAll(/(?:href|src)="(\/checkout\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    for (const address of addresses) {
      const asset = await open(`${house.url}${address}`);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const old = await open(`${house.url}${address.replace(/assets\/[^/]+/, 'assets/an-older-one')}`);
      expect(old.headers.get('cache-control')).toBe('no-store');
    }
    expect((await open(`${house.url}/checkout/assets/x/..%2Fassets.js`)).status).toBe(404);
  });

  it.each(['', '/nonsense', `/${'A'.repeat(32)}`, `/${'A'.repeat(32)}/result`, '/x/popup'])(
    'says in plain words that there is no page at /checkout%s',
    async (path) => {
      const page = await open(`${house.url}/checkout${path}`);
      expect(page.status).toBe(404);
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(page.text).toContain('결제 페이지를 찾을 수 없습니다');
    },
  );

  it('offers no payment of an order that is over, and says how it stands', async () => {
    const order = await paidOrder();
    const page = await open(order.checkoutUrl);
    expect(page.text).toContain('결제가 완료되었습니다');
    expect(page.text).not.toContain('<form');
    const answer = await choose(order, { way: 'payco', channel: 'pc' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      409,
      'application/problem+json; charset=utf-8',
    ]);
    const form = await submit(order, 'way=payco');
    expect([form.status, form.headers.get('location')]).toEqual([303, `${pathOf(order)}/result?lang=ko`]);
  });

  it('offers nothing to a seller’s buyer when the seller is not set up', async () => {
    await house.merchant.call('POST', '/v1/sellers', { code: 'hongdae', name: '홍대점' });
    const order = await house.merchant.order({ sellerCode: 'hongdae' });
    const page = await open(order.checkoutUrl);
    expect(page.text).toContain('홍대점');
    expect(page.text).toContain('지금 이 주문을 결제할 수 있는 수단이 없습니다');
    expect(page.text).not.toContain('PAYCO로');
  });
});

describe('choosing a provider', () => {
  it('gives a script the handoff', async () => {
    const order = await house.merchant.order();
    const answer = await choose(order, { way: 'payco', channel: 'pc' });
    expect(answer.status).toBe(201);
    const { handoff } = JSON.parse(answer.text) as { handoff: { type: string; url: string } };
    expect(handoff.type).toBe('redirect');
    expect(handoff.url).toContain(`${house.payco.url}/easyLogin/`);
  });

  it('takes a browser without script to the provider, by the kind of device', async () => {
    const order = await house.merchant.order();
    const pc = await submit(order, 'way=payco');
    expect([pc.status, new URL(pc.headers.get('location') ?? '').pathname]).toEqual([
      303,
      expect.stringMatching(/^\/easyLogin\//),
    ]);
    const phone = await submit(order, 'way=payco', { 'user-agent': PHONE });
    expect(new URL(phone.headers.get('location') ?? '').pathname).toMatch(/^\/m\//);
  });

  it('opens the method that was chosen', async () => {
    const order = await house.merchant.order();
    expect((await choose(order, { way: 'payple:transfer', channel: 'pc' })).status).toBe(201);
    expect((await house.merchant.show(order)).payments).toMatchObject([{ askedMethod: 'transfer' }]);
  });

  it('refuses what another site sends in a buyer’s name', async () => {
    const order = await house.merchant.order();
    const crossSite = await choose(order, { way: 'payco' }, { 'sec-fetch-site': 'cross-site' });
    expect([crossSite.status, crossSite.text]).toEqual([400, expect.stringContaining('malformed_request')]);
    const otherOrigin = await submit(order, 'way=payco', { origin: 'https://evil.example.com' });
    expect([otherOrigin.status, otherOrigin.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect((await house.merchant.show(order)).payments).toEqual([]);
  });

  it.each([
    [{ way: 'nobody', channel: 'pc' }, 422],
    [{ way: 'payco:card', channel: 'pc' }, 422],
    [{ way: 'payple:', channel: 'pc' }, 422],
    [{ way: 'payco', channel: 'fax' }, 400],
    [{ way: 'payco', amountWon: 1 }, 400],
    [{}, 400],
  ])('refuses %j', async (wish, status) => {
    const answer = await choose(await house.merchant.order(), wish);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('tells a person in their language that the provider could not be reached, and how to go back', async () => {
    const order = await house.merchant.order();
    await house.payco.fail({ endpoint: 'reserve', fault: 'drop_before_effect', count: 2 });
    const page = await submit(order, 'way=payco', { 'accept-language': 'en' });
    expect(page.status).toBe(503);
    expect(page.text).toContain('Nothing was charged');
    expect(page.text).toContain(`${pathOf(order)}?lang=en`);
    await house.payco.behave();
  });
});

describe('the result page', () => {
  it('says the truth however often it is opened, and nothing that stands in its address', async () => {
    const order = await paidOrder();
    for (const query of ['', '?code=4505&message=<b>stolen</b>&status=refused', '?lang=ko&lang=en']) {
      const page = await open(`${order.checkoutUrl}/result${query}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain('결제가 완료되었습니다');
      expect(page.text).not.toContain('stolen');
      expect(page.text).toContain(`status=paid`);
    }
    expect(await stateOf(order)).toMatchObject({ status: 'paid', kind: 'paid', done: true });
  });

  it('gives our reason of a decline with the provider’s code, and another try', async () => {
    const order = await house.merchant.order();
    const payment = await house.merchant.pay(order);
    await house.payco.fail({ endpoint: 'approval', fault: 'decline', code: 4505, pgErrorCode: 'CC61' });
    await visit(await house.payco.agree(payment));
    const page = await open(`${order.checkoutUrl}/result`);
    expect(page.text).toContain('한도를 넘어 승인되지 않았습니다');
    expect(page.text).toContain('4505/CC61');
    expect(page.text).toContain('다시 결제하기');
    expect(await stateOf(order)).toMatchObject({ status: 'unpaid', kind: 'refused', done: false });
  });

  it('shows the account while a deposit is awaited', async () => {
    const order = await house.merchant.order({ amountWon: 34_000 });
    await visit(await house.payco.agree(await house.merchant.pay(order), 'virtual_account'));
    const { payments } = await house.merchant.show(order);
    const page = await open(`${order.checkoutUrl}/result?lang=en`);
    expect(page.text).toContain(payments[0]?.deposit?.accountNumber);
    expect(page.text).toContain('₩34,000');
    expect(page.text).toContain('23:59 (Korean time)');
    expect(page.text).not.toContain('id="retry"');
  });

  it('says that an order has expired', async () => {
    const order = await house.merchant.order();
    await letTimeBeUp(house, order);
    await waitFor('the order to expire', async () => (await stateOf(order)).kind === 'expired');
    const page = await open(order.checkoutUrl);
    expect(page.text).toContain('결제 기한이 지났습니다');
    expect(page.text).toContain('status=expired');
  });

  it('tells scripts that there is no such order as a problem', async () => {
    const answer = await open(`${house.url}/checkout/${'A'.repeat(32)}/state`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });
});

interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
  return read(await fetch(url, { headers: { 'accept-language': 'ko', ...headers }, redirect: 'manual' }));
}

/** As the page's script does. */
async function choose(order: ShownOrder, wish: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
  return post(order, JSON.stringify(wish), { 'content-type': 'application/json', ...headers });
}

/** As the page's form does. */
async function submit(order: ShownOrder, form: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
  return post(order, form, { 'content-type': 'application/x-www-form-urlencoded', ...headers });
}

async function post(order: ShownOrder, body: string, headers: Readonly<Record<string, string>>): Promise<Page> {
  // Node's fetch says nothing about the site it is on; pages of ours do.
  const init = { method: 'POST', body, headers: { 'accept-language': 'ko', ...headers }, redirect: 'manual' } as const;
  return read(await fetch(`${order.checkoutUrl}/payments`, init));
}

async function read(response: Response): Promise<Page> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function stateOf(order: ShownOrder): Promise<{ status: string; kind: string; done: boolean; message: string }> {
  const answer = await open(`${order.checkoutUrl}/state`);
  expect(answer.status, `the state should be told, not ${answer.text}`).toBe(200);
  return JSON.parse(answer.text) as { status: string; kind: string; done: boolean; message: string };
}

async function paidOrder(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  return order;
}

function pathOf(order: ShownOrder): string {
  return new URL(order.checkoutUrl).pathname;
}
