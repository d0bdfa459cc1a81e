// What CP949 can write, and only that, character by character as people see them.
import { expect, test } from 'vitest';
import { cp949Text } from './cp949.js';

test.each([
  ['치킨 세트', '치킨 세트'],
  ['Fried Chicken (2) #1 @home', 'Fried Chicken (2) #1 @home'],
  // In CP949, and not in KS X 1001.
  ['똠양꿍 뢔', '똠양꿍 뢔'],
  ['뷁쀍', '뷁쀍'],
  // Signs and Hanja that it has.
  ['♥ ☎ ★ ㈜ ① ㎏ → ○', '♥ ☎ ★ ㈜ ① ㎏ → ○'],
  ['大韓民國 ひらがな Ω', '大韓民國 ひらがな Ω'],
  ['ＡＢＣ', 'ＡＢＣ'],
  // The same in the presentation that keyboards give it.
  ['♥️ ☎️', '♥ ☎'],
  // Emoji go out whole.
  ['치킨 🍗🍺', '치킨'],
  ['1️⃣번 세트', '번 세트'],
  ['#️⃣ *️⃣ 0️⃣', ''],
  ['1⃣', ''],
  ['👩‍👩‍👧‍👦 가족', '가족'],
  ['👍🏽 좋아요', '좋아요'],
  ['🇰🇷 한우', '한우'],
  ['🏴󠁧󠁢󠁥󠁮󠁧󠁿 tea', 'tea'],
  ['♥️‍🔥 sale', 'sale'],
  // Hidden characters go, and leave what they hang on.
  ['Chicken\u{E0068}\u{E0069}', 'Chicken'],
  ['a\u200db\u200bc\u00add\ufeff', 'abcd'],
  ['\u202egnp.exe', 'gnp.exe'],
  // Outside the first plane, and what no Korean table has.
  ['𠮷野家', '野家'],
  ['ﷺ العربية', ''],
  ['Café Ångström', 'Cafe Angstrom'],
  ['Cafe\u0301', 'Cafe'],
  ['Straße øre', 'Straße øre'],
  // As macOS writes Hangul in file names.
  ['한글'.normalize('NFD'), '한글'],
  [' a\u00a0 \u3000b\t\nc ', 'a b c'],
  ['🍗', ''],
  ['', ''],
])('%j is written %j', (text, written) => {
  expect(cp949Text(text)).toBe(written);
});

test('every Hangul syllable there is can be written', () => {
  const all = Array.from({ length: 11_172 }, (_, index) => String.fromCharCode(0xac00 + index)).join('');
  expect(cp949Text(all)).toBe(all);
});

test('so much can be written as the table of CP949 has', () => {
  const all = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).join('');
  const rest = Array.from({ length: 0x10000 - 0xe000 }, (_, code) => String.fromCharCode(0xe000 + code)).join('');
  const alone = [...all, ...rest].filter((character) => character.trim() !== '' && cp949Text(character) === character);
  // 17,048 of two bytes and 95 of one; less blanks, what nobody sees, and 268 Hanja that are there twice.
  expect(alone.length).toBe(16_869);
  expect(alone.join('')).toMatch(/€.*®|®.*€/s);
});
