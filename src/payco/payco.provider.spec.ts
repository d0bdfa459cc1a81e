// What PAYCO's codes mean for money: one table per call, from the text that came back to the reply of the port.
import { HttpService } from '@nestjs/axios';
import { describe, expect, test } from 'vitest';
import { Clock } from '../common/clock.js';
import { Outbound, type PostOutcome, type PostRequest } from '../common/outbound/post.js';
import { EnvironmentReader } from '../config/environment.js';
import { readPaycoConfig } from '../config/payco.config.js';
import { ProviderRegistry } from '../orders/provider-registry.js';
import type { KnownPayment, OpenPayment } from '../orders/provider-payment.js';
import type { ExchangeRecord, Reply } from '../orders/provider-reply.js';
import type { CancelPart, CancelReceipt, Receipt, StoredReceipt } from '../orders/receipt.js';
import { PaycoClient } from './payco.client.js';
import { PaycoProvider } from './payco.provider.js';

/** A network that answers what it was told, call by call, and remembers what it was asked. */
class ScriptedNetwork extends Outbound {
  readonly asked: PostRequest[] = [];

  constructor(private readonly script: PostOutcome[]) {
    super(new HttpService());
  }

  override post(request: PostRequest): Promise<PostOutcome> {
    this.asked.push(request);
    const next = this.script[this.asked.length - 1];
    return next ? Promise.resolve(next) : Promise.reject(new Error(`Nobody expected a call of ${request.url}.`));
  }
}

type Script = readonly PostOutcome[];

function answer(body: unknown): PostOutcome {
  return { is: 'answered', status: 200, text: typeof body === 'string' ? body : JSON.stringify(body) };
}
const success = (result: unknown) => answer({ result, code: 0, message: 'success' });
const error = (code: unknown, message = '안내', more: object = {}) =>
  answer({ code, message, redirectUrl: null, ...more });

const TIMEOUT: PostOutcome = { is: 'unknown', cause: new Error('no answer within 30000 ms'), status: null };
const HTTP_500: PostOutcome = { is: 'unknown', cause: new Error('HTTP status 500'), status: 500 };
const UNSENT: PostOutcome = { is: 'unsent', cause: new Error('connection failed: ECONNREFUSED') };
const HTML = answer('<html>점검 중입니다</html>');

const PAYMENT: KnownPayment = {
  paymentId: '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e8f',
  orderNumber: 'W1',
  reference: '201906252000000001',
  amountWon: 10_000,
  split: { taxFreeWon: 0, taxableWon: 9_091, vatWon: 909 },
  mode: 'confirm',
  openedAt: new Date('2019-06-25T10:36:00.000Z'),
  confirmStartedAt: null,
  billingMonth: null,
  registersCard: false,
  keySecret: null,
  mustGoBack: false,
  wentBackWon: null,
  askedMethod: null,
  credentials: { sellerKey: 'KEY', cpId: 'CP', productId: 'PRODUCT' },
};
const OPEN: OpenPayment = {
  ...PAYMENT,
  title: 'A',
  items: [{ reference: 'A', name: 'A', option: null, quantity: 1, amountWon: 10_000, taxFreeWon: 0 }],
  discountWon: 0,
  channel: 'pc',
  inApp: false,
  buyer: null,
  expiresAt: null,
};
const RECEIPT: Receipt = {
  state: 'paid',
  providerPaymentId: '201906252000000101',
  method: 'card',
  parts: [],
  cancels: 'any',
  paidAt: null,
  card: null,
  deposit: null,
};
const STORED: StoredReceipt = { ...PAYMENT, receipt: RECEIPT, secret: 'SECRETCC', items: OPEN.items };

