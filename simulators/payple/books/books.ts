// The simulator's books: every row of every kind, changed at once in memory and written to the journal.
// Must never change a row outside `commit`, nor let a caller answer before `settled`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../ground/folder-lock.js';
import { FileJournal, type Journal, NO_JOURNAL, readLines, replaceLines } from '../../ground/journal.js';
import { FIRST_MERCHANTS } from './first-merchants.js';
import {
  type BillingKey,
  type Merchant,
  type Notice,
  type Payment,
  paymentKey,
  type PayLink,
  type PayWindow,
  type Session,
} from './rows.js';

export interface Change {
  readonly merchants?: readonly Merchant[];
  readonly sessions?: readonly Session[];
  readonly windows?: readonly PayWindow[];
  readonly keys?: readonly BillingKey[];
  readonly payments?: readonly Payment[];
  readonly links?: readonly PayLink[];
  readonly notices?: readonly Notice[];
  /** Notices that need not be told any more. */
  readonly told?: readonly string[];
}

type Line = Change & { readonly serial: number; readonly reset?: true };

/** Old authorizations and windows are forgotten, oldest first, beyond this many. Payments and billing keys never are. */
const MOST_FLEETING_ROWS = 20_000;

export class Books {
  readonly merchants = new Map<string, Merchant>();
  readonly sessions = new Map<string, Session>();
  readonly windows = new Map<string, PayWindow>();
  readonly keys = new Map<string, BillingKey>();
  readonly payments = new Map<string, Payment>();
  readonly links = new Map<string, PayLink>();
  readonly notices = new Map<string, Notice>();
  private readonly windowsByReqKey = new Map<string, string>();
  private readonly periods = new Map<string, Set<string>>();
  private journal: Journal = NO_JOURNAL;
  private unlock: () => void = () => undefined;

  private constructor(private serial: number) {
    for (const merchant of FIRST_MERCHANTS) this.merchants.set(merchant.cstId, merchant);
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
    this.apply(change);
    this.journal.append(JSON.stringify({ ...change, serial: this.serial } satisfies Line));
  }

  settled(): Promise<void> {
    return this.journal.settled();
  }

  /** Forgets everything but the merchants, and goes on counting so that no number is ever given out twice. */
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

  payment(cstId: string, oid: string): Payment | undefined {
    return this.payments.get(paymentKey(cstId, oid));
  }

  windowOfRequest(reqKey: string): PayWindow | undefined {
    return this.windows.get(this.windowsByReqKey.get(reqKey) ?? '');
  }

  /** The monthly payments of a billing key for one month. */
  paymentsOfPeriod(payerId: string, year: string, month: string): Payment[] {
    const found = this.periods.get(periodKey(payerId, year, month)) ?? new Set<string>();
    return [...found].flatMap((key) => this.payments.get(key) ?? []);
  }

  private async load(path: string): Promise<void> {
    const lines = readLines(path);
    lines.forEach((line, index) => this.replay(line, `${path} line ${index + 1}`));
    const { merchants, sessions, windows, keys, payments, links, notices } = this;
    const tables = [merchants, sessions, windows, keys, payments, links, notices];
    const rows = tables.reduce((sum, table) => sum + table.size, 0);
    if (lines.length > 2 * rows + 1000) replaceLines(path, this.shortestLines());
    this.journal = await FileJournal.open(path);
  }

  /** Deterministic: replaying the same changes in the same order gives the same rows, forgetting included. */
  private apply(change: Change): void {
    for (const row of change.merchants ?? []) this.merchants.set(row.cstId, row);
    for (const row of change.sessions ?? []) this.sessions.set(row.authKey, row);
    for (const row of change.keys ?? []) this.keys.set(row.payerId, row);
    for (const row of change.links ?? []) this.links.set(row.key, row);
    for (const row of change.notices ?? []) this.notices.set(row.id, row);
    for (const id of change.told ?? []) this.notices.delete(id);
    for (const row of change.windows ?? []) {
      this.windows.set(row.id, row);
      if (row.reqKey !== null) this.windowsByReqKey.set(row.reqKey, row.id);
    }
    for (const row of change.payments ?? []) this.applyPayment(row);
    for (const authKey of oldest(this.sessions)) this.sessions.delete(authKey);
    for (const id of oldest(this.windows)) {
      this.windowsByReqKey.delete(this.windows.get(id)?.reqKey ?? '');
      this.windows.delete(id);
    }
  }

  private applyPayment(row: Payment): void {
    const key = paymentKey(row.cstId, row.order.oid);
    this.payments.set(key, row);
    const { period } = row.order;
    if (row.payerId === null || period === null) return;
    const place = periodKey(row.payerId, period.year, period.month);
    this.periods.set(place, (this.periods.get(place) ?? new Set()).add(key));
  }

  private clear(): void {
    const { sessions, windows, keys, payments, links, notices, windowsByReqKey, periods } = this;
    for (const table of [sessions, windows, keys, payments, links, notices, windowsByReqKey, periods]) table.clear();
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
    this.apply(line);
  }

  private *shortestLines(): Generator<string> {
    const line = (change: Change): string => JSON.stringify({ ...change, serial: this.serial } satisfies Line);
    yield line({ merchants: [...this.merchants.values()] });
    for (const row of this.sessions.values()) yield line({ sessions: [row] });
    for (const row of this.windows.values()) yield line({ windows: [row] });
    for (const row of this.keys.values()) yield line({ keys: [row] });
    for (const row of this.payments.values()) yield line({ payments: [row] });
    for (const row of this.links.values()) yield line({ links: [row] });
    for (const row of this.notices.values()) yield line({ notices: [row] });
  }
}

function periodKey(payerId: string, year: string, month: string): string {
  return `${payerId}\n${year}\n${month}`;
}

function oldest(table: ReadonlyMap<string, unknown>): string[] {
  const keys: string[] = [];
  for (const key of table.keys()) {
    if (table.size - keys.length <= MOST_FLEETING_ROWS) break;
    keys.push(key);
  }
  return keys;
}
