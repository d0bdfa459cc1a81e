// Refunds at the console, in a real browser: in full and in part, four eyes, files, keyboard, and who may not.
// Must never reach around the pages to refund or to approve.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, ConsoleStage, LOOKS } from '../support/console-stage.js';
import { LOCAL_APPROVER } from '../support/desk-visitor.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';

let stage: ConsoleStage;

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function paid(wish: object = {}, provider: 'payco' | 'payple' = 'payco'): Promise<ShownOrder> {
  const { merchant, payco, payple } = stage.house;
  const order = await merchant.order({ ...wish });
  const payment = await merchant.pay(order, 'pc', provider);
  if (provider === 'payco') await visit(await payco.agree(payment));
  else await deliver(await payple.finish(payment, 'pay'));
  return order;
}

const refundPath = (order: ShownOrder): string => `/orders/${order.id}/refund`;

/** A browser in which the approver is signed in. */
async function approver(path: string): Promise<Page> {
  const page = await stage.visit(path);
  await stage.signIn(page, LOCAL_APPROVER);
  await page.locator('input[name=password]').waitFor({ state: 'detached' });
  return page;
}

/** Asks for more than one person may refund alone. */
async function waiting(): Promise<{ readonly page: Page; readonly order: ShownOrder }> {
  const order = await paid({ amountWon: 1_200_000 });
  const page = await stage.enter(refundPath(order));
  await page.getByText('다른 사람의 승인이 필요합니다').waitFor();
  await page.getByLabel('환불 사유').fill('품절');
  await button(page, '1,200,000원 환불 승인 요청').click();
  await page.getByText('승인을 기다리고 있습니다').waitFor();
  return { page, order };
}

