// Sends a request as it is, over connections that are kept, and reads the whole answer.
// Must never correct anything on the way, as fetch would.
import { Agent, request as open, type IncomingHttpHeaders } from 'node:http';
import type { Attack } from './attack.js';
import { bytesOf } from './attack.js';
import { resolve, type World } from './world.js';

/** Nothing may take longer. */
const PATIENCE_MS = 60_000;

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });
  readonly #port: number;

  constructor(url: string) {
    this.#port = Number(new URL(url).port);
  }

  /** @returns `null` when the server hung up while a body beyond its limit was still on its way */
  async send(attack: Attack, world: World, bodyLimit: number): Promise<Heard | null> {
    const body = bytesOf(attack.body, world);
    try {
      return await this.#sendOnce(attack, world, body);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!['ECONNRESET', 'EPIPE'].includes(code)) throw error;
      if (body !== null && body.length > bodyLimit) return null;
      // A kept connection may be closed at the moment it is used; the second time it is a new one.
      this.#agent.destroy();
      return this.#sendOnce(attack, world, body);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #sendOnce({ method, target, headers }: Attack, world: World, body: Buffer | null): Promise<Heard> {
    return new Promise((done, fail) => {
      const lines = headers.flatMap(([name, value]) => [name, resolve(value, world)]);
      const host = headers.some(([name]) => name === 'host') ? [] : ['host', `127.0.0.1:${this.#port}`];
      const sending = open({
        agent: this.#agent,
        host: '127.0.0.1',
        port: this.#port,
        method,
        path: resolve(target, world),
        headers: [...host, ...lines, ...(body === null ? [] : ['content-length', String(body.length)])],
        timeout: PATIENCE_MS,
      });
      sending.once('error', fail);
      sending.once('timeout', () => sending.destroy(new Error(`There was no answer within ${PATIENCE_MS} ms.`)));
      sending.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', fail);
        response.once('end', () => {
          done({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() });
        });
      });
      sending.end(body ?? undefined);
    });
  }
}
