// The shop as its visitors and the platform meet it: real HTTP on both sides.
// Must never reach into the shop; what matters is what it shows and what it asks the platform for.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startShop, type RunningShop } from './server.js';
import { StandInPlatform } from './stand-in-platform.js';
import { phone, TestVisitor, type Page } from './test-visitor.js';

const apiKey = 'gy_test_of_the_shop';
const pc = 'Mozilla/5.0 (X11; Linux x86_64)';

let platform: StandInPlatform;
let shop: RunningShop;
let folder: string;

beforeEach(async () => {
  platform = await new StandInPlatform().start();
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
  shop = await open();
});

afterEach(async () => {
  await shop.close();
  await platform.stop();
  await rm(folder, { recursive: true });
});

function open(): Promise<RunningShop> {
  return startShop({ port: 0, gyeoljeUrl: platform.url, gyeoljeApiKey: apiKey, dataFolder: folder });
}

/** A visitor of this file's shop. */
class Visitor extends TestVisitor {
  constructor(userAgent = phone) {
    super(() => shop.url, userAgent);
  }

  /** Fills the cart with a book and a mug and sends the order form. */
  async order(fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Page> {
    await this.add('sea', 'mug');
    await this.get('/checkout');
    return this.post('/orders', { name: '김책', phone: '', with: 'payco', ...fields }, headers);
  }

  /** An order that has been paid by card. */
  async paidOrder(): Promise<string> {
    await this.order();
    platform.paid();
    const path = `/orders/${platform.order.orderNumber}`;
    await this.get(path);
    return path;
  }
}

function writes(kind: RegExp) {
  return platform.callsTo(kind).map(({ key, body }) => ({ key, body }));
}

describe('ordering', () => {
  it('places the order with its items and tax-free share, opens a mobile payment and leads to PAYCO', async () => {
    const leaving = await new Visitor().order({ phone: '010-1234-5678' });

    const [created] = platform.callsTo(/^POST \/v1\/orders$/);
    expect(created?.authorization).toBe(`Bearer ${apiKey}`);
    expect(created?.key).toMatch(/^[\w-]{36}$/);
    expect(created?.body).toMatchObject({
      title: '바다로 가는 오후 외 1건',
      amountWon: 31_800,
      taxFreeWon: 16_800,
      items: [
        { reference: 'sea', name: '바다로 가는 오후', quantity: 1, amountWon: 16_800, taxFreeWon: 16_800 },
        { reference: 'mug', name: '느린책방 머그', quantity: 1, amountWon: 15_000, taxFreeWon: 0 },
      ],
      buyer: { name: '김책', phone: '010-1234-5678' },
      returnUrl: `${shop.url}/orders/${platform.order.orderNumber}/result`,
    });
    const [payment] = platform.callsTo(/payments$/);
    expect(payment?.body).toEqual({ provider: 'payco', channel: 'mobile', inApp: false });
    expect(leaving.text).toContain(`content="0; url=${platform.handoffUrl}"`);
  });

  it('tells the platform when the buyer comes from the browser inside another app', async () => {
    await new Visitor(`${phone} KAKAOTALK 11.0`).order();
    expect(writes(/payments$/)[0]?.body).toEqual({ provider: 'payco', channel: 'mobile', inApp: true });
  });

  it('hands the address of PAYCO to the script that holds the window open on a PC', async () => {
    const answer = await new Visitor(pc).order({}, { accept: 'application/json' });
    expect(JSON.parse(answer.text)).toEqual({
      handoffUrl: platform.handoffUrl,
      orderPath: `/orders/${platform.order.orderNumber}`,
    });
    expect(writes(/payments$/)[0]?.body).toEqual({ provider: 'payco', channel: 'pc' });
  });

  it('leads to the hosted checkout page without opening a payment', async () => {
    const leaving = await new Visitor().order({ with: 'hosted' });
    expect(leaving.text).toContain('content="0; url=https://pay.example/checkout/ord_1"');
    expect(platform.callsTo(/payments$/)).toEqual([]);
  });

  it('sends the coupon as a discount beside the list prices', async () => {
    const visitor = new Visitor();
    await visitor.add('sea', 'mug');
    await visitor.post('/cart', { coupon: 'use' });
    await visitor.get('/checkout');
    await visitor.post('/orders', { name: '김책', phone: '', with: 'hosted' });
    expect(platform.order).toMatchObject({ amountWon: 28_800, discounts: { couponWon: 3_000, pointWon: 0 } });
  });

  it('takes prices from the catalogue, whatever the form says', async () => {
    await new Visitor().order({ amountWon: '1', priceWon: '1', taxFreeWon: '1' });
    expect(platform.order).toMatchObject({ amountWon: 31_800, taxFreeWon: 16_800 });
  });

  it('does not order at another total than the one the buyer saw', async () => {
    const visitor = new Visitor();
    await visitor.add('sea');
    await visitor.get('/checkout');
    await visitor.post('/cart', { product: 'mug', step: 'add' });
    const answer = await visitor.post('/orders', { name: '김책', phone: '', with: 'payco' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('그 사이 장바구니가 바뀌었어요');
    expect(platform.calls).toEqual([]);
  });

  it('asks again for a name that is missing and a phone number that is none', async () => {
    const answer = await new Visitor().order({ name: ' ', phone: 'call me' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('이름을 40자 안으로 적어 주세요.');
    expect(answer.text).toContain('휴대폰 번호는 숫자와 - 로만 적어 주세요.');
    expect(platform.calls).toEqual([]);
  });

  it('sends the platform single lines, whatever was pasted into the form', async () => {
    await new Visitor().order({ name: '김\r\n책\u0000' });
    expect(platform.order).toMatchObject({ buyer: { name: '김 책' } });
  });

  it('makes one order of a form sent twice', async () => {
    const visitor = new Visitor();
    await visitor.order();
    await visitor.post('/orders', { name: '김책', phone: '', with: 'payco' });
    expect(platform.orders.size).toBe(1);
    expect(platform.callsTo(/payments$/)).toHaveLength(2);
  });

  it('shows the result instead of opening a payment for an order that is paid already', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    const answer = await visitor.post(`${path}/payments`, { with: 'payco' });
    expect(answer.headers.get('location')).toBe(`${path}/result`);
  });

  it('does not send the buyer to an address that is no web page', async () => {
    platform.handoffUrl = 'javascript:alert(1)';
    const answer = await new Visitor().order();
    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain('javascript:');
  });
});

describe('when the platform cannot be reached', () => {
  it.each(['lost before it took effect', 'lost after it took effect'] as const)(
    'keeps the order and places it once, as the same request, when the answer was %s',
    async (mishap) => {
      const visitor = new Visitor();
      platform.next('create', mishap);
      const answer = await visitor.order();
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('지금은 결제 서비스에 닿지 않아요');

      const list = await visitor.get('/orders');
      const path = /href="(\/orders\/SB[^"]+)"/.exec(list.text)?.[1] ?? 'no order in the list';
      await visitor.get(path);
      const again = await visitor.post(`${path}/payments`, { with: 'payco' });

      expect(again.text).toContain(platform.handoffUrl);
      const [first, second, ...more] = writes(/^POST \/v1\/orders$/);
      expect(second).toEqual(first);
      expect(more).toEqual([]);
      expect(platform.orders.size).toBe(1);
    },
  );

  it('says so to the script in a way it can show', async () => {
    platform.next('create', { status: 502, body: '<html>Bad gateway</html>' });
    const answer = await new Visitor(pc).order({}, { accept: 'application/json' });
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toMatchObject({
      problem: expect.stringContaining('주문은 잘 보관되어 있고') as string,
    });
  });

  it('shows the last known state of an order and says that it is that', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    platform.next('read', 'lost before it took effect');
    const page = await visitor.get(path);
    expect(page.text).toContain('마지막으로 안 상태를 보여 드려요');
    expect(page.text).toContain('결제 완료');
  });

  it('still shows its shelves and the cart', async () => {
    await platform.stop();
    const visitor = new Visitor();
    await visitor.add('sea');
    expect((await visitor.get('/cart')).text).toContain('바다로 가는 오후');
  });

  it('shows why the platform refused an order', async () => {
    platform.next('create', { status: 403, body: { code: 'key_not_allowed', detail: 'This key may only read.' } });
    const answer = await new Visitor().order();
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('This key may only read. (key_not_allowed)');
  });
});

describe('coming back from paying', () => {
  it('shows an unpaid order as unpaid, though the address says it is paid', async () => {
    const visitor = new Visitor();
    await visitor.order();
    const page = await visitor.get(`/orders/${platform.order.orderNumber}/result?status=paid`);
    expect(page.text).toContain('아직 결제되지 않았어요');
    expect(page.text).not.toContain('주문해 주셔서 고맙습니다');
    expect(page.text).toContain('PAYCO로 결제');
  });

  it('shows why the payment was declined and offers another try', async () => {
    const visitor = new Visitor();
    await visitor.order();
    const refusal = { reason: 'declined', providerMessage: '한도를 넘었습니다' };
    platform.change({ payments: [{ provider: 'payco', status: 'refused', refusal }] });
    const page = await visitor.get(`/orders/${platform.order.orderNumber}`);
    expect(page.text).toContain('거절됨');
    expect(page.text).toContain('한도를 넘었습니다');
    expect(page.text).toContain('PAYCO로 결제');
  });

  it('shows what was paid, with the card and the tax split', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    const result = await visitor.get(`${path}/result`);
    expect(result.text).toContain('주문해 주셔서 고맙습니다');
    const page = await visitor.get(path);
    expect(page.text).toContain('신한카드 9410-****-****-1234 · 3개월 할부');
    expect(page.text).toContain('30001234');
    expect(page.text).toMatch(/면세<\/dt>\s*<dd>16,800원/);
    expect(page.text).toMatch(/과세 공급가<\/dt>\s*<dd>13,636원/);
    expect(page.text).toMatch(/부가세<\/dt>\s*<dd>1,364원/);
  });

  it.each(['confirming', 'in_doubt'])(
    'keeps looking while the order is %s, and notices when it is paid',
    async (status) => {
      const visitor = new Visitor();
      await visitor.order();
      platform.change({ status });
      const page = await visitor.get(`/orders/${platform.order.orderNumber}/result`);
      const [, address = '', mark] = /data-watch="([^"]+)"\s+data-mark="([^"]+)"/.exec(page.text) ?? [];

      expect(JSON.parse((await visitor.get(address)).text)).toMatchObject({ mark });
      platform.paid();
      expect(JSON.parse((await visitor.get(address)).text)).not.toMatchObject({ mark });
    },
  );

  it('does not offer to pay again while it is unknown whether the money moved', async () => {
    const visitor = new Visitor();
    await visitor.order();
    platform.change({ status: 'in_doubt' });
    const page = await visitor.get(`/orders/${platform.order.orderNumber}/result`);
    expect(page.text).toContain('다시 결제하지 말고 기다려 주세요');
    expect(page.text).not.toContain('PAYCO로 결제');
  });

  it('shows the account of a deposit that is awaited', async () => {
    const visitor = new Visitor();
    await visitor.order();
    const deposit = {
      bankName: '국민은행',
      accountNumber: '123-456-7890',
      amountWon: 31_800,
      expiresAt: '2026-12-01T14:59:59Z',
    };
    platform.change({
      status: 'awaiting_deposit',
      payments: [{ provider: 'payco', status: 'awaiting_deposit', deposit }],
    });
    const page = await visitor.get(`/orders/${platform.order.orderNumber}/result`);
    expect(page.text).toContain('국민은행');
    expect(page.text).toContain('123-456-7890');
    expect(page.text).toContain('2026. 12. 1.');
  });

  it('keeps the cart until it is bought and empties it then', async () => {
    const visitor = new Visitor();
    await visitor.order();
    const result = `/orders/${platform.order.orderNumber}/result`;
    await visitor.get(result);
    expect((await visitor.get('/cart')).text).toContain('바다로 가는 오후');
    platform.paid();
    await visitor.get(result);
    expect((await visitor.get('/cart')).text).toContain('장바구니가 비어 있어요');
  });

  it('leaves a cart alone that was filled with something else meanwhile', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    await visitor.add('stars');
    await visitor.get(`${path}/result`);
    expect((await visitor.get('/cart')).text).toContain('별을 세는 법');
  });
});

