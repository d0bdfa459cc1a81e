// What Payple's answers mean for stored cards and for money taken on them, over real HTTP: one table per call.
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Clock } from '../../common/clock.js';
import type { ChargePayment, KnownRegistration, StoredKey } from '../../orders/billing.port.js';
import type { BuyerClaim } from '../../orders/provider-payment.js';
import type { ExchangeSink, Reply } from '../../orders/provider-reply.js';
import type { PaypleBilling } from './payple.billing.js';
import { inWords, runWith, type Ran } from '../testing/assembled-payple.js';
import { AUTH, ScriptedPayple, type ScriptedAnswer } from '../testing/scripted-payple.js';

class StillClock extends Clock {
  override now(): Date {
    return new Date('2026-11-22T03:05:00.000Z');
  }
}

const SELLER = { cstId: 'raw-id', custKey: 'raw-key', refundKey: 'raw-refund-key' };
const KEY_ID = '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e90';
const SECRET = 'NS9qNTgzU2xRNHR2RmFBWWFBTWk5UT09';
const OTHER_SECRET = 'd0toSS9sT084bVJSNThScnFXQm9Gdz09';
const OID = 'pay_0199c2f1a0b07c1d8e2f3a4b4a5b6c7d';
const REFERENCE = 'bk_0199c2f1a0b07c1d8e2f3a4b5c6d7e90-01234567';
const LANDING = 'https://pay.example.com/v1/card-registrations/unguessable';
const BUYER = { name: '홍"길동<b>', phone: '010-1234-5678', email: 'hong@example.com' };
const REGISTRATION: KnownRegistration = {
  keyId: KEY_ID,
  method: 'card',
  channel: 'pc',
  buyer: BUYER,
  landingUrl: LANDING,
  credentials: SELLER,
  reference: REFERENCE,
  authorizedAt: new Date('2026-11-22T03:04:00.000Z'),
};
const KEY: StoredKey = { keyId: KEY_ID, method: 'card', keySecret: SECRET, credentials: SELLER };
const PAYMENT: ChargePayment = {
  paymentId: '0199c2f1-a0b0-7c1d-8e2f-3a4b4a5b6c7d',
  orderNumber: 'W1',
  reference: OID,
  amountWon: 10_000,
  split: { taxFreeWon: 0, taxableWon: 9_091, vatWon: 909 },
  mode: 'confirm',
  openedAt: new Date('2026-11-22T03:04:00.000Z'),
  confirmStartedAt: new Date('2026-11-22T03:04:00.000Z'),
  billingMonth: null,
  askedMethod: 'card',
  registersCard: false,
  mustGoBack: false,
  wentBackWon: null,
  credentials: SELLER,
  title: '이달의 치킨 🍗',
  buyer: BUYER,
  items: [],
  keySecret: SECRET,
};
const MONTHLY: ChargePayment = { ...PAYMENT, billingMonth: '2026-03' };

const json = (body: Readonly<Record<string, unknown>>): ScriptedAnswer => ({ json: body });
const charged = (more: object = {}) =>
  json({
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: 'SPCD0000',
    PCD_PAY_MSG: '카드결제완료',
    PCD_PAY_TYPE: 'card',
    PCD_PAY_OID: OID,
    PCD_PAYER_ID: SECRET,
    PCD_PAY_TOTAL: '10000',
    PCD_PAY_TIME: '20261122120430',
    PCD_PAY_CARDNAME: 'BC 카드',
    PCD_PAY_CARDNUM: '1111********4444',
    PCD_PAY_CARDTRADENUM: '202611221204303326920224',
    ...more,
  });
const described = (more: object = {}) =>
  json({
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: '0000',
    PCD_PAY_MSG: '회원조회 성공',
    PCD_PAY_TYPE: 'card',
    PCD_PAYER_ID: SECRET,
    PCD_PAY_CARDNAME: 'BC 카드',
    PCD_PAY_CARDNUM: '1111-****-****-2222',
    ...more,
  });
