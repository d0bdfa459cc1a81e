// Ends a window the way the payer wants: registers, agrees, pays, fails or closes.
// Must never end the same window twice, nor charge in CERT, where the merchant confirms.
import { formValue } from '../../ground/form-text.js';
import type { BillingKey, Instrument, Merchant, PayWindow, Session } from '../books/rows.js';
import { CONFIRM_URLS, changedUrl } from '../auth/purposes.js';
import { refuseOldKey } from '../auth/access.js';
import { OWN } from '../codes.js';
import { paymentCodes } from '../families.js';
import { declineOf, type Fault } from '../faults.js';
import { refuseOverLink } from '../links.js';
import { takePayment } from '../payments.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import type { Deed } from './deeds.js';
import { agreedFields, closedFields, failedFields, paidFields, type ResultFields } from './results.js';

export interface Ending {
  /** What the browser hands over; null when it vanished. */
  readonly fields: ResultFields | null;
  /** How often it does so; more than once only when that was ordered. */
  readonly times: number;
  /** The same without what was ordered to go wrong. */
  readonly intactFields: ResultFields | null;
}

const PATIENCE_OF_CARDS_MS = 3 * 60 * 1000;

const VANISHED: Ending = { fields: null, times: 0, intactFields: null };

export async function finishWindow(simulator: Simulator, id: string, deed: Deed, base: string): Promise<Ending> {
  const window = simulator.books.windows.get(id);
  if (!window) return VANISHED;
  const { delay, other } = simulator.faults.take('window', { oid: window.order.oid });
  if (delay?.effect === 'before') await simulator.notices.pause(delay.delayMs);
  if (other?.fault === 'drop_before_effect') return VANISHED;
  const fields = end(simulator, id, deed, base, other);
  if (delay?.effect === 'after') await simulator.notices.pause(delay.delayMs);
  await simulator.books.settled();
  if (other?.fault === 'drop_after_effect') return { ...VANISHED, intactFields: fields };
  const told = fields && oddFields(simulator, window.order.oid, fields);
  return { fields: told, times: other?.fault === 'duplicate' ? 2 : 1, intactFields: fields };
}

/** The result with what was ordered to be odd about it; it travels through a form, in which everything is text. */
function oddFields(simulator: Simulator, oid: string, fields: ResultFields): ResultFields {
  const odd = simulator.faults.takeOdd('window', { oid }, fields);
  const spoiled = simulator.oddAnswers.spoil('window', fields, odd) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(spoiled).map(([name, value]) => [name, formValue(value)]));
}

function end(
  simulator: Simulator,
  id: string,
  deed: Deed,
  base: string,
  fault: Fault | undefined,
): ResultFields | null {
  // Read again: while a delay lasted, the window may have ended.
  const window = simulator.books.windows.get(id);
  if (!window) return null;
  if (window.state !== 'OPEN') return failedFields(simulator, window, Refusal.own('windowOver'));
  if (deed.outcome === 'close') {
    simulator.books.commit({ windows: [{ ...window, state: 'CLOSED' }] });
    return closedFields(window);
  }
  try {
    if (deed.outcome !== 'pay') throw new Refusal((deed.outcome === 'timeout' ? timeOver : wrongInstrument)(window));
    if (isTooLate(simulator, window)) throw new Refusal(timeOver(window));
    const decline = fault?.fault === 'decline' ? declineOf(fault) : undefined;
    return agree(simulator, window, deed, base, decline);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const now = simulator.books.windows.get(id) ?? window;
    if (now.state === 'OPEN') simulator.books.commit({ windows: [{ ...now, state: 'FAILED' }] });
    return failedFields(simulator, window, error);
  }
}

function agree(
  simulator: Simulator,
  window: PayWindow,
  deed: Deed & { outcome: 'pay' },
  base: string,
  decline: Refusal | undefined,
): ResultFields {
  const codes = paymentCodes(window.type, 'window');
  const session = simulator.books.sessions.get(window.authKey);
  const merchant = simulator.books.merchants.get(window.cstId);
  if (!session || !merchant) throw new Refusal(codes.access);
  refuseOldKey(simulator, session, codes);
  refuseOverLink(simulator, window);
  if (window.work === 'PAY') return payAtOnce(simulator, window, deed, { merchant, session }, decline);
  if (decline) throw decline;
  const key = keyFor(simulator, window, deed.instrument);
  const agreed: PayWindow = {
    ...window,
    state: window.work === 'AUTH' ? 'REGISTERED' : 'AUTHENTICATED',
    reqKey: window.work === 'CERT' ? simulator.identifiers.token() : null,
    confirmPath: window.work === 'CERT' ? confirmPath(simulator, window) : null,
    authenticatedAt: simulator.now(),
    payerId: key?.payerId ?? null,
    instrument: key?.instrument ?? deed.instrument,
    quota: deed.quota,
  };
  simulator.books.commit({ windows: [agreed], ...(key ? { keys: [key] } : {}) });
  return agreedFields(simulator, agreed, base);
}

function payAtOnce(
  simulator: Simulator,
  window: PayWindow,
  deed: Deed & { outcome: 'pay' },
  { merchant, session }: { merchant: Merchant; session: Session },
  decline: Refusal | undefined,
): ResultFields {
  const key = keyFor(simulator, window, deed.instrument);
  const paying: PayWindow = { ...window, payerId: key?.payerId ?? null, quota: deed.quota };
  const payment = takePayment(simulator, {
    merchant,
    session,
    type: window.type,
    flow: window.linkKey === undefined ? 'PAY' : 'LINK',
    order: window.order,
    instrument: key?.instrument ?? deed.instrument,
    key,
    quota: deed.quota,
    codes: paymentCodes(window.type, 'window'),
    decline,
    window: paying,
  });
  return paidFields(simulator, paying, payment);
}

/** An app card leaves no key; a returning payer has one; everyone else gets one. */
function keyFor(simulator: Simulator, window: PayWindow, instrument: Instrument): BillingKey | null {
  if (window.type === 'card' && window.cardVer === '02') return null;
  if (window.knownPayerId !== null) {
    const known = simulator.books.keys.get(window.knownPayerId);
    if (known?.state !== 'ACTIVE') throw new Refusal(paymentCodes(window.type, 'window').keyDead);
    return known;
  }
  const { payerNo, payerName, payerHp } = window.order;
  return {
    payerId: simulator.identifiers.token(),
    cstId: window.cstId,
    instrument,
    payerNo,
    payerName,
    payerHp,
    registeredAt: simulator.now(),
    state: 'ACTIVE',
    diesOnNextCharge: false,
  };
}

function confirmPath(simulator: Simulator, window: PayWindow): string {
  const url = window.type === 'card' ? CONFIRM_URLS[simulator.habits.confirmUrl] : CONFIRM_URLS.transfer;
  return simulator.habits.returnUrls === 'changing' ? changedUrl(url, simulator.identifiers.hex(8)) : url;
}

function isTooLate(simulator: Simulator, window: PayWindow): boolean {
  return window.type === 'card' && window.openedAt + PATIENCE_OF_CARDS_MS <= simulator.now();
}

function wrongInstrument(window: PayWindow): string {
  if (window.type === 'transfer') return OWN.accountWrong[0];
  return window.work === 'AUTH' ? 'CDAU0002' : 'CPCA0004';
}

function timeOver(window: PayWindow): string {
  if (window.type === 'transfer') return OWN.transferTimeout[0];
  return window.work === 'AUTH' ? 'CDAU0001' : 'CPCA0001';
}
