// Refunds at the console, in a real browser: refusals, files, and who may not; how every page looks.
// Must never reach around the pages to refund or to approve.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  button,
  enterAsApprover,
  heading,
  paidOrder,
  refundPath,
  requestApproval,
} from '../support/console-refunds.js';
import { chromiumPath, ConsoleStage, LAPTOP, LOOKS } from '../support/console-stage.js';

let stage: ConsoleStage;

describe.skipIf(chromiumPath === undefined)('refunds at the console', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(() => stage.close());

  it('shows the provider’s words when it refuses, and what changed when something did', async () => {
    const order = await paidOrder(stage);
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

  it.each([
    ['ko', ['환불 사유', '1,000원 환불', '함께 기록한 외부 환불', '3,000원', '현재 잔액', '6,000원']],
    ['en', ['Reason', 'Refund ₩1,000', 'External refund recorded with it', '₩3,000', 'Left now', '₩6,000']],
  ] as const)('tells what it found gone at the provider, and what is left now, in %s', async (language, words) => {
    const [reason, send, found, foundWon, left, leftWon] = words;
    const order = await paidOrder(stage);
    await stage.house.payco.refundAtSite(order.orderNumber, 3_000);
    const page = await stage.enter(refundPath(order), LAPTOP, language);
    await page.getByRole('radio').last().check();
    await page.getByRole('textbox').first().fill('1000');
    await page.getByLabel(reason).fill('1');
    await button(page, send).click();
    const fact = (name: string) => page.locator('dl > div').filter({ hasText: name });
    await fact(found).filter({ hasText: foundWon }).waitFor();
    await fact(left).filter({ hasText: leftWon }).waitFor();
    expect(await page.getByText(language === 'ko' ? '9,000원' : '₩9,000').count(), 'what was shown before').toBe(0);
    await stage.examine(page, `refund-found-elsewhere-${language}`);
  });

  it('is not done when somebody refuses with a reason, takes it back, or the balance changes meanwhile', async () => {
    const refused = await requestApproval(stage);
    const other = await enterAsApprover(stage, '/approvals');
    await other.getByRole('link', { name: refused.order.orderNumber }).click();
    await button(other, '거절').click();
    await other.getByRole('dialog').getByRole('button', { name: '거절' }).click();
    await other.getByText('거절 사유를 입력해 주세요.').waitFor();
    await other.getByLabel('거절 사유').fill('증빙이 없습니다');
    await stage.examine(other, 'approval-refuse-ko');
    await other.keyboard.press('Enter');
    await other.getByText('승인이 거절되었습니다').waitFor();

    const taken = await requestApproval(stage);
    await taken.page.getByRole('link', { name: '요청 보기' }).click();
    await button(taken.page, '요청 취소').click();
    await taken.page.getByRole('dialog').getByRole('button', { name: '요청 취소' }).click();
    await taken.page.getByText('요청한 사람이 취소했습니다').waitFor();

    const changed = await requestApproval(stage);
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
    const [one, two] = [await paidOrder(stage), await paidOrder(stage, { amountWon: 5_000 })];
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

  it('shows no way to refund to whoever may not, and the server refuses them', async () => {
    const order = await paidOrder(stage);
    const page = await enterAsApprover(stage, '/approvals');
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
      const { page: korean } = await requestApproval(stage);
      const requestId =
        (await korean.getByRole('link', { name: '요청 보기' }).getAttribute('href'))?.split('/').at(-1) ?? '';
      const open = await paidOrder(stage, { amountWon: 2_000_000, taxFreeWon: 500_000 });
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
