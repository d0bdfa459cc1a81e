// Claims to Idempotency-Keys by writes that keep no record of their own: claimed, then answered or given back.
// Must never give a key back once something under it was committed, nor keep an answer in clear: it may show a secret.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { Problem } from '../common/problems.js';
import { SealBrokenError, Sealer } from '../common/sealing.js';

/** No request runs longer; one that has no answer by then has died with its process. */
const LONGEST_REQUEST_MS = 300_000;

/** What was answered under a key. */
export interface KeptAnswer {
  readonly status: number;
  /** `undefined`: there was none. */
  readonly body: unknown;
}

interface ClaimRow {
  readonly fingerprint: string;
  readonly response_status: number | null;
  readonly sealed_body: string | null;
  readonly committed_at: Date | null;
  readonly is_own: boolean;
  readonly is_old: boolean;
}

const CLAIM = `
  INSERT INTO idempotency_records (api_key_id, key, fingerprint, created_at) VALUES ($1, $2, $3, now())
  ON CONFLICT DO NOTHING RETURNING key`;
// Both instants are the database's.
const READ = `
  SELECT fingerprint, response_status, sealed_body, committed_at, resource_id IS NOT NULL AS is_own,
         created_at < now() - $3 * interval '1 millisecond' AS is_old
  FROM idempotency_records WHERE api_key_id = $1 AND key = $2`;
const KEEP = 'UPDATE idempotency_records SET response_status = $3, sealed_body = $4 WHERE api_key_id = $1 AND key = $2';
const GIVE_BACK = `
  DELETE FROM idempotency_records
  WHERE api_key_id = $1 AND key = $2 AND response_status IS NULL AND committed_at IS NULL RETURNING key`;

@Injectable()
export class KeyClaims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Claims the key of a ticket.
   *
   * @returns `null` when it is claimed now; otherwise what was answered under it
   * @throws Problem `idempotency_key_reused`, `idempotency_key_running`, `idempotency_key_unfinished`
   */
  async claim(ticket: IdempotencyTicket): Promise<KeptAnswer | null> {
    // Requests may hold secrets; from a plain hash, whoever has the database could try out short ones.
    const fingerprints = this.sealer.fingerprints('idempotency', ticket.fingerprint);
    const [fingerprint] = fingerprints;
    const claimed = await this.#query<unknown>(CLAIM, ticket, fingerprint);
    if (claimed.length > 0) return null;
    const [row] = await this.#query<ClaimRow>(READ, ticket, LONGEST_REQUEST_MS);
    // Given back at this moment: the next try gets it.
    if (!row) throw new Problem('idempotency_key_running', { retryAfterSeconds: 1 });
    if (row.is_own || !fingerprints.includes(row.fingerprint)) throw new Problem('idempotency_key_reused');
    if (row.response_status !== null) return { status: row.response_status, body: this.#opened(ticket, row) };
    if (!row.is_old) throw new Problem('idempotency_key_running', { retryAfterSeconds: 1 });
    throw new Problem('idempotency_key_unfinished', {
      detail: row.committed_at
        ? 'What the first request asked for was done, or begun; its answer is lost.'
        : 'Whether anything was done is not known.',
    });
  }

  /** Keeps the answer to the request that claimed the key. */
  async keep(ticket: IdempotencyTicket, { status, body }: KeptAnswer): Promise<void> {
    const sealed = body === undefined ? null : this.sealer.seal(purposeOf(ticket), JSON.stringify(body));
    await this.#query(KEEP, ticket, status, sealed);
  }

  /** Lets the next request have the key, when nothing was committed under it. @returns whether that is so */
  async giveBack(ticket: IdempotencyTicket): Promise<boolean> {
    const [rows] = await this.#query<unknown[]>(GIVE_BACK, ticket);
    return (rows?.length ?? 0) > 0;
  }

  #opened(ticket: IdempotencyTicket, { sealed_body: sealed }: ClaimRow): unknown {
    if (sealed === null) return undefined;
    try {
      return JSON.parse(this.sealer.open(purposeOf(ticket), sealed));
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      throw new Problem('idempotency_key_unfinished', { detail: 'It was done; its answer cannot be opened any more.' });
    }
  }

  #query<T>(statement: string, { apiKeyId, key }: IdempotencyTicket, ...more: readonly unknown[]): Promise<T[]> {
    return this.dataSource.query<T[]>(statement, [apiKeyId, key, ...more]);
  }
}

function purposeOf({ apiKeyId, key }: IdempotencyTicket): string {
  return `answer:${apiKeyId}:${key}`;
}
