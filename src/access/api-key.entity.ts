// An API key: who may call the REST API, and for what. Only a hash of the key is kept.
// Must never hold or show the key itself.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, WonColumn } from '../database/columns.js';
import type { Scope } from './scopes.js';

@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid') id: string;
  /** For people: what uses it. */
  @Column('text') name: string;
  /** SHA-256 of the key, hexadecimal. A key has 256 random bits, so a slow hash would add nothing. */
  @Column('text') keyHash: string;
  /** Its first letters, to recognise it in a list. */
  @Column('text') hint: string;
  @Column('text', { array: true }) scopes: Scope[];
  @InstantColumn() createdAt: Date;
  @InstantColumn({ nullable: true }) expiresAt: Date | null;
  @InstantColumn({ nullable: true }) lastUsedAt: Date | null;
  @InstantColumn({ nullable: true }) revokedAt: Date | null;
  /** UUID of the person who has its text: who made it, or made the key that did; `null`: the command line did, and it asks for no change of rights. */
  @Column('uuid', { nullable: true }) madeById: string | null;
  /** UUID of the change that has to be approved before it opens anything; `null`: none. */
  @Column('uuid', { nullable: true }) waitsFor: string | null;
  /** The most that it may move in one request, a day in Korea, of one order; `null`: no limit. */
  @WonColumn({ nullable: true }) limitPerRequestWon: number | null;
  @WonColumn({ nullable: true }) limitPerDayWon: number | null;
  @WonColumn({ nullable: true }) limitPerOrderWon: number | null;
}
