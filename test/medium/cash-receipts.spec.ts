// Cash receipts in the real application with a real database, against a Payple that answers what each test tells it to:
// what no simulator does by itself, and what the database holds against.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readId } from '../../src/common/ids.js';
import { CashReceiptBook } from '../../src/cash-receipts/cash-receipt-book.js';
import { settleCashReceiptJob } from '../../src/cash-receipts/jobs.js';
import { ScriptedPayple, type AskedPayple, type ScriptedAnswer } from '../../src/payple/testing/scripted-payple.js';
import { holdCalls } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder } from '../support/merchant.js';
import { waitFor } from '../support/wait-for.js';

interface ShownReceipt {
  readonly id: string;
  readonly status: string;
  readonly attention: string | null;
}

type Call = 'confirm' | 'issue' | 'takeBack' | 'refund' | 'inquiry';
/** What Payple is asked, by what only that call says. */
const MARKS: readonly (readonly [string, Call])[] = [
  ['PCD_PAY_REQKEY', 'confirm'],
  ['PCD_TAXSAVE_IDENTINUM', 'issue'],
  ['PCD_REFUND_TOTAL', 'refund'],
  ['PCD_PAYCHK_FLAG', 'inquiry'],
  ['PCD_PAYER_ID', 'takeBack'],
];
const callOf = ({ body }: AskedPayple): Call | undefined => MARKS.find(([field]) => field in body)?.[1];

let payple: ScriptedPayple;
let house: House;
/** How Payple answers each call at this moment. */
let answers: Record<Call, (asked: AskedPayple) => ScriptedAnswer>;

const yes = ({ body }: AskedPayple, more: object = {}): ScriptedAnswer => ({
  json: {
    PCD_PAY_RST: 'success',
    PCD_PAY_OID: body['PCD_PAY_OID'],
    PCD_PAY_TYPE: 'transfer',
    PCD_PAY_TOTAL: 10_000,
    PCD_PAY_TIME: '20261122120430',
    PCD_PAYER_ID: 'ACCOUNT-KEY',
    ...more,
  },
});
const no = (code: string): ScriptedAnswer => ({ json: { PCD_PAY_RST: 'error', PCD_PAY_CODE: code } });
const refunded = (told: string) => (asked: AskedPayple) =>
  yes(asked, { PCD_REFUND_TOTAL: asked.body['PCD_REFUND_TOTAL'], PCD_TAXSAVE_RST: told });
const shown = (told: 'Y' | 'N') => (asked: AskedPayple) => yes(asked, { PCD_TAXSAVE_RST: told });

beforeAll(async () => {
  payple = await ScriptedPayple.start();
  house = await startHouse({ environment: { PAYPLE_API_URL: payple.url } });
});
beforeEach(() => {
  payple.reset();
  answers = {
    confirm: (asked) => yes(asked),
    issue: (asked) => yes(asked, { PCD_TAXSAVE_MGTNUM: '42' }),
    takeBack: (asked) => yes(asked),
    refund: refunded('0000'),
    inquiry: (asked) => yes(asked),
  };
  payple.otherwise = (asked) => {
    const call = callOf(asked);
    return call ? answers[call](asked) : { status: 404 };
  };
});
afterAll(async () => {
  await house.close();
  await payple.close();
});

async function paidOrder(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order, 'pc', 'payple', 'transfer');
  const reference = payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '';
  await fetch(`${house.url}${payment.handoff?.parameters?.['payple_auth_file'] ?? ''}`, { method: 'POST' });
  answers.confirm = (asked) => yes(asked, { PCD_PAY_OID: reference });
  const form = {
    PCD_PAY_RST: 'success',
    PCD_PAY_TYPE: 'transfer',
    PCD_PAY_OID: reference,
    PCD_PAY_TOTAL: '10000',
    PCD_PAYER_ID: 'ACCOUNT-KEY',
    PCD_AUTH_KEY: 'a'.repeat(64),
    PCD_PAY_REQKEY: 'REQUEST-KEY',
    PCD_PAY_COFURL: `${payple.url}/confirm`,
  };
  await fetch(`${house.url}/v1/payple/results`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  expect((await house.merchant.show(order)).status).toBe('paid');
  return order;
}

const path = (order: ShownOrder) => `/v1/orders/${order.id}/cash-receipts`;

async function issue(order: ShownOrder, status = 201): Promise<ShownReceipt> {
  const wish = { purpose: 'personal', identity: '010-9876-5432' };
  const answer = await house.merchant.call<ShownReceipt>('POST', path(order), wish);
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
}

async function receiptOf(order: ShownOrder): Promise<ShownReceipt | undefined> {
  return (await house.merchant.call<{ items: ShownReceipt[] }>('GET', path(order))).body.items.at(-1);
}

const until = (order: ShownOrder, status: string) =>
  waitFor(`the receipt to be ${status}`, async () => (await receiptOf(order))?.status === status);

const askedFor = (call: Call): number => payple.asked.filter((asked) => callOf(asked) === call).length;

