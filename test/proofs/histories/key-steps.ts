// Steps of a shop whose API key may move only so much: in one request, in a day of Korea, of an order.
// Must never reckon what is used up: the law does, from what really moved.
import fc from 'fast-check';
import { expect } from 'vitest';
import { Merchant } from '../../support/merchant.js';
import { readRows } from '../../support/read-rows.js';
import { approveAbout } from '../../support/second-person.js';
import type { History } from './history.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';

const LIMITS = { limitPerRequestWon: 9_000, limitPerDayWon: 30_000, limitPerOrderWon: 14_000 } as const;
const NAME = 'a shop that may move so much';

/** By their house; made once. */
const shops = new WeakMap<object, Promise<Merchant>>();

function shopOf({ world: { house } }: History): Promise<Merchant> {
  const known = shops.get(house);
  if (known) return known;
  const shop = (async (): Promise<Merchant> => {
    const wish = { name: NAME, scopes: ['cancellations:write'], ...LIMITS };
    const { body } = await house.merchant.call<{ id: string; key: string }>('POST', '/v1/api-keys', wish);
    await approveAbout(house.app, body.id);
    return new Merchant(house.url, body.key);
  })();
  shops.set(house, shop);
  return shop;
}

interface Beyond {
  readonly limitWon?: number;
  readonly usedWon?: number;
}

/** The shop gives back an amount or all that is left, perhaps asking several times at once. */
export function giveBackWithLimits(which: number, amountWon: number | null, times: number): Step {
  const what = amountWon === null ? 'all that is left' : `${amountWon} won`;
  return step(
    `A shop whose key has limits gives back ${what} of order ${nth(which)}${times > 1 ? `, asking ${times} times at once` : ''}`,
    ({ orders }) => orders > 0,
    async (history) => {
      const known = pick(history.orders, which);
      const shop = await shopOf(history);
      const answers = await Promise.all(
        Array.from({ length: times }, () => shop.cancel(known.order, amountWon ?? undefined)),
      );
      for (const { status, body } of answers) {
        requireStatus('A refund of a key with limits', status, [201, 202, 402, 403, 409, 422, 503]);
        if (amountWon !== null && amountWon > LIMITS.limitPerRequestWon) expect(status, 'beyond one request').toBe(403);
        if (status !== 403) continue;
        expect(body.code).toBe('key_limit_reached');
        const { limitWon = 0, usedWon = 0 } = body as Beyond;
        if (amountWon !== null) expect(usedWon + amountWon, 'what it would come to').toBeGreaterThan(limitWon);
        history.beyondLimits += 1;
      }
      if (answers.some(({ status }) => status === 202 || status === 503)) known.leftWon = null;
      const done = answers.filter(({ status }) => status === 201);
      if (known.leftWon !== null) known.leftWon -= done.reduce((sum, { body }) => sum + body.amountWon, 0);
      await history.look(known);
      return answers.map(({ status, body }) => `${status} ${status < 400 ? body.status : body.code}`).join(', ');
    },
  );
}

const BY_KEY = `
  SELECT count(*)::integer AS refunds FROM cancellations c JOIN api_keys k
    ON c.requested_by = 'key_' || replace(k.id::text, '-', '')
  WHERE k.name = $1 AND c.status = 'done'`;

/** How many refunds such keys made. */
export async function refundsWithinLimits(databaseUrl: string): Promise<number> {
  const [found] = await readRows<{ refunds: number }>(databaseUrl, BY_KEY, [NAME]);
  return found?.refunds ?? 0;
}

export const KEY_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc
    .tuple(
      fc.nat(7),
      fc.oneof(
        { arbitrary: fc.integer({ min: 1, max: 11_000 }), weight: 5 },
        { arbitrary: fc.constant(null), weight: 1 },
      ),
      fc.constantFrom(1, 1, 2, 3),
    )
    .map((args) => giveBackWithLimits(...args)),
];