const revoked = (more: object = {}) =>
  json({ PCD_PAY_RST: 'success', PCD_PAY_CODE: 'PUSER0000', PCD_PAY_WORK: 'PUSERDEL', PCD_PAYER_ID: SECRET, ...more });
const refunded = (won: number) => json({ PCD_PAY_RST: 'success', PCD_PAY_OID: OID, PCD_REFUND_TOTAL: won });
const failed = (code?: string) =>
  json({ PCD_PAY_RST: 'error', ...(code === undefined ? {} : { PCD_PAY_CODE: code }), PCD_PAY_MSG: '안내' });
const HTML: ScriptedAnswer = { text: '<html>점검 중입니다</html>' };

let payple: ScriptedPayple;
beforeAll(async () => {
  const ignore = () => undefined;
  Logger.overrideLogger({ log: ignore, error: ignore, warn: ignore });
  payple = await ScriptedPayple.start();
});
afterEach(() => payple.reset());
afterAll(async () => {
  Logger.overrideLogger(true);
  await payple.close();
});

const run = <T>(
  works: readonly ScriptedAnswer[],
  call: (billing: PaypleBilling, sink: ExchangeSink) => Promise<Reply<T>>,
): Promise<Ran<T>> => runWith(payple, new StillClock(), works, ({ billing }, sink) => call(billing, sink));
const charge = (payment: ChargePayment, ...works: ScriptedAnswer[]) =>
  run(works, (billing, sink) => billing.charge(payment, sink));
const claim = (told: BuyerClaim, ...works: ScriptedAnswer[]) =>
  run(works, (billing, sink) => billing.claimKey(REGISTRATION, told, sink));

/** The work calls of a run, without the handshakes before them. */
const worksOf = ({ operations }: Pick<Ran<unknown>, 'operations'>) =>
  operations.filter((each) => !each.startsWith('authorize'));

/** Answers one handshake so, and those after it as usual. */
function spoilHandshake(answer: ScriptedAnswer): void {
  const usual = payple.handshake;
  payple.handshake = () => {
    payple.handshake = usual;
    return answer;
  };
}

test('money under the number of a registration is asked for on every day since its window was opened', async () => {
  const openedAt = new Date('2026-11-21T22:00:00.000+09:00');
  const taken = { reference: REFERENCE, method: 'card', openedAt, credentials: SELLER } as const;
  payple.otherwise = failed('CBIL0003');
  await run([], (billing, sink) => billing.takenUnder(taken, false, sink));
  const days = payple.asked.flatMap(({ body }) => body['PCD_PAY_DATE'] ?? []);
  expect(days, 'both days should be asked about, by both means').toEqual([
    ...['20261121', '20261122'],
    ...['20261121', '20261122'],
  ]);
});

describe('opening a registration', () => {
  const open = () => run([], (billing) => billing.openRegistration(REGISTRATION));

  test('asks Payple nothing, and gives the script everything but keys and tokens', async () => {
    const { reply } = await open();
    expect(payple.asked).toEqual([]);
    expect(reply).toEqual({
      is: 'done',
      value: {
        reference: expect.stringMatching(/^bk_0199c2f1a0b07c1d8e2f3a4b5c6d7e90-[0-9a-f]{8}$/) as string,
        handoff: {
          type: 'payple_window',
          scriptUrl: `${payple.url}/js/cpay.payple.1.0.1.js`,
          parameters: {
            PCD_CPAY_VER: '1.0.1',
            PCD_PAY_TYPE: 'card',
            PCD_PAY_WORK: 'AUTH',
            PCD_CARD_VER: '01',
            PCD_PAY_OID: reply.is === 'done' ? reply.value.reference : '',
            PCD_PAYER_NAME: '홍 길동 b',
            PCD_PAYER_HP: '01012345678',
            PCD_PAYER_EMAIL: 'hong@example.com',
            PCD_RST_URL: LANDING,
            payple_auth_file: expect.stringMatching(
              /^\/v1\/payple\/authorizations\/bk_0199c2f1a0b07c1d8e2f3a4b5c6d7e90\.\d{13}\.[0-9a-f]{64}$/,
            ) as string,
          },
        },
      },
    });
  });

  test('has a name of its own each time: Payple takes a name only once', async () => {
    const references = [await open(), await open()].map(({ reply }) => reply.is === 'done' && reply.value.reference);
    expect(new Set(references).size).toBe(2);
  });
});

