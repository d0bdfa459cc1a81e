// What became of an order: the page a buyer comes back to, and what the checkout page shows when there is nothing to pay.
// Must never say anything that is not in the books.
import type { Order } from '../../orders/entities/order.entity.js';
import type { DepositAccount } from '../../orders/receipt.js';
import { html, type Fragment, type Html } from '../html.js';
import { changesByItself, isDone, mayPay, type Standing, type StandingKind } from '../standing.js';
import { icon, type IconName } from './icons.js';
import { inLanguage, layout, type View } from './layout.js';
import { fact } from './order-summary.js';

/** Where the page is shown, and where it leads. */
export interface StandingFrame {
  /** `result`: the buyer came back from a provider and is on the way on. `checkout`: they opened the page itself. */
  readonly place: 'result' | 'checkout';
  /** The merchant's page. */
  readonly destination: string;
}

/** How long a result stands before the browser goes on to the merchant: long enough to be read. */
const READING_MS = { good: 1_800, bad: 5_000 } as const;
const NOSCRIPT_LOOKS_SECONDS = 5;

export function standingPage(view: View, order: Order, standing: Standing, frame: StandingFrame): Html {
  const { t } = view;
  const { kind } = standing;
  const code = codeOf(view, standing);
  const movesOnMs = frame.place === 'result' ? readingMs(standing) : null;
  return layout(view, {
    title: `${t.headlines[kind]} · ${order.title}`,
    script: 'result.js',
    head: withoutScript(standing, movesOnMs, frame.destination),
    data: {
      place: frame.place,
      kind,
      destination: frame.destination,
      ...(changesByItself(standing) ? { changes: 'yes' } : {}),
      ...(mayPay(standing) ? { payable: 'yes' } : {}),
      ...(movesOnMs === null ? {} : { 'moves-on': String(movesOnMs) }),
    },
    main: html`<section class="card standing" aria-labelledby="headline">
      ${icon(standing.refusal?.reason === 'buyer_cancelled' ? 'calm' : ICONS[kind])}
      <div role="status">
        <h1 id="headline" tabindex="-1">${t.headlines[kind]}</h1>
        <p>${explanation(view, standing)}</p>
        ${code !== null && html`<p class="quiet">${code}</p>`}
      </div>
      ${standing.deposit && account(view, order, standing.deposit)} ${bill(view, order, standing)}
      <p class="quiet" id="moving-on" role="status" hidden>${t.movingOn}</p>
      <p class="quiet" id="closable" role="status" hidden>${t.closable}</p>
      <div class="buttons">${actions(view, standing, frame)}</div>
    </section>`,
  });
}

/** Everything about the standing in one line, for scripts. */
export function sentence(view: View, standing: Standing): string {
  const code = codeOf(view, standing);
  return explanation(view, standing) + (code === null ? '' : ` (${code})`);
}

function explanation({ t }: View, { kind, refusal }: Standing): string {
  if (!refusal) return t.explanations[kind];
  return refusal.buyerReason ? t.declines[refusal.buyerReason] : t.refusals[refusal.reason];
}

/** The provider's code helps whoever is asked for help; to buyers who turned back it says nothing. */
function codeOf({ t }: View, { refusal }: Standing): string | null {
  if (refusal?.providerCode === undefined || refusal.reason === 'buyer_cancelled') return null;
  return t.providerCode(refusal.providerCode);
}

function bill({ t }: View, order: Order, { kind }: Standing): Html {
  const isPaid = kind === 'paid' || kind === 'partially_cancelled' || kind === 'cancelled';
  return html`<dl class="facts">
    ${fact(t.order, order.title)} ${fact(isPaid ? t.amount : t.orderAmount, t.won(order.amountWon))}
    ${order.cancelledWon > 0 && fact(t.refunded, t.won(order.cancelledWon))} ${fact(t.orderNumber, order.orderNumber)}
  </dl>`;
}

function account({ t }: View, order: Order, deposit: DepositAccount): Html {
  return html`<dl class="facts account">
    ${fact(t.bank, deposit.bankName)} ${fact(t.account, html`<strong class="number">${deposit.accountNumber}</strong>`)}
    ${fact(t.depositAmount, html`<strong>${t.won(order.amountWon)}</strong>`)}
    ${deposit.expiresAt !== null && fact(t.depositBefore, t.deadline(new Date(deposit.expiresAt)))}
  </dl>`;
}

/** Paying again comes first where nothing speaks against it; while an outcome is on its way there is nowhere to go. */
function actions(view: View, standing: Standing, { destination }: StandingFrame): Fragment {
  const { t } = view;
  // Whoever may have paid already had better wait.
  const paysNext = mayPay(standing) && !changesByItself(standing);
  const retry =
    mayPay(standing) &&
    html`<a class="${paysNext ? 'main' : 'second'}" id="retry" href="${inLanguage(view.base ?? '', view.language)}"
      >${t.retry}</a
    >`;
  const mayLeave = !['confirming', 'in_doubt'].includes(standing.kind);
  const onward =
    mayLeave && html`<a class="${paysNext ? 'second' : 'main'}" id="onward" href="${destination}">${t.onward}</a>`;
  const close = html`<button type="button" class="second" id="close-this" hidden>${t.closeThis}</button>`;
  return paysNext ? [retry, onward, close] : [onward, retry, close];
}

function readingMs(standing: Standing): number | null {
  if (changesByItself(standing)) return null;
  if (mayPay(standing)) return READING_MS.bad;
  if (!isDone(standing)) return null;
  return standing.kind === 'paid' ? READING_MS.good : READING_MS.bad;
}

/** Whoever may pay again chooses; everybody else is taken on, or looks again. */
function withoutScript(standing: Standing, movesOnMs: number | null, destination: string): Fragment {
  if (changesByItself(standing)) {
    return html`<noscript><meta http-equiv="refresh" content="${NOSCRIPT_LOOKS_SECONDS}" /></noscript>`;
  }
  if (movesOnMs === null || mayPay(standing)) return null;
  const seconds = Math.ceil(movesOnMs / 1_000);
  return html`<noscript><meta http-equiv="refresh" content="${seconds}; url=${destination}" /></noscript>`;
}

const ICONS: Readonly<Record<StandingKind, IconName>> = {
  payable: 'calm',
  payable_in_doubt: 'wait',
  refused: 'bad',
  confirming: 'wait',
  in_doubt: 'wait',
  long_doubt: 'wait',
  awaiting_deposit: 'bank',
  paid: 'good',
  partially_cancelled: 'back',
  cancelled: 'back',
  expired: 'clock',
  expired_in_doubt: 'clock',
  voided: 'calm',
};
