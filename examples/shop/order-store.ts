// Keeps the shop's orders in memory and in one file beside it.
// Must never answer before the change is on the disk: what is stored here is what a retry after a crash relies on.
import type { NewCancellation, NewOrder } from './gyeolje-client.js';
import type { PlatformEvent, PlatformOrder } from './gyeolje-order.js';
import { JsonFile } from './json-file.js';

export interface ShopOrder {
  readonly orderNumber: string;
  /** Who may see it: derived from the buyer's session, so that this file does not let its reader become a buyer. */
  readonly owner: string;
  /** The order form it came from: sent twice, it is still one order. */
  readonly attempt: string;
  readonly placedAt: string;
  /** Exactly what is sent to the platform, so that a retry is the same request under the same key. */
  readonly request: NewOrder;
  readonly idempotencyKey: string;
  /** What the platform last said; absent until it has taken the order. */
  readonly platform?: PlatformOrder;
  readonly refunds: readonly Refund[];
  /** Ids of the events that the platform told of it: an event may be sent twice, and counts once. */
  readonly heard?: readonly string[];
  /** The stored card it was charged on. Such an order is never paid in a window. */
  readonly cardId?: string;
}

export interface Refund {
  readonly attempt: string;
  readonly idempotencyKey: string;
  readonly request: NewCancellation;
  readonly askedAt: string;
  readonly answer: 'none' | 'accepted' | 'refused';
}

export class OrderStore {
  private readonly orders = new Map<string, ShopOrder>();

  private constructor(private readonly file: JsonFile<ShopOrder>) {}

  /** @param folder `memory` keeps nothing */
  static async open(folder: string): Promise<OrderStore> {
    const store = new OrderStore(new JsonFile(folder, 'orders.json'));
    for (const order of await store.file.read()) store.orders.set(order.orderNumber, order);
    return store;
  }

  find(owner: string, orderNumber: string): ShopOrder | undefined {
    const order = this.orders.get(orderNumber);
    return order?.owner === owner ? order : undefined;
  }

  findAttempt(owner: string, attempt: string): ShopOrder | undefined {
    return this.ofOwner(owner).find((order) => order.attempt === attempt);
  }

  /** Newest first. */
  ofOwner(owner: string): ShopOrder[] {
    return [...this.orders.values()].filter((order) => order.owner === owner).reverse();
  }

  async add(order: ShopOrder): Promise<ShopOrder> {
    this.orders.set(order.orderNumber, order);
    await this.write();
    return order;
  }

  /** The change is made at once on the newest version, so two requests at the same time cannot undo each other. */
  async change(orderNumber: string, how: (order: ShopOrder) => ShopOrder): Promise<ShopOrder> {
    const before = this.orders.get(orderNumber);
    if (!before) throw new Error(`There is no order ${orderNumber}.`);
    const after = how(before);
    if (after === before) return before;
    this.orders.set(orderNumber, after);
    await this.write();
    return after;
  }

  /**
   * Notes what the platform tells, and that it was told, in one write: were they two, a crash in between would lose the
   * event or count it twice. What is older than what the shop knows already changes nothing.
   */
  async hear(event: PlatformEvent): Promise<void> {
    if (!this.orders.has(event.orderNumber)) return;
    await this.change(event.orderNumber, (newest) => {
      if (newest.heard?.includes(event.id) === true) return newest;
      const told = { ...newest, heard: [...(newest.heard ?? []), event.id] };
      const { platform } = newest;
      if (!platform || !event.status || event.version <= platform.version) return told;
      const { status, version, cancelledWon } = event;
      return { ...told, platform: { ...platform, status, version, cancelledWon } };
    });
  }

  private write(): Promise<void> {
    return this.file.write(() => this.orders.values());
  }
}