describe('refunding', () => {
  it('refunds everything by naming no amount', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    const page = await visitor.post(`${path}/refunds`, { extent: 'all', reason: '마음이 바뀌었어요' });
    expect(writes(/cancellations$/)[0]?.body).toEqual({ reason: '마음이 바뀌었어요' });
    expect(page.text).toContain('환불을 신청했어요.');
    expect(page.text).toContain('환불 완료');
  });

  it('refunds a part once, though its form is sent twice', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    const form = { extent: 'part', amountWon: '5000', reason: '흠집' };
    await visitor.post(`${path}/refunds`, form);
    await visitor.post(`${path}/refunds`, form);
    const [first, second] = writes(/cancellations$/);
    expect(first?.body).toEqual({ amountWon: 5_000, reason: '흠집' });
    expect(second?.key).toBe(first?.key);
    expect(platform.order['cancelledWon']).toBe(5_000);
  });

  it('uses a new key for a second refund', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    await visitor.post(`${path}/refunds`, { extent: 'part', amountWon: '5000', reason: '흠집' });
    await visitor.get(path);
    await visitor.post(`${path}/refunds`, { extent: 'part', amountWon: '5000', reason: '흠집' });
    expect(new Set(writes(/cancellations$/).map(({ key }) => key)).size).toBe(2);
    expect(platform.order['cancelledWon']).toBe(10_000);
  });

  it.each(['0', '-1', '31801', '1.5', '', 'all'])('does not ask for a part of %j won', async (amountWon) => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    const page = await visitor.post(`${path}/refunds`, { extent: 'part', amountWon, reason: '흠집' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('환불 금액은 1원부터 31,800원까지 적어 주세요.');
    expect(platform.callsTo(/cancellations$/)).toEqual([]);
  });

  it('shows a refund the platform is still checking as that, and asks for no other meanwhile', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    platform.next('cancel', { status: 202, body: { id: 'can_1', status: 'in_doubt' } });
    platform.change({ cancellations: [{ id: 'can_1', status: 'in_doubt', amountWon: 5_000, reason: '흠집' }] });
    const page = await visitor.post(`${path}/refunds`, { extent: 'part', amountWon: '5000', reason: '흠집' });
    expect(page.text).toContain('환불 확인 중');
    expect(page.text).not.toContain('환불 신청</button>');
    expect(page.text).toContain('data-watch=');
  });

  it('keeps the key of a refund whose answer was lost and repeats it under that key, even after a restart', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    platform.next('cancel', 'lost after it took effect');
    const page = await visitor.post(`${path}/refunds`, { extent: 'part', amountWon: '5000', reason: '흠집' });
    expect(page.text).toContain('환불 확인 중');
    const [lost] = writes(/cancellations$/);
    expect(await readFile(join(folder, 'orders.json'), 'utf8')).toContain(lost?.key);

    await shop.close();
    shop = await open();
    await visitor.get(path);
    const settled = await visitor.post(`${path}/refunds/repeat`, {});
    expect(settled.text).toContain('환불을 신청했어요.');
    expect(writes(/cancellations$/)).toEqual([lost, lost]);
    expect(platform.order['cancelledWon']).toBe(5_000);
  });

  it('starts no second refund while the answer to the first is missing', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    platform.next('cancel', { status: 500, body: { code: 'internal', detail: 'Sorry.' } });
    await visitor.post(`${path}/refunds`, { attempt: 'first', extent: 'all', reason: '흠집' });
    const page = await visitor.post(`${path}/refunds`, { attempt: 'second', extent: 'all', reason: '흠집' });
    expect(page.text).toContain('앞선 환불을 확인하고 있어요');
    expect(platform.callsTo(/cancellations$/)).toHaveLength(1);
  });

  it('offers no refund of a part where the payment can only be given back whole', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    expect((await visitor.get(path)).text).toContain('일부만 환불');
    platform.paid({ receipt: { cancels: 'whole' } });
    const page = await visitor.get(path);
    expect(page.text).toContain('전부 환불');
    expect(page.text).not.toContain('일부만 환불');
  });

  it('shows why a refund was refused and lets the buyer ask again', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    platform.next('cancel', { status: 402, body: { code: 'refused_by_provider', detail: 'Too late.' } });
    const page = await visitor.post(`${path}/refunds`, { extent: 'all', reason: '흠집' });
    expect(page.text).toContain('환불되지 않았어요. Too late. (refused_by_provider)');
    expect(page.text).toContain('환불 신청</button>');
  });
});

