// Whatever the other side of a connection does or leaves undone, a call ends with its deadline, and so does the connection.
import { HttpService } from '@nestjs/axios';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Callbacks, type CallbackOutcome } from './callback.js';
import { Outbound } from './post.js';
import { poursOn, says, saysAndThen, tricklesOn, UnrulyPeer, type Unruliness } from './testing/unruly-peer.js';

const DEADLINE_MS = 300;
/** Much longer than any machine needs to notice that the deadline has passed, and much shorter than for ever. */
const BOUND_MS = 20_000;

const SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n';
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const HINTS = 'HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n';

const silent: Unruliness = () => undefined;

/** What it is called, what it does, and the status that a callback was answered with, if any. */
const OVER_HTTP: readonly (readonly [string, Unruliness, number | null])[] = [
  ['says nothing', silent, null],
  ['does not even read', (socket) => void socket.pause(), null],
  ['hangs up at once', (socket) => void socket.end(), null],
  ['resets the connection at once', (socket) => void socket.resetAndDestroy(), null],
  ['resets the connection when it has heard us', saysAndThen('', (socket) => void socket.resetAndDestroy()), null],
  ['switches to websocket', says(SWITCH), null],
  ['switches to HTTP/2 and speaks it', says(SWITCH.replace('websocket', 'h2c'), '\0\0\0\x04\0\0\0\0\0'), null],
  ['switches protocols and hangs up', saysAndThen(SWITCH, (socket) => void socket.end()), null],
  ['switches protocols and resets', saysAndThen(SWITCH, (socket) => void socket.resetAndDestroy()), null],
  ['switches protocols and trickles', tricklesOn(SWITCH, 'x'), null],
  ['switches protocols and pours', poursOn(SWITCH, 'x'), null],
  ['switches protocols without a word to which', says('HTTP/1.1 101 Switching Protocols\r\n\r\n'), 101],
  ['asks for an upgrade with its answer', says('HTTP/1.1 200 OK\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n'), 200],
  ['answers as a proxy to CONNECT', says('HTTP/1.1 200 Connection established\r\n\r\n', '\x16\x03\x01'), 200],
  ['tells us to go on, and no more', says('HTTP/1.1 100 Continue\r\n\r\n'), null],
  ['says that it works on it, and no more', says('HTTP/1.1 102 Processing\r\n\r\n'), null],
  ['gives hints without end', tricklesOn('', HINTS), null],
  ['pours hints', poursOn('', HINTS), null],
  ['breaks off in the middle of the status line', saysAndThen('HTTP/1.1 2', (socket) => void socket.end()), null],
  ['stops in the middle of the status line', says('HTTP/1.1 2'), null],
  ['stops in the middle of the headers', says('HTTP/1.1 200 OK\r\ncontent-le'), null],
  ['trickles headers', tricklesOn('HTTP/1.1 200 OK\r\n', 'a: b\r\n'), null],
  ['pours headers', poursOn('HTTP/1.1 200 OK\r\n', 'a: b\r\n'), null],
  ['pours one header', poursOn('HTTP/1.1 200 OK\r\na: ', 'b'), null],
  ['does not speak HTTP', poursOn('SSH-2.0-OpenSSH_9.6\r\n', '\0'), null],
  ['says two lengths', says('HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd'), null],
  ['trickles the body', tricklesOn('HTTP/1.1 200 OK\r\n\r\n', 'x'), 200],
  ['pours the body', poursOn('HTTP/1.1 200 OK\r\n\r\n', 'x'), 200],
  ['trickles chunks', tricklesOn(CHUNKED, '1\r\nx\r\n'), 200],
  ['pours chunks', poursOn(CHUNKED, '1\r\nx\r\n'), 200],
  ['pours what may follow the size of a chunk', poursOn(`${CHUNKED}1;a=`, 'x'), 200],
  ['trickles trailers', tricklesOn(`${CHUNKED}0\r\n`, 'a: b\r\n'), 200],
  ['pours trailers', poursOn(`${CHUNKED}0\r\n`, 'a: b\r\n'), 200],
  ['stops in the middle of the body', says('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nso far'), 200],
  [
    'resets in the middle of the body',
    saysAndThen('HTTP/1.1 500 No\r\ncontent-length: 99\r\n\r\nso far', (socket) => void socket.resetAndDestroy()),
    500,
  ],
  ['says that its body is packed, and sends none', says('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n'), 200],
  [
    'leads elsewhere',
    says('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'),
    302,
  ],
];

