// What happens when a buyer does something on the order sheet, and where the browser goes then.
// Must never take money in PAY2; there the buyer only consents and the merchant approves.
import { formValue } from '../../ground/form-text.js';
import { ANSWER_FIELDS } from '../answer-fields.js';
import { isPaid, takePayment } from '../approvals.js';
import type { PaymentChoice, Sheet } from '../books/rows.js';
import { SEEN, textOf } from '../codes.js';
import { keepTelling, tell } from '../deposits.js';
import { declineOf, type Fault } from '../faults.js';
import type { Simulator } from '../simulator.js';
import {
  declinedWithTokenUrl,
  failureUrl,
  lowerCaseNames,
  parametersOf,
  successUrl,
  withoutQuery,
  withParameters,
} from './return-urls.js';

export type Act =
  | { readonly kind: 'pay'; readonly choice: PaymentChoice; readonly declineWith: string | null }
  | { readonly kind: 'decline'; readonly choice: PaymentChoice; readonly code: number; readonly message: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'close' };

export interface Departure {
  /** Where the browser goes; null when the window just closes. */
  readonly returnUrl: string | null;
  /** Every visit the merchant gets, in order; more than one only when that was ordered. */
  readonly returnUrls: readonly string[];
  /** The same return without what was ordered to go wrong with it. */
  readonly intactReturnUrl: string | null;
}

const NOWHERE: Departure = { returnUrl: null, returnUrls: [], intactReturnUrl: null };

/** A token is remembered for each time the buyer consented, but no list grows for ever. */
const MOST_CERTIFICATES = 20;

/** `byBrowser` is false for scripts, which make the repeated visits of a trouble themselves. */
export async function act(
  simulator: Simulator,
  reserveOrderNo: string,
  deed: Act,
  byBrowser: boolean,
): Promise<Departure> {
  const sheet = simulator.books.sheets.get(reserveOrderNo);
  if (!sheet || deed.kind === 'close') return NOWHERE;
  const { delay, other } = simulator.faults.take('return', sheet.orderKey);
  if (delay?.effect === 'before') await simulator.notices.pause(delay.delayMs);
  if (other?.fault === 'drop_before_effect') return NOWHERE;
  const url = await destination(simulator, reserveOrderNo, deed, other);
  if (delay?.effect === 'after') await simulator.notices.pause(delay.delayMs);
  await simulator.books.settled();
  if (url === null || other?.fault === 'drop_after_effect') return { ...NOWHERE, intactReturnUrl: url };
  return {
    ...depart(simulator, reserveOrderNo, oddUrl(simulator, sheet, url), other, byBrowser),
    intactReturnUrl: url,
  };
}

/** The address with the odd values that were ordered for it. A merchant's own parameters stay as they are. */
function oddUrl(simulator: Simulator, sheet: Sheet, url: string): string {
  const parameters = Object.fromEntries(
    Object.entries(parametersOf(url)).filter(([name]) => ANSWER_FIELDS.return.includes(name)),
  );
  const odd = simulator.faults.takeOdd('return', sheet.orderKey, parameters);
  if (odd.length === 0) return url;
  const spoiled = simulator.oddAnswers.spoil('return', parameters, odd) as Record<string, unknown>;
  const changed = Object.entries(spoiled).filter(([name, value]) => value !== parameters[name]);
  return withParameters(url, Object.fromEntries(changed.map(([name, value]) => [name, formValue(value)])));
}

async function destination(
  simulator: Simulator,
  reserveOrderNo: string,
  deed: Act,
  fault: Fault | undefined,
): Promise<string | null> {
  // Read again: while a delay lasted, the sheet may have been paid.
  const sheet = simulator.books.sheets.get(reserveOrderNo);
  if (!sheet) return null;
  if (isPaid(simulator, sheet)) return failureUrl(sheet, SEEN.alreadyPaid, textOf(SEEN.alreadyPaid));
  if (sheet.state === 'USER_CANCELLED') return cancelDestination(sheet);
  if (sheet.expiresAt <= simulator.now()) return failureUrl(sheet, SEEN.sheetExpired, textOf(SEEN.sheetExpired));
  if (deed.kind === 'cancel') {
    simulator.books.commit({ sheets: [{ ...sheet, state: 'USER_CANCELLED', certificates: [] }] });
    return cancelDestination(sheet);
  }
  if (deed.kind === 'close') return null;
  if (deed.kind === 'decline') return declineDestination(simulator, sheet, deed.choice, deed.code, deed.message);
  if (fault?.fault === 'decline') {
    const refusal = declineOf(fault);
    return declineDestination(simulator, sheet, deed.choice, refusal.code, refusal.message);
  }
  return sheet.approvesByItself ? payAtOnce(simulator, sheet, deed) : consent(simulator, sheet, deed);
}

