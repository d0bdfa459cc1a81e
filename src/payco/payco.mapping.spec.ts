// PAYCO's results read into receipts: lenient in how a value is written, strict in what it says.
import { describe, expect, test } from 'vitest';
import { UnreadableError } from '../common/outbound/reading.js';
import type { KnownPayment, OpenPayment } from '../orders/provider-payment.js';
import type { CancelPart, ReceiptPart, StoredReceipt } from '../orders/receipt.js';
import {
  approvalBody,
  amountsToAskAbout,
  availabilityBody,
  cancelBody,
  readApproval,
  readConfirmation,
  readAvailability,
  readCancel,
  reserveBody,
} from './payco.mapping.js';

type Json = Record<string, unknown>;

const SELLER = { sellerKey: 'KEY', cpId: 'CP', productId: 'PRODUCT' };
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
  credentials: SELLER,
};

/** One means of payment, by card unless told otherwise. */
function detail(changes: Json = {}): Json {
  return {
    paymentTradeNo: '201906252000000301',
    paymentMethodCode: '31',
    paymentMethodName: '신용카드',
    paymentAmt: 10_000,
    taxfreeAmt: 0,
    taxableAmt: 9_091,
    vatAmt: 909,
    cardSettleInfo: {
      cardCompanyName: '신한카드',
      cardCompanyCode: 'CCLG',
      cardNo: '000000******0000',
      cardInstallmentMonthNumber: '00',
      cardAdmissionNo: '00000001',
      partCancelPossibleYn: 'Y',
    },
    ...changes,
  };
}

function approval(changes: Json = {}): Json {
  return {
    sellerOrderReferenceKey: 'W1',
    reserveOrderNo: '201906252000000001',
    orderNo: '201906252000000101',
    totalPaymentAmt: 10_000,
    paymentDetails: [detail()],
    orderCertifyKey: 'SECRETCC',
    paymentCompletionYn: 'Y',
    paymentCompleteYmdt: '20190625193635',
    ...changes,
  };
}

const read = (changes: Json = {}) => readApproval(approval(changes), PAYMENT);

