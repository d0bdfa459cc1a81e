// What the routes of refunds at the desk take and answer: what would happen, and what became of what was asked for.
// Must never take the name of a payment or of a person: an order has one payment to refund, and who asks is in the session.
import { ApiProperty, PickType } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { documentOf } from '../../common/document.js';
import { IsText } from '../../common/http/fields.js';
import { showId } from '../../common/ids.js';
import { totalOf, type TaxSplit } from '../../common/money.js';
import { PROBLEM_KINDS, type ErrorCode, type Problem } from '../../common/problems.js';
import { ENTERED_ORIGINS, type EnteredOrigin } from '../../orders/cancellation-kinds.js';
import { CancellationDto, CancelOrderDto } from '../../orders/dto/cancellation.dto.js';
import type { Order } from '../../orders/entities/order.entity.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import { cancellationView } from '../../orders/order.view.js';
import type { Capabilities } from '../../orders/provider.port.js';
import { APPROVAL_RULES, type ApprovalReason, type ApprovalRule } from './approval-rules.js';
import { externalDeedOf } from './external-deed.js';
import { outcomeOf, REFUND_OUTCOMES, type RefundOutcome } from './refund-outcome.js';
import { REQUEST_KINDS, type KnownRequest, type RequestKind } from './refund-request.entity.js';
import { REFUND_REQUEST_STATES, type RefundRequestStatus } from './refund-request-states.js';
import { CAUTIONS, type Caution, type Possibility } from './shown-refund.js';

/** The longest reason, in characters. */
export const LONGEST_REASON = 200;

/** How much would be refunded. */
export class PreviewRefundBody extends PickType(CancelOrderDto, ['amountWon', 'taxFreeWon']) {}

/** What somebody was shown, by its hash. */
export class ShownBody {
  /** The `shownHash` of what was shown. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'shownHash must be 64 hexadecimal digits' })
  shownHash: string;
}

/** A refund to carry out, exactly as it was shown. */
export class AskRefundBody extends PreviewRefundBody {
  /** Why; kept in the books and the trail, not sent to the provider. */
  @IsText(1, LONGEST_REASON)
  reason: string;

