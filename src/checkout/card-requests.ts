// Who asks a buyer for a card, and what the provider that is to keep it needs in the page.
// Must never name a provider; what each needs is data.
import { Inject, Injectable } from '@nestjs/common';
import type { BillingKey } from '../billing/billing-key.entity.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import { SellersService } from '../sellers/sellers.service.js';
import { sellerNameOf } from './seller-name.js';

export interface CardRequest {
  /** `null` for the seller without a name of its own. */
  readonly sellerName: string | null;
  /** What the handoff needs in the page. */
  readonly origins: readonly string[];
}

@Injectable()
export class CardRequests {
  constructor(
    private readonly registry: ProviderRegistry,
    private readonly sellers: SellersService,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /** @throws Problem `unknown_provider` when the key is from a provider that is no more */
  async of(key: BillingKey): Promise<CardRequest> {
    const { can } = this.registry.get(key.provider);
    return { sellerName: await this.sellerNameOf(key), origins: can.handoffOrigins };
  }

  /** `null` for the seller without a name of its own. */
  async sellerNameOf(key: BillingKey): Promise<string | null> {
    const { seller } = await this.sellers.get(key.sellerCode);
    return sellerNameOf(seller, this.platform);
  }
}
