// order/reserve: opens an order sheet for one order of a merchant.
// Must never lock the order key; only a payment does that.
import type { ProductLine, Sheet } from '../books/rows.js';
import { endOfYmd, fromYmdt } from '../clock.js';
import type { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import { splitByFloor, sumOfSplit, type TaxSplit } from '../tax.js';
import type { Call, CallInput } from './call.js';

const SHEET_LIFE_MS = 2 * 60 * 60 * 1000;
const PAID_KEY_TEXT = 'The order number is already registered.';

export const reserve: Call = (simulator, input) => {
  const sheet = readSheet(input, simulator.now());
  if (sheet.uniqueKey && simulator.books.paymentsOf(sheet.sellerKey, sheet.orderKey).length > 0) {
    throw new Refusal(simulator.habits.paidKeyCode, PAID_KEY_TEXT);
  }
  if (input.decline) throw input.decline;
  const reserveOrderNo = simulator.identifiers.number(simulator.now());
  simulator.books.commit({ sheets: [{ ...sheet, reserveOrderNo }] });
  return { reserveOrderNo, orderSheetUrl: `${simulator.origin()}${sheetPath(sheet, reserveOrderNo)}` };
};

function sheetPath(sheet: Omit<Sheet, 'reserveOrderNo'>, reserveOrderNo: string): string {
  if (sheet.channel === 'PC') return `/easyLogin/${reserveOrderNo}`;
  return `/m/easyAppLogin/${reserveOrderNo}${sheet.inApp ? '?inAppYn=Y' : ''}`;
}

function readSheet({ fields, merchant }: CallInput, now: number): Omit<Sheet, 'reserveOrderNo'> {
  const orderKey = fields.text('sellerOrderReferenceKey', 100);
  const totalWon = fields.won('totalPaymentAmt');
  const products = readProducts(fields, merchant.products, totalWon);
  fields.oneOf('currency', ['KRW']);
  const approvesByItself = fields.oneOf('payMode', ['PAY1', 'PAY2']) === 'PAY1';
  const extra = readExtraData(fields, now);
  return {
    sellerKey: merchant.sellerKey,
    orderKey,
    uniqueKey: fields.oneOf('sellerOrderReferenceKeyType', ['UNIQUE_KEY', 'DUPLICATE_KEY']) === 'UNIQUE_KEY',
    totalWon,
    split: readSplit(fields, totalWon),
    deliveryFeeWon: fields.optionalWon('totalDeliveryFeeAmt') ?? 0,
    title: fields.optionalText('orderTitle') ?? products[0]?.name ?? '',
    products,
    orderMethod: readOrderMethod(fields),
    channel: fields.oneOf('orderChannel', ['PC', 'MOBILE']),
    inApp: fields.flag('inAppYn'),
    uiType: fields.oneOf('orderSheetUiType', ['RED', 'GRAY']),
    approvesByItself,
    returnUrl: readUrl(fields, 'returnUrl', !approvesByItself),
    returnParameters: readReturnParameters(fields),
    serviceUrl: readUrl(fields, 'serviceUrl', approvesByItself),
    serviceParameters: fields.optionalText('serviceUrlParam', 1000),
    depositUrl: fields.optionalText('nonBankbookDepositInformUrl', 1000),
    reservedAt: now,
    ...extra,
    cancelUrl: fields.flag('customUrlSchemeUseYn') ? (extra.appUrl ?? extra.cancelUrl) : extra.cancelUrl,
    state: 'RESERVED',
    certificates: [],
    orderNo: null,
    replayUrl: null,
  };
}

function readOrderMethod(fields: Fields): Sheet['orderMethod'] {
  fields.text('orderMethod');
  return fields.oneOf('orderMethod', ['EASYPAY', 'EASYPAY_F', 'CHECKOUT']);
}

function readProducts(
  fields: Fields,
  known: readonly { cpId: string; productId: string }[],
  totalWon: number,
): ProductLine[] {
  const products = fields.list('orderProducts').map(readProduct);
  for (const product of products) {
    if (!known.some((entry) => entry.cpId === product.cpId && entry.productId === product.productId)) {
      throw Refusal.own('productNotOfMerchant');
    }
  }
  if (new Set(products.map((product) => product.referenceKey)).size < products.length) {
    fields.refuse('sellerOrderProductReferenceKey must be unique within the order.');
  }
  if (totalWon === 0) fields.refuse('totalPaymentAmt must be above 0.');
  if (products.reduce((sum, product) => sum + product.paymentWon, 0) !== totalWon)
    throw Refusal.own('amountsDoNotAddUp');
  return products;
}

function readProduct(fields: Fields): ProductLine {
  fields.won('productAmt');
  fields.won('sortOrdering');
  fields.optionalText('option', 100);
  fields.optionalText('orderConfirmUrl', 4000);
  fields.optionalText('orderConfirmMobileUrl', 1000);
  fields.optionalText('productImageUrl', 4000);
  fields.oneOf('taxationType', ['TAXATION', 'DUTYFREE', 'COMBINE', 'SMALL']);
  return {
    cpId: fields.text('cpId', 30),
    productId: fields.text('productId', 50),
    name: fields.text('productName', 4000),
    quantity: fields.won('orderQuantity'),
    paymentWon: fields.won('productPaymentAmt'),
    referenceKey: fields.text('sellerOrderProductReferenceKey', 100),
  };
}

/** The merchant's split when it adds up; PAYCO's own, rounded down, for what was left out. */
function readSplit(fields: Fields, totalWon: number): TaxSplit {
  const taxableWon = fields.optionalWon('totalTaxableAmt');
  const vatWon = fields.optionalWon('totalVatAmt');
  const taxfreeWon =
    fields.optionalWon('totalTaxfreeAmt') ?? (taxableWon === null && vatWon === null ? dutyFreeWon(fields) : 0);
  if (taxfreeWon > totalWon) throw Refusal.own('amountsDoNotAddUp');
  if (taxableWon === null && vatWon === null) return splitByFloor(totalWon, taxfreeWon);
  const split = {
    taxfreeWon,
    taxableWon: taxableWon ?? totalWon - taxfreeWon - (vatWon ?? 0),
    vatWon: vatWon ?? totalWon - taxfreeWon - (taxableWon ?? 0),
  };
  if (sumOfSplit(split) !== totalWon || split.taxableWon < 0 || split.vatWon < 0)
    throw Refusal.own('amountsDoNotAddUp');
  return split;
}

function dutyFreeWon(fields: Fields): number {
  return fields
    .list('orderProducts')
    .filter((product) => product.optionalText('taxationType') === 'DUTYFREE')
    .reduce((sum, product) => sum + product.won('productPaymentAmt'), 0);
}

function readUrl(fields: Fields, name: string, required: boolean): string | null {
  const url = required ? fields.text(name, 1000) : fields.optionalText(name, 1000);
  if (url !== null && (!URL.canParse(url) || !/^https?:/i.test(url))) fields.refuse(`${name} must be an absolute URL.`);
  return url;
}

/** Every top-level key comes back as a parameter of its own; PAYCO takes the double quotes out of the values. */
function readReturnParameters(fields: Fields): Record<string, string> {
  const entries = Object.entries(fields.jsonText('returnUrlParam', 1000));
  return Object.fromEntries(entries.map(([name, value]) => [name, textOfParameter(value)]));
}

function textOfParameter(value: unknown): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll('"', '');
}

function readExtraData(fields: Fields, now: number) {
  const values = fields.jsonText('extraData', 4000);
  const extra = fields.nested(values);
  const views = fields.nested(values.viewOptions);
  const expiry = extra.optionalText('payExpiryYmdt');
  return {
    expiresAt: expiry === null ? now + SHEET_LIFE_MS : (fromYmdt(expiry) ?? fields.refuse('payExpiryYmdt is invalid.')),
    accountExpiresAt: readAccountExpiry(extra),
    cancelUrl: extra.optionalText('cancelMobileUrl', 1000),
    appUrl: extra.optionalText('appUrl', 1000),
    language: views.oneOf('languageCode', ['KR', 'EN']),
    inIframe: views.flag('iframeYn'),
  };
}

/** Eight digits last until 24:00 of the day. */
function readAccountExpiry(extra: Fields): number | null {
  const text = extra.optionalText('virtualAccountExpiryYmd');
  if (text === null) return null;
  return (text.length === 8 ? endOfYmd(text) : fromYmdt(text)) ?? extra.refuse('virtualAccountExpiryYmd is invalid.');
}
