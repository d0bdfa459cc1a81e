// Confirm: the merchant takes the money that a payer consented to in a window.
// Must never take an amount or an order from the merchant; they were settled in the window.
import { letIn, refuseOldKey } from '../auth/access.js';
import type { BillingKey, PayType, PayWindow } from '../books/rows.js';
import { OWN } from '../codes.js';
import { paymentCodes } from '../families.js';
import { takePayment } from '../payments.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { confirmWire, PAID_TEXTS, paymentWire } from '../wire.js';
import type { Call, CallInput } from './call.js';

const CONFIRM_WITHIN_MS = 10 * 60 * 1000;

export function confirmOf(type: PayType): Call {
  return (simulator, input) => {
    const codes = paymentCodes(type, 'window');
    const { fields } = input;
    if (!input.isRightAct) throw new Refusal(codes.access);
    const knock = { fields, purpose: 'window', codes, path: null, referer: input.referer } as const;
    const { merchant, session } = letIn(simulator, knock);
    const window = findWindow(simulator, input, type);
    if (window.state === 'PAID') throw new Refusal(codes.duplicate);
    refuseLate(simulator, window);
    refuseOldKey(simulator, session, codes);
    const key = keyOfWindow(simulator, window, fields.text('PCD_PAYER_ID'));
    const payment = takePayment(simulator, {
      merchant,
      session,
      type,
      flow: 'CERT',
      order: window.order,
      instrument: window.instrument,
      key,
      quota: window.quota,
      codes,
      decline: input.decline,
      window,
    });
    return {
      PCD_PAY_CODE: type === 'card' ? simulator.habits.confirmCode : 'BILL0000',
      PCD_PAY_MSG: PAID_TEXTS[type],
      ...paymentWire(simulator, payment),
      ...confirmWire(payment, window),
    };
  };
}

type AgreedWindow = PayWindow & { readonly instrument: NonNullable<PayWindow['instrument']> };

/** The window this request key is for, which must be the one its AuthKey opened. */
function findWindow(simulator: Simulator, { fields, path }: CallInput, type: PayType): AgreedWindow {
  const wrongKey = new Refusal(type === 'card' ? 'CPCA0005' : OWN.accessWrong[0]);
  const window = simulator.books.windowOfRequest(fields.text('PCD_PAY_REQKEY'));
  if (!window || window.authKey !== fields.text('PCD_AUTH_KEY') || window.type !== type) throw wrongKey;
  const { instrument, confirmPath } = window;
  if (!instrument) throw wrongKey;
  const changed = confirmPath?.startsWith('/c/') ?? false;
  if (changed && confirmPath?.split('?')[0] !== path) throw new Refusal(paymentCodes(type, 'window').access);
  return { ...window, instrument };
}

function refuseLate(simulator: Simulator, window: PayWindow): void {
  const authenticatedAt = window.authenticatedAt ?? window.openedAt;
  if (authenticatedAt + CONFIRM_WITHIN_MS <= simulator.now()) throw new Refusal('PCCFD001');
}

/** An app card has no billing key; everything else must name the one of its window. */
function keyOfWindow(simulator: Simulator, window: PayWindow, payerId: string): BillingKey | null {
  if (window.payerId === null) return null;
  const codes = paymentCodes(window.type, 'window');
  if (payerId === '') throw new Refusal(codes.keyMissing);
  if (payerId !== window.payerId) throw new Refusal(codes.keyForeign);
  const key = simulator.books.keys.get(payerId);
  if (key?.state !== 'ACTIVE') throw new Refusal(codes.keyDead);
  return key;
}
