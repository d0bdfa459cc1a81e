// Finding orders at the desk: by everything a buyer or a provider may tell, with filters, page by page, and by hostile texts.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { newOrderNumber, visit, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { OrderDesk } from '../support/order-desk.js';

const BUYER = { name: '홍길동', phone: '+82 10-9876-5432', email: 'Gildong.Hong@Example.com' };

let house: House;
let desk: OrderDesk;
let payco: ShownOrder;
let payple: ShownOrder;
let refundId: string;

interface Facts {
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly tradeNumber: string;
  readonly approvalNumber: string;
  readonly cardNumber: string;
}

/** What only the provider's side of a payment knows; read where it is kept. */
async function factsOf({ id }: ShownOrder): Promise<Facts> {
  const [facts] = await house.app.get(DataSource).query<Facts[]>(
    `SELECT provider_reference AS reference, receipt ->> 'providerPaymentId' AS "providerPaymentId",
       receipt #>> '{parts,0,transactionNumber}' AS "tradeNumber", receipt #>> '{card,approvalNumber}' AS "approvalNumber",
       receipt #>> '{card,number}' AS "cardNumber"
     FROM payments WHERE order_id = $1 AND status = 'paid'`,
    [`${id.slice(4, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20, 24)}-${id.slice(24)}`],
  );
  if (!facts) throw new Error('The order is not paid.');
  return facts;
}

beforeAll(async () => {
  house = await startHouse();
  desk = await OrderDesk.open(house);
  const { merchant } = house;
  await merchant.call('POST', '/v1/sellers', { code: 'gangnam', name: '강남점' });
  payco = await merchant.order({ orderNumber: 'SHOP-2026-0001', buyer: BUYER, amountWon: 20_000 });
  const payment = await merchant.pay(payco);
  await visit(await house.payco.agree(payment, 'card'));
  refundId = (await merchant.cancel(payco, 4_000)).body.id;
  payple = await merchant.order({ orderNumber: 'SHOP-2026-0002', buyer: { phone: '010-2222-3333' } });
  const { fields } = await house.payple
    .finish(await merchant.pay(payple, 'pc', 'payple'), 'pay')
    .then(async (result) => {
      await deliver(result);
      return result;
    });
  expect(fields['PCD_PAY_OID']).toBeDefined();
});
afterAll(() => house.close());

describe('a text', () => {
  it.each([
    ['the order number', () => payco.orderNumber, 'order_number'],
    ['the order number in small letters', () => payco.orderNumber.toLowerCase(), 'order_number'],
    ['our id of the order', () => payco.id, 'id'],
    ['our id of the payment', async () => (await house.merchant.show(payco)).payments[0]?.id ?? '', 'id'],
    ['our id of the refund, in capitals', () => refundId.toUpperCase(), 'id'],
    ['the provider’s number of the try', async () => (await factsOf(payco)).reference, 'provider_id'],
    ['the provider’s number of the payment', async () => (await factsOf(payco)).providerPaymentId, 'provider_id'],
    ['the provider’s transaction number', async () => (await factsOf(payco)).tradeNumber, 'provider_id'],
    ['the buyer’s phone', () => '010-9876-5432', 'phone'],
    ['the buyer’s phone as the merchant told it', () => BUYER.phone, 'phone'],
    ['the buyer’s phone in wide digits', () => '０１０ ９８７６ ５４３２', 'phone'],
    ['the buyer’s e-mail', () => 'gildong.hong@example.com', 'email'],
    [
      'the card’s last digits and approval number',
      async () => {
        const { cardNumber, approvalNumber } = await factsOf(payco);
        return `${cardNumber.slice(-4)} ${approvalNumber}`;
      },
      'card',
    ],
    ['the approval number alone', async () => (await factsOf(payco)).approvalNumber, 'card'],
  ])('that is %s leads to its order alone, and says as what', async (_, textOf, kind) => {
    const page = await desk.search({ text: await textOf() });
    expect(page.items.map(({ orderNumber }) => orderNumber)).toEqual([payco.orderNumber]);
    expect(page.items[0]?.foundBy).toContain(kind);
    expect(page.understoodAs).toContain(kind);
  });

  it('that is a provider’s number of a refund, or of a payment at Payple, leads to its order', async () => {
    const shown = await desk.page(payco);
    const number = (shown.cancellations[0] as unknown as { providerCancellationId: string }).providerCancellationId;
    expect((await desk.search({ text: number })).items.map(({ id }) => id)).toEqual([payco.id]);
    const { reference, providerPaymentId } = await factsOf(payple);
    for (const text of [reference, providerPaymentId]) {
      expect((await desk.search({ text })).items.map(({ id }) => id)).toEqual([payple.id]);
    }
  });

  it('that begins order numbers leads to all of them, the newest first', async () => {
    expect(await desk.numbers({ text: 'SHOP-2026-', limit: 1 })).toEqual([payple.orderNumber, payco.orderNumber]);
  });

  it.each([
    ['%'],
    ['_'],
    ['SHOP-2026-000_'],
    ['SHOP%'],
    [`' OR '1'='1`],
    [`'; DROP TABLE orders; --`],
    ['\\'],
    ['$1'],
    ['홍길동'],
    ['👩‍👩‍👧‍👦'],
    ['\u202egnp.exe'],
    ['null'],
    ['__proto__'],
    ['ord_ffffffffffffffffffffffffffffffff'],
    ['{1,2}'],
    ['"},{"'],
    ['a'.repeat(200)],
  ])('of tricks, %j, finds nothing and breaks nothing', async (text) => {
    expect((await desk.search({ text })).items).toEqual([]);
  });

  it.each([
    ['too long', 'a'.repeat(201)],
    ['with a control character', 'a\u0000b'],
    ['with half a character', '\ud800'],
    ['empty', ''],
    ['of blanks', '   '],
  ])('that is %s is refused', async (_, text) => {
    const { status } = await desk.visitor.call('POST', '/admin/orders/searches', { text });
    expect(status).toBe(400);
  });
});

