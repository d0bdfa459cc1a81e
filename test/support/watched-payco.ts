// Stands between the house and PAYCO and looks around while a call is open: what does the house hold meanwhile?
// Must never change a call or an answer.
import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was seen while one call was open. */
interface Sighting<Seen> {
  /** The last part of the path, for example `approval`. */
  readonly call: string;
  readonly seen: Seen;
}

export interface WatchedPayco<Seen> {
  readonly url: string;
  readonly sightings: readonly Sighting<Seen>[];
  /** The most calls that were open at the same moment. */
  readonly mostOpen: number;
  /** Says where PAYCO is and how to look; until then every call is refused. */
  watch(paycoUrl: string, look: () => Promise<Seen>): void;
  close(): Promise<void>;
}

export async function startWatchedPayco<Seen>(): Promise<WatchedPayco<Seen>> {
  const sightings: Sighting<Seen>[] = [];
  let target: { readonly paycoUrl: string; readonly look: () => Promise<Seen> } | null = null;
  let open = 0;
  let mostOpen = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!target) throw new Error('Nobody has said yet where PAYCO is.');
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    try {
      const body = await readAll(request);
      const path = request.url ?? '';
      sightings.push({ call: path.slice(path.lastIndexOf('/') + 1), seen: await target.look() });
      await passOn(`${target.paycoUrl}${path}`, body, response);
    } finally {
      open -= 1;
    }
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sightings,
    get mostOpen() {
      return mostOpen;
    },
    watch: (paycoUrl, look) => (target = { paycoUrl, look }),
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

function passOn(url: string, body: Buffer, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const onward = sendRequest(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response).once('finish', resolve).once('error', reject);
    });
    onward.once('error', reject);
    onward.end(body);
  });
}
