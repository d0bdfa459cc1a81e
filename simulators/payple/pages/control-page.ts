// The control page: the books for people, and forms that call the control API.
// Must never show more than the control API gives, and no more than the newest rows.
import { balanceWonOf, type BillingKey, type Payment } from '../books/rows.js';
import type { SiteRefund } from '../control/inputs.js';
import { billingKeyView, linkView, paymentView, windowView } from '../control/views.js';
import type { RememberedNotice } from '../notices.js';
import type { Simulator } from '../simulator.js';
import { type Html, html } from '../../ground/html.js';
import { layout } from './layout.js';
import { faultForm, faultTable, habitForm, noticeUrlForm, refundForm } from './control-forms.js';
import { dataTable, type Row, stateMark } from './tables.js';
import { type Language, type Texts, textsOf, writeTime, writeWon } from './texts.js';

const MOST_ROWS = 50;

export function controlPage(simulator: Simulator, language: Language): Html {
  const texts = textsOf(language);
  const otherLanguageUrl = language === 'ko' ? '/control?lang=en' : '/control?lang=ko';
  return layout(
    { language, texts, title: texts.control, kind: 'control', otherLanguageUrl },
    html`<main class="wide">
      <div class="headline">
        <div>
          <h1>${texts.control}</h1>
          <p>${texts.controlIntro}</p>
        </div>
        <button class="quiet danger" data-method="POST" data-path="/control/reset" data-ask="${texts.reallyReset}">
          ${texts.reset}
        </button>
      </div>
      <p id="said" role="status" data-done="${texts.done}"></p>
      <section>
        <h2>${texts.faults}</h2>
        ${faultForm(texts)}
      </section>
      <section>
        <h2>${texts.siteRefunds} <small>${texts.siteRefundsHint}</small></h2>
        ${refundForm(texts)}
      </section>
      <div id="live">
        <section>${faultTable(simulator.faults.list(), texts)}</section>
        ${liveTables(simulator, language, texts)}
      </div>
      <section>
        <h2>${texts.noticeUrls}</h2>
        ${[...simulator.books.merchants.values()].map((merchant) => noticeUrlForm(merchant, texts))}
      </section>
      <section>
        <h2>${texts.habits} <small>${texts.habitsHint}</small></h2>
        ${habitForm(simulator.habits, texts)}
      </section>
    </main>`,
  );
}

function liveTables(simulator: Simulator, language: Language, texts: Texts): Html {
  const { books } = simulator;
  const sections: [string, Html][] = [
    [texts.books, paymentTable(simulator, language, texts)],
    [texts.keys, keyTable(newest([...books.keys.values()]), texts)],
    [texts.links, linkTable(simulator, language, texts)],
    [texts.windows, windowTable(simulator, language, texts)],
    [texts.notices, noticeTable(newest(simulator.notices.list()), language, texts)],
  ];
  return html`${sections.map(
    ([title, content]) =>
      html`<section>
        <h2>${title} <small>${texts.newestOnly}</small></h2>
        ${content}
      </section>`,
  )}`;
}

function newest<Item>(rows: readonly Item[]): Item[] {
  return rows.slice(-MOST_ROWS).reverse();
}

function paymentTable(simulator: Simulator, language: Language, texts: Texts): Html {
  const rows = newest([...simulator.books.payments.values()]).map((payment): Row => {
    const view = paymentView(payment);
    return [
      html`<b>${view.oid}</b><br /><small>${view.cstId} · ${view.goods}</small>`,
      stateMark(view.state),
      html`${view.instrument}<br /><small>${view.flow}</small>`,
      view.payDate,
      html`<span class="won">${writeWon(view.paidWon, language)}</span>`,
      html`<span class="won">${writeWon(view.cancelledWon, language)}</span>`,
      refundButtons(payment, texts),
    ];
  });
  const heads = [texts.oid, texts.state, texts.method, texts.payDate, texts.paidWon, texts.cancelledWon, ''];
  return dataTable(heads, rows, texts);
}

