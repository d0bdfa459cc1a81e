// What somebody at the desk asked for that moves money, or says that it moved: a refund, a decision, a refund made elsewhere;
// exactly as it was shown to them, and who let it pass.
// Must never tell what became of the money: that is told by its cancellation. Saved by refund-request-book.ts alone.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditFacts } from '../../audit/audit-entry.entity.js';
import { InstantColumn, JsonColumn, WonColumn } from '../../database/columns.js';
import type { Cancellation } from '../../orders/entities/cancellation.entity.js';
import type { Order } from '../../orders/entities/order.entity.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import type { ApprovalReason } from './approval-rules.js';
import type { RefundRequestStatus } from './refund-request-states.js';

/** What is asked for. */
export const REQUEST_KINDS = ['refund', 'decision', 'external_cancellation'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

@Entity('refund_requests')
export class RefundRequest {
  @PrimaryColumn('uuid') id: string;
  @Column('text') status: RefundRequestStatus;
  @Column('text', { default: 'refund' }) kind: RequestKind;
  @Column('uuid') orderId: string;
  @Column('uuid') paymentId: string;
  /** The id that its cancellation has once it has begun; chosen before, so that there can be only one; of a decision `null`. */
  @Column('uuid', { nullable: true }) cancellationId: string | null;
  @WonColumn() amountWon: number;
  @WonColumn() taxFreeWon: number;
  @WonColumn() taxableWon: number;
  @WonColumn() vatWon: number;
  @WonColumn() balanceBeforeWon: number;
  /** SHA-256 of what was shown: it is carried out only while the same would be shown. */
  @Column('text') shownHash: string;
  /** Why it is refunded. */
  @Column('text') reason: string;
  /** Why it needs a second person; empty: it does not. */
  @JsonColumn() approvalReasons: readonly ApprovalReason[];
  @Column('text', { nullable: true }) idempotencyKey: string | null;
  @Column('text', { nullable: true }) fingerprint: string | null;
  /** UUID of a person. */
  @Column('uuid') askedById: string;
  /** As they were called then. */
  @Column('text') askedByName: string;
  @InstantColumn() askedAt: Date;
  /** What its carrier carries out; `null`: a refund, which the other columns tell. No secrets. */
  @JsonColumn({ nullable: true }) deed: AuditFacts | null;
  /** UUID of the payment or cancellation that a decision is about. */
  @Column('uuid', { nullable: true }) aboutId: string | null;
  /** Until when it may be approved; `null`: it needs no approval. */
  @InstantColumn({ nullable: true }) expiresAt: Date | null;
  /** UUID of the second person. */
  @Column('uuid', { nullable: true }) decidedById: string | null;
  @Column('text', { nullable: true }) decidedByName: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  /** Why they refused it. */
  @Column('text', { nullable: true }) decisionReason: string | null;
  /** Why it came to nothing, though nobody decided so. */
  @Column('text', { nullable: true }) staleBecause: string | null;
}

/** A request as it is read for people: with what it is about. */
export type KnownRequest = RefundRequest & {
  readonly order: Pick<Order, 'orderNumber' | 'sellerCode' | 'title'>;
  readonly payment: Pick<Payment, 'provider' | 'paidAt'>;
  /** Absent until it has begun. */
  readonly cancellation: Cancellation | null;
};
