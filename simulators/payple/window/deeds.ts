// What a payer can do in the window, read from the page's form or from a script.
// Must never pass on a number that is not made up, nor keep one that was typed.
import type { Instrument, PayWindow } from '../books/rows.js';
import { accountNumber, accountOf, type CardKind, cardNumber, cardOf } from '../instruments.js';

export const OUTCOMES = ['pay', 'wrong_card', 'timeout', 'close'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Deed =
  | { readonly outcome: 'pay'; readonly instrument: Instrument; readonly quota: string }
  | { readonly outcome: 'wrong_card' | 'timeout' | 'close' };

/** Why the window asks again: the name of a sentence in the texts of the pages. */
export type Complaint = 'wrongNumber' | 'wrongExpiry' | 'wrongBirth' | 'wrongPassword' | 'wrongQuota';

const QUOTAS = ['00', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

/** Card companies offer instalments from here on. */
export const LEAST_INSTALMENT_WON = 50_000;

export type Form = Readonly<Record<string, string | undefined>>;

/** What a script says: nothing but the outcome, or also which card and how many months. */
export function deedOf(outcome: Outcome, window: PayWindow, kind: CardKind, quota: string): Deed {
  if (outcome !== 'pay') return { outcome };
  const form = { number: window.type === 'card' ? cardNumber(kind) : accountNumber(kind), bank: '004', quota };
  const instrument = instrumentOf(window, form);
  return instrument ? { outcome, instrument, quota: quotaOf(window, form) ?? '00' } : { outcome: 'wrong_card' };
}

/** `known` is a returning payer's card or account, which is not typed again. */
export function readDeed(
  form: Form,
  window: PayWindow,
  known: Instrument | undefined,
  isLive: boolean,
  now: number,
): Deed | Complaint {
  const outcome = OUTCOMES.find((word) => word === form.outcome) ?? 'pay';
  if (outcome !== 'pay') return { outcome };
  const instrument = known ?? instrumentOf(window, form);
  if (!instrument) return 'wrongNumber';
  const quota = quotaOf(window, form);
  if (quota === undefined) return 'wrongQuota';
  const complaint = typedCard(window) ? complaintAbout(form, isLive, now) : undefined;
  return complaint ?? { outcome, instrument, quota };
}

/** Only a card that is registered is typed in; an app card is chosen, a returning payer's is known. */
export function typedCard(window: PayWindow): boolean {
  return window.type === 'card' && window.cardVer === '01' && window.knownPayerId === null;
}

/** The test account checks number and expiry only; a live one also password and birth date. */
function complaintAbout(form: Form, isLive: boolean, now: number): Complaint | undefined {
  const expiry = /^(0[1-9]|1[0-2])\s*\/?\s*(\d{2})$/.exec(form.expiry ?? '');
  const endsAt = expiry ? Date.UTC(2000 + Number(expiry[2]), Number(expiry[1]), 1) : 0;
  if (endsAt <= now) return 'wrongExpiry';
  if (isLive && !/^(\d{6}|\d{10})$/.test(form.birth ?? '')) return 'wrongBirth';
  return isLive && !/^\d{2}$/.test(form.password ?? '') ? 'wrongPassword' : undefined;
}

function instrumentOf(window: PayWindow, form: Form): Instrument | undefined {
  if (window.type === 'transfer') return accountOf(form.bank ?? '', form.number ?? '');
  return cardOf(form.number ?? '');
}

function quotaOf(window: PayWindow, form: Form): string | undefined {
  const quota = form.quota ?? '00';
  if (!QUOTAS.includes(quota)) return undefined;
  return quota !== '00' && window.order.totalWon < LEAST_INSTALMENT_WON ? undefined : quota;
}
