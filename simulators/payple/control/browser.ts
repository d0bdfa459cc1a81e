// Plays the buyer's browser for scripts: does what a page with the script would do, from the first click to the last form.
// Must never post the result anywhere; the script that asked does that.
import { plainUrl } from '../auth/purposes.js';
import { isRecord, parseJson } from '../bodies.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { deedOf } from '../window/deeds.js';
import { type Ending, finishWindow } from '../window/finish.js';
import { openWindow } from '../window/open.js';
import type { WindowRun } from './inputs.js';

export interface BrowserAnswer {
  /** Where the browser would post; null with a callback, and when there is nothing to post. */
  readonly resultUrl: string | null;
  readonly fields: Readonly<Record<string, string>> | null;
  /** Every post, in order; more than one only when that was ordered. */
  readonly posts: readonly { readonly url: string | null; readonly fields: Readonly<Record<string, string>> }[];
  /** The result without what was ordered to go wrong with it. */
  readonly intactFields: Readonly<Record<string, string>> | null;
  /** What the buyer would read instead, when the window did not come to a result. */
  readonly alert: string | null;
}

type Parameters = Readonly<Record<string, string>>;

const LEAST_WON_IN_OLD_SCRIPT = 1000;

export async function playBrowser(simulator: Simulator, run: WindowRun): Promise<BrowserAnswer> {
  const pageUrl = run.pageUrl ?? run.parameters.PCD_HTTP_REFERER ?? null;
  const page = pageUrl !== null && URL.canParse(pageUrl) ? pageUrl : null;
  const asked = await authorization(simulator, run.parameters, page);
  if (typeof asked === 'string') return stopped(asked);
  const tooSmall = complaintOfScript(run.parameters);
  if (tooSmall !== null) return stopped(tooSmall);
  try {
    const values = { ...asked.parameters, ...(page === null ? {} : { PCD_HTTP_REFERER: page }) };
    const window = openWindow(simulator, { values, path: asked.path });
    const deed = deedOf(run.outcome, window, run.card, run.quota);
    const ending = await finishWindow(simulator, window.id, deed, asked.base);
    return answerOf(ending, resultUrl(run.parameters, page));
  } catch (error) {
    if (error instanceof Refusal) return stopped(`[${error.code}] ${error.message}`);
    throw error;
  }
}

export function answerOf({ fields, times, intactFields }: Ending, url: string | null): BrowserAnswer {
  const posts = Array.from({ length: times }, () => ({ url, fields: fields ?? {} }));
  return { resultUrl: fields === null ? null : url, fields, posts, intactFields, alert: null };
}

interface Authorization {
  readonly parameters: Parameters;
  readonly path: string;
  readonly base: string;
}

/** With a client key nobody is asked; otherwise the merchant's own file is, as the page would ask it. */
async function authorization(
  simulator: Simulator,
  parameters: Parameters,
  page: string | null,
): Promise<Authorization | string> {
  if (parameters.clientKey) return { parameters, path: '/index.php', base: simulator.origin() };
  const url = authFileUrl(parameters, page);
  if (url === null) {
    return 'the merchant’s page is not known: give "origin", PCD_HTTP_REFERER or an absolute payple_auth_file';
  }
  const body = new FormData();
  body.append('payple_dir_path', parameters.payple_dir_path ?? '');
  const headers = page === null ? {} : { referer: page, origin: new URL(page).origin };
  const answer = await simulator.notices.call(url, { method: 'POST', body, headers, redirect: 'follow' });
  const keys = parseJson(answer.body);
  if (!isRecord(keys)) return `${url} answered ${answer.status} and no JSON: ${answer.body.slice(0, 200)}`;
  if (keys.result !== 'success') return textOf(keys.result_msg) || `${url} answered ${answer.body.slice(0, 200)}`;
  const returnUrl = textOf(keys.return_url);
  if (!URL.canParse(returnUrl)) return `${url} answered no return_url`;
  return {
    parameters: {
      ...parameters,
      PCD_CST_ID: textOf(keys.cst_id),
      PCD_CUST_KEY: textOf(keys.custKey),
      PCD_AUTH_KEY: textOf(keys.AuthKey),
    },
    ...windowAddress(simulator, new URL(returnUrl)),
  };
}

/** Another host would be another Payple; there the keys mean nothing, and the window says so. */
function windowAddress(simulator: Simulator, returnUrl: URL): { path: string; base: string } {
  const isHere = isOurs(simulator, returnUrl) && isWindow(plainUrl(returnUrl.pathname));
  return { path: isHere ? returnUrl.pathname : '', base: isHere ? returnUrl.origin : simulator.origin() };
}

function isOurs(simulator: Simulator, address: URL): boolean {
  const here = new URL(simulator.origin());
  if (address.origin === here.origin) return true;
  return !simulator.isPublic && address.port === here.port;
}

function isWindow(path: string): boolean {
  return path === '/index.php' || path === '/php/';
}

/** An address, a path, or the name of a file in the merchant's Payple folder. */
function authFileUrl(parameters: Parameters, page: string | null): string | null {
  const file = parameters.payple_auth_file ?? 'payple_payAuth.html';
  if (URL.canParse(file)) return file;
  if (page === null) return null;
  return new URL(file.startsWith('/') ? file : `${parameters.payple_dir_path ?? ''}/cPayPayple/${file}`, page).href;
}

/** The script with an authorization file looks at the amount first; the newer one leaves that to the window. */
function complaintOfScript(parameters: Parameters): string | null {
  if (parameters.clientKey || parameters.PCD_PAY_WORK === 'AUTH') return null;
  const total = parameters.PCD_PAY_TOTAL ?? '';
  if (!/^\d+$/.test(total)) return '결제금액이 올바르지 않습니다.';
  return Number(total) < LEAST_WON_IN_OLD_SCRIPT ? '결제금액은 1,000원 이상이어야 합니다.' : null;
}

/** A callback keeps the result in the page. */
function resultUrl(parameters: Parameters, page: string | null): string | null {
  const url = parameters.PCD_RST_URL ?? '';
  if (parameters.callbackFunction || url === '') return null;
  return page === null ? url : new URL(url, page).href;
}

export function stopped(alert: string): BrowserAnswer {
  return { resultUrl: null, fields: null, posts: [], intactFields: null, alert };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
