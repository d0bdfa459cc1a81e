// A webhook endpoint: an address of the merchant that events are sent to, signed.
// Must never leave the server with its secrets, nor be saved past endpoint-book.ts, which guards its version.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../database/columns.js';
import type { WebhookEndpointStatus } from './endpoint-states.js';

@Entity('webhook_endpoints')
export class WebhookEndpoint {
  @PrimaryColumn('uuid') id: string;
  /** Rises with every write but `failingSince`; a write that expects another version does nothing. */
  @Column('integer') version: number;
  @Column('text') status: WebhookEndpointStatus;
  @Column('text') url: string;
  /** The merchant's own note. */
  @Column('text', { nullable: true }) description: string | null;
  /** `*`, `payment.*`, `payment.paid`, …; see event-types.ts. */
  @Column('text', { array: true }) eventTypes: string[];
  /** What events are signed with, sealed for `webhook-secret:<id>`; gone with the endpoint. */
  @Column('text', { nullable: true }) sealedSecret: string | null;
  /** The secret before that, sealed for `previous-webhook-secret:<id>`; also signs until it ends. */
  @Column('text', { nullable: true }) sealedPreviousSecret: string | null;
  @InstantColumn({ nullable: true }) previousSecretEndsAt: Date | null;
  /** The first failure since the last success. */
  @InstantColumn({ nullable: true }) failingSince: Date | null;
  @InstantColumn({ nullable: true }) pausedAt: Date | null;
  @InstantColumn() createdAt: Date;
}
