// Drives the Payple simulator through its control API, as any script would.
// Must never look inside the simulator's process.
import { ofSite, type ProviderBook, type ProviderBooks, type ShownRefund } from './compare-books.js';
import type { ShownOrder, ShownPayment } from './merchant.js';
import type { Fault } from './payco-control.js';
import { isTestRunning, TestFaults } from './test-faults.js';

/** How the buyer ends at the card window. */
export type WindowOutcome = 'pay' | 'wrong_card' | 'timeout' | 'close';

/** What the browser posts after the window, and where. */
export interface WindowResult {
  readonly resultUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** How opening the window went: not at all with an `alert`, and nowhere when it stayed open. */
interface OpenedWindow {
  readonly alert: string | null;
  readonly resultUrl: string | null;
  readonly fields: WindowResult['fields'] | null;
}

/** A payment as Payple believes it. */
export interface PaypleBook {
  readonly oid: string;
  readonly tradeNo: string;
  /** The day it was paid, in Korea: `YYYYMMDD`. */
  readonly payDate: string;
  readonly type: 'card' | 'transfer';
  readonly state: string;
  readonly paidWon: number;
  readonly cancelledWon: number;
  readonly approvals: number;
  readonly cancels: number;
  readonly refunds: readonly ShownRefund[];
  /** The cash receipt of a payment from an account. */
  readonly receipt?: { readonly amountWon: number; readonly cancelled: boolean } | null;
}

/** A stored card as Payple believes it. */
export interface PaypleKey {
  readonly payerId: string;
  /** `ACTIVE`, or how it ended. */
  readonly state: string;
}

/** What Payple changed over the years, or what nobody may rely on, by name. */
type Habits = Readonly<Record<string, unknown>>;

/** Nobody clicks more often. */
const MOST_CLICKS = 5;

export class PaypleControl implements ProviderBooks {
  readonly name = 'Payple';

  readonly #testFaults: TestFaults;
  /** The habits before the running test changed them. */
  #habitsBefore: Habits | null = null;

  /** @param pageOrigin where the page with the window is */
  constructor(
    readonly url: string,
    private readonly pageOrigin: string,
  ) {
    this.#testFaults = new TestFaults(url);
  }

  /** Opens the window of a payment, of a card’s registration or of whatever was handed off as a browser with the script would, and finishes it. */
  async finish(payment: Pick<ShownPayment, 'handoff'>, outcome: WindowOutcome): Promise<WindowResult> {
    let alert: string | null = null;
    // A page that says it could not reach Payple is tried again, as buyers do.
    for (let tries = 0; tries < MOST_CLICKS; tries += 1) {
      const window = await this.#openWindow(payment, outcome);
      if (window.alert === null) return window as WindowResult;
      alert = window.alert;
    }
    throw new Error(`The window did not open in ${MOST_CLICKS} tries: ${alert}`);
  }

  /** One try, where the window may not open, or may end without the browser going anywhere: `null` then. */
  async tryToFinish(payment: Pick<ShownPayment, 'handoff'>, outcome: WindowOutcome): Promise<WindowResult | null> {
    const { resultUrl, fields } = await this.#openWindow(payment, outcome);
    return resultUrl === null || fields === null ? null : { resultUrl, fields };
  }

  #openWindow(payment: Pick<ShownPayment, 'handoff'>, outcome: WindowOutcome): Promise<OpenedWindow> {
    const parameters = payment.handoff?.parameters ?? {};
    return this.#post<OpenedWindow>('/control/windows', { parameters, outcome, origin: this.pageOrigin });
  }

  /**
   * Somebody refunds at Payple's merchant site: all that is left unless told.
   *
   * @param wish `taxFreeWon`: absent is the usual share; `notice`: whether Payple tells of it, where it knows where
   */
  async refundAtSite(
    reference: string,
    wish: {
      readonly amountWon?: number;
      readonly taxFreeWon?: number;
      readonly notice?: boolean;
      readonly reason?: 'refund' | 'chargeback';
    } = {},
  ): Promise<void> {
    await this.#post(`/control/payments/${encodeURIComponent(reference)}/refunds`, wish);
  }

  async fail(fault: Fault): Promise<void> {
    await this.place(fault);
  }

