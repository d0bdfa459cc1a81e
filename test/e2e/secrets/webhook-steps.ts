// The part of the day in which a shop's server is told of everything: secrets of endpoints, and answers full of secrets.
// Must never forget that what a receiver answers is kept and shown.
import { expect } from 'vitest';
import { waitFor } from '../../support/wait-for.js';
import { WebhookOwner, type ShownDelivery, type ShownEndpoint } from '../../support/webhook-owner.js';
import type { Arrival, ReceiverAnswer } from '../../support/webhook-receiver.js';
import type { Day } from './day.js';
import { newCardNumber, secretText } from './made-up.js';

/** Where an address is shown to those who may change it: the merchant's server, and administrators at the desk. */
const ADDRESSES =
  /^(the column public\.webhook_endpoints\.url|(GET|POST|PATCH) \/v1\/webhook-endpoints(\/whe_\w+(\/secret-rotations)?)? \d+|GET \/admin\/webhook-endpoints 200)$/;
/** So many events are refused the first time they come; then the shop has been repaired. */
const REFUSED = 20;
const MADE = /^POST \/v1\/webhook-endpoints 201$/;
const RENEWED = /^POST \/v1\/webhook-endpoints\/whe_\w+\/secret-rotations 201$/;

interface DeliveryPage {
  readonly items: readonly ShownDelivery[];
  readonly nextCursor: string | null;
}

/** An endpoint for everything; its server is new and broken, and its error pages show all that it knows. */
export async function listenToWebhooks(day: Day): Promise<void> {
  const owner = new WebhookOwner(day.merchant);
  const token = secretText(day, 'the secret in an endpoint’s address', ADDRESSES);
  const endpoint = await owner.endpoint(`${day.shop.url}/hooks/${token}?key=${token}`);
  learn(day, endpoint.secret, MADE);
  const page = [
    'Error: cannot write',
    `WEBHOOK_SECRET=${endpoint.secret}`,
    `card ${newCardNumber(day, '4444')}`,
    `authorization: Bearer ${secretText(day)}`,
    `postgres://shop:${secretText(day)}@localhost/shop`,
  ].join('\n');
  const seen = new Set<string>();
  day.shop.answer = ({ event }: Arrival): ReceiverAnswer => {
    const isRefused = !seen.has(event.id) && seen.size < REFUSED;
    seen.add(event.id);
    return { status: isRefused ? 500 : 200, body: page };
  };
  const test = await owner.call<{ answer: string | null }>('POST', endpoint, '/test-deliveries');
  expect([test.status, test.body.answer], 'what the shop answers is shown').toEqual([
    201,
    expect.stringContaining('Error: cannot write'),
  ]);
}

/** Twice: the first time both sign for a while, the second time the earlier one ends at once. */
export async function renewSecrets(day: Day): Promise<void> {
  const owner = new WebhookOwner(day.merchant);
  const endpoint = await theEndpoint(day);
  for (const wish of [{}, { keepPreviousMs: 0 }, {}]) {
    const { status, body } = await owner.call<ShownEndpoint>('POST', endpoint, '/secret-rotations', wish);
    expect(status).toBe(201);
    learn(day, body.secret, RENEWED);
    day.shop.answer = () => ({ status: 201, body: `thanks, I know ${body.secret}` });
    expect((await owner.call('POST', endpoint, '/test-deliveries')).status).toBe(201);
    expect((await owner.call('PATCH', endpoint, '', { description: 'the shop' })).status).toBe(200);
  }
  const [last] = await owner.deliveries(endpoint, '?status=delivered&limit=1');
  const again = await owner.call('POST', endpoint, '/redeliveries', { eventId: last?.eventId });
  expect(again.status, JSON.stringify(again.body)).toBe(202);
}

/** Every delivery with its attempts and answers, and the whole history. */
export async function lookAtWebhooks(day: Day): Promise<void> {
  const owner = new WebhookOwner(day.merchant);
  const endpoint = await theEndpoint(day);
  const deliveries = await waitFor('everything to be delivered', async () => {
    const waiting = await owner.deliveries(endpoint, '?status=waiting&limit=1');
    return waiting.length === 0 && owner.deliveries(endpoint, '?limit=100');
  });
  expect(deliveries.length).toBeGreaterThan(50);
  await lookAtEarlier(owner, endpoint);
  expect((await owner.show(endpoint)).status).toBe('active');
  let cursor: string | null = '';
  while (cursor !== null) {
    cursor = (await owner.events(`?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)).nextCursor;
  }
}

/** The first deliveries are on the last page; they were refused at first. */
async function lookAtEarlier(owner: WebhookOwner, endpoint: ShownEndpoint): Promise<void> {
  const first: ShownDelivery[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = `/deliveries?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page = await owner.call<DeliveryPage>('GET', endpoint, query);
    first.push(...page.body.items);
    cursor = page.body.nextCursor;
  }
  expect(first.some(({ lastAttempts }) => lastAttempts.some(({ httpStatus }) => httpStatus === 500))).toBe(true);
}

async function theEndpoint({ merchant }: Day): Promise<ShownEndpoint> {
  const { body } = await merchant.call<{ items: ShownEndpoint[] }>('GET', '/v1/webhook-endpoints');
  const [endpoint] = body.items;
  if (!endpoint) throw new Error('There should be an endpoint.');
  return endpoint;
}

/** As it is shown, and the bytes that sign. */
function learn({ canaries }: Day, secret: string, belongsIn: RegExp): void {
  const letters = secret.replace(/^whsec_/, '');
  canaries.add('a webhook secret', letters, belongsIn);
  canaries.add('a webhook secret', Buffer.from(letters, 'base64').toString('hex'));
}
