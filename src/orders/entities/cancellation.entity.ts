// A cancellation (취소): a full or partial refund of a paid payment, or the reversal of a payment that must not stand.
// Must never be saved with a repository; books.ts writes it.
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { TaxSplit } from '../../common/money.js';
import { InstantColumn, JsonColumn, WonColumn } from '../../database/columns.js';
import type { CancellationKind, ExternalOrigin } from '../cancellation-kinds.js';
import type { Refusal } from '../provider-reply.js';
import type { CancelReceipt } from '../receipt.js';
import type { CancellationStatus } from '../states.js';
import type { Order } from './order.entity.js';

@Entity('cancellations')
export class Cancellation {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') orderId: string;
  @Column('uuid') paymentId: string;
  /**
   * `refund`: somebody asked for it; `reversal`: the platform gives back money that came too late or twice; `external`: it
   * went back without us and was recorded.
   */
  @Column('text') kind: CancellationKind;
  /** How it went back, when that was without us. */
  @Column('text', { nullable: true }) origin: ExternalOrigin | null;
  @Column('text') status: CancellationStatus;
  @WonColumn() amountWon: number;
  @WonColumn() taxFreeWon: number;
  @WonColumn() taxableWon: number;
  @WonColumn() vatWon: number;
  /** Whether nobody told how it divides for tax, so that the usual share was written. Only of `external` ones. */
  @Column('boolean', { default: false }) taxSplitAssumed: boolean;
  /** What was left of the payment before it. */
  @WonColumn() balanceBeforeWon: number;
  @Column('text') reason: string;
  /** Who asked: `key_…`, `person_…` or `platform`. */
  @Column('text') requestedBy: string;
  /** What the provider confirmed. */
  @JsonColumn({ nullable: true }) receipt: CancelReceipt | null;
  @JsonColumn({ nullable: true }) refusal: Refusal | null;
  @InstantColumn({ nullable: true }) startedAt: Date | null;
  @InstantColumn({ nullable: true }) inDoubtSince: Date | null;
  @Column('integer') lookups: number;
  @Column('text', { nullable: true }) attention: string | null;
  @InstantColumn({ nullable: true }) doneAt: Date | null;
  @InstantColumn() createdAt: Date;

  @ManyToOne('Order', 'cancellations') @JoinColumn({ name: 'order_id' }) order?: Order;
}

/** The cancellation's amount as a split. */
export function cancellationSplitOf(cancellation: Cancellation): TaxSplit {
  return {
    taxFreeWon: cancellation.taxFreeWon,
    taxableWon: cancellation.taxableWon,
    vatWon: cancellation.vatWon,
  };
}
