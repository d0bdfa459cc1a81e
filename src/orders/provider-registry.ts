// The providers by name. A provider module registers itself here when the application starts.
// Must never import one.
import { Injectable } from '@nestjs/common';
import { Problem } from '../common/problems.js';
import type { PaymentProvider } from './provider.port.js';

@Injectable()
export class ProviderRegistry {
  readonly #providers = new Map<string, PaymentProvider>();

  /** @throws Error when two providers have the same name */
  register(provider: PaymentProvider): void {
    if (this.#providers.has(provider.name)) throw new Error(`Two providers are named ${provider.name}.`);
    this.#providers.set(provider.name, provider);
  }

  /** @throws Problem `unknown_provider` */
  get(name: string): PaymentProvider {
    const provider = this.#providers.get(name);
    if (!provider) {
      throw new Problem('unknown_provider', {
        detail: `The providers are: ${[...this.#providers.keys()].join(', ')}.`,
      });
    }
    return provider;
  }

  /** All of them, in the order of registration. */
  all(): PaymentProvider[] {
    return [...this.#providers.values()];
  }
}
