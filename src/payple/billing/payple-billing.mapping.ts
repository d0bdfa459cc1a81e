// From stored cards and accounts, and charges on them, to Payple's bodies, and from its answers to what is behind a key.
// Must never do input or output, and must never believe more of a window's result than which key it claims.
import { randomBytes } from 'node:crypto';
import { UnreadableError, type Fields } from '../../common/outbound/reading.js';
import { showId } from '../../common/ids.js';
import type {
  CardRegistration,
  ChargePayment,
  KnownRegistration,
  StoredAccount,
  StoredCard,
  StoredMeans,
} from '../../orders/billing.port.js';
import type { BuyerClaim } from '../../orders/provider-payment.js';
import { nameOf, read, requireSame } from '../payple.fields.js';
import { monthFields, payTypeOf } from '../payple.mapping.js';
import { WORKS, type ChargeBody, type KeyBody, type PayType } from '../payple.wire.js';
import { ACCOUNT, goodsOf, payerOf, taxOf } from '../window/payple-window.mapping.js';

/** A name for one opening of a registration's window: Payple takes each only once. */
export function newRegistrationReference({ keyId }: Pick<CardRegistration, 'keyId'>): string {
  return `${showId('billingKey', keyId)}-${randomBytes(4).toString('hex')}`;
}

/**
 * What opens the window in which a buyer registers a card or an account.
 *
 * @param authorizationPath where the window's script fetches its tokens; begins with a slash
 */
export function registrationParameters(
  registration: CardRegistration,
  reference: string,
  authorizationPath: string,
): Record<string, string> {
  return {
    PCD_CPAY_VER: '1.0.1',
    PCD_PAY_TYPE: registration.method,
    PCD_PAY_WORK: WORKS.register,
    ...(registration.method === 'card' ? { PCD_CARD_VER: '01' } : ACCOUNT),
    PCD_PAY_OID: reference,
    ...payerOf(registration),
    PCD_RST_URL: registration.landingUrl,
    payple_auth_file: authorizationPath,
  };
}

/** Once for its month where it is for one: Payple then refuses a second charge of the key for that month by itself. */
export function chargeBody(payment: ChargePayment): ChargeBody {
  const type = payTypeOf(payment.askedMethod);
  return {
    PCD_PAY_TYPE: type,
    PCD_PAYER_ID: payment.keySecret,
    PCD_PAY_GOODS: goodsOf(payment),
    PCD_PAY_TOTAL: String(payment.amountWon),
    PCD_PAY_OID: payment.reference,
    ...taxOf(payment),
    ...payerOf(payment),
    ...(type === 'transfer' ? { PCD_TAXSAVE_FLAG: ACCOUNT.PCD_TAXSAVE_FLAG } : {}),
    ...(payment.billingMonth === null ? { PCD_SIMPLE_FLAG: 'Y' } : monthFields(payment)),
  };
}

export function keyBody(keySecret: string): KeyBody {
  return { PCD_PAYER_ID: keySecret };
}

/** What the window's result says of a registration; nothing of it is proof. */
export interface ToldRegistration {
  readonly result: string | null;
  readonly code: string | null;
  /** Whether it speaks of this registration's window, as far as it says. */
  readonly isOurs: boolean;
  /** The key that it names, when it looks like one. */
  readonly keySecret: string | null;
}

/** @param registration as opened */
export function readToldRegistration(
  claim: BuyerClaim,
  { reference, method }: Pick<KnownRegistration, 'reference' | 'method'>,
): ToldRegistration {
  const [orderId, type, work] = [read(claim, 'orderId'), read(claim, 'type'), read(claim, 'work')];
  const isOurs =
    (orderId ?? reference) === reference && (type ?? method) === method && (work ?? WORKS.register) === WORKS.register;
  const payerId = read(claim, 'payerId');
  return {
    result: read(claim, 'result'),
    code: read(claim, 'code'),
    isOurs,
    keySecret: payerId !== null && looksLikeKey(payerId) ? payerId : null,
  };
}

/** The key whose removal a notice tells of, or `null`; a notice about anything else names none. */
export function readRemovedKey(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const fields = body as Fields;
  const payerId = read(fields, 'work') === WORKS.removed ? read(fields, 'payerId') : null;
  return payerId !== null && looksLikeKey(payerId) ? payerId : null;
}

/** @throws UnreadableError when it does not say that it is this key's, or it is of another type */
export function readStoredMeans(fields: Fields, keySecret: string, type: PayType): StoredMeans | null {
  if (read(fields, 'payerId') !== keySecret) throw new UnreadableError('It is not about the key that was asked for.');
  requireSame('the means', read(fields, 'type') ?? type, type);
  if (type === 'card') {
    const card = readStoredCard(fields);
    return card && { card };
  }
  const account = readStoredAccount(fields);
  return account && { account };
}

function readStoredCard(fields: Fields): StoredCard | null {
  const [company, number] = [nameOf(fields, 'cardName'), maskedOnly(read(fields, 'cardNumber'))];
  return company === '' && number === '' ? null : { company, number };
}

function readStoredAccount(fields: Fields): StoredAccount | null {
  const [bankName, number] = [nameOf(fields, 'bankName'), maskedOnly(read(fields, 'accountNumber'))];
  return bankName === '' && number === '' ? null : { bankName, bankCode: nameOf(fields, 'bankCode'), number };
}

/** Payple masks numbers in several ways; one without a mask is none that we may keep. */
function maskedOnly(number: string | null): string {
  return number !== null && number.includes('*') && number.length <= 40 ? number : '';
}

/** @throws UnreadableError when it says that another key was charged, or ended */
export function requireKey(fields: Fields, keySecret: string): void {
  // Not by value in the message: a key must not get into a log.
  if ((read(fields, 'payerId') ?? keySecret) !== keySecret) throw new UnreadableError('It is about another key.');
}

/** As Payple's keys look: opaque letters in base64. What looks otherwise is nobody's key, and not worth a call. */
function looksLikeKey(text: string): boolean {
  return /^[A-Za-z0-9+/=_-]{8,255}$/.test(text);
}
