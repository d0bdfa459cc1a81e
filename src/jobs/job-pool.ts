// The connections that the job queue works with. Ends when it is told to, whoever keeps one of them.
// Must never cut a connection off while there is hope that it comes back by itself.
import { Pool, type PoolClient } from 'pg';
import { isDeadlock } from '../common/deadlock.js';

/** So long a connection that nobody gives back is waited for. */
const GRACE_MS = 1_000;

export class JobPool {
  readonly pool: Pool;
  readonly #clients = new Set<PoolClient>();

  /**
   * @param max the most connections at a time
   * @param noteBreak told of every connection that broke
   */
  constructor(url: string, max: number, noteBreak: (error: Error) => void) {
    this.pool = new Pool({ connectionString: url, max, application_name: 'gyeolje-jobs' });
    // The pool hears of idle connections only; those in use tell themselves.
    this.pool.on('error', noteBreak);
    this.pool.on('connect', (client) => {
      this.#clients.add(client);
      tryAgainAfterDeadlock(client);
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

/**
 * The ends of several jobs are noted with one statement, in whatever order, while a change replaces jobs in another one;
 * PostgreSQL then undoes one of the two. graphile-worker says that it tries again, and ends instead.
 */
function tryAgainAfterDeadlock(client: PoolClient): void {
  const query = client.query.bind(client) as (...values: unknown[]) => unknown;
  const patient = (...values: unknown[]): unknown => {
    const answer = query(...values);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      // What belongs to a transaction has to be begun from its start, by whoever knows it.
      if (isDeadlock(error) && client.getTransactionStatus() === 'I') return patient(...values);
      throw error;
    });
  };
  client.query = patient as PoolClient['query'];
}
