// The instants at which tests are run when none is chosen: where a day, a month or a year ends for somebody.
// @ts-check

/**
 * @param {string} text such as `2028-02-29T00:01+09:00`
 * @returns {Date | null} `null` when it is no instant with an offset
 */
export function readInstant(text) {
  const hasOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const instant = new Date(text);
  return hasOffset && !Number.isNaN(instant.getTime()) && isDay(text.slice(0, 10)) ? instant : null;
}

/**
 * Whether there is such a day: `Date` takes 30 February for 1 March.
 *
 * @param {string} text such as `2028-02-29`
 */
function isDay(text) {
  return new Date(`${text}T00:00Z`).toISOString().startsWith(text);
}

/**
 * All of them lie in the years to come, so that a date that a test holds fixed is past.
 *
 * @param {Date} now
 * @returns {{ name: string, at: Date, zone: string }[]}
 */
export function instantsAfter(now) {
  const year = now.getUTCFullYear() + 1;
  const leapYear =
    [year, year + 1, year + 2, year + 3, year + 4, year + 5, year + 6, year + 7].find(isLeapYear) ?? year;
  return [
    { name: 'a Korean day begins', at: new Date(`${year}-05-12T00:01+09:00`), zone: 'America/New_York' },
    { name: 'a day of UTC begins in a minute', at: new Date(`${year}-05-12T08:59+09:00`), zone: 'UTC' },
    { name: 'a Korean day ends in a minute', at: new Date(`${year}-05-12T23:59+09:00`), zone: 'Asia/Seoul' },
    { name: 'the first day of a month', at: new Date(`${year}-06-01T00:01+09:00`), zone: 'Pacific/Kiritimati' },
    { name: 'the last day of a month', at: new Date(`${year}-06-30T23:59+09:00`), zone: 'America/St_Johns' },
    { name: '29 February', at: new Date(`${leapYear}-02-29T00:01+09:00`), zone: 'America/New_York' },
    { name: 'a year ends in two minutes', at: new Date(`${year}-12-31T23:58+09:00`), zone: 'Europe/Berlin' },
  ];
}

/** @param {number} year */
function isLeapYear(year) {
  return new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
}
