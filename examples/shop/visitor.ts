// Knows who is asking: the session, the language and the cart, all from cookies, and the token their forms must bring.
// Must never trust a cookie further than its form: ids and amounts in it are looked up, never believed.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCart, writeCart, type Cart } from './cart.js';
import { isLanguage, type Language } from './texts.js';

export interface Visitor {
  /** Marks this visitor's orders. Derived one way: whoever reads it cannot become the visitor. */
  readonly owner: string;
  /** Only a page of this shop, in this browser, knows it; another site's form cannot bring it. */
  readonly formToken: string;
  readonly language: Language;
  readonly cart: Cart;
}

const halfAYearS = 60 * 60 * 24 * 180;
const visitors = new WeakMap<FastifyRequest, Visitor>();

export function visitorOf(request: FastifyRequest, reply: FastifyReply): Visitor {
  const known = visitors.get(request);
  if (known) return known;
  const cookies = readCookies(request.headers.cookie);
  const session = cookies.get('shop_session') ?? '';
  const visitor = /^[\w-]{43}$/.test(session) ? session : newSession(request, reply);
  const language = cookies.get('shop_language') ?? '';
  const made: Visitor = {
    owner: derive(visitor, 'owner'),
    formToken: derive(visitor, 'form'),
    language: isLanguage(language) ? language : 'ko',
    cart: readCart(cookies.get('shop_cart') ?? ''),
  };
  visitors.set(request, made);
  return made;
}

export function isOwnForm(visitor: Visitor, token: string): boolean {
  const expected = Buffer.from(visitor.formToken);
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export function saveCart(request: FastifyRequest, reply: FastifyReply, cart: Cart): void {
  setCookie(request, reply, 'shop_cart', writeCart(cart));
  const visitor = visitors.get(request);
  if (visitor) visitors.set(request, { ...visitor, cart });
}

export function saveLanguage(request: FastifyRequest, reply: FastifyReply, language: Language): void {
  setCookie(request, reply, 'shop_language', language);
}

function newSession(request: FastifyRequest, reply: FastifyReply): string {
  const session = randomBytes(32).toString('base64url');
  setCookie(request, reply, 'shop_session', session);
  return session;
}

function derive(session: string, purpose: string): string {
  return createHmac('sha256', session).update(purpose).digest('base64url');
}

// Lax, not Strict: the buyer comes back from PAYCO by a link of another site and must still be known.
function setCookie(request: FastifyRequest, reply: FastifyReply, name: string, value: string): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  reply.header('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${halfAYearS}${secure}`);
}

function readCookies(header = ''): Map<string, string> {
  return new Map(
    header.split(';').map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [name.trim(), value.join('=').trim()];
    }),
  );
}