  /** The `shownHash` of the preview. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'shownHash must be 64 hexadecimal digits' })
  shownHash: string;
}

/** Won by tax. */
export class TaxSplitDocument {
  /** The sum of the three, in won. */
  totalWon: number;
  /** Tax-free part, in won. */
  taxFreeWon: number;
  /** Supply price of the taxable part, in won. */
  taxableWon: number;
  /** VAT, in won. */
  vatWon: number;
}

/** One of the means that a payment was made of. */
export class PaidPartDocument {
  /** @example "card" */
  method: string;
  name: string;
  /** In won. */
  amountWon: number;
}

/** A rule by which a second person is needed. */
export class ApprovalReasonDocument {
  /**
   * `amount`: more than a refund may be. `payment_age`: the payment is old. `daily_sum`: too much by one person in one day.
   * `order_sum`: what the person asked for of this order comes to more than a refund may be. `own_limit`: beyond the person's
   * own limit; `own_daily_sum`, `own_order_sum`: so is what they asked for in one day, or of this order, in all.
   */
  @ApiProperty({ enum: APPROVAL_RULES })
  rule: ApprovalRule;
  /** In won, with `payment_age` in days. */
  limit: number;
  /** What is beyond the limit, in the same unit. */
  figure: number;
}

/** Why something cannot be done. */
export class WhyNotDocument {
  /** A code of the table of problems. */
  @ApiProperty({ enum: Object.keys(PROBLEM_KINDS) })
  code: ErrorCode;
  /** In a sentence. */
  detail: string;
  /** What stands in the way, for example `rfr_…`. */
  resourceId: string | null;
  /** In won, where more was asked for than is left; `null` otherwise. */
  leftWon: number | null;
}

/** What a refund would do. Nothing is sent, and nothing is promised. */
export class RefundPreviewDocument {
  /** `ord_…` */
  orderId: string;
  orderNumber: string;
  /** `pay_…`; `null`: nothing is paid. */
  paymentId: string | null;
  provider: string | null;
  /** What the order came to, in won. */
  orderWon: number;
  /** What was refunded of it, in won. */
  refundedWon: number;
  /** How it was paid. What was paid with coupons and points goes back with the rest, or not at all. */
  parts: PaidPartDocument[];
  /** What of it can go back through the provider. */
  @ApiProperty({ enum: ['any', 'whole', 'none'] })
  refundable: 'any' | 'whole' | 'none';
  /** What would go back; `null` when nothing can. */
  @ApiProperty({ type: TaxSplitDocument, nullable: true })
  refund: TaxSplitDocument | null;
  /** What is left of the payment now. */
  balanceBefore: TaxSplitDocument;
  @ApiProperty({ type: TaxSplitDocument, nullable: true })
  balanceAfter: TaxSplitDocument | null;
  /** `null`: it is possible. */
  @ApiProperty({ type: WhyNotDocument, nullable: true })
  whyNot: WhyNotDocument | null;
  /**
   * What may come of it though it is possible. `below_coupon`: providers may refuse a part smaller than the coupon.
   * `operator_called`: somebody has to look at the payment, of which less may be left at the provider than in our books.
   */
  @ApiProperty({ enum: CAUTIONS, isArray: true })
  cautions: Caution[];
  /** Why a second person has to approve; empty: it is carried out at once. */
  approvalReasons: ApprovalReasonDocument[];
  /** To be given with the asking: it holds only as long as the same would be shown. `null` when nothing can be asked for. */
  shownHash: string | null;
}

/** A person, as they were called then. */
export class NamedPersonDocument {
  /** `person_…` */
  id: string;
  name: string;
}

/** A decision that somebody asked for. */
export class RequestedDecisionDocument {
  /** `pay_…` or `can_…` */
  aboutId: string;
  /** For example `try_again`. */
  decision: string;
}

/** How money went back elsewhere, as somebody entered it. */
export class RequestedExternalDocument {
  /** `provider_site`: on the provider's merchant pages. `by_hand`: by other means. `chargeback`: it was taken. */
  @ApiProperty({ enum: ENTERED_ORIGINS })
  origin: EnteredOrigin;
  /** When it went back; an instant with offset. */
  refundedAt: string;
  /** The provider's, or the bank's, number of it; `null`: none was told. */
  @ApiProperty({ type: String, nullable: true })
  providerCancellationId: string | null;
  /** Whether who asked says that it is another one than the refund of the same amount that is recorded already. */
  isAnother: boolean;
}

/** Something that moves money, or says that it moved, and that somebody asked for. */
export class RefundRequestDocument {
  /** `rfr_…` */
  id: string;
  /** `stale`: what was shown is not so any more, so it came to nothing. `begun`: see `cancellation`. */
  @ApiProperty({ enum: REFUND_REQUEST_STATES })
  status: RefundRequestStatus;
  /** `refund`: money goes back. `decision`: see `decision`. `external_cancellation`: a refund that happened elsewhere. */
  @ApiProperty({ enum: REQUEST_KINDS })
  kind: RequestKind;
  /** What is said about which payment or cancellation; `null`: it is no decision. */
  @ApiProperty({ type: RequestedDecisionDocument, nullable: true })
  decision: RequestedDecisionDocument | null;
  /** How it went back elsewhere; `null`: it is no `external_cancellation`. */
  @ApiProperty({ type: RequestedExternalDocument, nullable: true })
  external: RequestedExternalDocument | null;
  /** What became of it, in one word. `under_way`: it is being carried out. `in_doubt`: its outcome is being looked up. */
  @ApiProperty({ enum: REFUND_OUTCOMES })
  outcome: RefundOutcome;
  /** `ord_…` */
  orderId: string;
  orderNumber: string;
  orderTitle: string;
  sellerCode: string;
  /** `pay_…` */
  paymentId: string;
  provider: string;
  /** An instant with offset. */
  paidAt: string | null;
  refund: TaxSplitDocument;
  /** What was left of the payment when it was asked for, in won. */
  balanceBeforeWon: number;
  balanceAfterWon: number;
  reason: string;
  approvalReasons: ApprovalReasonDocument[];
  /** Of what was shown to who asked. */
  shownHash: string;
  askedBy: NamedPersonDocument;
  askedAt: string;
  /** Until when it may be approved; `null`: it needs no approval. */
  expiresAt: string | null;
  /** Who approved or refused it; `null`: nobody yet, or nobody had to. */
  @ApiProperty({ type: NamedPersonDocument, nullable: true })
  decidedBy: NamedPersonDocument | null;
  decidedAt: string | null;
  /** Why it was refused. */
  decisionReason: string | null;
  /** Why it came to nothing though nobody decided so. */
  staleBecause: string | null;
  @ApiProperty({ type: CancellationDto, nullable: true })
  cancellation: CancellationDto | null;
}

/** What a preview is made of. */
export interface PreviewParts {
  readonly order: Order;
  readonly payment: Payment | null;
  readonly can: Capabilities | null;
  readonly left: TaxSplit;
  readonly possibility: Possibility;
  readonly reasons: readonly ApprovalReason[];
  readonly cautions: readonly Caution[];
  readonly shownHash: string | null;
}

export function previewDocument(parts: PreviewParts): RefundPreviewDocument {
  const { order, payment, can, left, possibility, reasons, cautions, shownHash } = parts;
  const { shown, whyNot } = possibility;
  const cancels = payment?.receipt?.cancels ?? 'none';
  return documentOf(RefundPreviewDocument, {
    orderId: showId('order', order.id),
    orderNumber: order.orderNumber,
    paymentId: payment && showId('payment', payment.id),
    provider: payment && payment.provider,
    orderWon: order.amountWon,
    refundedWon: order.cancelledWon,
    parts: (payment?.receipt?.parts ?? []).map(({ method, name, amountWon }) => ({ method, name, amountWon })),
    refundable: cancels === 'any' && can?.partialCancel !== true ? 'whole' : cancels,
    refund: shown && splitDocument(shown.split),
    balanceBefore: splitDocument(payment ? left : { taxFreeWon: 0, taxableWon: 0, vatWon: 0 }),
    balanceAfter: shown && splitDocument(shown.balanceAfter),
    whyNot: whyNot && whyNotDocument(whyNot),
    cautions: [...cautions],
    approvalReasons: reasons.map((reason) => ({ ...reason })),
    shownHash,
  });
}

export function whyNotDocument({ code, message, facts }: Problem): WhyNotDocument {
  return documentOf(WhyNotDocument, {
    code,
    detail: message,
    resourceId: facts.resourceId ?? null,
    leftWon: facts.leftWon ?? null,
  });
}

export function splitDocument(split: TaxSplit): TaxSplitDocument {
  const { taxFreeWon, taxableWon, vatWon } = split;
  return documentOf(TaxSplitDocument, { totalWon: totalOf(split), taxFreeWon, taxableWon, vatWon });
}

export function refundRequestDocument(request: KnownRequest): RefundRequestDocument {
  const { status, amountWon, balanceBeforeWon, order, payment, cancellation } = request;
  return documentOf(RefundRequestDocument, {
    id: showId('refundRequest', request.id),
    status,
    kind: request.kind,
    decision: request.kind === 'decision' ? requestedDecision(request.deed) : null,
    external: request.kind === 'external_cancellation' ? requestedExternal(request) : null,
    outcome: outcomeOf(request.kind, status, cancellation?.status ?? null),
    orderId: showId('order', request.orderId),
    orderNumber: order.orderNumber,
    orderTitle: order.title,
    sellerCode: order.sellerCode,
    paymentId: showId('payment', request.paymentId),
    provider: payment.provider,
    paidAt: payment.paidAt?.toISOString() ?? null,
    refund: splitDocument(request),
    balanceBeforeWon,
    balanceAfterWon: balanceBeforeWon - amountWon,
    reason: request.reason,
    approvalReasons: request.approvalReasons.map((reason) => ({ ...reason })),
    shownHash: request.shownHash,
    askedBy: { id: showId('person', request.askedById), name: request.askedByName },
    askedAt: request.askedAt.toISOString(),
    expiresAt: request.expiresAt?.toISOString() ?? null,
    decidedBy:
      request.decidedById === null || request.decidedByName === null
        ? null
        : { id: showId('person', request.decidedById), name: request.decidedByName },
    decidedAt: request.decidedAt?.toISOString() ?? null,
    decisionReason: request.decisionReason,
    staleBecause: request.staleBecause,
    cancellation: cancellation && cancellationView(cancellation),
  });
}

function requestedExternal(request: KnownRequest): RequestedExternalDocument {
  const { origin, refundedAt, providerCancellationId, isAnother = false } = externalDeedOf(request);
  return documentOf(RequestedExternalDocument, { origin, refundedAt, providerCancellationId, isAnother });
}

function requestedDecision(deed: KnownRequest['deed']): RequestedDecisionDocument {
  const { aboutId, decision } = deed as unknown as RequestedDecisionDocument;
  return documentOf(RequestedDecisionDocument, { aboutId, decision });
}
