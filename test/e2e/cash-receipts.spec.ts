// Cash receipts of payments from bank accounts, through the simulator: issued, taken back, lost on the way.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { holdCalls, PATIENT_WITH_PROVIDERS } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import type { Answer, ShownOrder, ShownProblem } from '../support/merchant.js';
import { deliver, type WindowResult } from '../support/payple-control.js';
import { readRows, withClient } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

interface ShownReceipt {
  readonly id: string;
  readonly status: string;
  readonly purpose: string;
  readonly identity: string;
  readonly amountWon: number;
  readonly managementNumber: string | null;
  readonly refusal: { readonly reason: string; readonly providerCode?: string } | null;
  readonly attention: string | null;
}

const PHONE = '010-9876-5432';
const AMOUNT_WON = 10_000;

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: PATIENT_WITH_PROVIDERS });
});
afterEach(() => house.payple.behave());
afterAll(() => house.close());

async function paidOrder(method = 'transfer'): Promise<{ order: ShownOrder; result: WindowResult }> {
  const order = await house.merchant.order({ amountWon: AMOUNT_WON });
  const result = await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple', method), 'pay');
  await deliver(result);
  expect((await house.merchant.show(order)).status).toBe('paid');
  return { order, result };
}

function issue(
  order: ShownOrder,
  wish: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<ShownReceipt & ShownProblem>> {
  const body = { purpose: 'personal', identity: PHONE, ...wish };
  return house.merchant.call('POST', `/v1/orders/${order.id}/cash-receipts`, body, headers);
}

async function issuedFor(order: ShownOrder, wish: Readonly<Record<string, unknown>> = {}): Promise<ShownReceipt> {
  const answer = await issue(order, wish);
  expect(answer.status, `a receipt should be issued, not ${JSON.stringify(answer.body)}`).toBe(201);
  return answer.body;
}

const remove = (order: ShownOrder, { id }: ShownReceipt): Promise<Answer<ShownReceipt | null>> =>
  house.merchant.call('DELETE', `/v1/orders/${order.id}/cash-receipts/${id}`);

async function receiptsOf(order: ShownOrder): Promise<readonly ShownReceipt[]> {
  const path = `/v1/orders/${order.id}/cash-receipts`;
  return (await house.merchant.call<{ items: readonly ShownReceipt[] }>('GET', path)).body.items;
}

const until = (order: ShownOrder, status: string): Promise<ShownReceipt> =>
  waitFor(`the receipt to be ${status}`, async () => {
    const receipt = (await receiptsOf(order)).at(-1);
    return receipt?.status === status ? receipt : null;
  });

const untilAttention = (order: ShownOrder): Promise<ShownReceipt> =>
  waitFor('an operator to be called', async () => {
    const receipt = (await receiptsOf(order)).at(-1);
    return receipt?.attention == null ? null : receipt;
  });

/** What Payple believes of an order's receipt: how much it is for, and whether it was taken back. */
async function bookOf(order: ShownOrder): Promise<{ amountWon: number; cancelled: boolean } | null> {
  const [book] = (await house.payple.booksOf(order)).filter(({ paidWon }) => paidWon > 0);
  return book?.receipt ?? null;
}

/** Somebody refunds at Payple's site, and an operator enters what they saw there. */
async function refundedElsewhere(order: ShownOrder, { fields }: WindowResult, amountWon: number): Promise<void> {
  await house.payple.refundAtSite(fields['PCD_PAY_OID'] ?? '', { amountWon });
  const seen = { refundedAt: new Date().toISOString(), reason: 'seen at Payple', decidedBy: 'Kim' };
  const path = `/v1/orders/${order.id}/external-cancellations`;
  const entered = await house.merchant.call('POST', path, { amountWon, origin: 'provider_site', ...seen });
  expect(entered.status, JSON.stringify(entered.body)).toBe(201);
}

describe('a cash receipt', () => {
  it('is issued once for all that was paid, shows whose it is by four digits, and is listed', async () => {
    const { order } = await paidOrder();
    const receipt = await issuedFor(order);
    expect(receipt).toMatchObject({
      status: 'issued',
      purpose: 'personal',
      identity: '*******5432',
      amountWon: AMOUNT_WON,
      managementNumber: expect.stringMatching(/^\d+$/) as string,
      refusal: null,
      attention: null,
    });
    expect(await receiptsOf(order)).toEqual([receipt]);
    expect(await bookOf(order)).toMatchObject({ amountWon: AMOUNT_WON, cancelled: false });
    const second = await issue(order);
    expect([second.status, second.body]).toMatchObject([409, { code: 'cash_receipt_stands', resourceId: receipt.id }]);
  });

  it('is issued to a company for a part of what was paid', async () => {
    const { order } = await paidOrder();
    const receipt = await issuedFor(order, { purpose: 'company', identity: '123-45-67890', amountWon: 4_000 });
    expect(receipt).toMatchObject({ purpose: 'company', identity: '******7890', amountWon: 4_000 });
    expect(await bookOf(order)).toMatchObject({ amountWon: 4_000 });
  });

  it('is issued once for one Idempotency-Key, and once of ten that ask at the same time', async () => {
    const { order } = await paidOrder();
    const headers = { 'idempotency-key': randomUUID() };
    const first = await issue(order, {}, headers);
    const again = await issue(order, {}, headers);
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
    const other = await issue(order, { identity: '010-1111-2222' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const { order: another } = await paidOrder();
    const answers = await Promise.all(Array.from({ length: 10 }, () => issue(another)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await receiptsOf(another)).toHaveLength(1);
  });

  it.each<[string, object, number, string]>([
    ['a telephone number that is none', { identity: '02-123-45678' }, 400, 'malformed_request'],
    ['letters for digits', { identity: 'ABCDEFGHIJ' }, 400, 'malformed_request'],
    ['a telephone number for a company', { purpose: 'company' }, 400, 'malformed_request'],
    ['a purpose nobody knows', { purpose: 'fun' }, 400, 'malformed_request'],
    ['nothing', { amountWon: 0 }, 400, 'malformed_request'],
    ['more than was paid', { amountWon: AMOUNT_WON + 1 }, 422, 'over_balance'],
  ])('is refused for %s, and nothing is written', async (_, wish, status, code) => {
    const { order } = await paidOrder();
    const answer = await issue(order, { ...wish });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(JSON.stringify(answer.body), 'the number is not repeated').not.toContain('5432');
    expect(await receiptsOf(order)).toEqual([]);
  });

  it('is not there for a card, an order that is not paid, or one that does not exist', async () => {
    const { order: byCard } = await paidOrder('card');
    const unpaid = await house.merchant.order();
    const nobodys = { ...unpaid, id: `ord_${'0'.repeat(32)}` };
    const codes = await Promise.all([byCard, unpaid, nobodys].map(async (order) => (await issue(order)).body.code));
    expect(codes).toEqual(['not_supported', 'order_not_paid', 'not_found']);
    const { order } = await paidOrder();
    expect((await remove(byCard, await issuedFor(order))).status, 'of another order').toBe(404);
  });

  it('ends with the provider’s code when it says no, and can be asked for again', async () => {
    const { order } = await paidOrder();
    const decline: Readonly<Record<string, unknown>> = { fault: 'decline', code: 'TSRG4242' };
    await house.payple.fail({ endpoint: 'taxreg', fault: '', ...decline });
    const refused = await issue(order);
    expect([refused.status, refused.body]).toMatchObject([402, { code: 'provider_refused', providerCode: 'TSRG4242' }]);
    await issuedFor(order);
    expect((await receiptsOf(order)).map(({ status }) => status)).toEqual(['refused', 'issued']);
  });

  it('that was surely never asked for may be asked for again under the same key', async () => {
    const { order } = await paidOrder();
    const headers = { 'idempotency-key': randomUUID() };
    await house.payple.fail({ endpoint: 'auth', fault: 'drop_before_effect' });
    const unsent = await issue(order, {}, headers);
    expect([unsent.status, unsent.body.code]).toEqual([503, 'provider_not_reached']);
    expect((await issue(order, {}, headers)).status).toBe(201);
  });
});

describe('a cash receipt whose answer was lost', () => {
  it.each([
    ['before it was issued', { fault: 'drop_before_effect' }],
    ['after it was issued', { fault: 'drop_after_effect' }],
    ['in an answer that means nothing', { fault: 'garbage', effect: 'after' }],
  ])('%s is issued once in the end', async (_, fault) => {
    const { order } = await paidOrder();
    await house.payple.fail({ endpoint: 'taxreg', ...fault });
    const answer = await issue(order);
    expect([answer.status, answer.body.status]).toEqual([202, 'in_doubt']);
    const receipt = await until(order, 'issued');
    expect(receipt.managementNumber).toBeTruthy();
    expect(await bookOf(order)).toMatchObject({ amountWon: AMOUNT_WON, cancelled: false });
  });

  it('waits for an operator when the provider shows nothing and refuses a second one', async () => {
    const { order } = await paidOrder();
    await house.payple.fail({ endpoint: 'taxreg', fault: 'drop_after_effect' });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'garbage', count: 3 });
    await issue(order);
    const waiting = await untilAttention(order);
    expect(waiting).toMatchObject({ status: 'in_doubt', attention: expect.stringContaining('said no') as string });
    const receipt = await until(order, 'issued');
    expect(receipt, 'found out later after all').toMatchObject({ attention: null, refusal: null });
  });

  it('goes with the payment when everything is refunded meanwhile', async () => {
    const { order } = await paidOrder();
    await house.payple.fail({ endpoint: 'taxreg', fault: 'drop_after_effect' });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'http_500', count: 2 });
    await issue(order);
    expect((await house.merchant.cancel(order)).status).toBe(201);
    await until(order, 'cancelled');
    expect(await bookOf(order)).toMatchObject({ cancelled: true });
  });

  it('may be taken back without anybody knowing whether it was issued', async () => {
    const { order } = await paidOrder();
    await house.payple.fail({ endpoint: 'taxreg', fault: 'drop_after_effect' });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'http_500' });
    const { body } = await issue(order);
    expect((await remove(order, body)).status).toBe(202);
    await until(order, 'cancelled');
    expect(await bookOf(order)).toMatchObject({ cancelled: true });
  });
});

