// The page on which a buyer chooses how to pay, with everything its script will have to say.
// Must never ask for anything about the means of payment: that is entered at the provider.
import type { Order } from '../../orders/entities/order.entity.js';
import type { Device } from '../device.js';
import { html, type Fragment, type Html } from '../html.js';
import type { Offer, PaymentWay } from '../payment-ways.js';
import { inLanguage, layout, type View } from './layout.js';
import { orderSummary } from './order-summary.js';

/** @param notice what the buyer has to know before they pay, if anything */
export function checkoutPage(view: View, order: Order, offer: Offer, device: Device, notice: string | null): Html {
  const { t } = view;
  return layout(view, {
    title: t.payTitle(t.won(order.amountWon), order.title),
    brand: offer.sellerName,
    script: 'checkout.js',
    data: { channel: device.channel },
    main: html`<div class="columns">
      ${orderSummary(view, order)}
      <section class="card" aria-labelledby="ways-title">
        ${
          notice === null
            ? html`<p class="notice" id="notice" role="alert" tabindex="-1" hidden></p>`
            : html`<p class="notice calm" id="notice" role="alert" tabindex="-1">${notice}</p>`
        }
        ${
          offer.ways.length === 0
            ? html`<h2 id="ways-title">${t.ways}</h2>
                <p class="quiet">${t.noWays}</p>`
            : ways(view, order, offer)
        }
        ${waiting(view)}
      </section>
      ${scriptTexts(view)}
    </div>`,
  });
}

function ways(view: View, order: Order, offer: Offer): Html {
  const { t, language } = view;
  return html`<form id="ways" method="post" action="${inLanguage(`${view.base ?? ''}/payments`, language)}">
    <h2 id="ways-title">${t.ways}</h2>
    ${order.registerCard && html`<p>${t.keepsCard}</p>`}
    <div class="buttons">${offer.ways.map((way) => button(view, way))}</div>
    <p class="quiet">${t.trust}</p>
  </form>`;
}

function button({ t, language }: View, way: PaymentWay): Html {
  return html`<button class="main" name="way" value="${way.name}" data-handoff="${way.handoff}">
    ${t.payWith(way.label[language])}
  </button>`;
}

/** Shown by the script while the provider's window is open. The region exists from the start, or it would not be read. */
function waiting({ t }: View): Html {
  return html`<div class="waiting" id="waiting" hidden>
      <div class="spinner" aria-hidden="true"></div>
      <h2 id="waiting-title" tabindex="-1">${t.waiting}</h2>
      <p id="waiting-hint">${t.waitingHint}</p>
      <div class="buttons">
        <button type="button" class="main" id="show-window">${t.showWindow}</button>
        <button type="button" class="second" id="close-window">${t.closeWindow}</button>
      </div>
    </div>
    <p class="unseen" id="live" role="status" aria-live="polite"></p>`;
}

/** Sentences for the script, so that it holds none itself. */
function scriptTexts({ t }: View): Fragment {
  const texts = {
    opening: t.opening,
    closed: t.windowClosed,
    blocked: t.windowBlocked,

    ...t.failures,
  };
  return Object.entries(texts).map(([name, text]) => html`<template data-text="${name}">${text}</template>`);
}