describe('claiming a key', () => {
  const TOLD = {
    PCD_PAY_RST: 'success',
    PCD_PAY_TYPE: 'card',
    PCD_PAY_WORK: 'AUTH',
    PCD_PAY_OID: REFERENCE,
    PCD_PAYER_ID: SECRET,
    PCD_PAY_CARDNAME: '<b>',
    PCD_PAY_CARDNUM: '4444',
  };

  test('asks Payple with a handshake for the purpose, and believes its answer alone', async () => {
    const { reply, operations, exchanges } = await claim(TOLD, described());
    expect(reply).toEqual({
      is: 'done',
      value: { secret: SECRET, means: { card: { company: 'BC 카드', number: '1111-****-****-2222' } } },
    });
    expect(payple.asked).toMatchObject([
      { path: AUTH, body: { cst_id: 'raw-id', custKey: 'raw-key', PCD_PAY_WORK: 'PUSERINFO' } },
      {
        body: {
          PCD_CST_ID: 'TOKEN-ID',
          PCD_CUST_KEY: 'TOKEN-KEY',
          PCD_AUTH_KEY: 'a'.repeat(64),
          PCD_PAYER_ID: SECRET,
        },
      },
    ]);
    expect(operations).toEqual(['authorize describeKey', 'describeKey']);
    expect(JSON.stringify(exchanges)).not.toMatch(new RegExp(`${SECRET}|TOKEN|raw-|2222`));
  });

  test.each<[string, BuyerClaim, string]>([
    ['a closed window', { ...TOLD, PCD_PAY_RST: 'close' }, 'refused buyer_cancelled'],
    ['a wrong card', { ...TOLD, PCD_PAY_RST: 'error', PCD_PAY_CODE: 'CDAU0002' }, 'refused declined CDAU0002'],
    ['a shop’s setup', { ...TOLD, PCD_PAY_RST: 'error', PCD_PAY_CODE: 'CDAU9991' }, 'refused configuration CDAU9991'],
    ['an error that nobody knows', { ...TOLD, PCD_PAY_RST: 'error', PCD_PAY_CODE: '<b>' }, 'refused declined'],
    ['another registration', { ...TOLD, PCD_PAY_OID: `${REFERENCE.slice(0, -1)}8` }, 'refused invalid'],
    ['another means', { ...TOLD, PCD_PAY_TYPE: 'transfer' }, 'refused invalid'],
    ['another work', { ...TOLD, PCD_PAY_WORK: 'CERT' }, 'refused invalid'],
    ['no key', { ...TOLD, PCD_PAYER_ID: '' }, 'refused invalid'],
    ['a short key', { ...TOLD, PCD_PAYER_ID: 'abc' }, 'refused invalid'],
    ['an endless key', { ...TOLD, PCD_PAYER_ID: 'a'.repeat(256) }, 'refused invalid'],
    ['a key that is none', { ...TOLD, PCD_PAYER_ID: "'; DROP TABLE" }, 'refused invalid'],
    ['no result', { ...TOLD, PCD_PAY_RST: '' }, 'refused invalid'],
    ['nothing', {}, 'refused invalid'],
  ])('asks nothing with %s', async (_, told, expected) => {
    expect(inWords((await claim(told)).reply)).toBe(expected);
    expect(payple.asked).toEqual([]);
  });

  test('tells the buyer in our words what went wrong', async () => {
    const told = { ...TOLD, PCD_PAY_RST: 'error', PCD_PAY_CODE: 'CDAU0002', PCD_PAY_MSG: '<script>' };
    expect((await claim(told)).reply).toMatchObject({
      refusal: { providerMessage: '카드 정보가 올바르지 않습니다. 확인한 뒤 다시 시도해 주세요.' },
    });
  });

  test('asks nothing before the window was opened', async () => {
    const { reply } = await run([], (billing, sink) =>
      billing.claimKey({ ...REGISTRATION, authorizedAt: null }, { ...TOLD, PCD_PAY_RST: 'close' }, sink),
    );
    expect(inWords(reply)).toBe('refused invalid');
    expect(payple.asked).toEqual([]);
  });

  test('needs no name of the order in the result: the landing is this registration’s own', async () => {
    const told: BuyerClaim = { PCD_PAY_RST: 'success', PCD_PAYER_ID: SECRET };
    expect(inWords((await claim(told, described())).reply)).toBe('done');
  });

  test.each<[string, ScriptedAnswer[], string, number]>([
    ['a key that Payple does not know', [failed('PUSER0001')], 'refused invalid PUSER0001', 1],
    ['another key in the answer', [described({ PCD_PAYER_ID: OTHER_SECRET }), 'drop'], 'unknown', 2],
    ['no key in the answer', [described({ PCD_PAYER_ID: undefined }), 'drop'], 'unknown', 2],
    ['an account’s key', [described({ PCD_PAY_TYPE: 'transfer' }), 'drop'], 'unknown', 2],
    ['a key whose question was lost once', ['drop', described()], 'done', 2],
    ['a key whose question was lost twice', ['drop', 'drop'], 'unknown', 2],
    ['a wrong contract', [failed('PAYC0001')], 'refused configuration PAYC0001', 1],
    ['HTML', [HTML, HTML], 'unknown', 2],
  ])('with %s', async (_, works, expected, asked) => {
    const ran = await claim(TOLD, ...works);
    expect([inWords(ran.reply), worksOf(ran).length]).toEqual([expected, asked]);
  });
});

