// What Payple's answers mean for stored bank accounts, over real HTTP, where accounts are not like cards.
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Clock } from '../../common/clock.js';
import type { ChargePayment, KnownRegistration } from '../../orders/billing.port.js';
import type { BuyerClaim } from '../../orders/provider-payment.js';
import type { ExchangeSink, Reply } from '../../orders/provider-reply.js';
import type { PaypleBilling } from './payple.billing.js';
import { inWords, runWith, type Ran } from '../testing/assembled-payple.js';
import { ScriptedPayple, type ScriptedAnswer } from '../testing/scripted-payple.js';

class StillClock extends Clock {
  override now(): Date {
    return new Date('2026-11-22T03:05:00.000Z');
  }
}

const SELLER = { cstId: 'raw-id', custKey: 'raw-key', refundKey: 'raw-refund-key' };
const SECRET = 'NS9qNTgzU2xRNHR2RmFBWWFBTWk5UT09';
const OTHER_SECRET = 'd0toSS9sT084bVJSNThScnFXQm9Gdz09';
const OID = 'pay_0199c2f1a0b07c1d8e2f3a4b4a5b6c7d';
const REGISTRATION: KnownRegistration = {
  keyId: '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e90',
  method: 'transfer',
  channel: 'pc',
  buyer: null,
  landingUrl: 'https://pay.example.com/v1/card-registrations/unguessable',
  credentials: SELLER,
  reference: 'bk_0199c2f1a0b07c1d8e2f3a4b5c6d7e90-01234567',
  authorizedAt: new Date('2026-11-22T03:04:00.000Z'),
};
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
  askedMethod: 'transfer',
  registersCard: false,
  mustGoBack: false,
  wentBackWon: null,
  credentials: SELLER,
  title: '이달의 치킨',
  buyer: null,
  items: [],
  keySecret: SECRET,
};
const BANK = { PCD_PAY_BANK: '088', PCD_PAY_BANKNAME: '신한은행', PCD_PAY_BANKNUM: '460-********-121' };
const ACCOUNT = { bankName: '신한은행', bankCode: '088', number: '460-********-121' };

const json = (body: Readonly<Record<string, unknown>>): ScriptedAnswer => ({ json: body });
const charged = (more: object = {}) =>
  json({
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: 'BILL0000',
    PCD_PAY_TYPE: 'transfer',
    PCD_PAY_OID: OID,
    PCD_PAYER_ID: SECRET,
    PCD_PAY_TOTAL: '10000',
    PCD_PAY_TIME: '20261122120430',
    ...BANK,
    ...more,
  });
const described = (more: object = {}) =>
  json({
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: '0000',
    PCD_PAY_TYPE: 'transfer',
    PCD_PAYER_ID: SECRET,
    ...BANK,
    ...more,
  });
const failed = (code: string) => json({ PCD_PAY_RST: 'error', PCD_PAY_CODE: code, PCD_PAY_MSG: '안내' });
const refunded = json({ PCD_PAY_RST: 'success', PCD_PAY_OID: OID, PCD_REFUND_TOTAL: 10_000 });

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
const worksOf = ({ operations }: Pick<Ran<unknown>, 'operations'>) =>
  operations.filter((each) => !each.startsWith('authorize'));

describe('what Payple keeps', () => {
  const methodsWith = async (methods: string) => {
    const told: unknown[] = [];
    const environment = { PAYPLE_METHODS: methods };
    const look = ({ billing }: { billing: PaypleBilling }) => {
      told.push(...billing.methods);
      return Promise.resolve({ is: 'done', value: null } as const);
    };
    await runWith(payple, new StillClock(), [], look, environment);
    return told;
  };

  test('are the things that can be paid with, each with its least amount', async () => {
    expect(await methodsWith('card,transfer')).toEqual([
      { method: 'card', minimumChargeWon: 100 },
      { method: 'transfer', minimumChargeWon: 1_000 },
    ]);
    expect(await methodsWith('card')).toEqual([{ method: 'card', minimumChargeWon: 100 }]);
  });
});

