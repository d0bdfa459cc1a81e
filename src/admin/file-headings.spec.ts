// No heading means two things, in whichever language and however it is typed; and what we write is not read as something else.
import { expect, test } from 'vitest';
import { headings } from './orders/export-columns.js';
import { HEADINGS, meaningOf, plainHeading, UNCLEAR_HEADINGS, type Meaning } from './file-headings.js';
import { READ_BY_REFUND_FILES } from './refunds/batches/batch-file.js';

const ALL = (Object.keys(HEADINGS) as Meaning[]).flatMap((meaning) => {
  const heading: { readonly ko: string; readonly en: string; readonly also?: readonly string[] } = HEADINGS[meaning];
  return [heading.ko, heading.en, ...(heading.also ?? [])].map((text) => ({
    meaning,
    text,
    plain: plainHeading(text),
  }));
});

test('every heading has one meaning', () => {
  for (const { meaning, text, plain } of ALL) {
    const others = ALL.filter((each) => each.plain === plain && each.meaning !== meaning);
    expect(others, `“${text}” means ${meaning}`).toEqual([]);
    expect(meaningOf(text), text).toBe(meaning);
  }
});

test.each(['ko', 'en'] as const)('no heading of an export (%s) is read as what it does not mean', (language) => {
  const written = headings(language).map(String);
  const amounts = written.filter((heading) => {
    const meaning = meaningOf(heading);
    return meaning === 'refundWon' || meaning === 'refundReason' || meaning === 'unclear' || meaning === null;
  });
  expect(amounts).toEqual([]);
  const read = written.map(meaningOf).filter((meaning) => READ_BY_REFUND_FILES.includes(meaning as Meaning));
  expect(read).toEqual(['orderNumber', 'orderId']);
});

test('a heading that once meant two things means nothing any more', () => {
  for (const heading of UNCLEAR_HEADINGS) {
    expect(meaningOf(heading)).toBe('unclear');
    expect(ALL.map(({ plain }) => plain)).not.toContain(plainHeading(heading));
  }
});

test.each([
  ['ORDER_NUMBER', 'orderNumber'],
  [' Order-Number ', 'orderNumber'],
  ['orderNumber', 'orderNumber'],
  ['Ｏｒｄｅｒ　ｎｕｍｂｅｒ', 'orderNumber'],
  ['주문 번호', 'orderNumber'],
  ['주문번호', 'orderNumber'],
  ['주문 ＩＤ', 'orderId'],
  ['order_id', 'orderId'],
  ['[금액]', 'refundWon'],
  ['환불할금액', 'refundWon'],
  ['환불사유', 'refundReason'],
  ['환불금액', 'unclear'],
  ['amount_won', 'unclear'],
  ['Amount（Won）', 'unclear'],
  ['결제금액', 'orderWon'],
  ['', null],
  ['메모', null],
])('“%s” means %s', (heading, meaning) => {
  expect(meaningOf(heading)).toBe(meaning);
});
