// What strangers post to Payple's doors while Payple stands: forged and replayed results, addresses that look like Payple's,
// bodies that are no results, windows opened too late. Must never change a row, nor let a request out to a foreign host.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilNothingMoves } from '../support/compare-books.js';
import { startEavesdropper, type Eavesdropper } from '../support/eavesdropper.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { letTimeBeUp } from '../support/time-is-up.js';
import { expectRefusal, Ledger } from '../support/refusal.js';
import { waitFor } from '../support/wait-for.js';
import { agreeInWindow, type Agreed } from '../support/window-buyer.js';

let house: House;
let ledger: Ledger;
let stranger: Eavesdropper;
let lurer: Eavesdropper;
beforeAll(async () => {
  stranger = await startEavesdropper();
  lurer = await startEavesdropper(`http://127.0.0.1:${stranger.port}/steal`);
  const listed = ['https://cpay.payple.kr', `http://127.0.0.1:${lurer.port}`];
  house = await startHouse({ environment: { PAYPLE_ALLOWED_HOSTS: listed.join(','), LATE_LOOKUP_MS: '600000' } });
  ledger = await Ledger.of(house.databaseUrl);
});
afterAll(async () => {
  await ledger.close();
  await house.close();
  await Promise.all([stranger.close(), lurer.close()]);
});

const statusOf = async (order: ShownOrder): Promise<string> => (await house.merchant.show(order)).status;

/** Does something that must change nothing, and let no request out. */
async function changeNothing(act: () => Promise<unknown>): Promise<void> {
  // What the test before woke is asked by now.
  await untilNothingMoves(house.databaseUrl);
  const [before, booked] = [await ledger.read(), await house.payple.books()];
  await act();
  expect(await ledger.read(), 'no row should change').toEqual(before);
  expect(await house.payple.books(), 'Payple should take and give back nothing').toEqual(booked);
  expect(stranger.heard, 'no request should leave for a foreign host').toEqual({ connections: 0, requests: [] });
}

/** Posts a result with some fields replaced; it should end on the result page and change nothing. */
async function forge({ order, result }: Agreed, fields: Readonly<Record<string, string>>): Promise<void> {
  await changeNothing(async () => {
    const landing = await deliver({ ...result, fields: { ...result.fields, ...fields } });
    expect([landing.status, landing.headers.get('location')]).toEqual([
      303,
      `${new URL(order.checkoutUrl).pathname}/result`,
    ]);
  });
}

