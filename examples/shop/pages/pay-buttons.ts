// The two buttons that lead to paying, the messages around the PAYCO window, and the page shown while it opens.
// Must never say that something was paid: these pages come before that is known.
import { html, type Html } from '../html.js';
import { barePage, tokenField, type View } from './layout.js';

/**
 * PAYCO opens right here; a card is paid on the hosted page. Payple's window only opens on pages of the one domain that
 * Payple has registered for the merchant, and loads scripts of its own there: the hosted page is made for that, and a shop
 * on another origin need not be. The two notices are hidden until the script has something to say.
 */
export function payButtons(view: View): Html {
  const { t } = view;
  return html`<div class="pay">
    <button class="payco wide" name="with" value="payco" data-busy="${t.openingPayco}">${t.payWithPayco}</button>
    <button class="second wide" name="with" value="hosted">${t.payHosted}</button>
    <p class="quiet">${t.payHint}</p>
    <p class="notice bad" id="pay-problem" role="alert" data-no-answer="${t.noAnswer}" hidden></p>
    <div class="notice bad" id="popup-blocked" role="alert" hidden>
      <p>${t.popupBlocked}</p>
      <button type="button" class="small wide" id="popup-here">${t.popupHere}</button>
    </div>
  </div>`;
}

/** For an order that exists already: paying again after a closed window, a decline, or a platform that was away. */
export function payAgainForm(view: View, orderNumber: string, inPopup: boolean): Html {
  return html`<form class="pay-again" method="post" action="/orders/${orderNumber}/payments" ${inPopup && 'data-popup'}>
      ${tokenField(view)} ${payButtons(view)}
    </form>
    ${popupDialog(view)}`;
}

/** Shown by the script while the PAYCO window is open. */
export function popupDialog(view: View): Html {
  const { t } = view;
  return html`<dialog id="popup-open" aria-labelledby="popup-title">
    <div class="spinner" aria-hidden="true"></div>
    <h2 id="popup-title">${t.popupTitle}</h2>
    <p class="quiet">${t.popupText}</p>
    <button type="button" class="wide" id="popup-front">${t.popupFront}</button>
    <button type="button" class="second wide" id="popup-stop">${t.popupStop}</button>
  </dialog>`;
}

/** What the small window shows between the click and PAYCO's own page. */
export function openingPage(view: View): Html {
  return barePage(view, view.t.openingPayco, opening(view, view.t.openingPayco));
}

/**
 * Sends the browser on to another site. Not an HTTP redirect, because browsers hold a redirect that follows a form to the
 * policy's `form-action`, and PAYCO's addresses are not ours to list.
 */
export function leavingPage(view: View, to: 'payco' | 'hosted' | 'card', url: string): Html {
  const { openingPayco, openingHosted, openingCard } = view.t;
  const title = { payco: openingPayco, hosted: openingHosted, card: openingCard }[to];
  return barePage(
    view,
    title,
    html`${opening(view, title)}
      <p><a href="${url}">${view.t.goYourself}</a></p>`,
    html`<meta http-equiv="refresh" content="0; url=${url}" />`,
  );
}

function opening(view: View, title: string): Html {
  return html`<div class="spinner" aria-hidden="true"></div>
    <h1>${title}</h1>
    <p class="quiet">${view.t.openingHint}</p>`;
}
