// A refund notice (환불 통지): what a provider told, unsigned, of a refund. Believed in nothing; it is the reason to ask.
// Must never move money or a balance by itself.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, WonColumn } from '../../database/columns.js';

@Entity('refund_notices')
export class RefundNotice {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') paymentId: string;
  /** The notice itself, scrubbed. It may have been pruned since. */
  @Column('uuid') exchangeId: string;
  /** What was refunded, by the notice; absent when it tells of a refund, and of no amount that can be read. */
  @WonColumn({ nullable: true }) amountWon: number | null;
  /** When, by the notice. */
  @InstantColumn({ nullable: true }) refundedAt: Date | null;
  @InstantColumn() receivedAt: Date;
  /** How often the provider was asked since and had the same balance as we. */
  @Column('integer') questions: number;
  /** When an operator was called with it; absent while the provider has not been asked, or could tell. */
  @InstantColumn({ nullable: true }) calledAt: Date | null;
  /** The cancellation that it tells of. */
  @Column('uuid', { nullable: true }) cancellationId: string | null;
  /** When it was explained, or seen to; absent while it waits. */
  @InstantColumn({ nullable: true }) settledAt: Date | null;
}
