// The pieces the result page and the order page share: headline, items, sums, payments, the account to pay into.
// Must never fail over a field the platform left out.
import { findProduct } from '../catalogue.js';
import type { PlatformOrder, PlatformPayment } from '../gyeolje-order.js';
import { html, type Html } from '../html.js';
import type { ShopOrder } from '../order-store.js';
import { inLanguage, moment, type View } from './layout.js';
import { markOf, type OrderState, type SeenOrder } from './order-state.js';

const tones = {
  paid: 'good',
  partially_cancelled: 'good',
  cancelled: 'calm',
  expired: 'calm',
  voided: 'calm',
  unpaid: 'calm',
  not_placed: 'calm',
  confirming: 'busy',
  in_doubt: 'busy',
  awaiting_deposit: 'wait',
} satisfies Record<OrderState['status'], string>;

export function headline(view: View, state: OrderState): Html {
  const { t } = view;
  const { status } = state;
  const explanation = status === 'unpaid' && state.onCard ? t.chargeUnpaid : undefined;
  const tone = tones[status];
  return html`<section class="headline ${tone}" role="status">
    ${tone === 'busy' ? html`<div class="spinner" aria-hidden="true"></div>` : html`<img src="/assets/state-${tone}.svg" alt="" width="64" height="64" />`}
    <h1>${status === 'not_placed' ? t.notPlaced : t.headlines[status]}</h1>
    <p>${explanation ?? (status === 'not_placed' ? t.notPlacedHint : t.explanations[status])}</p>
  </section>`;
}

export function statusTag(view: View, state: OrderState): Html {
  const { t } = view;
  const label = state.status === 'not_placed' ? t.statuses.unpaid : t.statuses[state.status];
  return html`<span class="tag ${tones[state.status]}">${label}</span>`;
}

/** Makes the script, or without one the browser itself, look again while something is still open. */
export function watch(seen: SeenOrder, state: OrderState): { body: Html; head: Html } {
  if (state.lookAgain === 'never') return { body: html``, head: html`` };
  const everyS = state.lookAgain === 'soon' ? 2 : 8;
  return {
    body: html`<div
      hidden
      data-watch="/orders/${seen.order.orderNumber}/state"
      data-mark="${markOf(seen)}"
      data-every="${everyS}"
    ></div>`,
    head: html`<noscript><meta http-equiv="refresh" content="${everyS * 3}" /></noscript>`,
  };
}

export function orderFacts(view: View, order: ShopOrder): Html {
  const { t } = view;
  return html`<dl class="facts">
    <div>
      <dt>${t.orderNumber}</dt>
      <dd>${order.orderNumber}</dd>
    </div>
    <div>
      <dt>${t.orderedAt}</dt>
      <dd>${moment(view, order.placedAt)}</dd>
    </div>
  </dl>`;
}

export function orderItems(view: View, order: ShopOrder): Html {
  const { t } = view;
  const { request, platform } = order;
  return html`<section class="panel">
    <h2>${t.orderLines}</h2>
    <ul class="short-lines">
      ${request.items.map((item) => {
        const product = findProduct(item.reference);
        return html`<li>
          <span
            >${product ? inLanguage(view, product.name) : item.name}
            <span class="quiet">${t.pieces(item.quantity)}</span>
            ${item.taxFreeWon > 0 && html`<span class="tag">${t.taxFree}</span>`}</span
          >
          <span>${t.won(item.amountWon)}</span>
        </li>`;
      })}
    </ul>
    <dl class="sums">
      ${request.discounts && sum(t.coupon, `−${t.won(request.discounts.couponWon)}`)}
      <div class="total">
        <dt>${t.total}</dt>
        <dd>${t.won(request.amountWon)}</dd>
      </div>
      ${platform && taxSplit(view, platform)}
      ${platform && platform.cancelledWon > 0 && sum(t.refundedSoFar, `−${t.won(platform.cancelledWon)}`)}
    </dl>
  </section>`;
}

export function paymentList(view: View, payments: readonly PlatformPayment[]): Html {
  const { t } = view;
  return html`<section class="panel">
    <h2>${t.payments}</h2>
    <ul class="entries">
      ${payments.map(
        (payment) =>
          html`<li>
            <p>
              <b>${payment.provider.toUpperCase()}</b>
              ${payment.method && html` · ${t.methods[payment.method] ?? payment.method}`}
              <span class="tag">${t.paymentStatuses[payment.status] ?? payment.status}</span>
            </p>
            ${payment.refusal && html`<p class="quiet">${payment.refusal}</p>`}
            ${payment.card && cardLine(view, payment.card)}
            ${payment.paidAt && html`<p class="quiet">${moment(view, payment.paidAt)}</p>`}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** The account to transfer to, while the order waits for the money. */
export function depositPanel(view: View, platform: PlatformOrder): Html | undefined {
  if (platform.status !== 'awaiting_deposit') return undefined;
  const { t } = view;
  const deposit = platform.payments.find((payment) => payment.deposit)?.deposit;
  if (!deposit) return undefined;
  return html`<section class="panel deposit">
    <h2>${t.account}</h2>
    <p class="account">${deposit.bankName} <b>${deposit.accountNumber}</b></p>
    <dl class="sums">
      ${sum(t.depositAmount, t.won(deposit.amountWon || platform.amountWon))}
      ${deposit.expiresAt && sum(t.depositBy, moment(view, deposit.expiresAt))}
    </dl>
  </section>`;
}

function cardLine(view: View, card: NonNullable<PlatformPayment['card']>): Html {
  const { t } = view;
  return html`<p class="quiet">${card.company} ${card.number} · ${t.installment(card.installmentMonths)}</p>
    ${card.approvalNumber && html`<p class="quiet">${t.approval} ${card.approvalNumber}</p>`}`;
}

function taxSplit(view: View, platform: PlatformOrder): readonly Html[] {
  const { t } = view;
  return [
    sum(t.taxFree, t.won(platform.taxFreeWon), 'quiet'),
    sum(t.taxableSupply, t.won(platform.taxableWon), 'quiet'),
    sum(t.vat, t.won(platform.vatWon), 'quiet'),
  ];
}

function sum(label: string, amount: string, tone = ''): Html {
  return html`<div class="${tone}">
    <dt>${label}</dt>
    <dd>${amount}</dd>
  </div>`;
}
