// Drives the PAYCO simulator through its control API, as any script would.
// Must never look inside the simulator's process.
import { ofSite, type ProviderBook, type ProviderBooks, type ShownRefund } from './compare-books.js';
import { sheetOf, type ShownPayment } from './merchant.js';
import { isTestRunning, TestFaults } from './test-faults.js';

/** How the buyer ends at the order sheet. */
export type SheetOutcome = 'card' | 'point' | 'card_coupon' | 'virtual_account' | 'cancel' | 'close' | 'decline';

/** A fault to come. */
export interface Fault {
  readonly endpoint: string;
  readonly fault: string;
  readonly delayMs?: number;
  readonly code?: number | string;
  readonly count?: number;
  readonly percent?: number;
  readonly [more: string]: unknown;
}

type Habits = Readonly<Record<string, unknown>>;

/** A payment as PAYCO believes it. */
export interface PaycoBook {
  readonly sellerKey: string;
  readonly orderKey: string;
  readonly reserveOrderNo: string;
  readonly orderNo: string;
  readonly state: string;
  readonly paidWon: number;
  readonly cancelledWon: number;
  readonly approvals: number;
  readonly cancels: number;
  readonly refunds: readonly ShownRefund[];
}

export class PaycoControl implements ProviderBooks {
  readonly name = 'PAYCO';

  readonly #testFaults: TestFaults;
  /** As they were before the running test, if it changed some. */
  #habitsBefore: Habits | null = null;

  constructor(readonly url: string) {
    this.#testFaults = new TestFaults(url);
  }

  /** Finishes the order sheet of a payment. Returns where the buyer's browser would be sent. */
  async finish(payment: ShownPayment, outcome: SheetOutcome, code?: string): Promise<string | null> {
    const answer = await this.#post<{ returnUrl: string | null }>(`/control/sheets/${sheetOf(payment)}`, {
      outcome,
      ...(code === undefined ? {} : { code }),
    });
    return answer.returnUrl;
  }

  /** Finishes the order sheet and returns the address to come back to, which there must be. */
  async agree(payment: ShownPayment, outcome: SheetOutcome = 'card'): Promise<string> {
    const returnUrl = await this.finish(payment, outcome);
    if (returnUrl === null) throw new Error(`The order sheet should send the buyer back after "${outcome}".`);
    return returnUrl;
  }

  /** Somebody refunds at PAYCO's merchant site: all that is left unless told. PAYCO tells nobody. */
  async refundAtSite(orderKey: string, amountWon?: number): Promise<void> {
    await this.#post(`/control/payments/${orderKey}/refunds`, amountWon === undefined ? {} : { amountWon });
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

  /** Changes what PAYCO changed over the years, or what nobody may rely on. */
  async adopt(habits: Habits): Promise<void> {
    if (isTestRunning()) this.#habitsBefore ??= await this.#habits();
    await this.#post('/control/habits', habits);
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

  async books(): Promise<PaycoBook[]> {
    const response = await fetch(`${this.url}/control/books`);
    return ((await response.json()) as { payments: PaycoBook[] }).payments;
  }

  async providerBooks(): Promise<ProviderBook[]> {
    return (await this.books()).map((book) => ({
      orderNumber: book.orderKey,
      reference: book.reserveOrderNo,
      paymentId: book.orderNo,
      paidWon: book.paidWon,
      cancelledWon: book.cancelledWon,
      cancels: book.cancels,
      ...ofSite(book.refunds),
    }));
  }

  async bookOf(orderNumber: string): Promise<PaycoBook | undefined> {
    return (await this.books()).find((each) => each.orderKey === orderNumber);
  }

  /** Money arrives in a virtual account; PAYCO tells the merchant. */
  async deposit(orderNo: string, how: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return this.#post(`/control/deposits/${orderNo}`, how);
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
