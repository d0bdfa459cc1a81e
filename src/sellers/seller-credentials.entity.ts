// A seller's credentials at one provider, sealed. What is sealed is never changed: new credentials are a new row, so a
// cancellation finds those its payment was made with. Must never leave the server opened.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../database/columns.js';

@Entity('seller_credentials')
export class SellerCredentials {
  @PrimaryColumn('uuid') id: string;
  @Column('text') sellerCode: string;
  @Column('text') provider: string;
  /** JSON of the provider's own shape, sealed for `credentials:<id>`. */
  @Column('text') sealed: string;
  /** Keyed hash of the content, for people to tell one set from another; it changes with the sealing key. */
  @Column('text') fingerprint: string;
  /** The ones new payments use: one per seller and provider. */
  @Column('boolean') active: boolean;
  /** UUID of the change that has to be approved before they are used; they are not active until then. */
  @Column('uuid', { nullable: true }) waitsFor: string | null;
  @InstantColumn() createdAt: Date;
}
