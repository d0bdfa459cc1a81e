// The window the payer sees: the order, a made-up card or account, and the ways to fail.
// Must never show the merchant's secrets or run without being marked as a simulator.
import type { BillingKey, PayWindow } from '../books/rows.js';
import {
  accountNumber,
  BANKS,
  CARD_ISSUERS,
  CARD_KINDS,
  type CardKind,
  cardNumber,
  maskedAccount,
  MASKS,
  nameOf,
} from '../instruments.js';
import { type Complaint, type Form, LEAST_INSTALMENT_WON, typedCard } from '../window/deeds.js';
import { type Html, html } from '../../ground/html.js';
import { layout } from './layout.js';
import { type Language, textsOf, type Texts, writeTime, writeWon } from './texts.js';

const MONTHS = ['02', '03', '06', '12'] as const;
const PATIENCE_OF_CARDS_MS = 3 * 60 * 1000;

export interface WindowView {
  readonly window: PayWindow;
  /** A returning payer's card or account. */
  readonly known: BillingKey | undefined;
  readonly language: Language;
  readonly complaint: Complaint | undefined;
  readonly form: Form;
  readonly now: number;
}

type Shown = WindowView & { readonly texts: Texts };

export function windowPage(view: WindowView): Html {
  const { window, language, complaint } = view;
  const texts = textsOf(language);
  const shown: Shown = { ...view, texts };
  const action = `/window/${window.id}?lang=${language}`;
  return layout(
    { language, texts, title: titleOf(window, texts), kind: 'window', otherLanguageUrl: windowUrl(window, language) },
    html`<main class="two ${window.type} v${window.cardVer}">
        ${summary(shown)}
        <form class="ways" method="post" action="${action}" id="pay">
          ${complaint ? html`<p class="complaint" role="alert">${texts[complaint]}</p>` : null}
          ${view.known ? knownFields(view.known, texts) : typedFields(shown)} ${instalments(shown)}
        </form>
        <form class="failures" method="post" action="${action}" id="leave">
          <p>${texts.tryFailures}</p>
          <button class="quiet" name="outcome" value="wrong_card">
            ${window.type === 'card' ? texts.wrong_card : texts.wrong_account}
          </button>
          <button class="quiet" name="outcome" value="timeout">${texts.timeout}</button>
        </form>
      </main>
      <footer class="deeds">
        <button class="quiet" form="leave" name="outcome" value="close">${texts.close}</button>
        <button class="main" form="pay" name="outcome" value="pay">${payText(window, language, texts)}</button>
      </footer>`,
  );
}

function titleOf(window: PayWindow, texts: Texts): string {
  if (window.type === 'transfer') return window.work === 'AUTH' ? texts.titleAccountAUTH : texts.titleAccount;
  return texts[`title${window.work}`];
}

function payText(window: PayWindow, language: Language, texts: Texts): string {
  if (window.work === 'AUTH') return texts.register;
  return texts.pay.replace('{amount}', writeWon(window.order.totalWon, language));
}

function windowUrl(window: PayWindow, language: Language): string {
  return `/window/${window.id}?lang=${language === 'ko' ? 'en' : 'ko'}`;
}

function summary({ window, language, texts }: Shown): Html {
  const { order } = window;
  return html`<section class="summary">
    <h1>${order.goods || titleOf(window, texts)}</h1>
    <p class="amount">
      ${
        window.work === 'AUTH'
          ? texts.notCharged
          : html`<span>${texts.amount}</span> <strong>${writeWon(order.totalWon, language)}</strong>`
      }
    </p>
    <dl>
      <dt>${texts.merchant}</dt>
      <dd>${window.cstId}</dd>
      <dt>${texts.oid}</dt>
      <dd>${order.oid}</dd>
      ${
        window.work === 'AUTH'
          ? null
          : html`<dt>${texts.vat}</dt>
              <dd>${writeWon(order.taxWon, language)}</dd>`
      }
      ${
        window.type === 'card'
          ? html`<dt>${texts.payBefore}</dt>
              <dd>${writeTime(window.openedAt + PATIENCE_OF_CARDS_MS, language)}</dd>`
          : null
      }
    </dl>
  </section>`;
}

function knownFields(known: BillingKey, texts: Texts): Html {
  const { instrument } = known;
  const number = instrument.kind === 'card' ? MASKS.middle8(instrument) : maskedAccount(instrument);
  return html`<p class="known"><span>${texts.knownCard}</span> <b>${nameOf(instrument)}</b> ${number}</p>`;
}

function typedFields(shown: Shown): Html {
  const { window, texts } = shown;
  const numberOf = window.type === 'card' ? cardNumber : accountNumber;
  return html`<fieldset>
      <legend>${window.type === 'card' ? texts.whichCard : texts.whichAccount}</legend>
      <div class="tiles">${CARD_KINDS.map((kind) => tile(kind, numberOf(kind), shown))}</div>
    </fieldset>
    <div class="fields">${window.type === 'card' ? cardFields(shown) : accountFields(shown)}</div>`;
}

function tile(kind: CardKind, number: string, { texts, form }: Shown): Html {
  const checked = kind === (form.kind ?? 'good') ? html` checked` : null;
  return html`<label class="tile"
    ><input type="radio" name="kind" value="${kind}" data-number="${number}" ${checked} />
    <span>${texts[kind]}</span></label
  >`;
}

function cardFields({ window, language, texts, form, now }: Shown): Html {
  const company = html`<label
    >${texts.company}<select name="company">
      ${options(
        Object.entries(CARD_ISSUERS).map(([code, names]) => [code, names[language]]),
        form.company,
      )}
    </select></label
  >`;
  const number = field('number', texts.cardNumber, form.number ?? cardNumber('good'), 'numeric');
  if (!typedCard(window)) return html`${company}${number}`;
  return html`${company}${number}
  ${field('expiry', texts.expiry, form.expiry ?? expiryAfter(now), 'text')}${field('birth', texts.birth, form.birth ?? '800101', 'numeric')}${field('password', texts.password, form.password ?? '00', 'numeric')}`;
}

/** An expiry three years away, so that the test card never runs out. */
function expiryAfter(now: number): string {
  return `12/${String((new Date(now).getUTCFullYear() + 3) % 100).padStart(2, '0')}`;
}

function accountFields({ language, texts, form }: Shown): Html {
  return html`<label
      >${texts.bank}<select name="bank">
        ${options(
          Object.entries(BANKS).map(([code, names]) => [code, names[language]]),
          form.bank,
        )}
      </select></label
    >${field('number', texts.accountNumber, form.number ?? accountNumber('good'), 'numeric')}`;
}

function instalments({ window, texts, form }: Shown): Html | null {
  if (window.type !== 'card' || window.work === 'AUTH' || window.order.totalWon < LEAST_INSTALMENT_WON) return null;
  const months: [string, string][] = MONTHS.map((month) => [month, `${Number(month)} ${texts.months}`]);
  return html`<div class="fields">
    <label
      >${texts.instalments}<select name="quota">
        ${options([['00', texts.oneTime], ...months], form.quota)}
      </select></label
    >
  </div>`;
}

function options(entries: [string, string][], chosen: string | undefined): Html[] {
  return entries.map(
    ([value, label]) => html`<option value="${value}" ${value === chosen ? html`selected` : null}>${label}</option>`,
  );
}

function field(name: string, label: string, value: string, kind: 'numeric' | 'text'): Html {
  return html`<label class="${name}"
    >${label}<input name="${name}" value="${value}" inputmode="${kind}" autocomplete="off"
  /></label>`;
}
