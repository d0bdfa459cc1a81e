// Payple changed over the years, and clients have met it in many ways: whatever its habit, a payment is taken once and goes
// back to the won.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HABIT_VALUES, type HabitName } from '../../simulators/payple/habits.js';
import { compareBooks } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { PAYPLE_REFERER: 'http://127.0.0.1' } });
});
afterEach(() => house.payple.behave());
afterAll(() => house.close());

const REFUSES_PARTS: HabitName = 'testRefusesPartialCancel';

/** Tokens that are our own keys would lie open in the buyer's browser: the window stays shut (`payple.client.ts`). */
const SHOWS_OUR_KEYS = 'authTokens is raw';

const HABITS = Object.entries(HABIT_VALUES)
  .flatMap(([name, values]) =>
    values.map((value): [HabitName, string | number | boolean] => [name as HabitName, value]),
  )
  .filter(([name, value]) => `${name} is ${String(value)}` !== SHOWS_OUR_KEYS);

describe.each(HABITS)('where %s is %s', (name, value) => {
  it('a payment is taken once and goes back in parts', async () => {
    await house.payple.adopt({ [name]: value });
    const order = await house.merchant.order({ amountWon: 12_000, taxFreeWon: 2_000 });
    const result = await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay');
    await deliver(result);
    expect((await house.merchant.show(order)).status, 'after the buyer came back').toBe('paid');
    // A refund of a part is turned away under one of them.
    const part = name === REFUSES_PARTS && value === true ? undefined : 5_000;
    const { status, body } = await house.merchant.cancel(order, part);
    expect(status, `a refund should be done, not ${JSON.stringify(body)}`).toBe(201);
    await waitFor('the books of Payple and ours to agree', async () => {
      const { differences } = await compareBooks(house.databaseUrl, [house.payple]);
      return differences.length === 0;
    });
    expect(await house.payple.booksOf(order)).toMatchObject([
      { paidWon: 12_000, cancelledWon: part ?? 12_000, approvals: 1 },
    ]);
  });
});
