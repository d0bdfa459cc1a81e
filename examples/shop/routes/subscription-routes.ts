// The subscription: registers a card, charges it when asked, ends it, and says honestly what came of each.
// Must never believe the query the buyer comes back with, nor charge anything but the catalogue's prices.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChargeOutcome } from '../card-desk.js';
import type { ShopCard } from '../card-store.js';
import { deviceOf } from '../device.js';
import { PlatformRefusal, PlatformSilence } from '../gyeolje-client.js';
import type { View } from '../pages/layout.js';
import { leavingPage } from '../pages/pay-buttons.js';
import { subscriptionPage, type Notice } from '../pages/subscription-page.js';
import { koreanMonth, purchaseOf } from '../subscription.js';
import { visitorOf } from '../visitor.js';
import { formOf, send, viewOf, type ShopParts } from './shop-parts.js';

/** Each order shown costs one question to the platform. */
const newestShown = 12;

export function addSubscriptionRoutes(server: FastifyInstance, parts: ShopParts): void {
  const cardOf = (request: FastifyRequest, reply: FastifyReply): ShopCard | undefined =>
    parts.cardStore.newestOf(visitorOf(request, reply).owner);

  // Also where the buyer's browser ends after registering a card: `?status=active` is a hint that is not even read.
  server.get('/subscription', (request, reply) => show(parts, request, reply));

  server.post('/subscription/card', async (request, reply) => {
    const { owner } = visitorOf(request, reply);
    const { channel } = deviceOf(request.headers['user-agent']);
    if (cardOf(request, reply)?.platform?.status === 'active') return reply.redirect('/subscription', 303);
    try {
      const url = await parts.cardDesk.register(owner, { channel }, `${parts.shopUrl(request)}/subscription`);
      return await send(reply, leavingPage(viewOf(request, reply), 'card', url));
    } catch (error) {
      return show(parts, request, reply, problemNotice(viewOf(request, reply), request, error));
    }
  });

  server.post('/subscription/card/removal', async (request, reply) => {
    const card = cardOf(request, reply);
    try {
      if (card) await parts.cardDesk.remove(card);
    } catch (error) {
      return show(parts, request, reply, problemNotice(viewOf(request, reply), request, error));
    }
    return reply.redirect('/subscription', 303);
  });

  server.post('/subscription/charges', async (request, reply) => {
    const card = cardOf(request, reply);
    if (!card?.platform) return reply.redirect('/subscription', 303);
    const form = formOf(request);
    const what = form['what'] === 'month' ? 'month' : 'extra';
    // Without a usable mark of its own, the form counts as a new one.
    const attempt = `${form['attempt'] ?? randomUUID()}-${what}`;
    const outcome = await parts.cardDesk.charge(card, attempt, purchaseOf(what, parts.now()));
    return showOutcome(parts, request, reply, card, outcome);
  });

  server.post('/subscription/charges/repeat', async (request, reply) => {
    const card = cardOf(request, reply);
    if (!card?.platform) return reply.redirect('/subscription', 303);
    return showOutcome(parts, request, reply, card, await parts.cardDesk.repeatCharge(card));
  });
}

async function show(
  parts: ShopParts,
  request: FastifyRequest,
  reply: FastifyReply,
  notice?: Notice,
): Promise<FastifyReply> {
  const { owner } = visitorOf(request, reply);
  const view = { ...viewOf(request, reply), path: '/subscription' };
  const card = parts.cardStore.newestOf(owner);
  const charged = parts.store.ofOwner(owner).filter(({ cardId }) => cardId !== undefined);
  const [seen, ...orders] = await Promise.all([
    card && parts.cardDesk.lookIfPossible(card),
    ...charged.slice(0, newestShown).map((order) => parts.desk.lookIfPossible(order)),
  ]);
  const month = koreanMonth(parts.now());
  return send(reply, subscriptionPage(view, { seen, orders, month, attempt: randomUUID(), notice }));
}

/** 201 paid, 202 in doubt, 402 declined, 409 charged already: each is another thing to say. */
function showOutcome(
  parts: ShopParts,
  request: FastifyRequest,
  reply: FastifyReply,
  card: ShopCard,
  outcome: ChargeOutcome,
): FastifyReply | Promise<FastifyReply> {
  // What is in doubt is watched by the page of its order, which changes by itself.
  if (outcome.is === 'accepted' && outcome.order.status !== 'paid') {
    return reply.redirect(`/orders/${outcome.order.orderNumber}/result`, 303);
  }
  return show(parts, request, reply, chargeNotice(viewOf(request, reply), parts, card, outcome));
}

function chargeNotice({ t }: View, { store }: ShopParts, card: ShopCard, outcome: ChargeOutcome): Notice | undefined {
  switch (outcome.is) {
    case 'accepted': {
      const { amountWon, orderNumber } = outcome.order;
      return { tone: 'good', text: t.chargePaid(t.won(amountWon)), orderNumber };
    }
    case 'unanswered':
      return undefined; // The page itself says so, with the button to ask again.
    case 'busy':
      return { tone: 'bad', text: t.chargeBusy };
    case 'refused': {
      const { code, detail, more } = outcome.refusal;
      const standing = store.ofOwner(card.owner).find(({ platform }) => platform?.id === more.resourceId);
      if (code === 'month_charged')
        return { tone: 'calm', text: t.chargeMonthDone, orderNumber: standing?.orderNumber };
      if (code === 'provider_not_reached') return { tone: 'bad', text: t.chargeNotSent };
      if (code !== 'provider_refused') return { tone: 'bad', text: `${t.chargeRefused} ${detail} (${code})` };
      return { tone: 'bad', text: `${t.chargeDeclined} ${more.providerMessage ?? ''}` };
    }
  }
}

function problemNotice({ t }: View, request: FastifyRequest, error: unknown): Notice {
  request.log.warn(error, 'the card could not be registered or removed');
  if (error instanceof PlatformSilence) return { tone: 'bad', text: t.cardDown };
  if (!(error instanceof PlatformRefusal)) throw error;
  return { tone: 'bad', text: `${t.platformRefused}: ${error.detail} (${error.code})` };
}
