// Reads the log of a production day with PAYCO: who opened the popup, what was called and answered, how the buyer came back.
// Must never repair what stands there; a line it does not understand in a place it needs is an error.
import { readFileSync } from 'node:fs';

/** A visit to the shop's payment popup. */
interface Popup {
  readonly at: Date;
  readonly orderNumber: string;
  readonly domain: 'pc' | 'mobile';
  readonly branchId: string;
}

/** One call of PAYCO's API and its answer, in the very texts. */
interface LoggedCall {
  readonly url: string;
  readonly requestedAt: Date;
  readonly requestText: string;
  readonly answeredAt: Date;
  readonly status: number;
  readonly answerText: string;
}

/** The whole day. */
export interface ProductionLog {
  readonly popups: readonly Popup[];
  readonly reserve: LoggedCall;
  readonly approval: LoggedCall;
  readonly cancel: LoggedCall;
  /** The query with which the buyer's browser came back. */
  readonly returnQuery: URLSearchParams;
  /** When the operator asked for the cancellation. */
  readonly cancelledAt: Date;
}

interface Entry {
  readonly at: Date;
  readonly text: string;
}

export function readProductionLog(): ProductionLog {
  const file = new URL('../fixtures/payco-production-day.txt', import.meta.url);
  return parseProductionLog(readFileSync(file, 'utf8'));
}

function parseProductionLog(text: string): ProductionLog {
  const entries = readEntries(text);
  const popups = entries.filter((entry) => entry.text.startsWith('payco_popup.asp is Called - ')).map(readPopup);
  return {
    popups,
    reserve: readCall(entries, '/outseller/order/reserve'),
    approval: readCall(entries, '/outseller/payment/approval'),
    cancel: readCall(entries, '/outseller/order/cancel'),
    returnQuery: readReturnQuery(only(entries, /^payco_return\.asp is Called - POST DATA : GET DATA : /)),
    cancelledAt: only(entries, /^payco_cancel\.asp is Called - /).at,
  };
}

/** An entry begins with a time in KST and goes on until the next one; JSON in it has several lines. */
function readEntries(text: string): Entry[] {
  const starts = [...text.matchAll(/^(\d{4}-\d\d-\d\d) (오전|오후) (\d{1,2}):(\d\d):(\d\d) /gm)];
  return starts.map((start, index) => {
    const [all, day = '', half, hour, minute = '', second = ''] = start;
    const hours = (Number(hour) % 12) + (half === '오후' ? 12 : 0);
    const end = starts[index + 1]?.index ?? text.length;
    return {
      at: new Date(`${day}T${String(hours).padStart(2, '0')}:${minute}:${second}+09:00`),
      text: text.slice(start.index + all.length, end).replace(/\n$/, ''),
    };
  });
}

function readPopup({ at, text }: Entry): Popup {
  const fields = readFields(text.slice(text.indexOf(' - ') + 3));
  const domain = fields.get('domain');
  if (domain !== 'pc' && domain !== 'mobile') throw new Error(`The popup has an unknown domain: ${text}`);
  return { at, domain, orderNumber: fields.get('order_num') ?? '', branchId: fields.get('branch_id') ?? '' };
}

function readCall(entries: readonly Entry[], path: string): LoggedCall {
  const url = `https://api-bill.payco.com${path}`;
  const request = only(entries, startOf(`Call API   ${url} Data : `));
  const status = only(entries, startOf(`API Result ${url} Status : `));
  const answer = only(entries, startOf(`API Result ${url} ResponseText : `));
  return {
    url,
    requestedAt: request.at,
    requestText: restOf(request),
    answeredAt: answer.at,
    status: Number(restOf(status)),
    answerText: restOf(answer),
  };
}

function readReturnQuery({ text }: Entry): URLSearchParams {
  return new URLSearchParams([...readFields(text.slice(text.indexOf('GET DATA : ') + 11))]);
}

/** `name : value, name : value, ` */
function readFields(text: string): Map<string, string> {
  return new Map([...text.matchAll(/(\w+) : (.*?), /g)].map(([, name = '', value = '']) => [name, value]));
}

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.?/]/g, '\\$&')}`);
}

/** What follows the first " : " of an entry. */
function restOf({ text }: Entry): string {
  return text.slice(text.indexOf(' : ') + 3);
}

function only(entries: readonly Entry[], pattern: RegExp): Entry {
  const found = entries.filter((entry) => pattern.test(entry.text));
  const [entry] = found;
  if (!entry || found.length > 1)
    throw new Error(`The log should have one entry ${String(pattern)}, not ${found.length}.`);
  return entry;
}
