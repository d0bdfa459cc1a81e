// The order sheet the buyer sees, and the pages that end it.
// Must never show the merchant's secrets or run without being marked as a simulator.
import type { Sheet } from '../books/rows.js';
import type { SheetState } from '../control/views.js';
import { PG_TEXTS, textOf } from '../codes.js';
import { METHODS, type Method } from '../sheet/choices.js';
import { CARD_COMPANIES } from '../wire.js';
import { type Html, html } from '../../ground/html.js';
import { layout, type PageFrame } from './layout.js';
import { type Language, type Texts, textsOf, writeCard, writeTime, writeWon } from './texts.js';

interface SheetView {
  readonly sheet: Sheet;
  readonly language: Language;
  readonly texts: Texts;
}

/** Failures that a browser was seen to come back with. */
const RETURN_CODES = [4505, 4502, 1026, 1403, 1012] as const;
/** The frequent refusals of issuers, and one that passes by itself. */
const ISSUER_CODES = ['CC61', 'CC10', 'CC45', 'CC04', 'CC54', 'CC67', 'QPN3'] as const;
const INSTALLMENTS = ['02', '03', '06', '12'] as const;

export function sheetPage(sheet: Sheet, language: Language): Html {
  const view = { sheet, language, texts: textsOf(language) };
  const { texts } = view;
  return layout(
    frameOf(view, texts.orderSheet),
    html`<main class="two">
        ${summary(view)}
        <form class="ways" method="post" action="${actionOf(sheet, language)}" id="pay">
          <fieldset>
            <legend>${texts.howToPay}</legend>
            <div class="tiles">${METHODS.map((method) => tile(method, texts))}</div>
          </fieldset>
          ${cardFields(view)} ${amountFields(texts)}
        </form>
        ${failures(view)}
      </main>
      <footer class="deeds">
        <button class="quiet" form="leave" name="act" value="cancel">${texts.cancel}</button>
        <button class="main" form="pay" name="act" value="pay">
          ${texts.pay.replace('{amount}', writeWon(sheet.totalWon, language))}
        </button>
      </footer>`,
  );
}

function summary({ sheet, language, texts }: SheetView): Html {
  return html`<section class="summary" aria-label="${texts.orderSheet}">
    <h1>${sheet.title}</h1>
    <p class="amount"><span>${texts.amount}</span> <strong>${writeWon(sheet.totalWon, language)}</strong></p>
    <ul class="lines">
      ${sheet.products.map(
        (product) =>
          html`<li>
            <span>${product.name}${product.quantity > 1 ? ` × ${product.quantity}` : ''}</span
            ><span>${writeWon(product.paymentWon, language)}</span>
          </li>`,
      )}
    </ul>
    <dl>
      <dt>${texts.seller}</dt>
      <dd>${sheet.sellerKey}</dd>
      <dt>${texts.orderKey}</dt>
      <dd>${sheet.orderKey}</dd>
      <dt>${texts.vat}</dt>
      <dd>${writeWon(sheet.split.vatWon, language)}</dd>
      <dt>${texts.payBefore}</dt>
      <dd>${writeTime(sheet.expiresAt, language)}</dd>
    </dl>
  </section>`;
}

function tile(method: Method, texts: Texts): Html {
  const checked = method === 'card' ? html` checked` : null;
  return html`<label class="tile"
    ><input type="radio" name="outcome" value="${method}" ${checked} /> <span>${texts[method]}</span></label
  >`;
}

function cardFields({ language, texts }: SheetView): Html {
  return html`<div class="fields for-card">
    <label
      >${texts.cardCompany}<select name="cardCompanyCode">
        ${Object.entries(CARD_COMPANIES).map(([code, name]) => html`<option value="${code}">${writeCard(code, name, language)}</option>`)}
      </select></label
    >
    <label
      >${texts.installment}<select name="installmentMonths">
        <option value="00">${texts.oneTime}</option>
        ${INSTALLMENTS.map((months) => html`<option value="${months}">${Number(months)} ${texts.months}</option>`)}
      </select></label
    >
    <label class="check"><input type="checkbox" name="partCancelPossibleYn" value="N" /> ${texts.noPartCancel}</label>
  </div>`;
}

