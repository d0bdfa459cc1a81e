import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownPayment } from '../support/merchant.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

describe('an order is paid through PAYCO', () => {
  it('takes the money once and refunds it to exactly zero in every column', async () => {
    const { merchant, payco } = house;
    const order = await merchant.order({ amountWon: 12_000, taxFreeWon: 2_000 });
    expect([order.taxFreeWon, order.taxableWon, order.vatWon]).toEqual([2_000, 9_091, 909]);

    const landing = await visit(await payco.agree(await merchant.pay(order)));
    expect(landing.status, 'the return should end on the result page').toBe(303);
    expect(landing.headers.get('location')).toBe(`${new URL(order.checkoutUrl).pathname}/result`);
    expect((await merchant.show(order)).status).toBe('paid');

    for (const amountWon of [3_333, 4_001, undefined]) {
      const { status, body } = await merchant.cancel(order, amountWon);
      expect(status, `a refund should be done, not ${JSON.stringify(body)}`).toBe(201);
    }
    const refunded = await merchant.show(order);
    expect(refunded.status).toBe('cancelled');
    const sum = (column: 'amountWon' | 'taxFreeWon' | 'taxableWon' | 'vatWon') =>
      refunded.cancellations.reduce((total, each) => total + each[column], 0);
    expect([sum('amountWon'), sum('taxFreeWon'), sum('taxableWon'), sum('vatWon')]).toEqual([
      12_000, 2_000, 9_091, 909,
    ]);
    expect(await payco.bookOf(order.orderNumber)).toMatchObject({
      paidWon: 12_000,
      cancelledWon: 12_000,
      approvals: 1,
    });
  });

  it('ends a declined payment with PAYCO’s code and lets the order be paid again', async () => {
    const { merchant, payco } = house;
    const order = await merchant.order();
    const first = await merchant.pay(order);
    await payco.fail({ endpoint: 'approval', fault: 'decline', code: 4505, pgErrorCode: 'CC61' });
    await visit(await payco.agree(first));
    const declined = await merchant.show(order);
    expect(declined.status).toBe('unpaid');
    const refusal = { reason: 'declined', buyerReason: 'limit_exceeded' };
    expect(declined.payments[0]).toMatchObject({ status: 'refused', refusal });
    const page = await (await fetch(`${order.checkoutUrl}/result?lang=ko`)).text();
    expect(page).toContain('한도를 넘어 승인되지 않았습니다');
    expect(declined.payments[0]?.refusal?.providerCode).toBe('4505/CC61');

    await visit(await payco.agree(await merchant.pay(order)));
    expect((await merchant.show(order)).status).toBe('paid');
  });

  it('shows a payment by itself, as its order shows it, with the order’s number', async () => {
    const { merchant, payco } = house;
    const order = await merchant.order();
    const { id } = await merchant.pay(order);
    const path = `/v1/payments/${id}`;
    expect((await merchant.call('GET', path)).body).toMatchObject({ id, status: 'open', orderId: order.id });
    await visit(await payco.agree((await merchant.show(order)).payments[0] as ShownPayment));
    const [payment] = (await merchant.show(order)).payments;
    const { orderNumber } = order;
    const whole = { ...payment, orderNumber, cancelledWon: 0, cancellableWon: 10_000 };
    expect((await merchant.call('GET', path)).body).toEqual(whole);
    expect(payment?.status).toBe('paid');
    expect((await merchant.cancel(order, 4_000)).status).toBe(201);
    expect((await merchant.call('GET', path)).body).toMatchObject({ cancelledWon: 4_000, cancellableWon: 6_000 });
    for (const other of [order.id, `pay_${'0'.repeat(32)}`, 'pay_1']) {
      expect((await merchant.call('GET', `/v1/payments/${other}`)).status, other).toBe(404);
    }
  });

  it.each(['drop_after_effect', 'drop_before_effect'])(
    'settles an approval whose answer is lost (%s)',
    async (fault) => {
      const { merchant, payco } = house;
      const order = await merchant.order();
      const payment = await merchant.pay(order);
      await payco.fail({ endpoint: 'approval', fault });
      await visit(await payco.agree(payment));
      const wanted = fault === 'drop_after_effect' ? 'paid' : 'unpaid';
      const settled = await waitFor(`the order to be ${wanted}`, async () => {
        const shown = await merchant.show(order);
        return shown.status === wanted ? shown : null;
      });
      const book = await payco.bookOf(order.orderNumber);
      expect(book?.paidWon ?? 0).toBe(settled.status === 'paid' ? 10_000 : 0);
    },
  );

  it.each(['drop_after_effect', 'drop_before_effect'])('settles a refund whose answer is lost (%s)', async (fault) => {
    const { merchant, payco } = house;
    const order = await merchant.order();
    await visit(await payco.agree(await merchant.pay(order)));
    await payco.fail({ endpoint: 'cancel', fault });
    const answer = await merchant.cancel(order, 4_000);
    expect(answer.status, 'a refund in doubt is accepted, not failed').toBe(202);
    await waitFor(
      'the refund to be settled',
      async () => (await merchant.show(order)).status === 'partially_cancelled',
    );
    expect(await payco.bookOf(order.orderNumber)).toMatchObject({ cancelledWon: 4_000, cancels: 1 });
  });
});
