// The control page: the books for people, and forms that call the control API.
// Must never show more than the control API gives, and no more than the newest rows.
import type { Payment, Sheet } from '../books/rows.js';
import { whyNoDeposit } from '../deposits.js';
import { ENDPOINTS, faultsOf, type PlacedFault } from '../faults.js';
import { refundableWon, type SiteRefund } from '../control/refunds.js';
import { paymentView, sheetView } from '../control/views.js';
import type { RememberedNotice } from '../notices.js';
import type { Simulator } from '../simulator.js';
import { METHOD_NAMES } from '../wire.js';
import { Html, html } from '../../ground/html.js';
import { layout } from './layout.js';
import { sheetUrl } from './sheet-page.js';
import { type Language, type Texts, textsOf, writeTime, writeWon } from './texts.js';

const MOST_ROWS = 50;

export function controlPage(simulator: Simulator, language: Language): Html {
  const texts = textsOf(language);
  const otherLanguageUrl = language === 'ko' ? '/control?lang=en' : '/control?lang=ko';
  return layout(
    { language, texts, title: texts.control, kind: 'control', theme: 'GRAY', otherLanguageUrl },
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
        <section>
          <h2>${texts.books} <small>${texts.newestOnly}</small></h2>
          ${paymentTable(simulator, language, texts)}
        </section>
        <section>
          <h2>${texts.sheets} <small>${texts.newestOnly}</small></h2>
          ${sheetTable(simulator, language, texts)}
        </section>
        <section>
          <h2>${texts.notices}</h2>
          ${noticeTable(newest(simulator.notices.list()), language, texts)}
        </section>
      </div>
    </main>`,
  );
}

function newest<Row>(rows: readonly Row[]): Row[] {
  return rows.slice(-MOST_ROWS).reverse();
}

function faultForm(texts: Texts): Html {
  const faults = [...new Set(ENDPOINTS.flatMap((endpoint) => faultsOf(endpoint)))];
  const places = (fault: string): string =>
    ENDPOINTS.filter((endpoint) => faultsOf(endpoint).some((name) => name === fault)).join(' ');
  const field = (name: string, label: string, kind: string): Html =>
    html`<label>${label}<input name="${name}" inputmode="${kind}" autocomplete="off" /></label>`;
  return html`<form class="fields order" data-method="POST" data-path="/control/faults">
    <label
      >${texts.endpoint}<select name="endpoint">
        ${ENDPOINTS.map((endpoint) => html`<option>${endpoint}</option>`)}
      </select></label
    >
    <label
      >${texts.fault}<select name="fault">
        ${faults.map((fault) => html`<option data-places="${places(fault)}">${fault}</option>`)}
      </select></label
    >
    <label
      >${texts.effect}<select name="effect">
        <option value="">${texts.usual}</option>
        <option value="before">${texts.before}</option>
        <option value="after">${texts.after}</option>
      </select></label
    >
    ${field('code', texts.code, 'text')}${field('delayMs', texts.delayMs, 'numeric')}${field('count', texts.count, 'numeric')}${field('percent', texts.percent, 'decimal')}${field('orderKey', texts.onlyOrderKey, 'text')}${field('field', texts.field, 'text')}${field('value', texts.value, 'text')}${field('numeral', texts.numeral, 'text')}${field('length', texts.length, 'numeric')}
    <button class="main">${texts.addFault}</button>
  </form>`;
}

function faultTable(faults: readonly PlacedFault[], texts: Texts): Html {
  if (faults.length === 0) return html`<p class="none">${texts.none}</p>`;
  const rows = faults.map((fault) => [
    fault.endpoint,
    fault.fault,
    [fault.code, fault.pgErrorCode, fault.delayMs > 0 ? `${fault.delayMs} ms` : null, fault.orderKey, fault.field]
      .filter(Boolean)
      .join(' · '),
    fault.left === null ? `${fault.percent ?? 0}%` : String(fault.left),
    String(fault.hits),
    html`<button class="quiet" data-method="DELETE" data-path="/control/faults/${fault.id}">${texts.remove}</button>`,
  ]);
  return html`${table([texts.endpoint, texts.fault, texts.code, texts.left, texts.hits, ''], rows)}
    <button class="quiet" data-method="DELETE" data-path="/control/faults">${texts.clearFaults}</button>`;
}

/** Of any payment, in whole or in part; the buttons in the table give back all that is left. */
function refundForm(texts: Texts): Html {
  const field = (name: string, label: string, kind: string): Html =>
    html`<label>${label}<input name="${name}" inputmode="${kind}" autocomplete="off" /></label>`;
  return html`<form class="fields order" data-method="POST" data-path="/control/payments/{payment}/refunds">
    ${field('payment', texts.whichPayment, 'text')}${field('amountWon', texts.refundAmount, 'numeric')}${field('taxFreeWon', texts.taxfree, 'numeric')}
    <label
      >${texts.reason}<select name="reason">
        <option value="refund">${texts.refund}</option>
        <option value="chargeback">${texts.chargeback}</option>
      </select></label
    >
    <button class="main">${texts.giveBack}</button>
  </form>`;
}

function refundButtons(payment: Payment, texts: Texts): Html {
  const button = (reason: SiteRefund['reason'], label: string): Html =>
    html`<button
      class="quiet"
      data-method="POST"
      data-path="/control/payments/${payment.orderNo}/refunds"
      data-body="${JSON.stringify({ reason })}"
    >
      ${label}
    </button>`;
  const left = refundableWon(payment, 'refund') > 0 ? button('refund', texts.refund) : null;
  return html`${left} ${refundableWon(payment, 'chargeback') > 0 ? button('chargeback', texts.chargeback) : null}`;
}

function paymentTable(simulator: Simulator, language: Language, texts: Texts): Html {
  const payments = newest([...simulator.books.payments.values()]);
  if (payments.length === 0) return html`<p class="none">${texts.none}</p>`;
  const rows = payments.map((payment) => {
    const view = paymentView(payment, simulator.now());
    return [
      html`<b>${view.orderKey}</b><br /><small>${view.sellerKey} · ${view.orderNo}</small>`,
      state(view.state),
      view.methods.map((part) => METHOD_NAMES[part.methodCode]).join(' + '),
      html`<span class="won">${writeWon(view.paidWon, language)}</span>`,
      html`<span class="won">${writeWon(view.refundedWon, language)}</span>`,
      html`${depositButton(payment, simulator, texts)} ${refundButtons(payment, texts)}`,
    ];
  });
  return table([texts.orderKey, texts.state, texts.method, texts.paidWon, texts.cancelledWon, ''], rows);
}

function depositButton(payment: Payment, simulator: Simulator, texts: Texts): Html {
  if (whyNoDeposit(payment, simulator.now()) !== undefined) return html``;
  const label = payment.completedAt === null ? texts.deposit : texts.tellAgain;
  return html`<button class="quiet" data-method="POST" data-path="/control/deposits/${payment.orderNo}">
    ${label}
  </button>`;
}

function sheetTable(simulator: Simulator, language: Language, texts: Texts): Html {
  const sheets = newest([...simulator.books.sheets.values()]);
  if (sheets.length === 0) return html`<p class="none">${texts.none}</p>`;
  const row = (sheet: Sheet): (string | Html)[] => {
    const view = sheetView(simulator, sheet);
    return [
      html`<b>${view.orderKey}</b><br /><small>${view.sellerKey} · ${view.reserveOrderNo}</small>`,
      state(view.state),
      `${view.channel} · ${view.payMode}`,
      html`<span class="won">${writeWon(view.totalWon, language)}</span>`,
      writeTime(sheet.expiresAt, language),
      html`<a href="${sheetUrl(sheet, language)}">${texts.open}</a>`,
    ];
  };
  return table([texts.orderKey, texts.state, '', texts.amount, texts.payBefore, ''], sheets.map(row));
}

function noticeTable(notices: RememberedNotice[], language: Language, texts: Texts): Html {
  if (notices.length === 0) return html`<p class="none">${texts.none}</p>`;
  const rows = notices.map((notice) => [
    notice.kind,
    notice.orderNo,
    `${notice.status} ${notice.body.slice(0, 80)}`,
    writeTime(Date.parse(notice.sentAt), language),
  ]);
  return table([texts.kind, texts.orderKey, texts.answer, texts.sentAt], rows);
}

function state(name: string): Html {
  return html`<span class="state" data-state="${name}">${name}</span>`;
}

function table(heads: string[], rows: (string | Html)[][]): Html {
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
