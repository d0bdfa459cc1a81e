// The control API: scripts play the buyer, order trouble and read the books without a browser.
// Must never be reachable through Payple's own paths, nor accept a form that a foreign web page could send.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { BillingKey, Payment, PayLink, PayWindow } from '../books/rows.js';
import { parseJson } from '../bodies.js';
import { USUAL_HABITS } from '../habits.js';
import type { Simulator } from '../simulator.js';
import { BadInput } from './bad-input.js';
import { playBrowser } from './browser.js';
import {
  readFault,
  readHabits,
  readLinkRun,
  readMerchant,
  readRemoval,
  readSiteRefund,
  readWindowRun,
} from './inputs.js';
import { removeKey } from './keys.js';
import { expireLink, linkNamed, playLink } from './links.js';
import { paymentNamed, refundOnSite } from './refunds.js';
import { billingKeyView, linkView, paymentView, windowView } from './views.js';

interface Query {
  readonly cstId?: string;
  readonly oid?: string;
  readonly newest?: string;
}

export function controlRoutes(simulator: Simulator) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    // A form can come from any page the developer has open; JSON cannot.
    scope.removeAllContentTypeParsers();
    // Many clients announce JSON and send nothing; that is as good as no body.
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
      readBody(body, parsed),
    );
    scope.setErrorHandler(answerError);
    bookRoutes(scope, simulator);
    refundRoutes(scope, simulator);
    linkRoutes(scope, simulator);
    payerRoutes(scope, simulator);
    faultRoutes(scope, simulator);
    settingRoutes(scope, simulator);
    done();
  };
}

function bookRoutes(scope: FastifyInstance, simulator: Simulator): void {
  const { books } = simulator;
  scope.get<{ Querystring: Query }>('/control/books', async (request) => {
    await books.settled();
    return {
      payments: choose([...books.payments.values()], request.query, ({ order }) => order.oid).map(paymentView),
      // A key belongs to a payer, not to an order.
      billingKeys: choose([...books.keys.values()], { ...request.query, oid: undefined }, () => '').map(billingKeyView),
    };
  });
  scope.get<{ Querystring: Query }>('/control/windows', async (request) => {
    await books.settled();
    return {
      windows: choose([...books.windows.values()], request.query, ({ order }) => order.oid).map(windowView),
    };
  });
  scope.get<{ Querystring: Query }>('/control/links', async (request) => {
    await books.settled();
    // A link has no order number; its payments have.
    const links = choose([...books.links.values()], { ...request.query, oid: undefined }, () => '');
    return { links: links.map((link) => linkView(simulator, link)) };
  });
  scope.get('/control/notices', () => ({ notices: simulator.notices.list(), waiting: books.notices.size }));
  scope.post('/control/reset', async () => {
    books.reset();
    simulator.faults.clear();
    simulator.oddAnswers.clear();
    simulator.notices.clear();
    Object.assign(simulator.habits, USUAL_HABITS);
    await books.settled();
    return { reset: true };
  });
}

/** Oldest first; `newest=50` gives the last fifty. */
function choose<Row extends Payment | BillingKey | PayWindow | PayLink>(
  rows: Row[],
  query: { [Name in keyof Query]: Query[Name] | undefined },
  oidOf: (row: Row) => string,
): Row[] {
  const wanted = rows.filter(
    (row) =>
      (query.cstId === undefined || row.cstId === query.cstId) && (query.oid === undefined || oidOf(row) === query.oid),
  );
  if (query.newest === undefined) return wanted;
  const newest = Number(query.newest);
  if (!Number.isInteger(newest) || newest < 1) throw new BadInput('"newest" must be a whole number above 0');
  return wanted.slice(-newest);
}

function payerRoutes(scope: FastifyInstance, simulator: Simulator): void {
  const { books } = simulator;
  scope.post('/control/windows', (request) => playBrowser(simulator, readWindowRun(request.body)));
  scope.post<{ Params: { payerId: string } }>('/control/keys/:payerId/remove', async (request) => {
    const key = books.keys.get(request.params.payerId);
    if (!key) throw new BadInput(`there is no billing key ${request.params.payerId}`, 404);
    if (key.state !== 'ACTIVE') throw new BadInput(`the billing key is ${key.state} already`);
    const removed = removeKey(simulator, key, readRemoval(request.body));
    await books.settled();
    return { billingKey: billingKeyView(removed) };
  });
}

function refundRoutes(scope: FastifyInstance, simulator: Simulator): void {
  scope.post<{ Params: { id: string } }>('/control/payments/:id/refunds', async (request) => {
    const wish = readSiteRefund(request.body);
    const payment = paymentNamed(simulator, request.params.id, wish.cstId);
    const view = paymentView(refundOnSite(simulator, payment, wish));
    await simulator.books.settled();
    return { refund: view.refunds.at(-1), payment: view };
  });
}

function linkRoutes(scope: FastifyInstance, simulator: Simulator): void {
  scope.post<{ Params: { key: string } }>('/control/links/:key/pay', (request) =>
    playLink(simulator, linkNamed(simulator, request.params.key), readLinkRun(request.body)),
  );
  scope.post<{ Params: { key: string } }>('/control/links/:key/expire', async (request) => {
    const link = expireLink(simulator, linkNamed(simulator, request.params.key));
    await simulator.books.settled();
    return { link: linkView(simulator, link) };
  });
}

function faultRoutes(scope: FastifyInstance, simulator: Simulator): void {
  const { faults, oddAnswers } = simulator;
  scope.get('/control/faults', () => ({ faults: faults.list(), oddAnswers: oddAnswers.list() }));
  scope.post('/control/faults', (request) => ({ fault: faults.place(readFault(request.body)) }));
  scope.delete('/control/faults', () => {
    faults.clear();
    return { faults: [] };
  });
  scope.delete<{ Params: { id: string } }>('/control/faults/:id', (request) => {
    faults.clear(Number(request.params.id));
    return { faults: faults.list() };
  });
}

function settingRoutes(scope: FastifyInstance, simulator: Simulator): void {
  const { books, habits } = simulator;
  scope.get('/control/habits', () => ({ habits }));
  scope.post('/control/habits', (request) => {
    Object.assign(habits, readHabits(request.body));
    return { habits };
  });
  scope.get('/control/merchants', () => ({ merchants: [...books.merchants.values()] }));
  scope.post('/control/merchants', async (request) => {
    const merchant = readMerchant(request.body, (cstId) => books.merchants.get(cstId));
    books.commit({ merchants: [merchant] });
    await books.settled();
    return { merchant };
  });
}

function readBody(body: string | Buffer, parsed: (error: Error | null, value?: unknown) => void): void {
  const text = body.toString().trim();
  const value = text === '' ? {} : parseJson(text);
  if (value === undefined) parsed(new BadInput('the body is not JSON'));
  else parsed(null, value);
}

function answerError(error: Error & { statusCode?: number }, _request: unknown, reply: FastifyReply): void {
  const status = error instanceof BadInput ? error.status : (error.statusCode ?? 500);
  void reply.code(status).send({ error: error.message });
}
