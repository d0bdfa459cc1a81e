// What a Referer says about where a call comes from, and whether a merchant registered it.
// Must never trust it for more than Payple does: it is a header like any other.
import type { Merchant } from '../books/rows.js';

/** The host of an address without its port, or null when there is none. */
export function hostOf(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const host = new URL(address).hostname;
  return host === '' ? null : host;
}

/** A registered domain and everything below it may call. */
export function isRegistered(merchant: Merchant, host: string | null): boolean {
  if (host === null) return false;
  if (merchant.domains === null) return true;
  return merchant.domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
