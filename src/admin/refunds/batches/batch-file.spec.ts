// What files of refunds may look like, and what is said of those that cannot be read.
import { describe, expect, test } from 'vitest';
import { Problem } from '../../../common/problems.js';
import { MOST_LINES, readRefundFile } from './batch-file.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const cells = (text: string) => readRefundFile(bytes(text)).map(({ order, amount, reason }) => [order, amount, reason]);
const faultOf = (content: Uint8Array): string => {
  try {
    readRefundFile(content);
  } catch (error) {
    if (error instanceof Problem && error.code === 'csv_not_readable') return error.message;
    throw error;
  }
  throw new Error('The file should not be readable.');
};

const EXPECTED = [
  ['A-1', '1000', 'broken'],
  ['A-2', '', 'late, and cold'],
];

describe('a file can be read', () => {
  test.each([
    ['as it comes', 'A-1,1000,broken\nA-2,,"late, and cold"\n'],
    ['without a last line end', 'A-1,1000,broken\nA-2,,"late, and cold"'],
    ['with Windows line ends', 'A-1,1000,broken\r\nA-2,,"late, and cold"\r\n'],
    ['with a byte order mark', '\ufeffA-1,1000,broken\nA-2,,"late, and cold"'],
    ['with semicolons', 'A-1;1000;broken\nA-2;;late, and cold'],
    ['with tabs', 'A-1\t1000\tbroken\nA-2\t\tlate, and cold'],
    ['with blanks around cells', ' A-1 , 1000 , broken\nA-2,  ,"late, and cold"'],
    ['with empty lines', '\nA-1,1000,broken\n\n,,\nA-2,,"late, and cold"\n\n'],
    ['with headings', 'order,amount,reason\nA-1,1000,broken\nA-2,,"late, and cold"'],
    [
      'with headings after a byte order mark',
      '\ufeffOrder Number,Amount,Reason\nA-1,1000,broken\nA-2,,"late, and cold"',
    ],
    ['with Korean headings in another order', '사유,주문번호,금액\nbroken,A-1,1000\n"late, and cold",A-2,'],
    ['with columns of its own', '주문번호,구매자,금액,사유\nA-1,x,1000,broken\nA-2,x,,"late, and cold"'],
    ['with both names of the order', 'Order id,order_number,amount,reason\nx,A-1,1000,broken\nx,A-2,,"late, and cold"'],
    ['with full-width headings', '주문　번호,［금액］,환불 사유\nA-1,1000,broken\nA-2,,"late, and cold"'],
    [
      'with an export’s columns and those of a refund',
      '주문번호,결제 금액,누적 환불액,주문 ID,환불할 금액,사유\nA-1,9,9,x,1000,broken\nA-2,9,9,x,,"late, and cold"',
    ],
    [
      'with a clear amount beside an unclear one',
      '주문번호,환불 금액,금액,사유\nA-1,9,1000,broken\nA-2,9,,"late, and cold"',
    ],
    ['with empty cells at the end', 'A-1,1000,broken,,\nA-2,,"late, and cold",,'],
  ])('%s', (_, text) => {
    expect(cells(text)).toEqual(EXPECTED);
    expect(readRefundFile(bytes(text)).every(({ isWhole }) => isWhole)).toBe(true);
  });

  test('with quotation marks and line ends in cells, and says on which line each row ends', () => {
    const rows = readRefundFile(bytes('order,amount,reason\nA-1,"1,000","a ""good"" reason"\nA-2,5,x\n'));
    expect(rows.map(({ line, amount, reason }) => [line, amount, reason])).toEqual([
      [2, '1,000', 'a "good" reason'],
      [3, '5', 'x'],
    ]);
  });

  test('and a row with cells too many is told apart', () => {
    const [row] = readRefundFile(bytes('A-1,1,000,broken'));
    expect(row).toMatchObject({ amount: '1', reason: '000', isWhole: false });
  });
});

describe('a file cannot be read', () => {
  test('in EUC-KR, and says how to save it', () => {
    // 주문번호 as Korean Windows writes it.
    const content = Uint8Array.from([0xc1, 0xd6, 0xb9, 0xae, 0xb9, 0xf8, 0xc8, 0xa3, 0x2c, 0x31]);
    expect(faultOf(content)).toContain('CSV UTF-8');
  });

  test.each([
    ['empty', '', 'no rows'],
    ['with nothing but headings', 'order,amount,reason\n', 'no rows'],
    ['with a quotation mark that is never closed', 'A-1,"1000,broken\nA-2,,x', 'quotation mark'],
    ['with a NUL', 'A-1,\0,broken', 'NUL'],
    ['with headings that lack one', 'order,amount\nA-1,1', 'reason (사유)'],
    ['with a heading twice', 'order,amount,amount,reason\nA-1,1,2,x', '“amount” and “amount” both name the amount'],
    [
      'with two headings for one thing',
      'order,금액,amount,reason\nA-1,1,2,x',
      '“금액” and “amount” both name the amount',
    ],
    [
      'with an amount that may be the one refunded already',
      '주문번호,환불 금액,사유\nA-1,1,x',
      'column “환불 금액” may hold',
    ],
    [
      'with an amount that may be the one paid',
      'Order number,Amount (won),reason\nA-1,1,x',
      'column “Amount (won)” may hold',
    ],
    [
      'with the columns of an export and a reason',
      '주문번호,결제 금액,누적 환불액,사유\nA-1,1,2,x',
      'amount (금액) is missing',
    ],
    ['with too many rows', 'A-1,1,x\n'.repeat(MOST_LINES + 1), '1000 are taken'],
  ])('%s', (_, text, told) => {
    expect(faultOf(bytes(text))).toContain(told);
  });

  test('when it is a workbook', () => {
    expect(faultOf(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00]))).toContain('workbook');
  });
});
