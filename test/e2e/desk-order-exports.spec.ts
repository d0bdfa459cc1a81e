// Orders as a file that a spreadsheet opens, and the views that people keep.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { newOrderNumber } from '../support/merchant.js';
import { OrderDesk } from '../support/order-desk.js';
import { waitFor } from '../support/wait-for.js';

interface TrailEntry {
  readonly action: string;
  readonly after: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
}

let house: House;
let desk: OrderDesk;
beforeAll(async () => {
  house = await startHouse();
  desk = await OrderDesk.open(house);
});
afterAll(() => house.close());

async function trailOf(action: string): Promise<readonly TrailEntry[]> {
  const { body } = await desk.visitor.call<{ items: TrailEntry[] }>('GET', `/admin/audit?action=${action}&limit=100`);
  return body.items;
}

let planted = 0;

/** Many orders at once, straight into the table. */
async function plantOrders(prefix: string, count: number): Promise<void> {
  planted += 1;
  await house.merchant.order({ orderNumber: `${prefix}-0` });
  for (let first = 1; first <= count; first += 2_500) {
    const last = Math.min(first + 2_499, count);
    await house.app.get(DataSource).query(
      `INSERT INTO orders SELECT (r).* FROM (
         SELECT jsonb_populate_record(o, jsonb_build_object('id', (lpad(to_hex(1600000000000 + $4::bigint * 1000000 + i), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid,
           'order_number', $1 || '-' || i, 'checkout_token', $1 || i)) AS r
         FROM orders o, generate_series($2::integer, $3::integer) i WHERE o.order_number = $1 || '-0') made`,
      [prefix, first, last, planted],
    );
  }
}

