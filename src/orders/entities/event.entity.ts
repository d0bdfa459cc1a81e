// An event: one thing that happened to something that has versions, in the order it happened. Append-only; the database
// refuses changes, and writes with each event whom it has to be told. Must never hold a secret or personal data.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn } from '../../database/columns.js';

@Entity('events')
export class RecordedEvent {
  @PrimaryColumn('uuid') id: string;
  /** Whose history it is part of: an order, or what has versions of its own (a billing key, a cash receipt, …). */
  @Column('uuid') subjectId: string;
  /** The order it concerns, when it concerns one. */
  @Column('uuid', { nullable: true }) orderId: string | null;
  /** Place in its subject's history; rises, without two alike. */
  @Column('integer') version: number;
  /** `order.paid`, `payment.refused`, `cancellation.done`, `billing_key.active`, … */
  @Column('text') type: string;
  @JsonColumn() data: Record<string, unknown>;
  @Column('text', { nullable: true }) requestId: string | null;
  @InstantColumn() occurredAt: Date;
}
