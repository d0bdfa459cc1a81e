// When a refund waits for a second person: the rules, and nothing else.
// Must never ask anything itself, so that the preview and the deed judge by the same.

/** Why a second person is needed. */
export const APPROVAL_RULES = ['amount', 'payment_age', 'daily_sum', 'own_limit'] as const;
export type ApprovalRule = (typeof APPROVAL_RULES)[number];

/** A rule that applies, with its limit and the figure that is beyond it. */
export interface ApprovalReason {
  readonly rule: ApprovalRule;
  /** Won, of `payment_age` days. */
  readonly limit: number;
  /** The same unit. */
  readonly figure: number;
}

/** What the rules look at. */
export interface RefundFigures {
  readonly amountWon: number;
  readonly paidAt: Date | null;
  readonly now: Date;
  /** What the same person has asked for today in Korea, refused ones not counted. */
  readonly askedTodayWon: number;
  /** The person's own limit; `null`: they have none. */
  readonly ownLimitWon: number | null;
}

export interface ApprovalLimits {
  readonly approvalAboveWon: number;
  readonly approvalAfterDays: number;
  readonly approvalDailySumWon: number;
}

const DAY_MS = 86_400_000;

/** Every reason why a second person is needed; empty when none is. */
export function approvalReasons(figures: RefundFigures, limits: ApprovalLimits): ApprovalReason[] {
  const { amountWon, paidAt, now, askedTodayWon, ownLimitWon } = figures;
  const ageMs = paidAt === null ? 0 : now.getTime() - paidAt.getTime();
  const reasons: ApprovalReason[] = [];
  if (amountWon > limits.approvalAboveWon) {
    reasons.push({ rule: 'amount', limit: limits.approvalAboveWon, figure: amountWon });
  }
  if (ageMs > limits.approvalAfterDays * DAY_MS) {
    reasons.push({ rule: 'payment_age', limit: limits.approvalAfterDays, figure: Math.ceil(ageMs / DAY_MS) });
  }
  const dailySumWon = askedTodayWon + amountWon;
  if (dailySumWon > limits.approvalDailySumWon) {
    reasons.push({ rule: 'daily_sum', limit: limits.approvalDailySumWon, figure: dailySumWon });
  }
  if (ownLimitWon !== null && amountWon > ownLimitWon) {
    reasons.push({ rule: 'own_limit', limit: ownLimitWon, figure: amountWon });
  }
  return reasons;
}