describe('an address to confirm at', () => {
  const CONFIRM = '/php/PayCardConfirmAct.php?ACT_=PAYM';

  let agreed: Agreed;
  beforeAll(async () => {
    agreed = await agreeInWindow(house);
  });

  it.each<[string, (port: number, payple: URL) => string]>([
    ['another port of the same machine', (port) => `http://127.0.0.1:${port}${CONFIRM}`],
    ['Payple as the user of a stranger', (port, { host }) => `http://${host}@127.0.0.1:${port}${CONFIRM}`],
    ['Payple as user and password', (port, { host }) => `http://${host}:x@127.0.0.1:${port}${CONFIRM}`],
    ['a user at Payple', (_, { host }) => `http://user@${host}${CONFIRM}`],
    ['a password at Payple', (_, { host }) => `http://:secret@${host}${CONFIRM}`],
    ['Payple before a back slash', (port, { host }) => `http://127.0.0.1:${port}\\@${host}${CONFIRM}`],
    ['Payple before a fragment', (port, { host }) => `http://127.0.0.1:${port}#@${host}${CONFIRM}`],
    ['a name of the same machine', (_, { port }) => `http://localhost:${port}${CONFIRM}`],
    ['a name with a dot at its end', (_, { port }) => `http://localhost.:${port}${CONFIRM}`],
    ['another address of the same machine', (_, { port }) => `http://127.0.0.2:${port}${CONFIRM}`],
    ['an address of the newer kind', (port) => `http://[::1]:${port}${CONFIRM}`],
    ['an old address in the newer kind', (_, { port }) => `http://[::ffff:127.0.0.1]:${port}${CONFIRM}`],
    ['nobody’s address', (port) => `http://0.0.0.0:${port}${CONFIRM}`],
    ['an address as one number', (port) => `http://2130706433:${port}${CONFIRM}`],
    ['an address in full-width digits', (port) => `http://１２７.0.0.1:${port}${CONFIRM}`],
    ['https in place of http', (_, { host }) => `https://${host}${CONFIRM}`],
    ['no port', (_, { hostname }) => `http://${hostname}${CONFIRM}`],
    ['no scheme', (_, { host }) => `//${host}${CONFIRM}`],
    ['a path alone', () => CONFIRM],
    ['a blank within the host', (port) => `http://127.0.0.1 :${port}${CONFIRM}`],
    ['a tab within the scheme', (port) => `ht\ttp://127.0.0.1:${port}${CONFIRM}`],
    ['a line break before it', (port) => `\nhttp://127.0.0.1:${port}${CONFIRM}`],
    ['a real host with a dot at its end', () => `https://cpay.payple.kr.${CONFIRM}`],
    ['a real host with another port', () => `https://cpay.payple.kr:8443${CONFIRM}`],
    ['a real host without TLS', () => `http://cpay.payple.kr${CONFIRM}`],
    ['a real host as the beginning of another', () => `https://cpay.payple.kr.example.com${CONFIRM}`],
    ['a real host as the end of another', () => `https://evilcpay.payple.kr${CONFIRM}`],
    ['a neighbour of a real host', () => `https://www.payple.kr${CONFIRM}`],
    ['a letter that looks like another', () => `https://cpay.pаyple.kr${CONFIRM}`],
    ['a script', () => 'javascript:alert(1)'],
    ['a file', () => 'file:///etc/passwd'],
    ['data', () => 'data:application/json,{}'],
    ['a socket', (port) => `ws://127.0.0.1:${port}${CONFIRM}`],
    ['one of 10,000 characters', (port) => `http://127.0.0.1:${port}/${'a'.repeat(10_000)}`],
    ['an object', () => '[object Object]'],
  ])('is not called when it is %s', async (_, addressOf) => {
    const address = addressOf(stranger.port, new URL(house.payple.url));
    expect(address, 'it should not be the one Payple gave').not.toBe(agreed.result.fields['PCD_PAY_COFURL']);
    await forge(agreed, { PCD_PAY_COFURL: address });
  });

  it('is still called when it is Payple’s own, in whatever letters', async () => {
    const PCD_PAY_COFURL = agreed.result.fields['PCD_PAY_COFURL']?.replace('http://', 'HTTP://') ?? '';
    await deliver({ ...agreed.result, fields: { ...agreed.result.fields, PCD_PAY_COFURL } });
    expect(await statusOf(agreed.order)).toBe('paid');
  });

  it('is not left for where it redirects to, and what it did with the money is asked of Payple', async () => {
    const { order, result } = await agreeInWindow(house);
    const PCD_PAY_COFURL = `http://127.0.0.1:${lurer.port}/confirm`;
    await deliver({ ...result, fields: { ...result.fields, PCD_PAY_COFURL } });
    await waitFor('the payment to be settled', async () => (await statusOf(order)) === 'unpaid');
    expect(lurer.heard.requests).toEqual(['POST /confirm']);
    expect(stranger.heard, 'a redirect is not followed').toEqual({ connections: 0, requests: [] });
  });
});

describe('a result', () => {
  it('with keys that somebody invented charges nothing, and the buyer can pay the order all the same', async () => {
    const { order, result } = await agreeInWindow(house);
    const invented = { PCD_AUTH_KEY: 'a'.repeat(376), PCD_PAY_REQKEY: 'b'.repeat(64) };
    await deliver({ ...result, fields: { ...result.fields, ...invented } });
    await waitFor('the try to be over', async () => (await statusOf(order)) === 'unpaid');
    expect(await house.payple.booksOf(order)).toEqual([]);
    const payment = await house.merchant.pay(order, 'pc', 'payple');
    await deliver(await house.payple.finish(payment, 'pay'));
    expect(await statusOf(order)).toBe('paid');
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['as it was', {}],
    ['with another amount', { PCD_PAY_TOTAL: '1' }],
    ['as a failure', { PCD_PAY_RST: 'error', PCD_PAY_CODE: 'CPCA9999' }],
    ['as a closed window', { PCD_PAY_RST: 'close' }],
    ['with keys that somebody invented', { PCD_AUTH_KEY: 'a'.repeat(376), PCD_PAY_REQKEY: 'b'.repeat(64) }],
  ])('of a paid order changes nothing when it comes again %s', async (_, fields) => {
    const agreed = await agreeInWindow(house);
    await deliver(agreed.result);
    expect(await statusOf(agreed.order)).toBe('paid');
    await forge(agreed, fields);
    await house.merchant.cancel(agreed.order);
    expect(await statusOf(agreed.order)).toBe('cancelled');
    await forge(agreed, fields);
  });

  it('for an order that was paid in another way meanwhile takes no money', async () => {
    const agreed = await agreeInWindow(house);
    await visit(await house.payco.agree(await house.merchant.pay(agreed.order)));
    expect(await statusOf(agreed.order)).toBe('paid');
    await forge(agreed, {});
  });

  it('for an order whose time is over takes no money', async () => {
    const agreed = await agreeInWindow(house);
    await expire(agreed.order);
    await forge(agreed, {});
  });
});

