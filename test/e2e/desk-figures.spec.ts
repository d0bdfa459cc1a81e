// The figures of the refund desk over HTTP, after a small day of business at the simulators: to the won what the orders' own
// money pages say. Must never compare them with themselves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FiguresDocument, TotalsDocument } from '../../src/admin/figures/figures.dto.js';
import { dayInKorea, periodOf, PERIODS, type PeriodKind } from '../../src/admin/figures/periods.js';
import { Desk } from '../proofs/harness/desk.js';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import type { DeskProblem, DeskVisitor } from '../support/desk-visitor.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { waitFor } from '../support/wait-for.js';
import { WebhookOwner } from '../support/webhook-owner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

let house: House;
let doubts: Doubts;
let viewer: DeskVisitor;
const orders: ShownOrder[] = [];
/** When the business began and when all of it was done. */
let [beganAt, doneAt] = [new Date(), new Date()];
beforeAll(async () => {
  house = await startHouse({ environment: CALLS_OPERATORS_SOON });
  doubts = new Doubts(house);
  viewer = await new Desk(house, house.merchant).signedIn('viewer');
  beganAt = new Date();
  for (const amountWon of [10_000, 23_000]) orders.push(await doubts.paidAtPayco({ amountWon }));
  orders.push(await doubts.paidAtPayple({ amountWon: 41_000 }));
  for (const [order, amountWon] of [
    [orders[0], 2_500],
    [orders[0], 1_500],
    [orders[1], undefined],
  ] as const) {
    if (order) expect((await house.merchant.cancel(order, amountWon)).status).toBe(201);
  }
  orders.push(await declinedAtPayco());
  orders.push((await doubts.refund()).order, (await doubts.payment()).order);
  doneAt = new Date();
});
afterAll(() => house.close());

async function declinedAtPayco(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order);
  await visit((await house.payco.finish(payment, 'decline', 'CC61')) ?? '');
  return order;
}

