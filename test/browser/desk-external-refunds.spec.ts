// External refunds at the console, in a real browser: entered, approved by a second person, told apart in the order's history,
// and what an operator is called to a payment for. Must never reach around the pages to record or to approve.
import { alterStored } from '../support/alter-stored.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { button, enterAsApprover, heading, paidOrder } from '../support/console-refunds.js';
import { chromiumPath, ConsoleStage, LAPTOP, LOOKS } from '../support/console-stage.js';
import type { ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

let stage: ConsoleStage;

const externalPath = (order: Pick<ShownOrder, 'id'>): string => `/orders/${order.id}/external-refund`;
const link = (page: Page, name: string) => page.getByRole('link', { name });

/** Now, as the field for a time in Korea has it. */
const nowInKorea = (): string => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 19);

/** What the preview shows of the refund itself, row by row. */
const figuresOf = (page: Page) => page.locator('tbody td:nth-child(3)').allTextContents();

/** A payment of which Payple told a refund, and not how much is left. */
async function called(amountWon = 10_000, thereWon = 3_000): Promise<ShownOrder> {
  const { payple, merchant } = stage.house;
  await payple.adopt({ inquiryShowsCancels: false });
  const order = await merchant.order({ amountWon });
  const payment = await merchant.pay(order, 'pc', 'payple');
  await deliver(await payple.finish(payment, 'pay'));
  await payple.refundAtSite(payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '', { amountWon: thereWon });
  return waitFor('an operator to be called', async () => {
    const shown = await merchant.show(order);
    return shown.payments[0]?.attention == null ? null : shown;
  });
}