function amountFields(texts: Texts): Html {
  const field = (name: string, label: string, when: string): Html =>
    html`<label class="${when}"
      >${label}<input
        name="${name}"
        inputmode="numeric"
        pattern="[0-9]*"
        placeholder="${texts.automatic}"
        autocomplete="off"
    /></label>`;
  return html`<div class="fields for-mixed">
    ${field('couponAmt', texts.couponAmount, 'for-coupon')}${field('pointAmt', texts.pointAmount, 'for-point')}
  </div>`;
}

function failures({ sheet, language, texts }: SheetView): Html {
  return html`<form class="failures" method="post" action="${actionOf(sheet, language)}" id="leave">
    <details>
      <summary>${texts.tryFailures}</summary>
      <div class="fields">
        <label
          >${texts.declineWith}<select name="code">
            <optgroup label="${texts.declinedHere}">
              ${RETURN_CODES.map((code) => html`<option value="${code}">${code} ${textOf(code)}</option>`)}
            </optgroup>
            <optgroup label="${texts.declinedLater}">
              ${ISSUER_CODES.map((code) => html`<option value="${code}">${code} ${PG_TEXTS[code] ?? ''}</option>`)}
            </optgroup>
          </select></label
        >
        <button class="quiet" name="act" value="decline">${texts.decline}</button>
        <button class="quiet" name="act" value="close">${texts.justClose}</button>
      </div>
    </details>
  </form>`;
}

/** A sheet that can no longer be paid; the way back tells the merchant why. */
export function endedSheetPage(sheet: Sheet, state: SheetState, language: Language): Html {
  const view = { sheet, language, texts: textsOf(language) };
  const { texts } = view;
  const which = state === 'EXPIRED' ? 'expired' : state === 'USER_CANCELLED' ? 'cancelled' : 'paid';
  return layout(
    frameOf(view, texts[which]),
    html`<main class="message">
      <h1>${texts[which]}</h1>
      <p>${texts[`${which}Hint`]}</p>
      <form method="post" action="${actionOf(sheet, language)}">
        <input type="hidden" name="outcome" value="card" /><button class="main" name="act" value="pay">
          ${texts.backToShop}
        </button>
      </form>
    </main>`,
  );
}

/**
 * The browser leaves from a page of its own rather than by a redirect: the policy that forms post only here would
 * otherwise also forbid every redirect the merchant makes afterwards.
 */
export function departurePage(sheet: Sheet, returnUrl: string | null, language: Language): Html {
  const view = { sheet, language, texts: textsOf(language) };
  const { texts } = view;
  if (returnUrl === null || isScript(returnUrl)) {
    return layout(
      frameOf(view, texts.closed),
      html`<main class="message" data-close>
        <h1>${texts.closed}</h1>
        <p>${texts.closedHint}</p>
      </main>`,
    );
  }
  const head = html`<noscript><meta http-equiv="refresh" content="0; url=${returnUrl}" /></noscript>`;
  return layout(
    { ...frameOf(view, texts.returning), head },
    html`<main class="message" data-return-url="${returnUrl}">
      <h1>${texts.returning}</h1>
      <p>${texts.returningHint}</p>
      <a class="main" href="${returnUrl}">${texts.goToShop}</a>
    </main>`,
  );
}

/** An app's own scheme is a fine place to go; script is not. */
function isScript(url: string): boolean {
  return /^\s*(javascript|data|vbscript):/i.test(url);
}

export function sheetMessagePage(language: Language, title: string, hint: string, backUrl: string | null): Html {
  const texts = textsOf(language);
  const back = backUrl === null ? null : html`<a class="main" href="${backUrl}">${texts.back}</a>`;
  const other = language === 'ko' ? '?lang=en' : '?lang=ko';
  return layout(
    { language, texts, title, kind: 'sheet', theme: 'RED', otherLanguageUrl: other },
    html`<main class="message">
      <h1>${title}</h1>
      <p>${hint}</p>
      ${back}
    </main>`,
  );
}

export function sheetUrl(sheet: Sheet, language: Language): string {
  const path = sheet.channel === 'PC' ? '/easyLogin/' : '/m/easyAppLogin/';
  return `${path}${sheet.reserveOrderNo}?lang=${language}`;
}

function actionOf(sheet: Sheet, language: Language): string {
  return `/sheet/${sheet.reserveOrderNo}?lang=${language}`;
}

function frameOf({ sheet, language, texts }: SheetView, title: string): PageFrame {
  const otherLanguageUrl = sheetUrl(sheet, language === 'ko' ? 'en' : 'ko');
  return { language, texts, title, kind: 'sheet', theme: sheet.uiType, otherLanguageUrl };
}
