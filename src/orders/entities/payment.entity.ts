// A payment (결제): one try to pay an order with one provider. Keeps what the provider must be told later: its
// reference, the credentials used, the receipt. Must never be saved with a repository; books.ts writes it.
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn, WonColumn } from '../../database/columns.js';
import { SellerCredentials } from '../../sellers/seller-credentials.entity.js';
import type { Channel, Handoff, PaymentMode } from '../provider-payment.js';
import type { Refusal } from '../provider-reply.js';
import type { PaymentMethod, Receipt } from '../receipt.js';
import type { PaymentStatus } from '../states.js';
import type { Order } from './order.entity.js';

@Entity('payments')
export class Payment {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') orderId: string;
  @Column('text') provider: string;
  @Column('text') status: PaymentStatus;
  @Column('text') channel: Channel;
  @Column('boolean') inApp: boolean;
  /** The method it was opened for; how it was paid in the end is in the receipt. */
  @Column('text', { nullable: true }) askedMethod: PaymentMethod | null;
  @Column('text', { default: 'confirm' }) mode: PaymentMode;
  @WonColumn() amountWon: number;
  /** The credentials it was opened with; confirming, looking up and cancelling use the same. */
  @Column('uuid') credentialsId: string;
  /** The stored card it is a charge on; absent when the buyer pays in a window. */
  @Column('uuid', { nullable: true }) billingKeyId: string | null;
  /** The month it is charged for, `YYYY-MM`; at most one charge per key and month stands. */
  @Column('text', { nullable: true }) billingMonth: string | null;
  /** Whether the month is taken by this payment: from its birth until it is refused, also if money is found later. */
  @Column('boolean', { default: false }) holdsMonth: boolean;
  /** The billing key that it registers once it is paid; absent when no card is to be stored. */
  @Column('uuid', { nullable: true }) registersKeyId: string | null;
  /** The provider's key of that card, sealed, until it has a row of its own. */
  @Column('text', { nullable: true }) sealedRegisteredKey: string | null;
  /** The provider's name for this try, known once it is opened. Of a charge: our own. */
  @Column('text', { nullable: true }) providerReference: string | null;
  /** Where the buyer is sent; a charge sends nobody anywhere. */
  @JsonColumn({ nullable: true }) handoff: Handoff | null;
  /** What the provider confirmed, without its secret. */
  @JsonColumn({ nullable: true }) receipt: Receipt | null;
  /** The secret that later calls about it take, sealed. */
  @Column('text', { nullable: true }) sealedReceiptSecret: string | null;
  /** Why it was refused or abandoned. */
  @JsonColumn({ nullable: true }) refusal: Refusal | null;

  /** When the buyer's page was given what opens the provider's window; at most once. */
  @InstantColumn({ nullable: true }) authorizedAt: Date | null;
  /** When money may have started to move. */
  @InstantColumn({ nullable: true }) confirmStartedAt: Date | null;
  /** Whether the provider answered our call for the money that it took some, and not plainly this. */
  @Column('boolean', { default: false }) saidTaken: boolean;
  /** Since when it is in doubt; of one that was given up, since when no late look was answered. */
  @InstantColumn({ nullable: true }) inDoubtSince: Date | null;
  /** Lookups made in the present doubt; of one that is paid, questions in a row about a notice that stayed without an answer. */
  @Column('integer') lookups: number;
  /** Why an operator is needed, when no machine can settle it. */
  @Column('text', { nullable: true }) attention: string | null;
  /** Since when a notice tells of a refund that is not ours and that the provider has not been asked about. */
  @InstantColumn({ nullable: true }) refundToldAt: Date | null;
  /**
   * By how much more the provider said to have left than the books when an operator was called for that; negative for less.
   * They are not called to the same difference again.
   */
  @WonColumn({ nullable: true }) calledDifferenceWon: number | null;
  /**
   * Whether the provider's balance shows what was charged back, by what it told since the first chargeback was booked; `null`
   * while it has not told.
   */
  @Column('boolean', { nullable: true }) showsChargebacks: boolean | null;
  @InstantColumn({ nullable: true }) paidAt: Date | null;
  @InstantColumn() createdAt: Date;

  @ManyToOne('Order', 'payments') @JoinColumn({ name: 'order_id' }) order?: Order;
  @ManyToOne(() => SellerCredentials) @JoinColumn({ name: 'credentials_id' }) credentials?: SellerCredentials;
}
