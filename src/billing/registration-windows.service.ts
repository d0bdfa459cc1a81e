// For providers whose window asks for leave to open: gives it once for each registration.
// Must never give it twice, or for a registration that is over.
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { StoredMethod } from '../orders/billing.port.js';
import type { OpenedCredentials } from '../orders/provider-reply.js';
import { SellersService } from '../sellers/sellers.service.js';
import type { BillingKey } from './billing-key.entity.js';
import { checkRegistrationJob } from './jobs.js';
import { KeyBook } from './key-book.js';

/** How long after it was let open nobody is to pay in a window any more. */
export const CLOSED_AFTER_MS = 20 * 60_000;

/** Leave to open the window of a registration. */
export interface RegistrationLeave {
  readonly method: StoredMethod;
  /** The seller's at the provider, opened. */
  readonly credentials: OpenedCredentials;
}

@Injectable()
export class RegistrationWindows {
  constructor(
    private readonly book: KeyBook,
    private readonly sellers: SellersService,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets the buyer's page open the provider's window, once. One commit.
   *
   * @param provider the one whose window it is
   * @returns `null` when it was opened before, or the registration is over or another provider's
   * @throws Problem `not_found`, `busy`
   */
  async authorize(keyId: string, provider: string): Promise<RegistrationLeave | null> {
    const now = this.clock.now();
    const key = await this.book.change(keyId, (current) => {
      const mayOpen = current.provider === provider && isOpen(current, now) && current.authorizedAt === null;
      if (!mayOpen) return null;
      // A buyer can edit what the window is told, also that it is to take money.
      const check = checkRegistrationJob(current, new Date(now.getTime() + CLOSED_AFTER_MS));
      return this.book.move(current, 'registering', { authorizedAt: now }, check);
    });
    // Ours is this very instant, and no equal one.
    if (key.authorizedAt !== now) return null;
    if (!key.credentials) throw new Error(`Billing key ${keyId} was loaded without its credentials.`);
    return { method: key.method, credentials: this.sellers.open(key.credentials) };
  }

  /** The window surely did not open: it may be tried again. */
  async withdraw(keyId: string): Promise<void> {
    await this.book.change(keyId, (key) =>
      key.status === 'registering' ? this.book.move(key, 'registering', { authorizedAt: null }) : null,
    );
  }
}

function isOpen({ status, expiresAt }: BillingKey, now: Date): boolean {
  return status === 'registering' && expiresAt > now;
}
