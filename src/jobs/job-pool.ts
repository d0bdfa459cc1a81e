// The connections that the job queue works with. Ends when it is told to, whoever keeps one of them.
// Must never cut a connection off while there is hope that it comes back by itself.
import { Pool, type PoolClient } from 'pg';

/** So long a connection that nobody gives back is waited for. */
const GRACE_MS = 1_000;

export class JobPool {
  readonly pool: Pool;
  readonly #clients = new Set<PoolClient>();

  /**
   * @param max the most connections at a time
   * @param noteBreak told of every connection that broke
   */
  constructor(url: string | undefined, max: number, noteBreak: (error: Error) => void) {
    this.pool = new Pool({ connectionString: url, max, application_name: 'gyeolje-jobs' });
    // The pool hears of idle connections only; those in use tell themselves.
    this.pool.on('error', noteBreak);
    this.pool.on('connect', (client) => {
      this.#clients.add(client);
      client.on('error', noteBreak);
    });
    this.pool.on('remove', (client) => this.#clients.delete(client));
  }

  /**
   * Closes every connection. The pool itself waits for all that it gave away, and a worker that a broken database left in
   * the middle of something never gives back what it holds; those are cut off.
   */
  async end(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, GRACE_MS)));
    await Promise.race([this.pool.end(), patience]).finally(() => clearTimeout(timer));
    for (const client of this.#clients) await client.end().catch(() => undefined);
  }
}
