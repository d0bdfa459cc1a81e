// The figures of the refund desk on a real PostgreSQL, against sums that were made by hand; and that no table is read whole.
// Must never compare figures with what the same statement would say.
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FiguresService } from '../../src/admin/figures/figures.service.js';
import type { FiguresDocument, TotalsDocument } from '../../src/admin/figures/figures.dto.js';
import { failures, refunds, sales } from '../../src/admin/figures/figures.sql.js';
import { PERIODS, type PeriodKind } from '../../src/admin/figures/periods.js';
import { AttentionService } from '../../src/attention/attention.service.js';
import { openDataSource } from '../../src/database/data-source.js';
import { plantMany, plantPayments, plantSeller, type PlantedPayment } from '../support/plant-figures.js';
import { withClient } from '../support/read-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { StillClock } from './guarded-app.js';

/** It is 2026-11-22, a Sunday, 18:00 in Korea. Every amount is another power of two, so a sum says what is in it. */
const DECLINED = { reason: 'declined', providerCode: '1104', providerMessage: '한도 초과' };
const PAYMENTS: readonly PlantedPayment[] = [
  // The last moment of October in Korea, and the first one of November.
  { at: '2026-10-31T14:59:59.999Z', provider: 'payco', status: 'paid', won: 1 << 20 },
  { at: '2026-10-31T15:00:00.000Z', provider: 'payco', status: 'paid', won: 1 << 19 },
  // The last moment of the Sunday before, and the first one of the week.
  { at: '2026-11-15T14:59:59.999Z', provider: 'payple', status: 'paid', won: 1 << 18 },
  { at: '2026-11-15T15:00:00.000Z', provider: 'payple', status: 'paid', won: 1 << 17, seller: 'branch' },
  // Yesterday, before and after 18:00.
  { at: '2026-11-21T08:59:59.999Z', provider: 'payco', status: 'paid', won: 1 << 16 },
  { at: '2026-11-21T09:00:00.000Z', provider: 'payco', status: 'paid', won: 1 << 15 },
  { at: '2026-11-21T14:59:59.999Z', provider: 'payco', status: 'paid', won: 1 << 14 },
  // Today: its first moment, the border of two hours, another provider and seller.
  {
    at: '2026-11-21T15:00:00.000Z',
    provider: 'payco',
    status: 'paid',
    won: 1 << 13,
    refunds: [
      { at: '2026-11-22T01:00:00.000Z', won: 1 << 5 },
      { at: '2026-11-22T01:00:00.001Z', won: 1 << 4 },
      { at: '2026-11-22T02:00:00.000Z', won: 1 << 3, status: 'refused' },
    ],
  },
  { at: '2026-11-21T15:59:59.999Z', provider: 'payple', status: 'paid', won: 1 << 12, seller: 'branch' },
  {
    at: '2026-11-21T16:00:00.000Z',
    provider: 'payple',
    status: 'paid',
    won: 1 << 11,
    // Counted on the day on which it was given back, as are others of older payments.
    refunds: [{ at: '2026-11-22T15:00:00.000Z', won: 1 << 2 }],
  },
  { at: '2026-11-22T08:00:00.000Z', provider: 'payco', status: 'refused', won: 999, refusal: DECLINED },
  { at: '2026-11-22T08:01:00.000Z', provider: 'payco', status: 'refused', won: 999, refusal: DECLINED },
  {
    at: '2026-11-22T08:02:00.000Z',
    provider: 'payple',
    status: 'refused',
    won: 999,
    refusal: { reason: 'buyer_cancelled' },
  },
  {
    at: '2026-11-22T08:03:00.000Z',
    provider: 'payple',
    status: 'reversed',
    won: 999,
    refunds: [{ at: '2026-11-22T08:04:00.000Z', won: 999, kind: 'reversal' }],
  },
  // Neither a sale nor a failure.
  { at: '2026-11-22T07:00:00.000Z', provider: 'payco', status: 'abandoned', won: 999 },
  { at: '2026-11-22T07:00:00.000Z', provider: 'payco', status: 'open', won: 999 },
  { at: '2026-11-22T07:00:00.000Z', provider: 'payco', status: 'in_doubt', won: 700 },
  { at: '2026-11-22T06:00:00.000Z', provider: 'payco', status: 'in_doubt', won: 70 },
];

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openDataSource(database.url, 3);
  await withClient(database.url, async (client) => {
    await plantSeller(client, 'default', 'Default seller');
    await plantSeller(client, 'branch', '강남점');
    await plantPayments(client, PAYMENTS);
  });
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

function read(period: PeriodKind, date?: string, seller?: string): Promise<FiguresDocument> {
  const wish = { period, ...(date !== undefined && { date }), ...(seller !== undefined && { seller }) };
  return new FiguresService(dataSource, new AttentionService(dataSource), new StillClock()).read(wish);
}

