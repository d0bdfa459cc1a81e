// What Korean card companies, banks and receipts can write: CP949 (UHC), which has all Hangul syllables and no emoji.
// Must never leave half of a character that people see as one: whatever cannot be written goes out whole.

/** CP949 is EUC-KR (KS X 1001) and, beyond it, all the other Hangul syllables of today. */
const ENCODING = 'euc-kr';
const FIRST_BYTE = 0xa1;
const LAST_BYTE = 0xfe;
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** In KS X 1001 and CP949 since 1998, and not in the decoder's older table. */
const SINCE_1998 = '€®';

const SEGMENTS = new Intl.Segmenter('ko', { granularity: 'grapheme' });
/** Read at the start: a Node that cannot read Korean says so before anybody pays. */
const WRITABLE = writableCharacters();

/**
 * A text as CP949 can write it, on one line: characters that it has stay, those it has not go out, letters of ours with
 * accents lose these. It may be empty.
 */
export function cp949Text(text: string): string {
  const line = text.normalize('NFC').replace(/\s+/gu, ' ');
  const kept = Array.from(SEGMENTS.segment(line), ({ segment }) => writtenAs(segment));
  return kept.join('').replace(/ +/g, ' ').trim();
}

/** What is written in place of one character as people see it; nothing when there is no way. */
function writtenAs(character: string): string {
  // Selectors, joiners and tags are seen only in what they do to their base: ♥️ is ♥, but 1️⃣ is no 1.
  const visible = character.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  if (isWritable(visible)) return visible;
  const plain = visible.normalize('NFD');
  if (!/^\p{Script=Latin}\p{Mn}+$/u.test(plain)) return '';
  const letter = plain.replace(/\p{Mn}/gu, '');
  return isWritable(letter) ? letter : '';
}

/** Whether CP949 can write every character of a text as it is. */
export function isWritable(text: string): boolean {
  for (const character of text) if (!WRITABLE.has(character)) return false;
  return true;
}

/** Printable ASCII, what two bytes of EUC-KR stand for but for private use, and every syllable. */
function writableCharacters(): ReadonlySet<string> {
  const found = new Set(SINCE_1998);
  for (let code = 0x20; code < 0x7f; code += 1) found.add(String.fromCharCode(code));
  for (let code = FIRST_SYLLABLE; code <= LAST_SYLLABLE; code += 1) found.add(String.fromCharCode(code));
  const decoder = new TextDecoder(ENCODING);
  for (let first = FIRST_BYTE; first <= LAST_BYTE; first += 1) {
    for (let second = FIRST_BYTE; second <= LAST_BYTE; second += 1) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (!/[\ufffd\p{Co}]/u.test(character)) found.add(character);
    }
  }
  return found;
}
