// How money went back elsewhere, as a request keeps it until it is recorded.
// Must never hold the amount, which the columns of the request tell.
import type { EnteredOrigin } from '../../orders/cancellation-kinds.js';
import type { RefundRequest } from './refund-request.entity.js';

/** What was entered beside the amount and the reason. */
export interface ExternalDeed {
  readonly origin: EnteredOrigin;
  /** An instant with offset. */
  readonly refundedAt: string;
  /** The provider's, or the bank's, number of it; `null`: none was told. */
  readonly providerCancellationId: string | null;
  /** That it is another one than a refund of the same amount that is recorded already; absent: nobody said so. */
  readonly isAnother?: boolean;
  /** Whether its tax-free part was told; absent in deeds from before that was kept. */
  readonly isSplitTold?: boolean;
}

/** What was entered with a request of the kind `external_cancellation`. */
export function externalDeedOf({ deed }: Pick<RefundRequest, 'deed'>): ExternalDeed {
  if (deed === null) throw new Error('A refund made elsewhere without a deed.');
  return deed as unknown as ExternalDeed;
}
