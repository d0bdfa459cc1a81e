// Stands between the house and a provider and writes down what both said, to know every secret that went over the line.
// Must never change a word, and passes the caller's Host on, so that addresses in answers lead here again.
import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one call said, and what it heard; nothing when the provider hung up. */
interface HeardCall {
  readonly request: string;
  answer: string;
}

export interface Wiretap {
  readonly url: string;
  readonly heard: readonly HeardCall[];
  /** Calls that the provider has not ended yet, also when nobody waits for their answer any more. */
  readonly open: number;
  /** Says where the provider is; until then every call is refused. */
  connect(providerUrl: string): void;
  close(): Promise<void>;
}

/** @param writesDown whether what was said is kept; of what goes on for an hour it fills the memory */
export async function startWiretap(writesDown = true): Promise<Wiretap> {
  const heard: HeardCall[] = [];
  let providerUrl: string | null = null;
  let open = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (providerUrl === null) throw new Error('Nobody has said yet where the provider is.');
    const body = await readAll(request);
    const call: HeardCall = { request: body.toString(), answer: '' };
    if (writesDown) heard.push(call);
    const answer = await passOn(`${providerUrl}${request.url ?? ''}`, request, body);
    const content = await readAll(answer);
    call.answer = content.toString();
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
  };
  const server = createServer((request, response) => {
    // A provider that hangs up, hangs up on the caller too.
    open += 1;
    handle(request, response)
      .catch(() => response.destroy())
      .finally(() => (open -= 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    get open() {
      return open;
    },
    connect: (url) => (providerUrl = url),
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

function passOn(url: string, { method, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const onward = sendRequest(url, { method, headers }, resolve);
    onward.once('error', reject);
    onward.end(body);
  });
}
