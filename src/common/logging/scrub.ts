// Decides what of a log entry may be written: named fields only, with the shapes of secrets taken out of every text.
// Must never let through a field that is not on the list; a new one is added here when it is known to be harmless.

/**
 * Fields that log lines may carry. All of them are ours and short, and hold nothing that a caller or provider sent, but for
 * `providerReference`: a notice may name any, of letters, digits, dots and dashes.
 */
export const LOGGABLE: ReadonlySet<string> = new Set([
  ...['requestId', 'method', 'route', 'status', 'durationMs', 'apiKeyId', 'orderId', 'paymentId', 'cancellationId'],
  ...['billingKeyId', 'cashReceiptId', 'webhookEndpointId'],
  ...['job', 'jobId', 'outcome', 'attempt', 'attempts', 'provider', 'operation', 'code', 'count', 'state', 'reason'],
  ...['address', 'port', 'mode', 'version', 'pid', 'sellerCode', 'attention', 'lookups'],
  ...['why', 'takenWon', 'table', 'rowId', 'providerReference'],
]);

const HIDDEN = '[hidden]';

/** Things that look like secrets, wherever they stand in a text. */
const SECRETS: readonly [RegExp, string][] = [
  [/\bgy_[A-Za-z0-9_-]{8,}/g, 'gy_[hidden]'],
  [/\bwhsec_[A-Za-z0-9+/=]{8,}/g, 'whsec_[hidden]'],
  [/\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]+/gi, '$1 [hidden]'],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, '$1:[hidden]@'],
  [/\b\d{13,19}\b/g, '[digits]'],
];

/** The text without what looks like an API key, a webhook secret, a password in an address, or a card number. */
export function scrubText(text: string): string {
  return SECRETS.reduce((scrubbed, [shape, substitute]) => scrubbed.replace(shape, substitute), text);
}

/** The entry with every field that is not on the list hidden. */
export function scrubFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const scrubbed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    scrubbed[name] = LOGGABLE.has(name) ? scrubValue(value) : HIDDEN;
  }
  return scrubbed;
}

/** What a log line says of an error: never the query, parameters, request or configuration that libraries attach. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: scrubText(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: scrubText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function scrubValue(value: unknown): unknown {
  if (typeof value === 'string') return scrubText(value);
  return typeof value === 'object' && value !== null ? HIDDEN : value;
}
