// The example shop against the house and Payple: what a buyer of it lives through, from the shelves to a removed card.
// Must never know the shop by more than its pages and forms, nor order anything that its buyer could not click.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startShop, type RunningShop } from '../../examples/shop/server.js';
import { TestVisitor, type Page } from '../../examples/shop/test-visitor.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownPayment } from '../support/merchant.js';
import { deliver, type WindowOutcome } from '../support/payple-control.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';
import { waitFor } from '../support/wait-for.js';

const MONTHLY_WON = 18_000;
const EXTRA_WON = 13_000;

let house: House;
let shop: RunningShop;
beforeAll(async () => {
  house = await startHouse();
  shop = await startShop({
    port: 0,
    gyeoljeUrl: house.url,
    gyeoljeApiKey: SIMULATOR_MODE_KEY,
    dataFolder: 'memory',
    now: () => new Date('2026-11-30T15:00:00Z'),
  });
});
afterEach(() => house.payple.behave());
afterAll(async () => {
  await shop.close();
  await house.close();
});

class Buyer extends TestVisitor {
  constructor() {
    super(() => shop.url);
  }

  /** Presses a button of a page that is opened now. */
  async press(page: string, form: string, fields: Record<string, string> = {}): Promise<Page> {
    await this.get(page);
    return this.post(form, fields);
  }

  /** Follows the browser to a page of the shop that it was sent to. */
  follow(url: string): Promise<Page> {
    const { origin, pathname, search } = new URL(url, shop.url);
    expect(origin, 'the buyer ends at the shop').toBe(shop.url);
    return this.get(`${pathname}${search}`);
  }

  /** Orders a book and a mug. Returns the address of the hosted checkout page. */
  async order(): Promise<string> {
    const shelves = await this.get('/');
    expect(shelves.text).toContain('바다로 가는 오후');
    await this.add('sea', 'mug');
    expect((await this.get('/cart')).text).toContain('31,800원');
    return leadsTo(await this.press('/checkout', '/orders', { name: '김책', phone: '', with: 'hosted' }));
  }

  /** Registers a card in Payple's window. Returns the page on which the buyer ends. */
  async register(outcome: WindowOutcome = 'pay'): Promise<Page> {
    const registration = leadsTo(await this.press('/subscription', '/subscription/card'));
    const landing = await useWindow(`${registration}/window`, {}, outcome);
    return this.follow(landing.headers.get('location') ?? '');
  }

  charge(what: 'month' | 'extra'): Promise<Page> {
    return this.press('/subscription', '/subscription/charges', { what });
  }
}

/** Where a page of the shop sends the browser. */
function leadsTo({ status, text }: Page): string {
  const [, url] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(text) ?? [];
  if (url === undefined) throw new Error(`The shop should send its buyer on, not answer ${status}: ${text}`);
  return url.replaceAll('&amp;', '&');
}

/** The hosted page's script opens Payple's window, and the buyer ends it. Returns where the browser is sent then. */
async function useWindow(url: string, wish: object, outcome: WindowOutcome): Promise<Response> {
  const body = JSON.stringify(wish);
  const opened = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect(opened.status, 'the window should open').toBe(201);
  return deliver(await house.payple.finish((await opened.json()) as Pick<ShownPayment, 'handoff'>, outcome));
}

const payByCard = (checkout: string, outcome: WindowOutcome = 'pay'): Promise<Response> =>
  useWindow(`${checkout}/payments`, { way: 'payple:card', channel: 'pc' }, outcome);

/** Where the hosted result page sends the buyer on to. */
async function destinationOf(landing: Response): Promise<string> {
  const page = await fetch(new URL(landing.headers.get('location') ?? '', house.url));
  const [, destination = ''] = /data-destination="([^"]+)"/.exec(await page.text()) ?? [];
  return destination.replaceAll('&amp;', '&');
}

/** The addresses of the orders on a page, newest first. */
function ordersOn({ text }: Page): string[] {
  return [...text.matchAll(/href="(\/orders\/SB[^"/]+)"/g)].map(([, path = '']) => path);
}

/** All that Payple took for an order and gave back, in won. */
async function bookOf(path: string): Promise<{ paidWon: number; cancelledWon: number; approvals: number }> {
  const orderNumber = path.split('/').at(-1) ?? '';
  const { body } = await house.merchant.call<{ items: { id: string }[] }>(
    'GET',
    `/v1/orders?orderNumber=${orderNumber}`,
  );
  const books = await house.payple.booksOf(await house.merchant.show(body.items[0] ?? { id: '' }));
  const sum = (column: 'paidWon' | 'cancelledWon' | 'approvals') => books.reduce((all, book) => all + book[column], 0);
  return { paidWon: sum('paidWon'), cancelledWon: sum('cancelledWon'), approvals: sum('approvals') };
}

