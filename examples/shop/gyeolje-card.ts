// What the shop reads of a stored card: leniently in form, carefully in meaning.
// Must never call a card usable that the platform did not call active.
import { fields, text, webAddress } from './gyeolje-order.js';

const cardStatuses = [
  'registering',
  'active',
  'abandoned',
  'expired',
  'removing',
  'removed',
  'dead',
  /** A status from a newer platform: shown as being checked, never charged. */
  'unknown',
] as const;
export type CardStatus = (typeof cardStatuses)[number];

export interface PlatformCard {
  readonly id: string;
  readonly status: CardStatus;
  /** The issuer and the masked number, as the provider writes them. */
  readonly name?: string;
  /** The hosted page where the buyer registers it, while that is possible. */
  readonly registrationUrl?: string;
}

/** Throws when the one thing nothing works without, the id, is missing. */
export function readCard(body: unknown): PlatformCard {
  const card = fields(body);
  const id = text(card['id']);
  if (!id) throw new TypeError('The answer is not a stored card: it has no id.');
  const { company, number } = fields(card['card']);
  const name = [text(company), text(number)].filter(Boolean).join(' ');
  const registrationUrl = webAddress(card['registrationUrl']);
  return {
    id,
    status: cardStatuses.find((known) => known === card['status']) ?? 'unknown',
    ...(name && { name }),
    ...(registrationUrl && { registrationUrl }),
  };
}
