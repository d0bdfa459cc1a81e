// The frame of every checkout page, and the headers it is sent with.
// Must never hold a script or a style of its own; both come from files.
import type { FastifyReply } from 'fastify';
import { assetUrl, type AssetName } from '../assets.js';
import { html, type Fragment, type Html } from '../html.js';
import type { Language } from '../language.js';
import { textsIn, type Texts } from '../texts.js';

/** For whom a page is written. */
export interface View {
  readonly language: Language;
  readonly t: Texts;
  /** Path of an order's or a card's pages, such as `/checkout/abc`, or `null` where there is neither. */
  readonly base: string | null;
  /** Path of this very page, for the other language. */
  readonly here: string;
}

/** What a page is made of. */
export interface Page {
  readonly title: string;
  /** Name at the top, such as the seller's. */
  readonly brand?: string | null;
  readonly script?: AssetName;
  /** More for the head, such as a way on for browsers without script. */
  readonly head?: Fragment;
  /** Attributes of the body, in `data-…`. */
  readonly data?: Readonly<Record<string, string>>;
  readonly main: Fragment;
}

export function viewOf(language: Language, base: string | null, here: string): View {
  return { language, t: textsIn(language), base, here };
}

/** An address of ours that keeps the language. */
export function inLanguage(path: string, language: Language): string {
  return `${path}?lang=${language}`;
}

export function layout(view: View, page: Page): Html {
  const { language, t } = view;
  const other = language === 'ko' ? 'en' : 'ko';
  const data = Object.entries({ ...page.data, ...(view.base === null ? {} : { base: view.base }) });
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>${page.title}</title>
        <link rel="icon" href="${assetUrl('mark.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetUrl('page.css')}" />
        ${page.script && html`<script type="module" src="${assetUrl(page.script)}"></script>`} ${page.head}
      </head>
      <body${data.map(([name, value]) => html` data-${name}="${value}"`)}>
        <a class="skip" href="#main">${t.skip}</a>
        <header class="bar">
          <p class="brand">${lock} <span>${page.brand ?? t.securePayment}</span></p>
          <a class="language" href="${inLanguage(view.here, other)}" lang="${other}" hreflang="${other}"
            >${t.otherLanguage}</a
          >
        </header>
        <main id="main">${page.main}</main>
      </body>
    </html>`;
}

const lock = html`<svg class="lock" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
  <path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9" fill="none" stroke="currentColor" stroke-width="1.8" />
  <rect x="4" y="9" width="12" height="8.5" rx="2" fill="currentColor" />
</svg>`;

/** What a page needs of other sites. */
export interface PageReach {
  /** Where else than here a form may end, as sources of the policy. */
  readonly formsLeaveTo?: string;
  /** Whose scripts, pictures and frames it may show beside its own. */
  readonly origins?: readonly string[];
}

/**
 * Sends a page: nothing runs in it but our scripts and those it was given origins for, nobody frames it, nobody keeps it,
 * and it tells no other site its address; those it was given origins for hear on which site it is.
 */
export async function sendPage(reply: FastifyReply, status: number, page: Html, reach: PageReach = {}): Promise<void> {
  const { formsLeaveTo = '', origins = [] } = reach;
  const sources = (...more: readonly string[]): string => ["'self'", ...more].join(' ').trim();
  const policy = [
    "default-src 'none'",
    `script-src ${sources(...origins)}`,
    "style-src 'self'",
    `img-src ${sources(...origins)}`,
    "connect-src 'self'",
    ...(origins.length === 0 ? [] : [`frame-src ${sources(...origins)}`]),
    `form-action ${sources(formsLeaveTo, ...origins)}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  await reply
    .status(status)
    .header('Content-Security-Policy', policy.join('; '))
    .header('Referrer-Policy', origins.length === 0 ? 'no-referrer' : 'strict-origin')
    .header('Cache-Control', 'no-store')
    .header('X-Robots-Tag', 'noindex, nofollow')
    .type('text/html; charset=utf-8')
    .send(page.text);
}