type Sums = Pick<TotalsDocument, 'salesCount' | 'salesWon' | 'refundsCount' | 'refundsWon'>;
const sums = (salesCount: number, salesWon: number, refundsCount = 0, refundsWon = 0): Sums => ({
  salesCount,
  salesWon,
  refundsCount,
  refundsWon,
});

describe('the figures', () => {
  it.each<[string, PeriodKind, string | undefined, string | undefined, Sums, Sums]>([
    ['today, and yesterday until six', 'day', undefined, undefined, sums(3, 8192 + 4096 + 2048, 2, 48), sums(1, 65536)],
    [
      'yesterday, whole, and the day before',
      'day',
      '2026-11-21',
      undefined,
      sums(3, 65536 + 32768 + 16384),
      sums(0, 0),
    ],
    ['the refund of tomorrow', 'day', '2026-11-23', undefined, sums(0, 0, 1, 4), sums(3, 14336, 2, 48)],
    [
      'the week and as much of the one before',
      'week',
      undefined,
      undefined,
      sums(7, 131072 + 114688 + 14336, 2, 48),
      sums(0, 0),
    ],
    ['the week before, whole', 'week', '2026-11-15', undefined, sums(1, 262144), sums(0, 0)],
    [
      'November and as much of October',
      'month',
      undefined,
      undefined,
      sums(9, 524288 + 262144 + 131072 + 114688 + 14336, 3, 52),
      sums(0, 0),
    ],
    ['October', 'month', '2026-10-01', undefined, sums(1, 1048576), sums(0, 0)],
    ['December, compared with all of November', 'month', '2026-12-31', undefined, sums(0, 0), sums(9, 1046528, 3, 52)],
    ['a branch’s week', 'week', undefined, 'branch', sums(2, 131072 + 4096), sums(0, 0)],
    ['the other seller’s day', 'day', undefined, 'default', sums(2, 8192 + 2048, 2, 48), sums(1, 65536)],
  ])('of %s are the sums that were made by hand', async (_, period, date, seller, now, before) => {
    const figures = await read(period, date, seller);
    expect(figures.totals).toMatchObject(now);
    expect(figures.totals.netWon).toBe(now.salesWon - now.refundsWon);
    expect(figures.before).toMatchObject(before);
  });

  it('put everything into the hour or the day in which it was', async () => {
    const day = await read('day');
    expect(day.steps).toHaveLength(24);
    expect(day.steps.map(({ now }) => now.salesWon).slice(0, 3)).toEqual([8192 + 4096, 2048, 0]);
    expect(day.steps[10]).toMatchObject({ from: '2026-11-22T01:00:00.000Z', now: { refundsWon: 48, refundsCount: 2 } });
    expect(day.steps[17]?.now).toMatchObject({ refusedCount: 3, reversedCount: 1, successRate: 0 });
    const month = await read('month');
    const days = month.steps.flatMap(({ from, now }) =>
      now.salesWon === 0 ? [] : [[from.slice(0, 10), now.salesWon]],
    );
    expect(days).toEqual([
      ['2026-10-31', 524288],
      ['2026-11-14', 262144],
      ['2026-11-15', 131072],
      ['2026-11-20', 114688],
      ['2026-11-21', 14336],
    ]);
    for (const figures of [day, month, await read('week')]) {
      const inSteps = figures.steps.reduce((sum, { now }) => sum + now.netWon, 0);
      const atProviders = figures.providers.reduce((sum, { now }) => sum + now.netWon, 0);
      expect([inSteps, atProviders], 'all that is summed up is shown').toEqual([
        figures.totals.netWon,
        figures.totals.netWon,
      ]);
    }
  });

  it('say how many of the tries that ended were sales, by provider, and why others were not', async () => {
    const { totals, providers, declines, otherDeclines } = await read('day');
    expect(totals).toMatchObject({ refusedCount: 3, reversedCount: 1, successRate: 3 / 7 });
    expect(
      providers.map(({ provider, now }) => [
        provider,
        now.salesCount,
        now.refusedCount,
        now.reversedCount,
        now.successRate,
      ]),
    ).toEqual([
      ['payco', 1, 2, 0, 1 / 3],
      ['payple', 2, 1, 1, 2 / 4],
    ]);
    expect([declines, otherDeclines]).toEqual([
      [
        { provider: 'payco', ...DECLINED, count: 2 },
        { provider: 'payple', reason: 'buyer_cancelled', providerCode: null, providerMessage: null, count: 1 },
      ],
      0,
    ]);
    expect((await read('day', '2026-11-20')).totals.successRate, 'of no tries there is no rate').toBeNull();
  });

  it('say what is in doubt now, whatever the period', async () => {
    const { doubts, queue, webhooks } = await read('day', '2026-01-01');
    expect(doubts).toEqual([
      { provider: 'payco', payments: 2, cancellations: 0, amountWon: 770, oldestSince: '2026-11-22T06:00:00.000Z' },
    ]);
    expect((await read('day', undefined, 'branch')).doubts).toEqual([]);
    expect(queue).toMatchObject({ total: 0 });
    expect(webhooks).toMatchObject({ activeEndpoints: 0, waiting: 0, oldestWaitingSince: null, successRate: null });
  });

  it('know no seller that is not there', async () => {
    await expect(read('day', undefined, 'nobody')).rejects.toMatchObject({ code: 'unknown_seller' });
  });
});

