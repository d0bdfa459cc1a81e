// A day at the desk, in a real browser: what came in, an order, its refund, somebody's approval, and what no machine knows.
// Leaves the pictures of the READMEs. Must never show anybody real.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { dayInKorea } from '../../src/admin/figures/periods.js';
import { chromiumPath, ConsoleStage, LAPTOP } from '../support/console-stage.js';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import { LOCAL_APPROVER } from '../support/desk-visitor.js';
import type { ShownOrder } from '../support/merchant.js';
import { plantPayments, plantSeller, type PlantedPayment } from '../support/plant-figures.js';
import { withClient } from '../support/read-rows.js';

const HOUR_MS = 3_600_000;

/** Two months of business of two sellers: more at noon and in the evening, now and then a refusal or a refund. */
function business(now: Date): PlantedPayment[] {
  const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  return Array.from({ length: 1_500 }, (_, place): PlantedPayment => {
    const at = hoursAgo(place * 0.96);
    const provider = place % 5 < 3 ? 'payco' : 'payple';
    const seller = place % 4 === 0 ? 'gangnam' : 'default';
    const won = 12_000 + ((place * 7_919) % 83) * 1_000;
    if (place % 13 === 6) return { at, provider, seller, won, status: 'refused', refusal: REFUSALS[provider] };
    const refunds = place % 10 === 3 ? [{ at: hoursAgo(Math.max(0.2, place * 0.96 - 3)), won: 9_000 }] : [];
    return { at, provider, seller, won, status: 'paid', refunds };
  });
}

const REFUSALS = {
  payco: { reason: 'buyer_cancelled', providerCode: '2005' },
  payple: { reason: 'declined', providerCode: 'CPCA9999', providerMessage: '한도 초과입니다. 다른 카드를 써 주세요.' },
};

const BOOKS = {
  orderNumber: 'BOOK-1042',
  title: '느린책방 겨울 책 꾸러미',
  amountWon: 52_000,
  taxFreeWon: 30_000,
  buyer: { name: '김서연', phone: '010-1234-5678', email: 'seoyeon@example.com' },
};
const DESK_LAMP = { orderNumber: 'LAMP-0311', title: '원목 스탠드 10개', amountWon: 1_200_000 };
const RECORDS = { orderNumber: 'LP-0077', title: '재즈 LP 모음', amountWon: 88_000 };

let stage: ConsoleStage;
let books: ShownOrder;
/** Of the newest business; when a test looks, another month may have begun. */
let businessDay: string;
let lamps: ShownOrder;
let refund: { readonly id: string };

describe.skipIf(chromiumPath === undefined)('a day at the desk', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open(CALLS_OPERATORS_SOON);
    const doubts = new Doubts(stage.house);
    await withClient(stage.house.databaseUrl, async (client) => {
      await plantSeller(client, 'gangnam', '강남점');
      const now = new Date();
      businessDay = dayInKorea(now);
      await plantPayments(client, business(now));
    });
    books = await doubts.paidAtPayco(BOOKS);
    lamps = await doubts.paidAtPayple(DESK_LAMP);
    ({ refund } = await doubts.refund('drop_after_effect', RECORDS));
    await askForApproval();
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(() => stage.close());

  it.each(['ko', 'en'] as const)('in %s, from what came in to what nobody knows', async (language) => {
    const words = WORDS[language];
    const page = await stage.enter(`/?period=month&date=${businessDay}`, LAPTOP, language);
    await page.locator('main .recharts-bar-rectangle').first().waitFor();
    await stage.picture(page, `overview-${language}`);

    await page.goto(addressOf(`/orders/${books.id}`));
    await page.getByText(words.paid).first().waitFor();
    await stage.picture(page, `order-${language}`);

    await page.goto(addressOf(`/orders/${books.id}/refund`));
    await page.getByLabel(words.part).check();
    await page.getByLabel(words.amount).fill('10400');
    await page.getByLabel(words.reason).fill('한 권이 파손되어 도착했습니다');
    await page.getByRole('button', { name: words.submit }).waitFor();
    await stage.picture(page, `refund-${language}`);

    await lookAsApprover(language);

    await page.goto(addressOf(`/queue/cancellation/${refund.id}`));
    await page.getByRole('button', { name: words.record }).waitFor();
    await stage.picture(page, `queue-${language}`);
  });
});

/** Asks to give back more than one person may alone. */
async function askForApproval(): Promise<void> {
  const page = await stage.enter(`/orders/${lamps.id}/refund`);
  await page.getByLabel('환불 사유').fill('단체 주문이 취소되었습니다');
  await page.getByRole('button', { name: '1,200,000원 환불 승인 요청' }).click();
  await page.getByText('승인을 기다리고 있습니다').waitFor();
}

/** Somebody else looks at what waits for them. */
async function lookAsApprover(language: 'ko' | 'en'): Promise<void> {
  const page: Page = await stage.visit('/approvals', LAPTOP, language);
  await stage.signIn(page, LOCAL_APPROVER);
  await page.getByRole('link', { name: DESK_LAMP.orderNumber }).click();
  await page.getByRole('button', { name: WORDS[language].approve }).waitFor();
  await stage.picture(page, `approval-${language}`);
}

function addressOf(path: string): string {
  return `${stage.house.url}/console${path}`;
}

const WORDS = {
  ko: {
    paid: '결제 완료',
    part: '일부만',
    amount: '환불 금액',
    reason: '환불 사유',
    submit: '10,400원 환불',
    approve: /^승인하고/,
    record: '이렇게 기록하기',
  },
  en: {
    paid: 'Paid',
    part: 'A part of it',
    amount: 'Amount to refund',
    reason: 'Reason',
    submit: /Refund ₩10,400/,
    approve: /^Approve/,
    record: /Record/,
  },
};
