// What text the house takes: whole characters that PostgreSQL can store and people can read.
// Must never change a text that somebody is to get back; what cannot be kept is refused there, and mended only in notes.

/** Whether every character is whole (no lone half of a surrogate pair) and none is NUL, which PostgreSQL cannot store. */
export function isStorable(text: string): boolean {
  return !/\p{Surrogate}|\0/u.test(text);
}

/** A text that PostgreSQL can store: a replacement character stands for each NUL and each half of a surrogate pair. */
export function madeStorable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/**
 * The beginning of a text, storable: for notes. Where it is cut through the middle of a character, a replacement character
 * stands for that.
 *
 * @param most in UTF-16 units; so many characters it has at most
 */
export function cutTo(most: number, text: string): string {
  return text.length > most ? madeStorable(text.slice(0, most)) : text;
}

/**
 * Whether a text can be shown on one line, or on several when `lines` is true: storable, and no control characters
 * beside the line feed.
 */
export function isPrintable(text: string, lines = false): boolean {
  return !/\p{Surrogate}/u.test(text) && !/\p{Cc}/u.test(lines ? text.replaceAll('\n', '') : text);
}

/** Length in characters as people count them in a form: code points, not UTF-16 halves. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
