// Which state of a webhook endpoint, and of a delivery to one, may follow which: the tables the code moves by.
// Must never be copied: the database holds the same tables for its own refusals, and the boot compares the two.
import type { StateTable } from '../orders/states.js';

export const WEBHOOK_ENDPOINT_STATES = ['active', 'paused', 'removed'] as const;
export type WebhookEndpointStatus = (typeof WEBHOOK_ENDPOINT_STATES)[number];

export const WEBHOOK_DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATES)[number];

/** The names of the tables in the database. */
export const WEBHOOK_ENDPOINT_ENTITY = 'webhook_endpoint';
export const WEBHOOK_DELIVERY_ENTITY = 'webhook_delivery';

export const WEBHOOK_ENDPOINT_TABLE: StateTable<WebhookEndpointStatus> = {
  first: ['active'],
  next: {
    active: ['paused', 'removed'],
    // Events go on to be collected for it.
    paused: ['active', 'removed'],
    removed: [],
  },
};

export const WEBHOOK_DELIVERY_TABLE: StateTable<WebhookDeliveryStatus> = {
  first: ['waiting'],
  next: {
    waiting: ['delivered', 'failed'],
    // Whatever became of it, it is sent again when somebody asks.
    delivered: ['waiting'],
    failed: ['waiting'],
  },
};
