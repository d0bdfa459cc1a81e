// The hosted page of a card over HTTP: what it asks, what it refuses, and what it says when there is nothing to register.
// Must never need a browser; test/browser/main-paths/card-page.spec.ts has one.
import { approveAbout } from '../support/second-person.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProviderRegistry } from '../../src/orders/provider-registry.js';
import type { BillingPort } from '../../src/orders/billing.port.js';
import type { Handoff } from '../../src/orders/provider-payment.js';
import type { Stage } from '../contract/stage.js';
import { thirdpayStage } from '../contract/thirdpay/thirdpay.stage.js';
import { visit, type ShownBillingKey } from '../support/merchant.js';
import { readRows, withClient } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

let stage: Stage;
let billing: BillingPort;
beforeAll(async () => {
  stage = await thirdpayStage({ SHOP_NAME: '느린책방' });
  const port = stage.house.app.get(ProviderRegistry, { strict: false }).get('thirdpay').billing;
  if (!port) throw new Error('The third provider keeps no cards.');
  billing = port;
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => stage.close());

describe('the page of a card', () => {
  it('says who asks, what it means, and leads to the provider or back to the merchant', async () => {
    const key = await newKey();
    const page = await open(urlOf(key));
    expect(page.status).toBe(200);
    expect(page.text).toContain('느린책방에서 카드 등록을 요청합니다');
    expect(page.text).toContain('카드를 삭제하실 때까지 상점이 다시 묻지 않고 이 카드로 결제할 수 있으며');
    expect(page.text).toContain('등록 기한');
    expect(page.text).toContain('카드 등록하기');
    expect(page.text).toContain(
      `href="https://shop.example.com/cards?from=1&amp;billingKeyId=${key.id}&amp;status=registering"`,
    );
    const english = await open(`${urlOf(key)}?lang=en`);
    expect(english.text).toContain('Register card');
    expect(english.text, 'the other language is one click away').toContain(`href="${pathOf(key)}?lang=ko"`);
  });

  it('names the branch that asks', async () => {
    await stage.house.merchant.call('POST', '/v1/sellers', { code: 'hongdae', name: '홍대점 <본관>' });
    await stage.house.merchant.call('PUT', '/v1/sellers/hongdae/credentials/thirdpay', {
      credentials: { shop: 'hongdae' },
    });
    await approveAbout(stage.house.app, 'hongdae/thirdpay');
    const page = await open(urlOf(await newKey({ sellerCode: 'hongdae' })));
    expect(page.text).toContain('홍대점 &lt;본관&gt;에서 카드 등록을 요청합니다');
  });

  it('runs nothing foreign, is framed by nobody, kept by nobody, and tells nobody its address', async () => {
    const { headers, text } = await open(urlOf(await newKey()));
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBe(null);
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style="| on[a-z]+="/);
  });

  it('opens nothing by being looked at', async () => {
    const key = await newKey();
    const opening = vi.spyOn(billing, 'openRegistration');
    await open(urlOf(key));
    expect(opening).not.toHaveBeenCalled();
  });

  it.each(['/cards', '/cards/nonsense', `/cards/${'A'.repeat(32)}`])(
    'says in plain words that there is no page at /checkout%s',
    async (path) => {
      const page = await open(`${stage.house.url}/checkout${path}`);
      expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(page.text).toContain('페이지를 찾을 수 없습니다');
    },
  );
});

