// Makes, lists, finds and revokes API keys.
// Must never return a key's text except once, to whoever had it made.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import { newId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import type { Together } from '../common/together.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { ApiKey } from './api-key.entity.js';
import { hashApiKey, hintOf, newApiKeyText } from './api-key-text.js';
import type { Caller } from './require-scope.js';
import type { Scope } from './scopes.js';

/** What a new key is to be. */
export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Absent: it never expires. */
  readonly expiresAt?: Date | undefined;
}

/** A key that was just made, with the text that is shown this once. */
export interface MadeApiKey {
  readonly key: string;
  readonly apiKey: ApiKey;
}

@Injectable()
export class ApiKeysService {
  readonly #keys: Repository<ApiKey>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {
    this.#keys = dataSource.getRepository(ApiKey);
  }

  /**
   * @param together written with it
   * @throws Problem `malformed_request` when it would be dead on arrival
   */
  async create(wish: NewApiKey, together?: Together<ApiKey>): Promise<MadeApiKey> {
    const now = this.clock.now();
    if (wish.expiresAt && wish.expiresAt <= now) {
      throw new Problem('malformed_request', { detail: 'expiresAt must be in the future.' });
    }
    const key = newApiKeyText(this.platform.mode);
    const apiKey = this.#keys.create({
      id: newId(),
      name: wish.name,
      keyHash: hashApiKey(key),
      hint: hintOf(key),
      scopes: [...wish.scopes],
      createdAt: now,
      expiresAt: wish.expiresAt ?? null,
      lastUsedAt: null,
      revokedAt: null,
    });
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(ApiKey, apiKey);
      await together?.(manager, apiKey);
    });
    return { key, apiKey };
  }

  /**
   * Keys in the order of their making, revoked and expired ones too.
   *
   * @param after UUID of the last key of the page before
   * @param limit how many at most
   */
  list(limit: number, after?: string): Promise<ApiKey[]> {
    return this.#keys.find({
      where: after === undefined ? {} : { id: MoreThan(after) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /**
   * Ends a key at once. Revoking it again changes nothing.
   *
   * @param together written with it, the first time
   * @returns the key, revoked
   * @throws Problem `not_found`
   */
  async revoke(id: string, together?: Together<ApiKey>): Promise<ApiKey> {
    return this.dataSource.transaction(async (manager) => {
      const apiKey = await manager.findOne(ApiKey, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!apiKey) throw new Problem('not_found', { detail: 'There is no such API key.' });
      if (apiKey.revokedAt !== null) return apiKey;
      apiKey.revokedAt = this.clock.now();
      await manager.update(ApiKey, { id }, { revokedAt: apiKey.revokedAt });
      await together?.(manager, apiKey);
      return apiKey;
    });
  }

  /**
   * Whose key has this hash, in one round trip to the database.
   *
   * @returns `null` when there is none, or it has expired or was revoked
   */
  async findCaller(keyHash: string): Promise<Caller | null> {
    const apiKey = await this.#keys.findOne({
      select: { id: true, scopes: true, expiresAt: true, revokedAt: true },
      where: { keyHash },
    });
    if (!apiKey || apiKey.revokedAt || (apiKey.expiresAt && apiKey.expiresAt <= this.clock.now())) return null;
    return { apiKeyId: apiKey.id, scopes: apiKey.scopes };
  }
}