describe('a receipt that is being taken back', () => {
  it('is gone when the provider, which has never shown it, says on two days that none stands, and refuses', async () => {
    const order = await paidOrder();
    const { id } = await issue(order);
    answers.inquiry = shown('N');
    answers.takeBack = () => no('TSCN4242');
    await house.merchant.call('DELETE', `${path(order)}/${id}`);
    await until(order, 'cancelled');
    expect(askedFor('takeBack'), 'once is not believed').toBe(2);
    expect(await receiptOf(order)).toMatchObject({ attention: null, refusal: { providerCode: 'TSCN4242' } });
    await issue(order);
  });

  it.each<[string, (asked: AskedPayple) => ScriptedAnswer, (asked: AskedPayple) => ScriptedAnswer]>([
    ['nobody heard the answer', shown('N'), () => 'drop'],
    ['the inquiry does not speak of it', (asked) => yes(asked), () => no('TSCN4242')],
    [
      'the inquiry says so before the refusal, and not after it',
      (asked) => (askedFor('takeBack') % 2 === 0 ? shown('N')(asked) : yes(asked)),
      () => no('TSCN4242'),
    ],
  ])('is not gone when %s', async (_, inquiry, takeBack) => {
    const order = await paidOrder();
    const { id } = await issue(order);
    answers.inquiry = inquiry;
    answers.takeBack = takeBack;
    await house.merchant.call('DELETE', `${path(order)}/${id}`);
    await waitFor('four tries', () => askedFor('takeBack') >= 4);
    expect((await receiptOf(order))?.status).toBe('cancelling');
    answers.takeBack = (asked) => yes(asked);
    await until(order, 'cancelled');
  });

  it('of which nobody ever heard is gone when the provider says on two days that none stands', async () => {
    const order = await paidOrder();
    answers.issue = () => 'drop';
    const { id } = await issue(order, 202);
    answers.inquiry = shown('N');
    answers.takeBack = () => no('TSCN4242');
    await house.merchant.call('DELETE', `${path(order)}/${id}`);
    await until(order, 'cancelled');
    answers.issue = (asked) => yes(asked, { PCD_TAXSAVE_MGTNUM: '43' });
    await issue(order);
  });

  it('is gone when the provider showed it before and does not any more, though nobody heard its yes', async () => {
    const order = await paidOrder();
    const { id } = await issue(order);
    answers.inquiry = (asked) => shown(askedFor('takeBack') === 0 ? 'Y' : 'N')(asked);
    answers.takeBack = () => 'drop';
    await house.merchant.call('DELETE', `${path(order)}/${id}`);
    await until(order, 'cancelled');
    expect(askedFor('takeBack')).toBe(1);
  });
});

describe('a refund', () => {
  it('after which the provider failed to take the receipt back has it taken back later, until that is done', async () => {
    const order = await paidOrder();
    await issue(order);
    answers.refund = refunded('-10002122');
    answers.takeBack = () => (askedFor('takeBack') < 3 ? no('TSCN4242') : yes(payple.asked.at(-1) as AskedPayple));
    expect((await house.merchant.cancel(order)).status).toBe(201);
    await until(order, 'cancelled');
    expect(askedFor('takeBack')).toBe(3);
  });

  it('while nobody knows of a receipt keeps it from being asked for again, and is seen when the receipt turns up', async () => {
    const order = await paidOrder();
    answers.issue = () => 'drop';
    // The refund is there before the doubt is: no question was asked by somebody who had not heard of it.
    const lost = holdCalls('PCD_TAXSAVE_IDENTINUM', 'answer');
    const issuing = issue(order, 202);
    await lost.untilHeld();
    expect((await house.merchant.cancel(order, 4_000)).status).toBe(201);
    lost.letGo();
    await issuing;
    await waitFor('three inquiries about the receipt', () => askedFor('inquiry') >= 3);
    expect(askedFor('issue'), 'requests for the receipt').toBe(1);
    answers.inquiry = shown('Y');
    await until(order, 'issued');
    await waitFor('an operator to be called', async () => (await receiptOf(order))?.attention != null);
  });
});

it('is not written for an order that changed since it was read', async () => {
  const order = await paidOrder();
  await issue(order);
  const book = house.app.get(CashReceiptBook, { strict: false });
  const [first] = await book.ofOrder(readId('order', order.id) ?? '');
  if (!first) throw new Error('The receipt is gone.');
  await house.merchant.call('DELETE', `${path(order)}/${(await receiptOf(order))?.id ?? ''}`);
  await until(order, 'cancelled');
  const { version } = await house.merchant.show(order);
  const again = {
    ...first,
    id: first.id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
    status: 'requested',
  } as const;
  const receipt = { ...again, sealedIdentity: 'sealed', issuedAt: null };
  const job = settleCashReceiptJob(first.paymentId, new Date(Date.now() + 3_600_000));
  expect(await book.create(receipt, version - 1, null, job)).toBe('stale');
  expect((await book.ofOrder(first.orderId)).map(({ status }) => status)).toEqual(['cancelled']);
  expect(await book.create(receipt, version, null, job)).toBe('written');
});
