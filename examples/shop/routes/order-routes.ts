// What became of an order: the page the buyer comes back to, my orders, one order, its refunds.
// Must never believe the query the buyer comes back with; the platform is asked each time.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NewCancellation } from '../gyeolje-client.js';
import type { RefundOutcome } from '../order-desk.js';
import type { ShopOrder } from '../order-store.js';
import type { View } from '../pages/layout.js';
import { orderListPage, orderPage, resultPage, type OrderPageExtras } from '../pages/order-pages.js';
import { markOf, stateOf } from '../pages/order-state.js';
import { saveCart, visitorOf, type Visitor } from '../visitor.js';
import { opensPopup } from './checkout-routes.js';
import { formOf, notYourOrder, send, viewOf, type Form, type ShopParts } from './shop-parts.js';

/** The page of an order is enough for the older ones; each order shown here costs one question to the platform. */
const newestShown = 20;

interface OfOrder {
  Params: { orderNumber: string };
}

export function addOrderRoutes(server: FastifyInstance, parts: ShopParts): void {
  const find = (request: FastifyRequest<OfOrder>, reply: FastifyReply): ShopOrder | undefined =>
    parts.store.find(visitorOf(request, reply).owner, request.params.orderNumber);

  server.get('/orders', async (request, reply) => {
    const orders = parts.store.ofOwner(visitorOf(request, reply).owner).slice(0, newestShown);
    const seen = await Promise.all(orders.map((order) => parts.desk.lookIfPossible(order)));
    return send(reply, orderListPage(viewOf(request, reply), seen));
  });

  server.get<OfOrder>('/orders/:orderNumber/result', async (request, reply) => {
    const order = find(request, reply);
    if (!order) return notYourOrder(request, reply);
    const seen = await parts.desk.lookIfPossible(order);
    emptyCartOnceBought(request, reply, seen.order);
    return send(reply, resultPage(viewOf(request, reply), seen, opensPopup(request)));
  });

  server.get<OfOrder>('/orders/:orderNumber/state', async (request, reply) => {
    const order = find(request, reply);
    if (!order) return reply.code(404).send({});
    const seen = await parts.desk.lookIfPossible(order);
    const state = stateOf(seen.order);
    return reply.header('cache-control', 'no-store').send({ mark: markOf(seen), paid: !state.mayPay });
  });

  server.get<OfOrder & { Querystring: { popup?: unknown } }>('/orders/:orderNumber', (request, reply) => {
    const order = find(request, reply);
    if (!order) return notYourOrder(request, reply);
    return showOrder(parts, request, reply, order, (view, newest) =>
      request.query.popup === 'closed' && stateOf(newest).mayPay
        ? { tone: 'calm', text: view.t.popupClosed }
        : undefined,
    );
  });

  server.post<OfOrder>('/orders/:orderNumber/refunds', async (request, reply) => {
    const order = find(request, reply);
    if (!order?.platform) return notYourOrder(request, reply);
    const { order: newest } = await parts.desk.lookIfPossible(order);
    const form = formOf(request);
    const wish = refundWish(form, newest.platform?.cancellableWon ?? 0);
    if (!wish) return showOrder(parts, request, reply.code(422), order, amountComplaint);
    // Without a usable mark of its own, the form counts as a new one.
    const attempt = form['attempt'] ?? randomUUID();
    const outcome = await parts.desk.refund(newest, attempt, wish);
    return showOrder(parts, request, reply, order, (view) => refundNotice(view, outcome));
  });

  server.post<OfOrder>('/orders/:orderNumber/refunds/repeat', async (request, reply) => {
    const order = find(request, reply);
    if (!order) return notYourOrder(request, reply);
    const outcome = await parts.desk.repeatRefund(order);
    return showOrder(parts, request, reply, order, (view) => refundNotice(view, outcome));
  });
}

type Notice = OrderPageExtras['notice'];

async function showOrder(
  parts: ShopParts,
  request: FastifyRequest,
  reply: FastifyReply,
  order: ShopOrder,
  notice: (view: View, newest: ShopOrder) => Notice,
): Promise<FastifyReply> {
  const { owner } = visitorOf(request, reply);
  const view = { ...viewOf(request, reply), path: `/orders/${order.orderNumber}` };
  // Read again from the store: asking for a refund has just changed it.
  const seen = await parts.desk.lookIfPossible(parts.store.find(owner, order.orderNumber) ?? order);
  const told = notice(view, seen.order);
  const extras = { refundAttempt: randomUUID(), inPopup: opensPopup(request), ...(told && { notice: told }) };
  return send(reply, orderPage(view, seen, extras));
}

function refundWish(form: Form, mostWon: number): NewCancellation | undefined {
  const reason =
    Array.from(form['reason'] ?? '')
      .slice(0, 100)
      .join('') || '고객 요청';
  if (form['extent'] !== 'part') return { reason };
  const amountWon = Number(form['amountWon']);
  return Number.isInteger(amountWon) && amountWon >= 1 && amountWon <= mostWon ? { amountWon, reason } : undefined;
}

function amountComplaint(view: View, order: ShopOrder): Notice {
  const most = view.t.won(order.platform?.cancellableWon ?? 0);
  return { tone: 'bad', text: view.t.refundAmountWrong(most) };
}

function refundNotice(view: View, outcome: RefundOutcome): Notice {
  const { t } = view;
  switch (outcome.is) {
    case 'accepted':
      return { tone: 'good', text: t.refundDone };
    case 'unanswered':
      return undefined; // The page itself says so, with the button to ask again.
    case 'busy':
      return { tone: 'bad', text: t.refundBusy };
    case 'refused':
      return { tone: 'bad', text: `${t.refundRefused} ${outcome.refusal.detail} (${outcome.refusal.code})` };
  }
}

/** The cart is kept until it is bought, so that a closed window costs nothing; a cart filled anew meanwhile stays. */
function emptyCartOnceBought(request: FastifyRequest, reply: FastifyReply, order: ShopOrder): void {
  const { cart }: Visitor = visitorOf(request, reply);
  const status = order.platform?.status;
  const bought = status === 'paid' || status === 'awaiting_deposit';
  const same =
    order.request.items.length === cart.quantities.size &&
    order.request.items.every((item) => cart.quantities.get(item.reference) === item.quantity);
  if (bought && same) saveCart(request, reply, { quantities: new Map(), coupon: false });
}
