// Puts the shop together: security headers, forms, assets, routes, and what is shown when something goes wrong.
// Must never contain what a page says or what an order means; that is in pages/ and order-desk.ts.
import { join } from 'node:path';
import formBody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import serveFiles from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { CardDesk } from './card-desk.js';
import { CardStore } from './card-store.js';
import { GyeoljeClient } from './gyeolje-client.js';
import { OrderDesk } from './order-desk.js';
import { OrderStore } from './order-store.js';
import { messagePage } from './pages/layout.js';
import { addCheckoutRoutes } from './routes/checkout-routes.js';
import { addOrderRoutes } from './routes/order-routes.js';
import { addShelfRoutes } from './routes/shelf-routes.js';
import { formOf, send, viewOf, type ShopParts } from './routes/shop-parts.js';
import { addSubscriptionRoutes } from './routes/subscription-routes.js';
import { addWebhookRoute, webhookPath } from './routes/webhook-route.js';
import { isOwnForm, visitorOf } from './visitor.js';
import { WebhookDesk } from './webhook-desk.js';

export interface ShopOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly gyeoljeUrl: string;
  readonly gyeoljeApiKey: string;
  /** The folder the orders are kept in, or `memory`. */
  readonly dataFolder: string;
  readonly logLevel?: 'silent' | 'warn';
  /** Which moment it is, for the month that is charged; the clock of the machine if left out. */
  readonly now?: () => Date;
}

export interface RunningShop {
  readonly url: string;
  /** Asks the platform to tell this shop what happens to its orders. Without it the shop only knows what it asks. */
  readonly listenToPlatform: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startShop(options: ShopOptions): Promise<RunningShop> {
  const store = await OrderStore.open(options.dataFolder);
  const cardStore = await CardStore.open(options.dataFolder);
  const platform = new GyeoljeClient(options.gyeoljeUrl, options.gyeoljeApiKey);
  const desk = new OrderDesk(platform, store);
  const cardDesk = new CardDesk(platform, cardStore, store);
  const webhooks = new WebhookDesk(platform, store, options.dataFolder);
  const parts: ShopParts = { desk, store, cardDesk, cardStore, shopUrl, now: options.now ?? (() => new Date()) };
  const server = fastify({
    logger: { level: options.logLevel ?? 'silent' },
    bodyLimit: 64 * 1024,
    // It listens on this machine only, so a proxy in front of it is the only one that can say how the browser got here.
    trustProxy: 'loopback',
    // Browsers keep connections open for minutes; closing must not wait for them.
    forceCloseConnections: true,
  });

  await protect(server);
  await server.register(serveFiles, { root: join(import.meta.dirname, 'public'), prefix: '/assets/', maxAge: '5m' });
  addShelfRoutes(server);
  addCheckoutRoutes(server, parts);
  addOrderRoutes(server, parts);
  addSubscriptionRoutes(server, parts);
  addWebhookRoute(server, webhooks);
  answerMistakes(server);

  const url = await server.listen({ host: '127.0.0.1', port: options.port });
  const listenToPlatform = () => webhooks.register(url + webhookPath);
  return { url, listenToPlatform, close: () => server.close() };
}

async function protect(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The PAYCO window leaves this site and must still find its opener when it comes back; any stricter policy cuts them apart.
    crossOriginOpenerPolicy: false,
    // Whether the shop is reached by https is for the proxy in front of it to say.
    strictTransportSecurity: false,
  });
  await server.register(formBody);
  server.addHook('preHandler', async (request, reply) => {
    // What the platform sends has no form token; it is signed instead.
    if (request.method !== 'POST' || request.routeOptions.url === webhookPath) return;
    if (isOwnForm(visitorOf(request, reply), formOf(request)['formToken'] ?? '')) return;
    const view = viewOf(request, reply);
    await send(reply.code(403), messagePage(view, view.t.formTooOld, view.t.formTooOldHint));
  });
}

function answerMistakes(server: FastifyInstance): void {
  server.setNotFoundHandler((request, reply) => {
    const view = viewOf(request, reply);
    return send(reply.code(404), messagePage(view, view.t.pageNotFound, view.t.tagline));
  });
  server.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error(error);
    const view = viewOf(request, reply);
    return send(reply.code(status), messagePage(view, view.t.broken, view.t.brokenHint));
  });
}

/** `localhost` and `127.0.0.1` are two sites to a browser: the buyer comes back to the one the cookies belong to. */
function shopUrl(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
