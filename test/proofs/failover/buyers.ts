// Buyers and a merchant who go on through the failure as people and programs do: what got no answer is done again.
// Must never do a thing anew that was acknowledged, and must never forget an acknowledgement.
import { randomUUID } from 'node:crypto';
import { Merchant, newOrderNumber, visit, type ShownOrder, type ShownPayment } from '../../support/merchant.js';
import type { PaycoControl } from '../../support/payco-control.js';
import { waitFor } from '../../support/wait-for.js';

/** The states that a server told somebody, by order. */
export interface Told {
  readonly orderNumber: string;
  readonly orderId: string;
  paid: boolean;
  refundedWon: number;
}

const PATIENCE_MS = 120_000;
const REFUND_WON = 4_000;
const SETTLED: ReadonlySet<string> = new Set(['paid', 'unpaid']);

export class Buyers {
  readonly told: Told[] = [];
  /** Calls that got no answer, or one that says that something went wrong at the server. */
  unanswered = 0;
  #stopping = false;
  #working: Promise<void>[] = [];
  readonly #merchant: Merchant;

  constructor(
    url: string,
    private readonly payco: PaycoControl,
  ) {
    this.#merchant = new Merchant(url);
  }

  /** Many buy at once, one order after the other, until they are told to stop. */
  start(count: number): void {
    this.#stopping = false;
    this.#working = Array.from({ length: count }, async () => {
      while (!this.#stopping) await this.#buy();
    });
    // Heard of when they are told to stop.
    for (const each of this.#working) each.catch(() => (this.#stopping = true));
  }

  /** Everybody finishes what they have begun. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#working);
  }

  /** How many orders somebody was told to be paid. */
  get paid(): number {
    return this.told.filter(({ paid }) => paid).length;
  }

  get refunded(): number {
    return this.told.filter(({ refundedWon }) => refundedWon > 0).length;
  }

  /** @returns one sentence for each acknowledgement that is not true any more */
  async brokenPromises(): Promise<string[]> {
    const broken: string[] = [];
    for (const { orderNumber, orderId, paid, refundedWon } of this.told) {
      const { status, body } = await this.#merchant.call<ShownOrder>('GET', `/v1/orders/${orderId}`);
      if (status !== 200) broken.push(`Order ${orderNumber} was acknowledged, and is not there: ${status}.`);
      else if (paid && !['paid', 'partially_cancelled'].includes(body.status))
        broken.push(`Order ${orderNumber} was told to be paid, and is ${body.status}.`);
      else if (body.cancelledWon < refundedWon)
        broken.push(
          `Order ${orderNumber} was told to be refunded ${refundedWon} won, and is ${body.cancelledWon} won.`,
        );
    }
    return broken;
  }

  async #buy(): Promise<void> {
    const wish = {
      orderNumber: newOrderNumber(),
      title: 'Chicken',
      amountWon: 10_000,
      returnUrl: 'https://shop.example.com/',
    };
    const order = await this.#insist<ShownOrder>('POST', '/v1/orders', wish, [200, 201]);
    const told: Told = { orderNumber: order.orderNumber, orderId: order.id, paid: false, refundedWon: 0 };
    const isSentBack = this.told.push(told) % 4 === 0;
    const path = `/v1/orders/${order.id}`;
    // What PAYCO was never asked to do is not paid; the shop shows it, and its buyer pays again.
    while ((await this.#pay(order)) !== 'paid');
    told.paid = true;
    if (!isSentBack) return;
    const refund = { amountWon: REFUND_WON, reason: 'the buyer changed their mind' };
    await this.#insist('POST', `${path}/cancellations`, refund, [201, 202]);
    await this.#until(async () => (await this.#merchant.show(order)).cancelledWon === REFUND_WON);
    told.refundedWon = REFUND_WON;
  }

  /** One payment. @returns the order's status when nothing is open about it any more */
  async #pay(order: ShownOrder): Promise<string> {
    const wish = { provider: 'payco', channel: 'pc' };
    const payment = await this.#insist<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish, [201]);
    const returnUrl = await this.payco.agree(payment);
    // The browser shows an error, and its buyer reloads the page.
    await this.#until(async () => (await visit(returnUrl)).status === 303);
    return this.#until(async () => {
      const { status } = await this.#merchant.show(order);
      return SETTLED.has(status) && status;
    });
  }

  /** The same request under the same key until it is answered. */
  async #insist<T>(method: string, path: string, body: unknown, statuses: readonly number[]): Promise<T> {
    const headers = { 'idempotency-key': randomUUID() };
    let last = 'nothing';
    const answer = await this.#until(async () => {
      const { status, body: answered } = await this.#merchant.call<T>(method, path, body, headers);
      if (statuses.includes(status)) return { answered };
      last = `${status} ${JSON.stringify(answered)}`;
      if (status < 500 && status !== 409)
        throw new Refused(`${method} ${path} was refused ${status}: ${JSON.stringify(answered)}`);
      return null;
    }).catch((error: unknown) => {
      throw new Error(`${method} ${path} was answered at last: ${last}`, { cause: error });
    });
    return answer.answered;
  }

  /** Tries again after silence and after errors of the server. */
  #until<T>(probe: () => Promise<T>): Promise<Exclude<T, undefined | null | false>> {
    const careful = async (): Promise<T | null> => {
      try {
        const answer = await probe();
        if (answer === null || answer === false) this.unanswered += 1;
        return answer;
      } catch (error) {
        if (error instanceof Refused) throw error;
        this.unanswered += 1;
        return null;
      }
    };
    return waitFor('a buyer to get on', careful, { timeoutMs: PATIENCE_MS });
  }
}

class Refused extends Error {}
