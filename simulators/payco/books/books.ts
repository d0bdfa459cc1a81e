// The simulator's books: every merchant, sheet and payment, changed at once in memory and written to the journal.
// Must never change a row outside `commit`, nor let a caller answer before `settled`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileJournal, type Journal, NO_JOURNAL, readLines, replaceLines } from '../../ground/journal.js';
import { lockFolder } from '../../ground/folder-lock.js';
import type { Merchant, Payment, Sheet } from './rows.js';

export interface Change {
  readonly sheets?: readonly Sheet[];
  readonly payments?: readonly Payment[];
  readonly merchants?: readonly Merchant[];
}

/** One line of the journal: only the fields of each row that changed. */
interface Line {
  serial: number;
  reset?: true;
  sheets?: Partial<Sheet>[];
  payments?: Partial<Payment>[];
  merchants?: Merchant[];
  forgotten?: string[];
}

/** Sheets that nobody paid are forgotten, oldest first, beyond this many. Payments are never forgotten. */
const MOST_UNPAID_SHEETS = 50_000;

const FIRST_MERCHANTS: readonly Merchant[] = [
  {
    sellerKey: 'S0FSJE',
    products: ['PROD_EASY', 'PROD_CHK', 'DELIVERY_PROD'].map((productId) => ({ cpId: 'PARTNERTEST', productId })),
    allowedIps: null,
  },
  { sellerKey: 'GOLDEN01', products: [{ cpId: 'GOLDEN01', productId: 'GOLDEN01_EASYP' }], allowedIps: null },
];

export class Books {
  readonly sheets = new Map<string, Sheet>();
  readonly payments = new Map<string, Payment>();
  readonly merchants = new Map<string, Merchant>();
  private readonly paymentsByKey = new Map<string, string[]>();
  private readonly unpaid = new Set<string>();
  private journal: Journal = NO_JOURNAL;
  private unlock: () => void = () => undefined;

  private constructor(private serial: number) {
    for (const merchant of FIRST_MERCHANTS) this.merchants.set(merchant.sellerKey, merchant);
  }

  static async open(data: string, firstSerial: number): Promise<Books> {
    const books = new Books(firstSerial);
    if (data === 'memory') return books;
    mkdirSync(data, { recursive: true });
    books.unlock = lockFolder(data);
    try {
      await books.load(join(data, 'journal.ndjson'));
    } catch (error) {
      books.unlock();
      throw error;
    }
    return books;
  }

  nextSerial(): number {
    this.serial += 1;
    return this.serial;
  }

  /** Changes the rows at once and journals them; the caller awaits `settled` before it tells anyone. */
  commit(change: Change): void {
    const line: Line = { serial: this.serial };
    if (change.sheets)
      line.sheets = change.sheets.map((row) => difference(row, this.sheets.get(row.reserveOrderNo), 'reserveOrderNo'));
    if (change.payments)
      line.payments = change.payments.map((row) => difference(row, this.payments.get(row.orderNo), 'orderNo'));
    if (change.merchants) line.merchants = [...change.merchants];
    this.apply(change);
    const forgotten = this.forgetOldSheets();
    if (forgotten.length > 0) line.forgotten = forgotten;
    this.journal.append(JSON.stringify(line));
  }

  settled(): Promise<void> {
    return this.journal.settled();
  }

  /** Forgets sheets and payments, keeps merchants, and goes on counting so that no number is ever given out twice. */
  reset(): void {
    this.clear();
    this.journal.append(JSON.stringify({ serial: this.serial, reset: true } satisfies Line));
  }

  async close(): Promise<void> {
    try {
      await this.journal.close();
    } finally {
      this.unlock();
    }
  }

  paymentsOf(sellerKey: string, orderKey: string): Payment[] {
    const orderNos = this.paymentsByKey.get(keyOf(sellerKey, orderKey)) ?? [];
    return orderNos.flatMap((orderNo) => this.payments.get(orderNo) ?? []);
  }

  private async load(path: string): Promise<void> {
    const lines = readLines(path);
    lines.forEach((line, index) => this.replay(line, `${path} line ${index + 1}`));
    const rows = this.sheets.size + this.payments.size + this.merchants.size;
    if (lines.length > 2 * rows + 1000) replaceLines(path, this.shortestLines());
    this.journal = await FileJournal.open(path);
  }

  private apply(change: Change): void {
    for (const merchant of change.merchants ?? []) this.merchants.set(merchant.sellerKey, merchant);
    for (const sheet of change.sheets ?? []) {
      this.sheets.set(sheet.reserveOrderNo, sheet);
      if (sheet.state === 'PAID') this.unpaid.delete(sheet.reserveOrderNo);
      else this.unpaid.add(sheet.reserveOrderNo);
    }
    for (const payment of change.payments ?? []) {
      if (!this.payments.has(payment.orderNo)) {
        const key = keyOf(payment.sellerKey, payment.orderKey);
        this.paymentsByKey.set(key, [...(this.paymentsByKey.get(key) ?? []), payment.orderNo]);
      }
      this.payments.set(payment.orderNo, payment);
    }
  }

  private forgetOldSheets(): string[] {
    const forgotten: string[] = [];
    for (const reserveOrderNo of this.unpaid) {
      if (this.unpaid.size <= MOST_UNPAID_SHEETS) break;
      this.forget(reserveOrderNo);
      forgotten.push(reserveOrderNo);
    }
    return forgotten;
  }

  private forget(reserveOrderNo: string): void {
    this.unpaid.delete(reserveOrderNo);
    this.sheets.delete(reserveOrderNo);
  }

  private clear(): void {
    this.sheets.clear();
    this.payments.clear();
    this.paymentsByKey.clear();
    this.unpaid.clear();
  }

  private replay(text: string, place: string): void {
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch {
      throw new Error(`${place} is damaged; move the folder away to start with empty books`);
    }
    this.serial = Math.max(this.serial, line.serial);
    if (line.reset) this.clear();
    this.apply({
      sheets: (line.sheets ?? []).map((row) => ({ ...this.sheets.get(row.reserveOrderNo ?? ''), ...row }) as Sheet),
      payments: (line.payments ?? []).map((row) => ({ ...this.payments.get(row.orderNo ?? ''), ...row }) as Payment),
      merchants: line.merchants ?? [],
    });
    for (const reserveOrderNo of line.forgotten ?? []) this.forget(reserveOrderNo);
  }

  private *shortestLines(): Generator<string> {
    const serial = this.serial;
    yield JSON.stringify({ serial, merchants: [...this.merchants.values()] } satisfies Line);
    for (const sheet of this.sheets.values()) yield JSON.stringify({ serial, sheets: [sheet] } satisfies Line);
    for (const payment of this.payments.values()) yield JSON.stringify({ serial, payments: [payment] } satisfies Line);
  }
}

function keyOf(sellerKey: string, orderKey: string): string {
  return `${sellerKey}\n${orderKey}`;
}

/** The fields of a row that are new, and its key. Rows are immutable, so what is the same object did not change. */
function difference<Row extends object>(row: Row, before: Row | undefined, key: keyof Row): Partial<Row> {
  if (!before) return row;
  const changed: Partial<Row> = {};
  for (const name of Object.keys(row) as (keyof Row)[]) {
    if (name === key || row[name] !== before[name]) changed[name] = row[name];
  }
  return changed;
}
