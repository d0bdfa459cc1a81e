// The addresses for browsers: the window, the scripts of merchants' pages, slips, the control page and their files.
// Must never decide what happens to a payment; the payer's deeds go where a script's go.
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { baseOf, pathOf } from '../addresses.js';
import { readAnyBody, type Values } from '../bodies.js';
import type { PayLink, PayWindow } from '../books/rows.js';
import type { Html } from '../../ground/html.js';
import { linkStateOf, openLinkWindow } from '../links.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { type Complaint, type Form, readDeed } from '../window/deeds.js';
import { type Ending, finishWindow } from '../window/finish.js';
import { linkEndPage, linkPage } from './link-page.js';
import { openWindow } from '../window/open.js';
import { controlPage } from './control-page.js';
import { handOverPage, messagePage, receiptPage } from './ending-pages.js';
import { sendPage } from './layout.js';
import { type Language, textsOf } from './texts.js';
import { windowPage } from './window-page.js';

type LinkRequest = FastifyRequest<LanguageQuery & { Params: { key: string } }>;
type WindowRequest = FastifyRequest<{ Params: { id: string }; Querystring: { lang?: string } }>;
type LanguageQuery = { Querystring: { lang?: string } };

const ASSETS = { 'pages.css': 'text/css', 'window.js': 'text/javascript', 'control.js': 'text/javascript' } as const;
const SCRIPTS = ['/js/cpay.payple.1.0.1.js', '/js/cpay.payple.1.0.0.js', '/js/v1/payment.js'];

export function pageRoutes(simulator: Simulator) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    readAnyBody(scope);
    const asset = (name: string): Buffer => readFileSync(new URL(`../assets/${name}`, import.meta.url));
    for (const [name, type] of Object.entries(ASSETS)) {
      const content = asset(name);
      scope.get(`/assets/${name}`, (_request, reply) => reply.type(`${type}; charset=utf-8`).send(content));
    }
    const script = asset('payple.js');
    for (const path of SCRIPTS) {
      scope.get(path, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script));
    }
    scope.get('/', (_request, reply) => reply.redirect('/control'));
    scope.get<LanguageQuery>('/control', (request, reply) =>
      sendPage(reply, controlPage(simulator, languageOf(request.query.lang))),
    );
    scope.get<LanguageQuery & { Params: { tradeNo: string } }>('/receipts/:tradeNo', (request, reply) =>
      showReceipt(simulator, request.params.tradeNo, languageOf(request.query.lang), reply),
    );
    for (const path of ['/index.php', '/php/']) {
      scope.post(path, (request, reply) => showNewWindow(simulator, request, reply));
    }
    scope.get('/link/:key', (request: LinkRequest, reply) => showLink(simulator, request, reply));
    scope.post('/link/:key', (request: LinkRequest, reply) => openLink(simulator, request, reply));
    scope.get('/window/:id', (request: WindowRequest, reply) => showWindow(simulator, request, reply));
    scope.post('/window/:id', (request: WindowRequest, reply) => actInWindow(simulator, request, reply));
    done();
  };
}

function showNewWindow(simulator: Simulator, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  try {
    const window = openWindow(simulator, { values: (request.body ?? {}) as Values, path: pathOf(request) });
    return sendWindow(simulator, reply, window, 'ko', undefined, {});
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const page = messagePage('ko', textsOf('ko').refused, `[${error.code}] ${error.message}`);
    return sendPage(reply, page, { inFrame: true });
  }
}

function showWindow(simulator: Simulator, request: WindowRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request.query.lang);
  const window = simulator.books.windows.get(request.params.id);
  if (!window) return sendMissing(reply, language);
  if (window.state !== 'OPEN') {
    const texts = textsOf(language);
    return sendPage(reply, messagePage(language, texts.over, texts.overHint), { inFrame: true });
  }
  return sendWindow(simulator, reply, window, language, undefined, {});
}