describe('taking a cash receipt back', () => {
  it('makes room for another one', async () => {
    const { order } = await paidOrder();
    const receipt = await issuedFor(order);
    const answer = await remove(order, receipt);
    expect([answer.status, answer.body?.status]).toEqual([202, 'cancelling']);
    await until(order, 'cancelled');
    expect((await remove(order, receipt)).status, 'nothing is left to do').toBe(204);
    expect(await bookOf(order)).toMatchObject({ cancelled: true });
    await issuedFor(order, { identity: '010-1111-2222' });
  });

  it.each(['drop_before_effect', 'drop_after_effect', 'http_500', 'decline'])('goes on after %s', async (fault) => {
    const { order } = await paidOrder();
    const receipt = await issuedFor(order);
    await house.payple.fail({ endpoint: 'taxcancel', fault });
    expect((await remove(order, receipt)).status).toBe(202);
    await until(order, 'cancelled');
    expect(await bookOf(order)).toMatchObject({ cancelled: true });
  });
});

describe('a refund of a payment with a cash receipt', () => {
  it('of everything takes the receipt with it', async () => {
    const { order } = await paidOrder();
    await issuedFor(order);
    expect((await house.merchant.cancel(order)).status).toBe(201);
    const receipt = await until(order, 'cancelled');
    expect(receipt.attention).toBe(null);
    const answer = await issue(order);
    expect([answer.status, answer.body.code]).toEqual([409, 'order_not_paid']);
    expect(await operationsOf(order), 'Payple did it by itself').not.toContain('cash receipt cancel');
  });

  it('whose answer was lost has the receipt taken back another day', async () => {
    const { order } = await paidOrder();
    await issuedFor(order);
    await house.payple.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    expect((await house.merchant.cancel(order)).status).toBe(202);
    await waitFor('the order to be cancelled', async () => (await house.merchant.show(order)).status === 'cancelled');
    await until(order, 'cancelled');
    expect(await bookOf(order)).toMatchObject({ cancelled: true });
  });

  it('of a part calls an operator: who may take the receipt back and ask for a smaller one', async () => {
    const { order } = await paidOrder();
    const receipt = await issuedFor(order);
    expect((await house.merchant.cancel(order, 4_000)).status).toBe(201);
    const waiting = await untilAttention(order);
    expect(waiting).toMatchObject({
      status: 'issued',
      attention: expect.stringContaining('for 10000 won, and after a refund 6000 won') as string,
    });
    expect((await issue(order)).body.code).toBe('cash_receipt_stands');
    await remove(order, receipt);
    await until(order, 'cancelled');
    expect(await issuedFor(order)).toMatchObject({ amountWon: 6_000 });
  });
});

