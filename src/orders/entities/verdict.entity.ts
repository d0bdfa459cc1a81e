// A verdict (판정): by which rule a payment or cancellation is where it is, and which questions and answers decided. Append-only.
// Must never be written apart from the change it explains; books.ts writes both in one statement.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../../database/columns.js';
import type { VerdictRule } from '../verdict-rules.js';

@Entity('verdicts')
export class Verdict {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') orderId: string;
  /** The version of the order that the change led to. */
  @Column('integer') version: number;
  /** What it is about: a payment, or else a cancellation. */
  @Column('uuid', { nullable: true }) paymentId: string | null;
  @Column('uuid', { nullable: true }) cancellationId: string | null;
  @Column('text') rule: VerdictRule;
  @Column('text') fromStatus: string;
  /** The same as `fromStatus` when it stays in doubt. */
  @Column('text') toStatus: string;
  /** The questions and answers it rests on; none when nobody was asked. They may have been pruned since. */
  @Column('uuid', { array: true }) exchangeIds: string[];
  /** `platform`, or the operator's name. */
  @Column('text') decidedBy: string;
  /** What brought the operator's word: an API key, `key_…`, or the operator in person, `person_…`; of the platform `null`. */
  @Column('text', { nullable: true }) decidedWith: string | null;
  /** The operator's reason; of the platform, what made an answer unclear. */
  @Column('text', { nullable: true }) reason: string | null;
  @InstantColumn() decidedAt: Date;
}
