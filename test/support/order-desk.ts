// Orders at the desk as tests ask for them: somebody signed in, what they search, and the page of an order.
// Must never reach into the database.
import { expect } from 'vitest';
import { Desk } from '../proofs/harness/desk.js';
import type { Role } from '../../src/rights/roles.js';
import { DeskVisitor, LOCAL_ADMINISTRATOR, type DeskAnswer } from './desk-visitor.js';
import type { House } from './house.js';

/** An order in a list. */
interface ShownListedOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly amountWon: number;
  readonly cancelledWon: number;
  readonly provider: string | null;
  readonly method: string | null;
  readonly buyer: { readonly name: string | null; readonly phone: string | null; readonly email: string | null } | null;
  readonly needsAttention: boolean;
  readonly foundBy: readonly string[];
}

export interface ShownPage {
  readonly items: readonly ShownListedOrder[];
  readonly understoodAs: readonly string[];
  readonly nextCursor: string | null;
  readonly stoppedEarly: boolean;
}

/** An entry of the timeline, as far as tests look at it. */
export interface ShownEntry {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly about: string | null;
  readonly actor: { readonly kind: string; readonly name: string | null };
  readonly event: { readonly type: string } | null;
  readonly exchange: { readonly operation: string; readonly outcome: string } | null;
  readonly verdict: { readonly rule: string; readonly toStatus: string } | null;
  readonly deed: { readonly action: string; readonly reason: string | null } | null;
  readonly delivery: {
    readonly type: string;
    readonly status: string;
    readonly lastAttempts: readonly { readonly httpStatus: number | null }[];
  } | null;
}

export interface ShownOrderPage {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly buyer: ShownListedOrder['buyer'];
  readonly needsAttention: boolean;
  readonly money: { readonly cancellable: { readonly totalWon: number; readonly vatWon: number } };
  readonly payments: readonly { readonly id: string; readonly status: string }[];
  readonly cancellations: readonly { readonly id: string; readonly status: string; readonly requestedBy: string }[];
  readonly verdicts: readonly { readonly about: string; readonly rule: string }[];
  readonly names: Readonly<Record<string, string>>;
  readonly timeline: { readonly entries: readonly ShownEntry[]; readonly earlierCursor: string | null };
}

export class OrderDesk {
  private constructor(
    readonly house: House,
    readonly visitor: DeskVisitor,
  ) {}

  /** The administrator of simulator mode, or somebody new with a role. */
  static async open(house: House, role?: Role): Promise<OrderDesk> {
    if (role !== undefined) return new OrderDesk(house, await new Desk(house, house.merchant).signedIn(role));
    const visitor = new DeskVisitor(house.url);
    await visitor.signIn(LOCAL_ADMINISTRATOR);
    return new OrderDesk(house, visitor);
  }

  async search(wish: Readonly<Record<string, unknown>>): Promise<ShownPage> {
    const { status, body } = await this.visitor.call<ShownPage>('POST', '/admin/orders/searches', wish);
    expect(status, `searching should succeed, not ${JSON.stringify(body)}`).toBe(200);
    return body;
  }

  /** The numbers of what is found, on all pages. */
  async numbers(wish: Readonly<Record<string, unknown>>): Promise<string[]> {
    const numbers: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ShownPage = await this.search({ ...wish, ...(cursor !== null && { cursor }) });
      numbers.push(...page.items.map(({ orderNumber }) => orderNumber));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return numbers;
  }

  async page(order: { readonly id: string }): Promise<ShownOrderPage> {
    const { status, body } = await this.ask(order);
    expect(status, `the page of an order should be shown, not ${JSON.stringify(body)}`).toBe(200);
    return body;
  }

  /** @param etag of an earlier answer */
  ask(order: { readonly id: string }, etag?: string): Promise<DeskAnswer<ShownOrderPage>> {
    const headers = etag === undefined ? {} : { 'if-none-match': etag };
    return this.visitor.call<ShownOrderPage>('GET', `/admin/orders/${order.id}`, undefined, { headers });
  }

  /** The whole file of an export. */
  async download(
    path: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(`${this.house.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.visitor.headersOf('POST') },
      body: JSON.stringify(body),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, text: bytes.toString('utf8'), headers: response.headers };
  }
}
