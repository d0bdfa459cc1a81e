// One payment of a storm, from the order to the last refund, as merchant and buyer live it. What they want is thrown with
// dice of their own, so that a story wants the same in every run with its seed.
// Must never wait for a moment, only for an answer, and never know what should come of it.
import type { Chance } from '../../support/chance.js';
import { Merchant, type ShownOrder, type ShownPayment } from '../../support/merchant.js';
import type { SheetOutcome } from '../../support/payco-control.js';
import type { WindowOutcome } from '../../support/payple-control.js';
import { Buyer } from './buyer.js';
import { CustomerService } from './customer-service.js';
import type { Ground } from './ground.js';
import { ProviderSites } from './provider-sites.js';
import type { Wallet } from './wallet.js';

const WAYS = { payco: 38, card: 18, transfer: 8, immediate: 10, charge: 16, month: 10 } as const;
type Way = keyof typeof WAYS;

const REFUNDS = { none: 35, whole: 25, part: 15, parts: 15, at_once: 10 } as const;
/** Whether and when somebody refunds at the provider's own pages, seen from our refunds. */
const ELSEWHERE = { never: 90, before: 3, during: 4, after: 3 } as const;
const SHEET_ENDS: Readonly<Record<SheetOutcome, number>> = {
  card: 78,
  point: 5,
  card_coupon: 8,
  cancel: 3,
  close: 3,
  decline: 3,
  virtual_account: 0,
};
const WINDOW_ENDS: Readonly<Record<WindowOutcome, number>> = { pay: 92, wrong_card: 3, timeout: 2, close: 3 };
const MONTHS = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04'] as const;
/** How often a buyer tries to pay an order. */
const MOST_PAYMENTS = 3;
const HAS_MONEY: readonly string[] = ['paid', 'partially_cancelled', 'cancelled'];

export class Story {
  readonly told: string[] = [];
  readonly service: CustomerService;
  /** Ids of orders that the house once showed with money. */
  readonly seenPaid = new Set<string>();
  readonly #buyer: Buyer;
  readonly #sites: ProviderSites;
  #orders = 0;

  constructor(
    readonly name: string,
    private readonly ground: Ground,
    private readonly wallet: Wallet,
    private readonly chance: Chance,
  ) {
    const tell = (sentence: string): unknown => this.told.push(sentence);
    const ready = (): Promise<void> => ground.ready();
    this.service = new CustomerService(name, new Merchant(ground.url), chance.for('service'), ready, tell);
    this.#buyer = new Buyer(ground, chance.for('buyer'), tell);
    this.#sites = new ProviderSites(ground, chance.for('provider sites'), tell);
  }

  async live(): Promise<void> {
    const way = this.chance.weighted(WAYS);
    const orders = way === 'charge' || way === 'month' ? await this.#charge(way) : await this.#sell(way);
    for (const order of orders) await this.#giveBack(order, this.chance.weighted(ELSEWHERE));
  }

