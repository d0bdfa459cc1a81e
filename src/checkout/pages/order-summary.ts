// What is bought and for how much.
// Must never compute an amount; the order has them all.
import type { Order } from '../../orders/entities/order.entity.js';
import type { OrderItem } from '../../orders/order-item.js';
import { html, type Fragment, type Html } from '../html.js';
import type { View } from './layout.js';

export function orderSummary({ t }: View, order: Order): Html {
  return html`<section class="card summary" aria-labelledby="title">
    <h1 id="title">${order.title}</h1>
    <p class="amount"><span>${t.amount}</span> <strong>${t.won(order.amountWon)}</strong></p>
    ${lines(t, order)}
    <dl class="facts">
      ${order.taxFreeWon > 0 && fact(t.taxFree, t.won(order.taxFreeWon))} ${fact(t.orderNumber, order.orderNumber)}
      ${order.expiryChosen && fact(t.payBefore, t.deadline(order.expiresAt))}
    </dl>
  </section>`;
}

/** A name and a value. */
export function fact(name: string, value: Fragment): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** A single line that only repeats the title says nothing. */
function lines(t: View['t'], order: Order): Fragment {
  const [first, ...more] = order.items;
  const repeatsTitle = more.length === 0 && first?.name === order.title && first.option === null;
  const discounts: readonly [string, number][] = [
    [t.coupon, order.couponWon],
    [t.points, order.pointWon],
  ];
  const discounted = discounts.filter(([, won]) => won > 0);
  if (repeatsTitle && first.quantity === 1 && discounted.length === 0) return null;
  return html`<h2 class="unseen">${t.order}</h2>
    <ul class="lines">
      ${order.items.map((item) => line(t, item))}
      ${discounted.map(([name, won]) => html`<li><span>${name}</span> <span>−${t.won(won)}</span></li>`)}
    </ul>`;
}

function line(t: View['t'], item: OrderItem): Html {
  const notes = [item.option, item.quantity > 1 ? t.pieces(item.quantity) : null].filter((note) => note !== null);
  return html`<li>
    <span>${item.name} ${notes.length > 0 && html`<small>${notes.join(' · ')}</small>`}</span>
    <span>${t.won(item.amountWon)}</span>
  </li>`;
}
