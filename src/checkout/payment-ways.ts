// Which providers a buyer can choose for an order: those that can take it and for which its seller is set up.
// Must never name a provider; what each can do is data.
import { Inject, Injectable } from '@nestjs/common';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import type { Order } from '../orders/entities/order.entity.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type { Channel } from '../orders/provider-payment.js';
import type { Capabilities, PaymentProvider } from '../orders/provider.port.js';
import { SellersService } from '../sellers/sellers.service.js';
import { canHandOver } from './handoffs.js';
import { sellerNameOf } from './seller-name.js';

/** A provider as a button. */
export interface PaymentWay {
  readonly provider: string;
  readonly label: Capabilities['label'];
  readonly handoff: Capabilities['handoff'];
  /** What the handoff needs in the page. */
  readonly origins: readonly string[];
}

/** Who sells, and how they can be paid. */
export interface Offer {
  /** `null` for the seller without a name of its own. */
  readonly sellerName: string | null;
  readonly ways: readonly PaymentWay[];
}

@Injectable()
export class PaymentWays {
  constructor(
    private readonly registry: ProviderRegistry,
    private readonly sellers: SellersService,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  async of(order: Order, channel: Channel): Promise<Offer> {
    const { seller, active } = await this.sellers.get(order.sellerCode);
    const isSetUp = (provider: string): boolean => active.some((each) => each.provider === provider);
    const ways = this.registry
      .all()
      .filter((provider) => isSetUp(provider.name) && canTake(provider, order, channel))
      .map(({ name, can }) => ({
        provider: name,
        label: can.label,
        handoff: can.handoff,
        origins: can.handoffOrigins,
      }));
    return { sellerName: sellerNameOf(seller, this.platform), ways };
  }
}

function canTake({ can, billing }: PaymentProvider, order: Order, channel: Channel): boolean {
  if (order.registerCard !== null && !billing?.registersWithPayments) return false;
  return can.channels.includes(channel) && order.amountWon >= can.minimumWon && canHandOver(can.handoff);
}
