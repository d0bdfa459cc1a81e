// What Payple's answers about cash receipts mean, over real HTTP: one table per call.
import { HttpService } from '@nestjs/axios';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Clock } from '../../common/clock.js';
import { Outbound } from '../../common/outbound/post.js';
import { EnvironmentReader } from '../../config/environment.js';
import { readPaypleConfig } from '../../config/payple.config.js';
import type { CashReceiptWish } from '../../orders/cash-receipt.port.js';
import type { ExchangeRecord, Reply } from '../../orders/provider-reply.js';
import type { StoredReceipt } from '../../orders/receipt.js';
import { PaypleCashReceipts } from './payple.cash-receipts.js';
import { PaypleClient } from '../payple.client.js';
import { ScriptedPayple, type ScriptedAnswer } from '../testing/scripted-payple.js';

const OID = 'W1-4a5b6c7d';
const ACCOUNT_KEY = 'NS9qNTgzU2xRNHR2RmFBWWFBTWk5UT09';
const PAYMENT: StoredReceipt = {
  paymentId: '0199c2f1-a0b0-7c1d-8e2f-3a4b4a5b6c7d',
  orderNumber: 'W1',
  reference: OID,
  amountWon: 10_000,
  split: { taxFreeWon: 0, taxableWon: 9_091, vatWon: 909 },
  askedMethod: 'transfer',
  registersCard: false,
  keySecret: null,
  mustGoBack: false,
  wentBackWon: null,
  mode: 'confirm',
  openedAt: new Date('2026-11-22T03:00:00.000Z'),
  confirmStartedAt: new Date('2026-11-22T03:04:00.000Z'),
  billingMonth: null,
  credentials: { cstId: 'raw-id', custKey: 'raw-key', refundKey: 'raw-refund-key' },
  items: [],
  secret: ACCOUNT_KEY,
  receipt: {
    state: 'paid',
    providerPaymentId: OID,
    method: 'transfer',
    parts: [],
    cancels: 'any',
    paidAt: '2026-11-21T15:30:00.000Z',
    card: null,
    deposit: null,
  },
};
const WISH: CashReceiptWish = { purpose: 'personal', identity: '01098765432', amountWon: 10_000 };
const json = (body: object): ScriptedAnswer => ({ json: { PCD_PAY_RST: 'success', PCD_PAY_OID: OID, ...body } });
const failed = (code?: string): ScriptedAnswer =>
  json({ PCD_PAY_RST: 'error', ...(code === undefined ? {} : { PCD_PAY_CODE: code }) });
const issued = (more: object = {}) =>
  json({ PCD_PAY_CODE: 'TSRG0000', PCD_TAXSAVE_AMOUNT: '10000', PCD_TAXSAVE_MGTNUM: '2026112200', ...more });

let payple: ScriptedPayple;
let outbound: Outbound;
let receipts: PaypleCashReceipts;
let exchanges: ExchangeRecord[];
const sink = { record: (each: ExchangeRecord) => void exchanges.push(each) };
beforeAll(async () => {
  payple = await ScriptedPayple.start();
  outbound = new Outbound(new HttpService());
  const config = readPaypleConfig(new EnvironmentReader({ PAYPLE_API_URL: payple.url, PAYPLE_TIMEOUT_MS: '400' }));
  receipts = new PaypleCashReceipts(new PaypleClient(outbound, new Clock(), config), config.timeoutMs);
  exchanges = [];
});
afterEach(() => {
  payple.reset();
  exchanges = [];
});
afterAll(async () => {
  outbound.onApplicationShutdown();
  await payple.close();
});

function inWords(reply: Reply<unknown>): string {
  if (reply.is !== 'refused') return reply.is;
  return `refused ${reply.refusal.reason} ${reply.refusal.providerCode ?? ''}`.trim();
}

