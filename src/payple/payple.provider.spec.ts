// What Payple's answers mean for money, over real HTTP: one table per call.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Clock } from '../common/clock.js';
import type { KnownPayment, OpenPayment } from '../orders/provider-payment.js';
import type { ExchangeSink, Reply } from '../orders/provider-reply.js';
import type { BookedBalance, CancelPart, ProviderBalance, Receipt, StoredReceipt } from '../orders/receipt.js';
import type { PaypleProvider } from './payple.provider.js';
import { inWords, runWith, type Ran } from './testing/assembled-payple.js';
import { AUTH, ScriptedPayple, WORK, type AskedPayple, type ScriptedAnswer } from './testing/scripted-payple.js';

class StillClock extends Clock {
  constructor(readonly still = new Date('2026-11-22T03:05:00.000Z')) {
    super();
  }

  override now(): Date {
    return this.still;
  }
}

const SELLER = { cstId: 'raw-id', custKey: 'raw-key', refundKey: 'raw-refund-key' };
const OID = 'W1-4a5b6c7d';
const PAYMENT: KnownPayment = {
  paymentId: '0199c2f1-a0b0-7c1d-8e2f-3a4b4a5b6c7d',
  orderNumber: 'W1',
  reference: OID,
  amountWon: 10_000,
  split: { taxFreeWon: 0, taxableWon: 9_091, vatWon: 909 },
  askedMethod: 'card',
  mode: 'confirm',
  openedAt: new Date('2026-11-22T03:00:00.000Z'),
  confirmStartedAt: new Date('2026-11-22T03:04:00.000Z'),
  billingMonth: null,
  registersCard: false,
  keySecret: null,
  mustGoBack: false,
  wentBackWon: null,
  credentials: SELLER,
};
const NEAR_MIDNIGHT = {
  ...PAYMENT,
  confirmStartedAt: new Date('2026-11-21T15:00:10.000Z'),
  billingMonth: null,
  openedAt: new Date('2026-11-21T14:58:00.000Z'),
};
/** The same, from a bank account. */
const TRANSFER: KnownPayment = { ...PAYMENT, askedMethod: 'transfer' };
const IMMEDIATE: KnownPayment = { ...PAYMENT, mode: 'immediate' };
/** The books have it that it must go back. */
const TO_GO_BACK: KnownPayment = { ...PAYMENT, mustGoBack: true };
const OPEN: OpenPayment = {
  ...PAYMENT,
  title: '치킨 🍗 세트',
  items: [],
  discountWon: 0,
  channel: 'pc',
  inApp: false,
  buyer: { name: '홍"길동<b>', phone: '010-1234-5678', email: 'hong@example.com' },
  expiresAt: null,
};
const RECEIPT: Receipt = {
  state: 'paid',
  providerPaymentId: '202611221204303326920224',
  method: 'card',
  parts: [],
  cancels: 'any',
  paidAt: '2026-11-21T15:30:00.000Z',
  card: null,
  deposit: null,
};
const STORED: StoredReceipt = { ...PAYMENT, receipt: RECEIPT, secret: null, items: [] };
const PAID = {
  PCD_PAY_RST: 'success',
  PCD_PAY_CODE: 'SPCD0000',
  PCD_PAY_MSG: '카드결제완료',
  PCD_PAY_TYPE: 'card',
  PCD_PAY_OID: OID,
  PCD_PAY_TOTAL: '10000',
  PCD_PAY_TIME: '20261122120430',
  PCD_PAY_CARDNAME: 'BC 카드',
  PCD_PAY_CARDNUM: '1111********4444',
  PCD_PAY_CARDTRADENUM: '202611221204303326920224',
  PCD_PAY_CARDAUTHNO: '98123445',
  PCD_PAY_CARDQUOTA: '03',
};
/** The key of an account: whoever has it can charge it. */
const ACCOUNT_KEY = 'NS9qNTgzU2xRNHR2RmFBWWFBTWk5UT09';
const TRANSFERRED = {
  PCD_PAY_RST: 'success',
  PCD_PAY_CODE: 'BILL0000',
  PCD_PAY_MSG: '출금이체완료',
  PCD_PAY_TYPE: 'transfer',
  PCD_PAY_OID: OID,
  PCD_PAYER_ID: ACCOUNT_KEY,
  PCD_PAY_TOTAL: '10000',
  PCD_PAY_TIME: '20261122120430',
  PCD_PAY_BANK: '088',
  PCD_PAY_BANKNAME: '신한은행',
  PCD_PAY_BANKNUM: '460-********-121',
};
const REFUNDED = {
  PCD_PAY_RST: 'success',
  PCD_PAY_CODE: 'PAYC0000',
  PCD_PAY_MSG: '취소완료',
  PCD_PAY_OID: OID,
  PCD_REFUND_TOTAL: 4000,
};
const json = (body: Readonly<Record<string, unknown>>): ScriptedAnswer => ({ json: body });
const paid = (more: object = {}) => json({ ...PAID, ...more });
const failed = (code?: string) =>
  json({
    PCD_PAY_RST: 'error',
    ...(code === undefined ? {} : { PCD_PAY_CODE: code }),
    PCD_PAY_MSG: '[SPCD0000] 결제완료',
  });
const refunded = (more: object = {}) => json({ ...REFUNDED, ...more });
const refusedAuth = (text: string) => json({ result: 'error', result_msg: text });
const HTML: ScriptedAnswer = { text: '<html>점검 중입니다</html>' };

let payple: ScriptedPayple;
const warnings: unknown[] = [];
beforeAll(async () => {
  const ignore = () => undefined;
  Logger.overrideLogger({ log: ignore, error: ignore, warn: (message: unknown) => warnings.push(message) });
  payple = await ScriptedPayple.start();
});
afterEach(() => {
  payple.reset();
  warnings.length = 0;
});
afterAll(async () => {
  Logger.overrideLogger(true);
  await payple.close();
});

const run = <T>(
  works: readonly ScriptedAnswer[],
  call: (provider: PaypleProvider, sink: ExchangeSink) => Promise<Reply<T>>,
  environment: Readonly<Record<string, string>> = {},
  now?: Date,
): Promise<Ran<T>> => runWith(payple, new StillClock(now), works, call, environment);

const claim = () => ({ authKey: 'WINDOW-KEY', requestKey: 'REQUEST-KEY', confirmUrl: `${payple.url}/confirm` });
const confirm = (...works: ScriptedAnswer[]) =>
  run(works, (provider, sink) => provider.confirm(PAYMENT, claim(), sink));
const lookup = (payment: KnownPayment, ...works: ScriptedAnswer[]) =>
  run(works, (provider, sink) => provider.lookup(payment, sink));

/** What was asked, handshakes aside. */
const worksOf = ({ operations }: Ran<unknown>) => operations.filter((each) => !each.startsWith('authorize'));

const part = (amountWon: number, balanceBeforeWon: number, mayHaveHappened = false): CancelPart => ({
  cancellationId: '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e90',
  amountWon,
  balanceBeforeWon,
  mayHaveHappened,
  split: { taxFreeWon: 0, taxableWon: amountWon, vatWon: 0 },
});
const PART = part(4_000, 10_000);
const REST = part(4_000, 4_000);
const WHOLE = part(10_000, 10_000);
const cancel = (asked: CancelPart, ...works: ScriptedAnswer[]) =>
  run(works, (provider, sink) => provider.cancel(STORED, asked, sink));

