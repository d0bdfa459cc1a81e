// Real things for requests to name: orders, payments, cards and tokens in many states, under names that outlive them.
// Must never let what a request names depend on when it is sent: a name is a pool and a number.
import { attentionList } from '../../support/evidence.js';
import { visit } from '../../support/merchant.js';
import { deliver } from '../../support/payple-control.js';
import { waitFor } from '../../support/wait-for.js';
import { pathOf, type Deeds } from '../harness/deeds.js';
import { checkedFile, waitingRequest } from '../harness/refund-deeds.js';
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
  'refunds',
  'doubtfulPayments',
  'doubtfulRefunds',
  'endpoints',
  'spareEndpoints',
  'events',
  'deliveryCursors',
  'receivers',
  'simulators',
  'people',
  'refundRequests',
  'changes',
  'refundFiles',
  'shownHashes',
  'sessions',
  'invitations',
  'sessionTokens',
  'csrfTokens',
  'views',
  'queuePaths',
  'evidencePaths',
  'exchangePaths',
] as const;
export type Pool = (typeof POOLS)[number];

/** So many people stay signed in; as many more are signed out, disabled and whatever else happens to people. */
export const LASTING_WORKERS = 6;

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
  // First, because it takes a while until an operator is called or an endpoint is given up.
  const doubtfulPayments = await times(3, () => deeds.doubtfulPayment());
  const doubtfulRefunds = await times(4, () => deeds.doubtfulRefund());
  const endpoints = await makeEndpoints(deeds);
  const refunds = await times(2, () => deeds.refund());
  const workers = await times(2 * LASTING_WORKERS, () => desk.worker());
  const passing = workers.slice(LASTING_WORKERS);
  const orders = await times(4, () => deeds.order());
  const open = await Promise.all(orders.slice(0, 2).map((order) => deeds.merchant.pay(order)));
  const paid = await times(6, () => deeds.paidOrder());
  await deeds.merchant.call('POST', `/v1/orders/${paid[0]?.id ?? ''}/cancellations`, { amountWon: 100, reason: 'x' });
  const fromAccount = await times(4, () => deeds.paidFromAccount());
  const receipts = await times(3, () => deeds.cashReceipt());
  const agreed = await times(3, () => deeds.agreed());
  const windows = await times(3, () => deeds.inWindow());
  const cards = [...(await times(3, () => deeds.storedCard())), ...(await times(2, () => deeds.storedAccount()))];
  const cardsInWindow = await times(2, () => deeds.cardInWindow());
  const registering = await times(2, () => deeds.cardToRegister());
  const deposit = await deeds.agreed('virtual_account');
  await visit(deposit.returnUrl);
  const used = await deeds.inWindow();
  await deliver(used.result);
  const requests = await times(3, () => waitingRequest(deeds, desk.administrator));
  const files = await times(2, () => checkedFile(deeds, desk.administrator));
  const cursorOf = async (path: string): Promise<string> =>
    (await deeds.merchant.call<{ nextCursor: string | null }>('GET', `${path}?limit=2`)).body.nextCursor ?? '';
  for (const { paymentId } of doubtfulPayments) await deeds.time.untilOperatorIsCalled(paymentId);
  for (const { cancellationId } of doubtfulRefunds) await deeds.time.untilOperatorIsCalled(cancellationId);
  await deeds.time.untilPaused(endpoints.broken);
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
      cursors: [await cursorOf('/v1/orders')],
      orderNumbers: orders.map(({ orderNumber }) => orderNumber),
      checkoutTokens: [...orders, used.order].map(({ checkoutUrl }) => lastPart(checkoutUrl)),
      cardTokens: [...registering, ...cards].map(({ registrationUrl }) => lastPart(registrationUrl ?? '')),
      landingTokens: cardsInWindow.map(({ result }) => lastPart(result.resultUrl)),
      authorizations: (await times(3, () => deeds.authorizationPath())).map(lastPart),
      paycoReturns: agreed.map(({ returnUrl }) => pathOf(returnUrl).replace('/v1/payco/return/', '')),
      simulators: ['payco', 'payple'],
      people: passing.map(({ id }) => id),
      refundRequests: requests.map(({ id }) => id),
      changes: await times(4, () => deeds.waitingChangeId()),
      refundFiles: files.map(({ id }) => id),
      shownHashes: [...requests, ...files].map(({ shownHash }) => shownHash),
      sessions: passing.map(({ sessionId }) => sessionId),
      invitations: (await times(6, () => desk.invited())).map(({ token }) => token),
      // A token of a session and that of its writes have the same number.
      sessionTokens: workers.map(({ sessionToken }) => sessionToken),
      csrfTokens: workers.map(({ csrfToken }) => csrfToken),
      views: workers.map(({ viewId }) => viewId),
      references: windows.map(({ result }) => result.fields['PCD_PAY_OID'] ?? ''),
      refunds: refunds.map(({ cancellationId }) => cancellationId),
      queuePaths: [
        ...doubtfulPayments.map(({ paymentId }) => `payment/${paymentId}`),
        ...doubtfulRefunds.map(({ cancellationId }) => `cancellation/${cancellationId}`),
      ],
      evidencePaths: paid.map(({ id, paymentId }) => `${id}/evidence/${paymentId}`),
      exchangePaths: (await Promise.all(paid.map(({ id }) => desk.exchangePaths(id)))).flat(),
      doubtfulPayments: doubtfulPayments.map(({ paymentId }) => paymentId),
      doubtfulRefunds: doubtfulRefunds.map(({ cancellationId }) => cancellationId),
      endpoints: Object.values(endpoints).map(({ id }) => id),
      spareEndpoints: await times(6, async () => (await deeds.endpoint()).id),
      events: await times(3, () => deeds.eventId()),
      deliveryCursors: [await cursorOf(`/v1/webhook-endpoints/${endpoints.eager.id}/deliveries`)],
      receivers: [deeds.receiverUrl],
    },
  };
}

/** One that is told of everything, and some with troubles. */
async function makeEndpoints(deeds: Deeds) {
  return {
    broken: await deeds.endpointWithDelivery('/broken'),
    eager: await deeds.endpoint('/hooks', ['*']),
    idle: await deeds.endpointWithDelivery(),
    hanging: await deeds.endpointWithDelivery('/hang'),
    odd: await deeds.endpointWithDelivery('/odd'),
  };
}

/** What a world leaves behind for people: Payple tells again, and nobody listens any more. */
export async function clearUp({ house: { payple }, merchant }: Deeds): Promise<void> {
  await payple.behave();
  await payple.adopt({ inquiryShowsCancels: true });
  await waitFor('Payple to tell what operators were called for', async () =>
    (await attentionList(merchant)).every(({ kind }) => kind !== 'payment' && kind !== 'cancellation'),
  );
  await payple.adopt({ inquiryShowsCancels: false });
  const { body } = await merchant.call<{ items: { id: string }[] }>('GET', '/v1/webhook-endpoints');
  for (const { id } of body.items) await merchant.call('DELETE', `/v1/webhook-endpoints/${id}`);
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