describe('a refund at the provider’s own pages', () => {
  it('of everything, with which the provider took the receipt back, ends the receipt', async () => {
    const { order, result } = await paidOrder();
    await issuedFor(order);
    await refundedElsewhere(order, result, AMOUNT_WON);
    const receipt = await until(order, 'cancelled');
    expect(receipt, 'nobody was needed; the answer that it rests on is kept').toMatchObject({
      attention: null,
      refusal: { providerCode: 'SIMU0019' },
    });
    expect(await bookOf(order)).toMatchObject({ cancelled: true });
  });

  it('of a part calls an operator: who may take the receipt back and ask for a smaller one', async () => {
    const { order, result } = await paidOrder();
    const receipt = await issuedFor(order);
    await refundedElsewhere(order, result, 4_000);
    expect((await untilAttention(order)).attention).toContain('for 10000 won, and after a refund 6000 won');
    await remove(order, receipt);
    await until(order, 'cancelled');
    expect(await issuedFor(order)).toMatchObject({ amountWon: 6_000 });
  });
});

it('keeps the number only as long as it may have to be sent again, and shows it nowhere', async () => {
  const { order, result } = await paidOrder();
  await house.payple.fail({ endpoint: 'taxreg', fault: 'drop_before_effect' });
  await issue(order, {}, { 'idempotency-key': randomUUID() });
  await until(order, 'issued');
  const rows = await readRows<{ text: string }>(
    house.databaseUrl,
    `SELECT to_jsonb(c)::text AS text FROM cash_receipts c UNION ALL SELECT to_jsonb(e)::text FROM exchanges e
     UNION ALL SELECT to_jsonb(i)::text FROM idempotency_records i UNION ALL SELECT to_jsonb(p)::text FROM payments p`,
  );
  const kept = rows.map(({ text }) => text).join('\n');
  const asked = ['POST', `/v1/orders/${order.id}/cash-receipts`, `{"identity":"${PHONE}","purpose":"personal"}`].join(
    '\n',
  );
  const plainHash = createHash('sha256').update(asked).digest('hex');
  for (const secret of ['01098765432', PHONE, plainHash, result.fields['PCD_PAYER_ID'] ?? 'missing']) {
    expect(kept).not.toContain(secret);
  }
  const sealed = await readRows(
    house.databaseUrl,
    `SELECT id FROM cash_receipts WHERE sealed_identity IS NOT NULL AND status NOT IN ('requested', 'in_doubt')`,
  );
  expect(sealed).toEqual([]);
});

