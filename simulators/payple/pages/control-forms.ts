// The forms of the control page: trouble, habits and where notices go.
// Must never do anything by themselves; the control API does.
import type { Merchant } from '../books/rows.js';
import { ENDPOINTS, faultsOf, type PlacedFault } from '../faults.js';
import { HABIT_VALUES, type HabitName, type Habits } from '../habits.js';
import { type Html, html } from '../../ground/html.js';
import { dataTable, type Row } from './tables.js';
import type { Texts } from './texts.js';

export function faultForm(texts: Texts): Html {
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
    ${field('code', texts.code, 'text')}${field('delayMs', texts.delayMs, 'numeric')}${field('count', texts.count, 'numeric')}${field('percent', texts.percent, 'decimal')}${field('oid', texts.onlyOid, 'text')}${field('field', texts.field, 'text')}${field('value', texts.value, 'text')}${field('numeral', texts.numeral, 'text')}${field('length', texts.length, 'numeric')}
    <button class="main">${texts.addFault}</button>
  </form>`;
}

export function faultTable(faults: readonly PlacedFault[], texts: Texts): Html {
  const rows = faults.map((fault): Row => [
    fault.endpoint,
    fault.fault,
    [fault.code, fault.purpose, fault.delayMs > 0 ? `${fault.delayMs} ms` : null, fault.oid, fault.field]
      .filter((part) => part !== null)
      .join(' · '),
    fault.left === null ? `${fault.percent ?? 0}%` : String(fault.left),
    String(fault.hits),
    html`<button class="quiet" data-method="DELETE" data-path="/control/faults/${fault.id}">${texts.remove}</button>`,
  ]);
  const heads = [texts.endpoint, texts.fault, texts.code, texts.leftOver, texts.hits, ''];
  if (faults.length === 0) return dataTable(heads, rows, texts);
  return html`${dataTable(heads, rows, texts)}
    <button class="quiet" data-method="DELETE" data-path="/control/faults">${texts.clearFaults}</button>`;
}

/** Of any payment, in whole or in part; the buttons in the table give back all that is left. */
export function refundForm(texts: Texts): Html {
  const field = (name: string, label: string, kind: string): Html =>
    html`<label>${label}<input name="${name}" inputmode="${kind}" autocomplete="off" /></label>`;
  return html`<form class="fields order" data-method="POST" data-path="/control/payments/{payment}/refunds">
    ${field('payment', texts.whichPayment, 'text')}${field('amountWon', texts.refundAmount, 'numeric')}${field('taxFreeWon', texts.taxFree, 'numeric')}
    <label
      >${texts.reason}<select name="reason">
        <option value="refund">${texts.refund}</option>
        <option value="chargeback">${texts.chargeback}</option>
      </select></label
    >
    <label
      >${texts.tellMerchant}<select name="notice">
        <option value="">${texts.byHabit}</option>
        <option value="true">${texts.yes}</option>
        <option value="false">${texts.no}</option>
      </select></label
    >
    ${field('delayNoticeMs', texts.delayMs, 'numeric')}
    <button class="main">${texts.giveBack}</button>
  </form>`;
}

/** An empty address means that nobody is told. */
export function noticeUrlForm(merchant: Merchant, texts: Texts): Html {
  const field = (name: string, label: string, value: string | null): Html =>
    html`<label>${label}<input name="${name}" type="url" value="${value ?? ''}" placeholder="http://" /></label>`;
  return html`<form class="fields order" data-method="POST" data-path="/control/merchants" data-keep-empty>
    <label>${texts.merchant}<input name="cstId" value="${merchant.cstId}" readonly /></label>
    ${field('noticeUrl', texts.noticeUrl, merchant.noticeUrl)}
    ${field('removalNoticeUrl', texts.removalNoticeUrl, merchant.removalNoticeUrl)}
    <button class="main">${texts.save}</button>
  </form>`;
}

export function habitForm(habits: Habits, texts: Texts): Html {
  const names = Object.keys(HABIT_VALUES) as HabitName[];
  return html`<form class="fields order habits" data-method="POST" data-path="/control/habits">
    ${names.map(
      (name) =>
        html`<label
          >${name}<select name="${name}">
            ${HABIT_VALUES[name].map(
              (value) => html`<option ${value === habits[name] ? html`selected` : null}>${String(value)}</option>`,
            )}
          </select></label
        >`,
    )}
    <button class="main">${texts.save}</button>
  </form>`;
}