describe('opening a window', () => {
  const open = (change: Partial<OpenPayment> = {}) => run([], (provider) => provider.open({ ...OPEN, ...change }));

  test('asks Payple nothing, and gives the script everything but keys and tokens', async () => {
    const { reply } = await open();
    expect(payple.asked).toEqual([]);
    expect(reply).toEqual({
      is: 'done',
      value: {
        reference: OID,
        handoff: {
          type: 'payple_window',
          scriptUrl: `${payple.url}/js/cpay.payple.1.0.1.js`,
          parameters: {
            PCD_CPAY_VER: '1.0.1',
            PCD_PAY_TYPE: 'card',
            PCD_PAY_WORK: 'CERT',
            PCD_CARD_VER: '02',
            PCD_PAY_OID: OID,
            PCD_PAY_GOODS: '치킨 세트',
            PCD_PAY_TOTAL: '10000',
            PCD_PAYER_NAME: '홍 길동 b',
            PCD_PAYER_HP: '01012345678',
            PCD_PAYER_EMAIL: 'hong@example.com',
            PCD_RST_URL: 'http://127.0.0.1:3000/v1/payple/results',
            payple_auth_file: expect.stringMatching(
              /^\/v1\/payple\/authorizations\/pay_[0-9a-f]{32}\.\d{13}\.[0-9a-f]{64}$/,
            ) as string,
          },
        },
      },
    });
  });

  test.each<[string, Partial<OpenPayment>, object]>([
    ['immediate', { mode: 'immediate' }, { PCD_PAY_WORK: 'PAY' }],
    ['all tax-free', { split: { taxFreeWon: 10_000, taxableWon: 0, vatWon: 0 } }, { PCD_PAY_ISTAX: 'N' }],
    [
      'partly tax-free',
      { split: { taxFreeWon: 4_500, taxableWon: 5_000, vatWon: 500 } },
      { PCD_PAY_ISTAX: 'Y', PCD_PAY_TAXTOTAL: '500' },
    ],
    ['named by emoji alone', { title: '🍗🍺' }, { PCD_PAY_GOODS: 'W1' }],
    [
      'named with what CP949 has and has not',
      { title: '똠양꿍 ♥️ 1️⃣번 𠮷野家' },
      { PCD_PAY_GOODS: '똠양꿍 ♥ 번 野家' },
    ],
    ['of a buyer abroad who dials +82', { buyer: { phone: '+82 10-1234-5678' } }, { PCD_PAYER_HP: '01012345678' }],
    ['of a buyer in full width', { buyer: { phone: '０１０－１２３４－５６７８' } }, { PCD_PAYER_HP: '01012345678' }],
    ['of an office', { buyer: { phone: '1588-1234' } }, { PCD_PAYER_HP: '15881234' }],
    ['of a buyer with an emoji', { buyer: { name: '홍길동🍀' } }, { PCD_PAYER_NAME: '홍길동' }],
  ])('says when a payment is %s', async (_, change, expected) => {
    const { reply } = await open(change);
    expect(reply).toMatchObject({ value: { handoff: { parameters: expected } } });
  });

  test('a number abroad is nobody’s whom Payple could write to', async () => {
    const { reply } = await open({ buyer: { name: 'Kim', phone: '+1 415 555 0100' } });
    expect(reply).not.toHaveProperty('value.handoff.parameters.PCD_PAYER_HP');
  });
});

describe('confirming', () => {
  test('sends the raw credentials with the keys of the window, and believes what equals the order', async () => {
    const { reply, operations, exchanges } = await confirm(paid());
    expect(payple.asked).toMatchObject([
      {
        path: '/confirm',
        headers: { referer: 'https://shop.example.com', 'cache-control': 'no-cache' },
        body: {
          PCD_CST_ID: 'raw-id',
          PCD_CUST_KEY: 'raw-key',
          PCD_AUTH_KEY: 'WINDOW-KEY',
          PCD_PAY_REQKEY: 'REQUEST-KEY',
        },
      },
    ]);
    expect(operations).toEqual(['confirm']);
    expect(reply).toMatchObject({
      is: 'done',
      value: {
        secret: null,
        receipt: {
          providerPaymentId: '202611221204303326920224',
          method: 'card',
          cancels: 'any',
          paidAt: '2026-11-22T03:04:30.000Z',
          card: { company: 'BC 카드', number: '1111********4444', approvalNumber: '98123445', installmentMonths: 3 },
          parts: [{ amountWon: 10_000, taxableWon: 9_091, vatWon: 909 }],
        },
      },
    });
    const text = JSON.stringify(exchanges);
    for (const secret of ['raw-id', 'raw-key', 'WINDOW-KEY', 'REQUEST-KEY', '202611221204303326920224', '4444'])
      expect(text).not.toContain(secret);
  });

  test.each<[string, ScriptedAnswer, string]>([
    [
      'older names and a number for the amount',
      paid({ PCD_PAY_TOTAL: 10_000, PCD_PAY_CARDNUM: undefined, PCD_CARDNUM: '12345678 ** ** 1234' }),
      'done',
    ],
    ['no code', paid({ PCD_PAY_CODE: undefined }), 'done'],
    ['another order', paid({ PCD_PAY_OID: 'W2-00000000' }), 'unknown'],
    ['no order', paid({ PCD_PAY_OID: '' }), 'unknown'],
    ['no amount', paid({ PCD_PAY_TOTAL: '' }), 'unknown'],
    ['no time', paid({ PCD_PAY_TIME: '20261322' }), 'unknown'],
    ['less than was asked, which may be a lie', paid({ PCD_PAY_TOTAL: '9999' }), 'unknown'],
    ['more than was asked, which may be a lie', paid({ PCD_PAY_TOTAL: '10001' }), 'unknown'],
    ['other means, which may be a lie', paid({ PCD_PAY_TYPE: 'transfer' }), 'unknown'],
    ['a decline', failed('CPCA9999'), 'refused declined CPCA9999'],
    ['a card that was ended, where none is stored here', failed('CPCAD001'), 'refused declined CPCAD001'],
    ['too late', failed('PCCFD001'), 'refused sheet_expired PCCFD001'],
    ['an amount that Payple gave back by itself', failed('CPCA0011'), 'refused declined CPCA0011'],
    ['a shop’s limit', failed('CPCA0006'), 'refused configuration CPCA0006'],
    ['a double', failed('CPCA0201'), 'unknown'],
    ['an error after the card company was asked', failed('CPCA0015'), 'unknown'],
    ['a code nobody knows, with a message that says success', failed('ZZZZ0000'), 'unknown'],
    ['no code, with a message that says success', failed(), 'unknown'],
    ['an error with the code of a success', failed('SPCD0000'), 'unknown'],
    ['neither success nor error', json({ ...PAID, PCD_PAY_RST: 'close' }), 'unknown'],
    ['HTML', HTML, 'unknown'],
    ['a list', { text: '[]' }, 'unknown'],
    ['HTTP 500', { status: 500 }, 'unknown'],
    ['a redirect', { status: 302, location: 'http://127.0.0.1:1/' }, 'unknown'],
    ['a dropped connection', 'drop', 'unknown'],
    ['no answer in time', 'silence', 'unknown'],
  ])('asks once with %s', async (_, answer, expected) => {
    const { reply } = await confirm(answer);
    expect(inWords(reply)).toBe(expected);
    expect(payple.paths).toEqual(['/confirm']);
  });

  test('tells the log when another payment was answered than was asked', async () => {
    await confirm(paid({ PCD_PAY_OID: 'W2-00000000' }));
    expect(warnings).toMatchObject([{ message: 'Payple confirmed another payment than was asked' }]);
  });

  test.each([
    'http://127.0.0.1:1/confirm',
    'https://cpay.payple.kr.evil.example/',
    'ftp://cpay.payple.kr',
    '',
    '/confirm',
  ])('sends nothing to %j', async (confirmUrl) => {
    const { reply } = await run([], (provider, sink) => provider.confirm(PAYMENT, { ...claim(), confirmUrl }, sink));
    expect(inWords(reply)).toBe('refused configuration');
    expect(payple.asked).toEqual([]);
  });

  test('says that nothing was sent where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    const dead = { ...claim(), confirmUrl: `${origin}/confirm` };
    const call = (provider: PaypleProvider, sink: ExchangeSink) => provider.confirm(PAYMENT, dead, sink);
    expect(inWords((await run([], call, { PAYPLE_ALLOWED_HOSTS: origin })).reply)).toBe('unsent');
  });
});

