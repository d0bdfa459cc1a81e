// What a request says about its visitor: language, device, and whose pages they are on, an order's or a card's.
// Must never look into the database.
import type { FastifyRequest } from 'fastify';
import { deviceOf, type Device } from './device.js';
import { languageOf } from './language.js';
import { viewOf, type View } from './pages/layout.js';

export interface Visit {
  readonly view: View;
  readonly device: Device;
}

export function visitOf(request: FastifyRequest): Visit {
  const { lang } = request.query as { lang?: unknown };
  const token = (request.params as { token?: string }).token ?? '';
  const [before = ''] = (request.routeOptions.url ?? '').split(':token');
  const base = isCheckoutToken(token) ? `${before}${token}` : null;
  // A page that answers a form is read again at the page the form came from.
  const isForm = request.method === 'POST';
  const here = (isForm ? base : request.url.split('?')[0]) ?? '/checkout';
  const language = languageOf(lang, request.headers['accept-language']);
  return { view: viewOf(language, base, here), device: deviceOf(request.headers['user-agent']) };
}

/** Whether a script asks, which reads JSON; a plain form asks for a page. */
export function isScript(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('application/json') === true;
}

/** Whether a text can be the token of a page; everything else need not be looked for. */
export function isCheckoutToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{32}$/.test(text);
}
