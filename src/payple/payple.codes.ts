// What Payple's result codes mean for money and for the buyer: one table, a code in one line.
// Must never be asked with a message: Payple's texts change and quote the card companies.
import type { BuyerReason, RefusalReason } from '../orders/provider-reply.js';

/** What a code means. */
export type CodeMeaning =
  | { readonly is: 'success' }
  /** A plain no: nothing moved. */
  | {
      readonly is: 'refused';
      readonly reason: RefusalReason;
      readonly text: string;
      /** What the buyer can do about it, when the code says so. */
      readonly buyerReason?: BuyerReason;
    }
  /** Turned away before anything was done: the same with a new handshake, or a new window, may succeed. */
  | { readonly is: 'retry_new_key'; readonly text: string }
  /** Nothing moved, for want of the stored card's key: ask whether Payple has it at all. */
  | { readonly is: 'key_doubted'; readonly text: string }
  /** It may have happened: ask. */
  | { readonly is: 'unknown'; readonly text: string }
  /** Our id, key, address or contract is wrong: an administrator must act. */
  | { readonly is: 'configuration'; readonly text: string };

/** The codes that are acted on by themselves, beside what the table says of them. */
export const CODES = {
  /** Cancelling: nothing is left of it. */
  cancelledBefore: ['PAYC0007', '1115', '3121'],
  /** Cancelling: more was asked for than is left of it. */
  moreThanIsLeft: ['PAYC0011', '1128'],
  /** Asking: there is no such payment. */
  noSuchPayment: ['CBIL0003', 'BILL0003', 'PAYC0007', '1117'],
  /** A bank's nightly pause: what was asked for was turned away, be it a debit or the question about an earlier one. */
  bankPause: ['CPAY9998', 'SPAY9998', 'BILL9998'],
} as const;

const TRY_ANOTHER_CARD = '카드사에서 승인하지 않았습니다. 다른 카드로 다시 시도해 주세요.';
const CARD_INVALID = '카드 정보가 올바르지 않습니다. 확인한 뒤 다시 시도해 주세요.';
const CARD_UNUSABLE = '사용할 수 없는 카드입니다. 다른 카드를 이용해 주세요.';
const LIMIT = '결제 한도를 넘었습니다. 판매자에게 문의하거나 다른 결제 수단을 이용해 주세요.';
const ASKING = '결제 결과를 확인하고 있습니다. 다시 결제하지 마시고 잠시 기다려 주세요.';
const START_AGAIN = '결제 시간이 지났거나 연결이 끊겼습니다. 처음부터 다시 시도해 주세요.';
const SHOP_SETUP = '판매자의 결제 설정에 문제가 있습니다. 판매자에게 문의해 주세요.';
const BAD_REQUEST = '결제 요청이 올바르지 않습니다. 판매자에게 문의해 주세요.';
const NO_KEY = '등록된 카드를 찾을 수 없습니다. 카드를 다시 등록해 주세요.';
const KEY_ENDED = '사용할 수 없게 된 카드입니다. 다른 카드를 등록해 주세요.';
const NOT_CANCELLABLE = '이 결제는 취소할 수 없습니다.';
const AUTO_CANCELLED = '승인이 자동으로 취소되었습니다. 다시 시도해 주세요.';

const success: CodeMeaning = { is: 'success' };
const no = (reason: RefusalReason, text: string): CodeMeaning => ({ is: 'refused', reason, text });
const decline = (buyerReason: BuyerReason, text: string): CodeMeaning => ({
  is: 'refused',
  reason: 'declined',
  text,
  buyerReason,
});
const again = (text: string): CodeMeaning => ({ is: 'retry_new_key', text });
const doubtKey: CodeMeaning = { is: 'key_doubted', text: NO_KEY };
const ask: CodeMeaning = { is: 'unknown', text: ASKING };
const setup = (text = SHOP_SETUP): CodeMeaning => ({ is: 'configuration', text });
const declined = no('declined', TRY_ANOTHER_CARD);
const cardInvalid = decline('wrong_card_data', CARD_INVALID);
const keyDead = no('key_dead', KEY_ENDED);
const autoCancelled = no('declined', AUTO_CANCELLED);
const invalid = no('invalid', BAD_REQUEST);
const notCancellable = no('not_cancellable', NOT_CANCELLABLE);