describe('a payment that Payple takes itself', () => {
  const believe = (...works: ScriptedAnswer[]) => run(works, (provider, sink) => provider.confirm(IMMEDIATE, {}, sink));

  test.each<[string, ScriptedAnswer[], string, string[]]>([
    ['is believed when an inquiry says so', [paid()], 'done', ['inquiry']],
    ['is doubted when there is none yet', [failed('CBIL0003')], 'unknown', ['inquiry']],
    ['is doubted without an answer', ['silence'], 'unknown', ['inquiry']],
    ['is doubted when the amount is another', [paid({ PCD_PAY_TOTAL: 1 })], 'unknown', ['inquiry']],
    ['is left alone when it is another’s', [paid({ PCD_PAY_OID: 'W2-0' })], 'unknown', ['inquiry']],
  ])('%s', async (_, works, expected, operations) => {
    const ran = await believe(...works);
    expect(inWords(ran.reply)).toBe(expected);
    expect(ran.operations.filter((each) => !each.startsWith('authorize'))).toEqual(operations);
  });

  test('is doubted, as one of which money was taken, when an inquiry says so and does not say when', async () => {
    const { reply } = await believe(paid({ PCD_PAY_TIME: '' }));
    expect(reply).toMatchObject({ is: 'unknown', saysTaken: true });
  });

  test('is doubted when Payple cannot be asked: a question that never left says nothing of the money', async () => {
    payple.handshake = () => 'drop';
    const { reply, operations } = await believe();
    expect(inWords(reply)).toBe('unknown');
    expect(operations).toEqual(['authorize inquiry']);
  });
});

describe('a payment from a bank account', () => {
  const claimed = () => ({ ...claim(), payerId: 'CLAIMED-KEY' });
  const transferred = (more: object = {}) => json({ ...TRANSFERRED, ...more });

  test('opens a window of its own, without a cash receipt', async () => {
    const { reply } = await run([], (provider) => provider.open({ ...OPEN, askedMethod: 'transfer' }));
    expect(reply).toMatchObject({
      value: {
        handoff: { parameters: { PCD_PAY_TYPE: 'transfer', PCD_PAYER_AUTHTYPE: 'pwd', PCD_TAXSAVE_FLAG: 'N' } },
      },
    });
    expect(JSON.stringify(reply)).not.toContain('PCD_CARD_VER');
  });

  test('is confirmed with the account’s key, and keeps bank and masked number; the key is a secret', async () => {
    const { reply, exchanges } = await run([transferred()], (provider, sink) =>
      provider.confirm(TRANSFER, claimed(), sink),
    );
    expect(payple.asked).toMatchObject([{ path: '/confirm', body: { PCD_PAYER_ID: 'CLAIMED-KEY' } }]);
    expect(reply).toMatchObject({
      is: 'done',
      value: {
        secret: ACCOUNT_KEY,
        receipt: {
          providerPaymentId: OID,
          method: 'transfer',
          card: null,
          account: { bankName: '신한은행', bankCode: '088', number: '460-********-121' },
          parts: [{ method: 'transfer', name: '신한은행', amountWon: 10_000 }],
        },
      },
    });
    const [receipt, kept] = [reply.is === 'done' ? reply.value.receipt : null, exchanges];
    for (const secret of [ACCOUNT_KEY, 'CLAIMED-KEY']) expect(JSON.stringify([receipt, kept])).not.toContain(secret);
    expect(JSON.stringify(kept), 'not even masked').not.toContain('460-');
  });

  test.each<[string, KnownPayment, () => ScriptedAnswer]>([
    ['a card instead of an account', TRANSFER, () => paid()],
    ['an account instead of a card', PAYMENT, () => transferred()],
  ])('that was made by %s, as the answer tells, is doubted', async (_, payment, answer) => {
    const { reply, operations } = await run([answer()], (provider, sink) => provider.confirm(payment, claimed(), sink));
    expect(inWords(reply)).toBe('unknown');
    expect(operations).toEqual(['confirm']);
  });

  test.each<[string, ScriptedAnswer, string]>([
    ['paid', transferred(), 'done'],
    ['paid, but by other means', paid(), 'unknown'],
    ['unknown there', failed('BILL0003'), 'refused not_paid BILL0003'],
    ['nothing in the bank’s nightly pause', failed('CPAY9998'), 'unknown'],
    ['a double', failed('CPAY0202'), 'unknown'],
    ['debited or not, nobody has told yet', failed('CPAY0018'), 'unknown'],
    ['debited or not, nobody has told yet, under the older name', failed('SPAY0011'), 'unknown'],
  ])('is asked for as such, and found %s', async (_, answer, expected) => {
    expect(inWords((await lookup(TRANSFER, answer, failed('CBIL0003'))).reply)).toBe(expected);
    expect(payple.asked[1]?.body).toMatchObject({ PCD_PAYCHK_FLAG: 'Y', PCD_PAY_TYPE: 'transfer' });
  });
});

describe('a payment that Payple does not know by the means that were asked for', () => {
  const NONE = failed('CBIL0003');
  const byTransfer = (more: object = {}) => json({ ...TRANSFERRED, ...more });
  const givenBack = refunded({ PCD_REFUND_TOTAL: 10_000 });
  const look = async (payment: KnownPayment, methods: string, ...works: ScriptedAnswer[]) => {
    const ran = await run(works, (provider, sink) => provider.lookup(payment, sink), { PAYPLE_METHODS: methods });
    return [inWords(ran.reply), ran.operations.filter((each) => !each.startsWith('authorize'))];
  };
  const BOTH = ['inquiry', 'inquiry'];
  const TWICE = [...BOTH, ...BOTH];
  const toGoBack: KnownPayment = { ...IMMEDIATE, mustGoBack: true };
  /** Told so twice. */
  const twice = (answer: ScriptedAnswer) => [answer, NONE, answer];

  test.each<[string, ScriptedAnswer[], string, string[]]>([
    ['there is none of these either', [failed('BILL0003')], 'refused not_paid CBIL0003', BOTH],
    ['it is given back when told so twice', [...twice(byTransfer()), givenBack], 'refused given_back', TWICE],
    [
      'it is given back whatever was taken',
      [...twice(byTransfer({ PCD_PAY_TOTAL: '777' })), refunded({ PCD_REFUND_TOTAL: 777 })],
      'refused given_back',
      TWICE,
    ],
    [
      'it is given back though the type is not told',
      [...twice(byTransfer({ PCD_PAY_TYPE: '' })), givenBack],
      'refused given_back',
      TWICE,
    ],
    ['some of it was given back before', twice(byTransfer({ PCD_REFUND_TOTAL: '4000' })), 'unknown', TWICE],
    ['nothing is left of it', [...twice(byTransfer()), failed('PAYC0007')], 'refused given_back', TWICE],
    ['giving it back is refused', [...twice(byTransfer()), failed('1130')], 'unknown to go back', TWICE],
    ['giving it back has no answer', [...twice(byTransfer()), 'drop'], 'unknown to go back', TWICE],
    ['another payment is not touched', [byTransfer({ PCD_PAY_OID: 'W2-00000000' })], 'unknown', BOTH],
    ['two amounts are told', [byTransfer(), NONE, byTransfer({ PCD_PAY_TOTAL: '777' })], 'unknown', TWICE],
    ['it is not known the second time', [byTransfer(), NONE, failed('BILL0003')], 'unknown', TWICE],
    ['it is as asked the second time', [byTransfer(), paid()], 'unknown', [...BOTH, 'inquiry']],
    ['the bank pauses', [failed('CPAY9998')], 'unknown', BOTH],
    ['a code says nothing', [failed('ZZZZ0000')], 'unknown', BOTH],
    ['there is no answer', ['drop'], 'unknown', BOTH],
  ])('is asked for by the others: %s', async (_, works, expected, operations) => {
    const [ended, made] = await look(toGoBack, 'card,transfer', NONE, ...works);
    const isSent = ended === 'refused given_back' || ended === 'unknown to go back';
    expect([ended, made]).toEqual([expected, isSent ? [...operations, 'cancel'] : operations]);
    expect(
      payple.asked.flatMap(({ body }) => ('PCD_PAY_DATE' in body && body['PCD_PAY_TYPE']) || []).slice(0, 2),
    ).toEqual(['card', 'transfer']);
  });

  test('is not given back once more where it was given back before', async () => {
    const asked = await look(toGoBack, 'card,transfer', NONE, ...twice(byTransfer({ PCD_REFUND_TOTAL: '10000' })));
    expect(asked).toEqual(['refused given_back', TWICE]);
  });

  test('is not given back before the books have it that it must go back', async () => {
    expect(await look(IMMEDIATE, 'card,transfer', NONE, ...twice(byTransfer()))).toEqual(['unknown to go back', TWICE]);
  });

  test('is asked for as a card where a transfer was asked for', async () => {
    const asked = await look(
      { ...toGoBack, askedMethod: 'transfer' },
      'transfer,card',
      ...[failed('BILL0003'), paid(), failed('BILL0003'), paid()],
      givenBack,
    );
    expect(asked).toEqual(['refused given_back', [...TWICE, 'cancel']]);
    expect(payple.asked.at(-1)?.body).toMatchObject({ PCD_REFUND_TOTAL: '10000', PCD_PAY_OID: OID });
  });

  test('by means without a contract is known from any no, and from nothing less', async () => {
    expect(await look(IMMEDIATE, 'card', NONE, failed('ZZZZ0000'))).toEqual(['refused not_paid CBIL0003', BOTH]);
    expect(await look(IMMEDIATE, 'card', NONE, HTML)).toEqual(['unknown', BOTH]);
    expect(await look(toGoBack, 'card', NONE, ...twice(byTransfer()), givenBack)).toEqual([
      'refused given_back',
      [...TWICE, 'cancel'],
    ]);
  });

  test('is asked for by both where the buyer was to agree alone: the window may have been told otherwise', async () => {
    const asked = await look(PAYMENT, 'card,transfer', NONE, ...twice(byTransfer()));
    expect(asked).toEqual(['unknown to go back', TWICE]);
  });

  test('is asked for once where no window was opened for it', async () => {
    const charged = { ...PAYMENT, keySecret: ACCOUNT_KEY };
    expect(await look(charged, 'card,transfer', NONE)).toEqual(['refused not_paid CBIL0003', ['inquiry']]);
  });
});

