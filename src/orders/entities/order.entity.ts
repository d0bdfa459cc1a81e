// An order (주문): what is sold, for how much, and how far it is paid and refunded. The aggregate whose version guards
// its payments and cancellations. Must never be saved with a repository; books.ts writes it.
import { Column, Entity, ManyToOne, JoinColumn, OneToMany, PrimaryColumn } from 'typeorm';
import type { TaxSplit } from '../../common/money.js';
import { InstantColumn, JsonColumn, WonColumn } from '../../database/columns.js';
import { Seller } from '../../sellers/seller.entity.js';
import type { Buyer } from '../buyer.js';
import type { OrderItem } from '../order-item.js';
import type { OrderStatus } from '../states.js';
import { Cancellation } from './cancellation.entity.js';
import { Payment } from './payment.entity.js';

/** For whom the card that pays an order is to be stored. */
export interface CardToRegister {
  /** The merchant's own name for its customer. */
  readonly customerReference: string | null;
}

@Entity('orders')
export class Order {
  @PrimaryColumn('uuid') id: string;
  /** Rises with every write; the lock of the aggregate. An event carries the version it belongs to. */
  @Column('integer') version: number;
  @Column('text') sellerCode: string;
  @Column('text') orderNumber: string;
  @Column('text') status: OrderStatus;
  @Column('text') title: string;

  @WonColumn() amountWon: number;
  @WonColumn() taxFreeWon: number;
  @WonColumn() taxableWon: number;
  @WonColumn() vatWon: number;

  /** What has been refunded so far; the same columns as the amount. */
  @WonColumn() cancelledWon: number;
  @WonColumn() cancelledTaxFreeWon: number;
  @WonColumn() cancelledTaxableWon: number;
  @WonColumn() cancelledVatWon: number;

  @WonColumn() couponWon: number;
  @WonColumn() pointWon: number;
  @JsonColumn() items: OrderItem[];
  @JsonColumn({ nullable: true }) buyer: Buyer | null;
  @JsonColumn() metadata: Record<string, string>;
  /** Set when the card that pays it is to be stored. */
  @JsonColumn({ nullable: true }) registerCard: CardToRegister | null;

  /** Where the buyer's browser ends. */
  @Column('text') returnUrl: string;
  /** Unguessable name of the hosted checkout page. */
  @Column('text') checkoutToken: string;
  /** Fingerprint of the content the merchant sent, to tell a repetition from another order under the same number. */
  @Column('text') contentHash: string;

  @InstantColumn() expiresAt: Date;
  /** Whether the merchant chose `expiresAt`; if so the provider's page is told to die with the order. */
  @Column('boolean') expiryChosen: boolean;
  @InstantColumn({ nullable: true }) paidAt: Date | null;
  @InstantColumn() createdAt: Date;

  @ManyToOne(() => Seller) @JoinColumn({ name: 'seller_code', referencedColumnName: 'code' }) seller?: Seller;
  @OneToMany(() => Payment, (payment) => payment.order) payments: Payment[];
  @OneToMany(() => Cancellation, (cancellation) => cancellation.order) cancellations: Cancellation[];
}

/** The order's amount as a split. */
export function splitOf(order: Order): TaxSplit {
  return { taxFreeWon: order.taxFreeWon, taxableWon: order.taxableWon, vatWon: order.vatWon };
}

/** What has been refunded of the order, as a split. */
export function cancelledSplitOf(order: Order): TaxSplit {
  return {
    taxFreeWon: order.cancelledTaxFreeWon,
    taxableWon: order.cancelledTaxableWon,
    vatWon: order.cancelledVatWon,
  };
}
