// How long things may take: orders, doubt, jobs.
// Must never differ between providers; a provider's own limits are its capabilities.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';

export function readOrdersConfig(reader: EnvironmentReader) {
  const milliseconds = (name: string, fallback: number, least: number, most: number) =>
    reader.integer(name, { fallback, least, most, example: String(fallback) });
  return frozen({
    /** How long an order may be paid when the merchant gives no expiresAt. */
    defaultLifetimeMs: milliseconds('ORDER_LIFETIME_MS', 24 * 3_600_000, 1_000, 90 * 86_400_000),
    /** How long a buyer may take to register a card. */
    registrationLifetimeMs: milliseconds('CARD_REGISTRATION_LIFETIME_MS', 3_600_000, 100, 7 * 86_400_000),
    /** First lookup after an answer was lost; each later one waits twice as long. */
    firstLookupMs: milliseconds('FIRST_LOOKUP_MS', 1_000, 10, 60_000),
    /** The longest wait between two lookups. */
    longestLookupMs: milliseconds('LONGEST_LOOKUP_MS', 300_000, 100, 86_400_000),
    /** How long after a lost answer a provider's "not paid" is believed: the lost request may still be on its way. */
    believeUnpaidAfterMs: milliseconds('BELIEVE_UNPAID_AFTER_MS', 3_000, 0, 3_600_000),
    /** When a payment refused out of doubt is looked up once more; after that ever more rarely, for a day. */
    lateLookupMs: milliseconds('LATE_LOOKUP_MS', 60_000, 10, 86_400_000),
    /** How long a doubt may last before an operator is called. The lookups go on. */
    callOperatorAfterMs: milliseconds('CALL_OPERATOR_AFTER_MS', 3_600_000, 1_000, 30 * 86_400_000),
    /** How far the moment in a refund notice may be from the one in the answer to our own refund for both to be one refund. */
    refundNoticeApartMs: milliseconds('REFUND_NOTICE_APART_MS', 2_000, 0, 60_000),
    /** How long to wait after a provider refused to take a cash receipt back: the tax office takes it another day. */
    cashReceiptRetryMs: milliseconds('CASH_RECEIPT_RETRY_MS', 86_400_000, 100, 7 * 86_400_000),
    /** The hour of the day in Korea (KST), 0 to 23, at which the books are held against their history. */
    moneyAuditHourKst: reader.integer('MONEY_AUDIT_HOUR_KST', { fallback: 4, least: 0, most: 23, example: '4' }),
    /** Settled payments of how many days are held against the providers' books every night; 0: none. */
    providerAuditDays: reader.integer('PROVIDER_AUDIT_DAYS', { fallback: 14, least: 0, most: 365, example: '14' }),
    /** The hour of the day in Korea (KST), 0 to 23, at which that begins. */
    providerAuditHourKst: reader.integer('PROVIDER_AUDIT_HOUR_KST', { fallback: 5, least: 0, most: 23, example: '5' }),
    /** The pause between two payments that a provider is asked about, in ms. */
    providerAuditPauseMs: milliseconds('PROVIDER_AUDIT_PAUSE_MS', 200, 0, 60_000),
    /** How often expired orders are swept up. */
    sweepEveryMs: milliseconds('SWEEP_EVERY_MS', 30_000, 100, 3_600_000),
    /** How often the worker asks the database for jobs whose time has come. */
    jobPollMs: milliseconds('JOB_POLL_MS', 1_000, 10, 60_000),
    /** How many jobs one process runs at once. */
    jobConcurrency: reader.integer('JOB_CONCURRENCY', { fallback: 4, least: 1, most: 100, example: '4' }),
  });
}

export const ordersConfig = registerAs('orders', () => readOrdersConfig(new EnvironmentReader(process.env)));
export type OrdersConfig = ReturnType<typeof readOrdersConfig>;
