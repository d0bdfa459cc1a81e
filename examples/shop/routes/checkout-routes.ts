// From the cart to the payment: the order form, and the way to PAYCO or to the hosted checkout page.
// Must never open a payment before the order is in the shop's own book.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { billFor, type Bill } from '../cart.js';
import { deviceOf } from '../device.js';
import { PlatformRefusal, PlatformSilence } from '../gyeolje-client.js';
import type { ShopOrder } from '../order-store.js';
import { checkoutPage, type CheckoutForm } from '../pages/checkout-page.js';
import { messagePage, type View } from '../pages/layout.js';
import { leavingPage, openingPage } from '../pages/pay-buttons.js';
import { html } from '../html.js';
import { visitorOf } from '../visitor.js';
import { formOf, notYourOrder, send, viewOf, type Form, type ShopParts } from './shop-parts.js';

export function addCheckoutRoutes(server: FastifyInstance, parts: ShopParts): void {
  server.get('/checkout', (request, reply) => {
    const bill = billFor(visitorOf(request, reply).cart);
    if (bill.lines.length === 0) return reply.redirect('/cart', 303);
    const form = { attempt: randomUUID(), buyer: { name: '', phone: '' }, complaints: {} };
    return send(reply, checkoutPage(viewOf(request, reply), bill, form, opensPopup(request)));
  });

  server.get('/pay/opening', (request, reply) => send(reply, openingPage(viewOf(request, reply))));

  server.post('/orders', async (request, reply) => {
    const { owner, cart } = visitorOf(request, reply);
    const view = viewOf(request, reply);
    const form = formOf(request);
    const bill = billFor(cart);
    const taken = parts.store.findAttempt(owner, form['attempt'] ?? '');
    if (taken) return pay(parts, request, reply, taken, form);
    if (bill.lines.length === 0) return answerPlace(request, reply, '/cart');

    const checked = check(form, bill, view);
    if (Object.keys(checked.complaints).length > 0) {
      if (wantsJson(request)) return reply.code(422).send({ problem: Object.values(checked.complaints).join(' ') });
      return send(reply.code(422), checkoutPage(view, bill, checked, opensPopup(request)));
    }
    const order = await parts.desk.take(owner, checked.attempt, bill, checked.buyer, parts.shopUrl(request));
    return pay(parts, request, reply, order, form);
  });

  server.post<{ Params: { orderNumber: string } }>('/orders/:orderNumber/payments', (request, reply) => {
    const order = parts.store.find(visitorOf(request, reply).owner, request.params.orderNumber);
    return order ? pay(parts, request, reply, order, formOf(request)) : notYourOrder(request, reply);
  });
}

/** Sends the buyer to pay. Whatever goes wrong, the order stays in the book and its page offers another try. */
async function pay(parts: ShopParts, request: FastifyRequest, reply: FastifyReply, order: ShopOrder, form: Form) {
  const view = viewOf(request, reply);
  const orderPath = `/orders/${order.orderNumber}`;
  const to = form['with'] === 'hosted' ? 'hosted' : 'payco';
  try {
    const url = to === 'hosted' ? await hostedUrl(parts, order) : await paycoUrl(parts, order, request);
    if (wantsJson(request)) return await reply.send({ handoffUrl: url, orderPath });
    return await send(reply, leavingPage(view, to, url));
  } catch (error) {
    if (error instanceof PlatformSilence) {
      request.log.warn(error, 'the platform gave no answer');
      if (wantsJson(request)) return reply.code(503).send({ problem: view.t.platformDownHint, orderPath });
      return send(reply.code(503), problemPage(view, view.t.platformDown, view.t.platformDownHint, orderPath));
    }
    if (!(error instanceof PlatformRefusal)) throw error;
    request.log.warn({ code: error.code, detail: error.detail }, 'the platform refused');
    // Most likely it is paid already, in another window. The result page shows what is true.
    if (error.code === 'order_not_payable') return answerPlace(request, reply, `${orderPath}/result`);
    const problem = `${error.detail} (${error.code})`;
    if (wantsJson(request))
      return reply.code(422).send({ problem: `${view.t.platformRefused}: ${problem}`, orderPath });
    return send(reply.code(422), problemPage(view, view.t.platformRefused, problem, orderPath));
  }
}

async function hostedUrl(parts: ShopParts, order: ShopOrder): Promise<string> {
  const { checkoutUrl } = await parts.desk.place(order);
  if (!checkoutUrl) throw new PlatformSilence('The order came without the address of its checkout page.');
  return checkoutUrl;
}

function paycoUrl(parts: ShopParts, order: ShopOrder, request: FastifyRequest): Promise<string> {
  return parts.desk.openPayco(order, deviceOf(request.headers['user-agent']));
}

function check(form: Form, bill: Bill, view: View): CheckoutForm {
  const { t } = view;
  const name = form['name'] ?? '';
  const phone = form['phone'] ?? '';
  return {
    // Without a usable mark of its own, the form counts as a new one.
    attempt: /^[\w-]{20,64}$/.test(form['attempt'] ?? '') ? (form['attempt'] ?? '') : randomUUID(),
    buyer: { name, phone },
    complaints: {
      // The amount in the form is only compared: the buyer must not pay another total than the one on the screen.
      ...(form['seenWon'] !== String(bill.amountWon) && { form: t.cartChanged }),
      ...((name === '' || name.length > 40) && { name: t.nameWrong }),
      ...(phone !== '' && !/^[0-9+][0-9 -]{8,19}$/.test(phone) && { phone: t.phoneWrong }),
    },
  };
}

function problemPage(view: View, title: string, hint: string, orderPath: string) {
  return messagePage(view, title, hint, html`<a class="button" href="${orderPath}">${view.t.details}</a>`);
}

function answerPlace(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  return wantsJson(request) ? reply.send({ orderPath: path, goThere: true }) : reply.redirect(path, 303);
}

/** The shop's own script asks this way while it holds the PAYCO window open. */
function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept === 'application/json';
}

export function opensPopup(request: FastifyRequest): boolean {
  return deviceOf(request.headers['user-agent']).channel === 'pc';
}