async function actInWindow(simulator: Simulator, request: WindowRequest, reply: FastifyReply): Promise<FastifyReply> {
  const language = languageOf(request.query.lang);
  const window = simulator.books.windows.get(request.params.id);
  if (!window) return sendMissing(reply, language);
  const known = simulator.books.keys.get(window.knownPayerId ?? '');
  const form = (request.body ?? {}) as Form;
  const isLive = simulator.books.merchants.get(window.cstId)?.live ?? false;
  const deed = readDeed(form, window, known?.instrument, isLive, simulator.now());
  if (typeof deed === 'string') return sendWindow(simulator, reply, window, language, deed, form);
  const ending = await finishWindow(simulator, window.id, deed, baseOf(simulator, request));
  return sendPage(reply, endingPage(simulator, window, ending, language), { inFrame: true, leaves: true });
}

/** Nobody waits for the result of a link's window, unless the merchant named a place for those who paid. */
function endingPage(simulator: Simulator, window: PayWindow, ending: Ending, language: Language): Html {
  const link = simulator.books.links.get(window.linkKey ?? '');
  const isLeft = ending.fields === null || ending.fields.PCD_PAY_RST === 'close';
  if (link && (isLeft || link.resultUrl === null)) return linkEndPage(link, ending, language);
  return handOverPage(window, ending, language);
}

function showLink(simulator: Simulator, request: LinkRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request.query.lang);
  const link = simulator.books.links.get(request.params.key);
  if (link && linkStateOf(simulator, link) === 'OPEN') return sendPage(reply, linkPage(link, language));
  return sendNoLink(reply, language, link);
}

function openLink(simulator: Simulator, request: LinkRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request.query.lang);
  const link = simulator.books.links.get(request.params.key);
  if (!link || linkStateOf(simulator, link) !== 'OPEN') return sendNoLink(reply, language, link);
  const { type } = (request.body ?? {}) as Form;
  const chosen = link.types.find((offered) => offered === type);
  if (chosen === undefined) return sendPage(reply, linkPage(link, language), { status: 400 });
  const window = openLinkWindow(simulator, link, chosen);
  return reply.redirect(`/window/${window.id}?lang=${language}`, 303);
}

function sendNoLink(reply: FastifyReply, language: Language, link: PayLink | undefined): FastifyReply {
  const texts = textsOf(language);
  if (!link) return sendPage(reply, messagePage(language, texts.noLink, texts.notFoundHint), { status: 404 });
  return sendPage(reply, messagePage(language, texts.linkOver, texts.linkOverHint), { status: 410 });
}

function sendWindow(
  simulator: Simulator,
  reply: FastifyReply,
  window: PayWindow,
  language: Language,
  complaint: Complaint | undefined,
  form: Form,
): FastifyReply {
  const known = simulator.books.keys.get(window.knownPayerId ?? '');
  const page = windowPage({ window, known, language, complaint, form, now: simulator.now() });
  return sendPage(reply, page, { status: complaint ? 400 : 200, inFrame: true });
}

function showReceipt(simulator: Simulator, tradeNo: string, language: Language, reply: FastifyReply): FastifyReply {
  const payment = [...simulator.books.payments.values()].find(
    (row) => row.tradeNo === tradeNo || row.cancellations.some((cancellation) => cancellation.tradeNo === tradeNo),
  );
  if (payment) return sendPage(reply, receiptPage(payment, tradeNo, language));
  const texts = textsOf(language);
  return sendPage(reply, messagePage(language, texts.noReceipt, texts.receiptHint), { status: 404 });
}

function sendMissing(reply: FastifyReply, language: Language): FastifyReply {
  const texts = textsOf(language);
  return sendPage(reply, messagePage(language, texts.notFound, texts.notFoundHint), { status: 404, inFrame: true });
}

function languageOf(asked: string | undefined): Language {
  return asked === 'en' ? 'en' : 'ko';
}
