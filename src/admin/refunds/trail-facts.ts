// How the audit trail tells of refund requests.
// Must never tell more than the request itself shows.
import type { AuditFacts } from '../../audit/audit-entry.entity.js';
import type { Actor } from '../../audit/audit-trail.js';
import { showId } from '../../common/ids.js';
import type { RefundRequest } from './refund-request.entity.js';

/** Nobody: the platform by itself. */
export const PLATFORM: Actor = { personId: null, name: 'the platform', address: null };

/** What a request is about, for whoever reads the trail. */
export function factsOf(request: RefundRequest): AuditFacts {
  const { status, kind, deed, amountWon, taxFreeWon, taxableWon, vatWon, balanceBeforeWon, approvalReasons } = request;
  return {
    status,
    ...(kind !== 'refund' && { kind }),
    ...(kind === 'decision' && { decision: deed?.['decision'] }),
    // How it went back, when, and the provider's number of it.
    ...(kind === 'external_cancellation' && deed),
    orderId: showId('order', request.orderId),
    paymentId: showId('payment', request.paymentId),
    amountWon,
    taxFreeWon,
    taxableWon,
    vatWon,
    balanceBeforeWon,
    ...(approvalReasons.length > 0 && { approvalReasons: approvalReasons.map(({ rule }) => rule) }),
  };
}
