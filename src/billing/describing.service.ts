// Whether a provider still has a stored card, asked of the provider itself: by the merchant, or because somebody says
// that it was removed there. Must never end a key on anybody's word but the provider's answer.
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import type { StoredMeans } from '../orders/billing.port.js';
import { refusalProblem } from '../orders/refusals.js';
import type { BillingKeyDto } from './billing-key.dto.js';
import { billingKeyView } from './billing-key.view.js';
import { BillingKeysService } from './billing-keys.service.js';
import { BillingPorts } from './billing-ports.js';
import { KeyBook } from './key-book.js';
import { shownMeans } from './shown-means.js';

/** In characters; nobody looks for what is longer. */
const LONGEST_SECRET = 1_000;

@Injectable()
export class DescribingService {
  constructor(
    private readonly book: KeyBook,
    private readonly keys: BillingKeysService,
    private readonly ports: BillingPorts,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /**
   * The key with its card or account as the provider has it at this moment. A key that it has no more becomes `dead`.
   *
   * @throws Problem `not_found`; `billing_key_not_usable` when the key holds nothing to ask about; `provider_refused`,
   *   `provider_not_reached`, after which nothing has changed
   */
  async describe(id: string): Promise<BillingKeyDto> {
    const key = await this.book.find(id);
    if (key.status !== 'active' && key.status !== 'dead') {
      throw new Problem('billing_key_not_usable', { detail: `The billing key is ${key.status}.` });
    }
    const reply = await this.ports.describe(key);
    if (reply.is === 'done') await this.#keepMeans(id, reply.value);
    else if (reply.is !== 'refused') throw new Problem('provider_not_reached', { retryAfterSeconds: 3 });
    else if (reply.refusal.reason === 'key_dead') await this.keys.markDead(id, reply.refusal);
    else throw refusalProblem(reply.refusal);
    return billingKeyView(await this.book.find(id), this.platform.publicUrl);
  }

  /** Somebody, perhaps the provider, says that it has removed a key: makes sure of it soon. Believes nothing. */
  async suspectRemoved(provider: string, secret: string): Promise<void> {
    if (secret === '' || secret.length > LONGEST_SECRET) return;
    await this.book.enqueueChecks(provider, secret);
  }

  /**
   * Ends a key that the provider does not have any more.
   *
   * @throws Error when the provider does not say, so that the job is tried again
   */
  async check(id: string): Promise<void> {
    const key = await this.book.load({ id });
    if (key?.status !== 'active') return;
    const reply = await this.ports.describe(key);
    if (reply.is === 'done') return;
    if (reply.is !== 'refused' || reply.refusal.reason !== 'key_dead') {
      throw new Error(`${key.provider} does not say whether it still has billing key ${id}.`);
    }
    await this.keys.markDead(id, reply.refusal);
  }

  /** A provider that does not tell the card or account takes nothing from what is known of it. */
  async #keepMeans(id: string, means: StoredMeans | null): Promise<void> {
    if (!means) return;
    const shown = shownMeans(means);
    await this.book.change(id, (key) => {
      const isKnown = isDeepStrictEqual({ card: key.card, account: key.account }, shown);
      const isKept = key.status === 'active' || key.status === 'dead';
      return isKnown || !isKept ? null : this.book.move(key, key.status, shown);
    });
  }
}
