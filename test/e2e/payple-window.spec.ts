import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder } from '../support/merchant.js';
import { readRows } from '../support/read-rows.js';
import { deliver, type WindowResult } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

async function agreed(): Promise<{ order: ShownOrder; result: WindowResult }> {
  const order = await house.merchant.order({ amountWon: 12_000, taxFreeWon: 2_000 });
  return { order, result: await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay') };
}

const statusOf = async (order: ShownOrder): Promise<string> => (await house.merchant.show(order)).status;

describe('a card payment through Payple’s window', () => {
  it('is paid once, keeps the card, and is refunded in parts to exactly zero', async () => {
    const { order, result } = await agreed();
    const landing = await deliver(result);
    expect([landing.status, landing.headers.get('location')]).toEqual([
      303,
      `${new URL(order.checkoutUrl).pathname}/result`,
    ]);
    const paid = await house.merchant.show(order);
    expect(paid.payments[0]).toMatchObject({ status: 'paid', method: 'card', receipt: { cancels: 'any' } });
    for (const amountWon of [5_000, 3_333, undefined]) {
      const { status, body } = await house.merchant.cancel(order, amountWon);
      expect(status, `a refund should be done, not ${JSON.stringify(body)}`).toBe(201);
    }
    expect(await house.payple.booksOf(order)).toMatchObject([{ paidWon: 12_000, cancelledWon: 12_000, approvals: 1 }]);
  });

  it('is not taken when the buyer closes the window, and can be tried again', async () => {
    const order = await house.merchant.order();
    await deliver(await house.payple.finish(await house.merchant.pay(order, 'mobile', 'payple'), 'close'));
    expect(await statusOf(order)).toBe('unpaid');
    await deliver(await house.payple.finish(await house.merchant.pay(order, 'mobile', 'payple'), 'pay'));
    expect(await statusOf(order)).toBe('paid');
  });

  it('opens its window only once per payment', async () => {
    const order = await house.merchant.order();
    const payment = await house.merchant.pay(order, 'pc', 'payple');
    const authorization = `${house.url}${payment.handoff?.parameters?.['payple_auth_file'] ?? ''}`;
    const first = await fetch(authorization, { method: 'POST' });
    expect(first.status, 'the page gets its tokens').toBeLessThan(300);
    const second = await fetch(authorization, { method: 'POST' });
    expect(second.status, 'and nobody gets them again').toBeGreaterThanOrEqual(400);
  });

  it('with another amount in the result is not confirmed at all', async () => {
    const { order, result } = await agreed();
    await deliver({ ...result, fields: { ...result.fields, PCD_PAY_TOTAL: '100' } });
    expect(await statusOf(order)).toBe('unpaid');
    expect(await house.payple.booksOf(order), 'Payple was asked for nothing').toEqual([]);
  });

  it('sends nothing to an address that is not Payple’s', async () => {
    const { order, result } = await agreed();
    await deliver({ ...result, fields: { ...result.fields, PCD_PAY_COFURL: 'http://127.0.0.1:9/steal' } });
    expect(await statusOf(order)).toBe('unpaid');
    await deliver(result);
    expect(await statusOf(order), 'the true result is still good').toBe('paid');
  });

  it('confirmed under another order’s name is found by the notice, and the other order stays unpaid', async () => {
    const [a, b] = [await agreed(), await agreed()];
    const { PCD_AUTH_KEY = '', PCD_PAY_REQKEY = '', PCD_PAY_OID = '' } = b.result.fields;
    await deliver({ ...a.result, fields: { ...a.result.fields, PCD_AUTH_KEY, PCD_PAY_REQKEY } });
    const notice = await fetch(`${house.url}/v1/payple/notices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ PCD_PAY_RST: 'success', PCD_PAY_OID }),
    });
    expect(notice.status).toBe(200);
    await waitFor('the charged order to be paid', async () => (await statusOf(b.order)) === 'paid');
    await waitFor('the other order to be unpaid', async () => (await statusOf(a.order)) === 'unpaid');
    expect(await house.payple.booksOf(b.order)).toMatchObject([{ paidWon: 12_000, cancelledWon: 0 }]);
  });

  it('whose partial refund was lost is never refunded twice: it waits', async () => {
    const { order, result } = await agreed();
    await deliver(result);
    await house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
    expect((await house.merchant.cancel(order, 4_000)).status).toBe(202);
    await waitFor('three lookups to have been made', async () => {
      const [refund] = (await house.merchant.show(order)).cancellations;
      expect(refund?.status, 'nobody may settle what nobody knows').toBe('in_doubt');
      return (await lookupsOf(order)) >= 3;
    });
    expect((await house.merchant.cancel(order)).body.code).toBe('cancellation_running');
    expect(await house.payple.booksOf(order)).toMatchObject([{ cancelledWon: 4_000, cancels: 1 }]);
  });
});

describe('a payment from a bank account through Payple’s window', () => {
  async function agreedByTransfer(wish: Readonly<Record<string, unknown>> = {}) {
    const order = await house.merchant.order({ amountWon: 12_000, ...wish });
    const payment = await house.merchant.pay(order, 'pc', 'payple', 'transfer');
    return { order, result: await house.payple.finish(payment, 'pay') };
  }

  it('is paid once, keeps the account masked and its key sealed, and is refunded in parts to exactly zero', async () => {
    const { order, result } = await agreedByTransfer({ taxFreeWon: 2_000 });
    await deliver(result);
    const [payment] = (await house.merchant.show(order)).payments;
    expect(payment).toMatchObject({
      status: 'paid',
      askedMethod: 'transfer',
      method: 'transfer',
      receipt: { card: null, account: { number: expect.stringContaining('*') as string } },
    });
    const key = result.fields['PCD_PAYER_ID'] ?? '';
    expect(key, 'the window names the account’s key').toBeTruthy();
    expect(await everythingKept(), 'the key can charge the account').not.toContain(key);
    for (const amountWon of [5_000, 3_333, undefined]) {
      const { status, body } = await house.merchant.cancel(order, amountWon);
      expect(status, `a refund should be done, not ${JSON.stringify(body)}`).toBe(201);
    }
    expect(await house.payple.booksOf(order)).toMatchObject([{ paidWon: 12_000, cancelledWon: 12_000, approvals: 1 }]);
  });

  it('may follow a card that was tried first', async () => {
    const order = await house.merchant.order();
    await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'close'));
    const payment = await house.merchant.pay(order, 'pc', 'payple', 'transfer');
    await deliver(await house.payple.finish(payment, 'pay'));
    const { payments } = await house.merchant.show(order);
    expect(payments.map(({ askedMethod, status }) => [askedMethod, status])).toEqual([
      ['card', 'abandoned'],
      ['transfer', 'paid'],
    ]);
  });

  it('is not offered below 1,000 won, where a card still is', async () => {
    const order = await house.merchant.order({ amountWon: 999 });
    const refused = await house.merchant.tryToPay(order, 'pc', 'payple', 'transfer');
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'not_supported', detail: 'payple by transfer takes 1000 won or more.' },
    ]);
    expect((await house.merchant.tryToPay(order, 'pc', 'payple', 'card')).status).toBe(201);
  });
});

/** Every row in which something that Payple said could have been left. */
async function everythingKept(): Promise<string> {
  const rows = await readRows<{ text: string }>(
    house.databaseUrl,
    `SELECT to_jsonb(e)::text AS text FROM exchanges e UNION ALL SELECT to_jsonb(p)::text FROM payments p
     UNION ALL SELECT to_jsonb(v)::text FROM events v`,
  );
  return rows.map(({ text }) => text).join('\n');
}

async function lookupsOf(order: ShownOrder): Promise<number> {
  const rows = await readRows<{ lookups: number }>(
    house.databaseUrl,
    'SELECT c.lookups FROM cancellations c JOIN orders o ON o.id = c.order_id WHERE o.order_number = $1',
    [order.orderNumber],
  );
  return rows[0]?.lookups ?? 0;
}
