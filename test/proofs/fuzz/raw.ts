// What is no HTTP, or hardly: sent as bytes over a connection of its own, because no client would.
// Must never leave a connection open: the end is said, so that the server need not wait for more.
import { connect } from 'node:net';

const HEAD = 'POST /v1/orders HTTP/1.1\r\nHost: x\r\n';

/** Each is one connection. */
export const RAW_REQUESTS: readonly string[] = [
  '\r\n\r\n',
  '\u0000\u0000\u0000\u0000',
  'hello\r\n\r\n',
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET /v1/orders/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET http://evil.example/v1/orders HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET //v1//orders HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET * HTTP/1.1\r\nHost: x\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\n folded: yes\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: x\r\nLong: ${'a'.repeat(40_000)}\r\n\r\n`,
  `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(3_000)}\r\n`,
  'GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\nConnection: close\r\n\r\n',
  `${HEAD}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{}`,
  `${HEAD}Content-Type: application/json\r\nContent-Length: -1\r\n\r\n{}`,
  `${HEAD}Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  `${HEAD}Content-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
  `${HEAD}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  `${HEAD}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`,
  `${HEAD}Transfer-Encoding: nonsense\r\n\r\n{}`,
  `${HEAD}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n`,
];

const PATIENCE_MS = 60_000;

/** All that the server says before it hangs up; nothing is an answer too. */
export function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy();
      fail(new Error(`The server should answer or hang up within ${PATIENCE_MS} ms.`));
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    // Hung up on while it was still sending: an answer may be lost, and that is the sender's fault.
    socket.once('error', () => done(answer));
    socket.once('close', () => done(answer));
    socket.end(Buffer.from(text, 'latin1'));
  });
}
