// The part of the day in which an administrator runs the house from the desk: what is made there is shown once, or never.
// Must never forget that whoever looks later, with other powers, sees the same things.
import { approveAbout } from '../../support/second-person.js';
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { DeskVisitor, LOCAL_ADMINISTRATOR, LOCAL_APPROVER } from '../../support/desk-visitor.js';
import { Merchant } from '../../support/merchant.js';
import { deliver } from '../../support/payple-control.js';
import type { Day } from './day.js';
import { secretText } from './made-up.js';

/** Only administrators are shown whole addresses: in lists, on pages, and where they are changed. */
const ADDRESSES =
  /^(the column public\.webhook_endpoints\.url|(GET|POST|PATCH) \/admin\/webhook-endpoints(\/whe_\w+(\/(secret-rotations|pause|resume))?)? \d+)$/;
const MADE = /^POST \/admin\/(api-keys|webhook-endpoints(\/whe_\w+\/secret-rotations)?) 201$/;

export async function runFromDesk(day: Day): Promise<void> {
  const [administrator, approver] = [new DeskVisitor(day.house.url), new DeskVisitor(day.house.url)];
  await administrator.signIn(LOCAL_ADMINISTRATOR);
  await approver.signIn(LOCAL_APPROVER);
  const seller = await setCredentials(day, administrator);
  await makeKey(day, administrator);
  const endpoint = await makeEndpoint(day, administrator);
  const card = await endCard(day, administrator);
  for (const visitor of [administrator, approver]) {
    const paths = [
      ...(visitor === administrator ? ['/admin/sellers', `/admin/sellers/${seller}`, '/admin/api-keys'] : []),
      '/admin/webhook-endpoints',
      `/admin/webhook-endpoints/${endpoint}/deliveries`,
      `/admin/billing-keys/${card}`,
      `/admin/billing-keys/${card}/charges`,
      ...(visitor === administrator ? ['/admin/audit?limit=100', '/admin/simulators'] : []),
    ];
    for (const path of paths) expect((await visitor.call('GET', path)).status, path).toBe(200);
    expect((await visitor.call('POST', '/admin/billing-keys/searches', {})).status).toBe(200);
  }
  expect((await administrator.call('DELETE', `/admin/webhook-endpoints/${endpoint}`)).status).toBe(204);
}

/** Twice, so that some are replaced; then some that are none. */
async function setCredentials({ house, canaries }: Day, administrator: DeskVisitor): Promise<string> {
  const code = `desk-${randomBytes(4).toString('hex')}`;
  await administrator.call('POST', '/admin/sellers', { code, name: 'A branch of the desk' });
  const newText = (name: string): string => {
    const text = `desk-${randomBytes(12).toString('hex')}`;
    canaries.add(name, text);
    return text;
  };
  const path = `/admin/sellers/${code}/credentials`;
  const payco = () => ({
    sellerKey: newText('a PAYCO sellerKey'),
    cpId: newText('a stray secret'),
    productId: newText('a stray secret'),
  });
  const payple = () => ({
    cstId: newText('a merchant’s Payple id or its token'),
    custKey: newText('a Payple custKey or its token'),
    refundKey: newText('a Payple refund key'),
  });
  for (const credentials of [payco(), payco()]) {
    expect((await administrator.call('PUT', `${path}/payco`, { credentials })).status).toBe(202);
    await approveAbout(house.app, `${code}/payco`);
  }
  expect((await administrator.call('PUT', `${path}/payple`, { credentials: payple() })).status).toBe(202);
  await approveAbout(house.app, `${code}/payple`);
  for (const credentials of [{ ...payple(), custKey: '' }, { cstId: newText('a stray secret') }]) {
    expect((await administrator.call('PUT', `${path}/payple`, { credentials })).status).toBe(400);
  }
  return code;
}

async function makeKey({ house, canaries }: Day, administrator: DeskVisitor): Promise<void> {
  const wish = { name: 'made at the desk', scopes: ['orders:read'] };
  const { status, body } = await administrator.call<{ id: string; key: string }>('POST', '/admin/api-keys', wish);
  expect(status).toBe(201);
  canaries.add('an API key', body.key, MADE);
  const server = new Merchant(house.url, body.key);
  expect((await server.call('GET', '/v1/orders')).status).toBe(200);
  const reason = { reason: 'The server is gone.' };
  expect((await administrator.call('POST', `/admin/api-keys/${body.id}/revocations`, reason)).status).toBe(200);
  expect((await server.call('GET', '/v1/orders')).status, 'revoked').toBe(401);
}

async function makeEndpoint(day: Day, administrator: DeskVisitor): Promise<string> {
  const token = secretText(day, 'the secret in an endpoint’s address', ADDRESSES);
  interface Made {
    readonly id: string;
    readonly secret: string;
  }
  const wish = { url: `${day.shop.url}/desk/${token}`, eventTypes: ['cash_receipt.refused'] };
  const made = await administrator.call<Made>('POST', '/admin/webhook-endpoints', wish);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/admin/webhook-endpoints/${made.body.id}`;
  const rotated = await administrator.call<Made>('POST', `${path}/secret-rotations`, {});
  for (const { secret } of [made.body, rotated.body]) {
    const letters = secret.replace(/^whsec_/, '');
    day.canaries.add('a webhook secret', letters, MADE);
    day.canaries.add('a webhook secret', Buffer.from(letters, 'base64').toString('hex'));
  }
  day.shop.answer = () => ({ status: 200, body: `thanks, I know ${rotated.body.secret}` });
  expect((await administrator.call('POST', `${path}/test-deliveries`)).status).toBe(201);
  expect((await administrator.call('PATCH', path, { description: 'from the desk' })).status).toBe(200);
  expect((await administrator.call('POST', `${path}/pause`)).status).toBe(200);
  expect((await administrator.call('POST', `${path}/resume`)).status).toBe(200);
  return made.body.id;
}

async function endCard({ house, merchant }: Day, administrator: DeskVisitor): Promise<string> {
  const key = await merchant.registerCard({ provider: 'payple', channel: 'pc' });
  await deliver(await house.payple.finish(key, 'pay'));
  const { status } = await administrator.call('POST', `/admin/billing-keys/${key.id}/deregistrations`, {
    reason: 'The customer asked us to.',
  });
  expect(status).toBe(200);
  return key.id;
}