  /** Refunds it here, at the provider's own pages, or both. */
  async #giveBack(order: ShownOrder, elsewhere: keyof typeof ELSEWHERE): Promise<void> {
    const there = async (): Promise<void> => {
      for (const payment of order.payments) await this.#sites.refund(payment);
    };
    if (elsewhere === 'before') await there();
    await Promise.all([this.#refund(order), elsewhere === 'during' ? there() : undefined]);
    if (elsewhere === 'after') await there();
  }

  /** Charges a stored card; for a month now and then twice at the same moment, under two numbers. */
  async #charge(way: 'charge' | 'month'): Promise<ShownOrder[]> {
    const key = await this.wallet.take(this.service, this.#buyer, this.chance);
    if (!key) return [];
    const wish = way === 'month' ? { billingMonth: this.chance.oneOf(MONTHS) } : {};
    const times = way === 'month' && this.chance.percent(30) ? 2 : 1;
    const charges = Array.from({ length: times }, () => ({ ...this.#newOrder(), ...wish }));
    const answers = await Promise.all(
      charges.map((body) => {
        const what = `Charge ${body.amountWon} won for ${body.orderNumber} on ${key.id}${way === 'month' ? ' for a month' : ''}`;
        return this.service.ask<ShownOrder>('POST', `/v1/billing-keys/${key.id}/charges`, body, what);
      }),
    );
    if (this.chance.percent(5)) await this.wallet.remove(this.service, key);
    return answers.flatMap((answer) => (answer && answer.status < 300 ? [answer.body] : []));
  }

  async #sell(way: Exclude<Way, 'charge' | 'month'>): Promise<ShownOrder[]> {
    const body = { ...this.#newOrder(), returnUrl: 'https://shop.example.com/orders/return' };
    const created = await this.service.ask<ShownOrder>(
      'POST',
      '/v1/orders',
      body,
      `Order ${body.orderNumber} of ${body.amountWon} won`,
    );
    if (!created || created.status >= 300) return [];
    let order = created.body;
    for (let tries = 0; tries < MOST_PAYMENTS && order.status === 'unpaid'; tries += 1) {
      await this.#pay(order, way);
      order = await this.#show(order);
      if (this.chance.percent(20)) break;
    }
    return [order];
  }

  /** Opens a payment, twice at once when the buyer clicks twice, and ends in every window that opened. */
  async #pay(order: ShownOrder, way: Exclude<Way, 'charge' | 'month'>): Promise<void> {
    const wish = wishOf(way, this.chance.oneOf(['pc', 'mobile']));
    const clicks = this.chance.percent(12) ? 2 : 1;
    const opened = await Promise.all(
      Array.from({ length: clicks }, () =>
        this.service.ask<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish, `Open a payment by ${way}`),
      ),
    );
    const payments = opened.flatMap((answer) => (answer?.status === 201 ? [answer.body] : []));
    await Promise.all(
      payments.map((payment) =>
        way === 'payco'
          ? this.#buyer.endSheet(payment, this.chance.weighted(SHEET_ENDS))
          : this.#buyer.endWindow(payment, this.chance.weighted(WINDOW_ENDS), way === 'immediate'),
      ),
    );
  }

  async #refund(order: ShownOrder): Promise<void> {
    const how = this.chance.weighted(REFUNDS);
    const part = (): number => this.chance.whole(100, this.chance.percent(15) ? 999 : Math.floor(order.amountWon / 2));
    const wishes = { none: [], whole: [undefined], part: [part()], parts: [part(), part(), undefined], at_once: [] }[
      how
    ];
    for (const amountWon of wishes) await this.#cancel(order, amountWon);
    if (how === 'at_once') {
      const amountWon = Math.ceil(order.amountWon * 0.6);
      await Promise.all(Array.from({ length: this.chance.whole(2, 4) }, () => this.#cancel(order, amountWon)));
    }
    await this.#show(order);
  }

  async #cancel(order: ShownOrder, amountWon: number | undefined): Promise<void> {
    const body = { reason: 'the buyer changed their mind', ...(amountWon === undefined ? {} : { amountWon }) };
    const what = `Give back ${amountWon === undefined ? 'all that is left' : `${amountWon} won`} of ${order.orderNumber}`;
    await this.service.ask('POST', `/v1/orders/${order.id}/cancellations`, body, what);
  }

  async #show(order: ShownOrder): Promise<ShownOrder> {
    const shown = await this.service.read<ShownOrder>(`/v1/orders/${order.id}`);
    this.told.push(`${shown.orderNumber} is ${shown.status}, ${shown.cancelledWon} won cancelled`);
    if (HAS_MONEY.includes(shown.status)) this.seenPaid.add(shown.id);
    return shown;
  }

  #newOrder(): {
    readonly orderNumber: string;
    readonly title: string;
    readonly amountWon: number;
    readonly taxFreeWon: number;
  } {
    this.#orders += 1;
    const amountWon = this.chance.whole(1_000, 90_000);
    const taxFreeWon = this.chance.percent(25) ? this.chance.whole(0, amountWon) : 0;
    return { orderNumber: `${this.name}-${this.#orders}`, title: 'Storm lantern', amountWon, taxFreeWon };
  }
}

function wishOf(way: Exclude<Way, 'charge' | 'month'>, channel: 'pc' | 'mobile'): Readonly<Record<string, string>> {
  switch (way) {
    case 'payco':
      return { provider: 'payco', channel };
    case 'card':
      return { provider: 'payple', channel, method: 'card', mode: 'confirm' };
    case 'transfer':
      return { provider: 'payple', channel, method: 'transfer', mode: 'confirm' };
    case 'immediate':
      return { provider: 'payple', channel, method: 'card', mode: 'immediate' };
  }
}
