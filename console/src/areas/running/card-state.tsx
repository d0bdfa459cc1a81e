// The state of a stored card, as a badge, and what is behind the key, masked.
// Must never lack a state of the API; the table is exhaustive.
import { Badge, type Tone } from '../../parts/badge';
import { useTexts } from '../../texts/language';
import type { BillingKeyState } from '../../texts/running';
import type { BillingKey } from './billing-key-queries';

const tones: Readonly<Record<BillingKeyState, Tone>> = {
  registering: 'busy',
  active: 'good',
  abandoned: 'calm',
  expired: 'calm',
  removing: 'busy',
  removed: 'calm',
  dead: 'bad',
};

export function CardState({ status }: { readonly status: BillingKeyState }) {
  const { cards } = useTexts().running;
  return <Badge tone={tones[status]}>{cards.states[status]}</Badge>;
}

/** `신한카드 1111-****-****-4444`, or `null` while nobody told. */
export function meansOf({ card, account }: Pick<BillingKey, 'card' | 'account'>): string | null {
  if (card) return `${card.company} ${card.number}`;
  return account && `${account.bankName} ${account.number}`;
}
