// The overview in a real browser: where everybody begins, its figures, its charts and their tables, days by keyboard.
// Must never trust a picture: what a chart shows must be in its table.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { dayInKorea } from '../../src/admin/figures/periods.js';
import { Desk } from '../proofs/harness/desk.js';
import { chromiumPath, ConsoleStage, LAPTOP, LOOKS } from '../support/console-stage.js';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import { plantPayments, plantSeller, type PlantedPayment } from '../support/plant-figures.js';
import { withClient } from '../support/read-rows.js';

let stage: ConsoleStage;
/** The day of the newest business. By the time a test looks another one may have begun, without any. */
let businessDay: string;

const HOUR_MS = 3_600_000;

/** Two months of business of two sellers, with a rhythm that a chart can show. */
function business(now: Date): PlantedPayment[] {
  const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  return Array.from({ length: 420 }, (_, place): PlantedPayment => {
    const provider = place % 3 === 0 ? 'payple' : 'payco';
    const at = hoursAgo(place * 3.3);
    const seller = place % 4 === 0 ? 'gangnam' : 'default';
    if (place % 11 === 5) {
      const refusal =
        provider === 'payple'
          ? {
              reason: 'declined',
              providerCode: 'CPCA9999',
              providerMessage: '카드사에서 승인하지 않았습니다. 다른 카드로 다시 시도해 주세요.',
            }
          : { reason: 'buyer_cancelled', providerCode: '2005' };
      return { at, provider, seller, status: 'refused', won: 30_000, refusal };
    }
    const won = 9_000 + ((place * 7_919) % 61) * 1_000;
    const refunds = place % 9 === 2 ? [{ at: hoursAgo(Math.max(0.1, place * 3.3 - 2)), won: 5_000 }] : [];
    return { at, provider, seller, status: 'paid', won, refunds };
  });
}

/** The figures of now are there; whether there is something to draw is not known. */
const figuresOfNow = async (page: Page): Promise<void> => {
  await page
    .getByText(/어제 이 시각까지/)
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
};

const ready = async (page: Page): Promise<void> => {
  await page.locator('main .recharts-bar-rectangle').first().waitFor();
  await page.waitForLoadState('networkidle');
};

describe.skipIf(chromiumPath === undefined)('the overview in a browser', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open(CALLS_OPERATORS_SOON);
    const empty = await stage.enter('', LAPTOP);
    await empty.getByText('이 기간에는 아직 끝난 결제가 없습니다').first().waitFor();
    await stage.examine(empty, 'figures-empty-ko');
    await stage.clear();
    const doubts = new Doubts(stage.house);
    await doubts.paidAtPayco();
    await doubts.refund();
    await withClient(stage.house.databaseUrl, async (client) => {
      await plantSeller(client, 'gangnam', '강남점');
      const now = new Date();
      businessDay = dayInKorea(now);
      await plantPayments(client, business(now));
    });
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(() => stage.close());

  it('is where everybody begins, with figures, comparisons, doubts and what waits', async () => {
    const page = await stage.visit();
    await stage.signIn(page, await new Desk(stage.house, stage.house.merchant).somebody('viewer'));
    await page.getByRole('heading', { level: 1, name: /^현황/ }).waitFor();
    await figuresOfNow(page);
    for (const name of ['매출', '환불', '순매출', '결제 성공률', '결과 미확정 금액', '확인 대기']) {
      await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    }
    await stage.examine(page, 'figures-viewer-ko');
    await page.getByRole('link', { name: '1건', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '확인 대기' }).waitFor();
  });

  it('keeps period, day and seller in the address, and steps by button and by key', async () => {
    const page = await stage.enter(`/?period=week&date=${businessDay}`, LAPTOP, 'en');
    await ready(page);
    await page.getByText('Month', { exact: true }).click();
    await page.waitForURL(/period=month/);
    await page.getByRole('button', { name: 'The month before' }).click();
    await page.waitForURL(/date=\d{4}-\d{2}-01/);
    await page
      .getByText(/the month before/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'The month after' }).isEnabled()).toBe(true);
    await page.getByPlaceholder('All sellers').click();
    await page.getByRole('option', { name: '강남점' }).click();
    await page.waitForURL(/seller=gangnam/);
    await page.waitForLoadState('networkidle');
    await stage.examine(page, 'figures-month-of-seller-en');
    const before = new URL(page.url()).searchParams.get('date');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('[');
    await page.waitForURL((url) => url.searchParams.get('date') !== before);
    await page.reload();
    expect(new URL(page.url()).searchParams.get('seller')).toBe('gangnam');
    await page.getByRole('button', { name: 'Today' }).click();
    await page.waitForURL((url) => !url.searchParams.has('date'));
    await page.goto(`${stage.house.url}/console/?period=decade&date=2026-99-99&seller=%27--`);
    await page.getByRole('radio', { name: 'Day' }).waitFor({ state: 'attached' });
    expect(await page.getByRole('radio', { name: 'Day' }).isChecked()).toBe(true);
  });

  it('tells every number of a chart in a table, by keyboard', async () => {
    const page = await stage.enter(`/?period=week&date=${businessDay}`);
    await ready(page);
    expect(await page.getByRole('img', { name: /^막대 그래프\. 매출/ }).count()).toBe(1);
    const button = page.getByRole('button', { name: '표로 보기 매출과 환불' });
    await button.focus();
    await page.keyboard.press('Enter');
    const rows = await page
      .getByRole('region', { name: '매출과 환불' })
      .or(page.locator('section:has(h2:text("매출과 환불"))'))
      .first()
      .locator('tbody tr')
      .allInnerTexts();
    expect(rows).toHaveLength(7);
    const sums = rows.map((row) => Number((/([\d,]+)원/.exec(row)?.[1] ?? '0').replaceAll(',', '')));
    const tile = await page.locator('section:has(> h2:text-is("매출"))').innerText();
    const total = Number((/([\d,]+)원/.exec(tile)?.[1] ?? '0').replaceAll(',', ''));
    expect(sums.reduce((sum, won) => sum + won, 0)).toBe(total);
    await stage.examine(page, 'figures-table-ko');
  });

  it('reads itself again, without counting as somebody who sits there', async () => {
    const page = await stage.visit();
    await page.clock.install();
    await stage.signIn(page);
    await figuresOfNow(page);
    const again = page.waitForRequest((request) => request.url().includes('/admin/figures'));
    await page.clock.runFor(31_000);
    expect((await again).headers()['x-background-refresh']).toBe('1');
  });

  it.each(LOOKS)('in %s, %s, on a %s keeps nobody out and fits', async (language, colorScheme, kind, device) => {
    const page = await stage.enter('', { ...device, colorScheme }, language);
    for (const period of ['day', 'week', 'month']) {
      await page.goto(`${stage.house.url}/console/?period=${period}&date=${businessDay}`);
      await ready(page);
      await stage.examine(page, `figures-${period}-${kind}-${language}-${colorScheme}`);
      const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overhang, 'it is not wider than the screen').toBeLessThanOrEqual(0);
    }
  });
});
