// The second mask over card numbers: providers mask them, and one that forgets to must not fill our books with them.
// Must never be the only mask on purpose; a provider's own receipt is expected to come masked.
import type { Receipt } from './receipt.js';

/** No card number has fewer digits. What a provider has masked shows twelve at most. */
const FEWEST_DIGITS = 13;

/** The receipt with nothing but the ends of a card number that came unmasked; otherwise as it is. */
export function withMaskedCard(receipt: Receipt): Receipt {
  const { card } = receipt;
  const digits = card?.number.replace(/\D/g, '') ?? '';
  if (!card || digits.length < FEWEST_DIGITS) return receipt;
  const number = `${digits.slice(0, 4)}${'*'.repeat(digits.length - 8)}${digits.slice(-4)}`;
  return { ...receipt, card: { ...card, number } };
}
