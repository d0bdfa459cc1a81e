// Host names, looked up in files and at name servers that the test made.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpService } from '@nestjs/axios';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Callbacks } from './callback.js';
import { NameResolver } from './name-resolver.js';
import { Outbound } from './post.js';
import { NameServer } from './testing/name-server.js';

const SHOP = 'shop.example.com';
const V6 = [0x26, 0x06, 0x28, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x01];
/** So long as no test lasts. */
const LONG_MS = 600_000;

let folder: string;
let server: NameServer;
let address: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'));
  server = new NameServer();
  address = await server.start();
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

function resolving(longestMs = LONG_MS): NameResolver {
  const [hostsFile, resolverFile] = [join(folder, 'hosts'), join(folder, 'resolv.conf')];
  return new NameResolver({ hostsFile, resolverFile, nameServers: [address], longestMs });
}

const hosts = (text: string) => writeFile(join(folder, 'hosts'), text);
const resolverSettings = (text: string) => writeFile(join(folder, 'resolv.conf'), text);

describe('a name', () => {
  test('has the addresses of both families that a name server tells, and is asked for anew each time', async () => {
    server.answers = { [SHOP]: { ipv4: [[93, 184, 215, 14]], ipv6: [V6] } };
    expect(await resolving().addressesOf(SHOP)).toEqual([
      { address: '93.184.215.14', family: 4 },
      { address: '2606:2800::1', family: 6 },
    ]);
    server.answers = { [SHOP]: { ipv4: [[127, 0, 0, 1]] } };
    expect(await resolving().addressesOf(SHOP)).toEqual([{ address: '127.0.0.1', family: 4 }]);
    expect([...server.asked].sort()).toEqual([`A ${SHOP}`, `A ${SHOP}`, `AAAA ${SHOP}`, `AAAA ${SHOP}`]);
  });

  test.each([
    ['that does not exist', {}, 'ENOTFOUND'],
    ['that has no addresses', { [SHOP]: {} }, 'ENOTFOUND'],
    ['that the name server fails at', { [SHOP]: { code: 2 } }, 'ESERVFAIL'],
    ['that the name server refuses', { [SHOP]: { code: 5 } }, 'EREFUSED'],
  ])('%s is told by its code', async (_, answers, code) => {
    server.answers = answers;
    await expect(resolving().addressesOf(SHOP)).rejects.toMatchObject({ code });
  });

  test('about which nothing comes is given up when its time is up, and when its caller has no more', async () => {
    server.isSilent = true;
    await expect(resolving(300).addressesOf(SHOP)).rejects.toMatchObject({ code: 'ETIMEOUT' });
    const caller = new AbortController();
    const asked = resolving().addressesOf(SHOP, caller.signal);
    await expect.poll(() => server.asked.length, { message: 'questions' }).toBeGreaterThan(2);
    caller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'ETIMEOUT' });
    await expect(resolving().addressesOf(SHOP, caller.signal)).rejects.toMatchObject({ code: 'ETIMEOUT' });
  });

  test('of which one family is never told has the addresses of the other', async () => {
    server.answers = { [SHOP]: { ipv4: [[93, 184, 215, 14]], ipv6: 'silence' } };
    // Long enough for the other answer on any machine.
    expect(await resolving(2_000).addressesOf(SHOP)).toEqual([{ address: '93.184.215.14', family: 4 }]);
  });
});

