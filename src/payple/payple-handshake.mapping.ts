// What Payple’s handshake answers: who we are in the work call, where that goes, or why not.
// Must never check an address; the client does before anything is sent there.
import { type Fields, readOptionalText, readId } from '../common/outbound/reading.js';
import { firstText, texts } from './payple.fields.js';
import { type CallerFields, HANDSHAKE } from './payple.wire.js';

/** What a handshake gave: who we are in the work call, and where that goes. */
export interface Handshake {
  readonly caller: CallerFields;
  /** As Payple named it; not checked. */
  readonly address: string;
}

/** Payple's own table allows 255; live ones were longer than that. */
const LONGEST_TOKEN = 2_000;

/** @throws UnreadableError */
export function readHandshake(fields: Fields): Handshake {
  const caller = {
    PCD_CST_ID: readId(fields, HANDSHAKE.id, LONGEST_TOKEN),
    PCD_CUST_KEY: readId(fields, HANDSHAKE.key, LONGEST_TOKEN),
    PCD_AUTH_KEY: readId(fields, HANDSHAKE.authKey, LONGEST_TOKEN),
  };
  const address = readOptionalText(fields, HANDSHAKE.address);
  if (address !== null && URL.canParse(address)) return { caller, address };
  return { caller, address: `${firstText(fields, HANDSHAKE.host)}${firstText(fields, HANDSHAKE.path)}` };
}

/** The code of a handshake that failed, wherever it stands, or `null`. Nothing was sent yet, whatever it says. */
export function readHandshakeCode(fields: Fields): string | null {
  const texts = [...HANDSHAKE.code, HANDSHAKE.message].map((name) => readOptionalText(fields, name) ?? '');
  return /AUTH\d{4}/.exec(texts.join(' '))?.[0] ?? null;
}

/** What the window's script is told: tokens and addresses by the names it knows, nothing else. */
export function windowTokens(fields: Fields): Record<string, string> {
  const { result, message, id, key, authKey, address, host, path } = HANDSHAKE;
  const names = [result, message, id, key, authKey, address, ...host, ...path];
  return Object.fromEntries(names.flatMap((name) => texts(name, readOptionalText(fields, name))));
}
