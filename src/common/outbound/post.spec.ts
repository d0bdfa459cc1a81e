// How sure we are that a POST arrived, tried over real sockets.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { HttpService } from '@nestjs/axios';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Outbound, type PostOutcome } from './post.js';

let outbound: Outbound;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  outbound = new Outbound(new HttpService());
});
afterEach(async () => {
  outbound.onApplicationShutdown();
  for (const each of open.splice(0)) await each.close();
  vi.unstubAllEnvs();
});

async function listening(server: Server, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/path`;
}

/** A server that reads each request whole before it does something with it. */
function answering(respond: (request: IncomingMessage & { text: string }, socket: Socket) => string | null) {
  const listener: RequestListener = (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    request.on('end', () => {
      const answer = respond(Object.assign(request, { text }), request.socket);
      if (answer !== null) response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
  };
  return listening(createServer(listener));
}

function post(url: string, deadlineMs = 5_000): Promise<PostOutcome> {
  return outbound.post({
    url,
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    body: '{"a":"가"}',
    deadlineMs,
  });
}

/** An address where nobody listens. */
/** Nobody listens there: the port is reserved for a service that no machine runs any more. */
const DEAD_ADDRESS = 'http://127.0.0.1:1/';

describe('a POST that is answered', () => {
  test('arrives as it was given, and its answer comes back as the text it was', async () => {
    const seen: unknown[] = [];
    const url = await answering(({ method, url: path, headers, text }) => {
      seen.push([method, path, headers['content-type'], text]);
      return '{"amount": 2000.0, "no": 201906252000000001}';
    });
    expect(await post(url)).toEqual({
      is: 'answered',
      status: 200,
      text: '{"amount": 2000.0, "no": 201906252000000001}',
    });
    expect(seen).toEqual([['POST', '/path', 'application/json; charset=UTF-8', '{"a":"가"}']]);
  });

  test('is answered even when the answer is nothing', async () => {
    expect(await post(await answering(() => ''))).toEqual({ is: 'answered', status: 200, text: '' });
  });

  test('goes over the connection that the one before left open', async () => {
    const ports = new Set<number | undefined>();
    const url = await answering((_, socket) => String(ports.add(socket.remotePort).size));
    for (let count = 0; count < 3; count += 1) await post(url);
    expect(ports.size, 'connections').toBe(1);
  });

  test('takes no way through a proxy that the environment names', async () => {
    vi.stubEnv('HTTP_PROXY', DEAD_ADDRESS);
    vi.stubEnv('http_proxy', DEAD_ADDRESS);
    expect(await post(await answering(() => 'direct'))).toMatchObject({ is: 'answered', text: 'direct' });
  });
});

describe('a POST that surely never left', () => {
  test.each([
    ['nobody listens', DEAD_ADDRESS],
    ['there is no such host', 'http://no-such-host.invalid/'],
  ])('is unsent: %s', async (_, address) => {
    const outcome = await post(address);
    expect(outcome.is).toBe('unsent');
  });
});

describe('a POST that may have arrived', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['the connection is reset after the request', (socket) => void socket.resetAndDestroy()],
    ['the connection is closed after the request', (socket) => void socket.end()],
    ['half a status line comes back', (socket) => void socket.end('HTTP/1.1 2')],
    ['something else than HTTP comes back', (socket) => void socket.end('hello\r\n\r\n')],
    ['half an answer comes back', (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"code"')],
    [
      'half a chunk comes back',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{'),
    ],
  ])('is unknown: %s', async (_, end) => {
    const url = await answering((_request, socket) => {
      end(socket);
      return null;
    });
    expect(await post(url)).toMatchObject({ is: 'unknown', status: null });
  });

  test.each([201, 204, 301, 302, 307, 400, 404, 500, 502, 503])('is unknown with status %i', async (status) => {
    const url = await listening(
      createServer((request, response) => {
        request.resume();
        response.writeHead(status).end();
      }),
    );
    const outcome = await post(url);
    expect(outcome).toMatchObject({ is: 'unknown', status });
  });

  test.each([301, 302, 303, 307, 308])('follows no redirect (%i)', async (status) => {
    let visits = 0;
    const elsewhere = await answering(() => String((visits += 1)));
    const url = await listening(
      createServer((request, response) => {
        request.resume();
        response.writeHead(status, { location: elsewhere }).end();
      }),
    );
    expect(await post(url)).toMatchObject({ is: 'unknown', status });
    expect(visits, 'visits to where it pointed').toBe(0);
  });

  test('is unknown when no answer comes in time, and says how long it waited', async () => {
    const outcome = await post(await answering(() => null), 50);
    expect(outcome).toEqual({ is: 'unknown', cause: new Error('no answer within 50 ms'), status: null });
  });

  test('has one deadline for everything: an answer that trickles in does not move it', async () => {
    const trickling: NodeJS.Timeout[] = [];
    const url = await listening(
      createServer((request, response) => {
        request.resume();
        response.writeHead(200);
        trickling.push(setInterval(() => response.write(' '), 10));
      }),
    );
    const outcome = await post(url, 150);
    trickling.forEach(clearInterval);
    expect(outcome).toMatchObject({ is: 'unknown', cause: new Error('no answer within 150 ms') });
  });

  test('is unknown when the answer is larger than anything a provider says', async () => {
    const outcome = await post(await answering(() => 'x'.repeat(1_048_577)));
    expect(outcome).toMatchObject({ is: 'unknown', status: null });
    expect(await post(await answering(() => 'x'.repeat(1_048_576)))).toMatchObject({ is: 'answered' });
  });
});

test('what goes wrong is told without the request in it', async () => {
  const outcomes = [
    await post(DEAD_ADDRESS),
    await post(
      await answering((_, socket) => {
        socket.destroy();
        return null;
      }),
    ),
  ];
  for (const outcome of outcomes) {
    if (outcome.is === 'answered') throw new Error('It should have failed.');
    const { cause } = outcome;
    expect(Object.keys(cause), 'fields of the error').toEqual([]);
    expect(cause.cause, 'an error behind it').toBeUndefined();
    expect(`${cause.message} ${cause.stack ?? ''}`).not.toContain('가');
  }
});
