// Writes JSON whose every letter is known: numbers that JavaScript cannot hold, and leaves a simulator writes its own way.
// Must never change a value that JSON.stringify could write.

/** A number given by its digits, such as one beyond 2^53; JSON.stringify would round it. */
export class RawNumber {
  constructor(readonly text: string) {}
}

/** `leaf` writes objects of a simulator's own kind; it says undefined for all others. */
export function jsonText(value: unknown, leaf: (value: object) => string | undefined = () => undefined): string {
  if (value instanceof RawNumber) return value.text;
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const own = leaf(value);
  if (own !== undefined) return own;
  if (Array.isArray(value)) return `[${value.map((item: unknown) => jsonText(item, leaf)).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${JSON.stringify(name)}:${jsonText(field, leaf)}`);
  return `{${fields.join(',')}}`;
}
