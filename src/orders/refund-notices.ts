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

/** How far a provider's clock may be from ours, where only ours says when a refund of ours was sent and answered. */
const CLOCKS_APART_MS = 10_000;
/** How long after a refund of ours a notice may come that does not say when the refund was. */
const TOLD_AFTER_MS = 60_000;
/** A moment that ends in a whole minute was typed from a page that shows no seconds. */
const MINUTE_MS = 60_000;
/** How far from the moment that an operator gave who had been called with the notice, and recorded what it told. */
const APART_FROM_WHO_WAS_CALLED_MS = 86_400_000;

/**
 * Explains notices by cancellations that are done, each by one of the same amount at the same time.
 *
 * @param known notices of the payment that are explained already: their cancellations are taken
 * @param apartMs how far two moments that the provider told of one refund may be from each other
 * @returns of each notice the cancellation that explains it, or `null`
 */
export function explained<T extends HeardNotice>(
  notices: readonly T[],
  cancellations: readonly Cancellation[],
  known: readonly Pick<RefundNotice, 'cancellationId'>[],
  apartMs: number,
): Map<T, Cancellation | null> {
  const taken = new Set(known.map(({ cancellationId }) => cancellationId));
  const found = new Map<T, Cancellation | null>();
  for (const notice of notices) {
    const match = cancellations.find((each) => !taken.has(each.id) && tellsOf(notice, each, apartMs)) ?? null;
    if (match) taken.add(match.id);
    found.set(notice, match);
  }
  return found;
}

/** Whether we sent it ourselves. What was found or typed in may be another refund of the same amount than a notice tells of. */
export function wasSent({ startedAt }: Pick<Cancellation, 'startedAt'>): boolean {
  return startedAt !== null;
}

function tellsOf(notice: HeardNotice, cancellation: Cancellation, apartMs: number): boolean {
  const { status, origin, doneAt } = cancellation;
  if (status !== 'done' || cancellation.amountWon !== notice.amountWon) return false;
  // What somebody transferred by other means, no provider tells of.
  if (origin === 'by_hand') return false;
  const wasCalled = isEntered(origin) && notice.calledAt !== null && doneAt !== null && notice.calledAt <= doneAt;
  // Nobody documents that chargebacks are told by notice: only who saw this one may say that it told of it.
  if (origin === 'chargeback' && !wasCalled) return false;
  const [earliest, latest] = timeOf(cancellation, notice, wasCalled, apartMs);
  const at = (notice.refundedAt ?? notice.receivedAt).getTime();
  return at >= earliest && at <= latest;
}

/** Between which moments the refund of a cancellation was, in ms, as far as is known. */
function timeOf(
  { origin, startedAt, doneAt, receipt }: Cancellation,
  { refundedAt }: HeardNotice,
  wasCalled: boolean,
  apartMs: number,
): readonly [earliest: number, latest: number] {
  const told = receipt?.cancelledAt == null ? null : Date.parse(receipt.cancelledAt);
  const done = doneAt?.getTime() ?? Infinity;
  if (told !== null && wasCalled) return [told - APART_FROM_WHO_WAS_CALLED_MS, told + APART_FROM_WHO_WAS_CALLED_MS];
  if (told !== null && (refundedAt !== null || startedAt === null)) {
    const hasSeconds = !isEntered(origin) || told % MINUTE_MS !== 0;
    return [told - apartMs, told + apartMs + (hasSeconds ? 0 : MINUTE_MS)];
  }
  // Found, and not sent: at any time before it was found.
  if (startedAt === null) return [-Infinity, done];
  return [startedAt.getTime() - CLOCKS_APART_MS, done + (refundedAt === null ? TOLD_AFTER_MS : CLOCKS_APART_MS)];
}

/** Whether an operator recorded it. */
function isEntered(origin: Cancellation['origin']): boolean {
  return origin === 'provider_site' || origin === 'chargeback';
}
