// Stands between a server and a provider and stops chosen calls where a test wants them: before the provider hears, or
// before the server hears the answer. Must never change a word, and passes the caller's Host on, so that addresses in
// answers lead here again.
import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call to a provider. */
export interface WiredCall {
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

/**
 * How far a call has come. `arrived`: it is here and not there. `passed`: every byte is on its way to the provider.
 * `answered`: the provider has answered or hung up, the server does not know. `heard`: it does.
 */
export type CallMoment = 'arrived' | 'passed' | 'answered' | 'heard';

/** Told of every moment of a call; as long as it does not come back, the call stays there. */
export type CallWatch = (moment: CallMoment) => Promise<void>;

export interface ProviderWire {
  /** The provider's address, through here. */
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** @param watchOf who watches a call; `null` lets it pass unwatched */
export async function startProviderWire(
  providerUrl: string,
  watchOf: (call: WiredCall) => CallWatch | null,
): Promise<ProviderWire> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request);
    const path = request.url ?? '';
    const watch = watchOf({ path, body: body.toString() }) ?? (() => Promise.resolve());
    await watch('arrived');
    const answering = passOn(`${providerUrl}${path}`, request, body).catch(() => null);
    await watch('passed');
    const answer = await answering;
    await watch('answered');
    // A provider that hangs up, hangs up on the caller too.
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else response.destroy();
    await watch('heard');
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // A connection that is closed while the caller takes it up again would look like a provider that hangs up.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function passOn(url: string, { method, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = sendRequest(url, { method, headers, agent: false }, (answer) => {
      readAll(answer).then(
        (content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }),
        reject,
      );
    });
    onward.once('error', reject);
    onward.end(body);
  });
}
