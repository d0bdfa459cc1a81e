// The cards and accounts a payer may use here: made-up numbers only, whose last digits decide what the bank says.
// Must never accept a number that could be somebody's: real card numbers do not begin with 1111.
import type { AccountInstrument, CardInstrument, Instrument } from './books/rows.js';

/** 0200 is BC in Payple's own example; the other issuer codes are made up. */
export const CARD_ISSUERS: Readonly<Record<string, { ko: string; en: string }>> = {
  '0200': { ko: 'BC 카드', en: 'BC' },
  '0901': { ko: '신한카드', en: 'Shinhan' },
  '0902': { ko: 'KB국민카드', en: 'KB Kookmin' },
  '0903': { ko: '삼성카드', en: 'Samsung' },
  '0904': { ko: '현대카드', en: 'Hyundai' },
};

export const BANKS: Readonly<Record<string, { ko: string; en: string }>> = {
  '004': { ko: '국민은행', en: 'KB Kookmin' },
  '011': { ko: '농협은행', en: 'NH Nonghyup' },
  '088': { ko: '신한은행', en: 'Shinhan' },
  '020': { ko: '우리은행', en: 'Woori' },
  '003': { ko: '기업은행', en: 'IBK' },
  '081': { ko: '하나은행', en: 'Hana' },
  '071': { ko: '우체국', en: 'Post Office' },
};

export const CARD_KINDS = ['good', 'limit', 'balance', 'stolen', 'unusable', 'silent'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** The last four digits of each kind; where the card network has a code for it, they are that code. */
const LAST_FOUR: Readonly<Record<CardKind, string>> = {
  good: '4444',
  limit: '3112',
  balance: '3133',
  stolen: '3122',
  unusable: '3123',
  silent: '1001',
};

/** What the bank will say to a charge. */
export interface Verdict {
  readonly kind: 'declined' | 'killed' | 'killFailed' | 'noAnswer';
  readonly issuerCode: string | null;
}

export function verdictOn(instrument: Instrument): Verdict | undefined {
  const kind = CARD_KINDS.find((name) => LAST_FOUR[name] === instrument.last4);
  if (kind === 'limit' || kind === 'balance') return { kind: 'declined', issuerCode: LAST_FOUR[kind] };
  if (kind === 'stolen') return { kind: 'killed', issuerCode: LAST_FOUR[kind] };
  if (kind === 'unusable') return { kind: 'killFailed', issuerCode: LAST_FOUR[kind] };
  return kind === 'silent' ? { kind: 'noAnswer', issuerCode: null } : undefined;
}

export function cardNumber(kind: CardKind, issuerCode = '0200'): string {
  return `1111${issuerCode}0000${LAST_FOUR[kind]}`;
}

export function accountNumber(kind: CardKind): string {
  return `9990000000${LAST_FOUR[kind]}`;
}

/** A card from its number, or undefined when the number is not one of the made-up ones. */
export function cardOf(number: string): CardInstrument | undefined {
  const digits = number.replace(/[\s-]/g, '');
  if (!/^1111\d{12}$/.test(digits)) return undefined;
  const issuerCode = digits.slice(4, 8);
  if (!Object.hasOwn(CARD_ISSUERS, issuerCode)) return undefined;
  return { kind: 'card', issuerCode, first8: digits.slice(0, 8), last4: digits.slice(12) };
}

export function accountOf(bankCode: string, number: string): AccountInstrument | undefined {
  const digits = number.replace(/[\s-]/g, '');
  if (!/^999\d{8,13}$/.test(digits) || !Object.hasOwn(BANKS, bankCode)) return undefined;
  return { kind: 'transfer', bankCode, first3: digits.slice(0, 3), last4: digits.slice(-4) };
}

export const MASKS = {
  middle8: (card: CardInstrument) => `${card.first8.slice(0, 4)}********${card.last4}`,
  middle4: (card: CardInstrument) => `${card.first8}****${card.last4}`,
  spaced: (card: CardInstrument) => `${card.first8} ** ** ${card.last4}`,
  dashed: (card: CardInstrument) => `${card.first8.slice(0, 4)}-****-****-${card.last4}`,
  dashed_spaced: (card: CardInstrument) => `${card.first8.slice(0, 4)}- ****-**** -${card.last4}`,
} as const;

export type MaskName = keyof typeof MASKS;

/** `varying` gives every payment another mask, but the same payment always the same one. */
export function maskedCard(card: CardInstrument, mask: MaskName | 'varying', turn: number): string {
  const names = Object.keys(MASKS) as MaskName[];
  const name = mask === 'varying' ? (names[turn % names.length] ?? 'middle8') : mask;
  return MASKS[name](card);
}

export function maskedAccount(account: AccountInstrument): string {
  return `${account.first3}-********-${account.last4.slice(1)}`;
}

export function nameOf(instrument: Instrument): string {
  if (instrument.kind === 'transfer') return BANKS[instrument.bankCode]?.ko ?? instrument.bankCode;
  return CARD_ISSUERS[instrument.issuerCode]?.ko ?? instrument.issuerCode;
}
