// Finds fields in an answer by name (`cardNo`), by path (`paymentDetails.cardNo`) or in one element (`paymentDetails[0].cardNo`).
// Must never change an answer in place.

type Step = string | number;

const FIELD = /^[A-Za-z_]\w*(\[\d{1,4}\])?(\.[A-Za-z_]\w*(\[\d{1,4}\])?)*$/;

export function isFieldPath(field: string): boolean {
  return FIELD.test(field);
}

/** Whether one of the known fields, written as dotted paths, may be meant. */
export function isKnownField(known: readonly string[], field: string): boolean {
  const names = stepsOf(field).filter((step) => typeof step === 'string');
  return known.some((path) => `.${path}`.endsWith(`.${names.join('.')}`));
}

export function hasField(answer: unknown, field: string): boolean {
  let found = false;
  replaceField(answer, field, (real) => {
    found = true;
    return real;
  });
  return found;
}

/** The same answer with another value in every place the field is found. */
export function replaceField(answer: unknown, field: string, replacement: (real: unknown) => unknown): unknown {
  const wanted = stepsOf(field);
  const walk = (value: unknown, place: readonly Step[]): unknown => {
    if (isMeant(place, wanted)) return replacement(value);
    if (Array.isArray(value)) return value.map((item: unknown, index) => walk(item, [...place, index]));
    if (!isPlain(value)) return value;
    const fields = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(fields.map(([name, item]) => [name, walk(item, [...place, name])]));
  };
  return walk(answer, []);
}

function stepsOf(field: string): Step[] {
  return (field.match(/\w+|\[\d+\]/g) ?? []).map((part) => (part.startsWith('[') ? Number(part.slice(1, -1)) : part));
}

/** The end of a place is what was asked for; numbers of list elements may be left out, but not at the very end. */
function isMeant(place: readonly Step[], wanted: readonly Step[]): boolean {
  if (place.at(-1) !== wanted.at(-1)) return false;
  let left = wanted.length - 1;
  for (const step of [...place].reverse().slice(1)) {
    if (left === 0) return true;
    if (step === wanted[left - 1]) left -= 1;
    else if (typeof step === 'string') return false;
  }
  return left === 0;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