type Entry = readonly [codes: string, meaning: CodeMeaning];

/** Codes of a family: `0001 0003-0005`, each with the family's name before it. */
const family = (name: string, entries: readonly Entry[]): [string, CodeMeaning][] =>
  entries.flatMap(([codes, meaning]) => spell(codes).map((code): [string, CodeMeaning] => [`${name}${code}`, meaning]));

const AUTH = family('AUTH', [
  ['0001-0004 0006-0008', setup()],
  ['0005', again(START_AGAIN)],
]);

/** Card window and confirmation. */
const CPCA = family('CPCA', [
  ['0000', success],
  ['0001', no('sheet_expired', START_AGAIN)],
  ['0002-0005', cardInvalid],
  ['0006-0007 0022-0025', setup(LIMIT)],
  ['0008-0010 0012-0021 0026 0201-0202', ask],
  ['0011', autoCancelled],
  ['9997-9998', setup()],
  ['9999', declined],
  ['D001-D002', keyDead],
  ['E001-E004', invalid],
]);

/** Delivery of payment records; the account manual says BILL. */
const RECORDS: readonly Entry[] = [
  ['0000', success],
  ['0001', invalid],
  ['0002', again(START_AGAIN)],
  ['0003', no('not_paid', '결제 내역이 없습니다.')],
  ['0006', ask],
];

/** Charges on a stored card, any number of times. */
const SPCD = family('SPCD', [
  ['0000', success],
  ['0001 0011-0012', doubtKey],
  ['0002-0003', invalid],
  ['0004 0008 0015-0017', again(START_AGAIN)],
  ['0007', setup()],
  ['0009-0010', setup(LIMIT)],
  ['0013', cardInvalid],
  ['0014 0019-0026', ask],
  ['0018', declined],
  ['1001', ask],
  ['1002 1004', keyDead],
  ['1003', autoCancelled],
  ['9991', setup()],
  ['9997', ask],
  ['9998', invalid],
  ['9999', cardInvalid],
]);

/** Charges on a stored card, once for each month. */
const RPCD = family('RPCD', [
  ['0000', success],
  ['0001 0011-0012', doubtKey],
  ['0002-0005', invalid],
  ['0006 0008 0016-0018', again(START_AGAIN)],
  ['0007', setup()],
  ['0009-0010', setup(LIMIT)],
  ['0013', cardInvalid],
  // Whether the failed update came before or after the charge, nobody says.
  ['0014', ask],
  ['0015 0020-0027', ask],
  ['0019', declined],
  ['1001', ask],
  ['1002', keyDead],
  ['1003', autoCancelled],
  ['9991', setup()],
  ['9998', invalid],
  ['9999', cardInvalid],
]);

/** Registration of a card. */
const CDAU = family('CDAU', [
  ['0000', success],
  ['0001', again(START_AGAIN)],
  ['0002 0007 9999 CK03-CK06', cardInvalid],
  ['0003-0006 0008-0009', again(START_AGAIN)],
  ['9991', setup()],
  ['9998 CK01-CK02', invalid],
]);

const OTHERS: readonly Entry[] = [
  ['0000 PAYC0000 PCHK000 PCHK0000 TSDL0000 PUSER0000 TSRG0000', success],
  ['PAYC0001-PAYC0002', setup()],
  ['PAYC0007 PAYC0011', notCancellable],
  ['PCCFD001', no('sheet_expired', START_AGAIN)],
  ['CPAY0202 CPAY0018 SPAY0011', ask],
  [CODES.bankPause.join(' '), decline('issuer_unavailable', '은행 점검 시간입니다. 잠시 후 다시 시도해 주세요.')],
];

