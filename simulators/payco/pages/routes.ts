// The addresses of the pages for people: the order sheet, the control page and their files.
// Must never decide what happens to a payment; the buyer's deeds go where a script's go.
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sheet } from '../books/rows.js';
import { BadInput } from '../control/bad-input.js';
import { readAct } from '../control/inputs.js';
import { sheetState } from '../control/views.js';
import { isRecord } from '../fields.js';
import { type Act, act } from '../sheet/outcomes.js';
import type { Simulator } from '../simulator.js';
import { controlPage } from './control-page.js';
import { sendPage } from './layout.js';
import { departurePage, endedSheetPage, sheetMessagePage, sheetPage, sheetUrl } from './sheet-page.js';
import { type Language, textsOf } from './texts.js';

type SheetRequest = FastifyRequest<{ Params: { reserveOrderNo: string }; Querystring: { lang?: string } }>;

const ASSETS = { 'pages.css': 'text/css', 'sheet.js': 'text/javascript', 'control.js': 'text/javascript' } as const;
const SHEET_PATHS = ['/easyLogin/:reserveOrderNo', '/m/easyAppLogin/:reserveOrderNo', '/m/easyLogin/:reserveOrderNo'];

export function pageRoutes(simulator: Simulator) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    for (const [name, type] of Object.entries(ASSETS)) {
      const content = readFileSync(new URL(`../assets/${name}`, import.meta.url));
      scope.get(`/assets/${name}`, (_request, reply) => reply.type(`${type}; charset=utf-8`).send(content));
    }
    scope.get('/', (_request, reply) => reply.redirect('/control'));
    scope.get<{ Querystring: { lang?: string } }>('/control', (request, reply) =>
      sendPage(reply, controlPage(simulator, languageOf(request.query.lang, undefined))),
    );
    for (const path of SHEET_PATHS)
      scope.get(path, (request: SheetRequest, reply) => showSheet(simulator, request, reply));
    scope.post('/sheet/:reserveOrderNo', (request: SheetRequest, reply) => actOnSheet(simulator, request, reply));
    done();
  };
}

function showSheet(simulator: Simulator, request: SheetRequest, reply: FastifyReply): FastifyReply {
  const sheet = simulator.books.sheets.get(request.params.reserveOrderNo);
  const language = languageOf(request.query.lang, sheet);
  if (!sheet) return sendMissing(reply, language);
  const state = sheetState(simulator, sheet);
  const open = state === 'RESERVED' || state === 'CERTIFIED' || state === 'DECLINED';
  const page = open ? sheetPage(sheet, language) : endedSheetPage(sheet, state, language);
  return sendPage(reply, page, { inIframe: sheet.inIframe });
}

async function actOnSheet(simulator: Simulator, request: SheetRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sheet = simulator.books.sheets.get(request.params.reserveOrderNo);
  const language = languageOf(request.query.lang, sheet);
  if (!sheet) return sendMissing(reply, language);
  const deed = readDeed(request.body, sheet);
  if (deed instanceof BadInput) {
    const page = sheetMessagePage(language, textsOf(language).badInput, deed.message, sheetUrl(sheet, language));
    return sendPage(reply, page, { status: 400, inIframe: sheet.inIframe });
  }
  const departure = await act(simulator, sheet.reserveOrderNo, deed, true);
  return sendPage(reply, departurePage(sheet, departure.returnUrl, language), { inIframe: sheet.inIframe });
}

/** The button pressed is the deed; for "pay" the chosen method is. */
function readDeed(body: unknown, sheet: Sheet): Act | BadInput {
  const form = isRecord(body) ? body : {};
  try {
    return readAct({ ...form, outcome: form.act === 'pay' ? form.outcome : form.act }, sheet);
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
}

function sendMissing(reply: FastifyReply, language: Language): FastifyReply {
  const texts = textsOf(language);
  return sendPage(reply, sheetMessagePage(language, texts.notFound, texts.notFoundHint, null), { status: 404 });
}

/** The address decides, then the merchant's wish, then Korean. */
function languageOf(asked: string | undefined, sheet: Sheet | undefined): Language {
  if (asked === 'en' || asked === 'ko') return asked;
  return sheet?.language === 'EN' ? 'en' : 'ko';
}
