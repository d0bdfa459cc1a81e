// A small merchant for the tests: it reserves, pays through the control API, approves and cancels over HTTP.
// Must never look into the simulator; it knows only what a real merchant's server would.
import { startPaycoSimulator, type PaycoSimulatorOptions } from '../server.js';

export interface Reply {
  readonly status: number;
  readonly text: string;
  // Tests read answers of many shapes.
  readonly json: Answer;
}

interface Answer {
  readonly code?: number;
  readonly message?: string;
  readonly pgErrorCode?: string;
  readonly redirectUrl?: null;
  readonly result?: Record<string, unknown>;
  readonly [name: string]: unknown;
}

interface Approval extends Record<string, unknown> {
  readonly orderNo: string;
  readonly orderCertifyKey: string;
  readonly totalPaymentAmt: number;
  readonly paymentDetails: Record<string, unknown>[];
}

export interface Bought {
  readonly orderKey: string;
  readonly reserveOrderNo: string;
  readonly orderNo: string;
  readonly certifyKey: string;
  readonly approval: Approval;
}

export const RETURN_URL = 'https://shop.test/payco/return';

let lastKey = 0;

/** Runs a simulator for the time of one piece of work. */
export async function withShop(
  work: (shop: Shop) => Promise<void>,
  options: Partial<PaycoSimulatorOptions> = {},
): Promise<void> {
  const simulator = await startPaycoSimulator({ port: 0, data: 'memory', noticeRetriesMs: [], ...options });
  try {
    await work(new Shop(simulator.url));
  } finally {
    await simulator.close();
  }
}

export class Shop {
  constructor(readonly url: string) {}

  newKey(): string {
    lastKey += 1;
    return `W${String(lastKey).padStart(7, '0')}`;
  }

  /** An order of 2,000 won; `changes` replaces fields, and undefined leaves them out. */
  order(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const total = changes.totalPaymentAmt ?? '2000';
    return {
      sellerKey: 'S0FSJE',
      sellerOrderReferenceKey: this.newKey(),
      totalPaymentAmt: total,
      returnUrl: RETURN_URL,
      orderMethod: 'EASYPAY',
      orderChannel: 'PC',
      payMode: 'PAY2',
      orderProducts: [
        {
          cpId: 'PARTNERTEST',
          productId: 'PROD_EASY',
          productAmt: total,
          productPaymentAmt: total,
          orderQuantity: 1,
          sortOrdering: 1,
          productName: 'Chicken',
          sellerOrderProductReferenceKey: 'ITEM_1',
        },
      ],
      ...changes,
    };
  }

  /** One of PAYCO's calls. */
  async call(path: string, body: unknown): Promise<Reply> {
    return this.send('POST', `/outseller/${path}`, body);
  }

  async control(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.send(method, `/control/${path}`, body);
  }

  async fault(fault: Record<string, unknown>): Promise<void> {
    const reply = await this.control('POST', 'faults', fault);
    if (reply.status !== 200) throw new Error(`the fault was not taken: ${reply.text}`);
  }

  async reserve(
    changes: Record<string, unknown> = {},
  ): Promise<{ reserveOrderNo: string; orderSheetUrl: string; orderKey: string }> {
    const order = this.order(changes);
    const reply = await this.call('order/reserve', order);
    if (reply.json.code !== 0) throw new Error(`the order was not reserved: ${reply.text}`);
    return {
      ...(reply.json.result as { reserveOrderNo: string; orderSheetUrl: string }),
      orderKey: order.sellerOrderReferenceKey as string,
    };
  }

  /** The buyer does something; what comes back is where the browser goes. */
  async buyer(reserveOrderNo: string, outcome: string, more: Record<string, unknown> = {}) {
    const reply = await this.control('POST', `sheets/${reserveOrderNo}`, { outcome, ...more });
    if (reply.status !== 200) throw new Error(`the buyer could not do that: ${reply.text}`);
    const answer = reply.json as unknown as {
      returnUrl: string | null;
      returnUrls: string[];
      intactReturnUrl: string | null;
    };
    return { ...answer, query: new URL(answer.returnUrl ?? 'https://nowhere.test').searchParams };
  }

  async approve(returned: URLSearchParams, changes: Record<string, unknown> = {}): Promise<Reply> {
    return this.call('payment/approval', {
      sellerKey: 'S0FSJE',
      reserveOrderNo: returned.get('reserveOrderNo'),
      sellerOrderReferenceKey: returned.get('sellerOrderReferenceKey'),
      paymentCertifyToken: returned.get('paymentCertifyToken'),
      totalPaymentAmt: returned.get('totalPaymentAmt'),
      ...changes,
    });
  }

  /** Reserve, pay, approve. */
  async buy(
    outcome = 'card',
    order: Record<string, unknown> = {},
    choice: Record<string, unknown> = {},
  ): Promise<Bought> {
    const { reserveOrderNo, orderKey } = await this.reserve(order);
    const { query } = await this.buyer(reserveOrderNo, outcome, choice);
    const reply = await this.approve(query);
    if (reply.json.code !== 0) throw new Error(`the payment was not approved: ${reply.text}`);
    const approval = reply.json.result as Approval;
    return { orderKey, reserveOrderNo, orderNo: approval.orderNo, certifyKey: approval.orderCertifyKey, approval };
  }

  async cancel(bought: Bought, won: number, changes: Record<string, unknown> = {}): Promise<Reply> {
    return this.call('order/cancel', {
      sellerKey: 'S0FSJE',
      orderNo: bought.orderNo,
      orderCertifyKey: bought.certifyKey,
      cancelTotalAmt: String(won),
      ...changes,
    });
  }

  /** A partial cancel names a product; the amount alone decides. */
  async cancelPart(bought: Bought, won: number, changes: Record<string, unknown> = {}): Promise<Reply> {
    const product = {
      sellerOrderProductReferenceKey: 'ITEM_1',
      cpId: 'PARTNERTEST',
      productId: 'PROD_EASY',
      productAmt: won,
    };
    return this.cancel(bought, won, { orderProducts: [product], ...changes });
  }

  async verify(bought: { reserveOrderNo: string; orderKey: string }): Promise<Reply> {
    return this.call('payment/approval/getDetailForVerify', {
      sellerKey: 'S0FSJE',
      reserveOrderNo: bought.reserveOrderNo,
      sellerOrderReferenceKey: bought.orderKey,
    });
  }

  /** What the simulator believes was paid under one order key. */
  async books(orderKey: string): Promise<Record<string, unknown>[]> {
    const reply = await this.control('GET', `books?orderKey=${encodeURIComponent(orderKey)}`);
    return reply.json.payments as Record<string, unknown>[];
  }

  private async send(method: string, path: string, body: unknown): Promise<Reply> {
    const response = await fetch(this.url + path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, text, json: (isJson ? JSON.parse(text) : {}) as Answer };
  }
}