/** Codes of the card networks, which Payple passes on. */
const NETWORK: readonly Entry[] = [
  ['1103 1113 1125 1156 3106 3134 3168 3199 3201', ask],
  ['1104 1117', no('not_paid', '원거래가 없습니다.')],
  ['1105', invalid],
  ['1110', invalid],
  ['1115-1116 1118 1120 1123 1126-1130 1144-1145 3118 3121', notCancellable],
  ['1124 3100 3119', decline('expired_card', CARD_INVALID)],
  ['3110', cardInvalid],
  ['3115 3117', decline('wrong_password', CARD_INVALID)],
  ['2101', no('buyer_cancelled', '결제를 취소하셨습니다.')],
  ['3112', decline('limit_exceeded', '카드 한도를 넘었습니다. 다른 카드를 이용해 주세요.')],
  ['3122-3123 3128 3146', decline('card_blocked', CARD_UNUSABLE)],
  ['3133', decline('insufficient_balance', '잔액이 부족합니다. 다른 카드를 이용해 주세요.')],
  ['3143', decline('ask_issuer', '카드사에 문의해 주세요.')],
];

const MEANINGS: ReadonlyMap<string, CodeMeaning> = new Map([
  ...AUTH,
  ...CPCA,
  ...family('CBIL', RECORDS),
  ...family('BILL', RECORDS),
  ...SPCD,
  ...RPCD,
  ...CDAU,
  ...family('', OTHERS),
  ...family('', NETWORK),
]);

/** What a code means; one that is not listed, or is missing, may mean anything. */
export function meaningOf(code: string | null): CodeMeaning {
  return (code === null ? undefined : MEANINGS.get(code)) ?? ask;
}

/**
 * Whether an error to the question for a stored key says that there is no such key. Payple documents no code for that,
 * so this is our decision: any explicit no says so, unless it is known to be about something else (our contract, the
 * session, the request, a bank's pause). An unlisted code therefore counts, except numbers from 9900 on, which are general
 * trouble in every family. Because a fault of Payple's may look the same, one no must never be enough to end a key.
 */
export function deniesKey(code: string | null): boolean {
  if (code === null) return true;
  if (!isListed(code)) return !/99\d\d$/.test(code);
  const meaning = meaningOf(code);
  const isAboutKey = meaning.is === 'refused' && (meaning.reason === 'key_dead' || meaning.reason === 'not_paid');
  return meaning.is === 'key_doubted' || isAboutKey;
}

/** Whether the table has a line for the code. */
export function isListed(code: string): boolean {
  return MEANINGS.has(code);
}

/** Spells out `0001 0003-0005`; the letters before the last digits of both ends of a range are the same. */
function spell(codes: string): string[] {
  return codes.split(' ').flatMap((part) => {
    const [from = '', to] = part.split('-');
    if (to === undefined) return [from];
    const letters = /^\D*/.exec(from)?.[0] ?? '';
    const width = from.length - letters.length;
    const [first, last] = [Number(from.slice(letters.length)), Number(to.slice(letters.length))];
    return Array.from({ length: last - first + 1 }, (_, index) => letters + String(first + index).padStart(width, '0'));
  });
}

/** What failing a handshake with a code asks an administrator to do. */
export const AUTH_ADVICE: Readonly<Record<string, string>> = {
  AUTH0001: 'the merchant id is missing or wrong: check PAYPLE_CST_ID, or the seller’s cstId.',
  AUTH0002: 'the merchant key is missing or wrong: check PAYPLE_CUST_KEY, or the seller’s custKey.',
  AUTH0003:
    'there is no such merchant: check PAYPLE_CST_ID, or the seller’s cstId, and that PAYPLE_MODE is right for it.',
  AUTH0004: 'our domain or address is not registered there: check PAYPLE_REFERER against the domain in the contract.',
  AUTH0005: 'it could not make a token; this passes.',
  AUTH0006: 'it wants https: check PAYPLE_API_URL.',
  AUTH0007: 'the page of the window is on another domain than PAYPLE_REFERER: set it to that page’s domain.',
  // Not documented: a client reports it where every confirmation is sent to one and the same address.
  AUTH0008: 'it does not take the address that the confirmation was sent to: check PAYPLE_API_URL.',
};