function refundButtons(payment: Payment, texts: Texts): Html {
  if (balanceWonOf(payment) === 0) return html``;
  const { cstId } = payment;
  const button = (reason: SiteRefund['reason'], label: string): Html =>
    html`<button
      class="quiet"
      data-method="POST"
      data-path="/control/payments/${encodeURIComponent(payment.order.oid)}/refunds"
      data-body="${JSON.stringify({ reason, cstId })}"
    >
      ${label}
    </button>`;
  const ofCard = payment.type === 'card' ? button('chargeback', texts.chargeback) : null;
  return html`${button('refund', texts.refund)} ${ofCard}`;
}

function linkTable(simulator: Simulator, language: Language, texts: Texts): Html {
  const rows = newest([...simulator.books.links.values()]).map((link): Row => {
    const view = linkView(simulator, link);
    const path = `/control/links/${encodeURIComponent(link.key)}/expire`;
    const deeds = html`<a href="/link/${encodeURIComponent(link.key)}?lang=${language}">${texts.open}</a>
      <button class="quiet" data-method="POST" data-path="${path}">${texts.expireLink}</button>`;
    return [
      html`<b>${view.goods}</b><br /><small>${view.cstId} · ${view.memo}</small>`,
      stateMark(view.state),
      view.types.join(' + '),
      html`<span class="won">${writeWon(view.totalWon, language)}</span>`,
      link.expiresAt === null ? '' : writeTime(link.expiresAt, language),
      view.paidOids.join(', '),
      view.state === 'OPEN' ? deeds : '',
    ];
  });
  const heads = [texts.links, texts.state, texts.method, texts.amount, texts.linkUntil, texts.oid, ''];
  return dataTable(heads, rows, texts);
}

function keyTable(keys: BillingKey[], texts: Texts): Html {
  const rows = keys.map((key): Row => {
    const view = billingKeyView(key);
    return [
      html`<code>${view.payerId}</code><br /><small>${view.cstId} · ${view.payerNo}</small>`,
      stateMark(view.diesOnNextCharge ? 'DOOMED' : view.state),
      view.instrument,
      key.state === 'ACTIVE' ? keyButtons(key, texts) : '',
    ];
  });
  return dataTable([texts.payer, texts.state, texts.method, ''], rows, texts);
}

function keyButtons(key: BillingKey, texts: Texts): Html {
  const button = (when: string, label: string): Html =>
    html`<button
      class="quiet"
      data-method="POST"
      data-path="/control/keys/${key.payerId}/remove"
      data-body="${JSON.stringify({ when })}"
    >
      ${label}
    </button>`;
  return html`${button('now', texts.removeKey)} ${button('next_charge', texts.doomKey)}`;
}

function windowTable(simulator: Simulator, language: Language, texts: Texts): Html {
  const rows = newest([...simulator.books.windows.values()]).map((window): Row => {
    const view = windowView(window);
    const link = html`<a href="/window/${view.id}?lang=${language}">${texts.open}</a>`;
    return [
      html`<b>${view.oid}</b><br /><small>${view.cstId} · ${view.goods}</small>`,
      stateMark(view.state),
      `${view.type === 'card' ? `card ${view.cardVer}` : view.type} · ${view.work}`,
      html`<span class="won">${writeWon(view.totalWon, language)}</span>`,
      writeTime(window.openedAt, language),
      view.state === 'OPEN' ? link : '',
    ];
  });
  return dataTable([texts.oid, texts.state, texts.flow, texts.amount, '', ''], rows, texts);
}

function noticeTable(notices: RememberedNotice[], language: Language, texts: Texts): Html {
  const rows = notices.map((notice): Row => [
    notice.kind,
    notice.oid,
    `${notice.status} ${notice.body.slice(0, 80)}`,
    writeTime(Date.parse(notice.sentAt), language),
  ]);
  return dataTable([texts.kind, texts.oid, texts.answer, texts.sentAt], rows, texts);
}
