// Writes what a window hands to the merchant's page: the fields of a success, a failure and a close.
// Must never hold a confirm's keys when there is nothing to confirm.
import type { Payment, PayWindow } from '../books/rows.js';
import { toYmdt } from '../clock.js';
import { dress } from '../dress.js';
import type { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { instrumentWire, linkWire, orderWire, PAID_TEXTS, paymentWire, type Wire } from '../wire.js';

export type ResultFields = Record<string, string>;

const REGISTERED_TEXTS = { card: '카드등록완료', transfer: '계좌등록완료' } as const;

/** AUTH: a billing key was made. CERT: the payer agreed and the merchant may confirm. Nothing is paid in either. */
export function agreedFields(simulator: Simulator, window: PayWindow, base: string): ResultFields {
  const url = window.confirmPath;
  const confirm: Wire =
    url === null
      ? {}
      : {
          PCD_PAY_REQKEY: window.reqKey ?? '',
          PCD_PAY_HOST: base,
          PCD_PAY_URL: url,
          PCD_PAY_COFURL: base + url,
        };
  const card: Wire = window.instrument ? instrumentWire(simulator, window.instrument, window.order.oid) : {};
  return textFields(simulator, {
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: '0000',
    PCD_PAY_MSG: agreedText(simulator, window),
    ...windowWire(window),
    ...confirm,
    ...orderWire(window.order, window.payerId),
    ...card,
    // Nothing is paid yet, so this is when the payer was asked to; that it is this moment is inferred.
    PCD_PAY_TIME: toYmdt(window.openedAt),
  });
}

function agreedText(simulator: Simulator, { type, work }: PayWindow): string {
  if (work === 'AUTH') return REGISTERED_TEXTS[type];
  return type === 'card' ? simulator.habits.certText : '인증완료';
}

/** PAY: charged in the window already. */
export function paidFields(simulator: Simulator, window: PayWindow, payment: Payment): ResultFields {
  return textFields(simulator, {
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: payment.type === 'card' ? '0000' : 'BILL0000',
    PCD_PAY_MSG: PAID_TEXTS[payment.type],
    ...windowWire(window),
    ...paymentWire(simulator, payment),
    ...linkWire(payment),
  });
}

export function failedFields(simulator: Simulator, window: PayWindow, refusal: Refusal): ResultFields {
  return textFields(simulator, {
    PCD_PAY_RST: 'error',
    PCD_PAY_CODE: refusal.code,
    PCD_PAY_MSG: refusal.messageFor(simulator.books.merchants.get(window.cstId)),
    ...windowWire(window),
    ...orderWire(window.order, window.knownPayerId),
  });
}

/** A close gives the request back, the merchant's tokens included, and has no code. */
export function closedFields(window: PayWindow): ResultFields {
  const request = Object.entries(window.parameters).filter(([name]) => name !== 'callbackFunction');
  return { ...Object.fromEntries(request), PCD_PAY_RST: 'close', PCD_PAY_MSG: '결제를 종료하였습니다.' };
}

function windowWire(window: PayWindow): Wire {
  return {
    PCD_PAY_TYPE: window.type,
    PCD_PAY_WORK: window.work,
    ...(window.type === 'card' ? { PCD_CARD_VER: window.cardVer } : {}),
    PCD_AUTH_KEY: window.authKey,
    PCD_RST_URL: window.parameters.PCD_RST_URL ?? '',
    PCD_HTTP_REFERER: window.parameters.PCD_HTTP_REFERER ?? '',
  };
}

/** The result travels through a browser's form, in which everything is text. */
function textFields(simulator: Simulator, wire: Wire): ResultFields {
  const { resultField } = simulator.habits;
  const { PCD_PAY_RST: result = '', ...others } = wire;
  const told: Wire = {
    ...(resultField === 'result' ? {} : { PCD_PAY_RST: result }),
    ...(resultField === 'rst' ? {} : { PCD_PAY_RESULT: result }),
    ...others,
  };
  const dressed = dress({ ...simulator.habits, amounts: 'strings' }, told, 'window');
  return Object.fromEntries(Object.entries(dressed).map(([name, value]) => [name, String(value)]));
}