const SHEET = { reserveOrderNo: '201906252000000001', orderSheetUrl: 'https://bill.payco.com/easyLogin/1' };
const APPROVAL = {
  sellerOrderReferenceKey: 'W1',
  reserveOrderNo: '201906252000000001',
  orderNo: '201906252000000101',
  totalPaymentAmt: 10_000,
  paymentDetails: [{ paymentMethodCode: '98', paymentAmt: 10_000, taxfreeAmt: 0, taxableAmt: 9_091, vatAmt: 909 }],
  orderCertifyKey: 'SECRETCC',
  paymentCompletionYn: 'Y',
  paymentCompleteYmdt: '20190625193635',
};
const CANCELLED = {
  orderNo: '201906252000000101',
  cancelTradeSeq: 2_000_000_001,
  totalCancelPaymentAmt: 4_000,
  remainCancelPossibleAmt: 6_000,
  cancelYmdt: '20190625193707',
};
/** What is left, with a yes to the amount that was asked about. */
const left = (won: unknown, cancelPossibleYn: unknown = 'Y') =>
  success({ orderNo: '201906252000000101', cancelPossibleYn, pgCancelPossibleAmt: won });
/** The same, with a no. */
const no = (won: unknown) => left(won, 'N');

const questionsIn = (script: Script): string[] => script.map(() => 'checkAvailability');

/** A reply in few words: what it is, and why or with what. */
function inWords(reply: Reply<unknown>): string {
  if (reply.is !== 'refused') return reply.is;
  const { reason, providerCode } = reply.refusal;
  return `refused ${reason}${providerCode === undefined ? '' : ` ${providerCode}`}`;
}

interface Ran<T> {
  readonly reply: Reply<T>;
  /** The last words of the paths that were called. */
  readonly calls: string[];
  readonly exchanges: ExchangeRecord[];
}

async function run<T>(
  script: Script,
  call: (provider: PaycoProvider, sink: { record(each: ExchangeRecord): void }) => Promise<Reply<T>>,
): Promise<Ran<T>> {
  const network = new ScriptedNetwork([...script]);
  const config = readPaycoConfig(new EnvironmentReader({}));
  const provider = new PaycoProvider(new PaycoClient(network, new Clock(), config), new ProviderRegistry(), config);
  const exchanges: ExchangeRecord[] = [];
  const reply = await call(provider, { record: (each) => exchanges.push(each) });
  network.onApplicationShutdown();
  expect(exchanges, 'every call is on record').toHaveLength(network.asked.length);
  return { reply, exchanges, calls: network.asked.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)) };
}

describe('opening a sheet', () => {
  const open = (...script: Script) => run(script, (provider, sink) => provider.open(OPEN, sink));

  test('answers where to send the buyer, letter for letter', async () => {
    const { reply, calls } = await open(success(SHEET));
    expect(reply).toEqual({
      is: 'done',
      value: {
        reference: '201906252000000001',
        handoff: { type: 'redirect', url: 'https://bill.payco.com/easyLogin/1' },
      },
    });
    expect(calls).toEqual(['reserve']);
  });

  test.each<[string, PostOutcome, string]>([
    ['code 0 as a text', answer({ code: '0', result: SHEET }), 'done'],
    ['1005', error(1005, 'The order number is already registered.'), 'refused already_paid 1005'],
    [
      '1001 with the words of 1005',
      error(1001, 'The order number is already registered.'),
      'refused already_paid 1001',
    ],
    ['1001', error(1001, '파라미터 정보가 유효하지 않습니다.'), 'refused invalid 1001'],
    ['1021', error(1021), 'refused configuration 1021'],
    ['1022', error(1022), 'refused configuration 1022'],
    ['a code nobody knows', error(990_001), 'refused invalid 990001'],
    ['a code that is a word', error('constructor'), 'refused invalid constructor'],
    ['no code', answer({ result: SHEET }), 'unknown'],
    ['code null', answer({ code: null, result: SHEET }), 'unknown'],
    ['no result', answer({ code: 0 }), 'unknown'],
    ['no sheet number', success({ orderSheetUrl: SHEET.orderSheetUrl }), 'unknown'],
    [
      'a sheet number that a number has lost',
      success({ ...SHEET, reserveOrderNo: 201_906_252_000_000_000 }),
      'unknown',
    ],
    ['no address', success({ reserveOrderNo: '1' }), 'unknown'],
    [
      'an address without a host',
      success({ ...SHEET, orderSheetUrl: 'https:///bill.payco.com/easyLogin/1' }),
      'unknown',
    ],
    ['an address that is a script', success({ ...SHEET, orderSheetUrl: 'javascript:alert(1)' }), 'unknown'],
    ['HTML', HTML, 'unknown'],
    ['nothing', answer(''), 'unknown'],
    ['a list', answer('[]'), 'unknown'],
    ['HTTP 500', HTTP_500, 'unknown'],
    ['no answer in time', TIMEOUT, 'unknown'],
    ['no connection', UNSENT, 'unsent'],
  ])('with %s', async (_, outcome, expected) => {
    expect(inWords((await open(outcome)).reply)).toBe(expected);
  });
});