describe('the handshake', () => {
  test('says what it is for and who asks, and lends its tokens to the work at the address it names', async () => {
    payple.handshake = () => json(payple.tokens(`${payple.url}/changed?ACT_=X`));
    const { operations, exchanges } = await lookup(PAYMENT, paid());
    expect(payple.asked).toMatchObject([
      {
        path: AUTH,
        headers: { referer: 'https://shop.example.com', 'cache-control': 'no-cache' },
        body: { cst_id: 'raw-id', custKey: 'raw-key', PCD_PAYCHK_FLAG: 'Y' },
      },
      {
        path: '/changed?ACT_=X',
        body: {
          PCD_CST_ID: 'TOKEN-ID',
          PCD_CUST_KEY: 'TOKEN-KEY',
          PCD_AUTH_KEY: 'a'.repeat(64),
          PCD_PAY_OID: OID,
          PCD_PAY_DATE: '20261122',
        },
      },
    ]);
    expect(operations).toEqual(['authorize inquiry', 'inquiry']);
    expect(JSON.stringify(exchanges)).not.toMatch(/raw-|TOKEN|aaaa/);
  });

  test.each([
    ['PCD_PAY_HOST', 'PCD_PAY_URL'],
    ['cPayHost', 'cPayUrl'],
  ])('takes %s and %s where there is no address', async (host, path) => {
    payple.handshake = () => json({ ...payple.tokens(''), [host]: payple.url, [path]: '/parts?a=b' });
    expect(inWords((await lookup(PAYMENT, paid())).reply)).toBe('done');
    expect(payple.paths).toEqual([AUTH, '/parts?a=b']);
  });

  test('is made anew for every call', async () => {
    await lookup({ ...NEAR_MIDNIGHT, keySecret: ACCOUNT_KEY }, failed('CBIL0003'), failed('CBIL0003'));
    expect(payple.paths).toEqual([AUTH, WORK, AUTH, WORK]);
  });

  test.each<[string, ScriptedAnswer, string]>([
    ...['AUTH0001', 'AUTH0002', 'AUTH0003', 'AUTH0004', 'AUTH0006', 'AUTH0007', 'AUTH0008'].map(
      (code): [string, ScriptedAnswer, string] => [
        code,
        refusedAuth(`[${code}] 안내`),
        `refused configuration ${code}`,
      ],
    ),
    ['AUTH0004 in a field', json({ result: 'error', code: 'AUTH0004' }), 'refused configuration AUTH0004'],
    ['AUTH0005', refusedAuth('AUTH0005 TOKEN CREATE ERROR!!'), 'unsent'],
    ['a no without a code', refusedAuth('CONNECT SERVER ERROR!!'), 'unsent'],
    ['no key', json({ result: 'success', cst_id: 'a', custKey: 'b', return_url: 'http://127.0.0.1' }), 'unsent'],
    ['HTML', HTML, 'unsent'],
    ['HTTP 500', { status: 500 }, 'unsent'],
    ['a dropped connection', 'drop', 'unsent'],
    ['no answer in time', 'silence', 'unsent'],
  ])('that fails with %s leaves the refund surely unsent', async (_, answer, expected) => {
    payple.handshake = () => answer;
    const { reply, operations } = await cancel(PART);
    expect(inWords(reply)).toBe(expected);
    expect([payple.paths, operations]).toEqual([[AUTH], ['authorize cancel']]);
  });

  test('that is refused for our own fault warns once, naming what to set right', async () => {
    payple.handshake = () => refusedAuth('[AUTH0004] CONNECT SERVER ERROR!!');
    await run([], async (provider, sink) => {
      await provider.lookup(PAYMENT, sink);
      return provider.cancel(STORED, PART, sink);
    });
    expect(warnings).toEqual([
      'Payple refuses us with AUTH0004: our domain or address is not registered there: check PAYPLE_REFERER against the domain in the contract.',
    ]);
  });

  test.each(['http://127.0.0.1:1/work', 'https://evil.example/php/', 'https://cpay.payple.kr@evil.example/', 'work'])(
    'that leads to %s is not followed',
    async (address) => {
      payple.handshake = () => json(payple.tokens(address));
      const { reply } = await cancel(PART);
      expect(inWords(reply)).toBe('refused configuration');
      expect(payple.paths).toEqual([AUTH]);
    },
  );
});

describe('a refund sent again, of which nothing is left', () => {
  const WHOLE_AGAIN = part(10_000, 10_000, true);

  test.each<[string, CancelPart, string, ScriptedAnswer, string]>([
    ['the whole, and it has the payment', WHOLE_AGAIN, 'PAYC0007', paid(), 'done'],
    ['the rest, and it has the payment', part(6_000, 6_000, true), 'PAYC0007', paid(), 'done'],
    ['the whole, in the words of a card company', WHOLE_AGAIN, '1115', paid(), 'done'],
    ['the whole, and it tells what was refunded', WHOLE_AGAIN, 'PAYC0007', paid({ PCD_REFUND_TOTAL: 10_000 }), 'done'],
    ['the whole, and there is no payment of that day', WHOLE_AGAIN, 'PAYC0007', failed('CBIL0003'), 'unknown'],
    ['the whole, and it has another payment', WHOLE_AGAIN, 'PAYC0007', paid({ PCD_PAY_OID: 'W2-0' }), 'unknown'],
    ['the whole, and another amount was paid', WHOLE_AGAIN, 'PAYC0007', paid({ PCD_PAY_TOTAL: '9' }), 'unknown'],
    ['the whole, and nobody answers', WHOLE_AGAIN, 'PAYC0007', 'drop', 'unknown'],
  ])('was given back only where Payple has a payment of that day: %s', async (_, asked, code, answer, expected) => {
    const ran = await cancel(asked, failed(code), answer);
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, ['cancel', 'inquiry']]);
    const days = payple.asked.flatMap(({ body }) => body['PCD_PAY_DATE'] ?? []);
    expect(days, 'both should be about the same day').toEqual(['20261122', '20261122']);
  });
});

describe('a refund of a payment that was paid nobody knows when', () => {
  const undated = (payment: KnownPayment): StoredReceipt => ({
    ...payment,
    receipt: { ...RECEIPT, paidAt: null },
    secret: null,
    items: [],
  });
  const refund = (payment: KnownPayment, ...works: ScriptedAnswer[]) =>
    run(works, (provider, sink) => provider.cancel(undated(payment), PART, sink));

  test('is sent for the day on which it was confirmed', async () => {
    const ran = await refund(PAYMENT, refunded());
    expect([inWords(ran.reply), worksOf(ran)]).toEqual(['done', ['cancel']]);
    expect(payple.asked.at(-1)?.body).toMatchObject({ PCD_PAY_DATE: '20261122' });
  });

  test('near midnight is sent for the day under which Payple has it', async () => {
    const beforeMidnight = { PCD_PAY_TIME: '20261121235959' };
    const ran = await refund(NEAR_MIDNIGHT, failed('CBIL0003'), paid(beforeMidnight), refunded());
    expect([inWords(ran.reply), worksOf(ran)]).toEqual(['done', ['inquiry', 'inquiry', 'cancel']]);
    expect(payple.asked.at(-1)?.body).toMatchObject({ PCD_PAY_DATE: '20261121' });
  });

  test('that was carried out the day after it was asked for is sent for that day', async () => {
    const openedAt = new Date('2026-11-21T10:00:00.000Z');
    const asked = { ...PAYMENT, openedAt, confirmStartedAt: openedAt };
    const ran = await refund(asked, failed('CBIL0003'), paid({ PCD_PAY_TIME: '20260101000000' }), refunded());
    expect([inWords(ran.reply), worksOf(ran)]).toEqual(['done', ['inquiry', 'inquiry', 'cancel']]);
    expect(payple.asked.at(-1)?.body).toMatchObject({ PCD_PAY_DATE: '20261122' });
  });
});