describe('an approval', () => {
  test('is a receipt, with its secret beside it and nowhere in it', () => {
    const { receipt, secret } = read();
    expect(secret).toBe('SECRETCC');
    expect(JSON.stringify(receipt)).not.toContain('SECRETCC');
    expect(receipt).toEqual({
      state: 'paid',
      providerPaymentId: '201906252000000101',
      method: 'card',
      parts: [
        {
          method: 'card',
          name: '신용카드',
          amountWon: 10_000,
          taxFreeWon: 0,
          taxableWon: 9_091,
          vatWon: 909,
          transactionNumber: '201906252000000301',
        },
      ],
      cancels: 'any',
      paidAt: '2019-06-25T10:36:35.000Z',
      card: {
        company: '신한카드',
        companyCode: 'CCLG',
        number: '000000******0000',
        approvalNumber: '00000001',
        installmentMonths: 0,
      },
      deposit: null,
    });
  });

  test.each<[string, unknown]>([
    ['a whole number', 10_000],
    ['a text', '10000'],
    ['a text with a fraction of nothing', '10000.0'],
  ])('may write its amounts as %s', (_, amount) => {
    expect(read({ totalPaymentAmt: amount, paymentDetails: [detail({ paymentAmt: amount })] }).receipt.state).toBe(
      'paid',
    );
  });

  test('may bring fields that nobody announced', () => {
    expect(read({ somethingNew: { deep: [1] }, memberName: null }).receipt).toEqual(read().receipt);
  });

  test.each<[string, Json]>([
    ['another order', { sellerOrderReferenceKey: 'W2' }],
    ['another sheet', { reserveOrderNo: '201906252000000002' }],
    ['a sheet whose number was read as a number', { reserveOrderNo: 201_906_252_000_000_000 }],
    ['a won less', { totalPaymentAmt: 9_999 }],
    ['a won more', { totalPaymentAmt: 10_001 }],
    ['a fraction', { totalPaymentAmt: 10_000.5 }],
    ['an amount in words', { totalPaymentAmt: 'all' }],
    ['no amount', { totalPaymentAmt: undefined }],
    ['no parts', { paymentDetails: [] }],
    ['no list of parts', { paymentDetails: undefined }],
    ['parts that are less than the whole', { paymentDetails: [detail({ paymentAmt: 9_999 })] }],
    ['parts that are more than the whole', { paymentDetails: [detail(), detail()] }],
    ['a part that is no object', { paymentDetails: [null] }],
    ['a part without a method', { paymentDetails: [detail({ paymentMethodCode: undefined })] }],
    ['a part with a negative tax', { paymentDetails: [detail({ vatAmt: -1 })] }],
    ['a card that is a text', { paymentDetails: [detail({ cardSettleInfo: 'card' })] }],
    ['no order number of PAYCO’s', { orderNo: '' }],
    ['no certify key', { orderCertifyKey: undefined }],
    ['no word about completion', { paymentCompletionYn: undefined }],
  ])('is unreadable with %s', (_, changes) => {
    expect(() => read(changes)).toThrow(UnreadableError);
  });

  test.each(['000000******0000', '000000**********0000', '000000******000', '000000******00', '1234', '', null])(
    'keeps the mask of a card number as it came: %j',
    (cardNo) => {
      const { receipt } = read({ paymentDetails: [detail({ cardSettleInfo: { cardNo } })] });
      expect(receipt.card?.number).toBe(cardNo ?? '');
    },
  );

  test.each<[unknown, number]>([
    ['00', 0],
    ['03', 3],
    ['12', 12],
    [6, 6],
    ['', 0],
    [null, 0],
    ['none', 0],
  ])('reads an instalment of %j as %i months', (cardInstallmentMonthNumber, months) => {
    const { receipt } = read({ paymentDetails: [detail({ cardSettleInfo: { cardInstallmentMonthNumber } })] });
    expect(receipt.card?.installmentMonths).toBe(months);
  });

  test.each<[unknown, string | null]>([
    ['20190625193635', '2019-06-25T10:36:35.000Z'],
    [20_190_625_193_635, '2019-06-25T10:36:35.000Z'],
    ['2019-06-25', null],
    [undefined, null],
  ])('was paid, by %j, at %j', (paymentCompleteYmdt, paidAt) => {
    expect(read({ paymentCompleteYmdt }).receipt.paidAt).toBe(paidAt);
  });
});

describe('the method of a payment', () => {
  const part = (code: unknown, amountWon: number): Json =>
    detail({ paymentMethodCode: code, paymentAmt: amountWon, cardSettleInfo: undefined });

  test.each<[unknown, string]>([
    ['31', 'card'],
    ['01', 'card'],
    ['1', 'card'],
    [1, 'card'],
    ['02', 'virtual_account'],
    ['2', 'virtual_account'],
    ['04', 'transfer'],
    ['35', 'transfer'],
    ['05', 'phone'],
    ['60', 'phone'],
    ['75', 'coupon'],
    ['76', 'coupon'],
    ['77', 'coupon'],
    ['98', 'point'],
    ['96', 'other'],
    ['card', 'other'],
  ])('with the code %j is %s', (code, method) => {
    expect(read({ paymentDetails: [part(code, 10_000)] }).receipt.method).toBe(method);
  });

  test.each([
    ['a card’s', '02', { cardSettleInfo: { cardCompanyName: '신한카드', cardNo: '000000******0000' } }],
    ['an account’s to pay into', '31', { nonBankbookSettleInfo: { bankName: 'KB', bankCode: '004', accountNo: '1' } }],
  ])('is not believed where what is told of it is %s, and the code %s is not', (_, code, told) => {
    const details = [{ ...part(code, 10_000), ...told }];
    expect(() => read({ paymentDetails: details })).toThrow(/differ in whether it came by deposit/);
  });

  test('is no deposit that has come when the payment is only being confirmed', () => {
    const answer = approval({ paymentDetails: [part('02', 10_000)] });
    expect(() => readConfirmation(answer, PAYMENT)).toThrow(/an account that nobody was told of/);
  });

  test.each<[string[], string]>([
    [['31', '98'], 'card'],
    [['98', '31'], 'card'],
    [['75', '98', '31'], 'card'],
    [['75', '98'], 'point'],
    [['98', '35'], 'transfer'],
    [['75', '96'], 'coupon'],
  ])('with the parts %j is %s, whatever comes first, and the parts stay in their order', (codes, method) => {
    const amounts = [9_000, 900, 100].slice(0, codes.length);
    amounts[0] = 10_000 - amounts.slice(1).reduce((sum, won) => sum + won, 0);
    const { receipt } = read({ paymentDetails: codes.map((code, index) => part(code, amounts[index] ?? 0)) });
    expect(receipt.method).toBe(method);
    expect(receipt.parts.map(({ amountWon }) => amountWon)).toEqual(amounts);
  });

  test('finds the card wherever it stands among the parts', () => {
    const { receipt } = read({ paymentDetails: [part('98', 4_000), detail({ paymentAmt: 6_000 })] });
    expect(receipt.card?.companyCode).toBe('CCLG');
  });
});

