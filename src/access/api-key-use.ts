// Remembers when each key was last used and writes it down once a minute.
// Must never write during a request: that would cost every call a commit.
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';

const FLUSH_EVERY_MS = 60_000;

@Injectable()
export class ApiKeyUse implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(ApiKeyUse.name);
  #lastUsedAt = new Map<string, Date>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  /** Notes that a key is used now. */
  note(apiKeyId: string): void {
    this.#lastUsedAt.set(apiKeyId, this.clock.now());
  }

  /** Writes all notes in one statement. When the database fails, they wait for the next time: only a display needs them. */
  async flush(): Promise<void> {
    const notes = this.#lastUsedAt;
    if (notes.size === 0) return;
    this.#lastUsedAt = new Map();
    try {
      await this.dataSource.query(
        `UPDATE api_keys SET last_used_at = greatest(last_used_at, used.at)
         FROM unnest($1::uuid[], $2::timestamptz[]) AS used (id, at) WHERE api_keys.id = used.id`,
        [[...notes.keys()], [...notes.values()]],
      );
    } catch (error) {
      this.#lastUsedAt = new Map([...notes, ...this.#lastUsedAt]);
      this.#logger.warn(`The last use of ${notes.size} API keys could not be written: ${String(error)}`);
    }
  }
}
