// An exchange (전문): one request to a provider and its reply, scrubbed by allow-list. Append-only.
// Must never hold a field that the provider's allow-list does not name.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn } from '../../database/columns.js';
import type { ExchangeRecord } from '../provider-reply.js';

@Entity('exchanges')
export class Exchange {
  @PrimaryColumn('uuid') id: string;
  @Column('text') provider: string;
  /** The provider call, for example `approval`. */
  @Column('text') operation: string;
  @Column('uuid', { nullable: true }) orderId: string | null;
  @Column('uuid', { nullable: true }) paymentId: string | null;
  @Column('uuid', { nullable: true }) cancellationId: string | null;
  @Column('uuid', { nullable: true }) billingKeyId: string | null;
  @Column('text', { nullable: true }) requestId: string | null;
  @Column('text') url: string;
  @JsonColumn() request: unknown;
  @JsonColumn({ nullable: true }) response: unknown;
  @Column('integer', { nullable: true }) httpStatus: number | null;
  /** The provider's result code, as text. */
  @Column('text', { nullable: true }) resultCode: string | null;
  /** What the platform made of it. */
  @Column('text') outcome: ExchangeRecord['outcome'];
  /** What went wrong below HTTP, in the words of the network library. */
  @Column('text', { nullable: true }) failure: string | null;
  @InstantColumn() startedAt: Date;
  @Column('integer') durationMs: number;
}
