// Callbacks over real sockets; only the answers of the name server are made up.
import type { LookupAddress } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Callbacks, type CallbackOutcome } from './callback.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A name server that answers the same name with each of these in turn, the last one for good. */
function resolving(...answers: readonly (readonly string[])[]): Callbacks {
  let asked = 0;
  const addressesOf = (): Promise<LookupAddress[]> => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  return new Callbacks({ addressesOf });
}

function post(callbacks: Callbacks, url: string, allowsPrivateAddresses = false): Promise<CallbackOutcome> {
  return callbacks.post({ url, headers: {}, body: '{"a":"가"}', deadlineMs: 300, allowsPrivateAddresses });
}

describe('an address that is not on the open internet', () => {
  const refused = (host: string) => ({
    is: 'unanswered',
    failure: `${host} leads to an address that is not on the open internet`,
  });

  test.each(['127.0.0.1', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254'])(
    'is not called when it is written as %s',
    async (host) => {
      let calls = 0;
      const port = await listening((_, response) => response.end(String((calls += 1))));
      const url = `http://${host}:${port}/`;
      const shown = new URL(url).hostname.replace(/^\[|\]$/g, '');
      expect(await post(resolving([]), url)).toEqual(refused(shown));
      await expect(resolving([]).requirePublic(url)).rejects.toThrow(/not on the open internet/);
      expect(calls).toBe(0);
    },
  );

  test('is not called when a name leads there, nor when one of its addresses does', async () => {
    const port = await listening((_, response) => response.end());
    const url = `http://shop.example.com:${port}/`;
    expect(await post(resolving(['127.0.0.1']), url)).toEqual(refused('shop.example.com'));
    expect(await post(resolving(['93.184.215.14', '127.0.0.1']), url)).toEqual(refused('shop.example.com'));
  });

  test('is not called when the name led elsewhere as it was saved', async () => {
    let calls = 0;
    const port = await listening((_, response) => response.end(String((calls += 1))));
    const url = `http://shop.example.com:${port}/`;
    const callbacks = resolving(['93.184.215.14'], ['127.0.0.1']);
    await callbacks.requirePublic(url);
    expect(await post(callbacks, url)).toEqual(refused('shop.example.com'));
    expect(calls).toBe(0);
  });

  test('is called where private addresses are allowed, and nowhere else than the name led', async () => {
    const port = await listening((request, response) => response.end(request.headers.host));
    const answer = await post(resolving(['127.0.0.1']), `http://shop.example.com:${port}/`, true);
    expect(answer).toEqual({ is: 'answered', status: 200, answer: `shop.example.com:${port}` });
  });
});

describe('an answer', () => {
  const answering = async (listener: RequestListener) =>
    post(resolving([]), `http://127.0.0.1:${await listening(listener)}/`, true);

  test('of any status is told, with its first kilobyte', async () => {
    const answer = await answering((_, response) => response.writeHead(503).end('가'.repeat(1_000)));
    expect(answer).toEqual({ is: 'answered', status: 503, answer: '가'.repeat(341) + '\ufffd' });
  });

  test('that leads elsewhere is not followed', async () => {
    let calls = 0;
    const answer = await answering((_, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect([answer, calls]).toEqual([{ is: 'answered', status: 302, answer: '' }, 1]);
  });

  test('that does not come is waited for until the deadline', async () => {
    expect(await answering(() => undefined)).toEqual({ is: 'unanswered', failure: 'no answer within 300 ms' });
  });

  test('whose end does not come has its status all the same', async () => {
    const answer = await answering((_, response) => response.writeHead(200).write('so far'));
    expect(answer).toEqual({ is: 'answered', status: 200, answer: 'so far' });
  });

  test('that breaks off before its status is none', async () => {
    const answer = await answering((request) => request.socket.destroy());
    expect(answer).toEqual({ is: 'unanswered', failure: 'connection failed: ECONNRESET' });
  });

  test('is for the very body that was sent', async () => {
    const answer = await answering((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      request.on('end', () =>
        response.end(`${request.method ?? ''} ${request.headers['content-length'] ?? ''} ${text}`),
      );
    });
    expect(answer).toEqual({ is: 'answered', status: 200, answer: 'POST 11 {"a":"가"}' });
  });
});

test('a name that does not resolve is told by its code', async () => {
  const callbacks = new Callbacks({
    addressesOf: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
  });
  expect(await post(callbacks, 'http://nowhere.example.com/')).toEqual({
    is: 'unanswered',
    failure: 'connection failed: ENOTFOUND',
  });
});
