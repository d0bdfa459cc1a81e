// The order form: who is buying, what it costs, and the two ways to pay.
// Must never ask for card data: that is typed at the payment provider and nowhere else.
import type { Bill } from '../cart.js';
import { html, type Fragment, type Html } from '../html.js';
import type { Buyer } from '../order-desk.js';
import { billSummary } from './cart-page.js';
import { inLanguage, page, tokenField, type View } from './layout.js';
import { payButtons, popupDialog } from './pay-buttons.js';

export interface CheckoutForm {
  readonly attempt: string;
  readonly buyer: Buyer;
  readonly complaints: { readonly form?: string; readonly name?: string; readonly phone?: string };
}

export function checkoutPage(view: View, bill: Bill, form: CheckoutForm, inPopup: boolean): Html {
  const { t } = view;
  return page(
    view,
    t.checkout,
    html`<h1>${t.checkout}</h1>
      ${form.complaints.form && html`<p class="notice bad" role="alert">${form.complaints.form}</p>`}
      <form class="columns" method="post" action="/orders" ${inPopup && 'data-popup'}>
        ${tokenField(view)}
        <input type="hidden" name="attempt" value="${form.attempt}" />
        <input type="hidden" name="seenWon" value="${bill.amountWon}" />
        <div>
          <section class="panel">
            <h2>${t.buyer}</h2>
            ${field('name', t.name, undefined, form.complaints.name, (described) => {
              return html`<input
                id="name"
                name="name"
                value="${form.buyer.name}"
                required
                maxlength="40"
                autocomplete="name"
                ${described}
              />`;
            })}
            ${field(
              'phone',
              html`${t.phone} <span class="quiet">(${t.optional})</span>`,
              t.phoneHint,
              form.complaints.phone,
              (described) => {
                return html`<input
                  id="phone"
                  name="phone"
                  value="${form.buyer.phone}"
                  type="tel"
                  maxlength="20"
                  pattern="[0-9+][0-9 \\-]{8,19}"
                  autocomplete="tel"
                  placeholder="010-0000-0000"
                  ${described}
                />`;
              },
            )}
          </section>
          <section class="panel">
            <h2>${t.orderLines}</h2>
            <ul class="short-lines">
              ${bill.lines.map(
                (line) =>
                  html`<li>
                    <span
                      >${inLanguage(view, line.product.name)}
                      <span class="quiet">${t.pieces(line.quantity)}</span></span
                    >
                    <span>${t.won(line.amountWon)}</span>
                  </li>`,
              )}
            </ul>
          </section>
        </div>
        <aside class="panel">
          <h2>${t.howToPay}</h2>
          ${billSummary(view, bill)} ${payButtons(view)}
        </aside>
      </form>
      ${popupDialog(view)}`,
  );
}

function field(
  id: string,
  label: Fragment,
  hint: string | undefined,
  complaint: string | undefined,
  input: (described: Fragment) => Html,
): Html {
  const described = complaint
    ? html`aria-invalid="true" aria-describedby="${id}-note"`
    : hint && html`aria-describedby="${id}-note"`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${input(described)}
    ${(complaint ?? hint) && html`<p id="${id}-note" class="${complaint ? 'wrong' : 'quiet'}">${complaint ?? hint}</p>`}
  </div>`;
}
