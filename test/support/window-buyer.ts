// A buyer in Payple's window: agrees or pays there, and holds in hand what their browser is about to post.
// Must never post it; whether and how often the result arrives is each test's own story.
import { expect } from 'vitest';
import type { House } from './house.js';
import type { ShownOrder, ShownPayment } from './merchant.js';
import type { WindowResult } from './payple-control.js';

/** An order with a payment whose window the buyer may open. */
export interface Openable {
  readonly order: ShownOrder;
  readonly payment: ShownPayment;
  /** Payple's name for this try. */
  readonly oid: string;
}

/** An order whose buyer is done with the window. */
export interface Agreed extends Openable {
  readonly result: WindowResult;
}

/** @param mode when the money moves */
export async function openPayment(
  { merchant }: Pick<House, 'merchant'>,
  mode: 'confirm' | 'immediate' = 'confirm',
): Promise<Openable> {
  const order = await merchant.order();
  const wish = { provider: 'payple', channel: 'pc', mode };
  const { status, body: payment } = await merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  expect(status, `opening a payment should succeed, not ${JSON.stringify(payment)}`).toBe(201);
  return { order, payment, oid: payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '' };
}

/** @param mode `immediate`: the money has moved when this returns */
export async function agreeInWindow(
  house: Pick<House, 'merchant' | 'payple'>,
  mode: 'confirm' | 'immediate' = 'confirm',
): Promise<Agreed> {
  const opened = await openPayment(house, mode);
  return { ...opened, result: await house.payple.finish(opened.payment, 'pay') };
}