describe('issuing', () => {
  test('names account, payment, amount and whose it is, and keeps neither key nor number', async () => {
    payple.works.push(issued());
    expect(await receipts.issue(PAYMENT, WISH, sink)).toEqual({
      is: 'done',
      value: { managementNumber: '2026112200' },
    });
    expect(payple.asked.map(({ body }) => body)).toMatchObject([
      { cst_id: 'raw-id', PCD_PAY_WORK: 'TSREG' },
      {
        PCD_CST_ID: 'TOKEN-ID',
        PCD_PAYER_ID: ACCOUNT_KEY,
        PCD_PAY_OID: OID,
        PCD_TAXSAVE_AMOUNT: '10000',
        PCD_TAXSAVE_TRADEUSE: 'personal',
        PCD_TAXSAVE_IDENTINUM: '01098765432',
      },
    ]);
    expect(exchanges.map(({ operation }) => operation)).toEqual(['authorize cash receipt', 'cash receipt']);
    for (const secret of [ACCOUNT_KEY, '01098765432', 'TOKEN', 'raw-']) {
      expect(JSON.stringify(exchanges)).not.toContain(secret);
    }
  });

  test.each<[string, ScriptedAnswer, string]>([
    ['no amount, as older answers', issued({ PCD_TAXSAVE_AMOUNT: '' }), 'done'],
    ['no number', issued({ PCD_TAXSAVE_MGTNUM: '' }), 'done'],
    ['another amount', issued({ PCD_TAXSAVE_AMOUNT: '4000' }), 'unknown'],
    ['another payment', issued({ PCD_PAY_OID: 'W2-0' }), 'unknown'],
    ['a no that nobody documents', failed('TSRG4242'), 'refused invalid TSRG4242'],
    ['a no without a code', failed(), 'refused invalid'],
    ['a no with the code of a success', failed('TSRG0000'), 'refused invalid TSRG0000'],
    ['an unknown end', failed('3201'), 'unknown'],
    ['a merchant that is none', failed('PAYC0001'), 'refused configuration PAYC0001'],
    ['neither yes nor no', json({ PCD_PAY_RST: 'maybe' }), 'unknown'],
    ['HTML', { text: '<html>' }, 'unknown'],
    ['HTTP 500', { status: 500 }, 'unknown'],
    ['a dropped connection', 'drop', 'unknown'],
    ['no answer in time', 'silence', 'unknown'],
  ])('asks once with %s', async (_, answer, expected) => {
    payple.works.push(answer);
    expect(inWords(await receipts.issue(PAYMENT, WISH, sink))).toBe(expected);
    expect(payple.asked).toHaveLength(2);
  });

  test('asks nothing without the account’s key', async () => {
    expect(inWords(await receipts.issue({ ...PAYMENT, secret: null }, WISH, sink))).toBe('refused invalid');
    expect(payple.asked).toEqual([]);
  });
});

describe('taking back', () => {
  test.each<[string, ScriptedAnswer, string]>([
    ['yes', json({ PCD_PAY_MSG: '현금영수증 발행취소 완료' }), 'done'],
    ['another payment', json({ PCD_PAY_OID: 'W2-0' }), 'unknown'],
    ['no', failed('TSCN4242'), 'refused invalid TSCN4242'],
    ['a dropped connection', 'drop', 'unknown'],
  ])('asks once with %s', async (_, answer, expected) => {
    payple.works.push(answer);
    expect(inWords(await receipts.cancel(PAYMENT, sink))).toBe(expected);
    expect(payple.asked.map(({ body }) => body)).toMatchObject([
      { PCD_PAY_WORK: 'TSCANCEL' },
      { PCD_PAYER_ID: ACCOUNT_KEY, PCD_PAY_OID: OID },
    ]);
  });
});

describe('looking up', () => {
  test.each<[string, ScriptedAnswer, Partial<Reply<unknown>>]>([
    [
      'one that stands',
      json({ PCD_TAXSAVE_RST: 'Y', PCD_TAXSAVE_MGTNUM: '42' }),
      { is: 'done', value: { managementNumber: '42' } },
    ],
    ['none', json({ PCD_TAXSAVE_RST: 'N', PCD_TAXSAVE_MGTNUM: '42' }), { is: 'done', value: null }],
    ['nothing about it', json({}), { is: 'unknown' }],
    ['another payment’s', json({ PCD_PAY_OID: 'W2-0', PCD_TAXSAVE_RST: 'Y' }), { is: 'unknown' }],
    ['no payment', failed('BILL0003'), { is: 'unknown' }],
    ['no answer', 'drop', { is: 'unknown' }],
  ])('finds %s', async (_, answer, expected) => {
    payple.works.push(answer);
    expect(await receipts.lookup(PAYMENT, sink)).toMatchObject(expected);
    expect(payple.asked[1]?.body).toMatchObject({
      PCD_PAYCHK_FLAG: 'Y',
      PCD_PAY_TYPE: 'transfer',
      PCD_PAY_DATE: '20261122',
    });
  });
});
