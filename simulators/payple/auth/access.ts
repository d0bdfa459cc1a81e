// Lets a call in, or not: whose keys are these, are they good for this work, and are they still good.
// Must never use up a key by looking at it; that happens together with the deed.
import type { Merchant, PayType, Purpose, Session } from '../books/rows.js';
import type { AccessCodes } from '../families.js';
import type { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { hostOf } from './domains.js';

const KEY_LIFE_MS = 30 * 60 * 1000;

export interface Knock {
  readonly fields: Fields;
  readonly purpose: Purpose;
  readonly codes: AccessCodes;
  /** The path as it was called, changed or not; null when it is not the one the authorization named. */
  readonly path: string | null;
  readonly referer: string | undefined;
}

export interface Access {
  readonly merchant: Merchant;
  readonly session: Session;
}

export function letIn(simulator: Simulator, knock: Knock): Access {
  const { codes, fields } = knock;
  const session = simulator.books.sessions.get(fields.text('PCD_AUTH_KEY'));
  const merchant = simulator.books.merchants.get(session?.cstId ?? '');
  if (!session || !merchant) throw new Refusal(codes.access);
  const isId = [merchant.cstId, session.cstToken].includes(fields.text('PCD_CST_ID'));
  const isKey = [merchant.custKey, session.keyToken].includes(fields.text('PCD_CUST_KEY'));
  if (!isId || !isKey) throw new Refusal(codes.identity);
  if (session.purpose !== knock.purpose) throw new Refusal(codes.access);
  if (session.path !== null && knock.path !== null && session.path !== knock.path) {
    throw new Refusal(codes.access);
  }
  refuseForeignHost(simulator, session, knock);
  return { merchant, session };
}

export function refuseOldKey(simulator: Simulator, session: Session, codes: AccessCodes): void {
  if (session.used || session.issuedAt + KEY_LIFE_MS <= simulator.now()) throw new Refusal(codes.session);
}

/** The session as it is after a deed that may be done once only. */
export function usedUp(simulator: Simulator, session: Session): Session {
  return simulator.habits.singleUseKeys ? { ...session, used: true } : session;
}

/** Samples leave the Referer out on some calls, so only a wrong one is refused. */
function refuseForeignHost(simulator: Simulator, session: Session, knock: Knock): void {
  if (simulator.habits.refererRule === 'off' || knock.referer === undefined) return;
  if (session.host !== null && hostOf(knock.referer) !== session.host) throw new Refusal(knock.codes.access);
}

export function typeOf(fields: Fields): PayType {
  return fields.text('PCD_PAY_TYPE') === 'transfer' ? 'transfer' : 'card';
}
