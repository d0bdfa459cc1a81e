// What an API key may move: nothing is sent beyond its limits, and what it has moved is counted while the key is held.
// Must never let two requests of one key pass each other, nor count a request twice that is repeated.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../access/require-scope.js';
import { Clock } from '../common/clock.js';
import { newId } from '../common/ids.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { startOfKoreanDay } from '../common/korean-day.js';
import { Problem } from '../common/problems.js';
import { MONEY_RIGHTS, type MoneyRightName } from './rights.js';

/** Money that a key is about to move, or to say that it moved. */
export interface Spending {
  readonly right: MoneyRightName;
  /** The order, as its seller and its number name it: a charge has no other name for the one that it makes. */
  readonly order: { readonly sellerCode: string; readonly orderNumber: string };
  readonly amountWon: number;
  readonly ticket: IdempotencyTicket | null;
}

/** A repetition comes within minutes; the answer under its key is kept for longer than this. */
const REPEATED_WITHIN_MS = 3_600_000;

const RECORD = `
  INSERT INTO key_spendings (id, api_key_id, money_right, order_ref, amount_won, idempotency_key, fingerprint, spent_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
// Another request under the same key is no repetition: it may be for anything.
const SHARE = `
  UPDATE key_spendings SET is_shared = true
  WHERE api_key_id = $1 AND money_right = $2 AND order_ref = $3 AND amount_won = $4 AND idempotency_key = $5
    AND fingerprint = $6 AND spent_at > $7`;
const RELEASE = 'DELETE FROM key_spendings WHERE id = $1 AND NOT is_shared';
const USED = `
  SELECT coalesce(sum(amount_won) FILTER (WHERE spent_at >= $2), 0)::float8 AS "dayWon",
         coalesce(sum(amount_won) FILTER (WHERE order_ref = $3), 0)::float8 AS "orderWon"
  FROM key_spendings WHERE api_key_id = $1 AND (spent_at >= $2 OR order_ref = $3)`;

@Injectable()
export class KeyLimits {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Does something that moves money for a key, within its limits. Of a key without limits it costs nothing.
   *
   * @param spending what is to be moved; asked for only when the key has limits
   * @param work what moves it; a Problem that it throws, but for `busy`, or an answer that was given before, moved nothing. What is in doubt
   *   counts, also when it turns out later that nothing moved
   * @throws Problem `key_limit_reached`, and whatever the work throws
   */
  async within<T extends { readonly status: number; readonly replayed: boolean }>(
    { apiKeyId, limits }: Caller,
    spending: () => Spending | Promise<Spending>,
    work: () => Promise<T>,
  ): Promise<T> {
    if (limits === null) return work();
    const id = await this.#reserve(apiKeyId, limits, await spending());
    try {
      const answer = await work();
      // An answer from before, or about what an earlier request made: nothing moved for this one.
      if (answer.replayed || answer.status === 200 || answer.status >= 400) await this.#release(id);
      return answer;
    } catch (error) {
      // Too busy to write down what was answered: it may have moved.
      if (error instanceof Problem && error.code !== 'busy') await this.#release(id);
      throw error;
    }
  }

  /** @returns the id of what was counted; `null`: a repetition of what is counted already, or something that does not count */
  async #reserve(apiKeyId: string, limits: NonNullable<Caller['limits']>, spending: Spending): Promise<string | null> {
    const { right, order, amountWon, ticket } = spending;
    const orderRef = `${order.sellerCode}/${order.orderNumber}`;
    if (!MONEY_RIGHTS[right].counts) return null;
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT FROM api_keys WHERE id = $1 FOR NO KEY UPDATE', [apiKeyId]);
      const now = this.clock.now();
      const since = new Date(now.getTime() - REPEATED_WITHIN_MS);
      const exact = [apiKeyId, right, orderRef, amountWon, ticket?.key ?? null, ticket?.fingerprint ?? null];
      if (await isCounted(manager, exact, since)) return null;
      const [used] = await manager.query<{ dayWon: number; orderWon: number }[]>(USED, [
        apiKeyId,
        startOfKoreanDay(now),
        orderRef,
      ]);
      const { dayWon = 0, orderWon = 0 } = used ?? {};
      requireWithin('in one request', limits.perRequestWon, 0, amountWon);
      requireWithin('in one day in Korea', limits.perDayWon, dayWon, amountWon);
      requireWithin('of one order', limits.perOrderWon, orderWon, amountWon);
      const id = newId();
      await manager.query(RECORD, [id, ...exact, now]);
      return id;
    });
  }

  async #release(id: string | null): Promise<void> {
    if (id !== null) await this.dataSource.query(RELEASE, [id]);
  }
}

/** What two requests share, neither of them takes back: the other one may have moved it. */
async function isCounted(manager: EntityManager, exact: readonly unknown[], since: Date): Promise<boolean> {
  const [, shared] = await manager.query<[unknown, number]>(SHARE, [...exact, since]);
  return shared > 0;
}

function requireWithin(where: string, limitWon: number | null, usedWon: number, amountWon: number): void {
  if (limitWon === null || usedWon + amountWon <= limitWon) return;
  throw new Problem('key_limit_reached', {
    limitWon,
    usedWon,
    detail: `This API key may move ${limitWon} won ${where}; ${usedWon} won are used, and this would be ${amountWon} won more.`,
  });
}
