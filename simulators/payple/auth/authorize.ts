// auth.php: hands out the keys for one purpose and says where to use them.
// Must never answer with another HTTP status than 200, nor with keys of one purpose for another.
import type { Merchant, Purpose, Session } from '../books/rows.js';
import { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { hostOf, isRegistered } from './domains.js';
import { changedUrl, OTHER_WINDOW_URLS, purposeOf, WORK_URLS } from './purposes.js';

export interface AuthCall {
  readonly fields: Fields;
  readonly referer: string | undefined;
  /** Where this simulator is as its caller sees it. */
  readonly base: string;
}

export function authorize(simulator: Simulator, call: AuthCall): Record<string, unknown> {
  const merchant = identify(simulator, call.fields);
  const host = hostOf(call.referer);
  if (simulator.habits.refererRule === 'enforced' && !isRegistered(merchant, host)) throw new Refusal('AUTH0004');
  const purpose = purposeOf(call.fields);
  const url = workUrl(simulator, purpose);
  const session = openSession(simulator, merchant, purpose, host, url);
  return {
    server_name: new URL(call.base).hostname,
    result: 'success',
    result_msg: '사용자 인증완료',
    cst_id: session.cstToken,
    custKey: session.keyToken,
    AuthKey: session.authKey,
    ...workAddress(simulator, purpose, call.base, url),
    return_url: call.base + url,
  };
}

export function refusedAuthorization(refusal: Refusal): Record<string, unknown> {
  return { result: 'error', result_msg: `[${refusal.code}] ${refusal.message}` };
}

/** The newer script brings a public key instead of an authorization; the keys are made here then. */
export function authorizeClientKey(simulator: Simulator, clientKey: string, host: string | null): Session {
  const merchant = [...simulator.books.merchants.values()].find((row) => row.clientKey === clientKey);
  if (!merchant || clientKey === '') throw new Refusal('AUTH0003');
  if (simulator.habits.refererRule === 'enforced' && !isRegistered(merchant, host)) throw new Refusal('AUTH0004');
  return openSession(simulator, merchant, 'window', host, WORK_URLS.window);
}

/** A buyer who opens a payment link brings no authorization; the keys of the window are made here too. */
export function authorizeLink(simulator: Simulator, cstId: string): Session {
  const merchant = simulator.books.merchants.get(cstId);
  if (!merchant) throw new Refusal('AUTH0003');
  return openSession(simulator, merchant, 'window', null, WORK_URLS.window);
}

function identify(simulator: Simulator, fields: Fields): Merchant {
  const cstId = fields.text('cst_id');
  if (cstId === '') throw new Refusal('AUTH0001');
  const custKey = fields.text('custKey');
  if (custKey === '') throw new Refusal('AUTH0002');
  const merchant = simulator.books.merchants.get(cstId);
  if (!merchant) throw new Refusal('AUTH0003');
  if (merchant.custKey !== custKey) throw new Refusal('AUTH0002');
  return merchant;
}

function workUrl(simulator: Simulator, purpose: Purpose): string {
  if (simulator.habits.returnUrls === 'fixed') return WORK_URLS[purpose];
  const word = simulator.identifiers.hex(8);
  const choices = purpose === 'window' ? [WORK_URLS.window, ...OTHER_WINDOW_URLS] : [WORK_URLS[purpose]];
  return changedUrl(choices[parseInt(word, 16) % choices.length] ?? WORK_URLS[purpose], word);
}

function openSession(
  simulator: Simulator,
  merchant: Merchant,
  purpose: Purpose,
  host: string | null,
  url: string,
): Session {
  const { habits, identifiers } = simulator;
  const raw = habits.authTokens === 'raw';
  const session: Session = {
    authKey: identifiers.authKey(habits.authKeyLength),
    cstId: merchant.cstId,
    cstToken: raw ? merchant.cstId : identifiers.token(),
    keyToken: raw ? merchant.custKey : identifiers.token(),
    purpose,
    host,
    path: habits.returnUrls === 'changing' ? (url.split('?')[0] ?? url) : null,
    issuedAt: simulator.now(),
    used: false,
  };
  simulator.books.commit({ sessions: [session] });
  return session;
}

/** Only windows ever had the old names alone; all other purposes had the new ones from the beginning. */
function workAddress(simulator: Simulator, purpose: Purpose, base: string, url: string): Record<string, string> {
  const names = simulator.habits.authFieldNames;
  const isOld = names === 'old' && purpose === 'window';
  return {
    ...(isOld ? {} : { PCD_PAY_HOST: base, PCD_PAY_URL: url }),
    ...(isOld || names === 'both' ? { cPayHost: base, cPayUrl: url } : {}),
  };
}
