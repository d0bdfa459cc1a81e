// The second mask over numbers of cards and accounts: providers mask them, and one that forgets to must not fill our books
// with them. Must never be the only mask on purpose; what a provider tells is expected to come masked.

/** No card number has fewer digits. What a provider has masked shows twelve at most. */
const FEWEST_DIGITS = 13;

/** No account number has fewer digits. What a provider has masked shows nine at most. */
const FEWEST_ACCOUNT_DIGITS = 10;

/** The card with nothing but the ends of a number that came unmasked; otherwise as it is. */
export function withMaskedNumber<T extends { readonly number: string }>(card: T): T {
  const digits = card.number.replace(/\D/g, '');
  if (digits.length < FEWEST_DIGITS) return card;
  return { ...card, number: `${digits.slice(0, 4)}${'*'.repeat(digits.length - 8)}${digits.slice(-4)}` };
}

/** The account with nothing but the ends of a number that came unmasked; otherwise as it is. */
export function withMaskedAccount<T extends { readonly number: string }>(account: T): T {
  const digits = account.number.replace(/\D/g, '');
  if (digits.length < FEWEST_ACCOUNT_DIGITS) return account;
  return { ...account, number: `${digits.slice(0, 3)}${'*'.repeat(digits.length - 6)}${digits.slice(-3)}` };
}
