// Holds the table of fields to the answers: whatever is answered is in it, and whatever is in it is answered.
// Must never read the table to make an answer.
import { describe, expect, it } from 'vitest';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { ANSWER_FIELDS } from './answer-fields.js';
import { type Endpoint, ENDPOINTS } from './faults.js';
import { type Answer, type Shop, withShop } from './testing/shop.js';

const TRANSFER = { PCD_PAY_TYPE: 'transfer', PCD_CARD_VER: undefined, PCD_TAXSAVE_FLAG: 'Y' };

/** Every kind of answer there is, from every endpoint. */
async function askEverything(shop: Shop, note: (endpoint: Endpoint, answer: Answer) => void): Promise<void> {
  const asked = async (endpoint: Endpoint, answer: Promise<Answer>): Promise<Answer> => {
    note(endpoint, await answer);
    return answer;
  };
  const window = async (changes: Answer, outcome?: string) => {
    const { fields } = await shop.window(changes, outcome);
    note('window', fields);
    return fields;
  };
  note('auth', (await shop.auth()).json);
  note('auth', (await shop.auth({ custKey: 'wrong' })).json);
  for (const kind of [{}, TRANSFER]) {
    const fields = await window(kind);
    const echo = { PCD_PAY_TYPE: 'card', PCD_PAYER_NO: '1' };
    note('confirm', await shop.confirm(fields, { PCD_AUTH_KEY: 'wrong', ...echo }));
    const paid = await asked('confirm', shop.confirm(fields));
    const oid = String(paid.PCD_PAY_OID);
    const payerId = String(paid.PCD_PAYER_ID);
    await asked('inquiry', shop.inquire(oid, { PCD_PAY_TYPE: paid.PCD_PAY_TYPE }));
    const type = String(paid.PCD_PAY_TYPE);
    for (const flag of ['SIMPLE', 'REGULER'] as const) {
      const month = { PCD_PAY_YEAR: '2025', PCD_PAY_MONTH: '8' };
      const bill = { ...shop.bill(payerId), PCD_PAY_TYPE: type, [`PCD_${flag}_FLAG`]: 'Y', ...month };
      const purpose = { PCD_PAY_TYPE: type, [`PCD_${flag}_FLAG`]: 'Y' };
      await asked(flag === 'SIMPLE' ? 'simple' : 'reguler', shop.work(purpose, bill));
    }
    const ofReceipt = { PCD_PAYER_ID: payerId, PCD_PAY_OID: oid, ...echo };
    await asked('taxcancel', shop.work({ PCD_PAY_WORK: 'TSCANCEL' }, ofReceipt));
    await asked('taxreg', shop.work({ PCD_PAY_WORK: 'TSREG' }, ofReceipt));
    await asked('cancel', shop.cancel(oid, 5000));
    await asked('userinfo', shop.work({ PCD_PAY_WORK: 'PUSERINFO' }, ofReceipt));
    await shop.control('POST', `keys/${payerId}/remove`);
    for (const endpoint of ['userinfo', 'userdel', 'taxreg', 'taxcancel'] as const) {
      const works = { userinfo: 'PUSERINFO', userdel: 'PUSERDEL', taxreg: 'TSREG', taxcancel: 'TSCANCEL' };
      await asked(endpoint, shop.work({ PCD_PAY_WORK: works[endpoint] }, { ...ofReceipt, ...echo }));
    }
    const another = await shop.register(kind);
    await asked('userdel', shop.work({ PCD_PAY_WORK: 'PUSERDEL' }, { PCD_PAYER_ID: another }));
  }
  await window({}, 'close');
  await window({}, 'timeout');
  await window({ ...TRANSFER, PCD_PAY_WORK: 'PAY' });
  const bill = { PCD_PAY_TYPE: 'card+transfer', PCD_PAY_OID: 'x', PCD_PAYER_ID: 'x', PCD_PAYER_NO: '1' };
  await asked('linkreg', shop.work({ PCD_PAY_WORK: 'LINKREG' }, bill));
  const good = { PCD_PAY_TYPE: 'card', PCD_PAY_GOODS: '링크', PCD_PAY_TOTAL: 5000, PCD_LINK_ADD_PARAM: '{}' };
  const link = await asked('linkreg', shop.work({ PCD_PAY_WORK: 'LINKREG' }, good));
  note('window', (await shop.control('POST', `links/${String(link.PCD_LINK_KEY)}/pay`)).json.fields as Answer);
}

describe('the table of fields', () => {
  it('is exactly what is answered', async () => {
    const seen = new Map<Endpoint, Set<string>>();
    const note = (endpoint: Endpoint, answer: Answer): void => {
      const names = seen.get(endpoint) ?? new Set<string>();
      Object.keys(answer).forEach((name) => names.add(name));
      seen.set(endpoint, names);
    };
    const merchant = await startMerchantServer();
    await withShop(async (shop) => {
      const address = { noticeUrl: merchant.url, removalNoticeUrl: merchant.url };
      await shop.control('POST', 'merchants', { cstId: 'test', ...address });
      await shop.habit({ unknownFields: true, inquiryShowsCancels: true, cardFieldNames: 'both', resultField: 'both' });
      await askEverything(shop, note);
      await merchant.visited(12);
    });
    merchant.visits.forEach(({ body }) => note('notice', JSON.parse(body) as Answer));
    await merchant.close();
    // What a closed window gives back is the page's own.
    const ofPage = ['PCD_CPAY_VER', 'payple_auth_file'];
    for (const endpoint of ENDPOINTS) {
      const names = [...(seen.get(endpoint) ?? [])].filter((name) => !ofPage.includes(name));
      expect(names.sort(), endpoint).toEqual([...new Set(ANSWER_FIELDS[endpoint])].sort());
    }
  });
});