describe('safety', () => {
  it('shows an order only to the session that made it', async () => {
    const path = await new Visitor().paidOrder();
    const stranger = new Visitor();
    expect((await stranger.get('/orders')).text).not.toContain(path);
    for (const address of [path, `${path}/result`, `${path}/state`]) {
      expect((await stranger.get(address)).status).toBe(404);
    }
    await stranger.get('/');
    expect((await stranger.post(`${path}/refunds`, { extent: 'all', reason: 'x' })).status).toBe(404);
    expect(platform.callsTo(/cancellations$/)).toEqual([]);
  });

  it('does nothing for a form that lacks the token of its visitor', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    for (const formToken of ['', 'x'.repeat(43)]) {
      const answer = await visitor.post(`${path}/refunds`, { formToken, extent: 'all', reason: 'x' });
      expect(answer.status).toBe(403);
    }
    expect(platform.callsTo(/cancellations$/)).toEqual([]);
  });

  it('escapes what buyers and the platform wrote', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    platform.change({ cancellations: [{ status: 'done', amountWon: 1, reason: '<script>alert(1)</script>' }] });
    const page = await visitor.get(path);
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const form = await visitor.order({ name: '"><img src=x>'.repeat(9) });
    expect(form.text).toContain('&quot;&gt;&lt;img');
    expect(form.text).not.toContain('<img src=x>');
  });

  it('never shows the API key, nor sets a cookie scripts can read', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    for (const address of ['/', '/cart', '/checkout', '/orders', path, `${path}/result`, '/assets/shop.js']) {
      expect((await visitor.get(address)).text).not.toContain(apiKey);
    }
    const first = await new Visitor().get('/');
    expect(first.headers.getSetCookie().join()).toMatch(/^shop_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/);
  });

  it('allows scripts and styles from its own files only, and keeps its windows together', async () => {
    const { headers, text } = await new Visitor().get('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(text).not.toMatch(/<script(?![^>]*src=)| style="| on\w+="/);
  });
});

