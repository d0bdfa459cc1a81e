// What became of a request, in one word for people, from its own state and that of its cancellation.
// Must never say done before the books do.
import type { CancellationStatus } from '../../orders/states.js';
import type { RequestKind } from './refund-request.entity.js';
import type { RefundRequestStatus } from './refund-request-states.js';

export const REFUND_OUTCOMES = [
  'waits_for_approval',
  'under_way',
  'in_doubt',
  'done',
  'refused_by_provider',
  'refused',
  'withdrawn',
  'expired',
  'stale',
] as const;
export type RefundOutcome = (typeof REFUND_OUTCOMES)[number];

const OF_CANCELLATIONS: Readonly<Record<CancellationStatus, RefundOutcome>> = {
  requested: 'under_way',
  executing: 'under_way',
  in_doubt: 'in_doubt',
  done: 'done',
  refused: 'refused_by_provider',
  rejected: 'refused_by_provider',
};

/** @param cancellation the state of its cancellation; `null` while there is none, and of a decision, which makes none */
export function outcomeOf(
  kind: RequestKind,
  status: RefundRequestStatus,
  cancellation: CancellationStatus | null,
): RefundOutcome {
  if (kind === 'decision' && status === 'begun') return 'done';
  if (cancellation !== null) return OF_CANCELLATIONS[cancellation];
  if (status === 'pending') return 'waits_for_approval';
  return status === 'approved' || status === 'begun' ? 'under_way' : status;
}
