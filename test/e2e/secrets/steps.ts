// What happens on the day, step by step. Whatever the house learns to do belongs here as one more step.
// Must never keep a step that does not come to what it says: each ends with looking.
import { approveAbout } from '../../support/second-person.js';
import { randomBytes, randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { STAGES } from '../../contract/stages.js';
import { codeOf, DeskVisitor, LOCAL_ADMINISTRATOR } from '../../support/desk-visitor.js';
import { Merchant, visit, type ShownBillingKey, type ShownOrder, type ShownPayment } from '../../support/merchant.js';
import { deliver, type WindowResult } from '../../support/payple-control.js';
import { waitFor } from '../../support/wait-for.js';
import { walkThroughWindow } from '../../support/window-walk.js';
import { decide, evidenceOf } from '../../support/evidence.js';
import type { Day } from './day.js';
import { runFromDesk } from './desk-steps.js';
import { newCardNumber, secretText } from './made-up.js';
import { listenToWebhooks, lookAtWebhooks, renewSecrets } from './webhook-steps.js';

type Json = Readonly<Record<string, unknown>>;

const BRANCH = { sellerCode: 'branch' };

/** Payple's cards are part of the day from the moment that the contract suite tells of them. */
const keepsCards = STAGES.some((each) => each.name === 'payple' && each.keepsCards);
if (!keepsCards) process.stderr.write('The day of secrets has no stored card: Payple keeps no cards here yet.\n');

/** In this order, because later steps use what the first ones set up. */
export const STEPS: readonly (readonly [name: string, take: (day: Day) => Promise<void>])[] = [
  ['a seller gets credentials of its own at both providers', setUpBranch],
  ['another server gets a key of its own', makeApiKey],
  ['a shop’s server is told of everything from now on', listenToWebhooks],
  ['PAYCO: paid by card, refunded in two parts', (day) => payAtPayco(day)],
  ['PAYCO: the same for the seller with credentials of its own', (day) => payAtPayco(day, BRANCH)],
  ['PAYCO: declined, turned back, answers lost and settled', troubleAtPayco],
  ['Payple: paid with a typed card number, refunded in two parts', (day) => payAtPayple(day)],
  ['Payple: the same for the seller with credentials of its own', (day) => payAtPayple(day, BRANCH)],
  ['Payple: taken at once in the window, found by a notice', payAtOnce],
  ['Payple: a card without money, a wrong one, a closed window', refusalsAtPayple],
  ['Payple: answers lost after the effect, and settled', troubleAtPayple],
  ['Payple: a part given back without an answer, decided by an operator', decideAboutRefund],
  ['the shop’s secrets are renewed, and events are sent again', renewSecrets],
  ...(keepsCards ? [['Payple: a card is stored, charged, ended; a charge is lost', storeCard] as const] : []),
  ...(keepsCards ? [['Payple: an account is stored, charged, reported, ended', storeAccount] as const] : []),
  ['somebody is invited to the refund desk, signs in, mistypes, signs out', workAtDesk],
  ['an administrator makes keys, credentials and secrets at the desk', runFromDesk],
  ['strangers post results and notices full of secrets', forge],
  ['callers put secrets where they do not belong', misplace],
  ['everything is looked at once more', lookAround],
];

async function setUpBranch({ house, merchant, branch }: Day): Promise<void> {
  const made = await merchant.call('POST', '/v1/sellers', { code: BRANCH.sellerCode, name: 'A branch' });
  expect(made.status).toBe(201);
  for (const provider of ['payco', 'payple'] as const) {
    const credentials = branch[provider];
    const path = `/v1/sellers/${BRANCH.sellerCode}/credentials/${provider}`;
    expect((await merchant.call('PUT', path, { credentials })).status, `credentials at ${provider}`).toBe(202);
    await approveAbout(house.app, `${BRANCH.sellerCode}/${provider}`);
  }
}

async function makeApiKey({ house, merchant, canaries }: Day): Promise<void> {
  const wish = { name: 'refund desk', scopes: ['orders:read'] };
  const { status, body } = await merchant.call<{ key: string }>('POST', '/v1/api-keys', wish);
  expect(status).toBe(201);
  canaries.add('an API key', body.key, /^POST \/v1\/api-keys 201$/);
  const other = new Merchant(house.url, body.key);
  expect((await other.call('GET', '/v1/orders')).status).toBe(200);
  expect((await other.call('GET', '/v1/sellers')).status, 'out of its scopes').toBe(403);
}

async function payAtPayco(day: Day, wish: Json = {}): Promise<void> {
  const order = await day.merchant.order(wish);
  await look(day, order);
  await visit(await day.house.payco.agree(await day.merchant.pay(order)));
  await refundInTwo(day, order);
}

async function troubleAtPayco(day: Day): Promise<void> {
  const { merchant, house } = day;
  const declined = await merchant.order();
  await visit((await house.payco.finish(await merchant.pay(declined), 'decline', 'CC61')) ?? '');
  await until(day, declined, 'unpaid');
  await visit((await house.payco.finish(await merchant.pay(declined, 'mobile'), 'cancel')) ?? house.url);
  const lost = await merchant.order();
  await house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect', orderKey: lost.orderNumber });
  await visit(await house.payco.agree(await merchant.pay(lost)));
  await until(day, lost, 'paid');
  await house.payco.fail({ endpoint: 'cancel', fault: 'garbage', effect: 'after', orderKey: lost.orderNumber });
  await merchant.cancel(lost);
  await until(day, lost, 'cancelled');
}

async function payAtPayple(day: Day, wish: Json = {}): Promise<void> {
  const order = await day.merchant.order(wish);
  await look(day, order);
  await deliver(await useWindow(day, await openWindow(day, order), '4444'));
  await refundInTwo(day, order);
}

async function payAtOnce(day: Day): Promise<void> {
  const order = await day.merchant.order();
  // The notice alone tells: nobody delivers the result.
  await useWindow(day, await openWindow(day, order, 'immediate'), '4444');
  await until(day, order, 'paid');
  const another = await day.merchant.order();
  await deliver(await useWindow(day, await openWindow(day, another, 'immediate'), '4444'));
  await until(day, another, 'paid');
}

async function refusalsAtPayple(day: Day): Promise<void> {
  const order = await day.merchant.order();
  const withoutMoney = '3112';
  for (const outcome of ['pay', 'wrong_card', 'close']) {
    const typed = { outcome };
    await deliver(await useWindow(day, await openWindow(day, order), withoutMoney, typed));
    await until(day, order, 'unpaid');
  }
}

async function troubleAtPayple(day: Day): Promise<void> {
  const order = await day.merchant.order();
  const payment = await openWindow(day, order);
  const oid = payment.handoff?.parameters?.['PCD_PAY_OID'];
  const result = await useWindow(day, payment, '4444');
  await day.house.payple.fail({ endpoint: 'confirm', fault: 'http_500', effect: 'after', oid });
  await deliver(result);
  await until(day, order, 'paid');
  await day.house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect', oid });
  await day.merchant.cancel(order);
  await until(day, order, 'cancelled');
}

/** Payple tells nobody what became of a part of which it did not answer. */
async function decideAboutRefund(day: Day): Promise<void> {
  const { house, merchant } = day;
  const order = await merchant.order();
  const payment = await openWindow(day, order);
  await deliver(await useWindow(day, payment, '4444'));
  const oid = payment.handoff?.parameters?.['PCD_PAY_OID'];
  await house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect', oid });
  const { body } = await merchant.cancel(order, 3_000);
  await waitFor('an operator to be called', async () => (await evidenceOf(merchant, body)).attention);
  expect((await merchant.call('GET', '/v1/attention')).status).toBe(200);
  await look(day, order);
  expect((await decide(merchant, body, { decision: 'refunded' })).status).toBe(201);
  await until(day, order, 'partially_cancelled');
}

async function storeCard(day: Day): Promise<void> {
  const { merchant, house } = day;
  const key = await merchant.registerCard({ provider: 'payple', channel: 'pc', ...BRANCH });
  await visit(key.registrationUrl ?? '');
  await deliver(await useWindow(day, key, '4444'));
  const { status, card } = await merchant.showKey(key);
  expect([status, card?.number]).toEqual(['active', expect.stringContaining('*')]);
  for (const billingMonth of [undefined, '2026-11']) {
    const charged = await merchant.charge(key, billingMonth === undefined ? {} : { billingMonth });
    expect(charged.status, JSON.stringify(charged.body)).toBe(201);
    await refundInTwo(day, charged.body);
  }
  await house.payple.fail({ endpoint: 'simple', fault: 'garbage', effect: 'after' });
  const lost = await merchant.charge(key);
  expect(lost.status).toBe(202);
  await until(day, lost.body, 'paid');
  await merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
  await waitFor('the card to be gone', async () => (await merchant.showKey(key)).status === 'removed');
  const landing = await useWindow(day, await merchant.registerCard({ provider: 'payple', channel: 'pc' }), '4444', {
    outcome: 'close',
  });
  await deliver({ ...landing, fields: { ...landing.fields, PCD_PAYER_ID: secretText(day) } });
}

async function storeAccount(day: Day): Promise<void> {
  const { merchant, house, canaries } = day;
  const key = await merchant.registerCard({ provider: 'payple', method: 'transfer', channel: 'pc' });
  await visit(key.registrationUrl ?? '');
  await deliver(await house.payple.finish(key, 'pay'));
  const { status, account } = await merchant.showKey(key);
  expect([status, account?.number]).toEqual(['active', expect.stringContaining('*')]);
  await visit(key.registrationUrl ?? '');
  const charged = await merchant.charge(key);
  expect(charged.status, JSON.stringify(charged.body)).toBe(201);
  const identity = `0109${String(randomInt(10_000_000)).padStart(7, '0')}`;
  canaries.add('the telephone number of a cash receipt', identity);
  const wish = { purpose: 'personal', identity };
  expect((await merchant.call('POST', `/v1/orders/${charged.body.id}/cash-receipts`, wish)).status).toBe(201);
  await refundInTwo(day, charged.body);
  await merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
  await waitFor('the account to be gone', async () => (await merchant.showKey(key)).status === 'removed');
}

async function workAtDesk({ house, canaries }: Day): Promise<void> {
  const administrator = new DeskVisitor(house.url);
  await administrator.signIn(LOCAL_ADMINISTRATOR);
  const email = `desk-${randomBytes(4).toString('hex')}@shop.example.com`;
  const password = `a sentence of ${randomBytes(12).toString('hex')}`;
  const mistyped = `a sentence in the wrong field ${randomBytes(12).toString('hex')}`;
  for (const each of [password, mistyped]) canaries.add('a person’s password', each);
  const wish = { email, name: 'Somebody', roles: ['operator'] };
  interface Made {
    readonly person: { readonly id: string };
    readonly invitation: { readonly url: string };
  }
  const { body } = await administrator.call<Made>('POST', '/admin/people', wish);
  await approveAbout(house.app, body.person.id);
  const token = body.invitation.url.split('#')[1] ?? '';
  canaries.add('an invitation', token, /^POST \/admin\/people 201$/);
  const visitor = new DeskVisitor(house.url);
  expect((await visitor.call('POST', `/admin/invitations/${token}`, { password })).status).toBe(200);
  expect((await visitor.call('POST', '/admin/sign-in', { email: mistyped, password: email })).status).toBe(401);
  expect((await visitor.call('POST', '/admin/sign-in', { email, password: mistyped })).status).toBe(401);
  await visitor.signIn({ email, password });
  addTokens(canaries, visitor);
  const begun = await visitor.call<{ secret: string }>('POST', '/admin/second-factor/enrolments', {});
  canaries.add('the secret of a second factor', begun.body.secret, /^POST \/admin\/second-factor\/enrolments 201$/);
  const set = { code: codeOf(begun.body.secret) };
  const { body: codes } = await visitor.call<{ recoveryCodes: string[] }>('POST', '/admin/second-factor', set);
  for (const code of codes.recoveryCodes) canaries.add('a recovery code', code, /^POST \/admin\/second-factor 201$/);
  await visitor.learnToken();
  addTokens(canaries, visitor);
  await visitor.signIn({ email, password });
  expect((await visitor.call('POST', '/admin/sign-in/second-factor', set)).status, 'used before').toBe(422);
  await visitor.giveSecondFactor({ recoveryCode: codes.recoveryCodes[0] ?? '' });
  addTokens(canaries, visitor);
  expect((await visitor.call('GET', '/admin/people')).status, 'an operator').toBe(403);
  expect((await visitor.call('POST', '/admin/sign-out')).status).toBe(204);
  for (const path of ['/admin/audit?limit=100', '/admin/people', '/admin/sessions']) {
    expect((await administrator.call('GET', path)).status, path).toBe(200);
  }
}

/** Cookies are set where somebody comes a step further, and nowhere else. */
function addTokens(canaries: Day['canaries'], { cookies, csrfToken }: DeskVisitor): void {
  const steps = /^POST \/admin\/(sign-in(\/second-factor)?|second-factor|invitations\/[\w-]+) 20[01]$/;
  canaries.add('a session’s token', cookies.get('gyeolje_session') ?? '', steps);
  canaries.add('a device’s token', cookies.get('gyeolje_device') ?? '', steps);
  canaries.add('the token of a session’s writes', csrfToken ?? '', /^GET \/admin\/session 200$/);
}

async function forge(day: Day): Promise<void> {
  const { house, merchant } = day;
  const order = await merchant.order();
  const result = await useWindow(day, await openWindow(day, order), '4444');
  const secrets = Object.fromEntries(
    ['PCD_PAY_CARDNUM', 'PCD_CARD_NUM', 'PCD_PAY_MSG', 'PCD_PAYER_ID', 'PCD_PAY_CODE', 'PCD_USER_DEFINE1'].map(
      (field) => [field, newCardNumber(day, '4444')],
    ),
  );
  const forged = {
    ...result,
    fields: { ...result.fields, ...secrets, PCD_PAY_COFURL: `https://${secretText(day)}.kr/` },
  };
  await deliver(forged);
  await deliver({ ...forged, fields: { ...forged.fields, PCD_PAY_RST: 'error' } });
  for (const PCD_PAY_OID of [result.fields['PCD_PAY_OID'] ?? '', 'UNKNOWN-1']) {
    const body = new URLSearchParams({ ...secrets, PCD_PAY_OID, PCD_PAY_RST: 'success' });
    await fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body });
  }
  const query = new URLSearchParams({
    code: '0',
    paymentCertifyToken: secretText(day),
    cardNo: newCardNumber(day, '1'),
  });
  await visit(`${house.url}/v1/payco/return/${(await merchant.pay(order)).id}?${query.toString()}`);
  await visit(`${house.url}/v1/payco/return/${secretText(day)}?${query.toString()}`);
  await visit(`${house.url}/checkout/unknown?card=${newCardNumber(day, '4444')}`);
  expect((await merchant.show(order)).status, 'no forgery pays').toBe('unpaid');
}

