// What a text in the search box can mean.
import { expect, test } from 'vitest';
import { readingsOf } from './reading.js';

const UUID = '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e8f';
const HEX = UUID.replaceAll('-', '');
const kindsOf = (text: string) => readingsOf(text).map(({ is }) => is);

test.each([
  ['order', `ord_${HEX}`],
  ['payment', ` PAY_${HEX.toUpperCase()} `],
  ['cancellation', `can_${HEX}`],
  ['cashReceipt', `crc_${HEX}`],
  ['billingKey', `bk_${HEX}`],
])('an id of a %s is nothing else', (of, text) => {
  expect(readingsOf(text)).toEqual([{ is: 'id', of, uuid: UUID }]);
});

test.each([
  '010-1234-5678',
  '01012345678',
  '010 1234 5678',
  '+82 10-1234-5678',
  '+82 (0)10 1234 5678',
  '８２-10-1234-5678',
  '010.1234.5678',
])('%s is one telephone number, however it is written', (text) => {
  expect(readingsOf(text)).toContainEqual({ is: 'phone', digits: '01012345678' });
});

test.each([
  ['4444 30012345', ['last 4444', 'approval 30012345']],
  ['30012345 / 4444', ['last 4444', 'approval 30012345']],
  ['****4444 30012345', ['last 4444', 'approval 30012345']],
  ['30012345', ['approval 30012345']],
])('%s are the last digits or the approval number of a card', (text, terms) => {
  expect(readingsOf(text)).toContainEqual({ is: 'card', terms });
});

test('an e-mail is compared in small letters', () => {
  expect(readingsOf('Kim.Ji-Woo@Example.COM')).toEqual([{ is: 'email', email: 'kim.ji-woo@example.com' }]);
});

test('an order number is looked for as it is typed and in capitals', () => {
  expect(readingsOf('ord-2026')).toContainEqual({ is: 'order_number', prefixes: ['ord-2026', 'ORD-2026'] });
});

test.each([
  ['%', []],
  ['_%', []],
  ["' OR '1'='1", []],
  ['홍길동', []],
  ['👩‍👩‍👧‍👦', []],
  ['<script>alert(1)</script>', ['provider_id']],
  ['\\', []],
  ['a'.repeat(200), ['provider_id']],
  ['@', []],
  ['a@b@c', []],
  ['\u200b\ufeff', []],
])('%j means %j', (text, kinds) => {
  expect(kindsOf(text)).toEqual(kinds);
});
