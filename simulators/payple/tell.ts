// Tells merchants of payments, cancels and removed keys, at the addresses they left for that.
// Must never hold an answer back: notices go their own way, and what a merchant answers changes no payment.
import { formText, formValue } from '../ground/form-text.js';
import { jsonText } from '../ground/json-text.js';
import type { BillingKey, Cancellation, Merchant, Notice, Payment } from './books/rows.js';
import { toYmdt } from './clock.js';
import { dress } from './dress.js';
import type { Fault } from './faults.js';
import type { Simulator } from './simulator.js';
import { linkWire, paymentWire, PAID_TEXTS, periodWire, type Wire } from './wire.js';

const ADMIN_REMOVAL_TEXT = '2008 : 고객요청으로 자동이체 해지되었음(업체해지)';

export function paymentNotice(simulator: Simulator, merchant: Merchant, payment: Payment): Notice | undefined {
  const billed = payment.flow === 'SIMPLE' || payment.flow === 'REGULER';
  const cardCode = billed ? 'SPCD0000' : '0000';
  const wire: Wire = {
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: payment.type === 'card' ? cardCode : 'BILL0000',
    PCD_PAY_MSG: PAID_TEXTS[payment.type],
    PCD_CST_ID: merchant.cstId,
    PCD_PAY_WORK: payment.flow === 'CERT' ? 'CERT' : 'PAY',
    ...paymentWire(simulator, payment),
    PCD_PAY_AMOUNT: payment.order.totalWon,
    PCD_PAY_DISCOUNT: 0,
    PCD_PAY_AMOUNT_REAL: payment.order.totalWon,
    ...linkWire(payment),
  };
  return noticeOf(simulator, 'payment', payment.order.oid, merchant.noticeUrl, wire);
}

export function cancelNotice(
  simulator: Simulator,
  merchant: Merchant,
  payment: Payment,
  cancellation: Cancellation,
): Notice | undefined {
  const { order } = payment;
  return noticeOf(simulator, 'cancel', order.oid, merchant.noticeUrl, {
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: 'PAYC0000',
    PCD_PAY_MSG: '승인취소성공',
    PCD_CST_ID: merchant.cstId,
    PCD_PAYCANCEL_FLAG: 'Y',
    PCD_PAY_OID: order.oid,
    PCD_PAY_TYPE: payment.type,
    PCD_PAYER_NO: order.payerNo,
    PCD_PAYER_ID: payment.payerId ?? '',
    ...periodWire(order),
    PCD_PAY_GOODS: order.goods,
    PCD_PAY_TOTAL: order.totalWon,
    PCD_REFUND_TOTAL: cancellation.amountWon,
    PCD_REFUND_TIME: toYmdt(cancellation.cancelledAt),
  });
}

export function removalNotice(simulator: Simulator, merchant: Merchant, key: BillingKey): Notice | undefined {
  return noticeOf(simulator, 'removal', '', merchant.removalNoticeUrl, {
    PCD_CST_ID: merchant.cstId,
    PCD_PAY_WORK: 'PUSERDEL',
    PCD_PAY_RST: 'success',
    PCD_PAY_MSG: ADMIN_REMOVAL_TEXT,
    PCD_PAY_TYPE: key.instrument.kind,
    PCD_PAYER_ID: key.payerId,
    PCD_PAYER_NAME: key.payerName,
    PCD_PAYER_HP: key.payerHp,
  });
}

/** Lets a notice go its way once the books are safe; nothing when the merchant left no address. */
export function toTell(simulator: Simulator, notice: Notice | undefined, waitMs = 0): void {
  if (notice) simulator.notices.inBackground(tellAfter(simulator, notice.id, waitMs));
}

/** A stop in between forgets the wait: the next start tells at once. */
async function tellAfter(simulator: Simulator, id: string, waitMs: number): Promise<void> {
  if (waitMs === 0 || (await simulator.notices.pause(waitMs))) await tell(simulator, id);
}

/** Tells until the merchant answers 200 or the tries are over. Goes on after a restart from the beginning. */
export async function tell(simulator: Simulator, id: string): Promise<void> {
  const { books, notices, faults } = simulator;
  await books.settled();
  const first = books.notices.get(id);
  if (!first) return;
  const { delay, other } = faults.take('notice', { oid: first.oid });
  if (delay && !(await notices.pause(delay.delayMs))) return;
  if (other?.fault === 'drop_before_effect') return finish(simulator, first, 'the notice was lost on the way');
  const waits = [0, ...notices.retriesMs];
  for (const [index, waitMs] of waits.entries()) {
    if (waitMs > 0 && !(await notices.pause(waitMs))) return;
    const notice = books.notices.get(id);
    if (!notice) return;
    if (await deliver(simulator, notice, index === 0 ? other : undefined)) break;
  }
  return finish(simulator, first, null);
}

async function finish(simulator: Simulator, notice: Notice, remark: string | null): Promise<void> {
  if (remark !== null) {
    const { kind, oid, url } = notice;
    simulator.notices.remember({
      kind,
      oid,
      url,
      status: 0,
      body: remark,
      sentAt: new Date(simulator.now()).toISOString(),
    });
  }
  if (simulator.books.notices.has(notice.id)) simulator.books.commit({ told: [notice.id] });
  await simulator.books.settled();
}

/** True when the merchant took it. */
async function deliver(simulator: Simulator, notice: Notice, fault: Fault | undefined): Promise<boolean> {
  const text = textOf(simulator, notice);
  const sending = {
    kind: notice.kind,
    oid: notice.oid,
    url: notice.url,
    contentType: notice.format === 'json' ? 'application/json; charset=UTF-8' : 'application/x-www-form-urlencoded',
    body: fault?.fault === 'garbage' ? text.slice(0, 40) : text,
  };
  const answer = await simulator.notices.post(sending);
  if (fault?.fault === 'duplicate') await simulator.notices.post(sending);
  return answer.status === 200 && fault?.fault !== 'drop_after_effect';
}

/** The notice as it leaves, with what was ordered to be odd about it. */
function textOf(simulator: Simulator, notice: Notice): string {
  const odd = simulator.faults.takeOdd('notice', { oid: notice.oid }, notice.body);
  const body = simulator.oddAnswers.spoil('notice', notice.body, odd) as Record<string, unknown>;
  if (notice.format === 'json') return jsonText(body);
  return formText(Object.entries(body).map(([name, value]): [string, string] => [name, formValue(value)]));
}

function noticeOf(
  simulator: Simulator,
  kind: Notice['kind'],
  oid: string,
  url: string | null,
  wire: Wire,
): Notice | undefined {
  if (url === null) return undefined;
  const { habits, identifiers } = simulator;
  return { id: identifiers.hex(16), kind, oid, url, format: habits.notices, body: dress(habits, wire, 'notice') };
}
