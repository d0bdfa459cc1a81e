// The server as a process of its own, and somebody at the desk who asks it over HTTP and looks at the clock.
// Must never measure anything but whole requests.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A server to be measured. */
export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the compiled server on a database, without background work beside the requests. */
export async function startServer(databaseUrl: string, port: number): Promise<BenchServer> {
  const child = fork(fileURLToPath(new URL('../../src/main.js', import.meta.url)), [], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      RUN_JOBS: 'false',
      LOG_LEVEL: 'error',
      RATE_LIMIT_PER_ADDRESS: '1000000',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await readyUrl(child);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { ready?: boolean; url?: string }) => {
      if (message.ready === true) resolve(message.url ?? '');
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${String(code)} instead of starting.`)));
  });
}

/** One answer, and how long it took. */
export interface Timed<T> {
  readonly body: T;
  readonly status: number;
  readonly durationMs: number;
  readonly headers: Headers;
}

/** Somebody who is signed in. */
export class BenchDesk {
  #cookie = '';
  #csrfToken = '';

  constructor(private readonly url: string) {}

  async signIn(): Promise<void> {
    const credentials = { email: 'admin@localhost', password: 'gyeolje-local' };
    const { headers } = await this.call('POST', '/admin/sign-in', credentials);
    this.#cookie = headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    const { body } = await this.call<{ csrfToken: string }>('GET', '/admin/session');
    this.#csrfToken = body.csrfToken;
  }

  /** From the first byte sent to the last one read. */
  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Timed<T>> {
    const startedAt = performance.now();
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        origin: this.url,
        'x-csrf-token': this.#csrfToken,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const durationMs = performance.now() - startedAt;
    if (response.status >= 400) throw new Error(`${method} ${path} was answered ${response.status} ${text}`);
    return { body: JSON.parse(text || '{}') as T, status: response.status, durationMs, headers: response.headers };
  }
}
