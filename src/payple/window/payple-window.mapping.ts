// From a payment to what opens Payple's window in a browser.
// Must never put a key or a token here: the window's script fetches tokens at the address it is given.
import { cp949Text } from '../../common/cp949.js';
import { readPhone } from '../../common/phone.js';
import type { OpenPayment } from '../../orders/provider-payment.js';
import { payTypeOf } from '../payple.mapping.js';

/** What the configuration puts into every window. */
export interface WindowSettings {
  /** For cards that are not to be stored; only by card number, `01`, does Payple issue a key. */
  readonly cardVersion: '01' | '02';
  /** Absolute: the whole page goes to Payple and comes back, which works on phones, in apps and on any site. */
  readonly resultsUrl: string;
  /** Begins with a slash, which makes the script ask the page's own server. */
  readonly authorizationPath: string;
}

/** Another try has another reference: Payple takes each only once, and a repeated one may mean "in progress". */
export function referenceOf(payment: Pick<OpenPayment, 'orderNumber' | 'paymentId'>): string {
  return `${payment.orderNumber}-${payment.paymentId.replaceAll('-', '').slice(-8)}`;
}

export function windowParameters(payment: OpenPayment, settings: WindowSettings): Record<string, string> {
  const type = payTypeOf(payment.askedMethod);
  return {
    PCD_CPAY_VER: '1.0.1',
    PCD_PAY_TYPE: type,
    PCD_PAY_WORK: payment.mode === 'confirm' ? 'CERT' : 'PAY',
    ...(type === 'card' ? { PCD_CARD_VER: payment.registersCard ? '01' : settings.cardVersion } : ACCOUNT),
    PCD_PAY_OID: referenceOf(payment),
    PCD_PAY_GOODS: goodsOf(payment),
    PCD_PAY_TOTAL: String(payment.amountWon),
    ...taxOf(payment),
    ...payerOf(payment),
    PCD_RST_URL: settings.resultsUrl,
    payple_auth_file: settings.authorizationPath,
  };
}

/** The buyer agrees by password. No cash receipt comes with a payment: it can be asked for once, and we keep book of it. */
export const ACCOUNT = { PCD_PAYER_AUTHTYPE: 'pwd', PCD_TAXSAVE_FLAG: 'N' } as const;

/** Some card companies decline a payment whose goods they cannot write. */
export function goodsOf({ title, orderNumber }: Pick<OpenPayment, 'title' | 'orderNumber'>): string {
  return cp949Text(title) || orderNumber;
}

/** All taxable is what Payple assumes. */
export function taxOf({ split, amountWon }: Pick<OpenPayment, 'split' | 'amountWon'>): Record<string, string> {
  if (split.taxFreeWon === 0) return {};
  if (split.taxFreeWon === amountWon) return { PCD_PAY_ISTAX: 'N' };
  return { PCD_PAY_ISTAX: 'Y', PCD_PAY_TAXTOTAL: String(split.vatWon) };
}

/** Who pays, as far as Payple may know: it sends a notice to the telephone and a receipt to the address. */
export function payerOf({ buyer }: Pick<OpenPayment, 'buyer'>): Record<string, string> {
  const name = cp949Text(harmless(buyer?.name ?? '')).slice(0, 100);
  // Payple writes to it in Korea; a number abroad would be somebody else's there.
  const phone = readPhone(buyer?.phone ?? '');
  const email = harmless(buyer?.email ?? '');
  return {
    ...(name === '' ? {} : { PCD_PAYER_NAME: name }),
    ...(phone?.isKorean === true && { PCD_PAYER_HP: phone.digits }),
    ...(/^[!-?A-~]{1,64}@[!-?A-~]{1,35}$/.test(email) ? { PCD_PAYER_EMAIL: email } : {}),
  };
}

/** Payple's script writes these into HTML as they are. */
function harmless(text: string): string {
  return text.replace(/[<>"'&`\\]/g, ' ').trim();
}