describe('taking the money', () => {
  const confirm = (...script: Script) =>
    run(script, (provider, sink) => provider.confirm(PAYMENT, { token: 'T'.repeat(64) }, sink));

  test.each<[string, Script, string]>([
    ['success', [success(APPROVAL)], 'done'],
    ['4505', [error(4505, '거래금액 한도초과', { pgErrorCode: 'CC61' })], 'refused declined 4505/CC61'],
    ['4505 without an issuer’s code', [error(4505)], 'refused declined 4505'],
    ['4004', [error(4004)], 'refused declined 4004'],
    ['4502', [error(4502)], 'refused declined 4502'],
    ['4503', [error(4503)], 'refused declined 4503'],
    ['30010', [error(30_010)], 'refused declined 30010'],
    ['777001', [error(777_001)], 'refused declined 777001'],
    ['1012', [error(1012)], 'refused sheet_expired 1012'],
    ['1021', [error(1021)], 'refused configuration 1021'],
    ['1022', [error(1022)], 'refused configuration 1022'],
    ['another order’s approval', [success({ ...APPROVAL, sellerOrderReferenceKey: 'W2' })], 'unknown'],
    ['another sheet’s approval', [success({ ...APPROVAL, reserveOrderNo: '2' })], 'unknown'],
    ['another amount', [success({ ...APPROVAL, totalPaymentAmt: 9_999 })], 'unknown'],
    ['a code as a number in a text', [answer({ code: '4505', message: '' })], 'refused declined 4505'],
    ['HTML', [HTML], 'unknown'],
    ['HTTP 500', [HTTP_500], 'unknown'],
    ['no answer in time', [TIMEOUT], 'unknown'],
    ['no connection', [UNSENT], 'unsent'],
  ])('asks once with %s', async (_, script, expected) => {
    const { reply, calls } = await confirm(...script);
    expect(inWords(reply)).toBe(expected);
    expect(calls).toEqual(['approval']);
  });

  test.each<[string, Script, string]>([
    ['4005, and is paid', [error(4005), success(APPROVAL)], 'done'],
    ['4005, and another amount is paid', [error(4005), success({ ...APPROVAL, totalPaymentAmt: 1 })], 'unknown'],
    ['4005, and then a no', [error(4005), error(990_008)], 'unknown'],
    ['4005, and then no answer', [error(4005), TIMEOUT], 'unknown'],
    ['4005, and then no connection', [error(4005), UNSENT], 'unknown'],
    ['4005, and then HTML', [error(4005), HTML], 'unknown'],
    ['an unknown code, and is paid', [error(990_005), success(APPROVAL)], 'done'],
    ['an unknown code, and is not paid', [error(990_005), error(990_008)], 'refused invalid 990005'],
    ['an unknown code, and then no answer', [error(990_005), TIMEOUT], 'unknown'],
    ['an unknown code, and then no connection', [error(990_005), UNSENT], 'unknown'],
    ['an unknown code, and an unknown trouble', [error(990_005), error(1403)], 'unknown'],
    ['an unknown code, and a foreign address', [error(990_005), error(1021)], 'unknown'],
    ['1001, and is not paid', [error(1001), error(1001)], 'refused invalid 1001'],
    ['1403, and is paid', [error(1403), success(APPROVAL)], 'done'],
    ['a code that is a word, and is paid', [error('constructor'), success(APPROVAL)], 'done'],
  ])('verifies after %s', async (_, script, expected) => {
    const { reply, calls } = await confirm(...script);
    expect(inWords(reply)).toBe(expected);
    expect(calls).toEqual(['approval', 'getDetailForVerify']);
  });

  test('keeps token and certify key out of the record', async () => {
    const { exchanges } = await confirm(error(4005), success(APPROVAL));
    const text = JSON.stringify(exchanges);
    expect(text).not.toContain('T'.repeat(64));
    expect(text).not.toContain('SECRETCC');
    expect(exchanges).toMatchObject([
      { operation: 'approval', outcome: 'refused', resultCode: '4005', httpStatus: 200 },
      { operation: 'verify', outcome: 'done', resultCode: '0', httpStatus: 200 },
    ]);
  });
});

