// Waits until the server has done by itself what takes time: called an operator, paused an endpoint.
// Must never help it.
import { evidenceOf } from '../../support/evidence.js';
import type { Merchant } from '../../support/merchant.js';
import { waitFor } from '../../support/wait-for.js';
import { WebhookOwner, type ShownEndpoint } from '../../support/webhook-owner.js';
import type { Time } from '../harness/deeds.js';

export class Patience implements Time {
  constructor(private readonly merchant: Merchant) {}

  async untilOperatorIsCalled(id: string): Promise<void> {
    const probe = async (): Promise<string | null> => (await evidenceOf(this.merchant, { id })).attention;
    await waitFor('an operator to be called', probe);
  }

  async untilPaused(endpoint: ShownEndpoint): Promise<void> {
    const owner = new WebhookOwner(this.merchant);
    const probe = async (): Promise<boolean> => (await owner.show(endpoint)).status === 'paused';
    await waitFor('an endpoint to be paused', probe);
  }
}
