// The front page, the cart and the language switch.
// Must never talk to the platform: looking around a shop works without it.
import type { FastifyInstance } from 'fastify';
import { billFor, withQuantity, type Cart } from '../cart.js';
import { findProduct } from '../catalogue.js';
import { cartPage } from '../pages/cart-page.js';
import { shelfPage } from '../pages/shelf-page.js';
import { isLanguage } from '../texts.js';
import { saveCart, saveLanguage, visitorOf } from '../visitor.js';
import { formOf, send, viewOf, type Form } from './shop-parts.js';

export function addShelfRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: { added?: unknown } }>('/', (request, reply) => {
    const { added } = request.query;
    return send(reply, shelfPage(viewOf(request, reply), typeof added === 'string' ? findProduct(added) : undefined));
  });

  server.get('/cart', (request, reply) => {
    const { cart } = visitorOf(request, reply);
    return send(reply, cartPage(viewOf(request, reply), cart, billFor(cart)));
  });

  server.post('/cart', (request, reply) => {
    const form = formOf(request);
    saveCart(request, reply, changed(visitorOf(request, reply).cart, form));
    const added = form['step'] === 'add' && findProduct(form['product'] ?? '');
    return reply.redirect(added ? `/?added=${added.id}#${added.id}` : '/cart', 303);
  });

  server.post('/language', (request, reply) => {
    const { language = '', back = '' } = formOf(request);
    if (isLanguage(language)) saveLanguage(request, reply, language);
    return reply.redirect(ownPath(back), 303);
  });
}

function changed(cart: Cart, form: Form): Cart {
  const { product = '', step, coupon } = form;
  if (coupon) return { ...cart, coupon: coupon === 'use' };
  const quantity = cart.quantities.get(product) ?? 0;
  switch (step) {
    case 'add':
    case 'more':
      return withQuantity(cart, product, quantity + 1);
    case 'fewer':
      return withQuantity(cart, product, quantity - 1);
    case 'remove':
      return withQuantity(cart, product, 0);
    case undefined:
    default:
      return cart;
  }
}

/** A form must not be able to send the visitor to another site: `//elsewhere` and `/\elsewhere` are other sites too. */
function ownPath(path: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/';
}