describe('looking a payment up', () => {
  test.each<[string, PostOutcome, string]>([
    ['success', success(APPROVAL), 'done'],
    ['another amount', success({ ...APPROVAL, totalPaymentAmt: 1 }), 'unknown'],
    ['no result', answer({ code: 0 }), 'unknown'],
    ['1001', error(1001), 'refused not_paid 1001'],
    ['a code nobody knows', error(990_008), 'refused not_paid 990008'],
    ['1021: we are not let in, which says nothing', error(1021), 'unknown'],
    ['1022: our key is wrong, which says nothing', error(1022), 'unknown'],
    ['1403: PAYCO does not know itself', error(1403), 'unknown'],
    ['HTML', HTML, 'unknown'],
    ['HTTP 500', HTTP_500, 'unknown'],
    ['no answer in time', TIMEOUT, 'unknown'],
    ['no connection', UNSENT, 'unsent'],
  ])('with %s', async (_, outcome, expected) => {
    const { reply, calls } = await run([outcome], (provider, sink) => provider.lookup(PAYMENT, sink));
    expect(inWords(reply)).toBe(expected);
    expect(calls).toEqual(['getDetailForVerify']);
  });
});

const part = (amountWon: number, balanceBeforeWon: number, mayHaveHappened = false): CancelPart => ({
  cancellationId: '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e90',
  amountWon,
  balanceBeforeWon,
  mayHaveHappened,
  split: { taxFreeWon: 0, taxableWon: amountWon, vatWon: 0 },
});
const PART = part(4_000, 10_000);
const WHOLE = part(10_000, 10_000);
const REST = part(6_000, 6_000);
/** Sent before, and the answer was lost. */
const PART_AGAIN = part(4_000, 10_000, true);
const WHOLE_AGAIN = part(10_000, 10_000, true);
const REST_AGAIN = part(6_000, 6_000, true);

