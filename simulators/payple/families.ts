// Which code says which no in which call: Payple counts its reasons anew for every kind of payment.
// Must never decide whether something is refused; callers do.
import { OWN } from './codes.js';
import type { PayType } from './books/rows.js';

/** The reasons every call that works with an AuthKey can have. */
export interface AccessCodes {
  readonly session: string;
  readonly access: string;
  readonly identity: string;
}

/** The reasons a payment can have besides. */
export interface PaymentCodes extends AccessCodes {
  readonly keyMissing: string;
  readonly keyForeign: string;
  readonly keyDead: string;
  readonly minimum: string;
  readonly goods: string;
  readonly year: string;
  readonly month: string;
  readonly duplicate: string;
  readonly declined: string;
  readonly noAnswer: string;
  readonly killed: string;
  readonly killFailed: string;
}

export const OTHER_ACCESS: AccessCodes = {
  session: OWN.sessionOver[0],
  access: OWN.accessWrong[0],
  identity: OWN.accessWrong[0],
};

export const CANCEL_ACCESS: AccessCodes = { session: 'PAYC0001', access: 'PAYC0001', identity: 'PAYC0001' };

export function inquiryAccess(type: PayType): AccessCodes & { readonly unknown: string } {
  const family = type === 'card' ? 'CBIL' : 'BILL';
  return {
    session: `${family}0002`,
    access: `${family}0001`,
    identity: `${family}0001`,
    unknown: `${family}0003`,
  };
}

const CARD_SIMPLE: PaymentCodes = {
  session: 'SPCD0004',
  access: 'SPCD9998',
  identity: 'SPCD9991',
  keyMissing: 'SPCD0001',
  keyForeign: 'SPCD0011',
  keyDead: 'SPCD0012',
  minimum: 'SPCD0002',
  goods: 'SPCD0003',
  year: 'SPCD9998',
  month: 'SPCD9998',
  duplicate: 'SPCD0014',
  declined: 'SPCD0018',
  noAnswer: 'SPCD1001',
  killed: 'SPCD1004',
  killFailed: 'SPCD1002',
};

const CARD_REGULER: PaymentCodes = {
  session: 'RPCD0006',
  access: 'RPCD9998',
  identity: 'RPCD9991',
  keyMissing: 'RPCD0001',
  keyForeign: 'RPCD0011',
  keyDead: 'RPCD0012',
  minimum: 'RPCD0002',
  goods: 'RPCD0003',
  year: 'RPCD0004',
  month: 'RPCD0005',
  duplicate: 'RPCD0015',
  declined: 'RPCD0019',
  noAnswer: 'RPCD1001',
  // The family has no code for a key that was deleted at once, only the one of a bad card.
  killed: 'RPCD1002',
  killFailed: 'RPCD1002',
};

const CARD_WINDOW: PaymentCodes = {
  session: 'CBIL0002',
  access: 'CBIL0001',
  identity: 'CBIL0001',
  keyMissing: 'CPCA0002',
  keyForeign: 'CPCA0004',
  keyDead: 'CPCA0002',
  minimum: OWN.orderWrong[0],
  goods: OWN.orderWrong[0],
  year: OWN.periodWrong[0],
  month: OWN.periodWrong[0],
  duplicate: 'CPCA0201',
  declined: 'CPCA9999',
  noAnswer: 'CPCA0010',
  killed: 'CPCAD002',
  killFailed: 'CPCAD001',
};

/** Hardly any code of account payments is written down, so most of these are the simulator's own. */
const TRANSFER: PaymentCodes = {
  session: 'BILL0002',
  access: 'BILL0001',
  identity: 'BILL0001',
  keyMissing: OWN.keyUnknown[0],
  keyForeign: OWN.keyForeign[0],
  keyDead: OWN.keyUnknown[0],
  minimum: OWN.transferMinimum[0],
  goods: OWN.goodsMissing[0],
  year: OWN.periodWrong[0],
  month: OWN.periodWrong[0],
  duplicate: 'CPAY0202',
  declined: OWN.transferDeclined[0],
  noAnswer: 'SPAY0011',
  killed: OWN.transferDeclined[0],
  killFailed: OWN.transferDeclined[0],
};

export function paymentCodes(type: PayType, how: 'window' | 'simple' | 'reguler'): PaymentCodes {
  if (type === 'transfer') return how === 'window' ? { ...TRANSFER, noAnswer: 'CPAY0018' } : TRANSFER;
  if (how === 'window') return CARD_WINDOW;
  return how === 'simple' ? CARD_SIMPLE : CARD_REGULER;
}

/** The codes after which Payple has deleted the billing key itself. */
export function killsKey(code: string): boolean {
  return code === 'SPCD1004' || code === 'CPCAD002';
}
