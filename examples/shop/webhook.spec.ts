// What the shop believes of what it is told, over HTTP.
// Must never make a signature with the shop's own code.
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startShop, type RunningShop } from './server.js';
import { StandInPlatform } from './stand-in-platform.js';
import { phone, TestVisitor } from './test-visitor.js';
import { verifiedEvent } from './webhook.js';

/** The published test vector of Standard Webhooks. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  sentMs: 1_614_265_330_000,
  message: {
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: '{"test": 2432232314}',
  },
};

describe('a message', () => {
  const { secret, sentMs, message } = vector;
  const believed = (changed: Record<string, unknown>, nowMs = sentMs) =>
    verifiedEvent({ ...message, headers: { ...message.headers, ...changed } }, secret, nowMs) !== undefined;

  it('is believed when its signature is good, also beside another', () => {
    expect(verifiedEvent(message, secret, sentMs)).toEqual({ test: 2_432_232_314 });
    expect(believed({ 'webhook-signature': `v1,AAAA ${message.headers['webhook-signature']}` })).toBe(true);
  });

  it.each([
    ['with no signature', { 'webhook-signature': undefined }],
    ['with another signature', { 'webhook-signature': `v1,${'A'.repeat(43)}=` }],
    [
      'with the signature of another scheme',
      { 'webhook-signature': message.headers['webhook-signature'].replace('v1', 'v2') },
    ],
    ['with another id', { 'webhook-id': 'msg_2' }],
    ['with another time', { 'webhook-timestamp': '1614265331' }],
    ['with a time that is none', { 'webhook-timestamp': 'now' }],
  ])('is not believed %s', (_, changed) => {
    expect(believed(changed)).toBe(false);
  });

  it('is not believed with another body, or five minutes too late or too early', () => {
    expect(verifiedEvent({ ...message, body: '{"test": 1}' }, secret, sentMs)).toBeUndefined();
    expect([300_000, 300_001, -300_001].map((ms) => believed({}, sentMs + ms))).toEqual([true, false, false]);
  });
});

describe('the shop', () => {
  let platform: StandInPlatform;
  let shop: RunningShop;
  let folder: string;
  beforeEach(async () => {
    platform = await new StandInPlatform().start();
    folder = await mkdtemp(join(tmpdir(), 'shop-'));
    shop = await open();
    await shop.listenToPlatform();
  });
  afterEach(async () => {
    await shop.close();
    await platform.stop();
    await rm(folder, { recursive: true });
  });

  const open = () => startShop({ port: 0, gyeoljeUrl: platform.url, gyeoljeApiKey: 'gy_test', dataFolder: folder });

  async function orderedNumber(): Promise<string> {
    const visitor = new TestVisitor(() => shop.url, phone);
    await visitor.add('sea');
    await visitor.get('/checkout');
    await visitor.post('/orders', { name: '김책', phone: '', with: 'payco' });
    return platform.order.orderNumber;
  }

  async function tell(event: Record<string, unknown>, secret = platform.webhook?.secret ?? ''): Promise<number> {
    const body = JSON.stringify(event);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const key = Buffer.from(secret.slice(6), 'base64');
    const signature = createHmac('sha256', key)
      .update(`${String(event['id'])}.${timestamp}.${body}`)
      .digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': String(event['id']),
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    return (await fetch(`${shop.url}/webhooks/gyeolje`, { method: 'POST', headers, body })).status;
  }

  const event = (orderNumber: string, version: number, status: string) => ({
    id: `evt_${randomUUID()}`,
    type: `order.${status}`,
    version,
    data: { orderNumber, status, cancelledWon: 0 },
  });

  async function book(): Promise<{ heard?: string[]; platform: { status: string; version: number } }> {
    const [order] = JSON.parse(await readFile(join(folder, 'orders.json'), 'utf8')) as never[];
    return order as never;
  }

  it('keeps what it is told with the order, once', async () => {
    const paid = event(await orderedNumber(), 5, 'paid');
    expect([await tell(paid), await tell(paid)]).toEqual([204, 204]);
    expect(await book()).toMatchObject({ heard: [paid.id], platform: { status: 'paid', version: 5 } });
  });

  it('does not go back to what is older than what it knows', async () => {
    const orderNumber = await orderedNumber();
    await tell(event(orderNumber, 7, 'cancelled'));
    await tell(event(orderNumber, 5, 'paid'));
    expect((await book()).platform).toMatchObject({ status: 'cancelled', version: 7 });
  });

  it('believes nothing that is signed with another secret', async () => {
    const paid = event(await orderedNumber(), 5, 'paid');
    expect(await tell(paid, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(401);
    expect((await book()).heard).toBeUndefined();
  });

  it('leaves orders of others alone', async () => {
    expect(await tell(event('SB-of-another-shop', 5, 'paid'))).toBe(204);
  });

  it('keeps its secret over a restart, and has a new one made when it lost it', async () => {
    const first = platform.webhook?.secret;
    await shop.listenToPlatform();
    expect(platform.webhook?.secret, 'known').toBe(first);
    await rm(join(folder, 'webhook.json'));
    await shop.listenToPlatform();
    expect(platform.webhook?.secret, 'lost').not.toBe(first);
    expect(await tell(event('SB-any', 1, 'paid'))).toBe(204);
  });
});
