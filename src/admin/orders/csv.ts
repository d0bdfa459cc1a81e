// Writes CSV as spreadsheets of a Korean desk read it: UTF-8 with its mark, CRLF, and no cell that is taken for a formula.
// Must never let what a buyer typed be more than text to whoever opens the file.

/** Without it Excel reads Korean as something else. */
export const BYTE_ORDER_MARK = '\ufeff';
const END_OF_LINE = '\r\n';
/** What spreadsheets take for the beginning of a formula, also as the wide signs of Korean keyboards. */
const BEGINS_FORMULA = /^[\s\u200b-\u200f\ufeff]*[=+\-@＝＋－＠|]|^[\t\r\n]/u;

/** A value of a cell. Numbers stay numbers; `null` is an empty cell. */
export type Cell = string | number | null;

/** One line, with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(csvCell).join(',') + END_OF_LINE;
}

/** Lines within a cell become blanks, so that a line of the file is a row; an apostrophe keeps formulas text. */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const isFormula = BEGINS_FORMULA.test(value);
  const line = value.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ');
  const text = isFormula ? `'${line}` : line;
  return /[",\t;']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
