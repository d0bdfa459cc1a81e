// Takes the pictures of the refund desk that the READMEs show, in both languages: `npm run pictures`.
// Must never show anything that a newcomer could not come to by clicking.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { ConsoleStage, LAPTOP } from '../support/console-stage.js';
import { enterAsApprover, paidOrder, refundPath } from '../support/console-refunds.js';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import type { ShownOrder } from '../support/merchant.js';
import { plantPayments, plantSeller, type PlantedPayment } from '../support/plant-figures.js';
import { withClient } from '../support/read-rows.js';

type Language = 'ko' | 'en';
const LANGUAGES: readonly Language[] = ['ko', 'en'];
const HOUR_MS = 3_600_000;
const TWO_MONTHS_OF_HOURS = 1_440;

let stage: ConsoleStage;
let books: ShownOrder;
let lamps: ShownOrder;
let doubtId: string;

beforeAll(async () => {
  stage = await ConsoleStage.open(CALLS_OPERATORS_SOON);
  books = await paidOrder(stage, {
    orderNumber: 'BOOK-1042',
    title: '느린책방 겨울 책 꾸러미',
    amountWon: 52_000,
    taxFreeWon: 30_000,
    buyer: { name: '김서연', phone: '010-1234-5678', email: 'seoyeon@example.com' },
  });
  lamps = await paidOrder(
    stage,
    { orderNumber: 'LAMP-0311', title: '원목 스탠드 10개', amountWon: 1_200_000 },
    'payple',
  );
  const { refund } = await new Doubts(stage.house).refund('drop_after_effect', { orderNumber: 'LP-0077' });
  doubtId = refund.id;
  await withClient(stage.house.databaseUrl, async (client) => {
    await plantSeller(client, 'gangnam', '강남점');
    await plantPayments(client, business(new Date()));
  });
});
afterAll(() => stage.close());

/** Two months of business, with a rhythm that a chart can show. */
function business(now: Date): PlantedPayment[] {
  const at = (hoursAgo: number): string => new Date(now.getTime() - hoursAgo * HOUR_MS).toISOString();
  return Array.from({ length: TWO_MONTHS_OF_HOURS }, (_, hour): PlantedPayment => {
    const of = { at: at(hour + 0.5), provider: hour % 3 === 0 ? 'payple' : 'payco', seller: 'default' } as const;
    if (hour % 13 === 5) {
      const refusal = { reason: 'buyer_cancelled', providerCode: '2005' };
      return { ...of, status: 'refused', won: 30_000, refusal };
    }
    const won = 9_000 + ((hour * 7_919) % 61) * 1_000;
    const refunds = hour % 9 === 2 ? [{ at: at(hour + 0.1), won: 9_000 }] : [];
    return { ...of, status: 'paid', won, refunds };
  });
}

it.each(LANGUAGES)('the overview, in %s', async (language) => {
  const page = await stage.enter('/?period=month', LAPTOP, language);
  await page.locator('main .recharts-bar-rectangle').first().waitFor();
  await take(page, 'overview', language);
});

it.each(LANGUAGES)('an order, in %s', async (language) => {
  const page = await stage.enter(`/orders/${books.id}`, LAPTOP, language);
  await page.getByRole('heading', { level: 1, name: 'BOOK-1042' }).waitFor();
  await take(page, 'order', language);
});

it.each(LANGUAGES)('a refund, in %s', async (language) => {
  const page = await stage.enter(refundPath(books), LAPTOP, language);
  await page.getByRole('radio', { name: language === 'ko' ? '일부만' : 'A part of it' }).check();
  await page.getByLabel(language === 'ko' ? /^환불 금액/ : /^Amount to refund/).fill('15000');
  await page.getByLabel(language === 'ko' ? /^환불 사유/ : /^Reason/).fill('한 권이 빠져 있었습니다');
  await page.getByRole('button', { name: language === 'ko' ? '15,000원 환불' : 'Refund ₩15,000' }).waitFor();
  await take(page, 'refund', language);
});

it('an approval, in both languages', async () => {
  const page = await stage.enter(refundPath(lamps));
  await page.getByLabel('환불 사유').fill('단체 주문이 취소되었습니다');
  await page.getByRole('button', { name: '1,200,000원 환불 승인 요청' }).click();
  await page.getByText('승인을 기다리고 있습니다').waitFor();
  for (const language of LANGUAGES) {
    const approver = await enterAsApprover(stage, '/approvals', language);
    await approver.getByRole('link', { name: 'LAMP-0311' }).first().click();
    await approver.getByRole('heading', { level: 1, name: 'LAMP-0311' }).waitFor();
    await take(approver, 'approval', language);
  }
});

it.each(LANGUAGES)('the decision queue, in %s', async (language) => {
  const page = await stage.enter(`/queue/cancellation/${doubtId}`, LAPTOP, language);
  await page.getByRole('radio').first().waitFor();
  await take(page, 'queue', language);
});

async function take(page: Page, name: string, language: Language): Promise<void> {
  await stage.picture(page, `${name}-${language}`);
  expect(await stage.clear(), 'what pages reported').toEqual([]);
}
