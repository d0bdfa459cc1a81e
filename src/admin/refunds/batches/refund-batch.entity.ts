// A file of refunds: what its dry run showed, and how far it has been carried out.
// Must never be started while a row is broken; the database refuses it too.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn, WonColumn } from '../../../database/columns.js';
import type { Fault, ShownLine } from './batch-check.js';

@Entity('refund_batches')
export class RefundBatch {
  @PrimaryColumn('uuid') id: string;
  /** UUID of a person. */
  @Column('uuid') madeById: string;
  @Column('text') madeByName: string;
  @InstantColumn() madeAt: Date;
  /** SHA-256 of the whole dry run. */
  @Column('text') shownHash: string;
  @Column('integer') lineCount: number;
  /** Rows with something wrong. */
  @Column('integer') brokenCount: number;
  /** What all rows come to that are not broken. */
  @WonColumn() amountWon: number;
  @InstantColumn({ nullable: true }) startedAt: Date | null;
  @InstantColumn({ nullable: true }) endedAt: Date | null;
}

@Entity('refund_batch_lines')
export class RefundBatchLine {
  @PrimaryColumn('uuid') batchId: string;
  /** Where it is in the file; the first line is 1. */
  @PrimaryColumn('integer') line: number;
  /** As it is written in the file. */
  @Column('text') orderText: string;
  @Column('uuid', { nullable: true }) orderId: string | null;
  /** `null`: all that is left. */
  @WonColumn({ nullable: true }) askedWon: number | null;
  @Column('text') reason: string;
  @JsonColumn({ nullable: true }) shown: ShownLine | null;
  @JsonColumn() faults: readonly Fault[];
  /** The id that its request has once it is asked for. */
  @Column('uuid') requestId: string;
  /** Why nothing could be asked for when it was its turn. */
  @JsonColumn({ nullable: true }) failure: Fault | null;
  @InstantColumn({ nullable: true }) askedAt: Date | null;
}