describe('an export', () => {
  it('is what Excel reads in Korean: a mark, columns by name, CRLF, no formula, buyers masked', async () => {
    const orderNumber = `CSV-${newOrderNumber()}`;
    const buyer = {
      name: '=HYPERLINK("http://evil.example","보기")',
      phone: '+82 10 1234 5678',
      email: 'kim@example.com',
    };
    await house.merchant.order({ orderNumber, title: '@치킨, "반반"', buyer, amountWon: 12_000 });
    const { status, text, headers } = await desk.download('/admin/orders/exports', {
      text: orderNumber,
      language: 'ko',
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="orders-\d{8}\.csv"$/);
    expect(headers.get('cache-control')).toBe('no-store');
    const [first = '', second = '', ...rest] = text.split('\r\n');
    expect(first.startsWith('\ufeff주문번호,상태,')).toBe(true);
    expect(rest).toEqual(['']);
    expect(second).toContain(`${orderNumber},미결제,`);
    expect(second).toContain(`"'@치킨, ""반반"""`);
    expect(second).toContain(',12000,10909,1091,0,0,');
    expect(second).toContain(`"'=***`);
    expect(second).toContain('010-****-5678,k***@example.com');
    expect(text).not.toContain('HYPERLINK');
  });

  it('has a buyer unmasked only behind the other door, with a reason, and still no formula', async () => {
    const orderNumber = `CSV-${newOrderNumber()}`;
    const buyer = { name: '=1+1', phone: '010-1234-5678' };
    await house.merchant.order({ orderNumber, buyer });
    const wish = { text: orderNumber, language: 'en' };
    expect((await desk.download('/admin/orders/unmasked-exports', wish)).status).toBe(400);
    const { text } = await desk.download('/admin/orders/unmasked-exports', { ...wish, reason: 'the tax office asks' });
    expect(text).toContain(`"'=1+1",010-1234-5678`);
    const viewer = await OrderDesk.open(house, 'viewer');
    expect((await viewer.download('/admin/orders/unmasked-exports', { ...wish, reason: 'because' })).status).toBe(403);
    expect((await viewer.download('/admin/orders/exports', wish)).status).toBe(200);
  });

  it('is in the trail when it begins and when it ends, with its filter and its rows, and without what was searched for', async () => {
    const orderNumber = `CSV-${newOrderNumber()}`;
    await house.merchant.order({ orderNumber, buyer: { phone: '010-7777-8888' } });
    await desk.download('/admin/orders/unmasked-exports', {
      text: '010-7777-8888',
      status: ['unpaid'],
      language: 'ko',
      reason: '민원 처리',
    });
    const begun = (await trailOf('orders.export_begun')).find(({ reason }) => reason === '민원 처리');
    const ended = (await trailOf('orders.exported')).find(({ reason }) => reason === '민원 처리');
    expect(begun?.after).toMatchObject({ status: ['unpaid'], unmasked: true });
    expect(begun?.after['textUnderstoodAs']).toContain('phone');
    expect(ended?.after).toMatchObject({ rowCount: 1, isWhole: true });
    expect(JSON.stringify([begun, ended])).not.toContain('7777');
  });

  it('of ten thousand orders has each of them once', async () => {
    const prefix = newOrderNumber();
    await plantOrders(prefix, 9_999);
    const { text } = await desk.download('/admin/orders/exports', { text: `${prefix}-`, language: 'ko' });
    const numbers = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0]);
    expect(numbers).toHaveLength(10_000);
    expect(new Set(numbers).size).toBe(10_000);
  });

  it('that its reader leaves says in the trail how much was taken', async () => {
    const prefix = newOrderNumber();
    await plantOrders(prefix, 30_000);
    const controller = new AbortController();
    const response = await fetch(`${house.url}/admin/orders/exports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...desk.visitor.headersOf('POST') },
      body: JSON.stringify({ text: `${prefix}-`, language: 'ko' }),
      signal: controller.signal,
    });
    await response.body?.getReader().read();
    controller.abort();
    const entry = await waitFor('the trail to know that it was left', async () =>
      (await trailOf('orders.exported')).find(({ after }) => after['isWhole'] === false),
    );
    expect(Number(entry.after['rowCount'])).toBeLessThan(30_000);
  });

  it.each([
    ['without a language', {}],
    ['in a language that nobody here writes', { language: 'xx' }],
    ['of a state that is none', { language: 'ko', status: ['sheep'] }],
    ['of no states', { language: 'ko', status: [] }],
    ['of a field that is none', { language: 'ko', sheep: 1 }],
  ])('%s is refused', async (_, body) => {
    expect((await desk.download('/admin/orders/exports', body)).status).toBe(400);
  });
});

describe('views', () => {
  interface ShownView {
    readonly id: string;
    readonly name: string;
    readonly filters: Readonly<Record<string, unknown>>;
  }

  it('are one’s own: kept, changed, removed, and reached by nobody else', async () => {
    const [one, other] = [await OrderDesk.open(house, 'viewer'), await OrderDesk.open(house, 'viewer')];
    const filters = { status: ['cancelled'], provider: 'payco', lastDays: 7 };
    const { status, body } = await one.visitor.call<ShownView>('POST', '/admin/views', {
      name: '지난주 환불',
      filters,
    });
    expect([status, body]).toMatchObject([201, { name: '지난주 환불', filters }]);
    const changed = await one.visitor.call<ShownView>('PATCH', `/admin/views/${body.id}`, { name: '환불' });
    expect(changed.body).toEqual({ ...body, name: '환불' });
    expect((await one.visitor.call<{ items: ShownView[] }>('GET', '/admin/views')).body.items).toEqual([changed.body]);
    expect((await other.visitor.call<{ items: ShownView[] }>('GET', '/admin/views')).body.items).toEqual([]);
    for (const [method, wish] of [
      ['PATCH', { name: 'mine' }],
      ['DELETE', undefined],
    ] as const) {
      expect((await other.visitor.call(method, `/admin/views/${body.id}`, wish)).status).toBe(404);
    }
    expect((await one.visitor.call('DELETE', `/admin/views/${body.id}`)).status).toBe(204);
    expect((await one.visitor.call('DELETE', `/admin/views/${body.id}`)).status).toBe(404);
    expect((await trailOf('view.removed')).length).toBe(1);
  });

  it('have names that differ, and are not without number', async () => {
    const { visitor } = await OrderDesk.open(house, 'viewer');
    const keep = (name: string) => visitor.call('POST', '/admin/views', { name, filters: {} });
    const answers = await Promise.all(Array.from({ length: 33 }, (_, place) => keep(`view ${place}`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(30);
    expect(answers.find(({ status }) => status !== 201)?.body.code).toBe('too_many_views');
    const { body } = await visitor.call<{ items: { id: string; name: string }[] }>('GET', '/admin/views');
    const [first, second] = body.items;
    const renamed = await visitor.call('PATCH', `/admin/views/${first?.id ?? ''}`, { name: second?.name });
    expect([renamed.status, renamed.body.code]).toEqual([409, 'view_name_used']);
  });

  it.each([
    ['what was searched for', { name: 'x', filters: { text: '010-1234-5678' } }],
    ['moments', { name: 'x', filters: { from: '2026-11-22T00:00:00+09:00' } }],
    ['a name that is too long', { name: 'x'.repeat(61), filters: {} }],
    ['no filters', { name: 'x' }],
    ['a list of filters', { name: 'x', filters: [] }],
    ['days that are none', { name: 'x', filters: { lastDays: 0 } }],
  ])('never keep %s', async (_, body) => {
    expect((await desk.visitor.call('POST', '/admin/views', body)).status).toBe(400);
  });
});
