// A seller (가맹점): a branch with its own credentials at the providers. "default" is the one from the configuration.
// Must never hold a credential; those are sealed in seller-credentials.entity.ts.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../database/columns.js';

/** The seller of orders that name none; its credentials come from the configuration. */
export const DEFAULT_SELLER_CODE = 'default';

@Entity('sellers')
export class Seller {
  @PrimaryColumn('text') code: string;
  @Column('text') name: string;
  @InstantColumn() createdAt: Date;
}