/** Its time is over, and the house has noticed. */
async function expire(order: ShownOrder): Promise<void> {
  await letTimeBeUp(house, order);
  await waitFor('the order to expire', async () => (await statusOf(order)) === 'expired');
}

describe('a door of Payple', () => {
  const FORM = 'application/x-www-form-urlencoded';
  const JSON_TYPE = 'application/json';
  const NOT_FOUND = [404, 'not_found'] as const;
  const MALFORMED = [400, 'malformed_request'] as const;
  const WRONG_TYPE = [415, 'unsupported_media_type'] as const;
  const TOO_LARGE = [413, 'body_too_large'] as const;
  const ACKNOWLEDGED = 200;
  const PARTS = '--x\r\ncontent-disposition: form-data; name="PCD_PAY_OID"\r\n\r\n%\r\n--x--\r\n';

  const post = (door: string, body: string, type: string): Promise<Response> =>
    fetch(`${house.url}/v1/payple/${door}`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
      redirect: 'manual',
    });

  /** `%` stands for the name of a payment that is there. */
  it.each<[string, string, string, readonly [number, string], readonly [number, string] | typeof ACKNOWLEDGED]>([
    ['nothing', FORM, '', NOT_FOUND, ACKNOWLEDGED],
    ['an order twice', FORM, 'PCD_PAY_OID=%&PCD_PAY_OID=%', NOT_FOUND, ACKNOWLEDGED],
    ['an order as a list', FORM, 'PCD_PAY_OID[]=%', NOT_FOUND, ACKNOWLEDGED],
    ['an order within an order', FORM, 'PCD_PAY_OID[PCD_PAY_OID]=%', NOT_FOUND, ACKNOWLEDGED],
    ['a prototype', FORM, '__proto__[PCD_PAY_OID]=%&constructor=%', NOT_FOUND, ACKNOWLEDGED],
    // Mended, and then the name of no order.
    ['an order with NUL', FORM, 'PCD_PAY_OID=%%00', NOT_FOUND, ACKNOWLEDGED],
    ['half a character beside it', JSON_TYPE, '{"PCD_PAY_OID":"%\\ud83d"}', NOT_FOUND, ACKNOWLEDGED],
    ['an order with bytes that are no text', FORM, 'PCD_PAY_OID=%%ff%fe', NOT_FOUND, ACKNOWLEDGED],
    ['an order in lower-case names', FORM, 'pcd_pay_oid=%', NOT_FOUND, ACKNOWLEDGED],
    ['an order of 100,000 characters', FORM, `PCD_PAY_OID=${'A'.repeat(100_000)}`, NOT_FOUND, ACKNOWLEDGED],
    ['half a megabyte', FORM, `PCD_PAY_OID=%&x=${'A'.repeat(500_000)}`, TOO_LARGE, TOO_LARGE],
    ['20,000 fields', FORM, Array.from({ length: 20_000 }, (_, n) => `f${n}=1`).join('&'), NOT_FOUND, ACKNOWLEDGED],
    ['a list', JSON_TYPE, '[{"PCD_PAY_OID":"%"}]', NOT_FOUND, ACKNOWLEDGED],
    ['a text', JSON_TYPE, '"PCD_PAY_OID=%"', NOT_FOUND, ACKNOWLEDGED],
    ['null', JSON_TYPE, 'null', NOT_FOUND, ACKNOWLEDGED],
    ['an order as an object', JSON_TYPE, '{"PCD_PAY_OID":{"PCD_PAY_OID":"%"}}', NOT_FOUND, ACKNOWLEDGED],
    ['an order as a list in JSON', JSON_TYPE, '{"PCD_PAY_OID":["%"]}', NOT_FOUND, ACKNOWLEDGED],
    ['an order twice in JSON', JSON_TYPE, '{"PCD_PAY_OID":"%","PCD_PAY_OID":"%"}', MALFORMED, MALFORMED],
    ['a prototype in JSON', JSON_TYPE, '{"__proto__":{"PCD_PAY_OID":"%"}}', MALFORMED, MALFORMED],
    ['half an object', JSON_TYPE, '{"PCD_PAY_OID":"%"', MALFORMED, MALFORMED],
    ['100,000 levels', JSON_TYPE, `${'['.repeat(100_000)}${']'.repeat(100_000)}`, MALFORMED, MALFORMED],
    ['half a megabyte of JSON', JSON_TYPE, `{"x":"${'A'.repeat(500_000)}"}`, TOO_LARGE, TOO_LARGE],
    ['parts', 'multipart/form-data; boundary=x', PARTS, WRONG_TYPE, WRONG_TYPE],
    ['plain text', 'text/plain', 'PCD_PAY_OID=%', WRONG_TYPE, WRONG_TYPE],
    ['XML', 'application/xml', '<PCD_PAY_OID>%</PCD_PAY_OID>', WRONG_TYPE, WRONG_TYPE],
    ['a body that is thrown away', 'application/x-ignored', 'PCD_PAY_OID=%', WRONG_TYPE, WRONG_TYPE],
  ])('refuses %s, as a result and as a notice', async (_, type, template, asResult, asNotice) => {
    const { oid } = await agreeInWindow(house);
    const body = template.replaceAll(/%(?![0-9a-f]{2})/g, oid);
    await changeNothing(async () => {
      await expectRefusal(ledger, asResult, () => post('results', body, type));
      if (asNotice !== ACKNOWLEDGED) await expectRefusal(ledger, asNotice, () => post('notices', body, type));
      else expect((await post('notices', body, type)).status).toBe(ACKNOWLEDGED);
    });
  });

  it.each(['results', 'notices'])('takes posts alone: /%s', async (door) => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      await expectRefusal(ledger, [405, 'method_not_allowed'], () =>
        fetch(`${house.url}/v1/payple/${door}`, { method }),
      );
    }
  });
});