describe('charging', () => {
  test('a card says what for, for whom and how much, and believes what equals it', async () => {
    const { reply, operations, exchanges } = await charge(PAYMENT, charged());
    expect(payple.asked[0]?.body).toEqual({
      cst_id: 'raw-id',
      custKey: 'raw-key',
      PCD_PAY_TYPE: 'card',
      PCD_SIMPLE_FLAG: 'Y',
    });
    expect(payple.asked[1]?.body).toEqual({
      PCD_CST_ID: 'TOKEN-ID',
      PCD_CUST_KEY: 'TOKEN-KEY',
      PCD_AUTH_KEY: 'a'.repeat(64),
      PCD_PAY_TYPE: 'card',
      PCD_SIMPLE_FLAG: 'Y',
      PCD_PAYER_ID: SECRET,
      PCD_PAY_GOODS: '이달의 치킨',
      PCD_PAY_TOTAL: '10000',
      PCD_PAY_OID: OID,
      PCD_PAYER_NAME: '홍 길동 b',
      PCD_PAYER_HP: '01012345678',
      PCD_PAYER_EMAIL: 'hong@example.com',
    });
    expect(operations).toEqual(['authorize charge', 'charge']);
    expect(reply).toMatchObject({
      is: 'done',
      value: { secret: null, receipt: { method: 'card', paidAt: '2026-11-22T03:04:30.000Z', cancels: 'any' } },
    });
    expect(JSON.stringify(exchanges)).not.toMatch(new RegExp(`${SECRET}|TOKEN|raw-|홍|01012345678`));
  });

  test('for a month names it with its zero, in the handshake and in the charge', async () => {
    const { reply, operations } = await charge(MONTHLY, charged({ PCD_PAY_CODE: 'RPCD0000' }));
    expect(payple.asked[0]?.body).toMatchObject({ PCD_PAY_TYPE: 'card', PCD_REGULER_FLAG: 'Y' });
    expect(payple.asked[1]?.body).toMatchObject({ PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2026', PCD_PAY_MONTH: '03' });
    for (const { body } of payple.asked) expect(body).not.toHaveProperty('PCD_SIMPLE_FLAG');
    expect([inWords(reply), operations]).toEqual(['done', ['authorize chargeMonth', 'chargeMonth']]);
  });

  test.each<[string, Partial<ChargePayment>, object]>([
    ['all tax-free', { split: { taxFreeWon: 10_000, taxableWon: 0, vatWon: 0 } }, { PCD_PAY_ISTAX: 'N' }],
    [
      'partly tax-free',
      { split: { taxFreeWon: 4_500, taxableWon: 5_000, vatWon: 500 } },
      { PCD_PAY_ISTAX: 'Y', PCD_PAY_TAXTOTAL: '500' },
    ],
    ['named by emoji alone', { title: '🍗🍺' }, { PCD_PAY_GOODS: 'W1' }],
  ])('says when it is %s', async (_, change, expected) => {
    await charge({ ...PAYMENT, ...change }, charged());
    expect(payple.asked[1]?.body).toMatchObject(expected);
  });

  test.each<[string, ScriptedAnswer, string]>([
    ['a number for the amount, and no word of the key', charged({ PCD_PAY_TOTAL: 10_000, PCD_PAYER_ID: '' }), 'done'],
    ['no code', charged({ PCD_PAY_CODE: undefined }), 'done'],
    ['another order', charged({ PCD_PAY_OID: 'pay_other' }), 'unknown'],
    ['no order', charged({ PCD_PAY_OID: '' }), 'unknown'],
    ['no time', charged({ PCD_PAY_TIME: '' }), 'unknown'],
    ['a decline', failed('SPCD0018'), 'refused declined SPCD0018'],
    ['a decline of a monthly charge', failed('RPCD0019'), 'refused declined RPCD0019'],
    ['a shop’s limit', failed('SPCD0009'), 'refused configuration SPCD0009'],
    ['too little', failed('SPCD0002'), 'refused invalid SPCD0002'],
    ['an order number that is taken', failed('SPCD0014'), 'unknown'],
    ['an order number or a month that is taken', failed('RPCD0015'), 'unknown'],
    ['an error after the card company was asked', failed('SPCD0021'), 'unknown'],
    ['no answer of the card company', failed('RPCD1001'), 'unknown'],
    ['a failed cancellation of its own', failed('SPCD9997'), 'unknown'],
    ['an approval that it took back by itself', failed('SPCD1003'), 'refused declined SPCD1003'],
    ['the same for a month', failed('RPCD1003'), 'refused declined RPCD1003'],
    ['a card that is over', failed('SPCD1002'), 'refused key_dead SPCD1002'],
    ['a key that it has deleted', failed('SPCD1004'), 'refused key_dead SPCD1004'],
    ['a card that is over, for a month', failed('RPCD1002'), 'refused key_dead RPCD1002'],
    ['a code nobody knows', failed('ZZZZ0000'), 'unknown'],
    ['no code', failed(), 'unknown'],
    ['an error with the code of a success', failed('SPCD0000'), 'unknown'],
    ['neither success nor error', charged({ PCD_PAY_RST: 'close' }), 'unknown'],
    ['HTML', HTML, 'unknown'],
    ['HTTP 500', { status: 500 }, 'unknown'],
    ['a dropped connection', 'drop', 'unknown'],
    ['no answer in time', 'silence', 'unknown'],
  ])('is sent once with %s', async (_, answer, expected) => {
    const ran = await charge(PAYMENT, answer, charged());
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, ['charge']]);
  });

  test.each<[string, object]>([
    ['of less', { PCD_PAY_TOTAL: '9999' }],
    ['of more', { PCD_PAY_TOTAL: '10001' }],
    ['by another means', { PCD_PAY_TYPE: 'transfer' }],
    ['on another card', { PCD_PAYER_ID: OTHER_SECRET }],
  ])('that was made %s, as the answer tells, is doubted, and nothing of it is given back', async (_, wrong) => {
    const ran = await charge(MONTHLY, charged(wrong), refunded(9_999));
    expect([inWords(ran.reply), worksOf(ran)]).toEqual(['unknown', ['chargeMonth']]);
    expect(JSON.stringify([ran.exchanges, ran.reply])).not.toContain(OTHER_SECRET);
  });

  test.each(['SPCD0004', 'SPCD0008', 'SPCD0015', 'SPCD0016', 'SPCD0017', 'RPCD0006', 'RPCD0008', 'RPCD0018'])(
    'that was turned away with %s is sent once more, with a new handshake and the same order number',
    async (code) => {
      const ran = await charge(PAYMENT, failed(code), charged());
      expect([inWords(ran.reply), payple.paths.filter((path) => path === AUTH)]).toEqual(['done', [AUTH, AUTH]]);
      expect(payple.asked.map(({ body }) => body['PCD_PAY_OID'])).toEqual([undefined, OID, undefined, OID]);
    },
  );

  test.each<[string, ScriptedAnswer, string]>([
    ['may be asked for again when it is turned away twice', failed('SPCD0016'), 'refused not_sent SPCD0016'],
    ['is doubted when the second finds the order number taken', failed('SPCD0014'), 'unknown'],
    ['is doubted when the second is lost', 'drop', 'unknown'],
  ])('%s', async (_, second, expected) => {
    const ran = await charge(PAYMENT, failed('SPCD0004'), second, charged());
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, ['charge', 'charge']]);
  });

  test.each<[string, ScriptedAnswer, string]>([
    ['AUTH0005', json({ result: 'error', result_msg: 'AUTH0005 TOKEN CREATE ERROR!!' }), 'done'],
    ['another refusal', json({ result: 'error', result_msg: '[AUTH0002] 안내' }), 'refused configuration AUTH0002'],
    ['a dropped connection', 'drop', 'unsent'],
  ])('whose handshake fails with %s has surely not begun', async (_, handshake, expected) => {
    spoilHandshake(handshake);
    expect(inWords((await charge(PAYMENT, charged())).reply)).toBe(expected);
  });

  test.each<[string, ScriptedAnswer, string]>([
    ['and is not known either when asked for, ends the key', failed('PUSER0001'), 'refused key_dead SPCD0012'],
    ['without a code there, ends the key', failed(), 'refused key_dead SPCD0012'],
    ['but is known when asked for, does not end it', described(), 'refused invalid SPCD0012'],
    ['and cannot be asked for, does not end it', 'drop', 'refused invalid SPCD0012'],
    ['while our contract is wrong, does not end it', failed('PAYC0001'), 'refused invalid SPCD0012'],
  ])('a key that is not known, %s', async (_, answer, expected) => {
    const ran = await charge(PAYMENT, failed('SPCD0012'), answer);
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, ['charge', 'describeKey']]);
  });
});