describe.skipIf(chromiumPath === undefined)('refunds at the console', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(() => stage.close());

  it.each(['payco', 'payple'] as const)(
    'refunds a part and then the rest at %s, shown before it is sent',
    async (provider) => {
      const order = await paid({ amountWon: 11_000 }, provider);
      const page = await stage.enter(refundPath(order));
      await heading(page, new RegExp(order.orderNumber));
      expect(await page.title(), 'no number of an order is in the title').toBe('환불 · 결제');
      await page.getByLabel('일부만').check();
      await page.getByLabel('환불 금액').fill('1100');
      await page.getByRole('cell', { name: '1,100원', exact: true }).waitFor();
      await page.getByRole('cell', { name: '9,900원', exact: true }).waitFor();
      await button(page, '1,100원 환불').click();
      await page.getByText('환불 사유를 입력해 주세요.').waitFor();
      expect((await stage.house.merchant.show(order)).cancelledWon, 'nothing goes without a reason').toBe(0);
      await page.getByLabel('환불 사유').fill('<b>상품 파손</b>');
      await stage.examine(page, `refund-part-${provider}-ko`);
      await button(page, '1,100원 환불').click();
      await page.getByText('환불했습니다').waitFor();
      await stage.examine(page, `refund-done-${provider}-ko`);
      await button(page, '다른 환불 하기').click();
      await page.getByLabel('남은 금액 전부 (9,900원)').waitFor();
      await page.getByLabel('환불 사유').fill('나머지');
      await button(page, '9,900원 환불').click();
      await page.getByText('환불했습니다').waitFor();
      expect((await stage.house.merchant.show(order)).status).toBe('cancelled');
    },
  );

  it('sends one refund for two clicks, and says what happens next while it is in doubt', async () => {
    const order = await paid({}, 'payple');
    await stage.house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
    const page = await stage.enter(refundPath(order));
    await page.getByLabel('환불 사유').fill('두 번 클릭');
    await page.getByLabel('일부만').check();
    await page.getByLabel('환불 금액').fill('4000');
    await button(page, '4,000원 환불').waitFor();
    await button(page, '4,000원 환불').dblclick();
    await page.getByText('결과를 아직 알 수 없습니다').waitFor();
    await stage.examine(page, 'refund-in-doubt-ko');
    expect((await stage.house.merchant.show(order)).cancellations).toHaveLength(1);
    await stage.house.payple.adopt({ inquiryShowsCancels: true });
    // Nobody reloads: the page looks again by itself.
    await page.getByText('환불했습니다').waitFor();
    await stage.house.payple.adopt({ inquiryShowsCancels: false });
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(4_000);
  });

  it('shows the provider’s words when it refuses, and what changed when something did', async () => {
    const order = await paid();
    await stage.house.payco.fail({ endpoint: 'cancel', fault: 'decline', orderKey: order.orderNumber });
    const page = await stage.enter(refundPath(order));
    await page.getByLabel('환불 사유').fill('거절될 환불');
    await button(page, '10,000원 환불').click();
    await page.getByRole('alert').filter({ hasText: '결제사가 알려 준 내용' }).waitFor();
    await stage.examine(page, 'refund-refused-ko');
    await button(page, '10,000원 환불').waitFor();
    await stage.house.merchant.cancel(order, 2_500);
    await button(page, '10,000원 환불').click();
    await page.getByText('그사이 바뀐 내용이 있어 보내지 않았습니다.').waitFor();
    await button(page, '7,500원 환불').waitFor();
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(2_500);
  });

  it('waits for a second person, who is not oneself, and is done when they approve', async () => {
    const { page, order } = await waiting();
    await stage.examine(page, 'refund-waits-ko');
    await page.getByRole('link', { name: '요청 보기' }).click();
    await heading(page, new RegExp(order.orderNumber));
    await page.getByText('직접 요청한 환불은 승인하거나 거절할 수 없습니다.').waitFor();
    expect(await button(page, /승인하고/).count(), 'nobody approves their own').toBe(0);
    await stage.examine(page, 'approval-own-ko');

    const other = await approver('/approvals');
    await other.getByRole('link', { name: order.orderNumber }).waitFor();
    await stage.examine(other, 'approvals-ko');
    await other.getByRole('link', { name: order.orderNumber }).click();
    await stage.examine(other, 'approval-ko');
    await button(other, '승인하고 1,200,000원 환불').dblclick();
    await other.getByText('환불했습니다').waitFor();
    await stage.examine(other, 'approval-done-ko');
    expect((await stage.house.merchant.show(order)).cancellations).toHaveLength(1);
    await page.getByText('환불했습니다').waitFor();
  });

  it('is not done when somebody refuses with a reason, takes it back, or the balance changes meanwhile', async () => {
    const refused = await waiting();
    const other = await approver('/approvals');
    await other.getByRole('link', { name: refused.order.orderNumber }).click();
    await button(other, '거절').click();
    await other.getByRole('dialog').getByRole('button', { name: '거절' }).click();
    await other.getByText('거절 사유를 입력해 주세요.').waitFor();
    await other.getByLabel('거절 사유').fill('증빙이 없습니다');
    await stage.examine(other, 'approval-refuse-ko');
    await other.keyboard.press('Enter');
    await other.getByText('승인이 거절되었습니다').waitFor();

    const taken = await waiting();
    await taken.page.getByRole('link', { name: '요청 보기' }).click();
    await button(taken.page, '요청 취소').click();
    await taken.page.getByRole('dialog').getByRole('button', { name: '요청 취소' }).click();
    await taken.page.getByText('요청한 사람이 취소했습니다').waitFor();

    const changed = await waiting();
    await stage.house.merchant.cancel(changed.order, 1_000);
    await other.goto(`${stage.house.url}/console/approvals`);
    await other.getByRole('link', { name: changed.order.orderNumber }).click();
    await other.getByText('지금은 이렇게 환불할 수 없습니다').waitFor();
    await stage.examine(other, 'approval-changed-ko');
    await button(other, '승인하고 1,200,000원 환불').click();
    await other.getByText('그사이 내용이 바뀌어 환불하지 않았습니다').waitFor();
    for (const { order } of [refused, taken]) {
      expect((await stage.house.merchant.show(order)).cancelledWon).toBe(0);
    }
    expect((await stage.house.merchant.show(changed.order)).cancelledWon).toBe(1_000);
  });

  it('takes a file: broken rows say why, a good one is refunded line by line', async () => {
    const [one, two] = [await paid(), await paid({ amountWon: 5_000 })];
    const page = await stage.enter('/refund-batches');
    await heading(page, '파일로 환불');
    await stage.examine(page, 'refund-batches-ko');
    const choose = async (name: string, content: string | Buffer): Promise<void> => {
      const buffer = Buffer.isBuffer(content) ? content : Buffer.from(content);
      await page.getByLabel('CSV 파일 선택').first().setInputFiles({ name, mimeType: 'text/csv', buffer });
    };
    await choose('korean.csv', Buffer.from([0xc1, 0xd6, 0xb9, 0xae, 0x2c, 0x31]));
    await page.getByRole('alert').filter({ hasText: '읽을 수 없는 파일입니다.' }).waitFor();
    await choose(
      'broken.csv',
      `주문번호,금액,사유\n${one.orderNumber},1e3,늦음\n없는-주문,,늦음\n${two.orderNumber},1000,파손\n`,
    );
    await page.getByText('2줄에 문제가 있어 보낼 수 없습니다').waitFor();
    await page.getByText('금액을 읽을 수 없습니다.').waitFor();
    await page.getByText('그런 주문이 없습니다.').waitFor();
    expect(await button(page, /환불 시작/).count()).toBe(0);
    await stage.examine(page, 'refund-batch-broken-ko');
    await page.getByRole('link', { name: '파일로 환불' }).first().click();
    await choose('good.csv', `주문번호,금액,사유\n${one.orderNumber},"1,000",늦음\n${two.orderNumber},,품절\n`);
    await page.getByText('모든 줄을 보낼 수 있습니다').waitFor();
    await stage.examine(page, 'refund-batch-ready-ko');
    await button(page, '2건 환불 시작').click();
    await stage.examine(page, 'refund-batch-start-ko');
    await page.getByRole('dialog').getByRole('button', { name: '2건 환불 시작' }).click();
    await page.getByText('끝남').waitFor();
    expect(await page.getByText('환불 완료').count()).toBe(2);
    await stage.examine(page, 'refund-batch-ended-ko');
    expect((await stage.house.merchant.show(one)).cancelledWon).toBe(1_000);
    expect((await stage.house.merchant.show(two)).status).toBe('cancelled');
  });

  it('gets through a refund by keyboard alone', async () => {
    const order = await paid();
    const page = await stage.enter(refundPath(order));
    await button(page, '10,000원 환불').waitFor();
    await page.getByLabel(/남은 금액 전부/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('3000');
    await page.keyboard.press('Tab');
    await page.keyboard.type('키보드만으로');
    await button(page, '3,000원 환불').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('환불했습니다').waitFor();
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(3_000);
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    await heading(page, '환불 승인');
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await heading(page, '파일로 환불');
  });

  it('shows no way to refund to whoever may not, and the server refuses them', async () => {
    const order = await paid();
    const page = await approver('/approvals');
    await heading(page, '환불 승인');
    expect(await page.getByRole('link', { name: '파일로 환불' }).count()).toBe(0);
    await page.goto(`${stage.house.url}/console${refundPath(order)}`);
    await page.getByText('이런 화면은 없습니다').last().waitFor();
    const status = await page.evaluate(`(async () => {
      const { csrfToken } = await (await fetch('/admin/session')).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
      const body = JSON.stringify({ reason: 'x', shownHash: 'a'.repeat(64) });
      return (await fetch('/admin/orders/${order.id}/refunds', { method: 'POST', headers, body })).status;
    })()`);
    expect(status).toBe(403);
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(0);
  });

  it.each(LOOKS)(
    'every page in %s, %s, on a %s keeps nobody out and fits',
    async (language, colorScheme, kind, device) => {
      const { page: korean } = await waiting();
      const requestId =
        (await korean.getByRole('link', { name: '요청 보기' }).getAttribute('href'))?.split('/').at(-1) ?? '';
      const open = await paid({ amountWon: 2_000_000, taxFreeWon: 500_000 });
      const page = await stage.enter('', { ...device, colorScheme }, language);
      const pages = {
        refund: refundPath(open),
        approvals: '/approvals',
        'approvals-all': '/approvals?show=all',
        approval: `/approvals/${requestId}`,
        'refund-batches': '/refund-batches',
      };
      for (const [subject, path] of Object.entries(pages)) {
        await page.goto(`${stage.house.url}/console${path}`);
        await page.locator('main h1').waitFor();
        await page
          .locator('main [role=status]')
          .filter({ hasText: /불러오는 중|Loading/ })
          .waitFor({ state: 'detached' });
        await stage.examine(page, `${subject}-${kind}-${language}-${colorScheme}`);
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, `${subject} scrolls sideways`).toBe(0);
      }
    },
  );
});