describe.skipIf(chromiumPath === undefined)('external refunds at the console', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    await stage.house.payple.tellNotices(`${stage.house.url}/v1/payple/notices`);
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(() => stage.close());

  it('are entered from the order’s page, once, and told apart in its history', async () => {
    const order = await paidOrder(stage, { taxFreeWon: 3_000 });
    await stage.house.payco.refundAtSite(order.orderNumber, 4_000);
    const page = await stage.enter(`/orders/${order.id}`);
    await link(page, '외부 환불 기록').click();
    await heading(page, /^외부 환불 기록/);
    await page.getByText('아직 아무것도 기록하지 않았습니다.').waitFor();
    await button(page, '10,000원 기록').click();
    await page.getByText('환불 경로를 골라 주세요.').waitFor();
    await page.getByText('환불 시각을 입력해 주세요.').waitFor();
    await page.getByText('내용을 입력해 주세요.').waitFor();
    await stage.examine(page, 'external-refund-missing-ko');
    await page.getByRole('radio', { name: '일부만' }).check();
    await page.getByRole('textbox', { name: '환불된 금액' }).fill('20000');
    await page.getByText('지금은 이렇게 기록할 수 없습니다').waitFor();
    await stage.examine(page, 'external-refund-too-much-ko');
    await page.getByRole('textbox', { name: '환불된 금액' }).fill('');
    await page.getByText('지금은 이렇게 기록할 수 없습니다').waitFor({ state: 'detached' });
    expect(await figuresOf(page), 'nothing is shown of an amount that nobody typed').toEqual(['–', '–', '–', '–']);
    await stage.examine(page, 'external-refund-no-amount-ko');
    await page.getByRole('textbox', { name: '환불된 금액' }).fill('4000');
    await page.getByRole('textbox', { name: '그중 면세 금액' }).fill('5000');
    await page.getByText('면세 금액이 환불 금액 4,000원보다 큽니다.').waitFor();
    expect(await page.locator('main :lang(en)').count(), 'no sentence in English').toBe(0);
    await stage.examine(page, 'external-refund-tax-free-ko');
    await page.getByRole('textbox', { name: '그중 면세 금액' }).fill('');
    await page.getByRole('radio', { name: '결제사 가맹점 관리자' }).check();
    await page.getByLabel('환불 시각').fill(nowInKorea());
    await page.getByLabel('결제사 또는 은행의 거래번호').fill('20260801-000017');
    await page.getByLabel('확인한 내용').fill('PAYCO 관리자에서 4,000원 취소 확인\n고객 문의 1182');
    await button(page, '4,000원 기록').waitFor();
    await stage.examine(page, 'external-refund-filled-ko');
    const asked: string[] = [];
    page.on('request', (request) => /external-cancellations$/.test(request.url()) && asked.push(request.url()));
    await button(page, '4,000원 기록').dblclick();
    await page.getByText('외부 환불을 기록했습니다').waitFor();
    expect(asked, 'pressed twice, sent once').toHaveLength(1);
    await stage.examine(page, 'external-refund-done-ko');
    expect(await stage.house.merchant.show(order)).toMatchObject({ cancelledWon: 4_000, cancellableWon: 6_000 });
    await link(page, '주문으로').last().click();
    await page.getByText('외부에서 환불된 4,000원을 기록했습니다. 경로: 결제사 가맹점 관리자').waitFor();
    await page.getByText('외부 환불 기록을 요청했습니다.').waitFor();
    await stage.examine(page, 'order-with-external-refund-ko');
  });

  it.each([
    ['en', '₩1,200,000', { record: 'Chargeback', reason: 'Reason for the chargeback' }],
    ['ko', '1,200,000원', { record: '차지백', reason: '차지백 사유' }],
  ] as const)('wait for a second person above the limit, in %s', async (language, amount, words) => {
    const isKorean = language === 'ko';
    const order = await paidOrder(stage, { amountWon: 1_200_000 });
    const page = await stage.enter(externalPath(order), LAPTOP, language);
    await page.getByRole('radio', { name: words.record }).check();
    await page.getByLabel(isKorean ? '환불 시각' : 'When it went back').fill(nowInKorea());
    await page.getByLabel(words.reason).fill('카드사 이의제기 10.4');
    const ask = button(page, isKorean ? `${amount} 기록 승인 요청` : `Ask for approval of ${amount}`);
    await ask.waitFor();
    await stage.examine(page, `external-refund-chargeback-${language}`);
    await ask.click();
    await page
      .getByText(isKorean ? '아직 기록하지 않았습니다.' : 'Nothing is recorded yet.')
      .first()
      .waitFor();
    await stage.examine(page, `external-refund-waits-${language}`);
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(0);
    await page.goto(`${stage.house.url}/console/orders/${order.id}`);
    await page
      .getByText(isKorean ? '외부 환불 기록 요청이 승인을 기다리고 있습니다' : /^External refund: a request waits/)
      .waitFor();
    await stage.examine(page, `order-external-refund-waits-${language}`);

    const other = await enterAsApprover(stage, '/approvals', language);
    await link(other, order.orderNumber).waitFor();
    await stage.examine(other, `approvals-external-${language}`);
    await link(other, order.orderNumber).click();
    await other.getByText('카드사 이의제기 10.4').waitFor();
    await stage.examine(other, `approval-external-${language}`);
    await button(other, isKorean ? `승인하고 ${amount} 기록` : `Approve and record ${amount}`).click();
    await other.getByText(isKorean ? '외부 환불을 기록했습니다' : 'The external refund is recorded').waitFor();
    await stage.examine(other, `approval-external-done-${language}`);
    await page
      .getByText(isKorean ? '외부 환불 기록을 승인했습니다.' : 'Approved recording the external refund.')
      .waitFor();
    await stage.examine(page, `order-external-refund-approved-${language}`);
    expect((await stage.house.merchant.show(order)).status).toBe('cancelled');
  });

  it.each([
    ['ko', '플랫폼을 거치지 않고 환불된 것으로 보이지만', '외부 환불 기록', '확인했다고 남기기'],
    [
      'en',
      'Some of this payment seems to have gone back without the platform',
      'Record an external refund',
      'Say that I have',
    ],
  ] as const)('settle what an operator was called for, in %s', async (language, sentence, record, note) => {
    const isKorean = language === 'ko';
    const [recorded, noted] = [await called(), await called()];
    const page = await stage.enter('/queue', LAPTOP, language);
    await page
      .getByText(
        isKorean
          ? /^장부에 없는 환불 · 환불 통지: 3,000원/
          : /^A refund that the books do not have · Told by notice: ₩3,000/,
      )
      .first()
      .waitFor();
    expect(await page.getByText(sentence).count(), 'what to do is said at each, not in the list').toBe(0);
    await stage.examine(page, `queue-told-elsewhere-${language}`);
    await page.goto(`${stage.house.url}/console/orders/${recorded.id}`);
    await page.getByText(sentence).first().waitFor();
    await stage.examine(page, `order-told-elsewhere-${language}`);
    await link(page, record).last().click();
    await button(page, isKorean ? '이 내용으로 입력' : 'Enter this one').click();
    const amount = page.getByRole('textbox', { name: isKorean ? '환불된 금액' : 'Amount that went back' });
    expect(await amount.inputValue(), 'what the notice told').toBe(isKorean ? '3,000원' : '₩3,000');
    const when = await page.getByLabel(isKorean ? '환불 시각' : 'When it went back').inputValue();
    expect(when, 'when the notice says').toMatch(/^\d{4}-\d\d-\d\dT/);
    await button(page, isKorean ? '3,000원 기록' : 'Record ₩3,000').waitFor();
    await stage.examine(page, `external-refund-told-${language}`);
    await page.getByRole('radio', { name: isKorean ? '결제사 가맹점 관리자' : 'On the provider’s' }).check();
    await page.getByLabel(isKorean ? '확인한 내용' : 'What you saw').fill('Payple');
    await button(page, isKorean ? '3,000원 기록' : 'Record ₩3,000').click();
    await page.getByText(isKorean ? '외부 환불을 기록했습니다' : 'The external refund is recorded').waitFor();
    const [settled] = (await stage.house.merchant.show(recorded)).payments;
    expect(settled?.attention).toBeNull();
    await page.goto(`${stage.house.url}/console/queue/payment/${settled?.id ?? ''}`);
    await page.getByText(isKorean ? /님이 결론을 냈습니다$/ : /settled it$/).waitFor();
    await page
      .getByText(
        isKorean ? '담당자가 플랫폼 밖에서 환불된 금액을 기록했습니다.' : 'An operator recorded money that went back',
      )
      .first()
      .waitFor();
    await page.getByText(isKorean ? '환불 통지로 알려 온 금액' : 'Unsigned notice').waitFor();
    expect(await page.getByText('A notice in the provider’s name').count(), 'the server’s own English').toBe(0);

    await page.goto(`${stage.house.url}/console/orders/${noted.id}`);
    const notice = button(page, isKorean ? /Payple 환불 통지를 받았습니다/ : /Payple A refund notice came/).last();
    await notice.click();
    const content = page.getByRole('region', { name: isKorean ? '받은 내용' : 'Received' });
    await content.filter({ hasText: 'PCD_REFUND_TOTAL' }).waitFor();
    await stage.examine(page, `order-refund-notice-${language}`);
    await link(page, note).click();
    await page.getByRole('radio').first().check();
    await page.getByRole('textbox', { name: isKorean ? '사유' : 'Reason' }).fill('Payple: 0');
    await stage.examine(page, `queue-item-told-elsewhere-${language}`);
    await button(page, isKorean ? '이렇게 기록하기' : 'Record this').click();
    await waitFor('nobody to be called any more', async () => {
      return (await stage.house.merchant.show(noted)).payments[0]?.attention === null;
    });
    expect((await stage.house.merchant.show(noted)).cancelledWon).toBe(0);
  });

  it.each(['ko', 'en'] as const)('that wait are told at the queue, and a refund warns, in %s', async (language) => {
    const isKorean = language === 'ko';
    const order = await called(1_300_000, 1_200_000);
    const item = `/queue/payment/${order.payments[0]?.id ?? ''}`;
    const goto = (page: Page, path: string) => page.goto(`${stage.house.url}/console${path}`);
    const page = await stage.enter(`/orders/${order.id}/refund`, LAPTOP, language);
    await page
      .getByText(isKorean ? '담당자의 확인이 필요한 결제입니다' : 'Somebody has to look at this payment first')
      .waitFor();
    await stage.examine(page, `refund-operator-called-${language}`);
    await link(page, isKorean ? '확인하러 가기' : 'See what is to be checked').click();
    await page.getByText(isKorean ? '확인했습니다' : 'Seen to', { exact: true }).waitFor();
    expect(await page.getByText(isKorean ? '플랫폼은 결제사에' : 'The platform goes on').count()).toBe(0);
    await goto(page, externalPath(order));
    await button(page, isKorean ? '이 내용으로 입력' : 'Enter this one').click();
    await page.getByRole('radio', { name: isKorean ? '결제사 가맹점 관리자' : 'On the provider’s' }).check();
    await page.getByLabel(isKorean ? '확인한 내용' : 'What you saw').fill('Payple');
    await button(page, isKorean ? '1,200,000원 기록 승인 요청' : 'Ask for approval of ₩1,200,000').click();
    await page.getByText(isKorean ? '승인을 기다리고 있습니다' : 'It waits for approval').waitFor();
    const waits = isKorean ? '외부 환불 기록 요청이 승인을 기다리고 있습니다' : /^External refund: a request waits/;
    const record = link(page, isKorean ? '외부 환불 기록' : 'Record an external refund');
    await goto(page, item);
    await page.getByText(waits).waitFor();
    expect(await record.count(), 'nothing to record while one waits').toBe(0);
    await stage.examine(page, `queue-item-request-waits-${language}`);
    await page.getByRole('radio').first().check();
    await page.getByRole('textbox', { name: isKorean ? '사유' : 'Reason' }).fill('1');
    await button(page, isKorean ? '이렇게 기록하기' : 'Record this').click();
    await page.getByRole('alert').waitFor();
    await goto(page, `/orders/${order.id}`);
    await page.getByText(waits).waitFor();
    expect(await record.count(), 'only the one beside the refund').toBe(1);
    await stage.examine(page, `order-request-waits-${language}`);
    const other = await enterAsApprover(stage, '/approvals', language);
    await link(other, order.orderNumber).click();
    await other.getByText(isKorean ? '환불 통지로 알려 온 금액' : 'Unsigned notice').waitFor();
    await stage.examine(other, `approval-external-told-${language}`);
  });

  it.each(['ko', 'en'] as const)(
    'of an amount that was found already take the word of two people, in %s',
    async (language) => {
      const isKorean = language === 'ko';
      const order = await paidOrder(stage);
      await stage.house.payco.refundAtSite(order.orderNumber, 3_000);
      expect((await stage.house.merchant.cancel(order, 1_000)).status, 'it finds what went back there').toBe(201);
      // Old payments wait for a second person, whatever the amount.
      await alterStored(stage.house, order, 'payments', `paid_at = now() - interval '91 days'`);
      const page = await stage.enter(externalPath(order), LAPTOP, language);
      await page.getByRole('radio', { name: isKorean ? '일부만' : 'A part of it' }).check();
      await page.getByRole('textbox', { name: isKorean ? '환불된 금액' : 'Amount that went back' }).fill('3000');
      await page.getByRole('radio', { name: isKorean ? '차지백' : 'Chargeback' }).check();
      await page.getByLabel(isKorean ? '환불 시각' : 'When it went back').fill(nowInKorea());
      await page.getByLabel(isKorean ? '차지백 사유' : 'Reason for the chargeback').fill('10.4');
      const submit = button(page, isKorean ? '3,000원 기록 승인 요청' : 'Ask for approval of ₩3,000');
      await submit.click();
      const another = page.getByLabel(isKorean ? '이미 기록된 환불과 다른 건입니다.' : 'this is another refund.');
      await another.waitFor();
      await stage.examine(page, `external-refund-found-already-${language}`);
      await another.check();
      await submit.click();
      await page.getByText(isKorean ? '승인을 기다리고 있습니다' : 'It waits for approval').waitFor();
      const other = await enterAsApprover(stage, '/approvals', language);
      await link(other, order.orderNumber).click();
      await other
        .getByText(isKorean ? '요청자는 다른 건이라고' : 'The requester says that this is another one')
        .waitFor();
      await stage.examine(other, `approval-external-another-${language}`);
      await button(other, isKorean ? '승인하고 3,000원 기록' : 'Approve and record ₩3,000').click();
      await other.getByText(isKorean ? '외부 환불을 기록했습니다' : 'The external refund is recorded').waitFor();
      expect((await stage.house.merchant.show(order)).cancelledWon).toBe(7_000);
    },
  );

  it.each([
    ['ko', '미래일 수 없습니다.', '결제사에서 확인된 외부 환불은 3,000원입니다.', '이미 기록된 거래번호입니다.'],
    ['en', 'not in the future.', 'shows that ₩3,000 went back', 'recorded under this number already.'],
  ] as const)('say at the field why they are not recorded, in %s', async (language, future, missing, used) => {
    const isKorean = language === 'ko';
    const order = await paidOrder(stage);
    await stage.house.payco.refundAtSite(order.orderNumber, 3_000);
    const page = await stage.enter(externalPath(order), LAPTOP, language);
    const when = page.getByLabel(isKorean ? '환불 시각' : 'When it went back');
    await page.getByRole('radio', { name: isKorean ? '일부만' : 'A part of it' }).check();
    const amount = page.getByRole('textbox', { name: isKorean ? '환불된 금액' : 'Amount that went back' });
    await amount.fill('4000');
    await page.getByRole('radio', { name: isKorean ? '결제사 가맹점 관리자' : 'On the provider’s' }).check();
    await when.fill('2099-01-01T10:00:00');
    await page.getByLabel(isKorean ? '확인한 내용' : 'What you saw').fill('PAYCO');
    await page.locator('.mantine-TextInput-error').filter({ hasText: future }).waitFor();
    expect(await page.getByText('refundedAt is').count(), 'no words of the API').toBe(0);
    await stage.examine(page, `external-refund-future-${language}`);
    await when.fill(nowInKorea());
    await button(page, isKorean ? '4,000원 기록' : 'Record ₩4,000').click();
    await page.locator('.mantine-NumberInput-error').filter({ hasText: missing }).waitFor();
    expect(await page.getByText('by_hand').count(), 'no words of the API').toBe(0);
    await stage.examine(page, `external-refund-not-missing-${language}`);
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(0);

    await stage.house.payple.adopt({ inquiryShowsCancels: false });
    const charged = await paidOrder(stage, {}, 'payple');
    await page.goto(`${stage.house.url}/console${externalPath(charged)}`);
    const record = async (): Promise<void> => {
      await page.getByRole('radio', { name: isKorean ? '일부만' : 'A part of it' }).check();
      await amount.fill('1000');
      await page.getByRole('radio', { name: isKorean ? '차지백' : 'Chargeback' }).check();
      await when.fill(nowInKorea());
      await page.getByLabel(isKorean ? '차지백 사유' : 'Reason for the chargeback').fill('10.4');
      await page.getByLabel(isKorean ? '결제사 또는 은행의 거래번호' : 'Number at the provider').fill(`CB-${language}`);
      await button(page, isKorean ? '1,000원 기록' : 'Record ₩1,000').click();
    };
    await record();
    await button(page, isKorean ? '다른 외부 환불 기록' : 'Another external refund').click();
    await record();
    await page.locator('.mantine-TextInput-error').filter({ hasText: used }).waitFor();
    await stage.examine(page, `external-refund-number-used-${language}`);
    expect((await stage.house.merchant.show(charged)).cancelledWon).toBe(1_000);
  });

  it.each(LOOKS)('look right in %s, %s, on a %s', async (language, scheme, device, options) => {
    const order = await paidOrder(stage, { amountWon: 60_000, taxFreeWon: 20_000 });
    const page = await stage.enter(externalPath(order), { ...options, colorScheme: scheme }, language);
    const name = (what: string): string => `${what}-${language}-${scheme}-${device}`;
    await page.getByText(language === 'ko' ? '기록될 내용' : 'What would be recorded').waitFor();
    await page.getByRole('radio', { name: language === 'ko' ? '차지백' : 'Chargeback' }).check();
    await button(page, language === 'ko' ? '60,000원 기록' : 'Record ₩60,000').waitFor();
    await stage.examine(page, name('external-refund'));
    await page.goto(`${stage.house.url}/console/orders/${(await called()).id}`);
    await link(page, language === 'ko' ? '확인했다고 남기기' : 'Say that I have seen to it').waitFor();
    await stage.examine(page, name('order-attention'));
  });

  it('are offered to nobody who may not record them', async () => {
    const order = await paidOrder(stage);
    const page = await enterAsApprover(stage, `/orders/${order.id}`);
    await heading(page, new RegExp(order.orderNumber));
    expect(await link(page, '외부 환불 기록').count()).toBe(0);
    await page.goto(`${stage.house.url}/console${externalPath(order)}`);
    await page.getByText('이런 화면은 없습니다').last().waitFor();
  });
});