describe('asking for a card', () => {
  const describeKey = (...works: ScriptedAnswer[]) => run(works, (billing, sink) => billing.describe(KEY, sink));

  test.each<[string, ScriptedAnswer[], string, number]>([
    ['finds it', [described()], 'done', 1],
    [
      'believes it gone after two refusals',
      [failed('PUSER0001'), failed('PUSER0001')],
      'refused key_dead PUSER0001',
      2,
    ],
    ['believes it gone after two refusals without codes', [failed(), failed()], 'refused key_dead', 2],
    ['does not believe it gone after one', [failed('PUSER0001'), described()], 'done', 2],
    ['does not believe it gone after one and a lost answer', [failed('PUSER0001'), 'drop'], 'unknown', 2],
    ['takes a pause for no answer', [failed('PUSER9998')], 'unknown', 1],
    ['takes a session that is over for no answer', [failed('SPCD0004')], 'unknown', 1],
    ['takes a wrong contract for no answer', [failed('PAYC0001')], 'refused configuration PAYC0001', 1],
    ['takes another key’s card for no answer', [described({ PCD_PAYER_ID: OTHER_SECRET })], 'unknown', 1],
    ['takes HTML for no answer', [HTML], 'unknown', 1],
    ['takes silence for no answer', ['silence'], 'unknown', 1],
  ])('%s', async (_, works, expected, asked) => {
    const ran = await describeKey(...works);
    expect([inWords(ran.reply), worksOf(ran).length]).toEqual([expected, asked]);
    expect(
      payple.paths.filter((path) => path === AUTH),
      'each with a handshake of its own',
    ).toHaveLength(asked);
  });

  test('says when nothing was asked', async () => {
    spoilHandshake('drop');
    expect(inWords((await describeKey()).reply)).toBe('unsent');
  });

  test.each<[string, object, object | null]>([
    [
      'older names',
      { PCD_PAY_CARDNAME: '', PCD_CARDNAME: 'BC카드', PCD_PAY_CARDNUM: '', PCD_CARDNUM: '1 ** 2' },
      { company: 'BC카드', number: '1 ** 2' },
    ],
    [
      'a number without a mask, which is not kept',
      { PCD_PAY_CARDNUM: '1111222233334444' },
      { company: 'BC 카드', number: '' },
    ],
    ['nothing to show', { PCD_PAY_CARDNAME: '', PCD_PAY_CARDNUM: '' }, null],
  ])('reads %s', async (_, fields, expected) => {
    const value = expected && { card: expected };
    expect((await describeKey(described(fields))).reply).toEqual({ is: 'done', value });
  });
});