describe('what can be cancelled', () => {
  test('is only the whole, when a card says so', () => {
    const card = { partCancelPossibleYn: 'N' };
    expect(read({ paymentDetails: [detail({ cardSettleInfo: card })] }).receipt.cancels).toBe('whole');
  });

  test('is any part of points and coupons', () => {
    const points = detail({ paymentMethodCode: '98', cardSettleInfo: undefined });
    expect(read({ paymentDetails: [points] }).receipt.cancels).toBe('any');
  });
});

describe('a virtual account', () => {
  const account = {
    bankName: '우리은행',
    bankCode: '20',
    accountNo: '12345678901234',
    paymentExpirationYmd: '20190628',
  };
  /** As PAYCO issues one: no trade number, no times, no taxes. */
  const waiting = (info: Json = {}): Json => ({
    paymentCompletionYn: 'N',
    paymentCompleteYmdt: undefined,
    paymentDetails: [
      {
        nonBankbookSettleInfo: { ...account, ...info },
        paymentMethodCode: '02',
        paymentMethodName: '무통장입금',
        paymentAmt: 10_000,
        taxfreeAmt: 0,
        taxableAmt: 0,
        vatAmt: 0,
      },
    ],
  });

  test('is awaited, cannot be refunded, and closes at the end of its last day in Korea', () => {
    const { receipt } = read(waiting());
    expect(receipt).toMatchObject({
      state: 'awaiting_deposit',
      method: 'virtual_account',
      cancels: 'none',
      paidAt: null,
      card: null,
      parts: [{ transactionNumber: null, amountWon: 10_000, vatWon: 0 }],
      deposit: {
        bankName: '우리은행',
        bankCode: '020',
        accountNumber: '12345678901234',
        expiresAt: '2019-06-28T15:00:00.000Z',
      },
    });
  });

  test.each([
    ['20', '020'],
    [20, '020'],
    ['4', '004'],
    ['004', '004'],
    ['090', '090'],
  ])('has, at the bank %j, the code %j', (bankCode, three) => {
    expect(read(waiting({ bankCode })).receipt.deposit?.bankCode).toBe(three);
  });

  test('without an account number is unreadable: the buyer could not pay', () => {
    expect(() => read(waiting({ accountNo: '' }))).toThrow(UnreadableError);
  });

  test('that closes nobody knows when has no last day', () => {
    expect(read(waiting({ paymentExpirationYmd: undefined })).receipt.deposit?.expiresAt).toBeNull();
  });
});

