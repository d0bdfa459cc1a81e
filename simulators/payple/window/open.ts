// Opens a payment window from what a merchant's page posted: checks the keys and remembers the order.
// Must never charge anything.
import { authorizeClientKey } from '../auth/authorize.js';
import { letIn, refuseOldKey } from '../auth/access.js';
import { hostOf } from '../auth/domains.js';
import type { BillingKey, PayType, PayWindow, Session, Work } from '../books/rows.js';
import type { Values } from '../bodies.js';
import { paymentCodes } from '../families.js';
import { Fields } from '../fields.js';
import { isMonth, isYear, LEAST_WON, readOrder } from '../orders.js';
import { refuseDuplicate } from '../payments.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';

const MOST_PARAMETERS = 100;

export interface Opening {
  readonly values: Values;
  readonly path: string;
}

/** Throws a Refusal when the window cannot be shown. */
export function openWindow(simulator: Simulator, { values, path }: Opening): PayWindow {
  const fields = new Fields(values);
  const type: PayType = fields.text('PCD_PAY_TYPE') === 'transfer' ? 'transfer' : 'card';
  const session = readSession(simulator, fields, type, path);
  refuseOtherDomain(simulator, session, fields);
  const known = knownKey(simulator, session, fields, type);
  const window = windowOf(simulator, session, fields, type, known);
  refuseBadOrder(window);
  if (window.work !== 'AUTH') {
    const { duplicate } = paymentCodes(type, 'window');
    refuseDuplicate(simulator, session.cstId, window.order, known?.payerId ?? null, duplicate);
  }
  simulator.books.commit({ windows: [{ ...window, parameters: parametersOf(values, session, window) }] });
  return simulator.books.windows.get(window.id) ?? window;
}

/** Keys from the merchant's server, or a client key for which keys are made now. */
function readSession(simulator: Simulator, fields: Fields, type: PayType, path: string): Session {
  const codes = paymentCodes(type, 'window');
  if (fields.has('clientKey')) {
    return authorizeClientKey(simulator, fields.text('clientKey'), hostOf(fields.text('PCD_HTTP_REFERER')));
  }
  const { session } = letIn(simulator, { fields, purpose: 'window', codes, path, referer: undefined });
  refuseOldKey(simulator, session, codes);
  return session;
}

/** Exactly the same host: a page at www and a server at api count as two. */
function refuseOtherDomain(simulator: Simulator, session: Session, fields: Fields): void {
  if (simulator.habits.refererRule === 'off') return;
  if (hostOf(fields.text('PCD_HTTP_REFERER')) !== session.host) throw new Refusal('AUTH0007');
}

function windowOf(
  simulator: Simulator,
  session: Session,
  fields: Fields,
  type: PayType,
  known: BillingKey | null,
): PayWindow {
  return {
    id: simulator.identifiers.hex(32),
    cstId: session.cstId,
    authKey: session.authKey,
    type,
    work: readWork(fields),
    cardVer: fields.text('PCD_CARD_VER') === '02' ? '02' : '01',
    order: readOrder(simulator, fields),
    knownPayerId: known?.payerId ?? null,
    parameters: {},
    // With a callback the result stays in the page, wherever PCD_RST_URL would lead.
    isDirect: URL.canParse(fields.text('PCD_RST_URL')) && !fields.has('callbackFunction'),
    openedAt: simulator.now(),
    state: 'OPEN',
    reqKey: null,
    confirmPath: null,
    authenticatedAt: null,
    payerId: null,
    instrument: null,
    quota: '00',
  };
}

function readWork(fields: Fields): Work {
  const work = fields.text('PCD_PAY_WORK');
  if (work === 'AUTH' || work === 'CERT' || work === 'PAY') return work;
  throw Refusal.own('orderWrong');
}

function knownKey(simulator: Simulator, session: Session, fields: Fields, type: PayType): BillingKey | null {
  const payerId = fields.text('PCD_PAYER_ID');
  if (payerId === '') return null;
  const codes = paymentCodes(type, 'window');
  const key = simulator.books.keys.get(payerId);
  if (!key || key.state !== 'ACTIVE' || key.instrument.kind !== type) throw new Refusal(codes.keyDead);
  if (key.cstId !== session.cstId) throw new Refusal(codes.keyForeign);
  return key;
}

function refuseBadOrder({ type, work, cardVer, order }: PayWindow): void {
  // An app card leaves no key behind, so there is nothing to register and nothing to charge monthly.
  if (type === 'card' && cardVer === '02' && (work === 'AUTH' || order.period)) throw Refusal.own('orderWrong');
  const codes = paymentCodes(type, 'window');
  if (order.period && !isYear(order.period.year)) throw new Refusal(codes.year);
  if (order.period && !isMonth(order.period.month)) throw new Refusal(codes.month);
  if (work === 'AUTH') return;
  if (order.goods === '') throw new Refusal(codes.goods);
  if (order.totalWon < LEAST_WON[type]) throw new Refusal(codes.minimum);
  if (order.taxWon > order.totalWon) throw Refusal.own('orderWrong');
}

/** What was sent, as text, and what was filled in for it. */
function parametersOf(values: Values, session: Session, window: PayWindow): Record<string, string> {
  const texts = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
  return {
    ...Object.fromEntries(texts.slice(0, MOST_PARAMETERS)),
    PCD_CST_ID: session.cstToken,
    PCD_CUST_KEY: session.keyToken,
    PCD_AUTH_KEY: session.authKey,
    PCD_PAY_OID: window.order.oid,
  };
}
