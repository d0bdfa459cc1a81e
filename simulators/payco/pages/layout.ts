// The frame of every page, and the headers that keep foreign scripts out.
// Must never contain script or style of its own; both come from files.
import type { FastifyReply } from 'fastify';
import { Html, html } from '../../ground/html.js';
import type { Language, Texts } from './texts.js';

export interface PageFrame {
  readonly language: Language;
  readonly texts: Texts;
  readonly title: string;
  readonly kind: 'sheet' | 'control';
  readonly theme: 'RED' | 'GRAY';
  /** Where the other language is. */
  readonly otherLanguageUrl: string;
  /** Things that belong into the head, such as a way on for browsers without script. */
  readonly head?: Html;
}

export function layout(frame: PageFrame, body: Html): Html {
  const { texts } = frame;
  return html`<!doctype html>
    <html lang="${frame.language}" data-theme="${frame.theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${frame.title} · PAYCO ${texts.simulator}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/pages.css" />
        <script src="/assets/${frame.kind}.js" defer></script>
        ${frame.head ?? null}
      </head>
      <body class="${frame.kind}">
        <header class="bar">
          <p class="brand">
            <span class="mark" aria-hidden="true">P</span> PAYCO
            <span class="badge">${texts.simulator}${frame.language === 'ko' ? html` · simulator` : null}</span>
          </p>
          <p class="not-real">${texts.notReal}</p>
          <a class="language" href="${frame.otherLanguageUrl}" lang="${frame.language === 'ko' ? 'en' : 'ko'}"
            >${texts.otherLanguage}</a
          >
        </header>
        ${body}
      </body>
    </html>`;
}

/** Only files of this server run here; a merchant may frame the sheet when its order asked for that. */
export function sendPage(
  reply: FastifyReply,
  page: Html,
  options: { status?: number; inIframe?: boolean } = {},
): FastifyReply {
  const ancestors = options.inIframe ? '*' : "'none'";
  return reply
    .code(options.status ?? 200)
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}`,
    )
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.text);
}