/** Names of unknown fields are repeated to whoever wrote them; what was in a field never is. */
async function misplace(day: Day): Promise<void> {
  const { house, merchant } = day;
  const secret = secretText(day);
  const calls = [
    new Merchant(house.url, secret).call('GET', '/v1/orders'),
    new Merchant(house.url, `gy_test_${secret}`).call('GET', '/v1/orders'),
    merchant.call('GET', `/v1/orders/${secret}`),
    merchant.call('GET', `/v1/orders?cursor=${secret}`),
    merchant.call('POST', `/v1/orders/${secret}/cancellations`, { reason: 'x' }),
    merchant.call('POST', '/v1/orders', { orderNumber: `${secret} !`, cardNumber: newCardNumber(day, '4444') }),
    merchant.call('PUT', '/v1/sellers/branch/credentials/payple', {
      credentials: { cstId: secret, custKey: [secret] },
    }),
    merchant.call('PUT', '/v1/sellers/branch/credentials/payco', { credentials: secret }),
    merchant.call('POST', '/v1/orders', { orderNumber: 'X' }, { 'idempotency-key': `${secret} two words` }),
  ];
  for (const { status } of await Promise.all(calls)) expect(status, 'refused').toBeGreaterThanOrEqual(400);
}

async function lookAround(day: Day): Promise<void> {
  const { body } = await day.merchant.call<{ items: ShownOrder[] }>('GET', '/v1/orders?limit=100');
  expect(body.items.length).toBeGreaterThan(8);
  for (const order of body.items) await look(day, order);
  for (const path of ['/v1/sellers', '/v1/sellers/branch', '/v1/api-keys', '/v1/billing-keys']) {
    expect((await day.merchant.call('GET', path)).status, path).toBe(200);
  }
  await lookAtWebhooks(day);
  for (const path of ['/metrics', '/health/ready', '/openapi.json', '/docs/errors']) {
    await visit(`${day.house.url}${path}`);
  }
}

