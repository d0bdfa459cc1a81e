// The frame of every page, and the headers that keep foreign scripts out.
// Must never contain script or style of its own; both come from files.
import type { FastifyReply } from 'fastify';
import { type Html, html } from '../../ground/html.js';
import type { Language, Texts } from './texts.js';

export interface PageFrame {
  readonly language: Language;
  readonly texts: Texts;
  readonly title: string;
  readonly kind: 'window' | 'control';
  /** Where the other language is; null when the page cannot be asked for again. */
  readonly otherLanguageUrl: string | null;
}

export function layout(frame: PageFrame, body: Html): Html {
  const { texts } = frame;
  const other = frame.language === 'ko' ? 'en' : 'ko';
  return html`<!doctype html>
    <html lang="${frame.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${frame.title} · Payple ${texts.simulator}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/pages.css" />
        <script src="/assets/${frame.kind}.js" defer></script>
      </head>
      <body class="${frame.kind}">
        <header class="bar">
          <p class="brand">
            <span class="mark" aria-hidden="true">p</span> Payple
            <span class="badge">${texts.simulator}${frame.language === 'ko' ? html` · simulator` : null}</span>
          </p>
          <p class="not-real">${texts.notReal}</p>
          ${
            frame.otherLanguageUrl === null
              ? null
              : html`<a class="language" href="${frame.otherLanguageUrl}" lang="${other}">${texts.otherLanguage}</a>`
          }
        </header>
        ${body}
      </body>
    </html>`;
}

/** Only files of this server run here. A window may be framed by any shop, and its result posted to any. */
export function sendPage(
  reply: FastifyReply,
  page: Html,
  options: { status?: number; inFrame?: boolean; leaves?: boolean } = {},
): FastifyReply {
  const policy = [
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'",
    `frame-ancestors ${options.inFrame ? '*' : "'none'"}`,
    ...(options.leaves ? [] : ["form-action 'self'"]),
  ];
  return reply
    .code(options.status ?? 200)
    .header('content-security-policy', policy.join('; '))
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.text);
}
