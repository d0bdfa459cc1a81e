// Reads a file of refunds: which order, how much, why. Takes what spreadsheets write, and says what it cannot read.
// Must never guess: a figure that could be read in two ways is not read at all.
import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from '../../../common/problems.js';
import { isStorable } from '../../../common/text.js';

/** How many refunds one file may hold. */
export const MOST_LINES = 1_000;
/** Longer cells are none of ours; this also bounds what is kept of a broken row. */
const LONGEST_CELL = 500;

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

/** What a first line may call the columns, in small letters. */
const HEADINGS: Readonly<Record<string, Column>> = {
  order: 'order',
  'order number': 'order',
  order_number: 'order',
  ordernumber: 'order',
  order_id: 'order',
  주문: 'order',
  주문번호: 'order',
  '주문 번호': 'order',
  amount: 'amount',
  amount_won: 'amount',
  amountwon: 'amount',
  금액: 'amount',
  환불금액: 'amount',
  '환불 금액': 'amount',
  reason: 'reason',
  사유: 'reason',
  환불사유: 'reason',
  '환불 사유': 'reason',
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
  const columns = cells.map((cell) => HEADINGS[cell.toLowerCase()] ?? null);
  if (!columns.includes('order')) return null;
  for (const column of USUAL) {
    if (columns.filter((each) => each === column).length !== 1) {
      throw unreadable(`The headings must name order (주문번호), amount (금액) and reason (사유), each once.`);
    }
  }
  return columns;
}

function rowOf({ record, info }: ParsedRecord, columns: readonly (Column | null)[]): FileRow {
  const cell = (column: Column) => (record[columns.indexOf(column)] ?? '').slice(0, LONGEST_CELL);
  // Spreadsheets leave empty cells at the end, or leave them out.
  const isWhole = record.slice(columns.length).every((each) => each === '');
  return { line: info.lines, order: cell('order'), amount: cell('amount'), reason: cell('reason'), isWhole };
}

function unreadable(detail: string): Problem {
  return new Problem('csv_not_readable', { detail });
}
