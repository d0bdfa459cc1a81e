// The subscription as its visitors and the platform meet it: real HTTP on both sides.
// Must never reach into the shop; what matters is what it shows and what it asks the platform for.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startShop, type RunningShop } from './server.js';
import { StandInPlatform } from './stand-in-platform.js';
import { TestVisitor, type Page } from './test-visitor.js';

let platform: StandInPlatform;
let shop: RunningShop;
let folder: string;
let visitor: TestVisitor;

beforeEach(async () => {
  platform = await new StandInPlatform().start();
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
  shop = await open();
  visitor = new TestVisitor(() => shop.url);
});

afterEach(async () => {
  await shop.close();
  await platform.stop();
  await rm(folder, { recursive: true });
});

/** In Korea it is December already. */
function open(): Promise<RunningShop> {
  const now = () => new Date('2026-11-30T15:00:00Z');
  return startShop({ port: 0, gyeoljeUrl: platform.url, gyeoljeApiKey: 'gy_test', dataFolder: folder, now });
}

/** Presses a button of the page that is opened now. */
async function press(path: string, fields: Record<string, string> = {}): Promise<Page> {
  await visitor.get('/subscription');
  return visitor.post(path, fields);
}

async function subscribe(): Promise<void> {
  await press('/subscription/card');
  platform.registered();
}

const charge = (what: 'month' | 'extra') => press('/subscription/charges', { what });
const charges = () => platform.callsTo(/charges$/);

describe('registering a card', () => {
  it('asks the platform for a registration and leads to its page', async () => {
    expect((await visitor.get('/subscription')).text).toContain('카드 등록하고 구독하기');
    const leaving = await press('/subscription/card');
    expect(leaving.text).toContain('content="0; url=https://pay.example/checkout/cards/bk_1"');
    const [call] = platform.callsTo(/^POST \/v1\/billing-keys$/);
    expect(call?.key).toMatch(/^[\w-]{36}$/);
    expect(call?.body).toEqual({
      provider: 'payple',
      channel: 'mobile',
      customerReference: expect.stringMatching(/^[\w-]{43}$/) as string,
      returnUrl: `${shop.url}/subscription`,
    });
  });

  it('asks the platform how the card stands, though the address says that it is active', async () => {
    await press('/subscription/card');
    const early = await visitor.get('/subscription?billingKeyId=bk_1&status=active');
    expect(early.text).toContain('카드 등록을 아직 마치지 않으셨어요');
    expect(early.text).not.toContain('name="what"');
    platform.registered();
    const page = await visitor.get('/subscription?billingKeyId=bk_1&status=abandoned');
    expect(page.text).toContain('신한 12345678****123*');
    expect(page.text).toContain('name="what" value="month"');
  });

  it('goes on with a registration that was begun, and begins another when it came to nothing', async () => {
    await press('/subscription/card');
    await press('/subscription/card');
    expect(platform.cards.size).toBe(1);
    platform.card.status = 'expired';
    expect((await visitor.get('/subscription')).text).toContain('카드 등록 시간이 지났어요');
    await press('/subscription/card');
    expect(platform.cards.size).toBe(2);
  });

  it('repeats a request whose answer was lost as the same request', async () => {
    platform.next('register', 'lost after it took effect');
    expect((await press('/subscription/card')).text).toContain('지금은 결제 서비스에 닿지 않아');
    expect((await press('/subscription/card')).text).toContain('url=https://pay.example/checkout/cards/bk_1');
    const [first, second] = platform.callsTo(/^POST \/v1\/billing-keys$/);
    expect([second?.key, second?.body]).toEqual([first?.key, first?.body]);
    expect(platform.cards.size).toBe(1);
  });

  it('shows why the platform refused', async () => {
    platform.next('register', { status: 422, body: { code: 'not_supported', detail: 'payple keeps no cards.' } });
    expect((await press('/subscription/card')).text).toContain('payple keeps no cards. (not_supported)');
  });

  it('begins anew when the platform knows nothing of the card any more', async () => {
    await subscribe();
    platform.cards.clear();
    expect((await visitor.get('/subscription')).text).toContain('카드를 삭제했어요');
    await press('/subscription/card');
    expect(platform.cards.size).toBe(1);
  });
});

