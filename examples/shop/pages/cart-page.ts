// The cart: quantities, the coupon, and what it comes to.
// Must never compute an amount: the bill is made in cart.ts.
import { coupon, mostOfOneProduct, type Bill, type BillLine, type Cart } from '../cart.js';
import { html, type Html } from '../html.js';
import { inLanguage, messagePage, page, tokenField, type View } from './layout.js';

export function cartPage(view: View, cart: Cart, bill: Bill): Html {
  const { t } = view;
  if (bill.lines.length === 0) return messagePage(view, t.cartEmpty, t.cartEmptyHint);
  return page(
    view,
    t.cart,
    html`<h1>${t.cart}</h1>
      <div class="columns">
        <ul class="lines">
          ${bill.lines.map((line) => cartLine(view, line))}
        </ul>
        <aside class="panel">
          ${bill.listWon >= coupon.fromWon && couponSwitch(view, cart)} ${billSummary(view, bill)}
          <a class="button wide" href="/checkout">${t.toCheckout}</a>
        </aside>
      </div>`,
  );
}

export function billSummary(view: View, bill: Bill): Html {
  const { t } = view;
  return html`<dl class="sums">
    <div>
      <dt>${t.listPrice}</dt>
      <dd>${t.won(bill.listWon)}</dd>
    </div>
    ${
      bill.couponWon > 0 &&
      html`<div>
        <dt>${t.coupon}</dt>
        <dd>−${t.won(bill.couponWon)}</dd>
      </div>`
    }
    <div>
      <dt>${t.delivery}</dt>
      <dd>${t.free}</dd>
    </div>
    <div class="total">
      <dt>${t.total}</dt>
      <dd>${t.won(bill.amountWon)}</dd>
    </div>
    <div class="quiet">
      <dt>${t.ofWhichTaxFree}</dt>
      <dd>${t.won(bill.taxFreeWon)}</dd>
    </div>
  </dl>`;
}

function cartLine(view: View, line: BillLine): Html {
  const { t } = view;
  const name = inLanguage(view, line.product.name);
  const option = line.product.option && inLanguage(view, line.product.option);
  return html`<li>
    <img src="/assets/products/${line.product.id}.svg" alt="" width="72" height="72" />
    <div class="line-text">
      <p>${name}</p>
      <p class="quiet">${option && html`${option} · `}${t.won(line.product.priceWon)}</p>
      <form class="stepper" method="post" action="/cart" role="group" aria-label="${t.quantityOf(name)}">
        ${tokenField(view)}
        <input type="hidden" name="product" value="${line.product.id}" />
        <button name="step" value="fewer" aria-label="${t.fewer(name)}">−</button>
        <output>${line.quantity}</output>
        <button
          name="step"
          value="more"
          aria-label="${t.more(name)}"
          ${line.quantity >= mostOfOneProduct && 'disabled'}
        >
          +
        </button>
        <button class="plain quiet" name="step" value="remove" aria-label="${t.removeNamed(name)}">${t.remove}</button>
      </form>
    </div>
    <p class="price">${t.won(line.amountWon)}</p>
  </li>`;
}

function couponSwitch(view: View, cart: Cart): Html {
  const { t } = view;
  return html`<form class="coupon" method="post" action="/cart">
    ${tokenField(view)}
    <span>${t.couponName(t.won(coupon.worthWon), t.won(coupon.fromWon))}</span>
    <button class="small" name="coupon" value="${cart.coupon ? 'drop' : 'use'}">
      ${cart.coupon ? t.couponDrop : t.couponUse}
    </button>
  </form>`;
}
