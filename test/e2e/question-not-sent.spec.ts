// A server dies while a provider gives money back, and its successor cannot even ask: what it does not know, it must not make up.
// Must never let a question that did not leave pass for an answer.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SettlingService } from '../../src/orders/settling.service.js';
import { requireSameBooks } from '../support/compare-books.js';
import { attentionList, decide, evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder } from '../support/merchant.js';
import { holdCalls } from '../support/hold-calls.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  // Only the test asks. A call counts as lost seconds after it began, and an operator is called a second later.
  house = await startHouse({ environment: { RUN_JOBS: 'false', CALL_OPERATOR_AFTER_MS: '1000' } });
});
afterAll(() => house.close());

/** Payple gives the part back, and its answer comes when the server is gone. */
async function dieWhileRefunding(order: ShownOrder, amountWon: number): Promise<void> {
  const answer = holdCalls('PCD_REFUND_TOTAL', 'answer');
  const asked = house.merchant.cancel(order, amountWon).catch(() => null);
  await answer.untilHeld();
  const [book] = await house.payple.booksOf(order);
  expect(book?.cancelledWon, 'Payple should have given the part back').toBe(amountWon);
  // It stops writing at once; that it was stopped shows only when the answer comes.
  const restarted = house.crashAndRestart();
  answer.letGo();
  await restarted;
  await asked;
}

it('a refund that Payple carried out stays in doubt while Payple cannot be asked, and an operator is called', async () => {
  const order = await house.merchant.order();
  await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
  await dieWhileRefunding(order, 4_000);
  const { cancellations } = await house.merchant.show(order);
  const id = cancellations[0]?.id ?? 'no cancellation';

  await house.payple.fail({ endpoint: 'auth', fault: 'drop_before_effect', count: 10_000 });
  const settling = house.app.get(SettlingService, { strict: false });
  const uuid = id.slice('can_'.length).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const wasCalled = async (): Promise<boolean> => {
    await settling.settleCancellation(uuid);
    const { status, attention } = await evidenceOf(house.merchant, { id });
    expect(['executing', 'in_doubt'], 'nobody has said anything of it').toContain(status);
    return attention !== null;
  };
  await waitFor('an operator to be called', wasCalled);
  const { verdicts } = await evidenceOf(house.merchant, { id });
  expect(verdicts[0]).toMatchObject({ rule: 'call_lost', fromStatus: 'executing', toStatus: 'in_doubt' });

  await house.payple.behave();
  expect((await attentionList(house.merchant)).map((item) => item.id)).toContain(id);
  expect((await decide(house.merchant, { id }, { decision: 'refunded' })).status).toBe(201);
  expect(await house.merchant.show(order)).toMatchObject({ status: 'partially_cancelled', cancelledWon: 4_000 });
  await requireSameBooks(house.databaseUrl, house.payco, house.payple);
});