describe('a list of orders', () => {
  it('shows what a list needs, with the buyer masked', async () => {
    const { items } = await desk.search({ text: payco.orderNumber });
    expect(items[0]).toMatchObject({
      status: 'partially_cancelled',
      amountWon: 20_000,
      cancelledWon: 4_000,
      provider: 'payco',
      method: 'card',
      buyer: { name: '홍*동', phone: '010-****-5432', email: 'Gi***@Example.com' },
      needsAttention: false,
    });
    expect(JSON.stringify(items)).not.toContain('9876');
  });

  it.each([
    ['state', { status: ['partially_cancelled', 'cancelled'] }, ['SHOP-2026-0001']],
    ['provider', { provider: 'payple' }, ['SHOP-2026-0002']],
    ['method', { method: 'card', text: 'SHOP-' }, ['SHOP-2026-0002', 'SHOP-2026-0001']],
    ['method that nobody used', { method: 'phone' }, []],
    ['seller', { sellerCode: 'gangnam' }, []],
    ['provider and state', { provider: 'payple', status: ['paid'] }, ['SHOP-2026-0002']],
    ['what needs a person', { attention: true }, []],
    ['what is not settled', { unsettled: true }, []],
    ['a text and a filter that do not fit', { text: '010-9876-5432', provider: 'payple' }, []],
    ['a time that is over', { to: '2020-01-01T00:00:00Z' }, []],
    ['a time that is to come', { from: '2999-01-01T00:00:00Z' }, []],
  ])('can be filtered by %s', async (_, wish, numbers) => {
    expect(await desk.numbers(wish)).toEqual(numbers);
  });

  it('holds what was ordered from a moment on, and nothing before it', async () => {
    const { items } = await desk.search({ text: payco.orderNumber });
    const [order] = items as unknown as readonly { readonly createdAt: string }[];
    const at = order?.createdAt ?? '';
    const after = new Date(new Date(at).getTime() + 1).toISOString();
    expect(await desk.numbers({ text: 'SHOP-', from: at })).toEqual(['SHOP-2026-0002', 'SHOP-2026-0001']);
    expect(await desk.numbers({ text: 'SHOP-', from: after })).toEqual(['SHOP-2026-0002']);
    expect(await desk.numbers({ text: 'SHOP-', to: at })).toEqual([]);
    expect(await desk.numbers({ text: 'SHOP-', to: after })).toEqual(['SHOP-2026-0001']);
  });

  it('shows each order once on its pages, also while new ones come', async () => {
    const prefix = `STEADY-${newOrderNumber()}`;
    const place = (count: number): Promise<ShownOrder> => house.merchant.order({ orderNumber: `${prefix}-${count}` });
    for (let count = 0; count < 7; count += 1) await place(count);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await desk.search({ text: prefix, limit: 2, ...(cursor !== null && { cursor }) });
      seen.push(...page.items.map(({ orderNumber }) => orderNumber.slice(prefix.length + 1)));
      cursor = page.nextCursor;
      await place(100 + seen.length);
    } while (cursor !== null);
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  });

  it.each([['x'], ['ord_1'], [`pay_${'0'.repeat(32)}`]])('refuses the cursor %s', async (cursor) => {
    const { status, body } = await desk.visitor.call('POST', '/admin/orders/searches', { cursor });
    expect([status, body.code]).toEqual([400, 'malformed_request']);
  });

  it('goes on from where it stopped when few of very many fit', { timeout: 300_000 }, async () => {
    // More than one answer looks at: straight into the table, because they are many.
    const prefix = newOrderNumber();
    for (let first = 1; first < 31_000; first += 3_100) {
      await house.app.get(DataSource).query(
        `INSERT INTO orders SELECT (r).* FROM (
           SELECT jsonb_populate_record(o, jsonb_build_object('id', (lpad(to_hex(1700000000000 + i), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid,
             'order_number', $1 || '-' || i, 'checkout_token', $1 || i, 'status', 'unpaid', 'created_at', '2023-11-14T22:13:20Z',
             'title', CASE WHEN i = 10 THEN 'the one' ELSE 'others' END, 'seller_code', CASE WHEN i = 10 THEN 'gangnam' ELSE 'default' END)) AS r
           FROM orders o, generate_series($2::integer, $2::integer + 3099) i WHERE o.order_number = 'SHOP-2026-0002') made`,
        [prefix, first],
      );
    }
    await house.app.get(DataSource).query('ANALYZE orders');
    const first = await desk.search({ text: prefix, sellerCode: 'gangnam' });
    expect(first).toMatchObject({ items: [], stoppedEarly: true });
    expect(await desk.numbers({ text: prefix, sellerCode: 'gangnam' })).toEqual([`${prefix}-10`]);
    expect((await desk.numbers({ text: `${prefix}-3`, limit: 100 })).length).toBe(2_112);
  });
});
