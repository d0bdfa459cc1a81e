// Lets the platform tell the shop what happens: registers the shop's endpoint, keeps its secret, notes what it is told.
// Must never note a message that is not signed, nor the same event twice.
import { PlatformRefusal, type GyeoljeClient, type PlatformWebhook } from './gyeolje-client.js';
import { readEvent } from './gyeolje-order.js';
import { JsonFile } from './json-file.js';
import type { OrderStore } from './order-store.js';
import { verifiedEvent, type WebhookMessage } from './webhook.js';

export class WebhookDesk {
  private readonly file: JsonFile<PlatformWebhook>;
  private webhook: PlatformWebhook | undefined;

  constructor(
    private readonly platform: GyeoljeClient,
    private readonly store: OrderStore,
    folder: string,
  ) {
    this.file = new JsonFile(folder, 'webhook.json');
  }

  /** Makes sure that the platform tells this address of orders, and that the shop has the secret. Safe to repeat. */
  async register(url: string): Promise<void> {
    const [known] = await this.file.read();
    const isKnown = known?.url === url && (await this.platform.resumeWebhook(known.id));
    const webhook = isKnown ? known : await this.make(url);
    await this.file.write(() => [webhook]);
    this.webhook = webhook;
  }

  /** @returns whether the message is the platform's; when it resolves, what it says is on the disk */
  async hear(message: WebhookMessage): Promise<boolean> {
    if (!this.webhook) return false;
    const event = verifiedEvent(message, this.webhook.secret, Date.now());
    if (event === undefined) return false;
    await this.store.hear(readEvent(event));
    return true;
  }

  private async make(url: string): Promise<PlatformWebhook> {
    try {
      return await this.platform.createWebhook(url, ['order.*']);
    } catch (error) {
      // The endpoint is there and its secret was lost, for example with the data folder: a new secret it is.
      const id =
        error instanceof PlatformRefusal && error.code === 'webhook_url_used' ? error.more.resourceId : undefined;
      if (id === undefined) throw error;
      return this.platform.rotateWebhookSecret(id);
    }
  }
}
