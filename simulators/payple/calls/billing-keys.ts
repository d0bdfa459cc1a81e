// PUSERDEL and PUSERINFO: a merchant deletes a billing key, or looks at it.
// Must never bring a key back; a payer registers anew.
import { type Access, letIn, refuseOldKey, usedUp } from '../auth/access.js';
import type { BillingKey } from '../books/rows.js';
import { OTHER_ACCESS } from '../families.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { billingKeyWire } from '../wire.js';
import type { Call, CallInput } from './call.js';

export const deleteKey: Call = (simulator, input) => {
  const { session, key } = open(simulator, input, 'userdel');
  simulator.books.commit({
    keys: [{ ...key, state: 'DELETED_BY_MERCHANT' }],
    sessions: [usedUp(simulator, session)],
  });
  return {
    PCD_PAY_CODE: simulator.habits.userdelCode,
    PCD_PAY_MSG: key.instrument.kind === 'card' ? '카드해지완료' : '계좌해지완료',
    PCD_PAY_TYPE: key.instrument.kind,
    PCD_PAY_WORK: 'PUSERDEL',
    PCD_PAYER_ID: key.payerId,
    PCD_PAYER_NO: input.fields.text('PCD_PAYER_NO') || key.payerNo,
  };
};

export const lookUpKey: Call = (simulator, input) => {
  const { key } = open(simulator, input, 'userinfo');
  return {
    PCD_PAY_CODE: '0000',
    PCD_PAY_MSG: key.instrument.kind === 'card' ? '회원조회 성공' : '계좌조회 성공',
    ...billingKeyWire(simulator, key),
  };
};

function open(
  simulator: Simulator,
  input: CallInput,
  purpose: 'userdel' | 'userinfo',
): Access & { readonly key: BillingKey } {
  if (!input.isRightAct) throw new Refusal(OTHER_ACCESS.access);
  const access = letIn(simulator, { ...input, purpose, codes: OTHER_ACCESS });
  refuseOldKey(simulator, access.session, OTHER_ACCESS);
  const key = simulator.books.keys.get(input.fields.text('PCD_PAYER_ID'));
  if (!key) throw Refusal.own('keyUnknown');
  if (key.cstId !== access.merchant.cstId) throw Refusal.own('keyForeign');
  if (key.state !== 'ACTIVE') throw Refusal.own('keyUnknown');
  if (input.decline) throw input.decline;
  return { ...access, key };
}