describe('opening the registration', () => {
  const fresh = (name: string): Handoff => ({ type: 'redirect', url: `https://thirdpay.example.com/${name}` });

  it('gives a script a handoff that was made for this click, and keeps what it belongs to', async () => {
    const key = await newKey();
    opens('second', fresh('second'));
    const answer = await post(key, '{}', JSON_BODY);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([201, { handoff: fresh('second') }]);
    expect((await stage.house.merchant.showKey(key)).handoff).toEqual(fresh('second'));
    const [row] = await readRows<{ reference: string; version: number; refusal: unknown }>(
      stage.house.databaseUrl,
      `SELECT provider_reference AS reference, version FROM billing_keys WHERE registration_token = $1`,
      [tokenOf(key)],
    );
    expect(row).toEqual({ reference: 'second', version: 2 });
  });

  it('takes a browser without script to the provider', async () => {
    const key = await newKey();
    opens('plain', fresh('plain'));
    const answer = await submit(key);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, 'https://thirdpay.example.com/plain']);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('says to a browser without script that it needs one, where the provider’s own script takes over', async () => {
    const opening = opens('window', {
      type: 'payple_window',
      scriptUrl: 'https://thirdpay.example.com/window.js',
      parameters: {},
    });
    const key = await newKey();
    expect((await open(urlOf(key))).text).toContain('<noscript><p class="notice">');
    const answer = await submit(key);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('자바스크립트를 켜 주세요')]);
    expect(opening, 'the one that is open stays good').toHaveBeenCalledTimes(1);
  });

  it('refuses what another site sends in a buyer’s name', async () => {
    const key = await newKey();
    const opening = vi.spyOn(billing, 'openRegistration');
    const crossSite = await post(key, '{}', { ...JSON_BODY, 'sec-fetch-site': 'cross-site' });
    expect([crossSite.status, crossSite.text]).toEqual([400, expect.stringContaining('malformed_request')]);
    const form = await submit(key, { origin: 'https://evil.example.com' });
    expect([form.status, form.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(opening).not.toHaveBeenCalled();
  });

  it('tells a person in their language that the provider could not be reached, and how to go back', async () => {
    const key = await newKey();
    vi.spyOn(billing, 'openRegistration').mockResolvedValueOnce({ is: 'unsent', cause: new Error('no route') });
    const page = await submit(key, { 'accept-language': 'en' });
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '3']);
    expect(page.text).toContain('Nothing was registered');
    expect(page.text).toContain(`href="${pathOf(key)}?lang=en"`);
  });

  it('tells a script which problem it is, and leaves the registration as it was', async () => {
    const key = await newKey();
    const refusal = { reason: 'configuration', providerCode: 'X1' } as const;
    vi.spyOn(billing, 'openRegistration').mockResolvedValueOnce({ is: 'refused', refusal });
    const answer = await post(key, '{}', JSON_BODY);
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([402, { code: 'provider_refused' }]);
    expect(await stage.house.merchant.showKey(key)).toEqual(key);
  });

  it('lets one of two clicks at the same moment win, and says to the other that it may try again', async () => {
    const key = await newKey();
    const answers = await Promise.all([1, 2].map(() => post(key, '{}', JSON_BODY)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(201);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect((await post(key, '{}', JSON_BODY)).status).toBe(201);
  });

  it('loses no card that the provider confirms while another tab opens the registration anew', async () => {
    const key = await newKey();
    const landing = (await stage.cards?.register(key)) ?? '';
    const claimKey = billing.claimKey.bind(billing);
    vi.spyOn(billing, 'claimKey').mockImplementationOnce(async (...asked) => {
      const reply = await claimKey(...asked);
      expect((await post(key, '{}', JSON_BODY)).status).toBe(201);
      return reply;
    });
    await visit(landing);
    expect((await stage.house.merchant.showKey(key)).status).toBe('active');
  });
});

