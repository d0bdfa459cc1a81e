// Experiments with charges on stored cards: many at once for one wish, refunds at once, lost answers.
// Must never charge a card twice for one order number, one Idempotency-Key or one month.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registrationOf, type Stage, type StageCards } from '../contract/stage.js';
import { CARD_STAGES } from '../contract/stages.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { PATIENCE_MS, report, RUNS, TAKES_ITS_TIME } from '../support/experiment.js';
import { inWaves } from '../support/in-waves.js';
import { newOrderNumber, visit, type Answer, type ShownBillingKey, type ShownOrder } from '../support/merchant.js';

const ASKERS = 4;
const MONTH = { billingMonth: '2026-11' };

/** Every provider and method when there is time; the first of them in `npm test`, where the contract suite tells the others’ stories. */
const HERE = TAKES_ITS_TIME ? CARD_STAGES : CARD_STAGES.slice(0, 1);

describe.each(HERE)('stored cards at $name', ({ name, open }) => {
  let stage: Stage;
  let cards: StageCards;
  beforeAll(async () => {
    stage = await open();
    if (!stage.cards) throw new Error(`The stage of ${name} plays no buyer with a card.`);
    cards = stage.cards;
  });
  afterAll(() => stage.close());

  async function activeKey(): Promise<ShownBillingKey> {
    const { merchant } = stage.house;
    const key = await merchant.registerCard(registrationOf(stage));
    await visit(await cards.register(key));
    return key;
  }

  const compare = () => requireSameBooks(stage.house.databaseUrl, stage.books);

  type Charge = (asker: number) => Promise<Answer<ShownOrder & { readonly code?: string }>>;

  /** Four servers of one merchant that want the same, in every run. */
  async function chargeAtOnce(what: string, wishOf: (key: ShownBillingKey) => Charge): Promise<void> {
    const startedMs = performance.now();
    const before = await compare();
    await inWaves(RUNS, 2, async () => {
      const charge = wishOf(await activeKey());
      const answers = await Promise.all(Array.from({ length: ASKERS }, (_, asker) => charge(asker)));
      // Under one key, whoever comes when it is over is told the first answer again.
      const first = answers.filter(({ headers }) => headers.get('idempotency-replayed') !== 'true');
      const charged = first.filter(({ status }) => status === 201);
      expect(charged.length, `one of ${ASKERS} that ask at once for ${what} should charge the card`).toBe(1);
    });
    await untilNothingMoves(stage.house.databaseUrl);
    const books = await compare();
    report(`simultaneous charges for ${what} at ${name}`, startedMs, books, `${ASKERS} at once`);
    expect(books.approvals - before.approvals, 'each wish is charged once').toBe(RUNS);
  }

  it('one order number is charged once, however many ask at once', { timeout: PATIENCE_MS }, () =>
    chargeAtOnce('one order number', (key) => {
      const wish = { orderNumber: newOrderNumber() };
      return () => stage.house.merchant.charge(key, wish);
    }),
  );

  it('one Idempotency-Key is charged once, however many ask at once', { timeout: PATIENCE_MS }, () =>
    chargeAtOnce('one Idempotency-Key', (key) => {
      const wish = { orderNumber: newOrderNumber() };
      const headers = { 'idempotency-key': randomUUID() };
      return () => stage.house.merchant.charge(key, wish, headers);
    }),
  );

  it('one month of one card is charged once, however many ask at once', { timeout: PATIENCE_MS }, () =>
    chargeAtOnce('one month', (key) => () => stage.house.merchant.charge(key, MONTH)),
  );

  it('of ten simultaneous refunds of a charge exactly one is done', { timeout: PATIENCE_MS }, async () => {
    const startedMs = performance.now();
    const before = await compare();
    const refundWon = stage.can.partialCancel ? 6_000 : 10_000;
    await inWaves(RUNS, 2, async () => {
      const { body: order } = await stage.house.merchant.charge(await activeKey());
      const refund = () => stage.house.merchant.cancel(order, refundWon);
      const answers = await Promise.all(Array.from({ length: 10 }, refund));
      const done = answers.filter(({ status }) => status === 201);
      expect(done.length, `of ten refunds of order ${order.orderNumber} one should be done`).toBe(1);
    });
    await untilNothingMoves(stage.house.databaseUrl);
    const books = await compare();
    report(`ten simultaneous refunds of a charge at ${name}`, startedMs, books, `${RUNS * 10} requests to cancel`);
    expect(books.refunds - before.refunds).toBe(RUNS);
    expect(books.refundedWon - before.refundedWon).toBe(RUNS * refundWon);
  });

  it(
    'every charge whose answer is lost is found, and its month is charged once',
    { timeout: PATIENCE_MS },
    async () => {
      const startedMs = performance.now();
      const before = await compare();
      // One after the other: a fault meets whatever is charged next.
      const lost = await inWaves(RUNS, 1, async (run) => {
        const key = await activeKey();
        const wish: Readonly<Record<string, string>> = run % 2 === 0 ? {} : MONTH;
        await stage.fail(
          wish === MONTH ? 'monthly_charge' : 'charge',
          run % 4 < 2 ? 'lost_after_effect' : 'garbage_after_effect',
        );
        const { status, body } = await stage.house.merchant.charge(key, wish);
        expect(status, 'a charge in doubt is accepted, not failed').toBe(202);
        if (wish === MONTH) expect((await stage.house.merchant.charge(key, wish)).body.code).toBe('month_charged');
        return body;
      });
      await untilNothingMoves(stage.house.databaseUrl);
      for (const order of lost) {
        expect((await stage.house.merchant.show(order)).status, `order ${order.orderNumber} should be paid`).toBe(
          'paid',
        );
      }
      const books = await compare();
      report(
        `charges lost after the effect at ${name}`,
        startedMs,
        books,
        'cut off, garbage; every second for a month',
      );
      expect(books.approvals - before.approvals).toBe(RUNS);
    },
  );
});
