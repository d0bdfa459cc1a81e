// A cash receipt (현금영수증) of a payment: asked for, issued, taken back.
// Must never keep the buyer's number longer than it takes to ask, nor be saved past cash-receipt-book.ts.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn, WonColumn } from '../database/columns.js';
import type { CashReceiptPurpose } from '../orders/cash-receipt.port.js';
import type { Refusal } from '../orders/provider-reply.js';
import type { CashReceiptStatus } from './cash-receipt-states.js';

@Entity('cash_receipts')
export class CashReceipt {
  @PrimaryColumn('uuid') id: string;
  /** Rises with every write; a write that expects another version does nothing. */
  @Column('integer') version: number;
  @Column('uuid') orderId: string;
  @Column('uuid') paymentId: string;
  @Column('text') provider: string;
  @Column('text') status: CashReceiptStatus;
  @Column('text') purpose: CashReceiptPurpose;
  /** The number it is for, all but its last four digits hidden. */
  @Column('text') identityHint: string;
  /** The whole number, sealed for `cash-receipt:<id>`, while it may have to be sent again. */
  @Column('text', { nullable: true }) sealedIdentity: string | null;
  @WonColumn() amountWon: number;
  /** The number under which it was reported. */
  @Column('text', { nullable: true }) managementNumber: string | null;
  /** Why the provider said no, when it last did. */
  @JsonColumn({ nullable: true }) refusal: Refusal | null;
  /** Why an operator is needed. */
  @Column('text', { nullable: true }) attention: string | null;
  /** Whether the provider has shown it when asked: only then is it believed at once when it says that none stands. */
  @Column('boolean') seenStanding: boolean;
  /** Since when the provider, each time it refuses to take it back, says before and after that none stands. */
  @InstantColumn({ nullable: true }) noneSince: Date | null;
  /** How often the provider was asked in vain since it is in doubt, or being taken back. */
  @Column('integer') attempts: number;
  /** The API key that asked, `key_…`. */
  @Column('text') requestedBy: string;
  @InstantColumn() createdAt: Date;
  @InstantColumn({ nullable: true }) inDoubtSince: Date | null;
  @InstantColumn({ nullable: true }) issuedAt: Date | null;
  @InstantColumn({ nullable: true }) cancellingSince: Date | null;
  @InstantColumn({ nullable: true }) cancelledAt: Date | null;
}
