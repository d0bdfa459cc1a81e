// The front page: everything the shop sells.
// Must never send a price back to the shop: the button carries a product id only.
import { products, type Product } from '../catalogue.js';
import { html, type Html } from '../html.js';
import { inLanguage, page, tokenField, type View } from './layout.js';

export function shelfPage(view: View, added?: Product): Html {
  const { t } = view;
  return page(
    view,
    t.tagline,
    html`${
        added &&
        html`<p class="notice good toast" role="status">
          ${t.added(inLanguage(view, added.name))} <a href="/cart">${t.showCart}</a>
        </p>`
      }
      <section class="hero">
        <h1>${t.tagline}</h1>
        <p>${t.intro}</p>
      </section>
      ${shelf(view, 'books', t.books)} ${shelf(view, 'goods', t.goods)}`,
  );
}

function shelf(view: View, which: Product['shelf'], title: string): Html {
  return html`<section aria-labelledby="shelf-${which}">
    <h2 id="shelf-${which}">${title}</h2>
    <ul class="shelf">
      ${products.filter((product) => product.shelf === which).map((product) => card(view, product))}
    </ul>
  </section>`;
}

function card(view: View, product: Product): Html {
  const { t } = view;
  const name = inLanguage(view, product.name);
  return html`<li class="card" id="${product.id}">
    <img src="/assets/products/${product.id}.svg" alt="" width="320" height="320" />
    <h3>${name}</h3>
    <p class="quiet">
      ${inLanguage(view, product.note)}${product.option && html` · ${inLanguage(view, product.option)}`}
    </p>
    <div class="card-foot">
      <p class="price">${t.won(product.priceWon)} ${product.taxFree && html`<span class="tag">${t.taxFree}</span>`}</p>
      <form method="post" action="/cart">
        ${tokenField(view)}
        <input type="hidden" name="product" value="${product.id}" />
        <button class="small" name="step" value="add" aria-label="${t.addNamed(name)}">${t.add}</button>
      </form>
    </div>
  </li>`;
}
