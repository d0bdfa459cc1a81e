// Answers with values no client expects: reads such orders, makes the values in turn and remembers what was sent.
// Must never touch the books: the effect is real, only the answer about it is odd.
import { createHash } from 'node:crypto';
import { hasField, isFieldPath, isKnownField, replaceField } from './field-paths.js';
import { jsonText, RawNumber } from './json-text.js';
import { isOdd, longValue, ODD_FAULTS, type OddFault, oddValue, oddValueCount } from './odd-values.js';

/** What an order of an odd answer says besides; all null for other faults. */
export interface OddOrder {
  readonly field: string | null;
  /** Exactly this value; absent when the values take turns. */
  readonly value?: unknown;
  /** Exactly this number, by its digits. */
  readonly numeral: string | null;
  readonly length: number | null;
}

interface PlacedOddity extends OddOrder {
  readonly fault: string;
}

export interface SentOddity {
  readonly endpoint: string;
  readonly fault: string;
  readonly field: string;
  /** What was sent, as JSON, cut short. */
  readonly json: string;
}

const USUAL_LENGTH = 100_000;
const LONGEST = 5_000_000;
const LONGEST_SHOWN = 200;
const MOST_REMEMBERED = 200;
const NO_ORDER: OddOrder = { field: null, numeral: null, length: null };

/** Reads the fields of an order; a sentence when something is wrong with it. */
export function readOddOrder(
  input: Readonly<Record<string, unknown>>,
  fault: string,
  endpoint: string,
  known: readonly string[],
): OddOrder | string {
  const given = ['field', 'value', 'numeral', 'length'].find((name) => isGiven(input, name));
  if (!isOdd(fault)) return given === undefined ? NO_ORDER : `"${given}" goes with ${ODD_FAULTS.join(', ')} only`;
  const { field } = input;
  if (typeof field !== 'string' || !isFieldPath(field) || !isKnownField(known, field)) {
    const got = isGiven(input, 'field') ? `${JSON.stringify(field)} is never answered` : '"field" is required';
    return `${got}: ${endpoint} answers ${namesOf(known).join(', ')}`;
  }
  const exact = readExact(input, fault);
  return typeof exact === 'string' ? exact : { field, ...exact };
}

function readExact(input: Readonly<Record<string, unknown>>, fault: OddFault): Omit<OddOrder, 'field'> | string {
  const hasValue = isGiven(input, 'value');
  const hasNumeral = isGiven(input, 'numeral');
  if (fault === 'too_long') {
    if (hasValue || hasNumeral) return '"too_long" takes a "length", no value';
    const length = isGiven(input, 'length') ? Number(input.length) : USUAL_LENGTH;
    if (Number.isInteger(length) && length >= 1 && length <= LONGEST) return { numeral: null, length };
    return `"length" must be a whole number from 1 to ${LONGEST}`;
  }
  if (isGiven(input, 'length')) return '"length" goes with too_long only';
  if (hasValue && hasNumeral) return '"value" and "numeral" exclude each other';
  const { numeral } = input;
  if (hasNumeral && (typeof numeral !== 'string' || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(numeral))) {
    return '"numeral" must be a number written as text, such as "12345678901234567890"';
  }
  return {
    numeral: typeof numeral === 'string' ? numeral : null,
    length: null,
    ...(hasValue ? { value: input.value } : {}),
  };
}

/** An empty text is a value of its own; for the other fields it is what an empty input sends. */
function isGiven(input: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = input[name];
  return name === 'value' ? value !== undefined : value !== undefined && value !== null && value !== '';
}

function namesOf(known: readonly string[]): string[] {
  return [...new Set(known.map((path) => path.split('.').at(-1) ?? path))];
}

/** The orders that hit this answer, one for each field it has; `strikes` says whether an order's turn has come. */
export function oddOrdersFor<Placed extends PlacedOddity>(
  orders: readonly Placed[],
  answer: unknown,
  strikes: (order: Placed) => boolean,
): Placed[] {
  const taken: Placed[] = [];
  for (const order of orders) {
    const { field } = order;
    if (field === null || taken.some((other) => other.field === field)) continue;
    if (hasField(answer, field) && strikes(order)) taken.push(order);
  }
  return taken;
}

export class OddAnswers {
  private readonly turns = new Map<OddFault, number>();
  private sent: SentOddity[] = [];

  /** With a seed the values start where it says, else with the first; they go on in the same order. */
  constructor(private readonly seed: string | undefined) {}

  /** The answer with every ordered oddity in it. */
  spoil(endpoint: string, answer: unknown, orders: readonly PlacedOddity[]): unknown {
    return orders.reduce((spoiled, order) => this.spoilField(endpoint, spoiled, order), answer);
  }

  /** What was sent lately, the oldest first. */
  list(): readonly SentOddity[] {
    return this.sent;
  }

  clear(): void {
    this.turns.clear();
    this.sent = [];
  }

  private spoilField(endpoint: string, answer: unknown, order: PlacedOddity): unknown {
    const { field, fault } = order;
    if (field === null || !isOdd(fault)) return answer;
    const makeValue = this.valueOf(order, fault);
    return replaceField(answer, field, (real) => {
      const value = makeValue(real);
      this.remember({ endpoint, fault, field, json: shortJson(value) });
      return value;
    });
  }

  private valueOf(order: PlacedOddity, fault: OddFault): (real: unknown) => unknown {
    if (fault === 'too_long') return (real) => longValue(order.length ?? USUAL_LENGTH, real);
    if (order.numeral !== null) return () => new RawNumber(order.numeral ?? '');
    if ('value' in order) return () => order.value;
    const turn = this.turns.get(fault) ?? this.firstTurn(fault);
    this.turns.set(fault, turn + 1);
    return (real) => oddValue(fault, turn, real);
  }

  private firstTurn(fault: OddFault): number {
    if (this.seed === undefined) return 0;
    return createHash('sha256').update(`${this.seed}:${fault}`).digest().readUInt32BE(0) % oddValueCount(fault);
  }

  private remember(oddity: SentOddity): void {
    this.sent = [...this.sent, oddity].slice(-MOST_REMEMBERED);
  }
}

function shortJson(value: unknown): string {
  const text = jsonText(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : text;
}
