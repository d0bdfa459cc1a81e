// Payple's calls and words: paths, purposes, field names old and new, and which fields may be kept.
// Must never be imported outside this folder; the house speaks of payments, not of PCD_PAY_OIDs.

export const AUTH_PATH = '/php/auth.php';
export const SCRIPT_PATH = '/js/cpay.payple.1.0.1.js';

/** What a handshake is for, by what it says beside id and key. The answer names the address of the work itself. */
export const PURPOSES = {
  'card window': { PCD_PAY_TYPE: 'card' },
  // Accounts are what Payple takes for granted.
  'account window': {},
  inquiry: { PCD_PAYCHK_FLAG: 'Y' },
  cancel: { PCD_PAYCANCEL_FLAG: 'Y' },
  charge: { PCD_PAY_TYPE: 'card', PCD_SIMPLE_FLAG: 'Y' },
  chargeMonth: { PCD_PAY_TYPE: 'card', PCD_REGULER_FLAG: 'Y' },
  chargeAccount: { PCD_PAY_TYPE: 'transfer', PCD_SIMPLE_FLAG: 'Y' },
  chargeAccountMonth: { PCD_PAY_TYPE: 'transfer', PCD_REGULER_FLAG: 'Y' },
  describeKey: { PCD_PAY_WORK: 'PUSERINFO' },
  revokeKey: { PCD_PAY_WORK: 'PUSERDEL' },
  'cash receipt': { PCD_PAY_WORK: 'TSREG' },
  'cash receipt cancel': { PCD_PAY_WORK: 'TSCANCEL' },
} as const;
export type Purpose = keyof typeof PURPOSES;

/** What a payment is made by. */
export type PayType = 'card' | 'transfer';
/** The window's handshake, by what is paid with in it. */
export const WINDOW_PURPOSES = { card: 'card window', transfer: 'account window' } as const satisfies Record<
  PayType,
  Purpose
>;
/** The handshake of a charge on a stored card or account, by what is charged: for no month, and for one. */
export const CHARGE_PURPOSES = {
  card: { once: 'charge', monthly: 'chargeMonth' },
  transfer: { once: 'chargeAccount', monthly: 'chargeAccountMonth' },
} as const satisfies Record<PayType, Readonly<Record<'once' | 'monthly', Purpose>>>;
export type WorkPurpose = Exclude<Purpose, (typeof WINDOW_PURPOSES)[PayType]>;

/** What the handshake is called with: the raw credentials. */
export const AUTH_FIELDS = { id: 'cst_id', key: 'custKey' } as const;

/** What the handshake answers. The window's script reads these by the same names, so they are handed on as they are. */
export const HANDSHAKE = {
  result: 'result',
  message: 'result_msg',
  id: 'cst_id',
  key: 'custKey',
  authKey: 'AuthKey',
  /** The work's address, whole. */
  address: 'return_url',
  /** The same in two parts; in older answers under older names. */
  host: ['PCD_PAY_HOST', 'cPayHost'],
  path: ['PCD_PAY_URL', 'cPayUrl'],
  /** Nobody documents a field for the code of a failure; it stands in the message, perhaps also here. */
  code: ['result_code', 'code', 'PCD_PAY_CODE'],
} as const;

/** How a work call says who calls. */
export interface CallerFields {
  readonly PCD_CST_ID: string;
  readonly PCD_CUST_KEY: string;
  readonly PCD_AUTH_KEY: string;
}

/** Takes the money of a payment to which the buyer agreed in the window. It names neither amount nor order. */
export interface ConfirmBody extends CallerFields {
  readonly PCD_PAY_REQKEY: string;
  /** The card's or account's key; accounts cannot do without. */
  readonly PCD_PAYER_ID?: string;
}

/** The month that a payment on a stored card is for, at most one for each card; what is asked about it later names it too. */
export interface MonthFields {
  /** Payple's own spelling. */
  readonly PCD_REGULER_FLAG: 'Y';
  /** `YYYY` */
  readonly PCD_PAY_YEAR: string;
  /** `MM`, with its zero. */
  readonly PCD_PAY_MONTH: string;
}

export interface InquiryBody extends Partial<MonthFields> {
  readonly PCD_PAYCHK_FLAG: 'Y';
  readonly PCD_PAY_TYPE: PayType;
  readonly PCD_PAY_OID: string;
  /** Day of the payment in Korea, `YYYYMMDD`. */
  readonly PCD_PAY_DATE: string;
}

export interface CancelBody extends Partial<MonthFields> {
  readonly PCD_PAYCANCEL_FLAG: 'Y';
  readonly PCD_REFUND_KEY: string;
  readonly PCD_PAY_OID: string;
  /** Day of the original payment in Korea, `YYYYMMDD`. */
  readonly PCD_PAY_DATE: string;
  readonly PCD_REFUND_TOTAL: string;
  /** VAT of what is given back; only of payments that are partly tax-free. */
  readonly PCD_REFUND_TAXTOTAL?: string;
}

/** Charges a stored card or account: once for its month, or any number of times. */
export interface ChargeBody extends Partial<MonthFields> {
  readonly PCD_PAY_TYPE: PayType;
  readonly PCD_PAYER_ID: string;
  readonly PCD_PAY_GOODS: string;
  readonly PCD_PAY_TOTAL: string;
  readonly PCD_PAY_OID: string;
  readonly PCD_PAY_ISTAX?: string;
  readonly PCD_PAY_TAXTOTAL?: string;
  readonly PCD_PAYER_NAME?: string;
  readonly PCD_PAYER_HP?: string;
  readonly PCD_PAYER_EMAIL?: string;
  /** In place of the month. */
  readonly PCD_SIMPLE_FLAG?: 'Y';
  /** Of accounts: no cash receipt comes with the charge. */
  readonly PCD_TAXSAVE_FLAG?: 'N';
}

