// The money page of an order, as its life goes on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';

interface ShownAmount {
  readonly totalWon: number;
  readonly taxFreeWon?: number;
  readonly taxableWon?: number;
  readonly vatWon?: number;
  readonly events: readonly { readonly id: string; readonly type: string; readonly version: number }[];
}

interface ShownMoney {
  readonly status: string;
  readonly amount: ShownAmount;
  readonly discounts: { readonly couponWon: number; readonly pointWon: number };
  readonly paid: ShownAmount & { readonly byPointWon: number; readonly byCouponWon: number };
  readonly cancelled: ShownAmount;
  readonly cancellable: ShownAmount;
  readonly reversed: ShownAmount;
  readonly pending: { readonly payments: ShownAmount; readonly refunds: ShownAmount };
  readonly next: readonly {
    readonly what: string | null;
    readonly at: string | null;
    readonly waitsForOperator: boolean;
  }[];
  readonly differences: readonly unknown[];
}

let house: House;
beforeAll(async () => {
  // What is in doubt stays so: nobody asks.
  house = await startHouse({ environment: { RUN_JOBS: 'false' } });
});
afterAll(() => house.close());

async function moneyOf(order: ShownOrder): Promise<ShownMoney> {
  const { status, body } = await house.merchant.call<ShownMoney>('GET', `/v1/orders/${order.id}/money`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.differences, 'the books are what their events tell').toEqual([]);
  return body;
}

const types = ({ events }: ShownAmount) => events.map(({ type }) => type);

describe('the money page', () => {
  it('tells of an order from its birth to a refund in doubt', async () => {
    const order = await house.merchant.order({
      amountWon: 11_000,
      items: [{ name: 'Chicken', quantity: 1, amountWon: 11_500, taxFreeWon: 1_000 }],
      taxFreeWon: 1_000,
      discounts: { couponWon: 300, pointWon: 200 },
    });
    const born = await moneyOf(order);
    expect(born).toMatchObject({
      status: 'unpaid',
      amount: { totalWon: 11_000, taxFreeWon: 1_000, taxableWon: 9_091, vatWon: 909 },
      discounts: { couponWon: 300, pointWon: 200 },
      paid: { totalWon: 0, events: [] },
      cancellable: { totalWon: 0 },
      next: [{ what: 'Closes the order.', waitsForOperator: false }],
    });
    expect(types(born.amount)).toEqual(['order.created']);

    await visit(await house.payco.agree(await house.merchant.pay(order)));
    const paid = await moneyOf(order);
    expect(paid).toMatchObject({
      paid: { totalWon: 11_000, taxFreeWon: 1_000, taxableWon: 9_091, vatWon: 909 },
      cancellable: { totalWon: 11_000, taxFreeWon: 1_000 },
      next: [],
    });
    expect(types(paid.paid)).toEqual(['payment.paid']);

    await house.merchant.cancel(order, 4_000);
    const refunded = await moneyOf(order);
    const sum = (column: 'totalWon' | 'taxFreeWon' | 'taxableWon' | 'vatWon') =>
      (refunded.cancelled[column] ?? 0) + (refunded.cancellable[column] ?? 0);
    expect([sum('totalWon'), sum('taxFreeWon'), sum('taxableWon'), sum('vatWon')]).toEqual([11_000, 1_000, 9_091, 909]);
    expect(types(refunded.cancelled)).toEqual(['cancellation.done']);

    await house.payco.fail({ endpoint: 'cancel', orderKey: order.orderNumber, fault: 'drop_after_effect' });
    expect((await house.merchant.cancel(order, 1_000)).status).toBe(202);
    const doubtful = await moneyOf(order);
    expect(doubtful).toMatchObject({
      cancelled: { totalWon: 4_000 },
      cancellable: { totalWon: 0 },
      pending: { payments: { totalWon: 0 }, refunds: { totalWon: 1_000 }, leftAfterRefundsWon: 6_000 },
      next: [{ what: expect.stringContaining('Asks the provider') as string, waitsForOperator: false }],
    });
    expect(types(doubtful.pending.refunds)).toEqual(['cancellation.in_doubt']);
    expect(Date.parse(doubtful.next[0]?.at ?? '')).toBeGreaterThan(0);
  });

  it.each(['ord_1', `ord_${'0'.repeat(32)}`])('of %s is not there', async (id) => {
    const { status, body } = await house.merchant.call<{ code: string }>('GET', `/v1/orders/${id}/money`);
    expect([status, body.code]).toEqual([404, 'not_found']);
  });
});