describe('ending a key', () => {
  const revoke = (...works: ScriptedAnswer[]) => run(works, (billing, sink) => billing.revoke(KEY, sink));
  const gone = [failed('PUSER0001'), failed('PUSER0001')];

  test('names the key, with a handshake for the purpose', async () => {
    const { operations, exchanges } = await revoke(revoked());
    expect(payple.asked).toMatchObject([
      { path: AUTH, body: { PCD_PAY_WORK: 'PUSERDEL' } },
      { body: { PCD_AUTH_KEY: 'a'.repeat(64), PCD_PAYER_ID: SECRET } },
    ]);
    expect(operations).toEqual(['authorize revokeKey', 'revokeKey']);
    expect(JSON.stringify(exchanges)).not.toContain(SECRET);
  });

  test.each<[string, ScriptedAnswer[], string]>([
    ['the one documented code', [revoked()], 'done'],
    ['the other documented code', [revoked({ PCD_PAY_CODE: 'TSDL0000' })], 'done'],
    ['no code and no key', [revoked({ PCD_PAY_CODE: undefined, PCD_PAYER_ID: '' })], 'done'],
    ['another key', [revoked({ PCD_PAYER_ID: OTHER_SECRET })], 'unknown'],
    ['an error for a key that is gone', [failed('PUSER0001'), ...gone], 'done'],
    ['an error without a code for a key that is gone', [failed(), failed(), failed()], 'done'],
    ['an error that nobody knows for a key that is there', [failed('PUSER0001'), described()], 'unknown'],
    ['a wrong contract', [failed('PAYC0001'), failed('PAYC0001')], 'refused configuration PAYC0001'],
    ['an error, and no answer to the question', [failed('PUSER0001'), 'drop'], 'unknown'],
    ['HTML', [HTML], 'unknown'],
    ['a dropped connection', ['drop'], 'unknown'],
  ])('with %s', async (_, works, expected) => {
    expect(inWords((await revoke(...works)).reply)).toBe(expected);
  });
});
