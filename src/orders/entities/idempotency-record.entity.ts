// What a write under an Idempotency-Key did, so that the same request again gets the same answer.
// Must never answer for another API key than the one that used it.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn } from '../../database/columns.js';

@Entity('idempotency_records')
export class IdempotencyRecord {
  @PrimaryColumn('uuid') apiKeyId: string;
  @PrimaryColumn('text') key: string;
  /** Hash of method, path and body. */
  @Column('text') fingerprint: string;
  /** What the request works on, set before the provider is called; its state answers if the process died. */
  @Column('uuid', { nullable: true }) resourceId: string | null;
  /** Absent while the request runs. */
  @Column('integer', { nullable: true }) responseStatus: number | null;
  @JsonColumn({ nullable: true }) responseBody: unknown;
  /** The answer of a write that keeps no record of its own, sealed for `answer:<owner>:<key>`: it may show a secret. */
  @Column('text', { nullable: true }) sealedBody: string | null;
  /** When something of such a write was committed; written in that transaction, before there is an answer. */
  @InstantColumn({ nullable: true }) committedAt: Date | null;
  @InstantColumn() createdAt: Date;
}
