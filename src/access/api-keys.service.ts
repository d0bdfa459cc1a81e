// Makes, lists, finds and revokes API keys.
// Must never return a key's text except once, to whoever had it made.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager, type Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import type { Together } from '../common/together.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { Appliers, type Applier } from '../rights/appliers.js';
import type { Asker } from '../rights/asker.js';
import type { ChangeRequest } from '../rights/change-request.entity.js';
import { POWERFUL_SCOPES } from '../rights/rights.js';
import { RightsGate, type WantedChange } from '../rights/rights-gate.js';
import { ApiKey } from './api-key.entity.js';
import { hashApiKey, hintOf, newApiKeyText } from './api-key-text.js';
import type { Caller, KeyLimitsWon } from './require-scope.js';
import type { Scope } from './scopes.js';

/** What a new key is to be. */
export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Absent: it never expires. */
  readonly expiresAt?: Date | undefined;
  /** What is absent is not limited. */
  readonly limits?: Partial<KeyLimitsWon> | undefined;
}

/** A key that was just made, with the text that is shown this once. */
export interface MadeApiKey {
  readonly key: string;
  readonly apiKey: ApiKey;
}

@Injectable()
export class ApiKeysService implements OnModuleInit, Applier {
  readonly #keys: Repository<ApiKey>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly gate: RightsGate,
    private readonly appliers: Appliers,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {
    this.#keys = dataSource.getRepository(ApiKey);
  }

  onModuleInit(): void {
    this.appliers.register('api_key', this);
  }

  /**
   * Makes a key. One with a powerful scope opens nothing before a second person approves it; its `waitsFor` says so.
   *
   * @param together written with it
   * @throws Problem `malformed_request` when it would be dead on arrival
   */
  async create(by: Asker, wish: NewApiKey, together?: Together<ApiKey>): Promise<MadeApiKey> {
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
      madeById: await this.#holderOf(by),
      waitsFor: null,
      limitPerRequestWon: wish.limits?.perRequestWon ?? null,
      limitPerDayWon: wish.limits?.perDayWon ?? null,
      limitPerOrderWon: wish.limits?.perOrderWon ?? null,
    });
    await this.dataSource.transaction(async (manager) => {
      apiKey.waitsFor = (await this.gate.ask(manager, by, wantedKey(apiKey)))?.id ?? null;
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

  /** The second person said yes: the key opens what its scopes say. */
  async apply(manager: EntityManager, { id }: ChangeRequest): Promise<void> {
    const apiKey = await manager.findOne(ApiKey, { where: { waitsFor: id }, lock: { mode: 'pessimistic_write' } });
    if (!apiKey || apiKey.revokedAt !== null) {
      throw new Problem('change_outdated', { detail: 'The key was revoked meanwhile.' });
    }
    await manager.update(ApiKey, { id: apiKey.id }, { waitsFor: null });
  }

  /** A key that nobody approved is revoked. */
  async drop(manager: EntityManager, { id }: ChangeRequest): Promise<void> {
    await manager.query('UPDATE api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE waits_for = $1', [
      id,
      this.clock.now(),
    ]);
  }

  /**
   * Whose key has this hash, in one round trip to the database.
   *
   * @returns `null` when there is none, or it has expired or was revoked
   * @throws Problem `api_key_waits_for_approval`
   */
  async findCaller(keyHash: string): Promise<Caller | null> {
    const apiKey = await this.#keys.findOne({ select: CALLER_COLUMNS, where: { keyHash } });
    if (!apiKey || apiKey.revokedAt || (apiKey.expiresAt && apiKey.expiresAt <= this.clock.now())) return null;
    if (apiKey.waitsFor !== null) {
      throw new Problem('api_key_waits_for_approval', { resourceId: showId('changeRequest', apiKey.waitsFor) });
    }
    return { apiKeyId: apiKey.id, scopes: apiKey.scopes, limits: limitsOf(apiKey) };
  }

  /** The person who knows the text of a key that is made by a key is whoever has that one. */
  async #holderOf({ personId, apiKeyId }: Asker): Promise<string | null> {
    if (apiKeyId === undefined) return personId;
    return (
      (await this.#keys.findOne({ select: { id: true, madeById: true }, where: { id: apiKeyId } }))?.madeById ?? null
    );
  }
}

const CALLER_COLUMNS = {
  id: true,
  scopes: true,
  expiresAt: true,
  revokedAt: true,
  waitsFor: true,
  limitPerRequestWon: true,
  limitPerDayWon: true,
  limitPerOrderWon: true,
} as const;

function limitsOf({ limitPerRequestWon, limitPerDayWon, limitPerOrderWon }: ApiKey): KeyLimitsWon | null {
  const limits = { perRequestWon: limitPerRequestWon, perDayWon: limitPerDayWon, perOrderWon: limitPerOrderWon };
  return Object.values(limits).every((limit) => limit === null) ? null : limits;
}

/** What the second person is shown of a key; nobody is needed for one that moves nothing. */
function wantedKey({ id, name, hint, scopes, expiresAt, ...key }: ApiKey) {
  const { limitPerRequestWon, limitPerDayWon, limitPerOrderWon } = key;
  return {
    kind: 'api_key',
    subject: showId('apiKey', id),
    rights: scopes.some((scope) => POWERFUL_SCOPES.includes(scope)) ? ['key_made'] : [],
    before: {},
    after: {
      ...{ name, hint, scopes, expiresAt: expiresAt?.toISOString() ?? null },
      ...{ limitPerRequestWon, limitPerDayWon, limitPerOrderWon },
    },
    deed: {},
  } as const satisfies WantedChange;
}
