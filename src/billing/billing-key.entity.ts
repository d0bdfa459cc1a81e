// A billing key (빌링키): a card or a bank account that a buyer registered at a provider, and the sealed key that charges it.
// Must never leave the server opened, nor be saved past key-book.ts, which guards its version.
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn } from '../database/columns.js';
import type { Buyer } from '../orders/buyer.js';
import type { StoredAccount, StoredCard, StoredMethod } from '../orders/billing.port.js';
import type { Channel, Handoff } from '../orders/provider-payment.js';
import type { Refusal } from '../orders/provider-reply.js';
import { SellerCredentials } from '../sellers/seller-credentials.entity.js';
import type { BillingKeyStatus } from './key-states.js';

@Entity('billing_keys')
export class BillingKey {
  @PrimaryColumn('uuid') id: string;
  /** Rises with every write; a write that expects another version does nothing. */
  @Column('integer') version: number;
  @Column('text') sellerCode: string;
  @Column('text') provider: string;
  /** What it charges. */
  @Column('text', { default: 'card' }) method: StoredMethod;
  @Column('text') status: BillingKeyStatus;
  /** Where the buyer sat when registering. */
  @Column('text') channel: Channel;
  /** The provider's key, sealed for `billing-key:<id>`; there is one exactly while it may still be of use or harm. */
  @Column('text', { nullable: true }) sealedKey: string | null;
  /** Keyed hash of the key: one key has one row per provider and seller. It changes with the sealing key. */
  @Column('text', { nullable: true }) keyFingerprint: string | null;
  /** For people; the number is masked. */
  @JsonColumn({ nullable: true }) card: StoredCard | null;
  /** The same of a bank account; one of the two is always `null`. */
  @JsonColumn({ nullable: true }) account: StoredAccount | null;
  /** The merchant's own name for its customer. */
  @Column('text', { nullable: true }) customerReference: string | null;
  @JsonColumn({ nullable: true }) buyer: Buyer | null;
  /** The credentials it was registered with; charging and ending it use the same. */
  @Column('uuid') credentialsId: string;
  /** The provider's name for the registration. */
  @Column('text') providerReference: string;
  /** Where the buyer is sent to register. */
  @JsonColumn() handoff: Handoff;
  /** Unguessable name of the hosted page, and of where the browser lands. */
  @Column('text') registrationToken: string;
  /** Where the buyer's browser ends. */
  @Column('text') returnUrl: string;
  /** Why the registration came to nothing, or why the last claim to it was refused. */
  @JsonColumn({ nullable: true }) refusal: Refusal | null;
  /** Why the provider ended it, in its own code and words. */
  @Column('text', { nullable: true }) deadReason: string | null;
  /** Why an operator is needed, when the provider does not agree to end it. */
  @Column('text', { nullable: true }) attention: string | null;
  /** How often the provider was asked in vain to end it. */
  @Column('integer') revokeAttempts: number;
  /** When the provider's window was let open for the registration; a window opens once. */
  @InstantColumn({ nullable: true }) authorizedAt: Date | null;
  @InstantColumn() createdAt: Date;
  /** Until when the buyer may register. */
  @InstantColumn() expiresAt: Date;
  @InstantColumn({ nullable: true }) registeredAt: Date | null;
  @InstantColumn({ nullable: true }) removingSince: Date | null;
  @InstantColumn({ nullable: true }) removedAt: Date | null;

  @ManyToOne(() => SellerCredentials) @JoinColumn({ name: 'credentials_id' }) credentials?: SellerCredentials;
}