describe('a window', () => {
  async function open(): Promise<{ order: ShownOrder; address: string }> {
    const order = await house.merchant.order();
    const { handoff } = await house.merchant.pay(order, 'pc', 'payple');
    return { order, address: `${house.url}${handoff?.parameters?.['payple_auth_file'] ?? ''}` };
  }

  const ask = (address: string) => fetch(address, { method: 'POST', body: new FormData() });

  it.each<[string, (order: ShownOrder) => Promise<unknown>]>([
    ['was paid in another way', async (order) => visit(await house.payco.agree(await house.merchant.pay(order)))],
    ['expired', expire],
  ])('does not open for an order that %s', async (_, end) => {
    const { order, address } = await open();
    await end(order);
    await changeNothing(() => expectRefusal(ledger, [409, 'order_not_payable'], () => ask(address)));
  });

  it.each<[string, (address: string) => string, number]>([
    ['an address that was cut off', (address) => address.slice(0, -1), 404],
    ['an address that was cut in half', (address) => address.slice(0, address.length - 60), 404],
    ['an address that goes on', (address) => `${address}0`, 404],
    ['a signature in capital letters', (address) => address.replace(/[^.]+$/, (end) => end.toUpperCase()), 404],
    ['no signature', (address) => address.replace(/[^.]+$/, ''), 404],
    ['no token', (address) => address.replace(/[^/]+$/, ''), 404],
    ['a path that climbs', (address) => address.replace(/[^/]+$/, '..%2F..%2Forders'), 404],
    ['an address that cannot be read', (address) => `${address}%`, 400],
    ['an address beyond reading', (address) => `${address}${'0'.repeat(300)}`, 400],
  ])('does not open at %s', async (_, distort, status) => {
    const { address } = await open();
    const code = status === 400 ? 'malformed_request' : 'not_found';
    await changeNothing(() => expectRefusal(ledger, [status, code], () => ask(distort(address))));
    expect((await ask(address)).status, 'at the true address it does').toBe(200);
  });
});