/** `FIGURES_ORDERS=1000000` measures as much. */
const MANY = Number(process.env['FIGURES_ORDERS'] ?? 30_000);

describe(`the figures of ${MANY} orders of a year`, () => {
  const clock = new StillClock();
  const now = clock.now();
  let many: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    many = await createTestDatabase();
    // One connection: what it read is in the statistics as soon as it asks for them.
    source = await openDataSource(many.url, 1);
    await withClient(many.url, async (client) => {
      await plantSeller(client, 'default', 'Default seller');
      await plantSeller(client, 'branch', '강남점');
      await plantMany(client, MANY, 365, now);
    });
  }, 900_000);
  afterAll(async () => {
    await source.destroy();
    await many.drop();
  });

  const span = [new Date(now.getTime() - 7 * 86_400_000), now, 86_400_000];
  it.each([
    ['sales', sales, 'payments_paid_by_time'],
    ['refunds', refunds, 'cancellations_refunded_by_time'],
    ['refusals', failures, 'payments_failed_by_time'],
  ] as const)('are found along an index: %s', async (_, question, index) => {
    const credentials = await source.query<{ id: string }[]>(
      `SELECT id FROM seller_credentials WHERE seller_code = 'branch'`,
    );
    for (const [bySeller, values] of [
      [false, span],
      [true, [...span, credentials.map(({ id }) => id)]],
    ] as const) {
      const rows = await source.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${question(bySeller)}`, [...values]);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain(index);
      expect(plan, 'no table is read whole').not.toMatch(/Seq Scan on (payments|cancellations|orders)/);
    }
  });

  it.each(PERIODS)('of a %s read little more than what they count', async (period) => {
    const service = new FiguresService(source, new AttentionService(source), clock);
    const { totals, before } = await service.read({ period });
    expect(totals.salesCount).toBeGreaterThan(0);
    for (const seller of [undefined, 'branch']) {
      const readBefore = await rowsRead(source);
      await service.read({ period, ...(seller !== undefined && { seller }) });
      // A refund is read with its payment; sellers, credentials and endpoints are few.
      const most = 2 * (entriesOf(totals) + entriesOf(before)) + 100;
      expect((await rowsRead(source)) - readBefore, `rows read for ${seller ?? 'all sellers'}`).toBeLessThan(most);
    }
  });

  // How long that takes is a matter of the machine, so it is measured only when somebody asks.
  it.runIf(process.env['FIGURES_ORDERS'] !== undefined)(
    'are there at once (measured only with FIGURES_ORDERS)',
    { timeout: 120_000 },
    async () => {
      const service = new FiguresService(source, new AttentionService(source), clock);
      for (const period of PERIODS) {
        for (const seller of [undefined, 'branch']) {
          const times: number[] = [];
          for (let round = 0; round < 5; round += 1) {
            const startedMs = performance.now();
            await service.read({ period, ...(seller !== undefined && { seller }) });
            times.push(performance.now() - startedMs);
          }
          const medianMs = times.sort((a, b) => a - b)[2] ?? Infinity;
          process.stdout.write(`${MANY} orders, ${period}, ${seller ?? 'all sellers'}: ${medianMs.toFixed(0)} ms\n`);
          expect(medianMs).toBeLessThan(2_000);
        }
      }
    },
  );
});

/** Rows and entries of indexes that all statements read up to now. */
async function rowsRead(source: DataSource): Promise<number> {
  await source.query('SELECT pg_stat_force_next_flush()');
  const [row] = await source.query<{ rows: number }[]>(
    `SELECT (SELECT sum(seq_tup_read)::integer FROM pg_stat_user_tables)
       + (SELECT sum(idx_tup_read)::integer FROM pg_stat_user_indexes) AS rows`,
  );
  return row?.rows ?? 0;
}

function entriesOf({ salesCount, refundsCount, refusedCount, reversedCount }: TotalsDocument): number {
  return salesCount + refundsCount + refusedCount + reversedCount;
}
