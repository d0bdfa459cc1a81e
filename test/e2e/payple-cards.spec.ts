// Stored cards at Payple from the outside: its window, forms that browsers post, keys that die, notices that tell of it.
// Must never repeat the stories of the contract suite.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '../../src/common/sealing.js';
import { platformIn, sealKeysText } from '../medium/guarded-app.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import type { Answer, ShownBillingKey, ShownProblem } from '../support/merchant.js';
import { deliver, type WindowResult } from '../support/payple-control.js';
import { readRows, withClient } from '../support/read-rows.js';
import { expectRefusal, Ledger } from '../support/refusal.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';
import { waitFor } from '../support/wait-for.js';

/** What stands in Payple's manual as an example of a key: nobody here has it. */
const NOBODYS_KEY = 'NS9qNTgzU2xRNHR2RmFBWWFBTWk5UT09';

let house: House;
let ledger: Ledger;
beforeAll(async () => {
  house = await startHouse({ environment: { SEAL_KEYS: sealKeysText('fresh', 'old') } });
  ledger = await Ledger.of(house.databaseUrl);
  await house.payple.tellRemovalsTo(`${house.url}/v1/payple/notices`);
});
afterEach(() => house.payple.behave());
afterAll(async () => {
  await ledger.close();
  await house.close();
});

const newKey = (): Promise<ShownBillingKey> => house.merchant.registerCard({ provider: 'payple' });

interface Stored {
  readonly key: ShownBillingKey;
  readonly secret: string;
}

async function storedCard(): Promise<Stored> {
  const registering = await newKey();
  const result = await house.payple.finish(registering, 'pay');
  expect((await deliver(result)).status).toBe(303);
  const key = await house.merchant.showKey(registering);
  expect(key.status).toBe('active');
  return { key, secret: result.fields['PCD_PAYER_ID'] ?? '' };
}

const windowOf = ({ handoff }: ShownBillingKey): string =>
  `${house.url}${handoff?.parameters?.['payple_auth_file'] ?? ''}`;
const authorize = (url: string): Promise<Response> => fetch(url, { method: 'POST', body: new FormData() });

const ask = (key: ShownBillingKey): Promise<Answer<ShownBillingKey & ShownProblem>> =>
  house.merchant.call('POST', `/v1/billing-keys/${key.id}/describe`);

const untilDead = (key: ShownBillingKey): Promise<ShownBillingKey> =>
  waitFor('the key to be dead', async () => {
    const shown = await house.merchant.showKey(key);
    return shown.status === 'dead' ? shown : null;
  });

const uuidOf = ({ id }: ShownBillingKey): string => id.slice(3).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** How often Payple was asked for a card. */
async function questionsAbout(key: ShownBillingKey): Promise<number> {
  const [row] = await readRows<{ asked: number }>(
    house.databaseUrl,
    `SELECT count(*)::integer AS asked FROM exchanges WHERE billing_key_id = $1 AND operation = 'describeKey'`,
    [uuidOf(key)],
  );
  return row?.asked ?? 0;
}

