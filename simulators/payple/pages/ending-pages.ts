// The pages that end a window: the one that hands the result over, and the ones that have nothing to hand.
// Must never hand a result to an address that is script.
import type { Payment, PayWindow } from '../books/rows.js';
import { MASKS, maskedAccount, nameOf } from '../instruments.js';
import type { Ending } from '../window/finish.js';
import { type Html, html } from '../../ground/html.js';
import { layout } from './layout.js';
import { type Language, textsOf, writeTime, writeWon } from './texts.js';

/** Its script posts a message to the page that opened the window, or sends the form where the result belongs. */
export function handOverPage(window: PayWindow, ending: Ending, language: Language): Html {
  const texts = textsOf(language);
  if (ending.fields === null) return messagePage(language, texts.vanished, texts.vanishedHint);
  const url = resultUrl(window);
  const inputs = Object.entries(ending.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const kind = ending.fields.PCD_PAY_RST === 'close' ? 'close' : 'pay_result';
  const action = url === null ? null : html` action="${url}"`;
  return layout(
    { language, texts, title: texts.returning, kind: 'window', otherLanguageUrl: null },
    html`<main
      class="message"
      data-result="${kind}"
      data-direct="${window.isDirect ? 'yes' : 'no'}"
      data-origin="${pageOrigin(window)}"
      data-times="${ending.times}"
    >
      <h1>${texts.returning}</h1>
      <p class="hint">${texts.returningHint}</p>
      <p class="stuck-hint">${texts.stuckHint}</p>
      <form method="post" ${action} id="result" accept-charset="UTF-8">
        ${inputs} ${url === null ? null : html`<button class="main">${texts.goToShop}</button>`}
      </form>
    </main>`,
  );
}

/** Where a form would go when there is no page to tell. */
function resultUrl({ parameters }: PayWindow): string | null {
  const url = parameters.PCD_RST_URL ?? '';
  const page = parameters.PCD_HTTP_REFERER ?? '';
  if (url === '') return null;
  const absolute = URL.canParse(url) ? url : URL.canParse(url, page) ? new URL(url, page).href : null;
  return absolute !== null && /^https?:/i.test(absolute) ? absolute : null;
}

function pageOrigin({ parameters }: PayWindow): string {
  const page = parameters.PCD_HTTP_REFERER ?? '';
  return URL.canParse(page) ? new URL(page).origin : '';
}

export function messagePage(language: Language, title: string, hint: string): Html {
  const texts = textsOf(language);
  return layout(
    { language, texts, title, kind: 'window', otherLanguageUrl: null },
    html`<main class="message">
      <h1>${title}</h1>
      <p>${hint}</p>
    </main>`,
  );
}

export function receiptPage(payment: Payment, tradeNo: string, language: Language): Html {
  const texts = textsOf(language);
  const { instrument, order } = payment;
  const cancelled = payment.cancellations.find((cancellation) => cancellation.tradeNo === tradeNo);
  const number = instrument.kind === 'card' ? MASKS.middle8(instrument) : maskedAccount(instrument);
  const rows: [string, string][] = [
    [texts.merchant, payment.cstId],
    [texts.oid, order.oid],
    [texts.method, `${nameOf(instrument)} ${number}`],
    [texts.approvedAt, writeTime(payment.approvedAt, language)],
    [texts.authNo, payment.authNo],
    [texts.tradeNo, tradeNo],
  ];
  const amountWon = cancelled ? -cancelled.amountWon : order.totalWon;
  const other = language === 'ko' ? '?lang=en' : '?lang=ko';
  return layout(
    { language, texts, title: texts.receipt, kind: 'window', otherLanguageUrl: other },
    html`<main class="slip">
      <section class="summary">
        <h1>${texts.receipt}</h1>
        <p class="amount"><span>${order.goods}</span> <strong>${writeWon(amountWon, language)}</strong></p>
        <dl>
          ${rows.map(
            ([label, value]) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        <p class="hint">${texts.receiptHint}</p>
      </section>
    </main>`,
  );
}
