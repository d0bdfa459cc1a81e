// Identifiers: UUIDv7 inside (they sort by creation time), a prefix and 32 hex digits outside (`ord_0199…`).
// Must never be parsed for anything but the prefix and the UUID.
import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import { databaseNowMs } from './clock.js';

/** What an identifier names, by its prefix. */
export const ID_PREFIXES = {
  order: 'ord',
  payment: 'pay',
  cancellation: 'can',
  billingKey: 'bk',
  cashReceipt: 'crc',
  event: 'evt',
  webhookEndpoint: 'whe',
  apiKey: 'key',
  person: 'person',
  session: 'ses',
  auditEntry: 'aud',
  refundRequest: 'rfr',
  refundBatch: 'rfb',
  changeRequest: 'chg',
  exchange: 'exc',
  orderView: 'view',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

const lastId = { msecs: 0, seq: 0 };

/**
 * A new UUIDv7 of the database's time: lists by day compare it with instants. Each is above the last one of this
 * process, also within a millisecond and when the time steps back.
 */
export function newId(): string {
  const msecs = databaseNowMs();
  if (msecs > lastId.msecs) Object.assign(lastId, { msecs, seq: randomInt(2 ** 31) });
  else lastId.seq += 1;
  return v7(lastId);
}

/** The lowest UUIDv7 of a moment: everything made then or later is above it. */
export function firstIdAt(instant: Date): string {
  const milliseconds = instant.getTime().toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-8000-000000000000`;
}

/** The identifier as the outside sees it. */
export function showId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${uuid.replaceAll('-', '')}`;
}

/** The UUID behind an outside identifier, or `null` when it is not one of that kind. */
export function readId(kind: IdKind, shown: string): string | null {
  const match = /^([a-z]+)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(shown);
  if (!match || match[1] !== ID_PREFIXES[kind]) return null;
  return match.slice(2).join('-');
}
