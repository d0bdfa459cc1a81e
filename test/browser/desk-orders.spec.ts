// Finding and understanding orders at the console, in a real browser: search, filters, an order's page that stays fresh, exports, views.
// Must never reach around the pages: what a person cannot click or type is not done here.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, ConsoleStage, LOOKS } from '../support/console-stage.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { Desk } from '../proofs/harness/desk.js';
import { WebhookOwner } from '../support/webhook-owner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const BUYER = { name: '<img src=x onerror=alert(1)>', phone: '010-9876-5432', email: 'gildong@example.com' };
const SEARCH = '주문 찾기';

let stage: ConsoleStage;
let payco: ShownOrder;
let payple: ShownOrder;
const receiver = new WebhookReceiver();

async function paidAtPayco(wish: Readonly<Record<string, unknown>>): Promise<ShownOrder> {
  const { merchant, payco: control } = stage.house;
  const order = await merchant.order(wish);
  await visit(await control.agree(await merchant.pay(order)));
  return order;
}

describe.skipIf(chromiumPath === undefined)('orders in the console', () => {
  beforeAll(async () => {
    await receiver.start();
    stage = await ConsoleStage.open();
    const { merchant } = stage.house;
    await new WebhookOwner(merchant).endpoint(`${receiver.url}/hooks`, ['*']);
    await merchant.call('POST', '/v1/sellers', { code: 'gangnam', name: '강남점' });
    payco = await paidAtPayco({
      orderNumber: 'BOOK-20261122-0001',
      title: '느린책방 겨울 책 꾸러미',
      amountWon: 52_000,
      taxFreeWon: 30_000,
      buyer: BUYER,
      metadata: { 배송메모: '문 앞에 놓아 주세요' },
    });
    payple = await merchant.order({
      orderNumber: 'BOOK-20261122-0002',
      title: '정기 구독',
      buyer: { name: '이서연', phone: '010-2222-3333' },
    });
    await deliver(await stage.house.payple.finish(await merchant.pay(payple, 'pc', 'payple'), 'pay'));
    await merchant.order({ orderNumber: 'BOOK-20261122-0003', title: '머그컵', buyer: { name: '박민서' } });
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(async () => {
    await stage.close();
    await receiver.stop();
  });

  const rowOf = (page: Page, order: { readonly orderNumber: string }) =>
    page.locator('tbody tr').filter({ hasText: order.orderNumber });
  const only = async (page: Page, order: ShownOrder): Promise<void> => {
    await page.getByText('모두 1건').waitFor();
    await rowOf(page, order).waitFor();
  };

  it('finds an order by its number, its id, the phone and the e-mail, and says as what', async () => {
    const page = await stage.enter('/orders');
    await rowOf(page, payco).waitFor();
    await page.keyboard.press('/');
    for (const [text, found] of [
      ['BOOK-20261122-0001', null],
      [payco.id, '시스템 ID 일치'],
      ['+82 10 9876 5432', '전화번호 일치'],
      ['GILDONG@example.com', '이메일 일치'],
    ] as const) {
      await page.getByLabel(SEARCH).fill(text);
      await only(page, payco);
      if (found !== null) await page.getByText(found).waitFor();
    }
    expect(page.url(), 'what was searched for is not in the address').not.toMatch(/BOOK|9876|gildong/i);
    await page.getByLabel(SEARCH).fill("%' OR 1=1 --");
    await page.getByText('찾은 주문이 없습니다').waitFor();
    await stage.examine(page, 'orders-nothing-ko');
    const kept = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title, location.href])',
    );
    expect(kept).not.toMatch(/9876|gildong|BOOK|OR 1=1/i);
  });

  it('keeps filters in the address, goes back to what was before, and clears them one by one', async () => {
    const page = await stage.enter('/orders');
    await rowOf(page, payple).waitFor();
    await page.getByRole('combobox', { name: '결제사' }).click();
    await page.getByRole('option', { name: 'Payple' }).click();
    await only(page, payple);
    expect(new URL(page.url()).search).toBe('?provider=payple');
    await page.getByRole('combobox', { name: '상태', exact: true }).click();
    await page.getByRole('option', { name: '환불된 주문' }).click();
    await page.getByText('찾은 주문이 없습니다').waitFor();
    await page.goBack();
    await only(page, payple);
    await page.reload();
    await only(page, payple);
    await page.getByRole('button', { name: 'Payple 조건 지우기' }).click();
    await rowOf(page, payco).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('is used with the keyboard alone: search, open the only order, go back, and the search is still there', async () => {
    const page = await stage.enter('/orders');
    await rowOf(page, payco).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('BOOK-20261122-0002');
    await only(page, payple);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: payple.orderNumber }).waitFor();
    expect(await page.title()).toBe('주문 상세 · 결제');
    await page.goBack();
    await only(page, payple);
    expect(await page.getByLabel(SEARCH).inputValue()).toBe('BOOK-20261122-0002');
  });

  it('shows a script in a buyer’s name as text, masked and in full, for a minute and with a reason', async () => {
    const page = await stage.enter(`/orders/${payco.id}`);
    await page
      .getByText('<i** s***** o*****', { exact: false })
      .or(page.getByText('<***', { exact: false }))
      .first()
      .waitFor();
    expect(await page.locator('main').innerText()).not.toContain('9876');
    await page.getByRole('button', { name: '전체 보기' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '전체 보기' }).click();
    await dialog.getByText('사유를 세 글자 이상').waitFor();
    await dialog.getByLabel('사유').fill('배송지를 확인합니다');
    await stage.examine(page, 'unmask-ko');
    await dialog.getByRole('button', { name: '전체 보기' }).click();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await page.getByText('010-9876-5432').waitFor();
    await page.getByText('문 앞에 놓아 주세요').waitFor();
    await stage.examine(page, 'unmasked-ko');
    await page.getByText('배송지를 확인합니다').waitFor();
    await page.getByRole('button', { name: '가리기' }).click();
    await page.getByText('010-****-5432').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('9876');
  });

  it('renews an order’s page by itself when a refund happens and its webhook is answered', async () => {
    const order = await paidAtPayco({ orderNumber: 'LIVE-1', amountWon: 10_000 });
    const page = await stage.enter(`/orders/${order.id}`);
    await page.getByText('결제 10,000원이 승인되었습니다', { exact: false }).waitFor();
    await stage.house.merchant.cancel(order, 4_000);
    await page.getByText('4,000원이 환불되었습니다.').waitFor();
    await page.getByRole('heading', { level: 1 }).getByText('부분 환불').waitFor();
    await page.getByText('cancellation.done 이벤트를 보냈습니다. → 전달됨', { exact: false }).first().waitFor();
    expect(await page.getByRole('row', { name: /환불 가능/ }).innerText()).toContain('6,000원');
    await stage.house.merchant.cancel(order, 6_000);
    await page.getByRole('heading', { level: 1 }).getByText('전액 환불').waitFor();
  });

  it('opens exchanges, webhooks and evidence', async () => {
    const page = await stage.enter(`/orders/${payco.id}`);
    await page.getByRole('button', { name: /요청: 결제 승인/ }).click();
    await page.getByText('받은 내용').waitFor();
    await page.getByRole('button', { name: /판정 근거/ }).click();
    await page.getByText('결제 승인 · 처리됨').waitFor();
    await page.getByRole('button', { name: /payment.paid 이벤트를 보냈습니다/ }).click();
    await page.getByText('HTTP 204').waitFor();
    await stage.examine(page, 'order-opened-ko');
  });

  it('saves what is shown as a file whose name says nothing, and tells how many orders are in it', async () => {
    const page = await stage.enter('/orders');
    await page.getByLabel(SEARCH).fill('010-9876-5432');
    await only(page, payco);
    await page.getByRole('button', { name: 'CSV 내려받기' }).click();
    await stage.examine(page, 'export-ko');
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: '내려받기', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^orders-\d{4}-\d{2}-\d{2}\.csv$/);
    await page.getByText('1건을 파일로 저장했습니다.').waitFor();
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.startsWith('\ufeff주문번호,')).toBe(true);
    expect(text).toContain(payco.orderNumber);
    expect(text).not.toContain('9876');
  });

  it('keeps views without what was searched for', async () => {
    const page = await stage.enter('/orders?provider=payple');
    await page.getByLabel(SEARCH).fill('010-2222-3333');
    await only(page, payple);
    await page.getByRole('button', { name: '저장한 보기' }).click();
    await page.getByRole('menuitem', { name: '현재 조건을 보기로 저장' }).click();
    await page.getByLabel('보기 이름').fill('페이플 주문');
    await page.getByRole('button', { name: '저장', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '조건 지우기', exact: true }).click();
    await rowOf(page, payco).waitFor();
    await page.getByRole('button', { name: '저장한 보기' }).click();
    await page.getByRole('menuitem', { name: '페이플 주문' }).click();
    await only(page, payple);
    expect(new URL(page.url()).search).toBe('?provider=payple');
    expect(await page.getByLabel(SEARCH).inputValue()).toBe('');
  });

  it('lets a viewer read, and neither unmask nor refund', async () => {
    const desk = new Desk(stage.house, stage.house.merchant);
    const page = await stage.visit(`/orders/${payco.id}`);
    await stage.signIn(page, await desk.somebody('viewer'));
    await page.getByRole('heading', { level: 1, name: payco.orderNumber }).waitFor();
    await page.getByText('010-****-5432').waitFor();
    expect(await page.getByRole('button', { name: '전체 보기' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: '환불하기' }).count()).toBe(0);
    await page.goto(`${stage.house.url}/console/orders`);
    await page.getByRole('button', { name: 'CSV 내려받기' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByLabel('구매자 정보를 가리지 않고 저장').count()).toBe(0);
  });

  it.each(LOOKS)('in %s, %s, on a %s keeps nobody out and fits', async (language, colorScheme, kind, device) => {
    const page = await stage.enter('/orders?days=7', { ...device, colorScheme }, language);
    for (const [name, path] of [
      ['orders', '/orders?days=7'],
      ['order', `/orders/${payco.id}`],
    ] as const) {
      await page.goto(`${stage.house.url}/console${path}`);
      await page.getByText(payco.orderNumber).first().waitFor();
      const loading = page.locator('main [role=status]').filter({ hasText: /불러오는 중|Loading/ });
      await expect.poll(() => loading.count(), { message: `${name} to be loaded` }).toBe(0);
      await stage.examine(page, `${name}-${kind}-${language}-${colorScheme}`);
      const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overhang, `${name} is not wider than the screen`).toBeLessThanOrEqual(0);
    }
  });
});
