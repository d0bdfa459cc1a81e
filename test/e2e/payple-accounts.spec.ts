// Stored bank accounts at Payple from the outside: registered in its window, charged, refunded, reported to the tax office.
// Must never repeat the stories of the contract suite, which are told of accounts as of cards.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { newOrderNumber, type Answer, type ShownBillingKey, type ShownProblem } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

const AMOUNT_WON = 10_000;

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterEach(() => house.payple.behave());
afterAll(() => house.close());

interface Stored {
  readonly key: ShownBillingKey;
  readonly secret: string;
}

async function storedAccount(): Promise<Stored> {
  const registering = await house.merchant.registerCard({ provider: 'payple', method: 'transfer' });
  const result = await house.payple.finish(registering, 'pay');
  await deliver(result);
  const key = await house.merchant.showKey(registering);
  expect(key.status).toBe('active');
  return { key, secret: result.fields['PCD_PAYER_ID'] ?? '' };
}

const register = (wish: Readonly<Record<string, unknown>>): Promise<Answer<ShownBillingKey & ShownProblem>> =>
  house.merchant.call('POST', '/v1/billing-keys', {
    provider: 'payple',
    returnUrl: 'https://shop.example.com/cards',
    ...wish,
  });

const statusOf = async (order: { readonly id: string }): Promise<string> => (await house.merchant.show(order)).status;

describe('registering an account in Payple’s window', () => {
  it('opens a window for accounts, and shows what was stored as an account, masked', async () => {
    const { key } = await storedAccount();
    expect(key).toMatchObject({
      method: 'transfer',
      card: null,
      account: { bankName: '국민은행', bankCode: '004', number: '999-********-444' },
    });
    const again = await house.merchant.call('POST', `/v1/billing-keys/${key.id}/describe`);
    expect([again.status, again.body], 'Payple tells the same when it is asked').toEqual([200, key]);
  });

  it('does not take a card that was registered in its place', async () => {
    const key = await house.merchant.registerCard({ provider: 'payple', method: 'transfer' });
    const parameters = { ...key.handoff?.parameters, PCD_PAY_TYPE: 'card', PCD_CARD_VER: '01' };
    const edited = await house.payple.finish({ handoff: { type: 'payple_window', url: '', parameters } }, 'pay');
    await deliver(edited);
    expect(await house.merchant.showKey(key)).toMatchObject({ status: 'registering', card: null, account: null });
    await deliver({ ...edited, fields: { ...edited.fields, PCD_PAY_TYPE: 'transfer' } });
    expect(await house.merchant.showKey(key), 'Payple says that it is a card').toMatchObject({ status: 'registering' });
  });

  it('is the usual card when nobody says otherwise, and refuses what is not kept', async () => {
    expect((await register({})).body.method).toBe('card');
    const refused = await register({ method: 'phone' });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'not_supported', detail: 'payple keeps these to be charged: card, transfer.' },
    ]);
  });
});

describe('the hosted page', () => {
  const pageOf = async ({ registrationUrl }: ShownBillingKey, language: 'ko' | 'en'): Promise<string> => {
    const response = await fetch(`${registrationUrl ?? ''}?lang=${language}`);
    expect(response.status).toBe(200);
    return response.text();
  };

  it('speaks of an account where it is one, in both languages, from the question to the end', async () => {
    const key = await house.merchant.registerCard({ provider: 'payple', method: 'transfer' });
    const [korean, english] = [await pageOf(key, 'ko'), await pageOf(key, 'en')];
    expect(korean).toContain('계좌를 등록해 주세요');
    expect(english).toContain('Please register a bank account');
    await deliver(await house.payple.finish(key, 'pay'));
    const stored = [await pageOf(key, 'ko'), await pageOf(key, 'en')];
    expect(stored[0]).toContain('계좌가 등록되었습니다');
    expect(stored[1]).toContain('Your account is registered');
    for (const page of stored) expect(page).toContain('999-********-444');
    for (const page of [korean, english, ...stored]) {
      const main = /<main.*<\/main>/s.exec(page)?.[0] ?? '';
      expect(main.replaceAll(/<[^>]*>/g, ''), 'nobody is asked for a card').not.toMatch(/카드|\bcard\b/i);
    }
  });
});