describe('the shop itself', () => {
  it('speaks English once asked to, and comes back to the same page', async () => {
    const visitor = new Visitor();
    expect((await visitor.get('/cart')).text).toContain('장바구니가 비어 있어요');
    const answer = await visitor.post('/language', { language: 'en' });
    expect(answer.headers.get('location')).toBe('/cart');
    expect((await visitor.get('/cart')).text).toContain('Your cart is empty');
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example/'])(
    'does not lead to %s after switching',
    async (back) => {
      const visitor = new Visitor();
      await visitor.get('/');
      expect((await visitor.post('/language', { language: 'en', back })).headers.get('location')).toBe('/');
    },
  );

  it('remembers orders over a restart', async () => {
    const visitor = new Visitor();
    const path = await visitor.paidOrder();
    await shop.close();
    shop = await open();
    expect((await visitor.get('/orders')).text).toContain(path);
  });

  it('says which file is broken instead of starting without its orders', async () => {
    await new Visitor().order();
    await writeFile(join(folder, 'orders.json'), '[{');
    await expect(open()).rejects.toThrow(join(folder, 'orders.json'));
  });

  it('answers an unknown page with a friendly one', async () => {
    const page = await new Visitor().get('/nowhere');
    expect(page.status).toBe(404);
    expect(page.text).toContain('없는 페이지예요');
  });
});
