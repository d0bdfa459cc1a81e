// How much of a buyer is shown.
import { expect, test } from 'vitest';
import { maskedBuyer, maskedEmail, maskedName, maskedPhone } from './mask.js';

test.each([
  ['홍길동', '홍*동'],
  ['이준', '이*'],
  ['남궁민수', '남**수'],
  ['김', '김*'],
  ['Kim Ji-woo', 'K** J*****'],
  ['Wolfeschlegelsteinhausen', 'W*****'],
  ['👩 👧', '👩* 👧*'],
])('%s is shown as %s', (name, shown) => {
  expect(maskedName(name)).toBe(shown);
});

test.each([
  ['010-1234-5678', '010-****-5678'],
  ['+82 10 1234 5678', '010-****-5678'],
  ['0212345678', '021-***-5678'],
  ['15881588', '****88'],
])('%s is shown as %s', (phone, shown) => {
  expect(maskedPhone(phone)).toBe(shown);
});

test.each([
  ['jiwoo.kim@example.com', 'ji***@example.com'],
  ['kim@example.com', 'k***@example.com'],
  ['a@example.com', 'a***@example.com'],
])('%s is shown as %s', (email, shown) => {
  expect(maskedEmail(email)).toBe(shown);
});

test('what the merchant did not tell is not there', () => {
  expect(maskedBuyer({ phone: '010-1234-5678' })).toEqual({ name: null, phone: '010-****-5678', email: null });
  expect(maskedBuyer(null)).toBeNull();
});
