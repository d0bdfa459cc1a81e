// Makes, lists, finds and revokes API keys.
// Must never return a key's text except once, to whoever had it made.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import { newId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
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
    dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {
    this.#keys = dataSource.getRepository(ApiKey);
  }

  /** @throws Problem `malformed_request` when it would be dead on arrival */
  async create(wish: NewApiKey): Promise<MadeApiKey> {
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
    await this.#keys.insert(apiKey);
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
   * @throws Problem `not_found`
   */
  async revoke(id: string): Promise<void> {
    const { affected } = await this.#keys.update({ id, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
    if (affected === 0 && !(await this.#keys.existsBy({ id }))) {
      throw new Problem('not_found', { detail: 'There is no such API key.' });
    }
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
