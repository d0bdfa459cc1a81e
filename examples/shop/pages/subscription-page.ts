// The subscription: what it is, the card that pays for it, what can be charged on it, and what was.
// Must never ask for card data, nor show a card as usable that the platform did not call active.
import type { SeenCard } from '../card-desk.js';
import type { CardStatus, PlatformCard } from '../gyeolje-card.js';
import { html, type Fragment, type Html } from '../html.js';
import { extraBag, monthlyBox } from '../subscription.js';
import { inLanguage, page, tokenField, type View } from './layout.js';
import { orderCard } from './order-pages.js';
import { stateOf, type SeenOrder } from './order-state.js';

export interface Notice {
  readonly tone: 'good' | 'calm' | 'bad';
  readonly text: string;
  /** The order it is about. */
  readonly orderNumber?: string | undefined;
}

export interface Subscription {
  /** The card registered last; absent when there was none. */
  readonly seen: SeenCard | undefined;
  /** What was charged on cards, newest first. */
  readonly orders: readonly SeenOrder[];
  /** The month that can be charged now, `YYYY-MM`. */
  readonly month: string;
  /** Marks the forms of this very page: sent twice, they charge once. */
  readonly attempt: string;
  readonly notice: Notice | undefined;
}

export function subscriptionPage(view: View, subscription: Subscription): Html {
  const { t } = view;
  const { seen, orders, notice } = subscription;
  const platform = seen?.card.platform;
  const isCurrent = seen?.current !== false && orders.every(({ current }) => current);
  const isUnanswered = seen?.card.charges.some(({ answer }) => answer === 'none') === true;
  const inDoubt = orders.find(({ order }) => stateOf(order).lookAgain === 'soon');
  return page(
    view,
    t.subscription,
    html`<div class="narrow">
      <h1>${t.subscription}</h1>
      ${notice && noticeLine(view, notice)}
      ${!isCurrent && html`<p class="notice bad" role="alert">${t.platformDownShort}</p>`} ${box(view)}
      ${inDoubt && noticeLine(view, { tone: 'calm', text: t.chargeInDoubt, orderNumber: inDoubt.order.orderNumber })}
      ${isUnanswered && repeatCharge(view)}
      ${
        platform?.status === 'active'
          ? activeCard(view, platform, subscription, !isUnanswered && !inDoubt)
          : noCard(view, platform)
      }
      ${orders.length > 0 && history(view, orders)}
    </div>`,
  );
}

function box(view: View): Html {
  const { t } = view;
  return html`<section class="panel order-card">
    <img src="/assets/products/${monthlyBox.id}.svg" alt="" width="64" height="64" />
    <span>
      <b>${inLanguage(view, monthlyBox.name)}</b>
      <span class="quiet">${inLanguage(view, monthlyBox.note)}</span>
      <span>${t.perMonth(t.won(monthlyBox.priceWon))}</span>
    </span>
  </section>`;
}

/** While it is unknown what became of one charge, the page offers no other. */
function activeCard(view: View, card: PlatformCard, { month, attempt }: Subscription, mayCharge: boolean): Html {
  const { t } = view;
  return html`<section class="panel">
    <h2>${t.cardTitle}</h2>
    <p class="card-name">${card.name ?? t.cardUnnamed}</p>
    ${
      mayCharge &&
      html`<form class="pay" method="post" action="/subscription/charges">
        ${tokenField(view)}
        <input type="hidden" name="attempt" value="${attempt}" />
        <button class="wide" name="what" value="month">${t.chargeMonth(month, t.won(monthlyBox.priceWon))}</button>
        <button class="second wide" name="what" value="extra">
          ${t.chargeExtra(inLanguage(view, extraBag.name), t.won(extraBag.priceWon))}
        </button>
        <p class="quiet">${t.chargeHint}</p>
      </form>`
    }
    ${removal(view, t.cardRemove)}
  </section>`;
}

/** There is none, or none that can be charged: what became of the last one, and how to register one. */
function noCard(view: View, last: PlatformCard | undefined): Html {
  const { t } = view;
  const isRegistering = last?.status === 'registering';
  return html`<section class="panel">
    <h2>${t.cardTitle}</h2>
    <p>${last ? t.cardStatuses[last.status] : t.subscriptionIntro}</p>
    <form class="pay" method="post" action="/subscription/card">
      ${tokenField(view)}
      <button class="wide">${registerLabel(view, last?.status)}</button>
      <p class="quiet">${t.cardHint}</p>
    </form>
    ${isRegistering && removal(view, t.cardStop)}
  </section>`;
}

function registerLabel({ t }: View, last: CardStatus | undefined): string {
  if (last === 'registering') return t.cardGoOn;
  return last === undefined ? t.cardRegister : t.cardRegisterOther;
}

function removal(view: View, label: string): Html {
  return html`<form method="post" action="/subscription/card/removal">
    ${tokenField(view)}
    <button class="danger wide">${label}</button>
  </form>`;
}

function repeatCharge(view: View): Html {
  const { t } = view;
  return html`<section class="panel">
    <h2>${t.chargeNoAnswer}</h2>
    <p class="quiet">${t.chargeNoAnswerHint}</p>
    <form method="post" action="/subscription/charges/repeat">
      ${tokenField(view)}
      <button class="wide">${t.chargeRepeat}</button>
    </form>
  </section>`;
}

function history(view: View, orders: readonly SeenOrder[]): Fragment {
  return html`<h2>${view.t.charges}</h2>
    <ul class="orders">
      ${orders.map(({ order }) => orderCard(view, order))}
    </ul>`;
}

function noticeLine({ t }: View, { tone, text, orderNumber }: Notice): Html {
  const link = orderNumber !== undefined && html` <a href="/orders/${orderNumber}">${t.details}</a>`;
  return html`<p class="notice ${tone}" role="alert">${text}${link}</p>`;
}
