// What is wrong with the rows of a file, and what the rest would do; decided before anything is sent.
// Must never let a broken row be skipped: a file is sent whole or not at all.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../common/canonical-json.js';
import { readId } from '../../../common/ids.js';
import { MAX_WON } from '../../../common/money.js';
import type { ErrorCode } from '../../../common/problems.js';
import { isPrintable, lengthOf } from '../../../common/text.js';
import type { ApprovalReason } from '../approval-rules.js';
import { LONGEST_REASON } from '../refunds.dto.js';
import type { ShownRefund } from '../shown-refund.js';
import type { FileRow } from './batch-file.js';

/** What can be wrong with a row by itself; what speaks against its refund has a code of the table of problems. */
export const ROW_FAULTS = [
  'row_not_whole',
  'order_missing',
  'order_unknown',
  'order_ambiguous',
  'order_twice',
  'amount_unreadable',
  'reason_missing',
  'reason_too_long',
] as const;
type RowFault = (typeof ROW_FAULTS)[number];

/** Something that is wrong with a row. */
export interface Fault {
  readonly code: RowFault | ErrorCode;
  readonly detail: string;
}

/** What the dry run shows of a row. */
export interface ShownLine {
  readonly refund: ShownRefund;
  readonly shownHash: string;
  readonly approvalReasons: readonly ApprovalReason[];
}

/** A row that was read: what it asks for, and what is wrong with it. */
export interface ReadRow {
  readonly row: FileRow;
  /** Absent: all that is left. */
  readonly amountWon: number | undefined;
  readonly faults: readonly Fault[];
}

/** An order that a row may mean. */
export interface NamedOrder {
  readonly id: string;
  readonly orderNumber: string;
}

/** Reads the cells of a row. */
export function readRow(row: FileRow): ReadRow {
  const amountWon = wonOf(row.amount);
  const faults: Fault[] = [];
  if (!row.isWhole) faults.push({ code: 'row_not_whole', detail: 'It has more cells than there are columns.' });
  if (row.order === '') faults.push({ code: 'order_missing', detail: 'It names no order.' });
  if (amountWon === null) {
    const detail = `The amount must be a whole number of won from 1 to ${MAX_WON}, or empty for all that is left.`;
    faults.push({ code: 'amount_unreadable', detail });
  }
  if (row.reason === '' || !isPrintable(row.reason)) {
    faults.push({ code: 'reason_missing', detail: 'It gives no reason on one line.' });
  }
  if (lengthOf(row.reason) > LONGEST_REASON) {
    faults.push({ code: 'reason_too_long', detail: `The reason has more than ${LONGEST_REASON} characters.` });
  }
  return { row, amountWon: amountWon ?? undefined, faults };
}

/** Digits, also in groups of three; `undefined` for an empty cell, `null` for anything else. */
function wonOf(text: string): number | null | undefined {
  if (text === '') return undefined;
  if (!/^(\d{1,13}|\d{1,3}(,\d{3}){1,4})$/.test(text)) return null;
  const won = Number(text.replaceAll(',', ''));
  return won >= 1 && won <= MAX_WON ? won : null;
}

/** The order that a row means, by its number or our id. */
export function orderOf({ order }: FileRow, orders: readonly NamedOrder[]): NamedOrder | Fault {
  const id = readId('order', order);
  const found = orders.filter((each) => each.id === id || each.orderNumber === order);
  const [only, other] = found;
  if (!only) return { code: 'order_unknown', detail: 'There is no such order.' };
  if (!other) return only;
  return { code: 'order_ambiguous', detail: 'Several sellers have an order with this number; give its id, ord_… .' };
}

/** The lines on which each order stands that stands on several: the second refund would not be what was shown. */
export function linesByOrder(
  rows: readonly { readonly line: number; readonly orderId: string | null }[],
): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  for (const { line, orderId } of rows) {
    if (orderId !== null) lines.set(orderId, [...(lines.get(orderId) ?? []), line]);
  }
  return lines;
}

export function twiceFault(lines: readonly number[]): Fault {
  return { code: 'order_twice', detail: `The same order stands on the lines ${lines.join(', ')}.` };
}

/** SHA-256 over everything that the dry run showed, hexadecimal. */
export function hashOfLines(
  lines: readonly { readonly line: number; readonly shown: ShownLine | null; readonly reason: string }[],
): string {
  const shown = lines.map(({ line, shown, reason }) => ({ line, shownHash: shown?.shownHash ?? null, reason }));
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}
