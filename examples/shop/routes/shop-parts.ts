// What every route of the shop is given, and the small things they all do: read a form, answer a page.
// Must never hold anything of a single visitor.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CardDesk } from '../card-desk.js';
import type { CardStore } from '../card-store.js';
import type { Html } from '../html.js';
import type { OrderDesk } from '../order-desk.js';
import type { OrderStore } from '../order-store.js';
import { messagePage, viewFor, type View } from '../pages/layout.js';
import { visitorOf } from '../visitor.js';

export interface ShopParts {
  readonly desk: OrderDesk;
  readonly store: OrderStore;
  readonly cardDesk: CardDesk;
  readonly cardStore: CardStore;
  /** Where the buyer's browser finds this shop: it must come back to the name its cookies belong to. */
  readonly shopUrl: (request: FastifyRequest) => string;
  readonly now: () => Date;
}

export type Form = Readonly<Record<string, string>>;

/** The text fields of a form, on one line each. A field sent twice, or anything that is no text, is left out. */
export function formOf(request: FastifyRequest): Form {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return {};
  const texts = Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  // Control characters and halves of characters are nothing a person typed, and the platform refuses them.
  return Object.fromEntries(texts.map(([name, text]) => [name, text.replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ').trim()]));
}

export function viewOf(request: FastifyRequest, reply: FastifyReply): View {
  // The answer to a form has no address of its own to come back to.
  const path = request.method === 'GET' ? request.url : '/';
  return viewFor(visitorOf(request, reply), path);
}

export function send(reply: FastifyReply, page: Html): FastifyReply {
  // Pages are about one visitor's cart and orders; neither a proxy nor the back button may show them later.
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page.text);
}

export function notYourOrder(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const view = viewOf(request, reply);
  return send(reply.code(404), messagePage(view, view.t.orderNotFound, view.t.orderNotFoundHint));
}
