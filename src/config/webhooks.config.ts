// How webhooks are delivered: how often, how long, to which addresses.
// Must never differ between endpoints; what an endpoint may choose is in its row.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';
import { readMode } from './platform.config.js';

const DAY_MS = 86_400_000;

export function readWebhooksConfig(reader: EnvironmentReader) {
  const mode = readMode(reader.quiet());
  const milliseconds = (name: string, fallback: number, least: number, most: number) =>
    reader.integer(name, { fallback, least, most, example: String(fallback) });
  return frozen({
    /** Whether endpoints may be on private, loopback and link-local addresses: for local use only. */
    allowsPrivateAddresses: reader.flag('WEBHOOK_ALLOW_PRIVATE_ADDRESSES', mode === 'simulator'),
    /** Whether endpoints must be on https. */
    httpsOnly: mode === 'production',
    /** How many deliveries one process makes at once; one endpoint takes four of them at most. */
    concurrency: reader.integer('WEBHOOK_CONCURRENCY', { fallback: 8, least: 1, most: 100, example: '8' }),
    /** How long an endpoint may take to answer. */
    timeoutMs: milliseconds('WEBHOOK_TIMEOUT_MS', 10_000, 50, 30_000),
    /** Wait after the first failure; each later one is four times as long, up to the longest, all give or take a fifth. */
    firstRetryMs: milliseconds('WEBHOOK_FIRST_RETRY_MS', 5_000, 10, 3_600_000),
    longestRetryMs: milliseconds('WEBHOOK_LONGEST_RETRY_MS', 8 * 3_600_000, 10, DAY_MS),
    /** How long after its first attempt a delivery is given up. */
    giveUpAfterMs: milliseconds('WEBHOOK_GIVE_UP_AFTER_MS', 3 * DAY_MS, 100, 30 * DAY_MS),
    /** How long an event that fails holds back later ones of its subject. */
    holdBackMs: milliseconds('WEBHOOK_HOLD_BACK_MS', 3_600_000, 0, 30 * DAY_MS),
    /** How long an endpoint may fail without one success before it is paused. */
    pauseAfterMs: milliseconds('WEBHOOK_PAUSE_AFTER_MS', 5 * DAY_MS, 100, 90 * DAY_MS),
    /** How long ended deliveries and their attempts are kept. Events are kept for ever. */
    keepMs: milliseconds('WEBHOOK_KEEP_MS', 30 * DAY_MS, DAY_MS, 3_650 * DAY_MS),
  });
}

export const webhooksConfig = registerAs('webhooks', () => readWebhooksConfig(new EnvironmentReader(process.env)));
export type WebhooksConfig = ReturnType<typeof readWebhooksConfig>;