/** Every view of an order: the API's with its money and all evidence, and its hosted pages in both languages. */
async function look({ merchant }: Day, order: ShownOrder): Promise<void> {
  const { payments, cancellations } = await merchant.show(order);
  expect((await merchant.call('GET', `/v1/orders/${order.id}/money`)).status).toBe(200);
  for (const each of [...payments, ...cancellations]) await evidenceOf(merchant, each);
  for (const path of ['', '?lang=en', '/result', '/state', '/popup']) await visit(`${order.checkoutUrl}${path}`);
}

async function refundInTwo(day: Day, order: ShownOrder): Promise<void> {
  await until(day, order, 'paid');
  expect((await day.merchant.cancel(order, 3_000)).status).toBe(201);
  await look(day, order);
  expect((await day.merchant.cancel(order)).status).toBe(201);
}

function until({ merchant }: Day, order: ShownOrder, status: string): Promise<ShownOrder> {
  return waitFor(`the order to be ${status}`, async () => {
    const shown = await merchant.show(order);
    return shown.status === status ? shown : null;
  });
}

async function openWindow({ merchant }: Day, order: ShownOrder, mode = 'confirm'): Promise<ShownPayment> {
  const wish = { provider: 'payple', channel: 'pc', mode };
  const { status, body } = await merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

/** The buyer types a card number of their own. */
function useWindow(
  day: Day,
  handedOff: ShownPayment | ShownBillingKey,
  lastDigits: string,
  typed: Readonly<Record<string, string>> = {},
): Promise<WindowResult> {
  const card = { number: newCardNumber(day, lastDigits), expiry: '12/99', birth: '900101', password: '12' };
  return walkThroughWindow(handedOff, day.house.url, { ...card, outcome: 'pay', ...typed });
}