describe('charging the card', () => {
  beforeEach(() => subscribe());

  it('charges the month at the catalogue’s price, and says so only when it is paid', async () => {
    const page = await press('/subscription/charges', { what: 'month', amountWon: '1' });
    expect(page.text).toContain('18,000원 결제했어요.');
    expect(charges()[0]?.body).toMatchObject({
      amountWon: 18_000,
      title: '이달의 원두 꾸러미 (2026-12)',
      billingMonth: '2026-12',
    });
    expect(charges()[0]?.key).toMatch(/^[\w-]{36}$/);
  });

  it('does not charge a month again, and shows the order that paid for it', async () => {
    await charge('month');
    const { orderNumber } = platform.order;
    const page = await charge('month');
    expect(page.text).toContain('이번 달 구독료는 이미 결제했어요');
    expect(page.text).toContain(`이미 결제했어요. 다시 결제하지 않았어요. <a href="/orders/${orderNumber}">`);
    expect(platform.orders.size).toBe(1);
  });

  it('charges an extra for no month, as often as it is asked', async () => {
    await charge('extra');
    await charge('extra');
    expect(charges().map(({ body }) => body['billingMonth'])).toEqual([undefined, undefined]);
    expect(platform.orders.size).toBe(2);
  });

  it('charges once for a form sent twice', async () => {
    await visitor.get('/subscription');
    await visitor.post('/subscription/charges', { what: 'extra' });
    await visitor.post('/subscription/charges', { what: 'extra' });
    expect(platform.orders.size).toBe(1);
  });

  it('says that a charge is in doubt, offers no other meanwhile, and learns by itself how it ends', async () => {
    platform.chargesAre = 'in_doubt';
    const answer = await charge('month');
    const path = `/orders/${platform.order.orderNumber}`;
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}/result`]);
    const page = await visitor.get('/subscription');
    expect(page.text).toContain('다시 결제하지 말고 기다려 주세요');
    expect(page.text).not.toContain('name="what"');
    const result = await visitor.get(`${path}/result`);
    expect(result.text).toContain('결제 결과를 확인하고 있어요');
    expect(result.text).toContain(`data-watch="${path}/state"`);
    platform.paid();
    expect((await visitor.get('/subscription')).text).toContain('name="what"');
  });

  it('does not take the answer about another order for its own', async () => {
    const another = { id: 'ord_9', orderNumber: 'X-9', status: 'paid', amountWon: 18_000 };
    platform.next('charge', { status: 201, body: another });
    const page = await charge('month');
    expect(page.text).toContain('결제 서비스의 답을 아직 받지 못했어요');
    expect(page.text).not.toContain('X-9');
  });

  it.each([
    [402, 'provider_refused', { providerMessage: '한도를 넘었습니다' }, '카드가 승인되지 않았어요'],
    [503, 'provider_not_reached', {}, '결제사에 닿지 않았어요'],
    [409, 'billing_key_not_usable', { detail: 'It was ended at this moment.' }, '결제하지 않았어요. It was ended'],
  ])('says that nothing was taken after %d %s', async (status, code, facts, sentence) => {
    platform.next('charge', { status, body: { code, ...facts } });
    const page = await charge('month');
    expect(page.text).toContain(sentence);
    expect(page.text).toContain(Object.values(facts)[0] ?? '');
    expect((await charge('month')).text, 'another try is another request').toContain('18,000원 결제했어요.');
    expect(new Set(charges().map(({ key }) => key)).size).toBe(2);
  });

  it('repeats a charge whose answer was lost under its key, even after a restart, and starts no other meanwhile', async () => {
    platform.next('charge', 'lost after it took effect');
    const page = await charge('extra');
    expect(page.text).toContain('결제 서비스의 답을 아직 받지 못했어요');
    expect(page.text).not.toContain('name="what"');
    expect(await readFile(join(folder, 'cards.json'), 'utf8')).toContain(charges()[0]?.key);
    expect((await charge('extra')).text).toContain('앞선 결제의 답을 기다리고 있어요');

    await shop.close();
    shop = await open();
    const settled = await press('/subscription/charges/repeat');
    expect(settled.text).toContain('13,000원 결제했어요.');
    const [lost, repeated, ...more] = charges();
    expect([repeated?.key, repeated?.body, more]).toEqual([lost?.key, lost?.body, []]);
    expect(platform.orders.size).toBe(1);
  });

  it('is refunded like any order', async () => {
    await charge('month');
    const path = `/orders/${platform.order.orderNumber}`;
    expect((await visitor.get('/orders')).text).toContain(path);
    expect((await visitor.get(path)).text).toContain('전부 환불 (18,000원)');
    const page = await visitor.post(`${path}/refunds`, { extent: 'all', reason: '그만둘래요' });
    expect(page.text).toContain('환불을 신청했어요.');
    expect(platform.order['status']).toBe('cancelled');
    expect((await visitor.get('/subscription')).text).toContain('환불 완료');
  });

  it('offers no window for a charge that came to nothing in the end', async () => {
    await charge('month');
    platform.change({ status: 'unpaid' });
    for (const page of ['', '/result']) {
      const { text } = await visitor.get(`/orders/${platform.order.orderNumber}${page}`);
      expect(text).toContain('카드에서 빠져나간 돈은 없어요');
      expect(text).not.toContain('name="with"');
    }
  });
});

describe('ending the card', () => {
  it('removes it at the platform, and charges it no more', async () => {
    await subscribe();
    const answer = await press('/subscription/card/removal');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/subscription']);
    expect(platform.callsTo(/^DELETE \/v1\/billing-keys\/bk_1$/)).toHaveLength(1);
    const page = await visitor.get('/subscription');
    expect(page.text).toContain('카드를 삭제하고 있어요');
    expect(page.text).toContain('다른 카드 등록하기');
    expect(page.text).not.toContain('name="what"');
  });

  it('gives up a registration that was begun', async () => {
    await press('/subscription/card');
    await press('/subscription/card/removal');
    expect((await visitor.get('/subscription')).text).toContain('카드가 등록되지 않았어요');
  });

  it('says that the provider has ended it', async () => {
    await subscribe();
    platform.card.status = 'dead';
    expect((await visitor.get('/subscription')).text).toContain('다른 카드를 등록해 주세요');
  });

  it('charges no card whose state it does not know', async () => {
    await subscribe();
    platform.card.status = 'resting';
    const page = await visitor.get('/subscription');
    expect(page.text).toContain('카드의 상태를 확인하고 있어요');
    expect(page.text).not.toContain('name="what"');
  });
});

describe('safety', () => {
  it('shows a card only to the session that registered it', async () => {
    await subscribe();
    const stranger = new TestVisitor(() => shop.url);
    expect((await stranger.get('/subscription')).text).not.toContain('신한');
    await stranger.post('/subscription/charges', { what: 'month' });
    await stranger.post('/subscription/card/removal', {});
    expect([platform.orders.size, platform.card.status]).toEqual([0, 'active']);
  });

  it('charges nothing for a form that lacks the token of its visitor', async () => {
    await subscribe();
    expect((await press('/subscription/charges', { what: 'month', formToken: 'x'.repeat(43) })).status).toBe(403);
    expect(charges()).toEqual([]);
  });

  it('speaks English once asked to', async () => {
    await subscribe();
    await visitor.post('/language', { language: 'en' });
    expect((await charge('month')).text).toContain('₩18,000 paid.');
  });
});