async function notice(told: Readonly<Record<string, string>>, type: 'json' | 'form' = 'json'): Promise<unknown> {
  const response = await fetch(`${house.url}/v1/payple/notices`, {
    method: 'POST',
    headers: { 'content-type': type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded' },
    body: type === 'json' ? JSON.stringify(told) : new URLSearchParams(told).toString(),
  });
  expect(response.status).toBe(200);
  return response.json();
}

const removal = (secret: string) => ({ PCD_CST_ID: 'test', PCD_PAY_WORK: 'PUSERDEL', PCD_PAYER_ID: secret });

describe('registering a card in Payple’s window', () => {
  it('stores what Payple confirms, when the browser posts the result, and shows the browser nothing of it', async () => {
    const key = await newKey();
    expect(key.handoff).toMatchObject({
      type: 'payple_window',
      parameters: { PCD_PAY_WORK: 'AUTH', PCD_CARD_VER: '01', PCD_PAY_TYPE: 'card' },
    });
    const result = await house.payple.finish(key, 'pay');
    const landing = await deliver({
      ...result,
      fields: { ...result.fields, PCD_PAY_CARDNAME: 'Forged', PCD_PAY_CARDNUM: '4444' },
    });
    expect([landing.status, landing.headers.get('location')]).toEqual([
      303,
      `https://shop.example.com/cards?from=1&billingKeyId=${key.id}&status=active`,
    ]);
    expect((await house.merchant.showKey(key)).card).toMatchObject({ company: 'BC 카드' });
  });

  it.each([
    ['wrong_card', 'CDAU0002'],
    ['timeout', 'CDAU0001'],
  ] as const)('goes on after %s, and says why', async (outcome, providerCode) => {
    const key = await newKey();
    await deliver(await house.payple.finish(key, outcome));
    expect(await house.merchant.showKey(key)).toMatchObject({
      status: 'registering',
      refusal: { reason: 'declined', providerCode },
    });
  });

  it('opens its window once of ten that ask at the same time', async () => {
    const key = await newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => authorize(windowOf(key))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const problem = await expectRefusalOfScript(windowOf(key), 409, 'billing_key_not_usable');
    expect(problem).toMatchObject({ resourceId: key.id, result_msg: expect.stringContaining('등록창') as string });
  });

  it.each<[string, (url: string, other: string) => string]>([
    ['another signature', (url) => `${url.slice(0, -4)}0000`],
    ['a longer life', (url) => url.replace(/\.(\d{13})\./, '.9999999999999.')],
    ['another registration', (url, other) => url.replace(/bk_[0-9a-f]{32}/, /bk_[0-9a-f]{32}/.exec(other)?.[0] ?? '')],
    ['a payment of the same number', (url) => url.replace('bk_', 'pay_')],
  ])('does not open it with %s', async (_, distort) => {
    const [key, other] = [await newKey(), await newKey()];
    await expectRefusalOfScript(distort(windowOf(key), windowOf(other)), 404, 'not_found');
  });

  it('does not open it when the registration is over', async () => {
    const key = await newKey();
    await house.merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
    await expectRefusalOfScript(windowOf(key), 409, 'billing_key_not_usable');
    const late = await newKey();
    await withClient(house.databaseUrl, (client) =>
      client.query(`UPDATE billing_keys SET expires_at = now() WHERE id = $1`, [uuidOf(late)]),
    );
    expect((await authorize(windowOf(late))).status).toBe(409);
  });

  it('may try again when Payple gave nothing', async () => {
    const key = await newKey();
    await house.payple.fail({ endpoint: 'auth', fault: 'drop_before_effect' });
    expect((await authorize(windowOf(key))).status).toBe(503);
    await house.payple.fail({ endpoint: 'auth', fault: 'decline', code: 'AUTH0004' });
    expect((await authorize(windowOf(key))).status).toBe(402);
    expect((await authorize(windowOf(key))).status).toBe(200);
  });

  it('believes nobody who comes back from a window that was never opened', async () => {
    const [key, { secret }] = [await newKey(), await storedCard()];
    const landing = key.handoff?.parameters?.['PCD_RST_URL'] ?? '';
    for (const result of ['success', 'close']) {
      await deliver({ resultUrl: landing, fields: { PCD_PAY_RST: result, PCD_PAYER_ID: secret } });
    }
    expect(await house.merchant.showKey(key)).toMatchObject({ status: 'registering', card: null });
    expect(await questionsAbout(key)).toBe(0);
  });

  it('asks for no key of absurd shape, and believes none that Payple does not know', async () => {
    const key = await newKey();
    const result = await house.payple.finish(key, 'pay');
    const claim = (payerId: string): WindowResult => ({
      ...result,
      fields: { ...result.fields, PCD_PAYER_ID: payerId },
    });
    await deliver(claim('<script>alert(1)</script>'));
    expect(await questionsAbout(key)).toBe(0);
    await deliver(claim(NOBODYS_KEY));
    expect(await questionsAbout(key)).toBe(1);
    expect(await house.merchant.showKey(key)).toMatchObject({ status: 'registering', refusal: { reason: 'invalid' } });
    await deliver(result);
    expect((await house.merchant.showKey(key)).status, 'the true one is still good').toBe('active');
  });

  it('is made when the question for the key was lost once', async () => {
    const key = await newKey();
    const result = await house.payple.finish(key, 'pay');
    await house.payple.fail({ endpoint: 'userinfo', fault: 'drop_after_effect' });
    await deliver(result);
    expect((await house.merchant.showKey(key)).status).toBe('active');
  });

  it('is made as soon as Payple answers the question for the key, and calls an operator while it does not', async () => {
    const key = await newKey();
    const result = await house.payple.finish(key, 'pay');
    await house.payple.fail({ endpoint: 'userinfo', fault: 'odd_text', field: 'PCD_PAY_RST', value: '', count: 1_000 });
    await deliver(result);
    expect((await house.merchant.showKey(key)).status).toBe('registering');
    const runs = (attempts: number) =>
      withClient(house.databaseUrl, (client) =>
        client.query(
          `UPDATE graphile_worker._private_jobs SET run_at = now(), attempts = $1
           WHERE key LIKE 'claim_registration:%' AND locked_at IS NULL`,
          [attempts],
        ),
      );
    await waitFor('an operator to be called', async () => {
      await runs(6);
      return (await house.merchant.showKey(key)).attention !== null;
    });
    await house.payple.behave();
    await waitFor('the card to be kept', async () => {
      await runs(1);
      return (await house.merchant.showKey(key)).status === 'active';
    });
    expect((await house.merchant.showKey(key)).attention, 'nobody is called any more').toBeNull();
  });

  it('calls an operator where it was given up before Payple answered the question for the key', async () => {
    const key = await newKey();
    const result = await house.payple.finish(key, 'pay');
    await house.payple.fail({ endpoint: 'userinfo', fault: 'drop_before_effect', count: 2 });
    await deliver(result);
    await deliver({ ...result, fields: { ...result.fields, PCD_PAY_RST: 'close' } });
    expect((await house.merchant.showKey(key)).status).toBe('abandoned');
    const called = await waitFor('an operator to be called', async () => (await house.merchant.showKey(key)).attention);
    expect(called).toMatch(/^The buyer came back from registering/);
  });

  /** The script reads a problem in words of its own, and nothing has changed. */
  async function expectRefusalOfScript(url: string, status: number, code: string): Promise<unknown> {
    const before = await ledger.read();
    const response = await authorize(url);
    const body: unknown = await response.json();
    expect([response.status, body]).toMatchObject([status, { code, result: 'error' }]);
    expect(await ledger.read(), 'a refusal should write nothing').toEqual(before);
    return body;
  }
});

describe('charging a card at Payple', () => {
  it('says that the key is dead when the card is over, and charges it no more', async () => {
    const { key } = await storedCard();
    await house.payple.fail({ endpoint: 'simple', fault: 'decline', code: 'SPCD1002' });
    const answer = await house.merchant.charge(key);
    expect([answer.status, answer.body.providerCode]).toEqual([402, 'SPCD1002']);
    const dead = await house.merchant.showKey(key);
    expect([dead.status, dead.deadReason]).toEqual(['dead', expect.stringContaining('SPCD1002')]);
    expect((await house.merchant.charge(key)).body.code).toBe('billing_key_not_usable');
  });

  it('says what the buyer can do about a decline, the second time as the first', async () => {
    const { key } = await storedCard();
    const wish = { orderNumber: `limit-${key.id.slice(-8)}` };
    const once = { 'idempotency-key': `limit ${key.id}` };
    await house.payple.fail({ endpoint: 'simple', fault: 'decline', code: '3112' });
    const declined = { code: 'provider_refused', buyerReason: 'limit_exceeded', providerCode: 'SPCD0018' };
    const first = await house.merchant.charge(key, wish, once);
    expect([first.status, first.body]).toEqual([402, expect.objectContaining(declined)]);
    expect((await house.merchant.charge(key, wish, once)).body).toEqual(first.body);
    const order = await house.merchant.show({ id: first.body.resourceId ?? '' });
    expect(order.payments[0]?.refusal).toMatchObject({ reason: 'declined', buyerReason: 'limit_exceeded' });
  });

  it('goes on when Payple’s session was over before anything was done', async () => {
    const { key } = await storedCard();
    await house.payple.fail({ endpoint: 'simple', fault: 'decline', code: 'SPCD0004' });
    const answer = await house.merchant.charge(key);
    expect(answer.status).toBe(201);
    const { body: order } = answer;
    expect(await house.payple.booksOf(order)).toMatchObject([{ paidWon: 10_000, approvals: 1 }]);
  });

  it('may be asked for again when Payple turned it away twice', async () => {
    const { key } = await storedCard();
    const wish = { orderNumber: `again-${key.id.slice(-8)}`, billingMonth: '2026-11' };
    await house.payple.fail({ endpoint: 'reguler', fault: 'decline', code: 'RPCD0016', count: 2 });
    const refused = await house.merchant.charge(key, wish);
    expect([refused.status, refused.body.code]).toEqual([503, 'provider_not_reached']);
    const charged = await house.merchant.charge(key, wish);
    expect([charged.status, charged.body.id]).toEqual([201, refused.body.resourceId]);
    expect(await house.payple.booksOf(charged.body)).toMatchObject([{ paidWon: 10_000, approvals: 1 }]);
  });

  it('is never sent twice when Payple took it back by itself', async () => {
    const { key } = await storedCard();
    await house.payple.fail({ endpoint: 'simple', fault: 'decline', code: 'SPCD1003' });
    const answer = await house.merchant.charge(key);
    expect([answer.status, answer.body.providerCode]).toEqual([402, 'SPCD1003']);
    expect(await house.payple.booksOf(await house.merchant.show({ id: answer.body.resourceId ?? '' }))).toEqual([]);
  });

  it('for a month is found when its answer was lost, and refunded in parts, the month named each time', async () => {
    const { key } = await storedCard();
    await house.payple.fail({ endpoint: 'reguler', fault: 'drop_after_effect' });
    const { body: order } = await house.merchant.charge(key, { billingMonth: '2026-11' });
    await waitFor('the order to be paid', async () => (await house.merchant.show(order)).status === 'paid');
    for (const amountWon of [4_000, undefined]) {
      expect((await house.merchant.cancel(order, amountWon)).status).toBe(201);
    }
    const rows = await readRows<{ operation: string; month: string | null }>(
      house.databaseUrl,
      `SELECT DISTINCT e.operation, e.request->>'PCD_PAY_YEAR' || '-' || (e.request->>'PCD_PAY_MONTH') AS month
       FROM exchanges e JOIN payments p ON p.id = e.payment_id
       WHERE p.provider_reference = $1 AND e.operation NOT LIKE 'authorize%' ORDER BY 1`,
      [(await house.merchant.show(order)).payments[0]?.id],
    );
    expect(rows).toEqual(['cancel', 'chargeMonth', 'inquiry'].map((operation) => ({ operation, month: '2026-11' })));
  });
});

it('leaves both sides with the same books after all of this', async () => {
  await untilNothingMoves(house.databaseUrl);
  const { payments, paidWon, refundedWon } = await requireSameBooks(house.databaseUrl, house.payple);
  expect(payments).toBeGreaterThan(5);
  expect([paidWon, refundedWon].every((won) => won > 0)).toBe(true);
});

describe('asking Payple for a card', () => {
  it('shows it as it is there now', async () => {
    const { key } = await storedCard();
    await withClient(house.databaseUrl, (client) =>
      client.query(`UPDATE billing_keys SET card = '{"company": "Old", "number": "*"}' WHERE id = $1`, [uuidOf(key)]),
    );
    const { status, body } = await ask(key);
    expect([status, body.status, body.card?.company]).toEqual([200, 'active', 'BC 카드']);
    expect((await house.merchant.showKey(key)).card).toEqual(body.card);
  });

  it('finds out that it is gone there, and can still end it here', async () => {
    const { key, secret } = await storedCard();
    await house.payple.tellRemovalsTo('');
    await house.payple.removeKey(secret);
    await house.payple.tellRemovalsTo(`${house.url}/v1/payple/notices`);
    const { status, body } = await ask(key);
    expect([status, body.status, body.deadReason]).toEqual([200, 'dead', expect.any(String)]);
    expect((await ask(key)).body.status, 'and again').toBe('dead');
    await house.merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
    await waitFor('the key to be removed', async () => (await house.merchant.showKey(key)).status === 'removed');
  });

  it('changes nothing without an answer', async () => {
    const { key } = await storedCard();
    await house.payple.fail({ endpoint: 'userinfo', fault: 'drop_before_effect' });
    const { status, body } = await ask(key);
    expect([status, body.code]).toEqual([503, 'provider_not_reached']);
    expect(await house.merchant.showKey(key)).toEqual(key);
  });

  it('is refused for a card that is not there yet, that is gone, or that nobody knows', async () => {
    const registering = await newKey();
    const { key: gone } = await storedCard();
    await house.merchant.call('DELETE', `/v1/billing-keys/${gone.id}`);
    await waitFor('the key to be removed', async () => (await house.merchant.showKey(gone)).status === 'removed');
    const call = (id: string) => () =>
      fetch(`${house.url}/v1/billing-keys/${id}/describe`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SIMULATOR_MODE_KEY}` },
      });
    for (const { id } of [registering, gone]) await expectRefusal(ledger, [409, 'billing_key_not_usable'], call(id));
    for (const id of [`bk_${'0'.repeat(32)}`, 'bk_1']) await expectRefusal(ledger, [404, 'not_found'], call(id));
  });
});

describe('a notice that a card was removed', () => {
  const RECEIVED = { result: 'success', result_msg: '수신완료' };

  it('that is true makes us ask, and ends the key in Payple’s words', async () => {
    const { key, secret } = await storedCard();
    await house.payple.removeKey(secret);
    const dead = await untilDead(key);
    expect(dead.deadReason).toBeTruthy();
    expect((await house.merchant.charge(key)).body.code).toBe('billing_key_not_usable');
  });

  it.each(['json', 'form'] as const)('that is forged (%s) makes us ask, and changes nothing', async (type) => {
    const { key, secret } = await storedCard();
    const before = await questionsAbout(key);
    expect(await notice(removal(secret), type)).toEqual(RECEIVED);
    await waitFor('Payple to be asked', async () => (await questionsAbout(key)) > before);
    expect(await house.merchant.showKey(key)).toEqual(key);
    expect((await house.merchant.charge(key)).status).toBe(201);
  });

  it('that comes many times ends the key once', async () => {
    const { key, secret } = await storedCard();
    await house.payple.removeKey(secret);
    await Promise.all(Array.from({ length: 5 }, () => notice(removal(secret))));
    const dead = await untilDead(key);
    const asked = await questionsAbout(key);
    for (let times = 0; times < 3; times += 1) expect(await notice(removal(secret))).toEqual(RECEIVED);
    expect([await house.merchant.showKey(key), await questionsAbout(key)]).toEqual([dead, asked]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a card that nobody knows', removal(NOBODYS_KEY)],
    ['a card that is none', removal("'; --")],
    ['no card', { PCD_PAY_WORK: 'PUSERDEL' }],
    ['a card but no removal', { PCD_PAYER_ID: NOBODYS_KEY }],
  ])('about %s changes nothing, and is answered the same', async (_, told) => {
    const before = await ledger.read();
    expect(await notice(told)).toEqual(RECEIVED);
    expect(await ledger.read()).toEqual(before);
  });

  it('finds a card that was stored under an older sealing key', async () => {
    const { key, secret } = await storedCard();
    const old = new Sealer(platformIn('test', { SEAL_KEYS: sealKeysText('old') }).sealKeys);
    await withClient(house.databaseUrl, (client) =>
      client.query(`UPDATE billing_keys SET sealed_key = $2, key_fingerprint = $3 WHERE id = $1`, [
        uuidOf(key),
        old.seal(`billing-key:${uuidOf(key)}`, secret),
        old.fingerprint('billing key', secret),
      ]),
    );
    await house.payple.removeKey(secret);
    await untilDead(key);
  });

  it('is asked about again when Payple does not answer at first', async () => {
    const { key, secret } = await storedCard();
    await house.payple.fail({ endpoint: 'userinfo', fault: 'drop_before_effect' });
    await house.payple.removeKey(secret);
    await untilDead(key);
  });
});
