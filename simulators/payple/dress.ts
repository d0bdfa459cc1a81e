// Puts a finished answer into the habits of its year: names of fields, numbers or strings, codes or none.
// Must never change what an answer says.
import type { Habits } from './habits.js';
import type { Wire } from './wire.js';

const OLD_CARD_NAMES: Readonly<Record<string, string>> = {
  PCD_PAY_CARDNUM: 'PCD_CARDNUM',
  PCD_PAY_CARDNAME: 'PCD_CARDNAME',
  PCD_PAY_CARDTRADENUM: 'PCD_CARDTRADENUM',
};

/** The only answers that had the old names; those of charges and cancels never did. */
const ONCE_WITH_OLD_NAMES = new Set(['window', 'inquiry']);

/** Calls whose answers had no code in 2019. */
const ONCE_WITHOUT_CODE = new Set(['cancel', 'inquiry', 'userdel']);

export function dress(habits: Habits, wire: Wire, endpoint: string): Wire {
  const dressed: Wire = {};
  const isOld = habits.cardFieldNames === 'old' && ONCE_WITH_OLD_NAMES.has(endpoint);
  for (const [name, value] of Object.entries(wire)) {
    if (name === 'PCD_PAY_CODE' && !habits.codesEverywhere && ONCE_WITHOUT_CODE.has(endpoint)) continue;
    const text = habits.amounts === 'strings' ? String(value) : value;
    const oldName = OLD_CARD_NAMES[name];
    if (oldName === undefined || !isOld) dressed[name] = text;
    if (oldName !== undefined && (isOld || habits.cardFieldNames === 'both')) dressed[oldName] = text;
  }
  if (habits.unknownFields) dressed.PCD_UNANNOUNCED = '알려지지 않은 값';
  return dressed;
}
