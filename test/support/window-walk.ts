// Walks through Payple's window as a browser would, form by form, and types what a buyer types.
// Must never know the window's pages by more than their forms and the names of their fields.
import type { ShownBillingKey, ShownPayment } from './merchant.js';
import type { WindowResult } from './payple-control.js';

interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Opens the window that was handed off and ends it with what the buyer typed or clicked.
 *
 * @param pageUrl the page that the window is opened from
 * @param typed for example `{number, expiry, outcome: 'pay'}`
 */
export async function walkThroughWindow(
  { handoff }: ShownPayment | ShownBillingKey,
  pageUrl: string,
  typed: Readonly<Record<string, string>>,
): Promise<WindowResult> {
  const parameters = handoff?.parameters ?? {};
  const headers = { referer: pageUrl, origin: new URL(pageUrl).origin };
  const authorization = new URL(parameters['payple_auth_file'] ?? '', pageUrl);
  const asked = await fetch(authorization, { method: 'POST', body: new FormData(), headers });
  const { cst_id, custKey, AuthKey, return_url } = (await asked.json()) as Record<string, string>;
  if (!asked.ok || return_url === undefined) throw new Error(`The window should open, not answer ${asked.status}.`);
  const window = await post(return_url, {
    ...parameters,
    PCD_CST_ID: cst_id ?? '',
    PCD_CUST_KEY: custKey ?? '',
    PCD_AUTH_KEY: AuthKey ?? '',
    PCD_HTTP_REFERER: pageUrl,
  });
  const page = formOf(window, 'pay');
  const ending = formOf(await post(new URL(page.action, return_url).href, { ...page.fields, ...typed }), 'result');
  return { resultUrl: ending.action, fields: ending.fields };
}

async function post(url: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return response.text();
}

function formOf(html: string, id: string): Form {
  const [, attributes = '', content = ''] =
    new RegExp(`<form([^>]*id="${id}"[^>]*)>(.*?)</form>`, 's').exec(html) ?? [];
  const action = attributeOf(attributes, 'action');
  if (action === null) throw new Error(`Payple’s page should have the form "${id}": ${html.slice(0, 500)}`);
  const inputs = [...content.matchAll(/<input([^>]*)>/g)].map(([, input = '']) => input);
  const fields = inputs.flatMap((input): [string, string][] => {
    const name = attributeOf(input, 'name');
    return name === null ? [] : [[name, attributeOf(input, 'value') ?? '']];
  });
  return { action, fields: Object.fromEntries(fields) };
}

function attributeOf(attributes: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? null : unescapeHtml(value);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
