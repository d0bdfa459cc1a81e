// Reads a file of refunds: which order, how much, why. Takes what spreadsheets write, and says what it cannot read.
// Must never guess: a figure that could be read in two ways is not read at all.
import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from '../../../common/problems.js';
import { cutTo, isStorable } from '../../../common/text.js';
import { meaningOf, type Meaning } from '../../file-headings.js';

/** How many refunds one file may hold. */
export const MOST_LINES = 1_000;
/** Longer cells are none of ours; this also bounds what is kept of a broken row. */
const LONGEST_CELL = 500;
/** So much of a heading is told. */
const LONGEST_HEADING = 60;

/** A row of the file, as it is written there. */
export interface FileRow {
  /** Where it is in the file; the first line is 1. */
  readonly line: number;
  readonly order: string;
  readonly amount: string;
  readonly reason: string;
  /** Whether it has the columns of the file, no more and no less. */
  readonly isWhole: boolean;
}

type Column = 'order' | 'amount' | 'reason';

/** What the columns may be by their headings; of the two for the order, the number counts where both are there. */
const MEANINGS: Readonly<Record<Column, readonly Meaning[]>> = {
  order: ['orderNumber', 'orderId'],
  amount: ['refundWon'],
  reason: ['refundReason'],
};
export const READ_BY_REFUND_FILES: readonly Meaning[] = Object.values(MEANINGS).flat();
const NAMED: Readonly<Record<Column, string>> = {
  order: 'order (주문번호)',
  amount: 'amount (금액)',
  reason: 'reason (사유)',
};
const USUAL: readonly Column[] = ['order', 'amount', 'reason'];

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The rows of a CSV file in UTF-8, with or without a first line that names the columns, parted by commas, semicolons or tabs.
 *
 * @throws Problem `csv_not_readable` when it is no such file, empty, or longer than `MOST_LINES`
 */
export function readRefundFile(bytes: Uint8Array): FileRow[] {
  const records = recordsOf(textOf(bytes));
  const [first] = records;
  if (!first) throw unreadable('The file has no rows.');
  const columns = columnsOf(first.record);
  const rows = columns ? records.slice(1) : records;
  if (rows.length === 0) throw unreadable('The file has a line of headings and no rows.');
  if (rows.length > MOST_LINES) {
    throw unreadable(`The file has ${rows.length} rows; ${MOST_LINES} are taken at once. Send several files.`);
  }
  return rows.map((row) => rowOf(row, columns ?? USUAL));
}

function textOf(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(
      'The file is not in UTF-8; Excel on Windows writes EUC-KR (CP949) unless told. Save it as “CSV UTF-8”.',
    );
  }
  if (!isStorable(text)) throw unreadable('The file holds a NUL character; it is no text, perhaps a workbook.');
  return text;
}

function recordsOf(text: string): ParsedRecord[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      skipRecordsWithEmptyValues: true,
      trim: true,
    }) as unknown as ParsedRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    throw unreadable(`Line ${lines ?? '?'} cannot be read: a quotation mark is missing, or one too many.`);
  }
}

/** What parts the cells of the first line: whichever of the three stands there most often. */
function delimiterOf(text: string): string {
  const [firstLine = ''] = text.split('\n', 1);
  const counts = [',', ';', '\t'].map((mark) => [mark, firstLine.split(mark).length] as const);
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

/** `null` when the first line is a row like the others. */
function columnsOf(cells: readonly string[]): (Column | null)[] | null {
  const meanings = cells.map(meaningOf);
  if (!meanings.some((meaning) => MEANINGS.order.some((each) => each === meaning))) return null;
  const placeByColumn = new Map(USUAL.map((column) => [placeOf(column, cells, meanings), column]));
  return cells.map((_, place) => placeByColumn.get(place) ?? null);
}

/** Where a column is. @throws Problem when it is missing, there twice, or under a heading that can mean two things */
function placeOf(column: Column, cells: readonly string[], meanings: readonly ReturnType<typeof meaningOf>[]): number {
  for (const meaning of MEANINGS[column]) {
    const places = meanings.flatMap((each, place) => (each === meaning ? [place] : []));
    const [place] = places;
    if (places.length > 1) {
      const names = places.map((each) => quoted(cells[each])).join(' and ');
      throw unreadable(`${names} both name the ${NAMED[column]}; each column is there once.`);
    }
    if (place !== undefined) return place;
  }
  const unclear = cells[meanings.indexOf('unclear')];
  if (column === 'amount' && unclear !== undefined) {
    throw unreadable(
      `The column ${quoted(unclear)} may hold what was paid or refunded already, or what is to be refunded. Call the one to refund amount (금액).`,
    );
  }
  throw unreadable(
    `The headings must name ${Object.values(NAMED).join(', ')}, each once; ${NAMED[column]} is missing.`,
  );
}

function quoted(heading = ''): string {
  return `“${cutTo(LONGEST_HEADING, heading)}”`;
}

function rowOf({ record, info }: ParsedRecord, columns: readonly (Column | null)[]): FileRow {
  const cell = (column: Column) => cutTo(LONGEST_CELL, record[columns.indexOf(column)] ?? '');
  // Spreadsheets leave empty cells at the end, or leave them out.
  const isWhole = record.slice(columns.length).every((each) => each === '');
  return { line: info.lines, order: cell('order'), amount: cell('amount'), reason: cell('reason'), isWhole };
}

function unreadable(detail: string): Problem {
  return new Problem('csv_not_readable', { detail });
}
