// Refunds at the console, in a real browser: a part and the rest, in doubt, with a second person, by keyboard.
// Must never reach around the pages to refund or to approve.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  button,
  enterAsApprover,
  heading,
  paidOrder,
  refundPath,
  requestApproval,
} from '../../support/console-refunds.js';
import { chromiumPath, ConsoleStage } from '../../support/console-stage.js';

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

  it.each(['payco', 'payple'] as const)(
    'refunds a part and then the rest at %s, shown before it is sent',
    async (provider) => {
      const order = await paidOrder(stage, { amountWon: 11_000 }, provider);
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
    const order = await paidOrder(stage, {}, 'payple');
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

  it('waits for a second person, who is not oneself, and is done when they approve', async () => {
    const { page, order } = await requestApproval(stage);
    await stage.examine(page, 'refund-waits-ko');
    await page.getByRole('link', { name: '요청 보기' }).click();
    await heading(page, new RegExp(order.orderNumber));
    await page.getByText('직접 요청한 것은 승인하거나 거절할 수 없습니다.').waitFor();
    expect(await button(page, /승인하고/).count(), 'nobody approves their own').toBe(0);
    await stage.examine(page, 'approval-own-ko');

    const other = await enterAsApprover(stage, '/approvals');
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

  it('gets through a refund by keyboard alone', async () => {
    const order = await paidOrder(stage);
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
});
