// Which refunds at the desk wait for a second person, and for how long.
// Must never be able to switch the rule off for one person; their own limit can only add to it.
import { registerAs } from '@nestjs/config';
import { MAX_WON } from '../common/money.js';
import { EnvironmentReader, frozen } from './environment.js';

export function readRefundsConfig(reader: EnvironmentReader) {
  const number = (name: string, fallback: number, least: number, most: number) =>
    reader.integer(name, { fallback, least, most, example: String(fallback) });
  return frozen({
    /** A refund of more than this many won waits for another person; 0: every one does. */
    approvalAboveWon: number('REFUND_APPROVAL_ABOVE_WON', 1_000_000, 0, MAX_WON),
    /** So does one of a payment that is older than this many days. */
    approvalAfterDays: number('REFUND_APPROVAL_AFTER_DAYS', 90, 0, 3_650),
    /** So does one with which a person's refunds of a day in Korea come to more than this many won. */
    approvalDailySumWon: number('REFUND_APPROVAL_DAILY_SUM_WON', 5_000_000, 0, MAX_WON),
    /** How many hours a request waits until it is too old. */
    approvalExpiresHours: number('REFUND_APPROVAL_EXPIRES_HOURS', 72, 1, 720),
  });
}

export const refundsConfig = registerAs('refunds', () => readRefundsConfig(new EnvironmentReader(process.env)));
export type RefundsConfig = ReturnType<typeof readRefundsConfig>;