const OVER_TLS: readonly (readonly [string, Unruliness])[] = [
  ['says nothing', silent],
  ['does not speak TLS', says('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['switches protocols before there is any', says(SWITCH)],
  ['stops in the middle of a record', says('\x16\x03\x03\x7f\x7f')],
  ['trickles a record', tricklesOn('\x16\x03\x03\x3f\x3f', '\x02')],
  ['hangs up when it has heard us', saysAndThen('', (socket) => void socket.end())],
  ['resets the connection', saysAndThen('', (socket) => void socket.resetAndDestroy())],
];

const callbacks = new Callbacks({ addressesOf: () => Promise.reject(new Error('not asked')) });
let outbound: Outbound;
let peer: UnrulyPeer | null = null;
beforeEach(() => (outbound = new Outbound(new HttpService())));
afterEach(async () => {
  outbound.onApplicationShutdown();
  await peer?.stop();
  peer = null;
});

/** A call to a peer that behaves like this, and how it came out. */
async function calling<T>(behave: Unruliness, scheme: string, call: (url: string) => Promise<T>): Promise<T> {
  const unruly = (peer = new UnrulyPeer(behave));
  const url = `${scheme}://127.0.0.1:${await unruly.start()}/`;
  const startedMs = performance.now();
  const outcome = await call(url);
  expect(performance.now() - startedMs, 'how long it took').toBeLessThan(BOUND_MS);
  expect(unruly.connections, 'connections that came').toBe(1);
  unruly.readAll();
  await expect.poll(() => unruly.open, { message: 'connections that the other side still has' }).toBe(0);
  return outcome;
}

function callBack(url: string): Promise<CallbackOutcome> {
  return callbacks.post({ url, headers: {}, body: '{}', deadlineMs: DEADLINE_MS, allowsPrivateAddresses: true });
}

function expectSentence(outcome: CallbackOutcome): void {
  expect(outcome.is).toBe('unanswered');
  expect(outcome.is === 'unanswered' && outcome.failure).toMatch(/\w+ \w+/);
}

function callProvider(url: string) {
  return outbound.post({ url, headers: {}, body: '{}', deadlineMs: DEADLINE_MS });
}

describe('a callback ends, and is told with its status or a sentence, when the endpoint', () => {
  test.each(OVER_HTTP)('%s', async (_, behave, status) => {
    const outcome = await calling(behave, 'http', callBack);
    if (status === null) expectSentence(outcome);
    else expect(outcome).toMatchObject({ is: 'answered', status });
  });

  test.each(OVER_TLS)('over TLS: %s', async (_, behave) => {
    expectSentence(await calling(behave, 'https', callBack));
  });
});

describe('a call to a provider ends, and nobody takes it for answered, when the provider', () => {
  test.each(OVER_HTTP)('%s', async (_, behave) => {
    expect(await calling(behave, 'http', callProvider)).toMatchObject({ is: 'unknown' });
  });

  test.each(OVER_TLS)('over TLS: %s', async (_, behave) => {
    expect(await calling(behave, 'https', callProvider)).toMatchObject({ is: 'unknown' });
  });

  test('switched protocols on as many connections as there may be: there is room for the next', async () => {
    const answer = says('HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nwell');
    const unruly: UnrulyPeer = (peer = new UnrulyPeer((socket, heard) =>
      (unruly.connections <= 64 ? says(SWITCH) : answer)(socket, heard),
    ));
    const url = `http://127.0.0.1:${await unruly.start()}/`;
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => callProvider(url)));
    expect(new Set(outcomes.map((outcome) => outcome.is))).toEqual(new Set(['unknown']));
    await expect.poll(() => unruly.open, { message: 'connections that the other side still has' }).toBe(0);
    const next = await outbound.post({ url, headers: {}, body: '{}', deadlineMs: BOUND_MS });
    expect(next).toEqual({ is: 'answered', status: 200, text: 'well' });
  });
});

test('an endpoint that switches protocols is told so', async () => {
  expect(await calling(says(SWITCH), 'http', callBack)).toEqual({
    is: 'unanswered',
    failure: 'switched to another protocol instead of answering (HTTP status 101)',
  });
});

test('an endpoint whose name is never told is told when the deadline has passed', async () => {
  const unnamed = new Callbacks({ addressesOf: () => new Promise(() => undefined) });
  const url = 'http://shop.example.com/';
  const request = { url, headers: {}, body: '{}', deadlineMs: DEADLINE_MS, allowsPrivateAddresses: true };
  expect(await unnamed.post(request)).toEqual({ is: 'unanswered', failure: `no answer within ${DEADLINE_MS} ms` });
});