it('finds out what became of a receipt whose process died between asking and hearing', async () => {
  const { order } = await paidOrder();
  const issuing = holdCalls('PCD_TAXSAVE_AMOUNT', 'answer');
  const asked = issue(order);
  await issuing.untilHeld();
  const requested = await until(order, 'requested');
  expect((await remove(order, requested)).status, 'while it is being issued').toBe(409);
  // As if its process had died long ago: the call counts as lost.
  await withClient(house.databaseUrl, async (client) => {
    await client.query(
      `UPDATE cash_receipts SET created_at = created_at - interval '1 hour' WHERE status = 'requested'`,
    );
    await client.query(
      `SELECT graphile_worker.add_job('settle_cash_receipt', payload := json_build_object('paymentId', payment_id),
         job_key := 'settle_cash_receipt:' || payment_id) FROM cash_receipts WHERE status = 'requested'`,
    );
  });
  await until(order, 'issued');
  issuing.letGo();
  expect((await asked).status, 'its own late answer changes nothing').toBe(201);
  expect(await receiptsOf(order)).toHaveLength(1);
  expect(await bookOf(order)).toMatchObject({ amountWon: AMOUNT_WON, cancelled: false });
});

async function operationsOf(order: ShownOrder): Promise<string[]> {
  const rows = await readRows<{ operation: string }>(
    house.databaseUrl,
    'SELECT e.operation FROM exchanges e JOIN orders o ON o.id = e.order_id WHERE o.order_number = $1',
    [order.orderNumber],
  );
  return rows.map(({ operation }) => operation);
}