describe('a cancellation', () => {
  const stored: StoredReceipt = {
    ...PAYMENT,
    receipt: readApproval(approval(), PAYMENT).receipt,
    secret: 'SECRETCC',
    items: [{ reference: 'A', name: 'A', option: null, quantity: 1, amountWon: 10_000, taxFreeWon: 0 }],
  };
  const part = (amountWon: number, balanceBeforeWon: number, mayHaveHappened = false): CancelPart => ({
    cancellationId: '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e90',
    amountWon,
    balanceBeforeWon,
    mayHaveHappened,
    split: { taxFreeWon: 0, taxableWon: amountWon - 1, vatWon: 1 },
  });
  const answer = (changes: Json = {}): Json => ({
    orderNo: '201906252000000101',
    cancelTradeSeq: 2_000_000_001,
    totalCancelPaymentAmt: 4_000,
    remainCancelPossibleAmt: 6_000,
    cancelYmdt: '20190625193707',
    ...changes,
  });
  const readPart = (changes: Json = {}) => readCancel(answer(changes), stored, part(4_000, 10_000));

  test('is read with its number as text', () => {
    expect(readPart()).toEqual({
      providerCancellationId: '2000000001',
      cancelledWon: 4_000,
      balanceAfterWon: 6_000,
      cancelledAt: '2019-06-25T10:37:07.000Z',
    });
    expect(readPart({ cancelTradeSeq: '9007199254740993' }).providerCancellationId).toBe('9007199254740993');
    expect(readPart({ totalCancelPaymentAmt: '4000.0', remainCancelPossibleAmt: '6000.0' }).balanceAfterWon).toBe(
      6_000,
    );
  });

  test.each<[string, Json]>([
    ['without a number, so it has not happened', { cancelTradeSeq: undefined }],
    ['with a number that is null', { cancelTradeSeq: null }],
    ['of another payment', { orderNo: '201906252000000102' }],
    ['of another amount', { totalCancelPaymentAmt: 3_999 }],
    ['of a fraction', { totalCancelPaymentAmt: 4_000.5 }],
    ['that does not say what is left', { remainCancelPossibleAmt: undefined }],
    ['that leaves less than nothing', { remainCancelPossibleAmt: -1 }],
  ])('is unreadable %s', (_, changes) => {
    expect(() => readPart(changes)).toThrow(UnreadableError);
  });

  test('of everything at once names no products and no split: PAYCO mirrors the approval', () => {
    const body = cancelBody(stored, part(10_000, 10_000), SELLER);
    expect(body).toMatchObject({ cancelTotalAmt: '10000', totalCancelTaxableAmt: '', totalCancelPossibleAmt: '' });
    expect(body).not.toHaveProperty('orderProducts');
  });

  test.each([
    [4_000, 10_000],
    [6_000, 6_000],
    [1, 6_000],
  ])('of %i out of %i won says what must be left before it, so that it cannot happen twice', (amountWon, beforeWon) => {
    expect(cancelBody(stored, part(amountWon, beforeWon), SELLER)).toMatchObject({
      cancelTotalAmt: String(amountWon),
      totalCancelTaxfreeAmt: '0',
      totalCancelTaxableAmt: String(amountWon - 1),
      totalCancelVatAmt: '1',
      totalCancelPossibleAmt: String(beforeWon),
      orderProducts: [{ sellerOrderProductReferenceKey: 'A', cpId: 'CP', productId: 'PRODUCT' }],
    });
  });

  test.each([
    [4_000, 10_000, [4_000, 1]],
    [6_000, 10_000, [4_000, 1]],
    [9_999, 10_000, [1]],
    [10_000, 10_000, [10_000, 1]],
    [0, 10_000, [10_000, 1]],
    [0, 0, [1]],
  ])('of %i out of %i won is asked about with %j won', (amountWon, beforeWon, asked) => {
    expect(amountsToAskAbout(stored, beforeWon, amountWon)).toEqual(asked);
  });

  test('is asked about with the smallest amounts that can go back alone', () => {
    const coupon = { method: 'coupon', amountWon: 1_000 } as ReceiptPart;
    const withCoupon: StoredReceipt = { ...stored, receipt: { ...stored.receipt, parts: [coupon, coupon] } };
    expect(amountsToAskAbout(withCoupon, 10_000, 0), 'coupons go back first').toEqual([10_000, 2_000, 1]);
    const whole: StoredReceipt = { ...stored, receipt: { ...stored.receipt, cancels: 'whole' } };
    expect(amountsToAskAbout(whole, 0, 0), 'only the whole goes back').toEqual([1, 10_000]);
  });

  test('is asked about as a part wherever it is one', () => {
    const asked = { sellerKey: 'KEY', orderNo: '201906252000000101' };
    expect(availabilityBody(stored, 10_000, SELLER)).toEqual({ ...asked, cancelTotalAmt: '10000' });
    expect(availabilityBody(stored, 4_000, SELLER)).toEqual({
      ...asked,
      cancelTotalAmt: '4000',
      orderProducts: [
        {
          sellerOrderProductReferenceKey: 'A',
          cpId: 'CP',
          productId: 'PRODUCT',
          productAmt: '4000',
          cancelDetailContent: '',
        },
      ],
    });
  });

  test('can be asked about: what is left is believed of this payment only', () => {
    const told = { orderNo: '201906252000000101', cancelPossibleYn: 'Y', pgCancelPossibleAmt: 6_000 };
    const read = (changes: Json = {}) => readAvailability({ ...told, ...changes }, stored, 4_000);
    expect(read()).toEqual({ isPossible: true, leftWon: 6_000 });
    expect(read({ cancelPossibleYn: 'N', pgCancelPossibleAmt: 0 })).toEqual({ isPossible: false, leftWon: 0 });
    expect(() => read({ orderNo: '201906252000000102' })).toThrow(UnreadableError);
    expect(() => read({ pgCancelPossibleAmt: undefined })).toThrow(UnreadableError);
    expect(() => read({ cancelPossibleYn: undefined })).toThrow(UnreadableError);
    expect(() => read({ pgCancelPossibleAmt: 3_999 }), 'less is left than is possible').toThrow(UnreadableError);
  });
});