  /** Like `fail`. @returns the fault's number */
  async place(fault: Fault): Promise<number> {
    const { id } = (await this.#post<{ fault: { id: number } }>('/control/faults', fault)).fault;
    this.#testFaults.note(id);
    return id;
  }

  /** Takes back what the running test changed, for the next one. */
  async endTest(): Promise<void> {
    await this.#testFaults.clear();
    if (this.#habitsBefore) await this.#post('/control/habits', this.#habitsBefore);
    this.#habitsBefore = null;
  }

  async behave(): Promise<void> {
    await fetch(`${this.url}/control/faults`, { method: 'DELETE' });
  }

  /** How many faults are placed that no call has met yet. */
  async faultsToCome(): Promise<number> {
    return (await this.#faults()).length;
  }

  /** Whether no call has met a fault yet. */
  async isToCome(faultId: number): Promise<boolean> {
    return (await this.#faults()).some(({ id }) => id === faultId);
  }

  /** Changes what Payple changed over the years, or what nobody may rely on. */
  async adopt(habits: Habits): Promise<void> {
    if (isTestRunning()) this.#habitsBefore ??= await this.#habits();
    await this.#post('/control/habits', habits);
  }

  /** From now on Payple tells results there, unasked. */
  async tellNotices(noticeUrl: string): Promise<void> {
    await this.#post('/control/merchants', { cstId: 'test', noticeUrl });
  }

  /** How many notices were sent, repetitions included. */
  async noticesSent(): Promise<number> {
    const response = await fetch(`${this.url}/control/notices`);
    return ((await response.json()) as { notices: unknown[] }).notices.length;
  }

  /** How many notices nobody has taken yet, which are told again. */
  async noticesWaiting(): Promise<number> {
    const response = await fetch(`${this.url}/control/notices`);
    return ((await response.json()) as { waiting: number }).waiting;
  }

  async books(): Promise<PaypleBook[]> {
    const response = await fetch(`${this.url}/control/books`);
    return ((await response.json()) as { payments: PaypleBook[] }).payments;
  }

  /** Every stored card, also those that have ended. */
  async keys(): Promise<PaypleKey[]> {
    const response = await fetch(`${this.url}/control/books`);
    return ((await response.json()) as { billingKeys: PaypleKey[] }).billingKeys;
  }

  /** Somebody ends a stored card at Payple's merchant site; Payple tells us, if it knows where. */
  async removeKey(payerId: string): Promise<void> {
    await this.#post(`/control/keys/${encodeURIComponent(payerId)}/remove`, {});
  }

  /** Where Payple tells of stored cards that were ended at its merchant site. */
  async tellRemovalsTo(removalNoticeUrl: string): Promise<void> {
    await this.#post('/control/merchants', { cstId: 'test', removalNoticeUrl });
  }

  async providerBooks(): Promise<ProviderBook[]> {
    return (await this.books()).map((book) => ({
      // Each try has the order's number and a tail of its own; a charge on a stored card has a number of its own.
      orderNumber: book.oid.replace(/-[0-9a-f]{8}$/, ''),
      reference: book.oid,
      // Of payments from accounts Payple tells no number of its own.
      paymentId: book.type === 'transfer' ? book.oid : book.tradeNo,
      paidWon: book.paidWon,
      cancelledWon: book.cancelledWon,
      cancels: book.cancels,
      ...ofSite(book.refunds),
    }));
  }

  /** Every try of an order; each has an order number of its own there. A charge's is our id of the payment. */
  async booksOf(order: ShownOrder): Promise<PaypleBook[]> {
    const isCharge = (oid: string) => order.payments.some(({ id }) => id === oid);
    return (await this.books()).filter(({ oid }) => oid.startsWith(order.orderNumber) || isCharge(oid));
  }

  async #habits(): Promise<Habits> {
    const response = await fetch(`${this.url}/control/habits`);
    return ((await response.json()) as { habits: Habits }).habits;
  }

  async #faults(): Promise<readonly { readonly id: number }[]> {
    const response = await fetch(`${this.url}/control/faults`);
    return ((await response.json()) as { faults: { id: number }[] }).faults;
  }

  async #post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulator refused ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}

/** The browser posts what the window gave it, without following further. */
export async function deliver({ resultUrl, fields }: WindowResult): Promise<Response> {
  const response = await fetch(resultUrl, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  await response.arrayBuffer();
  return response;
}
