// Who did what, of everything that is in the timeline of an order.
// Must never guess a person: who is not named did nothing by hand.
import { documentOf } from '../../common/document.js';
import { EXTERNAL_RECORDED } from '../../orders/cancellation-kinds.js';
import { REFUND_NOTICE } from '../../orders/provider-reply.js';
import { PLATFORM } from '../../orders/verdict-rules.js';
import { ActorDto, type ActorKind } from './order-page.dto.js';
import type { TimelineRow } from './timeline.js';

/** What is known beside the rows: names of keys and people, who asked for which refund, and with whom payments are. */
export interface ActorNames {
  /** By `key_…` and `person_…`. */
  readonly names: ReadonlyMap<string, string>;
  /** `key_…`, `person_…` or `platform`, by `can_…`. */
  readonly askedBy: ReadonlyMap<string, string>;
  /** By `pay_…` and `can_…`. */
  readonly providers: ReadonlyMap<string, string>;
}

const BUYERS: readonly string[] = ['payment.confirming'];
// An order that is unpaid again is shown only where it was opened again.
const MERCHANTS: readonly string[] = [
  'order.created',
  'order.voided',
  'order.unpaid',
  'payment.open',
  'cash_receipt.requested',
];
const PROVIDERS: readonly string[] = [
  'payment.paid',
  'payment.refused',
  'payment.awaiting_deposit',
  'cancellation.done',
  'cancellation.refused',
  'cash_receipt.issued',
  'cash_receipt.refused',
];
const ASKED_FOR: readonly string[] = [
  'cancellation.requested',
  'cancellation.executing',
  'cancellation.rejected',
  EXTERNAL_RECORDED,
];

export function actorOf({ kind, facts }: TimelineRow, known: ActorNames): ActorDto {
  switch (kind) {
    case 'event':
      return actorOfEvent(String(facts['type']), facts['data'] as Readonly<Record<string, unknown>>, known);
    case 'verdict':
      return facts['decidedBy'] === PLATFORM ? actor('platform') : actor('person', String(facts['decidedBy']));
    case 'deed':
      return actor('person', String(facts['name']));
    case 'exchange':
      return facts['operation'] === REFUND_NOTICE ? actor('provider', String(facts['provider'])) : actor('platform');
    case 'delivery':
      return actor('platform');
  }
}

/** Whoever asked for something over the API or at the desk, by `requestedBy`. */
function actorOfRequest(requestedBy: string | undefined, names: ReadonlyMap<string, string>): ActorDto {
  if (requestedBy === undefined || requestedBy === PLATFORM) return actor('platform');
  const name = names.get(requestedBy) ?? null;
  return actor(requestedBy.startsWith('person_') ? 'person' : 'merchant', name);
}

function actorOfEvent(
  type: string,
  data: Readonly<Record<string, unknown>>,
  { names, askedBy, providers }: ActorNames,
): ActorDto {
  if (BUYERS.includes(type)) return actor('buyer');
  if (MERCHANTS.includes(type)) return actor('merchant');
  const named = data['cancellationId'] ?? data['paymentId'];
  const subject = typeof named === 'string' ? named : '';
  if (ASKED_FOR.includes(type)) return actorOfRequest(askedBy.get(subject), names);
  if (PROVIDERS.includes(type)) return actor('provider', providers.get(subject) ?? null);
  return actor('platform');
}

function actor(kind: ActorKind, name: string | null = null): ActorDto {
  return documentOf(ActorDto, { kind, name });
}
