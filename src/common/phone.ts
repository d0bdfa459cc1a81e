// The one rule for telephone numbers: how they may be typed, and which digits they are inside Korea.
// Must never differ from `phone_digits` of the database, by which orders are found.

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;
const LONGEST_TEXT = 30;
/** A number and what people part its digits by. */
const TYPED = /^\+?[0-9 ().\-/]+$/;
/** Mobile, personal (050x), internet (070), toll-free (080), Seoul, the other areas, and those without any (1588). */
const KOREAN = /^(?:01[016-9]\d{7,8}|050[2-8]\d{7,8}|070\d{8}|080\d{6,8}|02\d{7,8}|0[3-6][1-5]\d{7,8}|1[568]\d{6})$/;

/** A telephone number. */
export interface Phone {
  /** Digits alone; of a number of Korea as it is dialled inside: `01012345678`, also when it was typed `+82 10-1234-5678`. */
  readonly digits: string;
  /** Whether it has the shape of a number of Korea. */
  readonly isKorean: boolean;
  readonly isMobile: boolean;
}

/** The number that a text is; `null`: none. */
export function readPhone(text: string): Phone | null {
  if (text.length > LONGEST_TEXT) return null;
  const typed = plainPhone(text);
  const digits = phoneDigits(typed);
  if (!TYPED.test(typed) || digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return null;
  const isAbroad = typed.startsWith('+') && !/^\+ *82/.test(typed);
  const isKorean = !isAbroad && KOREAN.test(digits);
  return { digits, isKorean, isMobile: isKorean && digits.startsWith('01') };
}

/** The digits of a text, with the 0 of a number inside Korea in the place of +82. The same as `phone_digits` of the database. */
export function phoneDigits(text: string): string {
  const digits = text.normalize('NFKC').replace(/[^0-9]/g, '');
  if (/^(?:00)?820?1[568]\d{6}$/.test(digits)) return digits.replace(/^(?:00)?820?/, '');
  return /^(?:00)?82\d{8}/.test(digits) ? digits.replace(/^(?:00)?820?/, '0') : digits;
}

/** With digits and signs of usual width, one kind of hyphen, and nothing that nobody sees. */
function plainPhone(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}