describe('when there is nothing to register any more', () => {
  it('says that the card is registered, and which', async () => {
    const key = await activeKey();
    await saysOver(key, 'active', '카드가 등록되었습니다');
    expect((await open(urlOf(key))).text).toContain('1111********4444');
  });

  it('says that the buyer turned back', async () => {
    const key = await newKey();
    await visit((await stage.cards?.turnBack(key)) ?? '');
    await saysOver(key, 'abandoned', '카드가 등록되지 않았습니다');
  });

  it('says that the card was there already', async () => {
    const [first, second] = [await activeKey(), await newKey()];
    const secret = stage.cards?.secretOf(first) ?? '';
    vi.spyOn(billing, 'claimKey').mockResolvedValueOnce({ is: 'done', value: { secret, means: null } });
    await visit((await stage.cards?.register(second)) ?? '');
    await saysOver(second, 'abandoned', '이미 등록되어 있는 카드입니다');
  });

  it('says that the time is up, from the first moment on', async () => {
    const key = await newKey();
    await withClient(stage.house.databaseUrl, (client) =>
      client.query('UPDATE billing_keys SET expires_at = now() WHERE registration_token = $1', [tokenOf(key)]),
    );
    await saysOver(key, 'expired', '카드 등록 기한이 지났습니다');
  });

  it('says that the card is being removed, then that it is', async () => {
    const key = await activeKey();
    const revoking = vi.spyOn(billing, 'revoke').mockResolvedValue({ is: 'unknown', cause: new Error('no answer') });
    await stage.house.merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
    await saysOver(key, 'removing', '카드를 삭제하고 있습니다');
    revoking.mockRestore();
    await waitFor('the card to be gone', async () => (await stage.house.merchant.showKey(key)).status === 'removed');
    await saysOver(key, 'removed', '카드가 삭제되었습니다');
    expect((await open(urlOf(key))).text, 'nobody needs to see it again').not.toContain('1111********4444');
  });

  it('says that the provider has ended it', async () => {
    const key = await activeKey();
    await stage.cards?.end(key);
    await stage.house.merchant.charge(key);
    await saysOver(key, 'dead', '더 이상 사용할 수 없는 카드입니다');
  });

  /** The page says it, leads back to the merchant with a hint, and opens nothing. */
  async function saysOver(key: ShownBillingKey, status: string, sentence: string): Promise<void> {
    const page = await open(urlOf(key));
    expect(page.text).toContain(sentence);
    expect(page.text).not.toContain('<form');
    expect(page.text).toContain(
      `href="https://shop.example.com/cards?from=1&amp;billingKeyId=${key.id}&amp;status=${status}"`,
    );
    const opening = vi.spyOn(billing, 'openRegistration');
    const script = await post(key, '{}', JSON_BODY);
    expect([script.status, JSON.parse(script.text)]).toMatchObject([409, { code: 'billing_key_not_usable' }]);
    const form = await submit(key);
    expect([form.status, form.headers.get('location')]).toEqual([303, `${pathOf(key)}?lang=ko`]);
    expect(opening).not.toHaveBeenCalled();
  }
});

it('says that the last try came to nothing, while another may be made', async () => {
  const key = await newKey();
  const refusal = { reason: 'invalid', providerCode: 'AUTH1' } as const;
  vi.spyOn(billing, 'claimKey').mockResolvedValueOnce({ is: 'refused', refusal });
  await visit((await stage.cards?.register(key)) ?? '');
  const page = await open(urlOf(key));
  expect(page.text).toContain('지난번에는 카드가 등록되지 않았습니다');
  expect(page.text).toContain('결제사 코드 AUTH1');
  expect(page.text).toContain('카드 등록하기');
});

const JSON_BODY = { 'content-type': 'application/json' };

interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const newKey = (wish: Readonly<Record<string, unknown>> = {}): Promise<ShownBillingKey> =>
  stage.house.merchant.registerCard({ provider: 'thirdpay', channel: 'mobile', ...wish });

/** The address stays with the key that was shown first; later the API shows none. */
const urlOf = (key: ShownBillingKey): string => key.registrationUrl ?? '';
const pathOf = (key: ShownBillingKey): string => new URL(urlOf(key)).pathname;
const tokenOf = (key: ShownBillingKey): string => pathOf(key).split('/').at(-1) ?? '';

async function activeKey(): Promise<ShownBillingKey> {
  const key = await newKey();
  await visit((await stage.cards?.register(key)) ?? '');
  return key;
}

/** The next registration that is opened, at the provider. */
function opens(reference: string, handoff: Handoff) {
  return vi.spyOn(billing, 'openRegistration').mockResolvedValueOnce({ is: 'done', value: { reference, handoff } });
}

async function open(url: string): Promise<Page> {
  return read(await fetch(url, { headers: { 'accept-language': 'ko' } }));
}

/** As the page's form does. */
function submit(key: ShownBillingKey, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
  return post(key, '', { 'content-type': 'application/x-www-form-urlencoded', ...headers });
}

async function post(key: ShownBillingKey, body: string, headers: Readonly<Record<string, string>>): Promise<Page> {
  const init = { method: 'POST', body, headers: { 'accept-language': 'ko', ...headers }, redirect: 'manual' } as const;
  return read(await fetch(`${urlOf(key)}/window`, init));
}

async function read(response: Response): Promise<Page> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}
