// Keeps the local PostgreSQL running: when it ends unasked it is started again, on the same port.
import { setTimeout as delay } from 'node:timers/promises';

/** What the supervisor needs of a PostgreSQL; see index.ts. */
export interface SupervisedServer {
  readonly url: string;
  readonly port: number;
  untilEnded(): Promise<string>;
  stop(patienceMs?: number): Promise<void>;
}

export interface SupervisorOptions {
  /** Starts the server, on a free port when `port` is undefined. */
  start(port: number | undefined): Promise<SupervisedServer>;
  /** Receives one sentence after each restart. */
  notify(sentence: string): void;
  /** The current time in milliseconds; for tests. */
  readonly now?: () => number;
  /** Waits between two failed starts; for tests. */
  readonly pause?: () => Promise<void>;
}

/** The server is given up when it ends so often within `WINDOW_MS`; a start that fails counts as well. */
const MOST_ENDS = 5;
const WINDOW_MS = 60_000;
const PAUSE_MS = 1_000;

/** Counts how often a server ended within the last minute. */
export class RestartLimit {
  #ends: readonly number[] = [];

  /** Records an end. Returns whether the server may be started again. */
  allowsAfterEndAt(nowMs: number): boolean {
    this.#ends = [...this.#ends.filter((endedAt) => endedAt > nowMs - WINDOW_MS), nowMs];
    return this.#ends.length < MOST_ENDS;
  }
}

/** A PostgreSQL that is started again on its port whenever it ends. */
export class Supervisor {
  readonly url: string;
  readonly #port: number;
  readonly #limit = new RestartLimit();
  #server: SupervisedServer;
  #isStopping = false;
  #restarting: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: SupervisorOptions,
    server: SupervisedServer,
  ) {
    this.#server = server;
    this.url = server.url;
    this.#port = server.port;
  }

  /** Starts the server. @throws what the first start throws */
  static async start(options: SupervisorOptions): Promise<Supervisor> {
    return new Supervisor(options, await options.start(undefined));
  }

  /** Supervises the server until it is stopped. @throws one sentence when the server keeps ending and is given up */
  async run(): Promise<void> {
    for (;;) {
      const howEnded = await this.#server.untilEnded();
      if (this.#isStopping) return;
      this.#restarting = this.#restart(howEnded);
      await this.#restarting;
    }
  }

  /** Stops the server, also when it is just being started again; see `LocalPostgres.stop`. */
  async stop(patienceMs?: number): Promise<void> {
    this.#isStopping = true;
    await this.#restarting.catch(() => undefined);
    await this.#server.stop(patienceMs);
  }

  async #restart(howEnded: string): Promise<void> {
    await this.#server.stop();
    let cause = `ended ${howEnded}.`;
    while (!this.#isStopping) {
      if (!this.#limit.allowsAfterEndAt((this.options.now ?? Date.now)())) throw new Error(giveUpSentence(cause));
      const outcome = await this.#startAgain();
      if (outcome === 'runs') {
        this.options.notify(`The local PostgreSQL ended ${howEnded} and runs again on port ${this.#port}.`);
        return;
      }
      cause = `did not start: ${outcome.message}`;
      await (this.options.pause ?? (() => delay(PAUSE_MS)))();
    }
  }

  async #startAgain(): Promise<'runs' | Error> {
    try {
      const server = await this.options.start(this.#port);
      // Another process may have started the same database meanwhile, where our clients do not look for it.
      if (server.port !== this.#port) {
        await server.stop();
        return new Error(`another process runs it on port ${server.port}`);
      }
      this.#server = server;
      return 'runs';
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

function giveUpSentence(cause: string): string {
  return `The local PostgreSQL ended ${MOST_ENDS} times within a minute and is not started again. The last time it ${cause}`;
}