describe('giving money back', () => {
  const cancel = (asked: CancelPart, ...script: Script): Promise<Ran<CancelReceipt>> =>
    run(script, (provider, sink) => provider.cancel(STORED, asked, sink));

  test.each<[string, CancelPart, PostOutcome, string]>([
    ['success', PART, success(CANCELLED), 'done'],
    ['success without a number', PART, success({ ...CANCELLED, cancelTradeSeq: undefined }), 'unknown'],
    ['success for another amount', PART, success({ ...CANCELLED, totalCancelPaymentAmt: 10_000 }), 'unknown'],
    ['success for another payment', PART, success({ ...CANCELLED, orderNo: '1' }), 'unknown'],
    ['1301 to the whole, sent again', WHOLE_AGAIN, error(1301, '취소가능한 상품이 없습니다.'), 'done'],
    ['1309 to the whole, sent again', WHOLE_AGAIN, error(1309), 'done'],
    ['1309 to the rest, sent again', REST_AGAIN, error(1309), 'done'],
    ['1021', PART, error(1021), 'refused configuration 1021'],
    ['1022', WHOLE, error(1022), 'refused configuration 1022'],
    ['a code that is a word', PART, error('OK'), 'unknown'],
    ['no and a result', PART, error(1309, '안내', { result: { cancelTradeSeq: 2_000_000_001 } }), 'unknown'],
    ['HTML', PART, HTML, 'unknown'],
    ['HTTP 500', WHOLE, HTTP_500, 'unknown'],
    ['no answer in time', PART, TIMEOUT, 'unknown'],
    ['no connection', PART, UNSENT, 'unsent'],
  ])('asks once with %s', async (_, asked, outcome, expected) => {
    const { reply, calls } = await cancel(asked, outcome);
    expect(inWords(reply)).toBe(expected);
    expect(calls).toEqual(['cancel']);
  });

  test.each<[string, CancelPart, Script, string]>([
    [
      '1309 to a part sent again, and it is gone',
      PART_AGAIN,
      [error(1309), left(6_000)],
      'refused balance_differs 1309',
    ],
    [
      '1309 to a part sent again, and more is gone',
      PART_AGAIN,
      [error(1309), no(0), no(0)],
      'refused balance_differs 1309',
    ],
    [
      '1309 to a part sent again, and less is gone',
      PART_AGAIN,
      [error(1309), left(7_000)],
      'refused balance_differs 1309',
    ],
    ['1301 to a part, and it is still there', PART, [error(1301), left(10_000)], 'unknown'],
    ['1309 to a part, and as much is gone', PART, [error(1309), left(6_000)], 'refused balance_differs 1309'],
    ['1309 to a part, and all is gone', PART, [error(1309), no(0), no(0)], 'refused balance_differs 1309'],
    ['1309 to the whole, and all is gone', WHOLE, [error(1309), no(0), no(0)], 'refused balance_differs 1309'],
    ['1301 to the rest, and all is gone', REST, [error(1301), no(0), no(0)], 'refused balance_differs 1301'],
    ['1309 to a part, and then no answer', PART, [error(1309), TIMEOUT], 'unknown'],
    [
      'an unknown code to a part sent again, and it is gone',
      PART_AGAIN,
      [error(990_011), left('6000.0')],
      'refused balance_differs 990011',
    ],
    ['an unknown code, and as much is gone', PART, [error(990_011), left(6_000)], 'refused balance_differs 990011'],
    ['an unknown code, and it is still there', PART, [error(990_011), left(10_000)], 'refused not_cancellable 990011'],
    [
      'an unknown code, and something else is left',
      PART,
      [error(990_011), left(7_000)],
      'refused balance_differs 990011',
    ],
    ['an unknown code, and more is left', PART, [error(990_011), left(12_000)], 'refused balance_differs 990011'],
    ['an unknown code, and then a code', PART, [error(990_011), error(1001)], 'unknown'],
    ['an unknown code, and then no connection', PART, [error(990_011), UNSENT], 'unknown'],
    ['an unknown code, and then HTML', WHOLE, [error(990_013), HTML], 'unknown'],
    ['1001, and it is still there', WHOLE, [error(1001), left(10_000)], 'refused not_cancellable 1001'],
    [
      '1001 to the whole sent again, and it is gone',
      WHOLE_AGAIN,
      [error(1001), no(0), no(0)],
      'refused balance_differs 1001',
    ],
    ['1001, and all is gone', WHOLE, [error(1001), no(0), no(0)], 'refused balance_differs 1001'],
    ['4505, and it is still there', PART, [error(4505), left(10_000)], 'refused not_cancellable 4505'],
    ['4505, and less is left', PART, [error(4505), no(3_000), left(3_000)], 'refused balance_differs 4505'],
    ['4505, and noes and yeses that differ', PART, [error(4505), no(0), left(3_000)], 'unknown'],
  ])('asks what is left after %s', async (_, asked, script, expected) => {
    const { reply, calls } = await cancel(asked, ...script);
    expect(inWords(reply)).toBe(expected);
    expect(calls).toEqual(['cancel', ...questionsIn(script.slice(1))]);
  });

  test('says what it saw when it saw only the effect', async () => {
    const { reply } = await cancel(REST_AGAIN, error(1309));
    expect(reply).toEqual({
      is: 'done',
      value: { providerCancellationId: null, cancelledWon: 6_000, balanceAfterWon: 0, cancelledAt: null },
    });
  });

  test('says what PAYCO says is left when that is not what our books say', async () => {
    const { reply } = await cancel(PART, error(990_011, 'stale'), left(7_000));
    expect(reply).toEqual({
      is: 'refused',
      refusal: { reason: 'balance_differs', providerCode: '990011', providerMessage: 'stale', balanceWon: 7_000 },
    });
  });

  test('does not ask for what PAYCO cannot give back', async () => {
    const deposited: StoredReceipt = { ...STORED, receipt: { ...RECEIPT, cancels: 'none' } };
    const { reply, calls } = await run([], (provider, sink) => provider.cancel(deposited, WHOLE, sink));
    expect([inWords(reply), calls]).toEqual(['refused not_cancellable', []]);
  });
});

