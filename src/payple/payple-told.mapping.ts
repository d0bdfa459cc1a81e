// What a window’s result or a notice says: anybody may have written it.
// Must never be taken for proof.
import { asObject, type Fields } from '../common/outbound/reading.js';
import { scrub } from '../common/outbound/scrub.js';
import type { BuyerClaim } from '../orders/provider-payment.js';
import { REFUND_NOTICE, type ExchangeRecord } from '../orders/provider-reply.js';
import type { ToldNotice } from '../orders/refund-notices.js';
import { isGiven, optionalInstant, optionalWon, read, texts } from './payple.fields.js';
import { RESULTS, SHOWN_FIELDS, type FieldName } from './payple.wire.js';

/** What the window's result or a notice says; nothing of it is proof. */
export interface ToldResult {
  readonly reference: string;
  readonly result: string | null;
  readonly code: string | null;
  /** Of the window's result; never to be shown. */
  readonly message: string;
  readonly type: string | null;
  readonly amountWon: number | null;
  /** Whether the window says that it took the money itself, whatever it was opened for. */
  readonly tookMoney: boolean;
  readonly claim: BuyerClaim;
}

/** `null` when it names no order. Fields given twice count as missing. */
export function readTold(body: unknown): ToldResult | null {
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? asObject(body, 'the body') : {};
  const reference = read(fields, 'orderId');
  if (reference === null || !/^[A-Za-z0-9._-]{1,255}$/.test(reference)) return null;
  const claimed = (name: string, field: FieldName) => texts(name, read(fields, field));
  return {
    reference,
    result: read(fields, 'result'),
    code: read(fields, 'code'),
    message: read(fields, 'message') ?? '',
    type: read(fields, 'type'),
    amountWon: optionalWon(fields, 'total'),
    tookMoney: read(fields, 'work') === 'PAY',
    claim: Object.fromEntries([
      ...claimed('authKey', 'authKey'),
      ...claimed('requestKey', 'requestKey'),
      ...claimed('confirmUrl', 'confirmUrl'),
      ...claimed('payerId', 'payerId'),
    ]),
  };
}

/**
 * What a notice says of a refund; `null` when it is about none. It may be about one without an amount that can be read, and
 * with a result that is neither yes nor no: then Payple has to be asked all the same.
 */
export function readToldRefund(body: unknown): ToldNotice | null {
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? asObject(body, 'the body') : {};
  const result = read(fields, 'result');
  if (result === RESULTS.error || result === RESULTS.close || !isAboutRefund(fields)) return null;
  const amountWon = optionalWon(fields, 'refunded');
  return { amountWon: amountWon === 0 ? null : amountWon, refundedAt: optionalInstant(fields, 'refundedAt') };
}

/** Any sign of a refund: the flag, a code, or the time of one. An amount alone is none: inquiries tell it of payments too. */
function isAboutRefund(fields: Fields): boolean {
  const isFlagged = isGiven(fields, 'cancelFlag') && read(fields, 'cancelFlag') !== 'N';
  const isCoded = (read(fields, 'code') ?? '').startsWith('PAYC');
  return isFlagged || isCoded || isGiven(fields, 'refundedAt');
}

/** A notice as it is kept with the evidence. */
export function noticeExchange(body: unknown, receivedAt: Date): ExchangeRecord {
  return {
    operation: REFUND_NOTICE,
    url: '/v1/payple/notices',
    request: scrub(body, SHOWN_FIELDS),
    response: null,
    httpStatus: null,
    resultCode: null,
    outcome: 'done',
    failure: null,
    startedAt: receivedAt,
    durationMs: 0,
  };
}

/** What Payple expects to read when a notice arrived. */
export function noticeAnswer(reference: string | null): Record<string, string> {
  return { result: 'success', result_msg: '수신완료', ...(reference === null ? {} : { PCD_PAY_OID: reference }) };
}