describe('buying at the shop', () => {
  it('is browsing, ordering, paying on the hosted page and coming back to thanks and an empty cart', async () => {
    const buyer = new Buyer();
    const destination = await destinationOf(await payByCard(await buyer.order()));
    const thanks = await buyer.follow(destination);
    expect(thanks.text).toContain('주문해 주셔서 고맙습니다');
    expect((await buyer.get('/cart')).text).toContain('장바구니가 비어 있어요');
    const [path = ''] = ordersOn(await buyer.get('/orders'));
    expect(await bookOf(path)).toEqual({ paidWon: 31_800, cancelledWon: 0, approvals: 1 });
    expect((await buyer.get(path)).text).toContain('BC 카드');
  });

  it('does not believe the address that says that it is paid', async () => {
    const buyer = new Buyer();
    await payByCard(await buyer.order(), 'close');
    const [path = ''] = ordersOn(await buyer.get('/orders'));
    const page = await buyer.get(`${path}/result?status=paid`);
    expect(page.text).toContain('아직 결제되지 않았어요');
    expect((await buyer.get('/cart')).text, 'a closed window costs nothing').toContain('31,800원');
  });
});

describe('subscribing at the shop', () => {
  it('shows the card that the buyer registered, masked', async () => {
    const page = await new Buyer().register();
    expect(page.text).toMatch(/BC 카드 \d[\d*-]*\*[\d*-]+/);
    expect(page.text).toContain(`구독료 ${MONTHLY_WON.toLocaleString('ko-KR')}원 결제`);
  });

  it('goes on where the buyer closed the window', async () => {
    const buyer = new Buyer();
    const turnedBack = await buyer.register('close');
    expect(turnedBack.text).toContain('카드가 등록되지 않았어요');
    expect((await buyer.register()).text).toContain('BC 카드');
  });

  it('charges the month once, and says so kindly when it is asked for again', async () => {
    const buyer = new Buyer();
    await buyer.register();
    expect((await buyer.charge('month')).text).toContain('18,000원 결제했어요.');
    const again = await buyer.charge('month');
    expect(again.text).toContain('이번 달 구독료는 이미 결제했어요. 다시 결제하지 않았어요.');
    const charged = [...new Set(ordersOn(again))];
    expect(charged, 'the charge that stands').toHaveLength(1);
    expect(await bookOf(charged[0] ?? '')).toEqual({ paidWon: MONTHLY_WON, cancelledWon: 0, approvals: 1 });
  });

  it('charges an extra beside the month, and gives one of the two back', async () => {
    const buyer = new Buyer();
    await buyer.register();
    await buyer.charge('month');
    expect((await buyer.charge('extra')).text).toContain('13,000원 결제했어요.');
    const [extra = '', month = ''] = [...new Set(ordersOn(await buyer.get('/subscription')))];
    const refunding = await buyer.press(extra, `${extra}/refunds`, { extent: 'all', reason: '마음이 바뀌었어요' });
    expect(refunding.text).toContain('환불을 신청했어요.');
    expect((await buyer.get(extra)).text).toContain('환불 완료');
    expect(await bookOf(extra)).toEqual({ paidWon: EXTRA_WON, cancelledWon: EXTRA_WON, approvals: 1 });
    expect(await bookOf(month)).toMatchObject({ paidWon: MONTHLY_WON, cancelledWon: 0 });
  });

  it('says that it does not know yet when the answer got lost, offers no other charge, and then that it is paid', async () => {
    const buyer = new Buyer();
    await buyer.register();
    await house.payple.fail({ endpoint: 'simple', fault: 'drop_after_effect' });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'http_500', percent: 100 });
    const sentOn = await buyer.charge('extra');
    expect(sentOn.status).toBe(303);
    const result = sentOn.headers.get('location') ?? '';
    expect((await buyer.follow(result)).text).toContain('결제 결과를 확인하고 있어요');
    const waiting = await buyer.get('/subscription');
    expect(waiting.text).toContain('다시 결제하지 말고 기다려 주세요');
    expect(waiting.text).not.toContain('name="what"');
    await house.payple.behave();
    const path = result.replace(/\/result$/, '');
    await waitFor('the page to know that it is paid', async () => {
      const { text } = await buyer.get(`${path}/state`);
      return (JSON.parse(text) as { mark: string }).mark.startsWith('paid.');
    });
    expect((await buyer.get(result)).text).toContain('주문해 주셔서 고맙습니다');
    expect(await bookOf(path)).toEqual({ paidWon: EXTRA_WON, cancelledWon: 0, approvals: 1 });
  });

  it('ends with a card that is removed here and at Payple', async () => {
    const buyer = new Buyer();
    await buyer.register();
    const before = (await house.payple.keys()).filter(({ state }) => state === 'ACTIVE').length;
    const removed = await buyer.press('/subscription', '/subscription/card/removal');
    expect(removed.status).toBe(303);
    const page = await buyer.get('/subscription');
    expect(page.text).toContain('이 카드로는 이제 결제되지 않아요');
    expect(page.text).not.toContain('name="what"');
    await waitFor('Payple to have ended the card', async () => {
      const active = (await house.payple.keys()).filter(({ state }) => state === 'ACTIVE').length;
      return active === before - 1;
    });
  });
});