describe('looking a payment up', () => {
  test('does not believe a time of another day than the one it was asked for', async () => {
    const { reply } = await lookup(PAYMENT, paid({ PCD_PAY_TIME: '20261119120430' }));
    expect(reply).toMatchObject({ is: 'done', value: { receipt: { paidAt: null } } });
  });

  test.each<[string, ScriptedAnswer, string]>([
    ['success', paid({ PCD_PAY_CODE: 'PCHK000' }), 'done'],
    ['success that stands', paid({ PCD_PAY_STATE: '1', PCD_REFUND_TOTAL: '0' }), 'done'],
    ['success that does not stand', paid({ PCD_PAY_STATE: '9' }), 'unknown'],
    ['another amount that does not stand', paid({ PCD_PAY_TOTAL: '1', PCD_PAY_STATE: '9' }), 'unknown'],
    ['another amount, of another day', paid({ PCD_PAY_TOTAL: '1', PCD_PAY_TIME: '20260102030405' }), 'unknown'],
    ['another order', paid({ PCD_PAY_OID: 'W2-0' }), 'unknown'],
    ['no such payment', failed('CBIL0003'), 'refused not_paid CBIL0003'],
    ['a declined payment', failed('CPCA9999'), 'refused not_paid CPCA9999'],
    ['a wrong question', failed('SPCD9998'), 'unknown'],
    ['wrong keys', failed('PAYC0001'), 'unknown'],
    ['a dead key', failed('CBIL0002'), 'unknown'],
    ['a code nobody knows', failed('PCHK4242'), 'unknown'],
    ['no code', failed(), 'unknown'],
    ['HTML', HTML, 'unknown'],
    ['HTTP 500', { status: 500 }, 'unknown'],
    ['a dropped connection', 'drop', 'unknown'],
  ])('with %s', async (_, answer, expected) => {
    const { reply } = await lookup(PAYMENT, answer, failed('BILL0003'));
    expect(inWords(reply)).toBe(expected);
    const once = [AUTH, WORK];
    expect(payple.paths).toEqual(expected.startsWith('refused not_paid') ? [...once, ...once] : once);
  });

  test.each<[string, KnownPayment, ScriptedAnswer[], boolean]>([
    ['without a time', PAYMENT, [paid({ PCD_PAY_TIME: undefined })], true],
    ['without an amount', PAYMENT, [paid({ PCD_PAY_TOTAL: '' })], true],
    ['without an order', PAYMENT, [paid({ PCD_PAY_OID: undefined })], true],
    [
      'without a time, by other means',
      PAYMENT,
      [failed('CBIL0003'), json({ ...TRANSFERRED, PCD_PAY_TIME: 'soon' })],
      true,
    ],
    ['of another amount, and then none', PAYMENT, [paid({ PCD_PAY_TOTAL: '9' }), 'drop'], true],
    ['of a refund, and then none', PAYMENT, [paid({ PCD_REFUND_TOTAL: '9' }), 'drop'], true],
    ['about another order', PAYMENT, [paid({ PCD_PAY_OID: 'W2-0' })], false],
    ['of a no', PAYMENT, [failed('CBIL0003'), failed('BILL0003')], false],
    ['that nobody can read', PAYMENT, [HTML], false],
    ['of an error', PAYMENT, [failed('ZZZZ0000')], false],
  ])('an answer %s tells of money only where it is a success', async (_, payment, works, tells) => {
    const { reply } = await lookup(payment, ...works);
    expect(reply.is === 'unknown' && reply.saysTaken === true, 'whether it should tell of money').toBe(tells);
  });

  const GIVEN_BACK = paid({ PCD_REFUND_TOTAL: '10000' });

  const PARTLY = paid({ PCD_REFUND_TOTAL: '1000' });
  const WRONG = paid({ PCD_PAY_TOTAL: '9', PCD_REFUND_TOTAL: '9' });
  const WRONG_PARTLY = paid({ PCD_PAY_TOTAL: '9', PCD_REFUND_TOTAL: '1' });
  const TOO_MUCH = paid({ PCD_REFUND_TOTAL: '10001' });

  test.each<[string, ScriptedAnswer[], string]>([
    ['says so twice', [GIVEN_BACK, GIVEN_BACK], 'done, 10000 won refunded'],
    ['says so twice of a part', [PARTLY, PARTLY], 'done, 1000 won refunded'],
    ['says so twice of more than was paid', [TOO_MUCH, TOO_MUCH], 'unknown'],
    ['says so twice of another amount', [WRONG, WRONG], 'refused given_back'],
    ['says so twice of a part of another amount', [WRONG_PARTLY, WRONG_PARTLY], 'unknown'],
    ['tells two parts', [PARTLY, GIVEN_BACK], 'unknown'],
    ['says so once, then that it stands', [GIVEN_BACK, paid()], 'unknown'],
    ['says so once, then that there is none', [GIVEN_BACK, failed('CBIL0003'), failed('BILL0003')], 'unknown'],
    ['says so once, then nothing', [GIVEN_BACK, 'drop'], 'unknown'],
  ])('takes it for given back only when it is told so twice: Payple %s', async (_, works, expected) => {
    const ran = await lookup(PAYMENT, ...works);
    const refundedWon = ran.reply.is === 'done' ? ran.reply.value.refundedWon : undefined;
    const ended = inWords(ran.reply) + (refundedWon === undefined ? '' : `, ${refundedWon} won refunded`);
    expect([ended, worksOf(ran)]).toEqual([expected, works.map(() => 'inquiry')]);
  });

  test('asks for both days when it happened near midnight in Korea', async () => {
    const { reply } = await lookup(NEAR_MIDNIGHT, failed('CBIL0003'), paid());
    expect(inWords(reply)).toBe('done');
    expect(payple.asked.map(({ body }) => body['PCD_PAY_DATE'])).toEqual([
      undefined,
      '20261122',
      undefined,
      '20261121',
    ]);
  });

  const at = (text: string) => new Date(`2026-11-${text}+09:00`);

  test.each<[string, string, string | null, string, string[]]>([
    ['a moment after the call', '22T12:00', '22T12:04', '22T12:05', ['22']],
    ['the evening after the call', '22T12:00', '22T12:04', '22T23:59', ['22']],
    ['a day after the call', '22T12:00', '22T12:04', '23T12:04', ['22', '23']],
    ['a week after the call', '22T12:00', '22T12:04', '29T12:00', ['22', '23']],
    ['once midnight has come after the call', '21T23:05', '21T23:56', '22T00:06', ['21', '22']],
    ['a day after a call just before midnight', '21T23:05', '21T23:56', '22T23:56', ['21', '22']],
    ['two days after a call just before midnight', '21T23:05', '21T23:56', '23T23:56', ['21', '22', '23']],
    ['after a call just after midnight', '21T23:50', '22T00:01', '22T00:02', ['22', '21']],
    ['a day after a call just after midnight', '21T23:50', '22T00:01', '23T00:01', ['22', '21', '23']],
    ['after a charge whose moment a clock told that was ahead', '22T00:01', '22T00:01', '22T00:02', ['22', '21']],
    ['after a call that a clock told that was ahead', '22T00:03', '22T00:03', '21T23:59', ['22', '21']],
    ['for a buyer who came back days later', '18T12:00', '22T12:00', '22T12:01', ['22', '18', '21']],
    ['a day after a buyer came back days later', '18T12:00', '22T12:00', '23T12:00', ['22', '23', '18']],
    ['while nobody came back', '21T22:00', null, '21T22:20', ['21']],
    ['where nobody came back before midnight', '21T22:00', null, '22T00:06', ['21', '22']],
    ['a day after a window that nobody came back from', '21T22:00', null, '22T22:00', ['21', '22']],
    ['where a notice tells of a window days later', '18T12:00', null, '22T12:00', ['18', '22', '19']],
  ])('asks about every day on which it may have happened, and no other: %s', async (_, opened, began, now, days) => {
    const openedAt = at(opened);
    const charged = {
      ...PAYMENT,
      keySecret: ACCOUNT_KEY,
      openedAt,
      confirmStartedAt: began === null ? null : at(began),
    };
    payple.otherwise = () => failed('CBIL0003');
    await run([], (provider, sink) => provider.lookup(charged, sink), {}, at(now));
    const asked = payple.asked.flatMap(({ body }) => body['PCD_PAY_DATE'] ?? []);
    expect(asked, 'the days that Payple should be asked about, the likeliest first').toEqual(
      days.map((day) => `202611${day}`),
    );
  });

  test('finds a call of before midnight that was carried out after it, also a day later', async () => {
    const late = { ...PAYMENT, openedAt: at('21T23:05'), confirmStartedAt: at('21T23:56') };
    const works = [failed('CBIL0003'), paid({ PCD_PAY_TIME: '20261122000100' })];
    const { reply } = await run(works, (provider, sink) => provider.lookup(late, sink), {}, at('22T23:56'));
    expect(reply, 'the money should be found under the second day').toMatchObject({
      is: 'done',
      value: { receipt: { paidAt: '2026-11-21T15:01:00.000Z' } },
    });
  });

  test('names the month of a charge that was for one', async () => {
    await lookup({ ...PAYMENT, billingMonth: '2026-03' }, paid());
    expect(payple.asked[1]?.body).toMatchObject({ PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2026', PCD_PAY_MONTH: '03' });
    payple.reset();
    await lookup(PAYMENT, paid());
    expect(payple.asked[1]?.body).not.toHaveProperty('PCD_REGULER_FLAG');
  });

  test('knows that nothing was paid only when no day knows of it', async () => {
    const byCard = [failed('CBIL0003'), failed('CBIL0003')];
    const byTransfer = [failed('BILL0003'), failed('BILL0003')];
    expect(inWords((await lookup(NEAR_MIDNIGHT, ...byCard, ...byTransfer)).reply)).toBe('refused not_paid CBIL0003');
    payple.reset();
    expect(inWords((await lookup(NEAR_MIDNIGHT, failed('CBIL0003'), 'drop')).reply)).toBe('unknown');
  });
});

describe('looking up a payment that is not what was asked', () => {
  const other = (won: number, more: object = {}) => paid({ PCD_PAY_TOTAL: String(won), ...more });
  const backWon = (won: number) => refunded({ PCD_REFUND_TOTAL: won });
  const TWICE = ['inquiry', 'inquiry'];

  test.each<[string, ScriptedAnswer[], string]>([
    ['another amount told twice', [other(9_999), other(9_999)], 'unknown to go back'],
    ['more told twice', [other(10_001), other(10_001)], 'unknown to go back'],
    [
      'other means told twice',
      [paid({ PCD_PAY_TYPE: 'transfer' }), paid({ PCD_PAY_TYPE: 'transfer' })],
      'unknown to go back',
    ],
    ['two amounts', [other(9_999), other(9_998)], 'unknown'],
    ['another amount, then the one that was asked', [other(9_999), paid()], 'unknown'],
    ['another amount, then nothing', [other(9_999), failed('CBIL0003'), failed('BILL0003')], 'unknown'],
    ['another amount, then no answer', [other(9_999), 'drop'], 'unknown'],
    ['another amount, given back meanwhile', [other(9_999), other(9_999, { PCD_REFUND_TOTAL: 9_999 })], 'unknown'],
    ['another amount at two times', [other(9_999), other(9_999, { PCD_PAY_TIME: '20261122120431' })], 'unknown'],
    [
      'another amount, and another order the second time',
      [other(9_999), other(9_999, { PCD_PAY_OID: 'W2-0' })],
      'unknown',
    ],
  ])('gives nothing back before the books have it so: %s', async (_, works, expected) => {
    const ran = await lookup(PAYMENT, ...works, backWon(9_999));
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, works.map(() => 'inquiry')]);
  });

  test.each<[string, number, ScriptedAnswer, string]>([
    ['all of less', 1_000, backWon(1_000), 'refused given_back'],
    ['all of more', 11_000, backWon(11_000), 'refused given_back'],
    ['what another gave back a moment before', 1_000, failed('PAYC0007'), 'refused given_back'],
    ['it in part', 1_000, backWon(999), 'unknown to go back'],
    ['it in vain', 1_000, failed('PAYC0001'), 'unknown to go back'],
    ['it without an answer', 1_000, 'silence', 'unknown to go back'],
  ])('gives back %s, once the books have it so', async (_, takenWon, answer, expected) => {
    const ran = await lookup(TO_GO_BACK, other(takenWon), other(takenWon), answer);
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, [...TWICE, 'cancel']]);
    expect(payple.asked.at(-1)?.body).toMatchObject({
      PCD_PAY_OID: OID,
      PCD_PAY_DATE: '20261122',
      PCD_REFUND_TOTAL: String(takenWon),
    });
  });

  test.each<[string, ScriptedAnswer[], string, string[]]>([
    ['two amounts are told', [other(1_000), other(999)], 'unknown', TWICE],
    ['it is told once', [other(1_000), 'drop'], 'unknown', TWICE],
    ['it is as asked, as is told twice: the books decide about that', [paid(), paid()], 'done', TWICE],
    ['it is as asked, as is told once', [paid(), other(1_000)], 'unknown', TWICE],
    [
      'it has gone back',
      [other(1_000, { PCD_REFUND_TOTAL: 1_000 }), other(1_000, { PCD_REFUND_TOTAL: 1_000 })],
      'refused given_back',
      TWICE,
    ],
    ['it has gone back, as is told once', [other(1_000, { PCD_REFUND_TOTAL: 1_000 }), other(1_000)], 'unknown', TWICE],
    ['there is none', [failed('CBIL0003'), failed('BILL0003')], 'refused not_paid CBIL0003', TWICE],
    ['it is another payment', [other(1_000, { PCD_PAY_OID: 'W2-0' })], 'unknown', ['inquiry']],
  ])('gives nothing back, though the books have it so, where %s', async (_, works, expected, operations) => {
    const ran = await lookup(TO_GO_BACK, ...works, backWon(1_000));
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, operations]);
  });

  test.each<[string, ScriptedAnswer[], string, string[]]>([
    ['leaves it open whether it went back', [other(1_000)], 'refused not_paid', ['inquiry']],
    ['says so', [other(1_000, { PCD_REFUND_TOTAL: 1_000 })], 'refused not_paid', ['inquiry']],
    ['says that it does not stand', [other(1_000, { PCD_PAY_STATE: '2' })], 'refused not_paid', ['inquiry']],
    [
      'says twice that nothing went back',
      [other(1_000, { PCD_REFUND_TOTAL: 0 }), other(1_000, { PCD_REFUND_TOTAL: 0 })],
      'unknown to go back',
      TWICE,
    ],
    ['tells of another amount', [other(777), other(777)], 'unknown to go back', TWICE],
    ['tells twice of the payment as it was asked for', [paid(), paid()], 'done', TWICE],
    ['tells once of the payment as it was asked for', [paid(), other(777)], 'unknown', TWICE],
  ])('only asks when Payple has given it back, and an inquiry %s', async (_, works, expected, operations) => {
    const ran = await lookup({ ...TO_GO_BACK, wentBackWon: 1_000 }, ...works, backWon(1_000));
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, operations]);
  });

  test('gives back once when two lookups do it at the same time', async () => {
    let leftWon = 1_000;
    const answer = ({ body }: AskedPayple): ScriptedAnswer => {
      if (!('PCD_REFUND_TOTAL' in body)) return other(1_000);
      if (leftWon === 0) return failed('PAYC0007');
      leftWon -= Number(body['PCD_REFUND_TOTAL']);
      return backWon(1_000);
    };
    payple.otherwise = answer;
    const replies = await Promise.all([lookup(TO_GO_BACK), lookup(TO_GO_BACK)]);
    expect(replies.map(({ reply }) => inWords(reply))).toEqual(['refused given_back', 'refused given_back']);
    expect(leftWon).toBe(0);
  });

  test('names the month of a charge that was for one', async () => {
    await lookup({ ...TO_GO_BACK, billingMonth: '2026-03' }, other(1_000), other(1_000), backWon(1_000));
    expect(payple.asked.at(-1)?.body).toMatchObject({
      PCD_REGULER_FLAG: 'Y',
      PCD_PAY_YEAR: '2026',
      PCD_PAY_MONTH: '03',
    });
  });

  test.each<[string, object, string, string[]]>([
    ['of the stored card that was asked for', { PCD_PAYER_ID: ACCOUNT_KEY }, 'done', ['inquiry']],
    ['without a word of the card', {}, 'done', ['inquiry']],
    ['of another stored card', { PCD_PAYER_ID: `${ACCOUNT_KEY}2` }, 'unknown to go back', TWICE],
  ])('knows a charge %s', async (_, told, expected, operations) => {
    const charged = { ...PAYMENT, keySecret: ACCOUNT_KEY };
    const ran = await lookup(charged, paid(told), paid(told));
    expect([inWords(ran.reply), worksOf(ran)]).toEqual([expected, operations]);
    expect(JSON.stringify([ran.exchanges, ran.reply])).not.toContain(ACCOUNT_KEY);
  });

  test('keeps the key of a stored account for cash receipts, also when Payple does not repeat it', async () => {
    const charged = { ...TRANSFER, keySecret: ACCOUNT_KEY };
    const { reply } = await lookup(charged, json({ ...TRANSFERRED, PCD_PAYER_ID: '' }));
    expect(reply).toMatchObject({ value: { secret: ACCOUNT_KEY } });
  });
});