/** Asks for a stored card or account, or ends it. */
export interface KeyBody {
  readonly PCD_PAYER_ID: string;
}

/** The work of a window in which a card or an account is registered, and of a notice that a key was removed. */
export const WORKS = { register: 'AUTH', removed: 'PUSERDEL' } as const;

/** Takes back the cash receipt of a payment from an account. */
export interface CashReceiptCancelBody {
  /** The key of the account. */
  readonly PCD_PAYER_ID: string;
  readonly PCD_PAY_OID: string;
}

/** Issues one. Charges on stored accounts name the same things otherwise. */
export interface CashReceiptBody extends CashReceiptCancelBody {
  readonly PCD_TAXSAVE_AMOUNT: string;
  readonly PCD_TAXSAVE_TRADEUSE: 'personal' | 'company';
  /** Telephone or business number. */
  readonly PCD_TAXSAVE_IDENTINUM: string;
}

/** What is told of cash receipts. */
export const CASH_RECEIPT_FIELDS = {
  amount: 'PCD_TAXSAVE_AMOUNT',
  managementNumber: 'PCD_TAXSAVE_MGTNUM',
  /** An inquiry says `Y` or `N`; a refund `0000` when it took the receipt back, or a code. */
  result: 'PCD_TAXSAVE_RST',
} as const;

/** Names of the fields we read. Where there are several, all mean the same; they changed over the years. */
export const FIELDS = {
  // The second is seen in results of the first version of the window's script, beside or instead of the first.
  result: ['PCD_PAY_RST', 'PCD_PAY_RESULT'],
  code: ['PCD_PAY_CODE'],
  message: ['PCD_PAY_MSG'],
  type: ['PCD_PAY_TYPE'],
  work: ['PCD_PAY_WORK'],
  orderId: ['PCD_PAY_OID'],
  total: ['PCD_PAY_TOTAL'],
  paidAt: ['PCD_PAY_TIME'],
  state: ['PCD_PAY_STATE'],
  payerId: ['PCD_PAYER_ID'],
  authKey: ['PCD_AUTH_KEY'],
  requestKey: ['PCD_PAY_REQKEY', 'PCD_REQ_KEY'],
  confirmUrl: ['PCD_PAY_COFURL'],
  cardName: ['PCD_PAY_CARDNAME', 'PCD_CARDNAME', 'PCD_PAY_CARDNANE'],
  cardNumber: ['PCD_PAY_CARDNUM', 'PCD_CARDNUM'],
  tradeNumber: ['PCD_PAY_CARDTRADENUM', 'PCD_CARDTRADENUM'],
  approvalNumber: ['PCD_PAY_CARDAUTHNO'],
  installments: ['PCD_PAY_CARDQUOTA'],
  bankName: ['PCD_PAY_BANKNAME'],
  bankCode: ['PCD_PAY_BANK'],
  accountNumber: ['PCD_PAY_BANKNUM'],
  refunded: ['PCD_REFUND_TOTAL'],
  refundedAt: ['PCD_REFUND_TIME'],
  cancelFlag: ['PCD_PAYCANCEL_FLAG'],
} as const satisfies Record<string, readonly string[]>;
export type FieldName = keyof typeof FIELDS;

export const RESULTS = { success: 'success', error: 'error', close: 'close' } as const;

/** Values that may be kept in exchanges. Ids, keys, tokens, names, telephones and trade numbers are not among them. */
export const SHOWN_FIELDS: ReadonlySet<string> = new Set([
  ...['result', 'result_msg', 'result_code', 'server_name', 'return_url'],
  ...['PCD_PAY_HOST', 'PCD_PAY_URL', 'cPayHost', 'cPayUrl', 'PCD_PAY_COFURL'],
  ...['PCD_PAY_RST', 'PCD_PAY_RESULT', 'PCD_PAY_CODE', 'PCD_PAY_MSG', 'PCD_PAY_TYPE', 'PCD_PAY_WORK', 'PCD_CARD_VER'],
  ...['PCD_PAY_OID'],
  ...['PCD_PAYCHK_FLAG', 'PCD_PAYCANCEL_FLAG', 'PCD_REGULER_FLAG', 'PCD_SIMPLE_FLAG', 'PCD_PAY_YEAR', 'PCD_PAY_MONTH'],
  ...['PCD_PAY_DATE', 'PCD_PAY_TIME', 'PCD_PAY_STATE', 'PCD_PAY_GOODS', 'PCD_PAY_TOTAL', 'PCD_PAY_ISTAX'],
  ...['PCD_PAY_TAXTOTAL', 'PCD_PAY_AMOUNT', 'PCD_PAY_DISCOUNT', 'PCD_PAY_AMOUNT_REAL', 'PCD_PAY_METHOD'],
  ...['PCD_PAY_CARDNAME', 'PCD_CARDNAME', 'PCD_PAY_CARDAUTHNO', 'PCD_PAY_CARDQUOTA'],
  ...['PCD_PAY_BANK', 'PCD_PAY_BANKNAME', 'PCD_PAY_BANKACCTYPE'],
  ...['PCD_TAXSAVE_FLAG', 'PCD_TAXSAVE_RST', 'PCD_TAXSAVE_MSG', 'PCD_TAXSAVE_AMOUNT', 'PCD_TAXSAVE_TRADEUSE'],
  ...['PCD_REFUND_TOTAL', 'PCD_REFUND_TAXTOTAL', 'PCD_REFUND_TIME'],
]);
