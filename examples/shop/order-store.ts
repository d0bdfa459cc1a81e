// Keeps the shop's orders in one JSON file, written whole and swapped in at once, so that a crash never leaves half a file.
// Must never answer before the change is on the disk: what is stored here is what a retry after a crash relies on.
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewCancellation, NewOrder } from './gyeolje-client.js';
import type { PlatformOrder } from './gyeolje-order.js';

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
  private lastWrite: Promise<void> = Promise.resolve();

  /** Without a folder nothing is kept. */
  private constructor(private readonly folder?: string) {}

  static async open(folder: string): Promise<OrderStore> {
    if (folder === 'memory') return new OrderStore();
    await mkdir(folder, { recursive: true });
    const store = new OrderStore(folder);
    for (const order of await readOrders(join(folder, 'orders.json'))) store.orders.set(order.orderNumber, order);
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

  private write(): Promise<void> {
    const { folder } = this;
    if (folder === undefined) return Promise.resolve();
    const next = this.lastWrite.then(() => writeOrders(join(folder, 'orders.json'), [...this.orders.values()]));
    // One write that failed must not make all later ones fail; its own caller still hears of it.
    this.lastWrite = next.catch(() => undefined);
    return next;
  }
}

async function readOrders(file: string): Promise<ShopOrder[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ShopOrder[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new Error(`The orders in ${file} cannot be read; mend the file or move it away.`, { cause: error });
  }
}

async function writeOrders(file: string, orders: ShopOrder[]): Promise<void> {
  const draft = await open(`${file}.draft`, 'w', 0o600);
  try {
    await draft.writeFile(JSON.stringify(orders, undefined, 1));
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.draft`, file);
}
