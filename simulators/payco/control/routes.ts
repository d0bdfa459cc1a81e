// The control API: scripts play the buyer, order trouble and read the books without a browser.
// Must never be reachable through PAYCO's own paths, nor accept a form that a foreign web page could send.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Payment, Sheet } from '../books/rows.js';
import { deposit, whyNoDeposit } from '../deposits.js';
import { parseJson } from '../fields.js';
import { type Simulator, USUAL_HABITS } from '../simulator.js';
import { act } from '../sheet/outcomes.js';
import { BadInput } from './bad-input.js';
import { readAct, readFault, readHabits, readMerchant, readNotifyWay, readSiteRefund } from './inputs.js';
import { paymentNamed, refundOnSite } from './refunds.js';
import { paymentView, sheetView } from './views.js';

interface Query {
  readonly sellerKey?: string;
  readonly orderKey?: string;
  readonly newest?: string;
}

export function controlRoutes(simulator: Simulator) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    // A form can come from any page the developer has open; JSON cannot.
    scope.removeContentTypeParser('application/x-www-form-urlencoded');
    // Many clients announce JSON and send nothing; that is as good as no body.
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
      readBody(body, parsed),
    );
    scope.setErrorHandler(answerError);
    bookRoutes(scope, simulator);
    buyerRoutes(scope, simulator);
    faultRoutes(scope, simulator);
    settingRoutes(scope, simulator);
    done();
  };
}

function bookRoutes(scope: FastifyInstance, simulator: Simulator): void {
  const { books } = simulator;
  scope.get<{ Querystring: Query }>('/control/books', async (request) => {
    await books.settled();
    const payments = choose([...books.payments.values()], request.query);
    return { payments: payments.map((payment) => paymentView(payment, simulator.now())) };
  });
  scope.get<{ Querystring: Query }>('/control/sheets', async (request) => {
    await books.settled();
    return { sheets: choose([...books.sheets.values()], request.query).map((sheet) => sheetView(simulator, sheet)) };
  });
  scope.get('/control/notices', () => ({ notices: simulator.notices.list() }));
  scope.get('/control/merchants', () => ({ merchants: [...books.merchants.values()] }));
  scope.post('/control/merchants', async (request) => {
    const merchant = readMerchant(request.body, (sellerKey) => books.merchants.get(sellerKey));
    books.commit({ merchants: [merchant] });
    await books.settled();
    return { merchant };
  });
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
function choose<Row extends Sheet | Payment>(rows: Row[], query: Query): Row[] {
  const wanted = rows.filter(
    (row) =>
      (query.sellerKey === undefined || row.sellerKey === query.sellerKey) &&
      (query.orderKey === undefined || row.orderKey === query.orderKey),
  );
  if (query.newest === undefined) return wanted;
  const newest = Number(query.newest);
  if (!Number.isInteger(newest) || newest < 1) throw new BadInput('"newest" must be a whole number above 0');
  return wanted.slice(-newest);
}

function buyerRoutes(scope: FastifyInstance, simulator: Simulator): void {
  scope.post<{ Params: { reserveOrderNo: string } }>('/control/sheets/:reserveOrderNo', async (request) => {
    const sheet = simulator.books.sheets.get(request.params.reserveOrderNo);
    if (!sheet) throw new BadInput(`there is no sheet ${request.params.reserveOrderNo}`, 404);
    return act(simulator, sheet.reserveOrderNo, readAct(request.body, sheet), false);
  });
  scope.post<{ Params: { orderNo: string } }>('/control/deposits/:orderNo', async (request) => {
    const payment = simulator.books.payments.get(request.params.orderNo);
    if (!payment) throw new BadInput(`there is no payment ${request.params.orderNo}`, 404);
    const reason = whyNoDeposit(payment, simulator.now());
    if (reason) throw new BadInput(reason);
    return { notices: await deposit(simulator, payment, readNotifyWay(request.body)) };
  });
  scope.post<{ Params: { id: string } }>('/control/payments/:id/refunds', async (request) => {
    const payment = paymentNamed(simulator, request.params.id);
    const after = refundOnSite(simulator, payment, readSiteRefund(request.body));
    await simulator.books.settled();
    const view = paymentView(after, simulator.now());
    return { refund: view.refunds.at(-1), payment: view };
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
  scope.get('/control/habits', () => ({ habits: simulator.habits }));
  scope.post('/control/habits', (request) => {
    Object.assign(simulator.habits, readHabits(request.body));
    return { habits: simulator.habits };
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
