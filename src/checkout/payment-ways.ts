// Which ways to pay a buyer can choose for an order: those that can take it, at providers its seller is set up for.
// Must never name a provider; what each can do is data.
import { Inject, Injectable } from '@nestjs/common';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import type { Order } from '../orders/entities/order.entity.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type { Channel } from '../orders/provider-payment.js';
import type { Capabilities, MethodOffer } from '../orders/provider.port.js';
import { SellersService } from '../sellers/sellers.service.js';
import { canHandOver } from './handoffs.js';
import { sellerNameOf } from './seller-name.js';

/** A way to pay as a button. */
export interface PaymentWay {
  /** What the button sends; `readWay` reads it. */
  readonly name: string;
  readonly label: MethodOffer['label'];
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
      .filter(({ name, can }) => isSetUp(name) && canHand(can, channel))
      .flatMap(({ name, can }) => waysAt(name, can, order));
    return { sellerName: sellerNameOf(seller, this.platform), ways };
  }
}

/** What a button sent: a provider, and a method where it offers several. Whether there are such, paying finds out. */
export function readWay(name: string): { readonly provider: string; readonly method: string | undefined } {
  const [provider = '', method] = name.split(':', 2);
  return { provider, method };
}

function waysAt(provider: string, can: Capabilities, order: Order): PaymentWay[] {
  return can.methods
    .filter((offer) => order.amountWon >= offer.minimumWon && (order.registerCard === null || offer.registersCard))
    .map(({ method, label }) => ({
      name: method === null ? provider : `${provider}:${method}`,
      label,
      handoff: can.handoff,
      origins: can.handoffOrigins,
    }));
}

function canHand(can: Capabilities, channel: Channel): boolean {
  return can.channels.includes(channel) && canHandOver(can.handoff);
}
