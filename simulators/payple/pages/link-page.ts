// The page behind a payment link: what is to be paid, and by which means; and the page after it was paid or left.
// Must never show what the merchant wrote for itself: its memo and its parameter.
import type { PayLink } from '../books/rows.js';
import type { Ending } from '../window/finish.js';
import { type Html, html } from '../../ground/html.js';
import { layout } from './layout.js';
import { type Language, textsOf, writeTime, writeWon } from './texts.js';

export function linkPage(link: PayLink, language: Language): Html {
  const texts = textsOf(language);
  const path = `/link/${encodeURIComponent(link.key)}`;
  const other = language === 'ko' ? 'en' : 'ko';
  return layout(
    { language, texts, title: texts.linkTitle, kind: 'window', otherLanguageUrl: `${path}?lang=${other}` },
    html`<main class="slip">
      <section class="summary">
        <h1>${link.order.goods}</h1>
        <p class="amount"><span>${texts.amount}</span> <strong>${writeWon(link.order.totalWon, language)}</strong></p>
        <dl>
          <dt>${texts.merchant}</dt>
          <dd>${link.cstId}</dd>
          <dt>${texts.vat}</dt>
          <dd>${writeWon(link.order.taxWon, language)}</dd>
          ${
            link.expiresAt === null
              ? null
              : html`<dt>${texts.linkUntil}</dt>
                  <dd>${writeTime(link.expiresAt, language)}</dd>`
          }
        </dl>
      </section>
      <form class="ways" method="post" action="${path}?lang=${language}">
        ${link.types.map(
          (type) =>
            html`<button class="main" name="type" value="${type}">
              ${type === 'card' ? texts.payByCard : texts.payByAccount}
            </button>`,
        )}
      </form>
    </main>`,
  );
}

/** After a window of a link: nobody opened it from a page, so there may be nobody to bring the result to. */
export function linkEndPage(link: PayLink, ending: Ending, language: Language): Html {
  const texts = textsOf(language);
  const { fields } = ending;
  const result = fields?.PCD_PAY_RST ?? fields?.PCD_PAY_RESULT;
  const isPaid = result === 'success';
  const hint = fields === null ? texts.vanishedHint : (fields.PCD_PAY_MSG ?? '');
  return layout(
    { language, texts, title: texts.linkTitle, kind: 'window', otherLanguageUrl: null },
    html`<main class="message">
      <h1>${isPaid ? texts.linkPaid : texts.linkUnpaid}</h1>
      <p>${hint}</p>
      ${
        isPaid
          ? null
          : html`<p><a href="/link/${encodeURIComponent(link.key)}?lang=${language}">${texts.linkAgain}</a></p>`
      }
    </main>`,
  );
}
