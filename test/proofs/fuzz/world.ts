// Real things for requests to name: orders, payments, cards and tokens in many states, under names that outlive them.
// Must never let what a request names depend on when it is sent: a name is a pool and a number.
import { visit } from '../../support/merchant.js';
import { deliver } from '../../support/payple-control.js';
import { pathOf, type Deeds } from '../harness/deeds.js';
import type { FuzzDesk } from './desk.js';

export const POOLS = [
  'orders',
  'paidOrders',
  'accountOrders',
  'payments',
  'paidPayments',
  'cashReceiptPaths',
  'billingKeys',
  'apiKeys',
  'sellers',
  'cursors',
  'orderNumbers',
  'checkoutTokens',
  'cardTokens',
  'landingTokens',
  'authorizations',
  'paycoReturns',
  'references',
  'people',
  'sessions',
  'invitations',
  'sessionTokens',
  'csrfTokens',
] as const;
export type Pool = (typeof POOLS)[number];

/** A text that stands for a thing of the world, whichever world it is sent into. */
export function nameOf(pool: Pool, index: number): string {
  return `«${pool}:${index}»`;
}

export interface World {
  readonly pools: Readonly<Record<Pool, readonly string[]>>;
  /** What browsers are about to post after Payple's windows. */
  readonly windowForms: readonly Readonly<Record<string, string>>[];
}

/** Puts the things of a world where their names are. */
export function resolve(text: string, { pools }: World): string {
  return text.replace(/«([a-zA-Z]+):(\d+)»/g, (_, pool: string, index: string) => {
    const things = pools[pool as Pool];
    return things[Number(index) % things.length] ?? '';
  });
}

/** Makes a new world; some seconds of honest business. */
export async function makeWorld(deeds: Deeds, desk: FuzzDesk): Promise<World> {
  await desk.signIn();
  const workers = await times(6, () => desk.worker());
  const orders = await times(4, () => deeds.order());
  const open = await Promise.all(orders.slice(0, 2).map((order) => deeds.merchant.pay(order)));
  const paid = await times(6, () => deeds.paidOrder());
  await deeds.merchant.call('POST', `/v1/orders/${paid[0]?.id ?? ''}/cancellations`, { amountWon: 100, reason: 'x' });
  const fromAccount = await times(4, () => deeds.paidFromAccount());
  const receipts = await times(3, () => deeds.cashReceipt());
  const agreed = await times(3, () => deeds.agreed());
  const windows = await times(3, () => deeds.inWindow());
  const cards = await times(3, () => deeds.storedCard());
  const cardsInWindow = await times(2, () => deeds.cardInWindow());
  const registering = await times(2, () => deeds.cardToRegister());
  const deposit = await deeds.agreed('virtual_account');
  await visit(deposit.returnUrl);
  const used = await deeds.inWindow();
  await deliver(used.result);
  const cursor = await deeds.merchant.call<{ nextCursor: string | null }>('GET', '/v1/orders?limit=2');
  return {
    windowForms: [...windows, used, ...cardsInWindow].map(({ result }) => result.fields),
    pools: {
      orders: [...orders, ...agreed.map(({ order }) => order), deposit.order, used.order].map(({ id }) => id),
      paidOrders: paid.map(({ id }) => id),
      accountOrders: fromAccount.map(({ id }) => id),
      payments: [...open, deposit.payment].map(({ id }) => id),
      paidPayments: paid.map(({ paymentId }) => paymentId),
      cashReceiptPaths: receipts.map(({ orderId, receiptId }) => `${orderId}/cash-receipts/${receiptId}`),
      billingKeys: [...cards, ...registering].map(({ id }) => id),
      apiKeys: await times(3, () => deeds.apiKeyId()),
      sellers: ['default', ...(await times(2, () => deeds.sellerCode()))],
      cursors: [cursor.body.nextCursor ?? ''],
      orderNumbers: orders.map(({ orderNumber }) => orderNumber),
      checkoutTokens: [...orders, used.order].map(({ checkoutUrl }) => lastPart(checkoutUrl)),
      cardTokens: [...registering, ...cards].map(({ registrationUrl }) => lastPart(registrationUrl ?? '')),
      landingTokens: cardsInWindow.map(({ result }) => lastPart(result.resultUrl)),
      authorizations: (await times(3, () => deeds.authorizationPath())).map(lastPart),
      paycoReturns: agreed.map(({ returnUrl }) => pathOf(returnUrl).replace('/v1/payco/return/', '')),
      people: workers.map(({ id }) => id),
      sessions: workers.map(({ sessionId }) => sessionId),
      invitations: (await times(6, () => desk.invited())).map(({ token }) => token),
      // A token of a session and that of its writes have the same number.
      sessionTokens: workers.map(({ sessionToken }) => sessionToken),
      csrfTokens: workers.map(({ csrfToken }) => csrfToken),
      references: windows.map(({ result }) => result.fields['PCD_PAY_OID'] ?? ''),
    },
  };
}

function lastPart(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}

/** One after the other, so that each world is made in the same order. */
async function times<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make());
  return made;
}
