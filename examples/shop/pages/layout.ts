// The frame around every page: head, header, footer, and what a page needs to know about its visitor.
// Must never contain an inline script or style: the Content-Security-Policy refuses both.
import { countItems } from '../cart.js';
import type { Words } from '../catalogue.js';
import { html, type Fragment, type Html } from '../html.js';
import { texts, type Language, type Texts } from '../texts.js';
import type { Visitor } from '../visitor.js';

export interface View {
  readonly language: Language;
  readonly t: Texts;
  readonly formToken: string;
  readonly itemsInCart: number;
  /** Where switching the language leads back to. */
  readonly path: string;
}

export function viewFor(visitor: Visitor, path: string): View {
  return {
    language: visitor.language,
    t: texts[visitor.language],
    formToken: visitor.formToken,
    itemsInCart: countItems(visitor.cart),
    path,
  };
}

export function page(view: View, title: string, body: Fragment, head?: Fragment): Html {
  const { t, itemsInCart } = view;
  return document(
    view,
    title,
    html`<a class="skip" href="#content">${t.skip}</a>
      <header class="top">
        <a class="brand" href="/"><img src="/assets/mark.svg" alt="" width="30" height="30" />${t.shop}</a>
        <nav aria-label="${t.navigation}">
          <a href="/cart"
            >${t.cart}${itemsInCart > 0 && html` <span class="count" aria-label="${t.pieces(itemsInCart)}">${itemsInCart}</span>`}</a
          >
          <a href="/subscription">${t.toSubscription}</a>
          <a href="/orders">${t.myOrders}</a>
          ${languageSwitch(view)}
        </nav>
      </header>
      <main id="content">${body}</main>
      <footer>${t.demo}</footer>`,
    head,
  );
}

/** A page without the shop around it, for the small PAYCO window and for the moment of leaving. */
export function barePage(view: View, title: string, body: Fragment, head?: Fragment): Html {
  return document(view, title, html`<main class="bare">${body}</main>`, head);
}

export function messagePage(view: View, title: string, hint: string, action?: Fragment): Html {
  return page(
    view,
    title,
    html`<section class="message">
      <h1>${title}</h1>
      <p>${hint}</p>
      ${action ?? html`<a class="button" href="/">${view.t.toShelves}</a>`}
    </section>`,
  );
}

export function tokenField(view: View): Html {
  return html`<input type="hidden" name="formToken" value="${view.formToken}" />`;
}

export function inLanguage(view: View, words: Words): string {
  return words[view.language];
}

export function moment(view: View, iso: string | undefined): string {
  const time = new Date(iso ?? '');
  if (Number.isNaN(time.getTime())) return '';
  const locale = view.language === 'ko' ? 'ko-KR' : 'en-GB';
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Seoul',
    dateStyle: 'medium',
    hourCycle: 'h23',
    timeStyle: 'short',
  }).format(time);
}

function languageSwitch(view: View): Html {
  const other = view.language === 'ko' ? 'en' : 'ko';
  return html`<form method="post" action="/language">
    ${tokenField(view)}
    <input type="hidden" name="back" value="${view.path}" />
    <button class="plain" name="language" value="${other}" lang="${other}">${view.t.otherLanguage}</button>
  </form>`;
}

function document(view: View, title: string, body: Fragment, head?: Fragment): Html {
  return html`<!doctype html>
    <html lang="${view.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${view.t.shop}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/shop.css" />
        <script src="/assets/shop.js" type="module"></script>
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}
