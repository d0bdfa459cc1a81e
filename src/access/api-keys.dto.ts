// What the API key routes take and answer.
// Must never hold a rule that needs the database.
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { documentOf } from '../common/document.js';
import { IsInstant, IsText } from '../common/http/fields.js';
import { showId } from '../common/ids.js';
import type { ApiKey } from './api-key.entity.js';
import type { MadeApiKey } from './api-keys.service.js';
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
  @IsOptional()
  @IsInstant()
  expiresAt?: string;
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
  };
}
