// When a refund, or a decision that moves money or says that it moved, waits for a second person: the rules, and nothing else.
// Must never ask anything itself, so that the preview and the deed judge by the same.

/** Why a second person is needed. */
export const APPROVAL_RULES = [
  'amount',
  'payment_age',
  'daily_sum',
  'order_sum',
  'own_limit',
  'own_daily_sum',
  'own_order_sum',
] as const;
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
  /**
   * What the same person has asked for of the same order before, at whatever time, refused ones not counted. What others asked
   * for does not count: limits are about what one pair of eyes lets pass, and the order's balance bounds the rest.
   */
  readonly askedOfOrderWon: number;
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
  const { amountWon, paidAt, now, askedTodayWon, askedOfOrderWon, ownLimitWon } = figures;
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
  const orderSumWon = askedOfOrderWon + amountWon;
  // A large amount in small parts is a large amount.
  if (askedOfOrderWon > 0 && orderSumWon > limits.approvalAboveWon) {
    reasons.push({ rule: 'order_sum', limit: limits.approvalAboveWon, figure: orderSumWon });
  }
  return [...reasons, ...(ownLimitWon === null ? [] : ownReasons(figures, ownLimitWon))];
}

/** A person's own limit holds for each request, and for all of theirs of a day and of an order. */
function ownReasons({ amountWon, askedTodayWon, askedOfOrderWon }: RefundFigures, limit: number): ApprovalReason[] {
  const sums = [
    { rule: 'own_limit', before: 0 },
    { rule: 'own_daily_sum', before: askedTodayWon },
    { rule: 'own_order_sum', before: askedOfOrderWon },
  ] as const;
  return sums.flatMap(({ rule, before }) => {
    const isSaid = rule === 'own_limit' || before > 0;
    return isSaid && before + amountWon > limit ? [{ rule, limit, figure: before + amountWon }] : [];
  });
}
