// The sentence of what happened, out of the facts that the server gives.
// Must never hold a word for people; texts have them.
import { formatWon } from '../../format/won';
import type { Tone } from '../../parts/badge';
import { isTold } from '../../parts/told-operation';
import { operationName, ruleSentence } from '../../texts/evidence';
import { useLanguage, useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import type { EventFacts } from '../../texts/orders';
import { refusalSentence } from '../../texts/states';
import type { TimelineEntry } from './order-queries';

type Facts = Readonly<Record<string, unknown>>;

/** A sentence in the language that is chosen. */
export function useSentence(entry: TimelineEntry): string {
  const { orders: t, audit, evidence: words } = useTexts();
  const factsOf = useFacts();
  const { event, exchange, verdict, deed, delivery } = entry;
  if (event) return t.events[event.type]?.(factsOf(event.data)) ?? event.type;
  if (exchange) {
    const { provider, operation, outcome } = exchange;
    if (isTold(exchange)) return t.page.noticeCame;
    const asked = t.page.asked(providerName(provider), operationName(words, operation));
    return `${asked} → ${words.outcomes[outcome] ?? outcome}`;
  }
  if (verdict) return `${t.page.judged}: ${ruleSentence(words, verdict.rule, verdict.sentence)}`;
  if (deed)
    return (
      t.deeds[`${deed.kind ?? ''} ${deed.action}`] ?? t.deeds[deed.action] ?? audit.actions[deed.action] ?? deed.action
    );
  if (delivery)
    return `${t.page.told(delivery.type, delivery.host)} → ${t.deliveryStates[delivery.status] ?? delivery.status}`;
  return entry.kind;
}

function useFacts(): (data: Facts) => EventFacts {
  const { orders: t, refusals } = useTexts();
  const language = useLanguage();
  const origins = Object.entries(t.page.origins);
  return ({ amountWon, origin, provider, method, refusal }) => ({
    amount: typeof amountWon === 'number' ? formatWon(amountWon, language) : '',
    origin: origins.find(([name]) => name === origin)?.[1] ?? null,
    provider: typeof provider === 'string' ? providerName(provider) : null,
    method: typeof method === 'string' ? (t.methods[method] ?? method) : null,
    refusal: reasonOf(refusal) && refusalSentence(refusals, reasonOf(refusal) ?? ''),
  });
}

function reasonOf(refusal: unknown): string | null {
  const isTold = typeof refusal === 'object' && refusal !== null && 'reason' in refusal;
  return isTold && typeof refusal.reason === 'string' ? refusal.reason : null;
}

const GOOD = /^(payment\.paid|cancellation\.(done|recorded)|cash_receipt\.issued)$/;
const WARN = /\.in_doubt$/;
const BAD = /^(payment|cancellation|cash_receipt)\.(refused|rejected)$/;

/** What it means for whoever looks. */
export function toneOf({ event, exchange, delivery }: TimelineEntry): Tone {
  if (event) {
    if (GOOD.test(event.type)) return 'good';
    if (WARN.test(event.type)) return 'warn';
    return BAD.test(event.type) ? 'bad' : 'busy';
  }
  if (exchange) return exchange.outcome === 'unknown' ? 'warn' : 'calm';
  return delivery?.status === 'failed' ? 'bad' : 'calm';
}