describe('looking a cancellation up', () => {
  test.each<[string, CancelPart, PostOutcome | Script, string]>([
    ['what must be left after it', PART, left(6_000), 'done'],
    ['what was left before it', PART, left(10_000), 'refused not_cancellable'],
    ['less than it would have taken gone', PART, left(7_000), 'refused balance_differs'],
    ['more than there was', PART, left(12_000), 'refused balance_differs'],
    ['nothing, after the whole', WHOLE, [no(0.0), no(0.0)], 'done'],
    ['everything, after the whole', WHOLE, left(10_000), 'refused not_cancellable'],
    ['nothing, after a part', PART, [no(0), no(0)], 'done'],
    ['less than it asked about', PART, [no(3_000), left(3_000)], 'done'],
    ['less, with a no that tells nothing', PART, [no(0), left(3_000), left(3_000), no(0)], 'done'],
    ['less, and one won more', PART, [no(0), left(3_000), left(3_000), left(3_001)], 'unknown'],
    ['less, and then a no to that', PART, [no(0), left(3_000), no(0)], 'unknown'],
    ['less, and no answer to the last question', PART, [no(0), left(3_000), left(3_000), TIMEOUT], 'unknown'],
    ['two noes that differ', PART, [no(7_000), no(0)], 'unknown'],
    ['two noes that tell the same', PART, [no(3_000), no(3_000)], 'done'],
    ['a no, and no second answer', PART, [no(0), TIMEOUT], 'unknown'],
    ['less than it says is possible', PART, left(3_999), 'unknown'],
    ['neither yes nor no', PART, left(6_000, null), 'unknown'],
    ['a fraction', PART, left(6_000.5), 'unknown'],
    ['no amount', PART, left(undefined), 'unknown'],
    [
      'the balance of another payment',
      PART,
      success({ orderNo: '1', cancelPossibleYn: 'Y', pgCancelPossibleAmt: 6_000 }),
      'unknown',
    ],
    ['1001', PART, error(1001), 'unknown'],
    ['1309', WHOLE, error(1309), 'unknown'],
    ['HTML', PART, HTML, 'unknown'],
    ['HTTP 500', PART, HTTP_500, 'unknown'],
    ['no answer in time', PART, TIMEOUT, 'unknown'],
    ['no connection', PART, UNSENT, 'unsent'],
  ])('finds %s', async (_, asked, answers, expected) => {
    const script = 'is' in answers ? [answers] : answers;
    const { reply, calls } = await run(script, (provider, sink) => provider.lookupCancellation(STORED, asked, sink));
    expect(inWords(reply)).toBe(expected);
    expect(calls).toEqual(questionsIn(script));
  });
});