describe('charging a stored account', () => {
  it('takes the money from the account, and gives it back in parts to exactly zero', async () => {
    const { key, secret } = await storedAccount();
    const { status, body: order } = await house.merchant.charge(key, { billingMonth: '2026-11' });
    expect(status, JSON.stringify(order)).toBe(201);
    expect(order.payments).toMatchObject([
      {
        ...{ status: 'paid', askedMethod: 'transfer', method: 'transfer', billingKeyId: key.id },
        receipt: { card: null, account: { bankName: '국민은행', number: '999-********-444' } },
      },
    ]);
    for (const amountWon of [4_000, undefined]) {
      expect((await house.merchant.cancel(order, amountWon)).status).toBe(201);
    }
    expect(await house.payple.booksOf(order)).toMatchObject([{ paidWon: AMOUNT_WON, cancelledWon: AMOUNT_WON }]);
    expect(await everythingKept(), 'the key can charge the account').not.toContain(secret);
  });

  it('can have a cash receipt, which the refund takes back', async () => {
    const { key } = await storedAccount();
    const { body: order } = await house.merchant.charge(key);
    const path = `/v1/orders/${order.id}/cash-receipts`;
    const wish = { purpose: 'personal', identity: '010-9876-5432' };
    const issued = await house.merchant.call<{ status: string }>('POST', path, wish);
    expect([issued.status, issued.body.status], JSON.stringify(issued.body)).toEqual([201, 'issued']);
    expect((await house.merchant.cancel(order)).status).toBe(201);
    await waitFor('the cash receipt to be taken back', async () => {
      const { body } = await house.merchant.call<{ items: { status: string }[] }>('GET', path);
      return body.items[0]?.status === 'cancelled';
    });
  });

  it('whose answer was lost is looked up, and can have a cash receipt all the same', async () => {
    const { key } = await storedAccount();
    await house.payple.fail({ endpoint: 'simple', fault: 'drop_after_effect' });
    const { status, body: order } = await house.merchant.charge(key);
    expect([status, order.status]).toEqual([202, 'in_doubt']);
    await waitFor('the order to be paid', async () => (await statusOf(order)) === 'paid');
    const wish = { purpose: 'company', identity: '123-45-67890' };
    expect((await house.merchant.call('POST', `/v1/orders/${order.id}/cash-receipts`, wish)).status).toBe(201);
  });

  it('in the bank’s nightly pause has done nothing, and is asked for again under the same number', async () => {
    const { key } = await storedAccount();
    const wish = { orderNumber: newOrderNumber(), billingMonth: '2026-12' };
    await house.payple.fail({ endpoint: 'reguler', fault: 'decline', code: 'CPAY9998' });
    const paused = await house.merchant.charge(key, wish);
    expect([paused.status, paused.body.code]).toEqual([503, 'provider_not_reached']);
    const charged = await house.merchant.charge(key, wish);
    expect([charged.status, charged.body.status]).toEqual([201, 'paid']);
    expect(await house.payple.booksOf(charged.body)).toMatchObject([{ paidWon: AMOUNT_WON, approvals: 1 }]);
  });

  it('takes 1,000 won or more, where a card takes less', async () => {
    const { key } = await storedAccount();
    const refused = await house.merchant.charge(key, { amountWon: 999 });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'not_supported', detail: 'payple charges 1000 won or more on a stored account.' },
    ]);
    expect((await house.merchant.charge(key, { amountWon: 1_000 })).status).toBe(201);
  });
});

/** Every row in which something that Payple said could have been left. */
async function everythingKept(): Promise<string> {
  const rows = await readRows<{ text: string }>(
    house.databaseUrl,
    `SELECT to_jsonb(e)::text AS text FROM exchanges e UNION ALL SELECT to_jsonb(p)::text FROM payments p
     UNION ALL SELECT to_jsonb(v)::text FROM events v UNION ALL SELECT to_jsonb(k)::text FROM billing_keys k`,
  );
  return rows.map(({ text }) => text).join('\n');
}
