// The billing port of a key's provider, with everything a call needs opened; exchanges are kept with the key.
// Must never write to a key or an order; the services decide what an answer means.
import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { withMaskedAccount, withMaskedNumber } from '../orders/card-mask.js';
import { ExchangeLog } from '../orders/exchange-log.js';
import { collecting } from '../orders/provider-calls.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type {
  BillingPort,
  KnownRegistration,
  RegisteredKey,
  StoredKey,
  StoredMeans,
  StoredMethod,
} from '../orders/billing.port.js';
import type { BuyerClaim, Opened } from '../orders/provider-payment.js';
import type { OpenedCredentials, Reply } from '../orders/provider-reply.js';
import type { PaymentProvider } from '../orders/provider.port.js';
import { SellersService } from '../sellers/sellers.service.js';
import type { BillingKey } from './billing-key.entity.js';
import { KeyBook } from './key-book.js';

/** A provider that keeps stored cards. */
export interface BillingProvider {
  readonly provider: PaymentProvider;
  readonly billing: BillingPort;
}

/**
 * What is to be registered: the usual of the provider when nobody asked for another.
 *
 * @throws Problem `not_supported` when the provider does not keep it
 */
export function requireKept({ provider, billing }: BillingProvider, wished: string | undefined): StoredMethod {
  const [usual] = billing.methods;
  const offer = wished === undefined ? usual : billing.methods.find(({ method }) => method === wished);
  if (offer) return offer.method;
  const kept = billing.methods.map(({ method }) => method).join(', ');
  throw new Problem('not_supported', { detail: `${provider.name} keeps these to be charged: ${kept}.` });
}

/**
 * @throws Problem `not_supported` when the provider charges no so small amount, or does not offer any more what the key
 *   charges
 */
export function requireChargeable(at: BillingProvider, { method }: BillingKey, amountWon: number): void {
  requireKept(at, method);
  const offer = at.billing.methods.find((each) => each.method === method);
  if (!offer || amountWon >= offer.minimumChargeWon) return;
  const what = method === 'card' ? 'card' : 'account';
  throw new Problem('not_supported', {
    detail: `${at.provider.name} charges ${offer.minimumChargeWon} won or more on a stored ${what}.`,
  });
}

/** A key before its registration was opened. */
export type NewRegistration = Pick<
  BillingKey,
  'id' | 'provider' | 'method' | 'channel' | 'buyer' | 'registrationToken' | 'credentials'
>;

@Injectable()
export class BillingPorts {
  constructor(
    private readonly providers: ProviderRegistry,
    private readonly sellers: SellersService,
    private readonly book: KeyBook,
    private readonly exchangeLog: ExchangeLog,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /** @throws Problem `unknown_provider`, `not_supported` when it keeps no cards */
  get(name: string): BillingProvider {
    const provider = this.providers.get(name);
    const { billing } = provider;
    if (billing) return { provider, billing };
    const able = this.providers.all().flatMap((each) => (each.billing ? [each.name] : []));
    throw new Problem('not_supported', {
      detail: `${name} keeps no cards; these do: ${able.join(', ') || 'none'}.`,
    });
  }

  /** Opens a registration; moves no money. */
  async openRegistration(key: NewRegistration): Promise<Reply<Opened>> {
    const { billing } = this.get(key.provider);
    const { reply, exchanges } = await collecting((sink) => billing.openRegistration(this.#registration(key), sink));
    await this.exchangeLog.keep(exchanges, about(key));
    return reply;
  }

  /** Asks the provider whether what the browser brought names a key. */
  async claimKey(key: BillingKey, claim: BuyerClaim): Promise<Reply<RegisteredKey>> {
    const { billing } = this.get(key.provider);
    const { providerReference: reference, authorizedAt } = key;
    const known: KnownRegistration = { ...this.#registration(key), reference, authorizedAt };
    const { reply, exchanges } = await collecting((sink) => billing.claimKey(known, claim, sink));
    await this.exchangeLog.keep(exchanges, about(key));
    if (reply.is !== 'done') return reply;
    return { is: 'done', value: { ...reply.value, means: masked(reply.value.means) } };
  }

  /**
   * Asks what the provider took in money under the number of a registration, in won.
   *
   * @param givesBack whether it is to go back; see the port
   * @returns `null` where nobody can take money so
   */
  async takenUnder(key: BillingKey, givesBack: boolean): Promise<Reply<number> | null> {
    const { billing } = this.get(key.provider);
    const ask = billing.takenUnder?.bind(billing);
    if (!ask) return null;
    const { providerReference: reference, method, authorizedAt, createdAt } = key;
    const taken = { reference, method, openedAt: authorizedAt ?? createdAt, credentials: this.#credentials(key) };
    const { reply, exchanges } = await collecting((sink) => ask(taken, givesBack, sink));
    await this.exchangeLog.keep(exchanges, about(key));
    return reply;
  }

  /** Asks the provider for what is behind a key. */
  async describe(key: BillingKey): Promise<Reply<StoredMeans | null>> {
    const { billing } = this.get(key.provider);
    const stored = this.#stored(key);
    const { reply, exchanges } = await collecting((sink) => billing.describe(stored, sink));
    await this.exchangeLog.keep(exchanges, about(key));
    return reply.is === 'done' ? { is: 'done', value: masked(reply.value) } : reply;
  }

  /** Asks the provider to end a key. */
  async revoke(key: BillingKey): Promise<Reply<null>> {
    const { billing } = this.get(key.provider);
    const stored = this.#stored(key);
    const { reply, exchanges } = await collecting((sink) => billing.revoke(stored, sink));
    await this.exchangeLog.keep(exchanges, about(key));
    return reply;
  }

  #stored(key: BillingKey): StoredKey {
    const { id: keyId, method } = key;
    return { keyId, method, keySecret: this.book.open(key), credentials: this.#credentials(key) };
  }

  #registration(key: NewRegistration) {
    const landingUrl = `${this.platform.publicUrl}/v1/card-registrations/${key.registrationToken}`;
    const { id: keyId, method, channel, buyer } = key;
    return { keyId, method, channel, buyer, landingUrl, credentials: this.#credentials(key) };
  }

  #credentials(key: Pick<BillingKey, 'id' | 'credentials'>): OpenedCredentials {
    if (!key.credentials) throw new Error(`Billing key ${key.id} was loaded without its credentials.`);
    return this.sellers.open(key.credentials);
  }
}

function masked(means: StoredMeans | null): StoredMeans | null {
  if (means === null) return null;
  return 'card' in means ? { card: withMaskedNumber(means.card) } : { account: withMaskedAccount(means.account) };
}

function about({ id, provider }: Pick<BillingKey, 'id' | 'provider'>) {
  return { provider, orderId: null, paymentId: null, billingKeyId: id };
}
