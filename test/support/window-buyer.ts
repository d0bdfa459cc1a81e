// A buyer in Payple's window: agrees or pays there, and holds in hand what their browser is about to post.
// Must never post it; whether and how often the result arrives is each test's own story.
import { expect } from 'vitest';
import type { House } from './house.js';
import type { ShownOrder, ShownPayment } from './merchant.js';
import type { WindowResult } from './payple-control.js';

/** An order whose buyer is done with the window. */
export interface Agreed {
  readonly order: ShownOrder;
  readonly payment: ShownPayment;
  /** Payple's name for this try. */
  readonly oid: string;
  readonly result: WindowResult;
}

/** @param mode when the money moves; `immediate`: it has moved when this returns */
export async function agreeInWindow(
  { merchant, payple }: Pick<House, 'merchant' | 'payple'>,
  mode: 'confirm' | 'immediate' = 'confirm',
): Promise<Agreed> {
  const order = await merchant.order();
  const wish = { provider: 'payple', channel: 'pc', mode };
  const { status, body: payment } = await merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  expect(status, `opening a payment should succeed, not ${JSON.stringify(payment)}`).toBe(201);
  const result = await payple.finish(payment, 'pay');
  return { order, payment, oid: oidOf(payment), result };
}

/** Payple's name for a try, known as soon as it is opened. */
export function oidOf({ handoff }: Pick<ShownPayment, 'handoff'>): string {
  return handoff?.parameters?.['PCD_PAY_OID'] ?? '';
}
