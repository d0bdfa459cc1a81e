// The result page the buyer comes back to, the list of orders, and one order with everything that can be done to it.
// Must never show a state the platform did not report; what is only the last known one is said to be that.
import { html, type Fragment, type Html } from '../html.js';
import type { ShopOrder } from '../order-store.js';
import { inLanguage, messagePage, moment, page, tokenField, type View } from './layout.js';
import { depositPanel, headline, orderFacts, orderItems, paymentList, statusTag, watch } from './order-parts.js';
import { stateOf, type SeenOrder } from './order-state.js';
import { payAgainForm } from './pay-buttons.js';
import { findProduct } from '../catalogue.js';

export interface OrderPageExtras {
  readonly notice?: { readonly tone: 'good' | 'calm' | 'bad'; readonly text: string };
  readonly refundAttempt: string;
  readonly inPopup: boolean;
}

export function resultPage(view: View, seen: SeenOrder, inPopup: boolean): Html {
  const { order, current } = seen;
  const { t } = view;
  const state = stateOf(order);
  const watching = watch(seen, state);
  return page(
    view,
    t.order,
    html`<div class="narrow">
      ${!current && html`<p class="notice bad" role="alert">${t.platformDownShort}</p>`} ${headline(view, state)}
      ${order.platform && depositPanel(view, order.platform)} ${state.mayPay && payPanel(view, order, inPopup)}
      ${orderFacts(view, order)} ${orderItems(view, order)}
      <a class="button second wide" href="/orders/${order.orderNumber}">${t.details}</a>
      ${watching.body}
    </div>`,
    watching.head,
  );
}

export function orderPage(view: View, seen: SeenOrder, extras: OrderPageExtras): Html {
  const { order, current } = seen;
  const { t } = view;
  const state = stateOf(order);
  const watching = watch(seen, state);
  const { platform } = order;
  return page(
    view,
    t.details,
    html`<div class="narrow">
      <p><a href="/orders">‹ ${t.myOrders}</a></p>
      ${extras.notice && html`<p class="notice ${extras.notice.tone}" role="alert">${extras.notice.text}</p>`}
      ${!current && html`<p class="notice bad" role="alert">${t.platformDownShort}</p>`}
      <div class="title-row">
        <h1>${t.details}</h1>
        ${statusTag(view, state)}
      </div>
      ${orderFacts(view, order)}
      ${state.onCard && state.status === 'unpaid' && html`<p class="notice">${t.chargeUnpaid}</p>`}
      ${state.status === 'in_doubt' && html`<p class="notice">${t.explanations.in_doubt}</p>`}
      ${state.status === 'not_placed' && html`<p class="notice">${t.notPlacedHint}</p>`}
      ${platform && depositPanel(view, platform)} ${state.mayPay && payPanel(view, order, extras.inPopup)}
      ${orderItems(view, order)} ${platform && platform.payments.length > 0 && paymentList(view, platform.payments)}
      ${platform && platform.cancellations.length > 0 && refundList(view, order)}
      ${state.refundUnanswered && repeatRefund(view, order)}
      ${state.mayRefund && refundForm(view, order, extras.refundAttempt, state.mayRefundPart)} ${watching.body}
    </div>`,
    watching.head,
  );
}

export function orderListPage(view: View, seen: readonly SeenOrder[]): Html {
  const { t } = view;
  if (seen.length === 0) return messagePage(view, t.noOrders, t.noOrdersHint);
  return page(
    view,
    t.myOrders,
    html`<div class="narrow">
      <h1>${t.myOrders}</h1>
      ${seen.some(({ current }) => !current) && html`<p class="notice bad" role="alert">${t.platformDownShort}</p>`}
      <ul class="orders">
        ${seen.map(({ order }) => orderCard(view, order))}
      </ul>
      <p class="quiet">${t.noOrdersHint}</p>
    </div>`,
  );
}

export function orderCard(view: View, order: ShopOrder): Html {
  const { t } = view;
  const [first] = order.request.items;
  const product = findProduct(first?.reference ?? '');
  const others = order.request.items.length - 1;
  return html`<li>
    <a class="panel order-card" href="/orders/${order.orderNumber}">
      ${product && html`<img src="/assets/products/${product.id}.svg" alt="" width="64" height="64" />`}
      <span>
        <b
          >${product ? inLanguage(view, product.name) : order.request.title}${others > 0 && html` <span class="quiet">${t.andOthers(others)}</span>`}</b
        >
        <span class="quiet">${moment(view, order.placedAt)}</span>
        <span>${t.won(order.request.amountWon)}</span>
      </span>
      ${statusTag(view, stateOf(order))}
    </a>
  </li>`;
}

function payPanel(view: View, order: ShopOrder, inPopup: boolean): Html {
  return html`<section class="panel">
    <h2>${view.t.howToPay}</h2>
    ${payAgainForm(view, order.orderNumber, inPopup)}
  </section>`;
}

function refundList(view: View, order: ShopOrder): Fragment {
  const { t } = view;
  return html`<section class="panel">
    <h2>${t.refunds}</h2>
    <ul class="entries">
      ${order.platform?.cancellations.map(
        (cancellation) =>
          html`<li>
            <p>
              <b>${t.won(cancellation.amountWon)}</b>
              <span class="tag">${t.refundStatuses[cancellation.status] ?? cancellation.status}</span>
            </p>
            <p class="quiet">
              ${cancellation.reason}${cancellation.requestedAt && html` · ${moment(view, cancellation.requestedAt)}`}
            </p>
          </li>`,
      )}
    </ul>
  </section>`;
}

function refundForm(view: View, order: ShopOrder, attempt: string, inParts: boolean): Html {
  const { t } = view;
  const mostWon = order.platform?.cancellableWon ?? 0;
  return html`<details class="panel">
    <summary>${t.refundAsk}</summary>
    <form method="post" action="/orders/${order.orderNumber}/refunds">
      ${tokenField(view)}
      <input type="hidden" name="attempt" value="${attempt}" />
      <fieldset>
        <legend class="visually-hidden">${t.refundAsk}</legend>
        <label class="choice"
          ><input type="radio" name="extent" value="all" checked /> ${t.refundAll(t.won(mostWon))}</label
        >
        ${inParts && html`<label class="choice"><input type="radio" name="extent" value="part" /> ${t.refundPart}</label>`}
      </fieldset>
      <div class="field part-only">
        <label for="amountWon">${t.refundAmount}</label>
        <input id="amountWon" name="amountWon" type="number" inputmode="numeric" min="1" max="${mostWon}" step="1" />
      </div>
      <div class="field">
        <label for="reason">${t.refundReason}</label>
        <input id="reason" name="reason" required maxlength="100" placeholder="${t.refundReasonExample}" />
      </div>
      <button class="danger wide">${t.refundButton}</button>
    </form>
  </details>`;
}

function repeatRefund(view: View, order: ShopOrder): Html {
  const { t } = view;
  return html`<section class="panel">
    <h2>${t.refundStatuses['in_doubt']}</h2>
    <p>${t.refundNoAnswer}</p>
    <p class="quiet">${t.refundNoAnswerHint}</p>
    <form method="post" action="/orders/${order.orderNumber}/refunds/repeat">
      ${tokenField(view)}
      <button class="wide">${t.refundRepeat}</button>
    </form>
  </section>`;
}