/** On PC the window closes and the merchant hears nothing. On a phone: the merchant's place, else a return with 2222. */
function cancelDestination(sheet: Sheet): string | null {
  if (sheet.channel === 'PC') return null;
  return sheet.cancelUrl ?? failureUrl(sheet, SEEN.cancelledByBuyer, textOf(SEEN.cancelledByBuyer));
}

function declineDestination(
  simulator: Simulator,
  sheet: Sheet,
  choice: PaymentChoice,
  code: number,
  message: string,
): string | null {
  if (code !== SEEN.declined || sheet.channel === 'PC') return failureUrl(sheet, code, message);
  // The token of this return is good for nothing, so a client that overlooks the code is found out.
  return declinedWithTokenUrl(sheet, choice, simulator.identifiers.paymentCertifyToken());
}

/** PAY2: the buyer consents and the merchant gets a token. */
function consent(simulator: Simulator, sheet: Sheet, deed: Act & { kind: 'pay' }): string | null {
  const token = simulator.identifiers.paymentCertifyToken();
  const url = successUrl(sheet, deed.choice, token, bidFor(simulator, sheet));
  const certificate = { token, issuedAt: simulator.now(), choice: deed.choice, declineWith: deed.declineWith };
  const certificates = [...sheet.certificates, certificate].slice(-MOST_CERTIFICATES);
  simulator.books.commit({ sheets: [{ ...sheet, state: 'CERTIFIED', certificates }] });
  return url;
}

/** PAY1: PAYCO takes the money itself, tells the shop's server, and sends the browser back afterwards. */
async function payAtOnce(simulator: Simulator, sheet: Sheet, deed: Act & { kind: 'pay' }): Promise<string | null> {
  if (deed.declineWith !== null) return failureUrl(sheet, SEEN.declined, textOf(SEEN.declined));
  const url = successUrl(sheet, deed.choice, null, bidFor(simulator, sheet));
  const payment = takePayment(simulator, sheet, deed.choice);
  simulator.books.commit({ payments: [{ ...payment, notice: { tries: 0, accepted: false } }] });
  await simulator.books.settled();
  await tell(simulator, payment.orderNo);
  simulator.notices.inBackground(keepTelling(simulator, payment.orderNo));
  return url;
}

function bidFor(simulator: Simulator, sheet: Sheet): string | null {
  return sheet.channel === 'PC' ? simulator.identifiers.bid() : null;
}

function depart(
  simulator: Simulator,
  reserveOrderNo: string,
  url: string,
  fault: Fault | undefined,
  byBrowser: boolean,
): Omit<Departure, 'intactReturnUrl'> {
  if (fault?.fault === 'lower_cased') return once(lowerCaseNames(url));
  if (fault?.fault === 'empty') return once(withoutQuery(url));
  if (fault?.fault !== 'duplicate' && fault?.fault !== 'replayed') return once(url);
  if (byBrowser && fault.fault === 'duplicate') simulator.notices.visit(reserveOrderNo, url);
  if (byBrowser && fault.fault === 'replayed') rememberReplay(simulator, reserveOrderNo, url);
  return { returnUrl: url, returnUrls: [url, url] };
}

function once(returnUrl: string): Omit<Departure, 'intactReturnUrl'> {
  return { returnUrl, returnUrls: [returnUrl] };
}

/** The second visit comes when the payment is approved. */
function rememberReplay(simulator: Simulator, reserveOrderNo: string, url: string): void {
  const sheet = simulator.books.sheets.get(reserveOrderNo);
  if (sheet) simulator.books.commit({ sheets: [{ ...sheet, replayUrl: url }] });
}
