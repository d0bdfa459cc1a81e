// The fields every answer, window result and notice can have.
// Must never miss one: an odd value can be ordered for a field that is listed here only.
import type { Endpoint } from './faults.js';

/** What a no repeats of the call. */
const ECHO = ['PCD_PAY_TYPE', 'PCD_PAY_OID', 'PCD_PAYER_ID', 'PCD_PAYER_NO'];

/** `PCD_UNANNOUNCED` comes with a habit. */
const OUTCOME = ['PCD_PAY_RST', 'PCD_PAY_CODE', 'PCD_PAY_MSG', ...ECHO, 'PCD_UNANNOUNCED'];

const ORDER = [
  'PCD_PAYER_NAME',
  'PCD_PAYER_EMAIL',
  'PCD_PAY_GOODS',
  'PCD_PAY_TOTAL',
  'PCD_PAY_ISTAX',
  'PCD_PAY_TAXTOTAL',
  'PCD_REGULER_FLAG',
  'PCD_PAY_YEAR',
  'PCD_PAY_MONTH',
  'PCD_SIMPLE_FLAG',
  'PCD_USER_DEFINE1',
  'PCD_USER_DEFINE2',
];

/** The last of them are the names of 2019. */
const CARD = ['PCD_PAY_CARDNAME', 'PCD_PAY_CARDNUM', 'PCD_CARDNAME', 'PCD_CARDNUM'];
const ACCOUNT = ['PCD_PAY_BANK', 'PCD_PAY_BANKNAME', 'PCD_PAY_BANKNUM', 'PCD_PAY_BANKACCTYPE'];
const TRADE = ['PCD_PAY_CARDTRADENUM', 'PCD_CARDTRADENUM'];

const PAID = [
  'PCD_PAY_TIME',
  ...CARD,
  ...ACCOUNT,
  ...TRADE,
  'PCD_PAY_CARDAUTHNO',
  'PCD_PAY_CARDQUOTA',
  'PCD_PAY_CARDRECEIPT',
  'PCD_TAXSAVE_FLAG',
  'PCD_TAXSAVE_RST',
  'PCD_TAXSAVE_MGTNUM',
];

const PAYMENT = [...OUTCOME, ...ORDER, 'PCD_PAYER_HP', ...PAID];
const ASKED_AND_TAKEN = ['PCD_PAY_AMOUNT', 'PCD_PAY_DISCOUNT', 'PCD_PAY_AMOUNT_REAL'];
const WINDOW = ['PCD_PAY_WORK', 'PCD_CARD_VER', 'PCD_PAY_REQKEY'];
const RECEIPT = [...OUTCOME, 'PCD_PAY_WORK', 'PCD_TAXSAVE_AMOUNT', 'PCD_TAXSAVE_MGTNUM'];

const CANCEL = [
  ...OUTCOME,
  'PCD_REGULER_FLAG',
  'PCD_PAY_YEAR',
  'PCD_PAY_MONTH',
  'PCD_PAY_GOODS',
  'PCD_REFUND_TOTAL',
  'PCD_REFUND_TAXTOTAL',
  'PCD_PAY_TIME',
  ...TRADE,
  'PCD_PAY_CARDRECEIPT',
  'PCD_TAXSAVE_RST',
  'PCD_TAXSAVE_MSG',
];

const USER_INFO = [...OUTCOME, 'PCD_PAYER_NAME', 'PCD_PAYER_HP', 'PCD_PAY_CARD', 'PCD_PAY_ISTAX', ...CARD, ...ACCOUNT];

const LINK = [
  'PCD_LINK_RST',
  'PCD_LINK_MSG',
  'PCD_LINK_KEY',
  'PCD_LINK_URL',
  'PCD_LINK_MEMO',
  'PCD_LINK_EXPIREDATE',
  ...ECHO,
  'PCD_PAY_WORK',
  'PCD_PAY_GOODS',
  'PCD_PAY_TOTAL',
  'PCD_PAY_ISTAX',
  'PCD_PAY_TAXTOTAL',
  'PCD_UNANNOUNCED',
];

/** Of a closed window, everything the page sent comes back; only what pages usually send can be odd. */
const WINDOW_RESULT = [
  ...PAYMENT,
  'PCD_PAY_RESULT',
  ...WINDOW,
  'PCD_AUTH_KEY',
  'PCD_PAY_COFURL',
  'PCD_PAY_HOST',
  'PCD_PAY_URL',
  'PCD_RST_URL',
  'PCD_HTTP_REFERER',
  'PCD_CST_ID',
  'PCD_CUST_KEY',
  'PCD_LINK_ADD_PARAM',
];

/** Payments, cancels and removed keys. */
const NOTICE = [
  ...PAYMENT,
  ...ASKED_AND_TAKEN,
  'PCD_CST_ID',
  'PCD_PAY_WORK',
  'PCD_PAYCANCEL_FLAG',
  'PCD_REFUND_TOTAL',
  'PCD_REFUND_TIME',
  'PCD_LINK_ADD_PARAM',
];

export const ANSWER_FIELDS: Readonly<Record<Endpoint, readonly string[]>> = {
  auth: [
    'server_name',
    'result',
    'result_msg',
    'cst_id',
    'custKey',
    'AuthKey',
    'PCD_PAY_HOST',
    'PCD_PAY_URL',
    'cPayHost',
    'cPayUrl',
    'return_url',
  ],
  confirm: [...PAYMENT, ...WINDOW, ...ASKED_AND_TAKEN],
  simple: PAYMENT,
  reguler: PAYMENT,
  cancel: CANCEL,
  inquiry: [...OUTCOME, ...ORDER, ...PAID, 'PCD_PAY_STATE', 'PCD_REFUND_TOTAL'],
  userdel: [...OUTCOME, 'PCD_PAY_WORK'],
  userinfo: USER_INFO,
  taxreg: RECEIPT,
  taxcancel: RECEIPT,
  linkreg: LINK,
  window: WINDOW_RESULT,
  notice: NOTICE,
};