describe('registering an account', () => {
  test('opens a window for accounts, and wants no cash receipt', async () => {
    const { reply } = await run([], (billing) => billing.openRegistration(REGISTRATION));
    const parameters = reply.is === 'done' && 'parameters' in reply.value.handoff ? reply.value.handoff.parameters : {};
    expect(parameters).toMatchObject({
      PCD_PAY_TYPE: 'transfer',
      PCD_PAY_WORK: 'AUTH',
      PCD_PAYER_AUTHTYPE: 'pwd',
      PCD_TAXSAVE_FLAG: 'N',
    });
    expect(parameters).not.toHaveProperty('PCD_CARD_VER');
  });

  const told = (type: string): BuyerClaim => ({
    PCD_PAY_RST: 'success',
    PCD_PAY_TYPE: type,
    PCD_PAY_WORK: 'AUTH',
    PCD_PAYER_ID: SECRET,
  });
  const claim = (claimed: BuyerClaim, ...works: ScriptedAnswer[]) =>
    run(works, (billing, sink) => billing.claimKey(REGISTRATION, claimed, sink));

  test('believes the account that Payple tells of, and keeps no number without a mask', async () => {
    const { reply, exchanges } = await claim(told('transfer'), described());
    expect(reply).toEqual({ is: 'done', value: { secret: SECRET, means: { account: ACCOUNT } } });
    expect(JSON.stringify(exchanges)).not.toMatch(new RegExp(`${SECRET}|460-`));
    const bare = await claim(told('transfer'), described({ PCD_PAY_BANKNUM: '46012345678121' }));
    expect(bare.reply).toMatchObject({ value: { means: { account: { bankName: '신한은행', number: '' } } } });
    const silent = await claim(told('transfer'), described({ PCD_PAY_BANKNAME: '', PCD_PAY_BANKNUM: '' }));
    expect(silent.reply).toMatchObject({ value: { means: null } });
  });

  test('takes no card for it, whoever tells of one', async () => {
    expect(inWords((await claim(told('card'))).reply)).toBe('refused invalid');
    expect(payple.asked, 'that is worth no question').toEqual([]);
    const card = described({ PCD_PAY_TYPE: 'card' });
    expect(inWords((await claim(told('transfer'), card, card)).reply)).toBe('unknown');
  });
});

describe('charging an account', () => {
  test.each([
    [null, { PCD_SIMPLE_FLAG: 'Y' }, 'chargeAccount'],
    ['2026-03', { PCD_REGULER_FLAG: 'Y' }, 'chargeAccountMonth'],
  ])('for the month %s says so in the handshake and in the charge', async (billingMonth, flag, operation) => {
    const { reply, operations, exchanges } = await charge({ ...PAYMENT, billingMonth }, charged());
    expect(payple.asked[0]?.body).toEqual({ cst_id: 'raw-id', custKey: 'raw-key', PCD_PAY_TYPE: 'transfer', ...flag });
    expect(payple.asked[1]?.body).toMatchObject({
      ...{ PCD_PAY_TYPE: 'transfer', PCD_TAXSAVE_FLAG: 'N', PCD_PAYER_ID: SECRET, PCD_PAY_OID: OID, ...flag },
    });
    expect(operations).toEqual([`authorize ${operation}`, operation]);
    expect(reply).toMatchObject({
      is: 'done',
      value: { secret: SECRET, receipt: { method: 'transfer', card: null, account: ACCOUNT } },
    });
    expect(JSON.stringify(exchanges)).not.toContain(SECRET);
  });

  test('keeps the key that was charged for cash receipts, also when Payple does not repeat it', async () => {
    expect((await charge(PAYMENT, charged({ PCD_PAYER_ID: '' }))).reply).toMatchObject({ value: { secret: SECRET } });
  });

  test.each<[string, ScriptedAnswer[], string, string[]]>([
    ['an order number or a month that is taken', [failed('CPAY0202')], 'unknown', ['chargeAccount']],
    ['a debit whose result did not come', [failed('SPAY0011')], 'unknown', ['chargeAccount']],
    ['a pause of the bank', [failed('SPAY9998')], 'refused not_sent SPAY9998', ['chargeAccount']],
    ['a session that was over', [failed('BILL0002'), charged()], 'done', ['chargeAccount', 'chargeAccount']],
    ['a code nobody knows', [failed('SPAY0012')], 'unknown', ['chargeAccount']],
    ['a card that was charged', [charged({ PCD_PAY_TYPE: 'card' }), refunded], 'unknown', ['chargeAccount']],
    ['another account', [charged({ PCD_PAYER_ID: OTHER_SECRET }), refunded], 'unknown', ['chargeAccount']],
  ])('with %s', async (_, works, expected, asked) => {
    const ran = await charge(PAYMENT, ...works);
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, asked]);
  });
});
