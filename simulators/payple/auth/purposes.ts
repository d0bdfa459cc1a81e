// What an authorization is for, and which path it leads to.
// Must never refuse: what Payple does not know simply leads to the payment window, and that is how mistakes show.
import type { Fields } from '../fields.js';
import type { PayType, Purpose } from '../books/rows.js';

/** The path and query of the work behind each purpose. */
export const WORK_URLS: Readonly<Record<Purpose, string>> = {
  window: '/index.php?ACT_=PAYM',
  card_reguler: '/php/RePayCardAct.php?ACT_=PAYM',
  card_simple: '/php/SimplePayCardAct.php?ACT_=PAYM',
  transfer_reguler: '/php/RePayAct.php?ACT_=PAYM',
  transfer_simple: '/php/SimplePayAct.php?ACT_=PAYM',
  cancel: '/php/account/api/cPayCAct.php',
  inquiry: '/php/PayChkAct.php',
  userdel: '/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERDEL',
  userinfo: '/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERINFO',
  taxreg: '/php/taxsave/api/tsAct.php?ACT_=TSREG',
  taxcancel: '/php/taxsave/api/tsAct.php?ACT_=TSCANCEL',
  linkreg: '/php/link/api/LinkRegAct.php?ACT_=LINKREG',
};

/** Other addresses at which the window was seen. */
export const OTHER_WINDOW_URLS = ['/php/?ACT_=PAYM', '/index.php?ACT_=PAYM&CPAYVER=202102051731'] as const;

export const CONFIRM_URLS = {
  transfer: '/php/PayConfirmAct.php?ACT_=PAYM',
  classic: '/php/PayCardConfirmAct.php?ACT_=PAYM',
  v2: '/api/v1/payments/cards/approval/confirm',
} as const;

const WORKS: Readonly<Record<string, Purpose>> = {
  PUSERDEL: 'userdel',
  PUSERINFO: 'userinfo',
  TSREG: 'taxreg',
  TSCANCEL: 'taxcancel',
  LINKREG: 'linkreg',
};

export function purposeOf(fields: Fields): Purpose {
  const work = fields.text('PCD_PAY_WORK');
  if (Object.hasOwn(WORKS, work)) return WORKS[work] ?? 'window';
  if (fields.isYes('PCD_PAYCANCEL_FLAG')) return 'cancel';
  if (fields.isYes('PCD_PAYCHK_FLAG')) return 'inquiry';
  // Without a type these two mean account payments.
  const type: PayType = fields.text('PCD_PAY_TYPE') === 'card' ? 'card' : 'transfer';
  if (fields.isYes('PCD_REGULER_FLAG')) return `${type}_reguler`;
  return fields.isYes('PCD_SIMPLE_FLAG') ? `${type}_simple` : 'window';
}

const CHANGED = /^\/c\/[0-9a-f]{8}(?=\/)/;

/** In the mode in which addresses change, every one begins with a word that was never used before. */
export function changedUrl(url: string, word: string): string {
  return `/c/${word}${url}`;
}

/** The address behind a changed one. */
export function plainUrl(url: string): string {
  return url.replace(CHANGED, '');
}
