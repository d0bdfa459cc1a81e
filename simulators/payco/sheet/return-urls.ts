// Writes the addresses at which the buyer's browser comes back to the merchant.
// Must never put PAYCO's numbers or the order key into a failure.
import { formText } from '../../ground/form-text.js';
import type { PaymentChoice, Sheet } from '../books/rows.js';
import { SEEN } from '../codes.js';
import { mainPgCode, wonOf } from './choices.js';

/** A success: what PAYCO tells, then the merchant's own parameters. `bid` comes on PC only. */
export function successUrl(
  sheet: Sheet,
  choice: PaymentChoice,
  token: string | null,
  bid: string | null,
): string | null {
  return returnUrl(sheet, { code: '0', ...paidParameters(sheet, choice, token), ...(bid === null ? {} : { bid }) });
}

/** A failure: code, text and the merchant's own parameters, nothing that names the order. */
export function failureUrl(sheet: Sheet, code: number, message: string): string | null {
  return returnUrl(sheet, { code: String(code), message });
}

/** Seen on phones only: 4505 with everything a success has, a fresh token included, and no text. */
export function declinedWithTokenUrl(sheet: Sheet, choice: PaymentChoice, token: string): string | null {
  return returnUrl(sheet, { code: String(SEEN.declined), ...paidParameters(sheet, choice, token) });
}

function paidParameters(sheet: Sheet, choice: PaymentChoice, token: string | null): Record<string, string> {
  return {
    reserveOrderNo: sheet.reserveOrderNo,
    sellerOrderReferenceKey: sheet.orderKey,
    mainPgCode: mainPgCode(choice),
    totalPaymentAmt: String(sheet.totalWon),
    totalRemoteAreaDeliveryFeeAmt: '0',
    discountAmt: String(wonOf(choice, (code) => code === '75' || code === '76' || code === '77')),
    pointAmt: String(wonOf(choice, (code) => code === '98')),
    ...(token === null ? {} : { paymentCertifyToken: token }),
  };
}

/** PAYCO's own parameters win over a merchant's of the same name, so that nobody overwrites `code`. */
function returnUrl(sheet: Sheet, parameters: Record<string, string>): string | null {
  if (sheet.returnUrl === null) return null;
  return appendQuery(sheet.returnUrl, { ...sheet.returnParameters, ...parameters });
}

/** The merchant's address stays as it is; a query it already has is kept, and a fragment stays at the end. */
function appendQuery(url: string, parameters: Record<string, string>): string {
  const [address = '', ...fragment] = url.split('#');
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  const query = new URLSearchParams(parameters).toString();
  return [`${address}${joint}${query}`, ...fragment].join('#');
}

/** What some scanners do to an address before they open it. */
export function lowerCaseNames(url: string): string {
  const [address = '', ...fragment] = url.split('#');
  const [path = '', ...query] = address.split('?');
  const lowered = query.join('?').replace(/(^|&)([^=&]*)/g, (pair) => pair.toLowerCase());
  return [`${path}?${lowered}`, ...fragment].join('#');
}

/** A return that lost everything PAYCO and the merchant put into it. */
export function withoutQuery(url: string): string {
  return url.split('#')[0]?.split('?')[0] ?? url;
}

/** PAYCO's own parameters in an address, by name. */
export function parametersOf(url: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(queryOf(url)));
}

/** The same address with other values for some of its parameters; everything else stays letter for letter. */
export function withParameters(url: string, values: Readonly<Record<string, string>>): string {
  const [address = '', ...fragment] = url.split('#');
  const [path = ''] = address.split('?');
  const pairs = queryOf(url)
    .split('&')
    .map((pair) => {
      const [name = ''] = [...new URLSearchParams(pair).keys()];
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? pair : formText([[name, value]]);
    });
  return [`${path}?${pairs.join('&')}`, ...fragment].join('#');
}

function queryOf(url: string): string {
  return (url.split('#')[0] ?? '').split('?').slice(1).join('?');
}
