// How a caller walks through a long list: page by page, each starting after the last row of the one before.
// Must never count rows or skip over them: a page costs the same wherever it is.
import { Type } from 'class-transformer';
import { IsInt, Length, Max, Min } from 'class-validator';
import { Optional } from './http/fields.js';

/** How many rows a page has when the caller does not say. */
export const DEFAULT_PAGE_LIMIT = 50;

/** Which page of a list. */
export class PageQuery {
  /** The `nextCursor` of the page before; left out for the first page. */
  @Optional()
  @Length(1, 200)
  cursor?: string;

  /** How many at most. */
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

/** A page and where the next one starts. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * Cuts a page out of rows of which one more was read than fits, to know whether there is a next page.
 *
 * @param cursorOf what to give back for the page after a row
 */
export function cutPage<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
