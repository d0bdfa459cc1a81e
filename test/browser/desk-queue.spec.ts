// The decision queue in a real browser: the badge, the evidence, the three honest answers, two people at once, the keyboard.
// Must never reach around the pages: what a person cannot click or type is not decided here.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Desk } from '../proofs/harness/desk.js';
import { chromiumPath, ConsoleStage, LAPTOP, LOOKS } from '../support/console-stage.js';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import { withClient } from '../support/read-rows.js';
import { plantBillingKey, plantCashReceipt } from '../support/sample-rows.js';

let stage: ConsoleStage;
let doubts: Doubts;
let desk: Desk;

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const alert = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text }).waitFor();
const pathOf = ({ id }: { readonly id: string }) =>
  `/queue/${id.startsWith('pay_') ? 'payment' : 'cancellation'}/${id}`;

describe.skipIf(chromiumPath === undefined)('the decision queue in a browser', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open(CALLS_OPERATORS_SOON);
    doubts = new Doubts(stage.house);
    desk = new Desk(stage.house, stage.house.merchant);
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(() => stage.close());

  it('shows how many wait beside its place in the menu, says why, and decides with a reason, once', async () => {
    const empty = await stage.enter('/queue');
    await empty.getByText('확인할 일이 없습니다').waitFor();
    await stage.examine(empty, 'queue-empty-ko');
    const { order, refund } = await doubts.refund();
    const page = await stage.enter('/queue');
    await page.getByRole('link', { name: '확인을 기다리는 일 1건' }).waitFor();
    await page.getByText('결제사가 결과를 알려 주지 않았습니다.').waitFor();
    await stage.examine(page, 'queue-ko');
    await page.getByRole('link', { name: '결과를 모르는 환불' }).click();
    await heading(page, '결과를 모르는 환불');
    expect(await page.title(), 'no number is in a title').toBe('결과를 모르는 환불 · 결제');
    await page.getByText('믿을 수 있는 답을 받지 못했습니다').waitFor();
    await page
      .getByRole('button', { name: /^주고받은 전문/ })
      .first()
      .click();
    await page.getByRole('region', { name: '보낸 내용' }).first().waitFor();
    await stage.examine(page, 'queue-item-ko');

    await page.getByRole('button', { name: '이렇게 기록하기' }).click();
    await alert(page, '답을 하나 골라 주세요.');
    await page.getByText('사유를 입력해 주세요.').waitFor();
    await page.getByRole('radio', { name: '환불되지 않았고, 다시 보냅니다' }).check();
    await page.getByText('두 번 환불될 수 있습니다').waitFor();
    await page.getByLabel('사유').fill('<script>alert(1)</script> 결제사 화면에서 확인');
    await page.getByRole('button', { name: '환불 다시 보내기' }).click();
    await page.getByText('환불되지 않은 것을 확인했는지 표시해 주세요.').waitFor();
    await stage.examine(page, 'queue-item-try-again-ko');

    await page.getByRole('radio', { name: '환불되었습니다' }).check();
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
    await page.getByRole('button', { name: '이렇게 기록하기' }).dblclick();
    await page.getByText(/님이 결론을 냈습니다/).waitFor();
    await page.getByText('<script>alert(1)</script> 결제사 화면에서 확인').first().waitFor();
    expect(asked, 'pressed twice, sent once').toHaveLength(1);
    await stage.examine(page, 'queue-item-settled-ko');
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(4_000);
    await page.goto(`${stage.house.url}/console/audit?subject=${refund.id}`);
    await page.getByText('확인 결과 기록').first().waitFor();
  });

  it('keeps what nobody can tell yet, with who looked, and pays what was found at the provider', async () => {
    const { order, payment } = await doubts.payment();
    const page = await stage.enter(pathOf(payment), LAPTOP, 'en');
    await heading(page, 'A payment of unknown outcome');
    await page.getByRole('radio', { name: 'Not known yet' }).check();
    await page.getByLabel('Reason').fill('Payple’s pages are down');
    await page.getByRole('button', { name: 'Record this' }).click();
    await page.getByText('That you looked is kept.').waitFor();
    await page.getByRole('heading', { name: 'Who has looked' }).waitFor();
    await stage.examine(page, 'queue-item-looked-en');
    await page.getByRole('radio', { name: 'It was paid' }).check();
    await page.getByLabel('Reason').fill('seen there');
    await page.getByRole('button', { name: 'Record this' }).click();
    await page.getByText('Enter the provider’s number of the payment.').waitFor();
    const [book] = await stage.house.payple.booksOf(order);
    await page.getByLabel('The provider’s number of the payment').fill(book?.tradeNo ?? '');
    const inKorea = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 19);
    await page.getByLabel('Paid at (Korean time)').fill(inKorea);
    await stage.examine(page, 'queue-item-paid-en');
    await page.getByRole('button', { name: 'Record this' }).click();
    await page.getByText(/settled it$/).waitFor();
    expect((await stage.house.merchant.show(order)).status).toBe('paid');
    await stage.house.payple.behave();
  });

  it('tells whoever is slower what somebody else decided meanwhile', async () => {
    const { refund } = await doubts.refund();
    const page = await stage.enter(pathOf(refund));
    await page.getByRole('radio', { name: '환불되지 않았고, 더 시도하지 않습니다' }).check();
    await page.getByLabel('사유').fill('환불 내역 없음');
    const colleague = await desk.signedIn('operator');
    const { body } = await colleague.call<{ person: { name: string } }>('GET', '/admin/session');
    await colleague.call('POST', `/admin${pathOf(refund)}/decisions`, {
      decision: 'refunded',
      reason: 'seen at Payple',
    });
    await page.getByRole('button', { name: '이렇게 기록하기' }).click();
    await page.getByText(`${body.person.name} 님이 결론을 냈습니다`).waitFor();
    await alert(page, `${body.person.name} decided it at`);
    await stage.examine(page, 'queue-item-too-late-ko');
  });

  it('is answered by keyboard alone', async () => {
    const { refund } = await doubts.refund();
    const page = await stage.enter();
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await heading(page, '확인 대기');
    await page.getByRole('link', { name: '결과를 모르는 환불' }).focus();
    await page.keyboard.press('Enter');
    await heading(page, '결과를 모르는 환불');
    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('1');
    expect(await page.getByRole('radio', { name: '환불되었습니다' }).isChecked()).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: '환불되지 않았고, 더 시도하지 않습니다' }).isChecked()).toBe(true);
    await page.keyboard.press('ArrowUp');
    for (let presses = 0; presses < 10; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.tagName')) === 'TEXTAREA') break;
    }
    await page.keyboard.type('결제사 화면에서 환불 확인');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/님이 결론을 냈습니다/).waitFor();
    const { cancellations } = await stage.house.merchant.show({ id: await orderOf(refund) });
    expect(cancellations.map(({ status }) => status)).toEqual(['done']);
  });

  it.each([
    {
      language: 'ko',
      nothingTaken: '결제되지 않았습니다',
      goesBack: '10,000원을 바로 구매자에게 환불합니다',
      wentBack: '전액 환불했습니다',
      wasPaid: '결제되었습니다',
    },
    {
      language: 'en',
      nothingTaken: 'Nothing was taken',
      goesBack: '₩10,000 are given back to the buyer at once',
      wentBack: 'all of it was given back',
      wasPaid: 'It was paid',
    },
  ] as const)('says of a payment that was given up what follows, and what became of it: $language', async (words) => {
    const { language, nothingTaken, goesBack, wentBack, wasPaid } = words;
    const isKorean = language === 'ko';
    const { order, payment } = await doubts.givenUp();
    const page = await stage.enter(pathOf(payment), LAPTOP, language);
    await page.getByRole('radio', { name: nothingTaken }).waitFor();
    await page.getByText(goesBack).waitFor();
    await page.getByText(payment.handoff?.parameters?.['PCD_PAY_OID'] ?? 'nothing', { exact: true }).waitFor();
    await stage.examine(page, `queue-item-given-up-${language}`);
    await page.getByRole('radio', { name: wasPaid }).check();
    const [book] = await stage.house.payple.booksOf(order);
    await page
      .getByLabel(isKorean ? '결제사의 결제 번호' : 'The provider’s number of the payment')
      .fill(book?.tradeNo ?? '');
    const inKorea = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 19);
    await page.getByLabel(isKorean ? '결제된 때 (한국 시각)' : 'Paid at (Korean time)').fill(inKorea);
    await page.getByRole('textbox', { name: isKorean ? '사유' : 'Reason' }).fill('seen there');
    await page.getByRole('button', { name: isKorean ? '이렇게 기록하기' : 'Record this' }).click();
    await page.getByText(isKorean ? /^기록했습니다\. 주문이/ : /^Recorded\. The order/).waitFor();
    // Not before: the platform would find the money by itself.
    await stage.house.payple.behave();
    await page.getByText(wentBack).first().waitFor();
    await page.getByText(isKorean ? /님이 결론을 냈습니다/ : /^Local administrator settled it/).waitFor();
    await stage.examine(page, `queue-item-given-up-paid-${language}`);
  });

  it.each(['ko', 'en'] as const)(
    'shows a stored card and a cash receipt with what they are about, in %s',
    async (language) => {
      await doubts.paidAtPayco();
      const [keyId, receiptId] = await withClient(stage.house.databaseUrl, async (client) => {
        const planted = [await plantBillingKey(client, 'removing'), (await plantCashReceipt(client, 'issued')).id];
        const silent = 'The provider has not told what became of it.';
        const differs = 'The receipt is for 36000 won, and after a refund 30000 won of the payment are left.';
        await client.query(`UPDATE billing_keys SET attention = $2 WHERE id = $1`, [planted[0], silent]);
        await client.query(`UPDATE cash_receipts SET attention = $2 WHERE id = $1`, [planted[1], differs]);
        return planted.map((id) => id.replaceAll('-', ''));
      });
      const page = await stage.enter(`/queue/billing_key/bk_${keyId ?? ''}`, LAPTOP, language);
      await page
        .getByText(language === 'ko' ? '해지 중' : 'Being ended')
        .first()
        .waitFor();
      await stage.examine(page, `queue-item-card-${language}`);
      await page.getByRole('link', { name: language === 'ko' ? '등록 카드 보기' : 'See the card' }).click();
      await page.waitForURL(/billing-keys\/bk_/);
      await page.goto(`${stage.house.url}/console/queue/cash_receipt/crc_${receiptId ?? ''}`);
      await page.getByText(language === 'ko' ? /발급 금액은 36,000원인데/ : /is for ₩36,000, and ₩30,000/).waitFor();
      await stage.examine(page, `queue-item-receipt-${language}`);
      await page.goto(`${stage.house.url}/console/queue`);
      await page.locator('tbody tr').first().waitFor();
      await stage.examine(page, `queue-all-${language}`);
    },
  );

  it('lets a viewer read and not answer', async () => {
    const { refund } = await doubts.refund();
    const page = await stage.visit(pathOf(refund));
    await stage.signIn(page, await desk.somebody('viewer'));
    await heading(page, '결과를 모르는 환불');
    await page.getByText('답을 남기려면 운영자 역할이 필요합니다.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    await stage.examine(page, 'queue-item-viewer-ko');
    await page.goto(`${stage.house.url}/console/queue/payment/${refund.id}`);
    await page.getByText('이런 화면은 없습니다').last().waitFor();
  });

  it.each(LOOKS)('in %s, %s, on a %s keeps nobody out and fits', async (language, colorScheme, kind, device) => {
    const { refund } = await doubts.refund();
    const page = await stage.enter('/queue', { ...device, colorScheme }, language);
    for (const [subject, path] of [
      ['queue', '/queue?kind=cancellation'],
      ['queue-item', pathOf(refund)],
    ] as const) {
      await page.goto(`${stage.house.url}/console${path}`);
      await page
        .locator(subject === 'queue' ? 'tbody tr' : 'form input[type=radio]')
        .first()
        .waitFor();
      await page.waitForLoadState('networkidle');
      await stage.examine(page, `${subject}-${kind}-${language}-${colorScheme}`);
      const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overhang, `${subject} is not wider than the screen`).toBeLessThanOrEqual(0);
    }
  });
});

async function orderOf({ id }: { readonly id: string }): Promise<string> {
  const { body } = await stage.house.merchant.call<{ orderId: string }>('GET', `/v1/cancellations/${id}/evidence`);
  return body.orderId;
}
