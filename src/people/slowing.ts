// How guessing is slowed: some failures are free, then each one makes the next try wait longer.
// Must never lock for good: the longest wait is short enough for the owner to come back.

/** Seconds to wait after the first failure, the second, …; the last one repeats. */
export type Waits = readonly number[];

const LONGEST_SECONDS = 15 * 60;

/** `free` failures without a wait, then one second, two, four, … */
function doubling(free: number): Waits {
  const waits = Array.from({ length: free }, () => 0);
  for (let seconds = 1; seconds < LONGEST_SECONDS; seconds *= 2) waits.push(seconds);
  return [...waits, LONGEST_SECONDS];
}

/** Of one account, from wherever: slows those who guess one person's password from many addresses. */
export const ACCOUNT_WAITS = doubling(5);
/** Of one address, at whatever account: an office shares one, so more is free. */
export const ADDRESS_WAITS = doubling(30);
/** Of a device that its person has signed in from: no stranger's guesses count here, and its owner mistypes. */
export const DEVICE_WAITS = doubling(10);
/** Of the codes of a second factor: a million codes, three of which are right at any time. */
export const CODE_WAITS = doubling(5);

/** Failures are forgotten when there was none for so long. */
export const FORGET_AFTER_MS = 24 * 3_600_000;
