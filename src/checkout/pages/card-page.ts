// The page on which a buyer agrees to have a card or an account kept, and what it says when there is nothing to register any more.
// Must never ask for a number: that is entered at the provider.
import { cardDestination } from '../../billing/card-destination.js';
import type { BillingKey } from '../../billing/billing-key.entity.js';
import { cardTextsIn, type CardStanding, type CardTexts } from '../card-texts.js';
import { plainAddressOf } from '../handoffs.js';
import { html, type Fragment, type Html } from '../html.js';
import { icon, type IconName } from './icons.js';
import { inLanguage, layout, type View } from './layout.js';
import { fact } from './order-summary.js';

/** Asks the buyer, and sends nobody anywhere without a click. */
export function cardPage(view: View, key: BillingKey, sellerName: string | null): Html {
  const { t, language } = view;
  const c = cardTextsIn(language, key.method);
  return layout(view, {
    title: sellerName === null ? c.title : `${c.title} · ${sellerName}`,
    brand: sellerName ?? c.brand,
    script: 'card.js',
    main: html`<section class="card standing" aria-labelledby="headline">
      ${icon(key.method === 'card' ? 'keep' : 'bank')}
      <h1 id="headline">${sellerName === null ? c.asksUnnamed : c.asks(sellerName)}</h1>
      <p>${c.meaning}</p>
      <dl class="facts">${fact(c.before, t.deadline(key.expiresAt))}</dl>
      <p class="notice calm" id="notice" role="alert" ${key.refusal === null && html`hidden`}>
        ${key.refusal && refusedBefore(view, c, key.refusal.providerCode)}
      </p>
      ${plainAddressOf(key.handoff) === null && html`<noscript><p class="notice">${c.needsScript}</p></noscript>`}
      <form id="register" method="post" action="${inLanguage(`${view.base ?? ''}/window`, language)}">
        <div class="buttons">
          <button class="main" data-handoff="${key.handoff.type}">${c.register}</button>
          <a class="second" id="leave" href="${cardDestination(key, 'registering')}">${c.leave}</a>
        </div>
      </form>
      <p class="quiet">${c.nothingCharged}</p>
      <p class="unseen" id="live" role="status" aria-live="polite"></p>
      ${scriptTexts(c)}
    </section>`,
  });
}

/** How the card stands when there is nothing to register any more. */
export function cardStandingPage(view: View, key: BillingKey, standing: CardStanding, sellerName: string | null): Html {
  const c = cardTextsIn(view.language, key.method);
  const explanation = key.refusal?.reason === 'already_registered' ? c.alreadyRegistered : c.explanations[standing];
  return layout(view, {
    title: c.headlines[standing],
    brand: sellerName ?? c.brand,
    main: html`<section class="card standing" aria-labelledby="headline">
      ${icon(ICONS[standing])}
      <h1 id="headline">${c.headlines[standing]}</h1>
      <p>${explanation}</p>
      ${standing !== 'removed' && kept(c, key)}
      <div class="buttons">
        <a class="main" id="onward" href="${cardDestination(key, standing)}">${c.onward}</a>
      </div>
    </section>`,
  });
}

function refusedBefore({ t }: View, c: CardTexts, providerCode: string | undefined): string {
  return c.refusedBefore + (providerCode === undefined ? '' : ` (${t.providerCode(providerCode)})`);
}

/** The card or the account, where the provider told it. */
function kept(c: CardTexts, { card, account }: Pick<BillingKey, 'card' | 'account'>): Fragment {
  const number = card?.number ?? account?.number;
  if (number === undefined) return null;
  const name = card?.company ?? account?.bankName;
  return html`<dl class="facts account">${fact(c.kept, html`${name} <strong class="number">${number}</strong>`)}</dl>`;
}

/** Sentences for the script, so that it holds none itself. */
function scriptTexts(c: CardTexts): Fragment {
  const texts = { opening: c.opening, ...c.failures };
  return Object.entries(texts).map(([name, text]) => html`<template data-text="${name}">${text}</template>`);
}

const ICONS: Readonly<Record<CardStanding, IconName>> = {
  active: 'good',
  abandoned: 'calm',
  expired: 'clock',
  removing: 'back',
  removed: 'back',
  dead: 'bad',
};
