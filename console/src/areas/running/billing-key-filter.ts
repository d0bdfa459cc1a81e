// Which stored cards are asked for. What is here stands in the address, so that it can be kept and sent.
// Must never hold a customer’s reference: it may name somebody, and addresses are logged everywhere.
import { BILLING_KEY_STATES, type BillingKeyState } from '../../texts/running';

export interface BillingKeyFilter {
  readonly status?: BillingKeyState;
  /** A provider’s name in the API. */
  readonly provider?: string;
}

/** The filter that an address holds. What cannot be one is left out. */
export function readBillingKeyFilter(search: Readonly<Record<string, unknown>>): BillingKeyFilter {
  const status = BILLING_KEY_STATES.find((state) => state === search['status']);
  const { provider } = search;
  return {
    ...(status !== undefined && { status }),
    ...(typeof provider === 'string' && /^[a-z]{1,40}$/.test(provider) && { provider }),
  };
}
