// LINKREG: a merchant makes a payment link, which any buyer with its address can pay until it is over.
// Must never take money.
import { letIn, refuseOldKey, usedUp } from '../auth/access.js';
import type { Merchant, PayLink, PayType } from '../books/rows.js';
import { fromYmdh } from '../clock.js';
import { OTHER_ACCESS } from '../families.js';
import type { Fields } from '../fields.js';
import { linkUrl } from '../links.js';
import { LEAST_WON, readOrder } from '../orders.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import type { Call } from './call.js';

const TYPES: Readonly<Record<string, readonly PayType[]>> = {
  card: ['card'],
  transfer: ['transfer'],
  'transfer+card': ['transfer', 'card'],
};

export const registerLink: Call = (simulator, input) => {
  const { fields } = input;
  if (!input.isRightAct) throw new Refusal(OTHER_ACCESS.access);
  const { merchant, session } = letIn(simulator, { ...input, purpose: 'linkreg', codes: OTHER_ACCESS });
  refuseOldKey(simulator, session, OTHER_ACCESS);
  const link = readLink(simulator, fields, merchant);
  if (input.decline) throw input.decline;
  simulator.books.commit({ links: [link], sessions: [usedUp(simulator, session)] });
  return {
    PCD_LINK_MSG: '링크생성완료',
    PCD_LINK_KEY: link.key,
    PCD_LINK_URL: linkUrl(simulator, link.key),
    PCD_LINK_MEMO: link.memo,
    PCD_LINK_EXPIREDATE: fields.text('PCD_LINK_EXPIREDATE'),
    PCD_PAY_WORK: 'LINKREG',
    PCD_PAY_TYPE: fields.text('PCD_PAY_TYPE'),
    PCD_PAY_GOODS: link.order.goods,
    PCD_PAY_TOTAL: link.order.totalWon,
    PCD_PAY_ISTAX: link.order.isTaxed ? 'Y' : 'N',
    PCD_PAY_TAXTOTAL: link.order.taxWon,
  };
};

function readLink(simulator: Simulator, fields: Fields, merchant: Merchant): PayLink {
  const types = TYPES[fields.text('PCD_PAY_TYPE')];
  const order = readOrder(simulator, fields);
  const isRight =
    (!fields.has('PCD_PAY_WORK') || fields.text('PCD_PAY_WORK') === 'LINKREG') &&
    order.goods !== '' &&
    order.taxWon <= order.totalWon;
  if (!types || !isRight || types.some((type) => order.totalWon < LEAST_WON[type])) throw Refusal.own('linkWrong');
  return {
    key: simulator.identifiers.token(),
    cstId: merchant.cstId,
    types,
    cardVer: fields.text('PCD_CARD_VER') === '02' ? '02' : '01',
    order: { ...order, oid: '', period: null, isSimple: false },
    memo: fields.text('PCD_LINK_MEMO'),
    addParam: readAddParam(fields),
    resultUrl: readResultUrl(fields),
    createdAt: simulator.now(),
    expiresAt: readExpiry(simulator, fields),
    paidOids: [],
  };
}

/** JSON written as text; an object is as good. It comes back letter for letter. */
function readAddParam(fields: Fields): string {
  const value = fields.json('PCD_LINK_ADD_PARAM');
  if (value === undefined) throw Refusal.own('linkWrong');
  return value;
}

function readResultUrl(fields: Fields): string | null {
  const url = fields.text('PCD_RST_URL');
  if (url === '') return null;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw Refusal.own('linkWrong');
  return url;
}

/** A link is good until the hour begins; without one it is good until it is paid. */
function readExpiry(simulator: Simulator, fields: Fields): number | null {
  if (!fields.has('PCD_LINK_EXPIREDATE')) return null;
  const expiresAt = fromYmdh(fields.text('PCD_LINK_EXPIREDATE'));
  if (expiresAt === undefined || expiresAt <= simulator.now()) throw Refusal.own('linkWrong');
  return expiresAt;
}
