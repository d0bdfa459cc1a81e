// Somebody who works at the refund desk.
// Must never leave this module whole: the hash and the sealed secret are nobody else's.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, WonColumn } from '../database/columns.js';
import type { Role } from '../rights/roles.js';

@Entity('people')
export class Person {
  @PrimaryColumn('uuid') id: string;
  /** In small letters; nobody else has it. */
  @Column('text') email: string;
  @Column('text') name: string;
  @Column('text', { array: true }) roles: Role[];
  /** The most they may ask to refund at once; `null`: no limit of their own. */
  @WonColumn({ nullable: true }) refundLimitWon: number | null;
  /** Argon2id in PHC notation; `null`: invited, and no password yet. */
  @Column('text', { nullable: true }) passwordHash: string | null;
  /** Secret of the time-based codes, sealed for `second-factor:<id>`; `null`: there is no second factor. */
  @Column('text', { nullable: true }) sealedSecondFactor: string | null;
  @InstantColumn({ nullable: true }) disabledAt: Date | null;
  @InstantColumn() createdAt: Date;
}
