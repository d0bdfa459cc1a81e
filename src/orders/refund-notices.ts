// Which cancellation of ours a refund notice tells of, if any. A provider tells of our own refunds as of all others.
// Must never explain two different refunds by one cancellation.
import type { Cancellation } from './entities/cancellation.entity.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';

/** What a notice says of a refund. */
export interface ToldNotice {
  /** In won; `null` when it tells of no amount that can be read: then no cancellation of ours explains it. */
  readonly amountWon: number | null;
  /** `null` when it does not say when. */
  readonly refundedAt: Date | null;
}

/** A notice, as far as it decides what explains it. */
export type HeardNotice = ToldNotice & Pick<RefundNotice, 'receivedAt' | 'calledAt'>;

/**
 * How far a provider's moment of a refund may be from ours, for its clock: from before it was sent until after the answer came.
 * The longer, the easier a refund of the same amount elsewhere is taken for ours.
 */
const APART_MS = 60_000;
/** How far from the moment that an operator gave who had been called with the notice, and recorded what it told. */
const APART_FROM_WHO_WAS_CALLED_MS = 86_400_000;

/**
 * Explains notices by cancellations that are done, each by one of the same amount at about the same time.
 *
 * @param known notices of the payment that are explained already: their cancellations are taken
 * @returns of each notice the cancellation that explains it, or `null`
 */
export function explained<T extends HeardNotice>(
  notices: readonly T[],
  cancellations: readonly Cancellation[],
  known: readonly Pick<RefundNotice, 'cancellationId'>[],
): Map<T, Cancellation | null> {
  const taken = new Set(known.map(({ cancellationId }) => cancellationId));
  const found = new Map<T, Cancellation | null>();
  for (const notice of notices) {
    const match = cancellations.find((each) => !taken.has(each.id) && tellsOf(notice, each)) ?? null;
    if (match) taken.add(match.id);
    found.set(notice, match);
  }
  return found;
}

function tellsOf(notice: HeardNotice, cancellation: Cancellation): boolean {
  const { status, kind, origin, startedAt, doneAt, receipt } = cancellation;
  if (status !== 'done' || cancellation.amountWon !== notice.amountWon) return false;
  // What somebody transferred by other means, no provider tells of.
  if (origin === 'by_hand') return false;
  const wasCalled = isEntered(origin) && notice.calledAt !== null && doneAt !== null && notice.calledAt <= doneAt;
  // Nobody documents that chargebacks are told by notice: only who saw this one may say that it told of it.
  if (origin === 'chargeback' && !wasCalled) return false;
  const atProvider = receipt?.cancelledAt == null ? null : new Date(receipt.cancelledAt);
  // When it was recorded says nothing of when it went back elsewhere, once that is known.
  const known = kind === 'external' && atProvider !== null ? [atProvider] : [startedAt, doneAt, atProvider];
  const moments = known.flatMap((each) => each?.getTime() ?? []);
  const at = (notice.refundedAt ?? notice.receivedAt).getTime();
  const apartMs = wasCalled ? APART_FROM_WHO_WAS_CALLED_MS : APART_MS;
  // One that was found, and not sent, may have happened at any time before.
  const earliest = startedAt === null && atProvider === null ? -Infinity : Math.min(...moments) - apartMs;
  return at >= earliest && at <= Math.max(...moments) + apartMs;
}

/** Whether an operator recorded it. */
function isEntered(origin: Cancellation['origin']): boolean {
  return origin === 'provider_site' || origin === 'chargeback';
}
