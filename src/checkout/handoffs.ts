// The ways to hand a buyer over to a provider that this page knows; a provider that needs another is not offered.
// Must never name a provider. A new way is one entry here and one file in assets/.
import { appSchemeOf } from '../common/http/return-schemes.js';
import type { PlatformConfig } from '../config/platform.config.js';
import type { Handoff } from '../orders/provider-payment.js';

/** A way of handing over. */
interface HandoffWay {
  /** Where a browser without script goes, or `null` when it takes a script. */
  addressOf(handoff: Handoff): string | null;
}

const WAYS: Readonly<Partial<Record<Handoff['type'], HandoffWay>>> = {
  // The provider's script takes the window over; without script there is no way in.
  payple_window: { addressOf: () => null },
  redirect: { addressOf: (handoff) => (handoff.type === 'redirect' ? handoff.url : null) },
};

/** Whether the page can hand over in this way. */
export function canHandOver(type: Handoff['type']): boolean {
  return type in WAYS;
}

/** Where a browser without script goes, or `null`. */
export function plainAddressOf(handoff: Handoff): string | null {
  return WAYS[handoff.type]?.addressOf(handoff) ?? null;
}

/**
 * Browsers hold the redirects after a form to the page's policy: to the provider's page, and where that is, only it knows; and
 * from there to the merchant's, which may be an app.
 */
export function formsLeaveTo({ mode }: PlatformConfig, returnUrl: string): string {
  const scheme = appSchemeOf(returnUrl);
  return (mode === 'production' ? 'https:' : 'https: http:') + (scheme === null ? '' : ` ${scheme}:`);
}