/** PAYCO as far as it tells balances, of a payment of 10,000 won. Nobody documents what it tells with a no. */
class TellingNetwork extends Outbound {
  constructor(
    private readonly leftWon: number,
    private readonly tellsWithNo: 'balance' | 'zero',
    private readonly smallestWon: number,
  ) {
    super(new HttpService());
  }

  override post({ body }: PostRequest): Promise<PostOutcome> {
    const { cancelTotalAmt, orderProducts } = JSON.parse(body) as Record<string, unknown>;
    const askedWon = Number(cancelTotalAmt);
    const isPart = orderProducts !== undefined && askedWon >= this.smallestWon;
    const isPossible = askedWon === this.leftWon || (isPart && askedWon > 0 && askedWon < this.leftWon);
    return Promise.resolve(isPossible ? left(this.leftWon) : no(this.tellsWithNo === 'balance' ? this.leftWon : 0));
  }
}

describe.each(['balance', 'zero'] as const)('asking for a balance, where a no tells the %s', (tellsWithNo) => {
  async function tell(leftWon: number, bookedWon: number, receipt: Partial<Receipt> = {}, smallestWon = 1) {
    const config = readPaycoConfig(new EnvironmentReader({}));
    const network = new TellingNetwork(leftWon, tellsWithNo, smallestWon);
    const provider = new PaycoProvider(new PaycoClient(network, new Clock(), config), new ProviderRegistry(), config);
    const payment: StoredReceipt = { ...STORED, receipt: { ...RECEIPT, ...receipt } };
    const booked = {
      leftWon: bookedWon,
      toldRefundsWon: [],
      unreadableRefunds: 0,
      lastRefundWon: null,
      refundsWon: [],
    };
    const reply = await provider.lookupBalance(payment, booked, { record: () => undefined });
    network.onApplicationShutdown();
    return reply.is === 'done' ? reply.value : inWords(reply);
  }
  const AMOUNTS_WON = [0, 1, 2, 999, 1_000, 1_001, 6_999, 7_000, 7_001, 9_999, 10_000];

  test.each(AMOUNTS_WON)('hears that %i won are left, whatever the books have', async (leftWon) => {
    for (const bookedWon of AMOUNTS_WON) {
      expect(await tell(leftWon, bookedWon), `the books have ${bookedWon} won`).toEqual({ leftWon });
    }
  });

  test('hears what is left of a payment of which a coupon of 1,000 won goes back first, and whole', async () => {
    const part = { name: 'coupon', taxFreeWon: 0, taxableWon: 910, vatWon: 90, transactionNumber: null };
    const parts = [{ ...part, method: 'coupon', amountWon: 1_000 } as const];
    for (const bookedWon of AMOUNTS_WON) {
      expect(await tell(10_000, bookedWon, { parts }, 1_000), 'while the coupon is there').toEqual({ leftWon: 10_000 });
      expect(await tell(500, bookedWon, { parts }), 'when the coupon went back').toEqual({ leftWon: 500 });
      expect(await tell(0, bookedWon, { parts }), 'when all went back').toEqual({ leftWon: 0 });
    }
  });

  test('takes no sum from a no to everything, of a card that takes no part back', async () => {
    const whole = { cancels: 'whole' } as const;
    expect(await tell(10_000, 10_000, whole, Infinity)).toEqual({ leftWon: 10_000 });
    expect(await tell(10_000, 0, whole, Infinity), 'a refund that was only declared').toEqual({ leftWon: 10_000 });
    expect(await tell(0, 0, whole, Infinity), 'as the books have it').toEqual({ leftWon: 0 });
    const unexplained = { leftWon: null, unexplainedWon: 10_000 };
    const told = tellsWithNo === 'balance' ? { leftWon: 7_000 } : unexplained;
    expect(await tell(7_000, 10_000, whole, Infinity)).toEqual(told);
    expect(await tell(0, 10_000, whole, Infinity)).toEqual(unexplained);
  });
});
