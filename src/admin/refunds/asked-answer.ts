// What somebody hears who asked for a refund: done, in doubt, waiting, or the provider's no.
// Must never answer 201 for anything but money that went back.
import { Problem } from '../../common/problems.js';
import type { Answer } from '../../orders/answers.js';
import { cancellationAnswer } from '../../orders/cancelling.service.js';
import type { Asked } from './asking.service.js';
import { outcomeOf, type RefundOutcome } from './refund-outcome.js';
import { refundRequestDocument, type RefundRequestDocument } from './refunds.dto.js';

const STATUS: Readonly<Record<Exclude<RefundOutcome, 'refused_by_provider' | 'stale'>, number>> = {
  done: 201,
  waits_for_approval: 202,
  under_way: 202,
  in_doubt: 202,
  refused: 200,
  withdrawn: 200,
  expired: 200,
};

/** @throws Problem `provider_refused`, `provider_not_reached`, `shown_changed` */
export function answerOf({ request, replayed }: Asked): Answer<RefundRequestDocument> {
  const { status, cancellation, staleBecause } = request;
  // Says the provider's no, when it was one.
  if (cancellation) cancellationAnswer(cancellation);
  const outcome = outcomeOf(request.kind, status, cancellation?.status ?? null);
  if (outcome === 'stale' || outcome === 'refused_by_provider') {
    throw new Problem('shown_changed', staleBecause === null ? {} : { detail: staleBecause });
  }
  return { status: STATUS[outcome], body: refundRequestDocument(request), replayed };
}
