// The values no client expects, for texts, numbers and dates, and how each stands in for the real one.
// Must never hold a value a provider was seen to send; those are answers, not oddities.
import { RawNumber } from './json-text.js';

export const ODD_FAULTS = ['odd_text', 'odd_number', 'odd_date', 'too_long'] as const;
export type OddFault = (typeof ODD_FAULTS)[number];

/** Makes the odd value from the real one. */
type OddValue = (real: unknown) => unknown;

/** In the middle of the real text, so that everything else about it is right. */
function inside(letters: string): OddValue {
  return (real) => {
    const text = textOf(real);
    const middle = Math.ceil(text.length / 2);
    return text.slice(0, middle) + letters + text.slice(middle);
  };
}

function instead(value: unknown): OddValue {
  return () => value;
}

/** Text where the real one is text, a number otherwise. */
function numeral(digits: string): OddValue {
  return (real) => (typeof real === 'string' ? digits : new RawNumber(digits));
}

/** The first 8 digits alone where the real value is a day. */
function moment(digits: string): OddValue {
  return (real) => (textOf(real).length === 8 ? digits.slice(0, digits.length - 6) : digits);
}

const TEXTS: readonly OddValue[] = [
  inside('\u0000'),
  inside('\ud83d'),
  inside('\ude00'),
  inside('\u202e'),
  // Tag characters: letters nobody sees.
  inside('\u{e0068}\u{e0069}\u{e007f}'),
  instead(''),
  instead('   '),
  instead(20_261_122),
  instead(null),
  instead(['목록']),
  instead({ name: '객체' }),
];

const NUMBERS: readonly OddValue[] = [
  numeral('-1000'),
  numeral('1000.5'),
  instead('NaN'),
  numeral('1e30'),
  numeral('9007199254740993'),
  numeral('99999999999999999999'),
  instead(''),
  instead(true),
  instead('10,000'),
];

const DATES: readonly OddValue[] = [
  moment('20261399999999'),
  moment('00000000000000'),
  // 13 digits, or 7.
  moment('2026112212043'),
  (real) => (textOf(real).length === 8 ? '2026-11-22' : '2026-11-22T12:04:30+09:00'),
  moment('20260230120000'),
  moment('10000101000000'),
  moment('99991231235959'),
  instead(''),
];

const VALUES: Readonly<Record<Exclude<OddFault, 'too_long'>, readonly OddValue[]>> = {
  odd_text: TEXTS,
  odd_number: NUMBERS,
  odd_date: DATES,
};

export function isOdd(fault: string): fault is OddFault {
  return (ODD_FAULTS as readonly string[]).includes(fault);
}

/** How many values take turns. */
export function oddValueCount(fault: OddFault): number {
  return fault === 'too_long' ? 1 : VALUES[fault].length;
}

/** The value of one turn; turns go round. */
export function oddValue(fault: Exclude<OddFault, 'too_long'>, turn: number, real: unknown): unknown {
  const values = VALUES[fault];
  return values[turn % values.length]?.(real);
}

/** Digits where the real value is a number or digits, Korean letters otherwise. */
export function longValue(length: number, real: unknown): unknown {
  if (typeof real === 'string' || typeof real === 'number' || real === null) {
    const isDigits = /^\d+$/.test(textOf(real));
    const text = (isDigits ? '9' : '가').repeat(length);
    return typeof real === 'number' ? new RawNumber(text) : text;
  }
  return '가'.repeat(length);
}

function textOf(real: unknown): string {
  return typeof real === 'string' || typeof real === 'number' ? String(real) : '';
}
