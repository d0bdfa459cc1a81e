// Reads fields out of a document that somebody else wrote: lenient in type, strict in meaning.
// Must never guess: what is missing or means nothing is unreadable, and the caller treats the outcome as unknown.

/** A JSON object, before anything is known about it. */
export type Fields = Readonly<Record<string, unknown>>;

/** The document is not what it should be; says which field. */
export class UnreadableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableError';
  }
}

/** @throws UnreadableError when it is not a JSON object */
export function parseObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableError('The reply is not JSON.');
  }
  return asObject(value, 'the reply');
}

/** @throws UnreadableError */
export function asObject(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new UnreadableError(`${name} is not an object.`);
}

/** @throws UnreadableError */
export function readObject(fields: Fields, name: string): Fields {
  return asObject(fields[name], name);
}

/** A list of objects; a missing list is unreadable, an empty one is not. @throws UnreadableError */
export function readObjects(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new UnreadableError(`${name} is not a list.`);
  return value.map((each) => asObject(each, name));
}

/** A text, or a number written as one. @throws UnreadableError when it is missing or empty */
export function readText(fields: Fields, name: string): string {
  const text = readOptionalText(fields, name);
  if (text === null) throw new UnreadableError(`${name} is missing.`);
  return text;
}

/** A text or a number as text; `null` when it is missing, null or empty. */
export function readOptionalText(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return null;
}

/** Whole won, as `2000`, `2000.0` or `"2000"`. @throws UnreadableError */
export function readWon(fields: Fields, name: string): number {
  const value = fields[name];
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\d{1,15}(\.0+)?$/.test(value));
  const won = Number(value);
  if (isNumeric && Number.isSafeInteger(won) && won >= 0) return won;
  throw new UnreadableError(`${name} is not a whole number of won.`);
}