describe('no name server is asked', () => {
  test('about names in the file of hosts, however they are written', async () => {
    await hosts('# ours\n\n10.0.0.7 shop.intern SHOP # the shop\nnonsense shop.intern\nfd00::7\tshop.intern\n');
    const both = [
      { address: '10.0.0.7', family: 4 },
      { address: 'fd00::7', family: 6 },
    ];
    expect(await resolving().addressesOf('shop.intern')).toEqual(both);
    expect(await resolving().addressesOf('Shop.Intern.')).toEqual(both);
    expect(await resolving().addressesOf('shop')).toEqual([{ address: '10.0.0.7', family: 4 }]);
    expect(server.asked).toEqual([]);
  });

  test.each(['localhost', 'LOCALHOST.', 'shop.localhost'])('about %s: it is this machine', async (name) => {
    expect(await resolving().addressesOf(name)).toEqual([
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
    expect(server.asked).toEqual([]);
  });

  test('about localhost where the file of hosts has it', async () => {
    await hosts('127.0.0.1 localhost');
    expect(await resolving().addressesOf('localhost')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  });
});

describe('a short name', () => {
  const inside = [{ address: '10.0.0.9', family: 4 }];
  beforeEach(() => resolverSettings('domain old.example\nsearch a.example b.example. .\noptions ndots:5\n'));

  test('is looked for in the domains of the resolver, in their order', async () => {
    server.answers = { 'shop.b.example': { ipv4: [[10, 0, 0, 9]] }, shop: { ipv4: [[10, 0, 0, 1]] } };
    expect(await resolving().addressesOf('shop')).toEqual(inside);
    server.answers = { shop: { ipv4: [[10, 0, 0, 9]] } };
    expect(await resolving().addressesOf('shop')).toEqual(inside);
  });

  test('that has a dot is looked for as it is first', async () => {
    server.answers = { 'shop.web.a.example': { ipv4: [[10, 0, 0, 9]] } };
    expect(await resolving().addressesOf('shop.web')).toEqual(inside);
    server.answers = { ...server.answers, 'shop.web': { ipv4: [[93, 184, 215, 14]] } };
    expect(await resolving().addressesOf('shop.web')).toEqual([{ address: '93.184.215.14', family: 4 }]);
  });

  test('is none with a dot at its end', async () => {
    server.answers = { 'shop.web.a.example': { ipv4: [[10, 0, 0, 9]] } };
    await expect(resolving().addressesOf('shop.web.')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  test('is not looked for any further when the first answer does not come', async () => {
    server.answers = { 'shop.web': { ipv4: 'silence', ipv6: 'silence' } };
    await expect(resolving(300).addressesOf('shop.web')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(new Set(server.asked)).toEqual(new Set(['A shop.web', 'AAAA shop.web']));
  });
});

describe('endpoints whose name servers are silent', () => {
  beforeEach(() => void (server.isSilent = true));

  /** More than there are threads to look names up in, and more than deliveries are made at once. */
  const NAMES = Array.from({ length: 32 }, (_, index) => `shop${index}.example.com`);

  /** Lookups of all of them that are under way; `end` ends them and says how many had ended by themselves. */
  async function stalled(resolver: NameResolver): Promise<{ end: () => Promise<number> }> {
    let ended = 0;
    const lookups = NAMES.map((name) => {
      const over = new AbortController();
      const settled = resolver
        .addressesOf(name, over.signal)
        .catch(() => undefined)
        .finally(() => (ended += 1));
      return { over, settled };
    });
    await expect.poll(() => NAMES.every((name) => server.asked.includes(`A ${name}`))).toBe(true);
    const end = async () => {
      const endedBefore = ended;
      for (const { over } of lookups) over.abort();
      await Promise.all(lookups.map(({ settled }) => settled));
      return endedBefore;
    };
    return { end };
  }

  test('do not keep the name of a provider waiting', async () => {
    const provider = createServer((_, response) => response.end('paid'));
    await new Promise<void>((resolve) => provider.listen(0, 'localhost', resolve));
    const outbound = new Outbound(new HttpService());
    const lookups = await stalled(resolving());
    try {
      const url = `http://localhost:${(provider.address() as AddressInfo).port}/`;
      const answer = await outbound.post({ url, headers: {}, body: '', deadlineMs: 60_000 });
      expect(answer).toEqual({ is: 'answered', status: 200, text: 'paid' });
      expect(await lookups.end(), 'lookups that had ended by then').toBe(0);
    } finally {
      await lookups.end();
      outbound.onApplicationShutdown();
      provider.closeAllConnections();
      await new Promise((resolve) => provider.close(resolve));
    }
  });

  test('are told that no answer came in time', async () => {
    const callbacks = new Callbacks(resolving());
    const post = (name: string) =>
      callbacks.post({
        url: `http://${name}/`,
        headers: {},
        body: '{}',
        deadlineMs: 300,
        allowsPrivateAddresses: false,
      });
    const outcomes = await Promise.all(NAMES.map(post));
    expect(outcomes).toEqual(NAMES.map(() => ({ is: 'unanswered', failure: 'no answer within 300 ms' })));
  });

  test('do not keep an endpoint that has an address waiting', async () => {
    const shop = createServer((request, response) => response.end(request.headers.host));
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    const resolver = resolving();
    const lookups = await stalled(resolver);
    try {
      await hosts('127.0.0.1 shop.intern');
      const url = `http://shop.intern:${(shop.address() as AddressInfo).port}/`;
      const request = { url, headers: {}, body: '{}', deadlineMs: 60_000, allowsPrivateAddresses: true };
      expect(await new Callbacks(resolver).post(request)).toMatchObject({ is: 'answered', status: 200 });
      expect(await new Callbacks(resolver).post({ ...request, allowsPrivateAddresses: false })).toEqual({
        is: 'unanswered',
        failure: 'shop.intern leads to an address that is not on the open internet',
      });
      expect(await lookups.end(), 'lookups that had ended by then').toBe(0);
    } finally {
      await lookups.end();
      shop.closeAllConnections();
      await new Promise((resolve) => shop.close(resolve));
    }
  });
});
