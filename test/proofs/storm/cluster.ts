// A PostgreSQL of the storm's own, which may be stopped under everybody's feet and comes back at the same address.
// Must never be the one that other tests use.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres, type LocalPostgres } from '../../../scripts/local-postgres/index.js';
import { isAlive } from '../../../scripts/local-postgres/process-identity.js';
import { callJanitor } from '../../support/call-janitor.js';
import { waitFor } from '../../support/wait-for.js';

export class Cluster {
  private constructor(
    private readonly folder: string,
    private readonly dismissJanitor: () => void,
    private postgres: LocalPostgres,
  ) {}

  /** Durable, as in production: what it has confirmed, it has after a crash. */
  static async open(): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'gyeolje-test-storm-'));
    const dismissJanitor = callJanitor(folder);
    return new Cluster(folder, dismissJanitor, await startLocalPostgres({ dataDir: folder }));
  }

  get url(): string {
    return this.postgres.url;
  }

  /** As an operator restarts it: whoever is connected is cut off. */
  async restart(): Promise<void> {
    await this.postgres.stop();
    await this.#startAgain();
  }

  /** As a crash: nothing is written that was not, and the journal is read again. */
  async crash(): Promise<void> {
    process.kill(this.postgres.pid, 'SIGQUIT');
    await waitFor('PostgreSQL to be gone', () => !isAlive(this.postgres.pid));
    await this.postgres.stop();
    await this.#startAgain();
  }

  async close(): Promise<void> {
    await this.postgres.stop();
    await rm(this.folder, { recursive: true });
    this.dismissJanitor();
  }

  async #startAgain(): Promise<void> {
    this.postgres = await startLocalPostgres({ dataDir: this.folder, port: this.postgres.port });
  }
}
