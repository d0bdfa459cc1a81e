// Buyers who came from an app and go back to it: the addresses that are taken, and where pages and redirects lead.
// Must never need an app; what a browser is told is enough.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder, type ShownProblem } from '../support/merchant.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { RETURN_URL_SCHEMES: 'myapp, ShopApp' } });
});
afterAll(() => house.close());

const RETURN_URL = 'myapp://orders/done?cart=7#end';
const CARD = { provider: 'payple', channel: 'pc' };

async function codeOf(path: string, body: object): Promise<readonly [number, string]> {
  const order = { orderNumber: 'A-1', title: 'A', amountWon: 100 };
  const answer = await house.merchant.call<ShownProblem>('POST', path, {
    ...(path === '/v1/orders' ? order : {}),
    ...body,
  });
  return [answer.status, answer.body.detail ?? answer.body.code];
}

async function pageOf(url: string): Promise<{ readonly text: string; readonly policy: string }> {
  const response = await fetch(url, { headers: { 'accept-language': 'ko' } });
  expect(response.status).toBe(200);
  return { text: await response.text(), policy: response.headers.get('content-security-policy') ?? '' };
}

describe('an address to return to', () => {
  it.each(['/v1/orders', '/v1/billing-keys'])('at %s is of the web, or of an app that is listed', async (path) => {
    const more = path === '/v1/orders' ? {} : CARD;
    const [status, detail] = await codeOf(path, { ...more, returnUrl: 'otherapp://done' });
    expect(status).toBe(400);
    expect(detail).toContain('returnUrl must be an http or https address, or begin with myapp:// or shopapp://.');
    const [refused, why] = await codeOf(path, { ...more, returnUrl: 'javascript://%0aalert(1)' });
    expect([refused, why]).toEqual([400, expect.stringContaining('returnUrl must be an absolute') as unknown]);
  });

  it('of a webhook is of the web', async () => {
    const [status, detail] = await codeOf('/v1/webhook-endpoints', { url: 'myapp://hooks' });
    expect([status, detail]).toEqual([
      400,
      expect.stringContaining('url must be an absolute http or https') as unknown,
    ]);
  });
});

describe('a buyer who came from an app', () => {
  const done = ({ id, orderNumber }: ShownOrder, status: string) =>
    `myapp://orders/done?cart=7&orderId=${id}&orderNumber=${orderNumber}&status=${status}#end`;

  it('is led back to it from the result page, by its script, its link, and without script', async () => {
    const order = await house.merchant.order({ returnUrl: RETURN_URL });
    const returned = await visit(await house.payco.agree(await house.merchant.pay(order, 'mobile')));
    expect(returned.status).toBe(303);
    const { text, policy } = await pageOf(new URL(returned.headers.get('location') ?? '', house.url).href);
    const address = done(order, 'paid').replaceAll('&', '&amp;');
    expect(text).toContain(`data-destination="${address}"`);
    expect(text).toContain(`id="onward" href="${address}"`);
    expect(text).toContain(`url=${address}"`);
    // Nothing in the policy of a page holds back where its links and its script lead.
    expect(policy).not.toMatch(/navigate-to|sandbox/);
  });

  it('may be sent back by what follows a form of our pages', async () => {
    const order = await house.merchant.order({ returnUrl: RETURN_URL });
    expect((await pageOf(order.checkoutUrl)).policy).toMatch(/form-action 'self' [^;]*\bmyapp:/);
    const web = await house.merchant.order();
    expect((await pageOf(web.checkoutUrl)).policy).not.toContain('myapp:');
  });

  it('lands in it after registering a card', async () => {
    const key = await house.merchant.registerCard({ ...CARD, returnUrl: 'ShopApp://cards' });
    const token = key.registrationUrl?.split('/').at(-1) ?? '';
    expect((await pageOf(`${house.url}/checkout/cards/${token}`)).policy).toMatch(/form-action 'self' [^;]*\bshopapp:/);
    const landed = await visit(`${house.url}/v1/card-registrations/${token}`);
    expect(landed.status).toBe(303);
    expect(landed.headers.get('location')).toMatch(
      new RegExp(`^shopapp://cards\\?billingKeyId=${key.id}&status=[a-z]+$`),
    );
  });
});
