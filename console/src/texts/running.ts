// The states that the pages for running the house show in words.
// Must never hold a word for people, or a state that the API does not have.
import type { components } from '../api/openapi';

type Schemas = components['schemas'];

export type BillingKeyState = Schemas['DeskBillingKeyDocument']['status'];
export type EndpointState = Schemas['DeskEndpointDocument']['status'];
export type DeliveryState = Schemas['DeliveryDto']['status'];
export type Scope = Schemas['ScopeListDocument']['items'][number];

/** In the order in which filters offer them. */
export const BILLING_KEY_STATES: readonly BillingKeyState[] = [
  'active',
  'registering',
  'removing',
  'removed',
  'dead',
  'abandoned',
  'expired',
];
export const DELIVERY_STATES: readonly DeliveryState[] = ['waiting', 'delivered', 'failed'];