describe('giving money back', () => {
  test('names the day of the payment in Korea, and the refund key, which is not kept', async () => {
    const { reply, exchanges } = await cancel(PART, refunded());
    expect(reply).toEqual({
      is: 'done',
      value: { providerCancellationId: null, cancelledWon: 4_000, balanceAfterWon: 6_000, cancelledAt: null },
    });
    expect(payple.asked[1]?.body).toMatchObject({
      PCD_REFUND_KEY: 'raw-refund-key',
      PCD_PAY_OID: OID,
      PCD_PAY_DATE: '20261122',
      PCD_REFUND_TOTAL: '4000',
    });
    expect(payple.asked[1]?.body).not.toHaveProperty('PCD_REFUND_TAXTOTAL');
    expect(JSON.stringify(exchanges)).not.toContain('raw-refund-key');
  });

  test('says how much VAT goes back of a payment that is partly tax-free', async () => {
    const mixed = { ...STORED, split: { taxFreeWon: 4_500, taxableWon: 5_000, vatWon: 500 } };
    const some = { ...PART, split: { taxFreeWon: 1_800, taxableWon: 2_000, vatWon: 200 } };
    await run([refunded()], (provider, sink) => provider.cancel(mixed, some, sink));
    expect(payple.asked[1]?.body).toMatchObject({ PCD_REFUND_TAXTOTAL: '200' });
  });

  test('names the month of a charge that was for one', async () => {
    const monthly = { ...STORED, billingMonth: '2026-11' };
    await run([refunded()], (provider, sink) => provider.cancel(monthly, PART, sink));
    expect(payple.asked[1]?.body).toMatchObject({ PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2026', PCD_PAY_MONTH: '11' });
    payple.reset();
    await cancel(PART, refunded());
    expect(payple.asked[1]?.body).not.toHaveProperty('PCD_REGULER_FLAG');
  });

  test.each<[string, CancelPart, ScriptedAnswer, string]>([
    ['another amount', PART, refunded({ PCD_REFUND_TOTAL: 10_000 }), 'unknown'],
    ['no amount', PART, refunded({ PCD_REFUND_TOTAL: undefined }), 'unknown'],
    ['another payment', PART, refunded({ PCD_PAY_OID: 'W2-0' }), 'unknown'],
    [
      'nothing left, to a part sent again',
      part(4_000, 10_000, true),
      failed('PAYC0007'),
      'refused balance_differs PAYC0007',
    ],
    [
      'more than is left, to the whole sent again',
      part(10_000, 10_000, true),
      failed('PAYC0011'),
      'refused balance_differs PAYC0011',
    ],
    ['nothing left, to the whole', WHOLE, failed('PAYC0007'), 'refused balance_differs PAYC0007'],
    ['nothing left, to the rest', REST, failed('3121'), 'refused balance_differs 3121'],
    ['nothing left, to a part', PART, failed('PAYC0007'), 'refused balance_differs PAYC0007'],
    ['more than is left', PART, failed('PAYC0011'), 'refused balance_differs PAYC0011'],
    ['more than is left, in the words of a card company', PART, failed('1128'), 'refused balance_differs 1128'],
    ['a no of a card company', PART, failed('1120'), 'refused not_cancellable 1120'],
    ['a wrong refund key', PART, failed('PAYC0002'), 'refused configuration PAYC0002'],
    ['a refund that may be running', PART, failed('1125'), 'unknown'],
    ['a failed cancellation', PART, failed('SPCD9997'), 'unknown'],
    ['no code', PART, failed(), 'unknown'],
    ['HTML', PART, HTML, 'unknown'],
    ['a dropped connection', PART, 'drop', 'unknown'],
    ['no answer in time', PART, 'silence', 'unknown'],
  ])('asks once with %s', async (_, asked, answer, expected) => {
    const { reply } = await cancel(asked, answer);
    expect(inWords(reply)).toBe(expected);
    expect(payple.paths).toEqual([AUTH, WORK]);
  });
});

describe('a refund of a part that Payple refuses in a code that nobody documents', () => {
  const MIXED = { ...STORED, split: { taxFreeWon: 4_500, taxableWon: 5_000, vatWon: 500 } };
  const again = (amountWon: number, mayHaveHappened = false) => part(amountWon, 4_000, mayHaveHappened);
  const shows = (PCD_REFUND_TOTAL: number) => paid({ PCD_REFUND_TOTAL });

  test.each<[string, StoredReceipt, CancelPart, ScriptedAnswer, string, number]>([
    ['after 6,000 won', MIXED, again(2_000), shows(6_000), 'refused tax_split_refused TAXX0001', 2],
    ['after 6,000 won, the rest', MIXED, again(4_000), shows(6_000), 'refused tax_split_refused TAXX0001', 2],
    ['which has happened, by the figure of all', MIXED, again(2_000), shows(8_000), 'unknown', 2],
    ['which may have happened, by the figure of the last', MIXED, again(2_000), shows(2_000), 'unknown', 2],
    ['of which no figure tells', MIXED, again(2_000), paid(), 'unknown', 2],
    ['of which nobody tells', MIXED, again(2_000), 'drop', 'unknown', 2],
    ['as much as went back before', MIXED, part(6_000, 4_000), shows(6_000), 'unknown', 1],
    ['sent again', MIXED, again(2_000, true), shows(6_000), 'unknown', 1],
    ['as the first of all', MIXED, PART, shows(0), 'unknown', 1],
    ['without its VAT', STORED, again(2_000), shows(6_000), 'unknown', 1],
  ])('%s', async (_, payment, asked, inquiry, expected, calls) => {
    const works = [failed('TAXX0001'), inquiry];
    const { reply } = await run(works, (provider, sink) => provider.cancel(payment, asked, sink));
    expect([inWords(reply), payple.paths.filter((path) => path === WORK)]).toEqual([
      expected,
      Array.from({ length: calls }, () => WORK),
    ]);
  });

  test('is not asked about when the code is known', async () => {
    const ran = await run([failed('1125')], (provider, sink) => provider.cancel(MIXED, again(2_000), sink));
    expect([inWords(ran.reply), payple.paths]).toEqual(['unknown', [AUTH, WORK]]);
  });
});

describe('giving back what came from an account', () => {
  test.each([
    ['0000', { cashReceipt: 'cancelled' }],
    ['-10002122', { cashReceipt: 'not_cancelled' }],
    ['', {}],
  ])('tells of the cash receipt, with %j', async (told, expected) => {
    const { reply } = await cancel(PART, refunded({ PCD_TAXSAVE_RST: told }));
    expect(reply).toEqual({
      is: 'done',
      value: {
        providerCancellationId: null,
        cancelledWon: 4_000,
        balanceAfterWon: 6_000,
        cancelledAt: null,
        ...expected,
      },
    });
  });
});

describe('looking a cancellation up', () => {
  test.each<[string, CancelPart, ScriptedAnswer, string]>([
    ['this refund, the first', PART, paid({ PCD_REFUND_TOTAL: '4000' }), 'done'],
    ['all that was refunded until now, or a last one of so much', REST, paid({ PCD_REFUND_TOTAL: 10_000 }), 'unknown'],
    ['a last refund of the same amount, which may be an older one', REST, paid({ PCD_REFUND_TOTAL: 4_000 }), 'unknown'],
    ['no refund, as of the approval', PART, paid({ PCD_REFUND_TOTAL: 0 }), 'unknown'],
    ['nothing about refunds', WHOLE, paid(), 'unknown'],
    ['another payment', PART, paid({ PCD_PAY_OID: 'W2-0', PCD_REFUND_TOTAL: 4_000 }), 'unknown'],
    ['no such payment', WHOLE, failed('CBIL0003'), 'unknown'],
    ['no answer', WHOLE, 'drop', 'unknown'],
  ])('finds %s', async (_, asked, answer, expected) => {
    const { reply } = await run([answer], (provider, sink) => provider.lookupCancellation(STORED, asked, sink));
    expect(inWords(reply)).toBe(expected);
    expect(payple.paths).toEqual([AUTH, WORK]);
  });
});

describe('asking for a balance, of 10,000 won', () => {
  const booked = (
    leftWon: number,
    lastRefundWon: number | null,
    told: number | number[] | null = null,
    unreadableRefunds = 0,
    refundsWon: number[] = lastRefundWon === null ? [] : [lastRefundWon],
  ): BookedBalance => ({
    leftWon,
    lastRefundWon,
    refundsWon,
    toldRefundsWon: told === null ? [] : [told].flat(),
    unreadableRefunds,
  });
  const NONE = booked(10_000, null);
  const ONE = booked(6_000, 4_000);
  const TWO = booked(3_000, 3_000, null, 0, [4_000, 3_000]);
  const unexplained = (won: number): ProviderBalance => ({ leftWon: null, unexplainedWon: won });

  test.each<[string, BookedBalance, object, ProviderBalance | string]>([
    ['nothing refunded, as we say', NONE, { PCD_REFUND_TOTAL: 0, PCD_PAY_STATE: '1' }, { leftWon: 10_000 }],
    ['a refund that we do not have', NONE, { PCD_REFUND_TOTAL: 4_000 }, { leftWon: 6_000 }],
    ['what we have, in all', TWO, { PCD_REFUND_TOTAL: 7_000 }, { leftWon: 3_000 }],
    ['the last of what we have', TWO, { PCD_REFUND_TOTAL: 3_000 }, { leftWon: 3_000 }],
    ['more than we have left', TWO, { PCD_REFUND_TOTAL: 8_000 }, { leftWon: 2_000 }],
    ['more than we have, in all or last', ONE, { PCD_REFUND_TOTAL: 5_000 }, { leftWon: null, unexplainedWon: 5_000 }],
    [
      'less than we have, which is no last refund of ours',
      ONE,
      { PCD_REFUND_TOTAL: 1_000 },
      { leftWon: null, unexplainedWon: 1_000 },
    ],
    ['more than was paid', ONE, { PCD_REFUND_TOTAL: 10_001 }, { leftWon: null, unexplainedWon: 10_001 }],
    ['all, by a notice', booked(6_000, 4_000, 1_000), { PCD_REFUND_TOTAL: 5_000 }, { leftWon: 5_000 }],
    ['the last, by a notice', booked(6_000, 4_000, 1_000), { PCD_REFUND_TOTAL: 1_000 }, { leftWon: 5_000 }],
    [
      'our last one, while a notice tells of another',
      booked(3_000, 3_000, 500),
      { PCD_REFUND_TOTAL: 3_000 },
      { leftWon: null, unexplainedWon: 3_000 },
    ],
    [
      'as approved, after an unreadable notice',
      booked(10_000, null, null, 1),
      { PCD_REFUND_TOTAL: 0 },
      { leftWon: null },
    ],
    [
      'one refund, by an unreadable notice',
      booked(10_000, null, null, 1),
      { PCD_REFUND_TOTAL: 4_000 },
      { leftWon: 6_000 },
    ],
    [
      'one refund, by two notices, of which one is unreadable',
      booked(10_000, null, 4_000, 1),
      { PCD_REFUND_TOTAL: 4_000 },
      { leftWon: null, unexplainedWon: 4_000 },
    ],
    [
      'what we have, by an unreadable notice: it may be the last',
      booked(6_000, 4_000, null, 1),
      { PCD_REFUND_TOTAL: 4_000 },
      { leftWon: null, unexplainedWon: 4_000 },
    ],
    ['all, by an unreadable notice', booked(6_000, 4_000, null, 1), { PCD_REFUND_TOTAL: 10_000 }, { leftWon: 0 }],
    [
      'more than we have left, by an unreadable notice',
      booked(3_000, 7_000, null, 1),
      { PCD_REFUND_TOTAL: 9_000 },
      { leftWon: 1_000 },
    ],
    [
      'our last one, while a notice tells of as much',
      booked(3_000, 3_000, 3_000, 0, [4_000, 3_000]),
      { PCD_REFUND_TOTAL: 3_000 },
      unexplained(3_000),
    ],
    [
      'one of ours that our books do not have for the last, while a notice tells of as much',
      booked(3_000, 4_000, 3_000, 0, [3_000, 4_000]),
      { PCD_REFUND_TOTAL: 3_000 },
      unexplained(3_000),
    ],
    [
      'what we have in all, and what one of two notices told',
      booked(7_000, 1_000, [500, 3_000], 0, [2_000, 1_000]),
      { PCD_REFUND_TOTAL: 3_000 },
      unexplained(3_000),
    ],
    [
      'what we have in all, which no notice told',
      booked(7_000, 1_000, [500, 600], 0, [2_000, 1_000]),
      { PCD_REFUND_TOTAL: 3_000 },
      { leftWon: 7_000 },
    ],
    [
      'all that we have and two notices told',
      booked(7_000, 1_000, [500, 3_000], 0, [2_000, 1_000]),
      { PCD_REFUND_TOTAL: 6_500 },
      { leftWon: 3_500 },
    ],
    [
      'what we have and one of two notices told',
      booked(7_000, 1_000, [500, 3_000], 0, [2_000, 1_000]),
      { PCD_REFUND_TOTAL: 3_500 },
      unexplained(3_500),
    ],
    [
      'the last of two notices, or the only true one',
      booked(6_000, 4_000, [500, 3_000]),
      { PCD_REFUND_TOTAL: 3_000 },
      unexplained(3_000),
    ],
    [
      'two notices of the same amount, told once',
      booked(10_000, null, [3_000, 3_000]),
      { PCD_REFUND_TOTAL: 3_000 },
      unexplained(3_000),
    ],
    ['the first refund, by a notice', booked(10_000, null, 3_000), { PCD_REFUND_TOTAL: 3_000 }, { leftWon: 7_000 }],
    [
      'one of ours, above what we have left, by an unreadable notice: it may be the last',
      booked(3_000, 7_000, null, 1),
      { PCD_REFUND_TOTAL: 7_000 },
      unexplained(7_000),
    ],
    ['a refund, and no amount', NONE, { PCD_REFUND_TOTAL: 0, PCD_PAY_STATE: '3' }, { leftWon: null }],
    ['nothing about refunds', ONE, {}, { leftWon: null }],
    ['another payment', ONE, { PCD_PAY_OID: 'W2-0', PCD_REFUND_TOTAL: 5_000 }, 'unknown'],
    ['another amount', ONE, { PCD_PAY_TOTAL: 5_000, PCD_REFUND_TOTAL: 5_000 }, 'unknown'],
    ['an amount that nobody can read', ONE, { PCD_REFUND_TOTAL: '5,000' }, { leftWon: null }],
  ])('hears of %s', async (_, books, told, expected) => {
    const { reply } = await run([paid(told)], (provider, sink) => provider.lookupBalance(STORED, books, sink));
    expect(reply.is === 'done' ? reply.value : inWords(reply)).toEqual(expected);
    expect(payple.paths).toEqual([AUTH, WORK]);
  });
});
