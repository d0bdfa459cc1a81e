// A shop's server that is told of everything through every failure, and what it must have heard in the end.
// Must never miss a failure of its own: it refuses some events the first time, and hears others twice.
import type { Merchant } from '../../support/merchant.js';
import { readRows } from '../../support/read-rows.js';
import { waitFor } from '../../support/wait-for.js';
import { WebhookOwner } from '../../support/webhook-owner.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

/** Each so-manieth event is refused the first time it comes. */
const REFUSED_EVERY = 10;

const WAITING = `SELECT id FROM webhook_deliveries WHERE status = 'waiting' LIMIT 1`;
const RECORDED = `SELECT 'evt_' || replace(id::text, '-', '') AS id, type FROM events WHERE NOT type LIKE 'webhook_endpoint.%'`;

/** What a listener heard. */
export interface HeardEvents {
  readonly events: number;
  readonly again: number;
}

export class Listener {
  readonly #receiver = new WebhookReceiver();

  /** Listens from now on; nothing may have happened before. */
  async start(merchant: Merchant): Promise<void> {
    await this.#receiver.start();
    const seen = new Set<string>();
    this.#receiver.answer = ({ event: { id } }) => {
      const isNew = !seen.has(id);
      seen.add(id);
      return { status: isNew && seen.size % REFUSED_EVERY === 0 ? 503 : 204 };
    };
    await new WebhookOwner(merchant).endpoint(`${this.#receiver.url}/hooks`, ['*']);
  }

  stop(): Promise<void> {
    return this.#receiver.stop();
  }

  /** Waits until nothing is on its way, and says what was heard. */
  async untilAllIsHeard(databaseUrl: string, timeoutMs: number): Promise<HeardEvents> {
    const isDone = async (): Promise<boolean> => (await readRows(databaseUrl, WAITING)).length === 0;
    await waitFor('every event to be delivered', isDone, { timeoutMs });
    const events = new Set(this.#heard()).size;
    return { events, again: this.#heard().length - events };
  }

  /** @returns one sentence for each event that was recorded and not heard, or heard and not recorded */
  async differences(databaseUrl: string): Promise<string[]> {
    const recorded = new Map((await readRows<RecordedEvent>(databaseUrl, RECORDED)).map(({ id, type }) => [id, type]));
    const heard = new Set(this.#heard());
    const unheard = [...recorded].filter(([id]) => !heard.has(id));
    const invented = [...heard].filter((id) => !recorded.has(id));
    return [
      ...unheard.map(([id, type]) => `The event ${id}, ${type}, is recorded, and was never delivered.`),
      ...invented.map((id) => `The event ${id} was delivered, and is not recorded.`),
    ];
  }

  #heard(): string[] {
    return this.#receiver.arrivals.map(({ event }) => event.id);
  }
}

interface RecordedEvent {
  readonly id: string;
  readonly type: string;
}
