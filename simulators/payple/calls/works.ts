// The table of work addresses: path, what `ACT_` must say, the name of its faults, and the call behind it.
// Must never hold what a call does.
import type { CallEndpoint } from '../faults.js';
import { deleteKey, lookUpKey } from './billing-keys.js';
import type { Call } from './call.js';
import { cancel } from './cancel.js';
import { cancelReceipt, issueReceipt } from './cash-receipts.js';
import { chargeOf } from './charge.js';
import { confirmOf } from './confirm.js';
import { inquire } from './inquire.js';
import { registerLink } from './payment-links.js';

export interface Work {
  readonly endpoint: CallEndpoint;
  /** What the query must say, or null when it says nothing. */
  readonly act: string | null;
  readonly call: Call;
  /** How the fields that say how it went begin. */
  readonly prefix?: 'PCD_LINK';
}

/** A path with several works is told apart by `ACT_`; the first is meant when it says nothing known. */
export const WORKS: Readonly<Record<string, readonly [Work, ...Work[]]>> = {
  '/php/PayCardConfirmAct.php': [{ endpoint: 'confirm', act: 'PAYM', call: confirmOf('card') }],
  '/api/v1/payments/cards/approval/confirm': [{ endpoint: 'confirm', act: null, call: confirmOf('card') }],
  '/php/PayConfirmAct.php': [{ endpoint: 'confirm', act: 'PAYM', call: confirmOf('transfer') }],
  '/php/SimplePayCardAct.php': [{ endpoint: 'simple', act: 'PAYM', call: chargeOf('card', 'simple') }],
  '/php/SimplePayAct.php': [{ endpoint: 'simple', act: 'PAYM', call: chargeOf('transfer', 'simple') }],
  '/php/RePayCardAct.php': [{ endpoint: 'reguler', act: 'PAYM', call: chargeOf('card', 'reguler') }],
  '/php/RePayAct.php': [{ endpoint: 'reguler', act: 'PAYM', call: chargeOf('transfer', 'reguler') }],
  '/php/PayChkAct.php': [{ endpoint: 'inquiry', act: null, call: inquire }],
  '/php/account/api/cPayCAct.php': [{ endpoint: 'cancel', act: null, call: cancel }],
  '/php/cPayUser/api/cPayUserAct.php': [
    { endpoint: 'userinfo', act: 'PUSERINFO', call: lookUpKey },
    { endpoint: 'userdel', act: 'PUSERDEL', call: deleteKey },
  ],
  '/php/taxsave/api/tsAct.php': [
    { endpoint: 'taxreg', act: 'TSREG', call: issueReceipt },
    { endpoint: 'taxcancel', act: 'TSCANCEL', call: cancelReceipt },
  ],
  '/php/link/api/LinkRegAct.php': [{ endpoint: 'linkreg', act: 'LINKREG', call: registerLink, prefix: 'PCD_LINK' }],
};
