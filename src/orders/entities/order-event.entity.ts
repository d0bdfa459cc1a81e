// An event: one thing that happened to an order, in the order it happened. Append-only; the database refuses changes.
// Must never hold a secret or personal data.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn } from '../../database/columns.js';

@Entity('order_events')
export class OrderEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') orderId: string;
  /** Place in the order's history; rises, without two alike. */
  @Column('integer') version: number;
  /** `order.paid`, `payment.refused`, `cancellation.done`, … */
  @Column('text') type: string;
  @JsonColumn() data: Record<string, unknown>;
  @Column('text', { nullable: true }) requestId: string | null;
  @InstantColumn() occurredAt: Date;
}
