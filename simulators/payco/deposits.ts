// Lets money arrive at a virtual account and tells the merchant until the merchant says OK.
// Must never book a deposit twice, however often it is told.
import { isVirtualAccount, type Payment, type Sheet, stateOf } from './books/rows.js';
import { formText } from '../ground/form-text.js';
import { toJsonText } from './decimals.js';
import type { NoticeAnswer } from './notices.js';
import type { Simulator } from './simulator.js';
import { approvalResult } from './wire.js';
import { isRecord, parseJson } from './fields.js';

export const NOTIFY_WAYS = ['normal', 'duplicate', 'none', 'early'] as const;
export type NotifyWay = (typeof NOTIFY_WAYS)[number];

/** Why no money can arrive for this payment; undefined when it can. */
export function whyNoDeposit(payment: Payment, now: number): string | undefined {
  if (!isVirtualAccount(payment)) return 'this payment was not made to a virtual account';
  const state = stateOf(payment, now);
  if (state === 'EXPIRED') return 'the virtual account has expired';
  return state === 'CANCELLED' ? 'the merchant has closed the virtual account' : undefined;
}

/** Books the deposit (once) and sends its notice; a second call only tells again. */
export async function deposit(simulator: Simulator, payment: Payment, way: NotifyWay): Promise<NoticeAnswer[]> {
  const sheet = simulator.books.sheets.get(payment.reserveOrderNo);
  if (!sheet) return [];
  const waiting = payment.completedAt === null;
  const answers: NoticeAnswer[] = [];
  if (way === 'early' && waiting) answers.push(...(await tellOnce(simulator, sheet, withMoney(simulator, payment))));
  const latest = simulator.books.payments.get(payment.orderNo) ?? payment;
  if (latest.completedAt === null) {
    const told = way === 'none' || sheet.depositUrl === null;
    simulator.books.commit({
      payments: [{ ...withMoney(simulator, latest), notice: told ? null : { tries: 0, accepted: false } }],
    });
  }
  // The money is on the books before anyone hears of it.
  await simulator.books.settled();
  if (way === 'none') return answers;
  answers.push(...(await tell(simulator, payment.orderNo)));
  if (way === 'duplicate') answers.push(...(await tell(simulator, payment.orderNo)));
  simulator.notices.inBackground(keepTelling(simulator, payment.orderNo));
  return answers;
}

function withMoney(simulator: Simulator, payment: Payment): Payment {
  return { ...payment, completedAt: simulator.now() };
}

/** Tells the merchant once about what the books say, and notes whether the merchant took it. */
export async function tell(simulator: Simulator, orderNo: string): Promise<NoticeAnswer[]> {
  const payment = simulator.books.payments.get(orderNo);
  const sheet = payment && simulator.books.sheets.get(payment.reserveOrderNo);
  if (!payment || !sheet) return [];
  const trouble = simulator.faults.take('deposit', sheet.orderKey);
  if (trouble.delay) await simulator.notices.pause(trouble.delay.delayMs);
  const fault = trouble.other?.fault;
  const answers = fault === 'drop_before_effect' ? [] : await tellOnce(simulator, sheet, payment, fault === 'garbage');
  if (fault === 'duplicate') answers.push(...(await tellOnce(simulator, sheet, payment)));
  // A lost answer looks to PAYCO like no answer: it tells again.
  noteTry(simulator, orderNo, fault !== 'drop_after_effect' && answers.some((answer) => wasAccepted(answer)));
  return answers;
}

/** Goes on telling after the waits that are left, also after a restart, until the merchant says OK. */
export async function keepTelling(simulator: Simulator, orderNo: string): Promise<void> {
  for (;;) {
    const notice = simulator.books.payments.get(orderNo)?.notice;
    if (!notice || notice.accepted) return;
    const waitMs = simulator.notices.retriesMs[Math.max(0, notice.tries - 1)];
    if (waitMs === undefined || !(await simulator.notices.pause(waitMs))) return;
    if (simulator.books.payments.get(orderNo)?.notice?.accepted === false) await tell(simulator, orderNo);
  }
}

function noteTry(simulator: Simulator, orderNo: string, accepted: boolean): void {
  const payment = simulator.books.payments.get(orderNo);
  if (!payment?.notice) return;
  const notice = { tries: payment.notice.tries + 1, accepted: payment.notice.accepted || accepted };
  simulator.books.commit({ payments: [{ ...payment, notice }] });
}

/** Only the word counts; what PAYCO makes of the HTTP status is not known, so an error status is no OK. */
function wasAccepted(answer: NoticeAnswer): boolean {
  return answer.status >= 200 && answer.status < 300 && answer.body.trim() === 'OK';
}

async function tellOnce(
  simulator: Simulator,
  sheet: Sheet,
  payment: Payment,
  garbled = false,
): Promise<NoticeAnswer[]> {
  const isDeposit = isVirtualAccount(payment) && payment.completedAt !== null;
  const url = isDeposit ? sheet.depositUrl : sheet.serviceUrl;
  if (url === null) return [];
  const form = isDeposit ? depositForm(sheet, payment) : serviceForm(sheet, payment);
  const text = formText(spoiledForm(simulator, sheet, form, garbled));
  return [await simulator.notices.post(isDeposit ? 'deposit' : 'service', payment.orderNo, url, text)];
}

interface Form {
  /** The merchant's own parameters, which may have any name. */
  readonly own: readonly (readonly [string, unknown])[];
  readonly told: Readonly<Record<string, unknown>>;
}

/** The form as it leaves: `response` as JSON text, with what was ordered to be odd about it, or cut off. */
function spoiledForm(simulator: Simulator, sheet: Sheet, form: Form, garbled: boolean): [string, string][] {
  const odd = simulator.faults.takeOdd('deposit', sheet.orderKey, form.told);
  const spoiled = simulator.oddAnswers.spoil('deposit', form.told, odd) as Record<string, unknown>;
  return [...form.own, ...Object.entries(spoiled)].map(([name, value]): [string, string] => {
    const text = typeof value === 'string' ? value : toJsonText(value);
    return [name, garbled && name === 'response' ? text.slice(0, 40) : text];
  });
}

function depositForm(sheet: Sheet, payment: Payment): Form {
  return { own: [], told: { response: approvalResult(sheet, payment) } };
}

/** PAY1: the payment itself is told, with the merchant's own parameter and its keys beside. */
function serviceForm(sheet: Sheet, payment: Payment): Form {
  const own = parseJson(sheet.serviceParameters ?? '');
  const response = {
    ...approvalResult(sheet, payment),
    orderMethod: sheet.orderMethod,
    serviceUrlParam: sheet.serviceParameters ?? '',
  };
  return { own: isRecord(own) ? Object.entries(own) : [], told: { code: '0', message: 'success', response } };
}