async function figures(query: string): Promise<FiguresDocument> {
  const { status, body } = await viewer.call<FiguresDocument>('GET', `/admin/figures?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** The figures of every period that the business touched: two of them when a day ended in the midst of it. */
function figuresOfBusiness(kind: PeriodKind): Promise<FiguresDocument[]> {
  const days = [beganAt, doneAt].map((at) => periodOf(kind, dayInKorea(at)).firstDay);
  return Promise.all([...new Set(days)].map((day) => figures(`period=${kind}&date=${day}`)));
}

type Sum = Readonly<
  Record<'salesCount' | 'salesWon' | 'refundsCount' | 'refundsWon' | 'netWon' | 'refusedCount', number>
>;

function sumOf(parts: readonly TotalsDocument[]): Sum {
  const sum = (name: keyof Sum): number => parts.reduce((total, part) => total + part[name], 0);
  return {
    salesCount: sum('salesCount'),
    salesWon: sum('salesWon'),
    refundsCount: sum('refundsCount'),
    refundsWon: sum('refundsWon'),
    netWon: sum('netWon'),
    refusedCount: sum('refusedCount'),
  };
}

interface Money {
  readonly paid: { readonly totalWon: number };
  readonly cancelled: { readonly totalWon: number };
}

describe('the figures', () => {
  it.each(PERIODS)('of the %s are to the won what the money pages of its orders say', async (period) => {
    const pages = await Promise.all(
      orders.map(async ({ id }) => (await house.merchant.call<Money>('GET', `/v1/orders/${id}/money`)).body),
    );
    const sum = (of: (page: Money) => number): number => pages.reduce((total, page) => total + of(page), 0);
    const read = await figuresOfBusiness(period);
    const totals = sumOf(read.map((each) => each.totals));
    expect([totals.salesWon, totals.refundsWon]).toEqual([
      sum(({ paid }) => paid.totalWon),
      sum(({ cancelled }) => cancelled.totalWon),
    ]);
    expect(totals).toMatchObject({ salesCount: 4, salesWon: 84_000, refundsCount: 3, refundsWon: 27_000 });
    expect(totals.netWon).toBe(57_000);
    for (const { totals: whole, providers, steps } of read) {
      for (const parts of [providers, steps]) {
        expect(sumOf(parts.map(({ now }) => now)), 'the parts are the whole').toEqual(sumOf([whole]));
      }
    }
  });

  it('tell success and refusals', async () => {
    const read = await figuresOfBusiness('day');
    expect(sumOf(read.map(({ totals }) => totals))).toMatchObject({ salesCount: 4, refusedCount: 1 });
    for (const { totals } of read) {
      const ended = totals.salesCount + totals.refusedCount;
      expect(totals.successRate).toBe(ended === 0 ? null : totals.salesCount / ended);
    }
    for (const provider of ['payco', 'payple']) {
      const ofProvider = read.flatMap(({ providers }) => providers.filter((each) => each.provider === provider));
      expect(sumOf(ofProvider.map(({ now }) => now)).salesCount, provider).toBe(2);
    }
    expect(read.flatMap(({ declines }) => declines)).toMatchObject([{ provider: 'payco', count: 1 }]);
  });

  it('are those of today when no day is named, with the doubts and the queue of now', async () => {
    const before = dayInKorea(new Date());
    const { firstDay, isRunning, doubts: inDoubt, queue } = await figures('period=day');
    expect([before, dayInKorea(new Date())]).toContain(firstDay);
    expect(isRunning).toBe(true);
    expect(inDoubt).toMatchObject([{ provider: 'payple', payments: 1, cancellations: 1, amountWon: 14_000 }]);
    expect(queue).toEqual({ payments: 1, cancellations: 1, billingKeys: 0, cashReceipts: 0, total: 2 });
  });

  it('are nothing on a day without business, and of a seller without any', async () => {
    expect((await figures('period=day&date=2020-02-29')).totals).toMatchObject({ salesCount: 0, successRate: null });
    await house.merchant.call('POST', '/v1/sellers', { code: 'branch', name: '강남점' });
    const { totals, doubts: inDoubt, sellers } = await figures('period=month&seller=branch');
    expect([totals.salesWon, inDoubt]).toEqual([0, []]);
    expect(sellers.map(({ code }) => code)).toEqual(['default', 'branch']);
  });

  it('tell how webhooks go', async () => {
    const receiver = await new WebhookReceiver().start();
    const owner = new WebhookOwner(house.merchant);
    await owner.endpoint(`${receiver.url}/good`);
    receiver.answer = ({ path }) => ({ status: path === '/bad' ? 500 : 204 });
    await owner.endpoint(`${receiver.url}/bad`);
    await house.merchant.order();
    const { webhooks } = await waitFor('an endpoint to fail and one to be told', async () => {
      const read = await figures('period=day');
      const { failingEndpoints, successRate } = read.webhooks;
      return failingEndpoints === 1 && successRate !== null && successRate > 0 && read;
    });
    expect(webhooks).toMatchObject({ activeEndpoints: 2, pausedEndpoints: 0, waitingIsMore: false });
    expect(webhooks.waiting).toBeGreaterThan(0);
    expect(webhooks.oldestWaitingSince).not.toBeNull();
    expect(webhooks.successRate).toBeLessThan(1);
    await receiver.stop();
  });

  it.each([
    ['period=decade', 400, 'malformed_request'],
    ['date=2026-11-22', 400, 'malformed_request'],
    ['period=day&date=2026-02-30', 400, 'malformed_request'],
    ['period=day&date=0000-00-00', 400, 'malformed_request'],
    ['period=day&date=2026-11-22&date=2026-11-23', 400, 'malformed_request'],
    [`period=day&seller=${encodeURIComponent("'; DROP TABLE orders; --")}`, 422, 'unknown_seller'],
    ['period=day&page=2', 400, 'malformed_request'],
  ])('are refused for %s', async (query, status, code) => {
    const answer = await viewer.call('GET', `/admin/figures?${query}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('are no business of API keys, nor of nobody', async () => {
    const { status, body } = await house.merchant.call<DeskProblem>('GET', '/admin/figures?period=day');
    expect([status, body.code]).toEqual([401, 'not_signed_in']);
  });
});