describe('what is sent', () => {
  const open: OpenPayment = {
    ...PAYMENT,
    title: 'A',
    items: [{ reference: 'A', name: 'A', option: null, quantity: 1, amountWon: 10_000, taxFreeWon: 0 }],
    discountWon: 0,
    channel: 'pc',
    inApp: false,
    buyer: null,
    expiresAt: null,
  };
  const settings = {
    returnUrl: 'https://pay.example.com/return',
    depositNoticeUrl: 'https://pay.example.com/deposits',
    orderMethod: 'EASYPAY_F',
    orderSheetUiType: 'RED',
  };

  test.each([
    ['치킨 🍗', '매운맛 🌶️', ['치킨', '닭', '매운맛']],
    ['🍗', '🌶️', ['W1', '닭', undefined]],
    ['똠양꿍 ♥️', '뢔', ['똠양꿍 ♥', '닭', '뢔']],
  ])('writes the title %s and the option %s as PAYCO and the card companies can', (title, option, expected) => {
    const [item] = open.items;
    if (!item) throw new Error('The order has no line.');
    const body = reserveBody({ ...open, title, items: [{ ...item, name: '닭👍🏽', option }] }, SELLER, settings);
    const [product] = body.orderProducts;
    expect([body.orderTitle, product?.productName, product?.option]).toEqual(expected);
  });

  test('names a line that cannot be written by the order', () => {
    const [item] = open.items;
    if (!item) throw new Error('The order has no line.');
    const of = (title: string) =>
      reserveBody({ ...open, title, items: [{ ...item, name: '🍗' }] }, SELLER, settings).orderProducts[0]?.productName;
    expect([of('치킨'), of('🍗')]).toEqual(['치킨', 'W1']);
  });

  test('leaves out an option that is not there, and carries the house’s settings', () => {
    const body = reserveBody(open, SELLER, settings);
    expect(body.orderProducts[0]).not.toHaveProperty('option');
    expect(body).toMatchObject({
      orderMethod: 'EASYPAY_F',
      orderSheetUiType: 'RED',
      payMode: 'PAY2',
      returnUrl: 'https://pay.example.com/return/pay_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f',
      nonBankbookDepositInformUrl: 'https://pay.example.com/deposits',
    });
  });

  test('keeps JSON within JSON whole, whatever the title is', () => {
    const body = reserveBody({ ...open, title: '100% "닭" + \\ 맥주' }, SELLER, settings);
    expect(body.orderTitle).toBe('100% "닭" + \\ 맥주');
    expect(JSON.parse(body.returnUrlParam)).toEqual({
      taxationType: 'TAXATION',
      totalTaxfreeAmt: '0',
      totalTaxableAmt: '9091',
      totalVatAmt: '909',
    });
    expect(body.returnUrlParam.length, 'PAYCO takes 1000 characters').toBeLessThan(1_000);
  });

  test('asks for what the books say', () => {
    expect(approvalBody(PAYMENT, SELLER, 'TOKEN')).toEqual({
      sellerKey: 'KEY',
      reserveOrderNo: '201906252000000001',
      sellerOrderReferenceKey: 'W1',
      paymentCertifyToken: 'TOKEN',
      totalPaymentAmt: '10000',
    });
  });
});
