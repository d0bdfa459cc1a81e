// A request that everybody has given up on, and that PAYCO carries out all the same.
// Must never wait a fixed time: PAYCO's own books say when it has acted.
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { visit } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { withClient } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

const TIMEOUT_MS = 500;
const LATE = { fault: 'delay', effect: 'before', delayMs: 900 } as const;

let house: House;
beforeAll(async () => {
  house = await startHouse({
    environment: { PAYCO_TIMEOUT_MS: String(TIMEOUT_MS), BELIEVE_UNPAID_AFTER_MS: '1000', LATE_LOOKUP_MS: '2000' },
  });
});
afterAll(() => house.close());

it('a refund that PAYCO refuses when it is repeated, and then carries out late, is known and happens once', async () => {
  const { merchant, payco } = house;
  const order = await merchant.order();
  await visit(await payco.agree(await merchant.pay(order)));
  const orderKey = order.orderNumber;
  await payco.fail({ endpoint: 'cancel', orderKey, ...LATE });
  const cancelling = merchant.cancel(order, 4_000);
  await waitFor('the refund to have reached PAYCO', async () => (await payco.faultsToCome()) === 0);
  // The first repetitions are told that nothing can be cancelled, while the first request is still on its way.
  await payco.fail({ endpoint: 'cancel', orderKey, fault: 'decline', code: 7_777, count: 3 });
  expect((await cancelling).status).toBe(202);
  await waitFor('PAYCO to act late', async () => (await payco.bookOf(orderKey))?.cancelledWon === 4_000);
  await payco.behave();
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, payco);
  expect(await merchant.show(order)).toMatchObject({ status: 'partially_cancelled', cancelledWon: 4_000 });
});

it('an approval that PAYCO makes after everybody gave up waiting pays the order once', async () => {
  const { merchant, payco } = house;
  const order = await merchant.order();
  const returnUrl = await payco.agree(await merchant.pay(order));
  await payco.fail({ endpoint: 'approval', orderKey: order.orderNumber, ...LATE });
  await visit(returnUrl);
  await waitFor('PAYCO to act late', async () => (await payco.bookOf(order.orderNumber))?.paidWon === 10_000);
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, payco);
  expect((await merchant.show(order)).status).toBe('paid');
});

it('an approval that PAYCO makes after the order was paid elsewhere is found, though nobody tells, and goes back', async () => {
  const hasty = await startHouse({
    environment: { PAYCO_TIMEOUT_MS: String(TIMEOUT_MS), BELIEVE_UNPAID_AFTER_MS: '0', LATE_LOOKUP_MS: '10' },
  });
  onTestFinished(() => hasty.close());
  const { merchant, payco, payple } = hasty;
  const order = await merchant.order();
  const returnUrl = await payco.agree(await merchant.pay(order));
  // Late enough for a busy machine to give up waiting and to pay elsewhere before.
  await payco.fail({ endpoint: 'approval', orderKey: order.orderNumber, ...LATE, delayMs: 8_000 });
  await visit(returnUrl);
  await waitFor(
    'the payment to be refused',
    async () => (await merchant.show(order)).payments[0]?.status === 'refused',
  );
  const other = await merchant.pay(order, 'pc', 'payple');
  await deliver(await payple.finish(other, 'pay'));
  expect((await merchant.show(order)).status).toBe('paid');
  await waitFor('PAYCO to act late', async () => (await payco.bookOf(order.orderNumber))?.paidWon === 10_000);
  await waitFor('it to be found, hours later, and to go back', async () => {
    await withClient(hasty.databaseUrl, (client) =>
      client.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key ~ '^settle_payment:'`),
    );
    return (await payco.bookOf(order.orderNumber))?.cancelledWon === 10_000;
  });
  await untilNothingMoves(hasty.databaseUrl);
  const { status, payments } = await merchant.show(order);
  expect([status, payments.map((each) => each.status).toSorted()]).toEqual(['paid', ['paid', 'reversed']]);
});
