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
  /** From now on holds calls of this name until so many are open at once, and then passes all of them on. */
  gather(call: string, count: number): void;
  close(): Promise<void>;
}

export async function startWatchedPayco<Seen>(): Promise<WatchedPayco<Seen>> {
  const sightings: Sighting<Seen>[] = [];
  let target: { readonly paycoUrl: string; readonly look: () => Promise<Seen> } | null = null;
  let open = 0;
  let mostOpen = 0;
  let gathering: Gathering | null = null;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!target) throw new Error('Nobody has said yet where PAYCO is.');
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    try {
      const body = await readAll(request);
      const path = request.url ?? '';
      const call = path.slice(path.lastIndexOf('/') + 1);
      await gathering?.join(call);
      sightings.push({ call, seen: await target.look() });
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
    gather: (call, count) => (gathering = new Gathering(call, count)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Calls that wait for each other. */
class Gathering {
  #joined = 0;
  #complete: () => void = () => undefined;
  readonly #whole = new Promise<void>((resolve) => (this.#complete = resolve));

  constructor(
    private readonly call: string,
    private readonly count: number,
  ) {}

  async join(call: string): Promise<void> {
    if (call !== this.call) return;
    this.#joined += 1;
    if (this.#joined === this.count) this.#complete();
    await this.#whole;
  }
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
