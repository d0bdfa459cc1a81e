// What the API key routes take and answer.
// Must never hold a rule that needs the database.
import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { documentOf } from '../common/document.js';
import { IsInstant, IsText, IsWon, Optional } from '../common/http/fields.js';
import { showId } from '../common/ids.js';
import type { ApiKey } from './api-key.entity.js';
import { parseInstant } from '../common/instant.js';
import type { MadeApiKey, NewApiKey } from './api-keys.service.js';
import { SCOPES, type Scope } from './scopes.js';

/** A key to make. */
export class CreateApiKeyBody {
  /**
   * What will use the key, for people.
   * @example "Shop web app"
   */
  @IsText(1, 100)
  name: string;

  /**
   * What the key may do. `admin:*` may do everything.
   * @example ["orders:read", "orders:write"]
   */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes: Scope[];

  /**
   * From when on the key is refused. Left out, the key works until it is revoked.
   */
  @Optional()
  @IsInstant()
  expiresAt?: string;

  /** The most that the key may move in one request, in won: refunds, charges and decisions about money. Left out: no limit. */
  @Optional()
  @IsWon()
  limitPerRequestWon?: number;

  /** The most that it may move in a day of Korea, in won. What is in doubt counts. Left out: no limit. */
  @Optional()
  @IsWon()
  limitPerDayWon?: number;

  /** The most that it may move of one order, in won. Left out: no limit. */
  @Optional()
  @IsWon()
  limitPerOrderWon?: number;
}

/** An API key. The key itself is shown only once, when it is made. */
export class ApiKeyDocument {
  /** @example "key_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f" */
  id: string;
  /** What uses it. */
  name: string;
  /**
   * Its first letters, to recognise it.
   * @example "gy_live_x7Qa"
   */
  hint: string;
  /** What it may do. */
  scopes: Scope[];
  /** ISO instant. */
  createdAt: string;
  /** ISO instant from which on it is refused; `null`: never. */
  expiresAt: string | null;
  /** ISO instant of its last use, up to a minute late; `null`: not used yet. */
  lastUsedAt: string | null;
  /** ISO instant at which it was revoked; `null`: it was not. */
  revokedAt: string | null;
  /** In won; `null`: no limit. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  limitPerRequestWon: number | null;
  /** In won; `null`: no limit. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  limitPerDayWon: number | null;
  /** In won; `null`: no limit. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  limitPerOrderWon: number | null;
  /** `chg_…`: the change that a second person has to approve before the key opens anything; `null`: it waits for nobody. */
  @ApiProperty({ type: String, nullable: true })
  waitsForChangeId: string | null;
}

/** A key that was just made. */
export class MadeApiKeyDocument extends ApiKeyDocument {
  /**
   * The key. It is not kept here and cannot be shown again.
   * @example "gy_live_x7QaB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3a"
   */
  key: string;
}

/** A page of keys, in the order of their making. */
export class ApiKeyPage {
  items: ApiKeyDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

/** What the body asks for, as the service takes it. */
export function wishOf(body: CreateApiKeyBody): NewApiKey {
  const { name, scopes, limitPerRequestWon, limitPerDayWon, limitPerOrderWon } = body;
  return {
    name,
    scopes,
    expiresAt: parseInstant(body.expiresAt ?? '') ?? undefined,
    limits: {
      perRequestWon: limitPerRequestWon ?? null,
      perDayWon: limitPerDayWon ?? null,
      perOrderWon: limitPerOrderWon ?? null,
    },
  };
}

/** The key as the outside sees it. */
export function apiKeyDocument(apiKey: ApiKey): ApiKeyDocument {
  return documentOf(ApiKeyDocument, fieldsOf(apiKey));
}

/** The same with the key itself, for whoever had it made. */
export function madeApiKeyDocument({ key, apiKey }: MadeApiKey): MadeApiKeyDocument {
  return documentOf(MadeApiKeyDocument, { ...fieldsOf(apiKey), key });
}

function fieldsOf(apiKey: ApiKey) {
  return {
    id: showId('apiKey', apiKey.id),
    name: apiKey.name,
    hint: apiKey.hint,
    scopes: apiKey.scopes,
    createdAt: apiKey.createdAt.toISOString(),
    expiresAt: apiKey.expiresAt?.toISOString() ?? null,
    lastUsedAt: apiKey.lastUsedAt?.toISOString() ?? null,
    revokedAt: apiKey.revokedAt?.toISOString() ?? null,
    limitPerRequestWon: apiKey.limitPerRequestWon,
    limitPerDayWon: apiKey.limitPerDayWon,
    limitPerOrderWon: apiKey.limitPerOrderWon,
    waitsForChangeId: apiKey.waitsFor === null ? null : showId('changeRequest', apiKey.waitsFor),
  };
}
