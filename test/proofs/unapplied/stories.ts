// The ways in which an answer about money comes in, at both providers: each prepared up to the moment of the answer.
// Must never look into the database; whoever tells a story looks there afterwards.
import { readId, type IdKind } from '../../../src/common/ids.js';
import type { House } from '../../support/house.js';
import { visit, type Merchant, type ShownOrder, type ShownPayment } from '../../support/merchant.js';
import { deliver } from '../../support/payple-control.js';
import { waitFor } from '../../support/wait-for.js';
import { holdCalls } from '../../support/hold-calls.js';
import { randomUUID } from 'node:crypto';
import type { MoneyTable } from './refusals.js';

/** What an answer is about. */
export interface Subject {
  readonly table: 'payments' | 'cancellations' | 'cash_receipts' | 'billing_keys';
  /** UUID; `null` when it is only known afterwards: the newest of the order then. */
  readonly id: string | null;
  readonly order: ShownOrder | null;
  /** Where it is once its answer is applied. */
  readonly settled: string;
  /** Where it is when the answer could not be applied. */
  readonly doubted: readonly string[];
  /** Whether the rule of the doubt is recorded with it; cards, cash receipts and what a job does have none. */
  readonly hasRule: boolean;
}

/** A story up to the answer. */
export interface Prepared {
  readonly subject: Subject;
  /** Lets the answer come in. @returns the HTTP status that whoever waits for it gets */
  act(): Promise<number>;
  /** Whether the answer is applied, where the state of the row does not tell. */
  isApplied?(): Promise<boolean>;
}

export interface Story {
  readonly name: string;
  /** Tables that the statement of this answer writes into. */
  readonly tables: readonly MoneyTable[];
  prepare(house: House): Promise<Prepared>;
  /** Whether it settles by itself once the database takes the answer; a card that could not be stored is for an operator. */
  readonly settles: boolean;
  /** The job that applies the answer, where an operator is called only after several tries of it: its tries come at once. */
  readonly retriedJob?: string;
}

const PAID: readonly MoneyTable[] = ['orders', 'payments', 'events', 'exchanges', 'verdicts', 'webhook_deliveries'];
const REFUNDED: readonly MoneyTable[] = [
  ...(['orders', 'cancellations', 'events', 'exchanges', 'verdicts', 'webhook_deliveries'] as const),
  'idempotency_records',
];
const RECORDED: readonly MoneyTable[] = [
  ...(['orders', 'cancellations', 'events', 'exchanges', 'verdicts', 'webhook_deliveries'] as const),
  'refund_notices',
];
const REGISTERED: readonly MoneyTable[] = ['billing_keys', 'events', 'exchanges', 'webhook_deliveries'];
const IN_DOUBT = ['in_doubt'];

export const STORIES: readonly Story[] = [
  {
    name: 'a payment at PAYCO',
    tables: PAID,
    settles: true,
    prepare: async ({ merchant, payco }) => {
      const { order, payment } = await opened(merchant, 'payco');
      const returnUrl = await payco.agree(payment);
      return { subject: paid(order, payment), act: async () => (await visit(returnUrl)).status };
    },
  },
  {
    name: 'a payment at PAYCO whose answer was lost, and which a job finds',
    tables: PAID,
    settles: true,
    prepare: async ({ merchant, payco }) => {
      const { order, payment } = await opened(merchant, 'payco');
      const returnUrl = await payco.agree(payment);
      await payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
      return {
        subject: paid(order, payment),
        act: async () => {
          const { status } = await visit(returnUrl);
          await untilShown(merchant, order, ({ payments: [found] }) => found?.status === 'paid' || isCalled(found));
          return status;
        },
      };
    },
  },
  {
    name: 'a deposit notice of PAYCO',
    tables: PAID,
    settles: true,
    prepare: async ({ merchant, payco }) => {
      const { order, payment } = await opened(merchant, 'payco');
      await visit(await payco.agree(payment, 'virtual_account'));
      const [waiting] = (await merchant.show(order)).payments;
      const orderNo = waiting?.receipt?.providerPaymentId ?? '';
      return {
        subject: paid(order, payment),
        act: async () => {
          const { notices } = (await payco.deposit(orderNo, { notify: 'normal' })) as { notices: { status: number }[] };
          return notices[0]?.status ?? 0;
        },
      };
    },
  },
  {
    name: 'a refund at PAYCO',
    tables: REFUNDED,
    settles: true,
    prepare: async (house) => refunding(house, await paidAtPayco(house)),
  },
  {
    name: 'a payment at Payple',
    tables: PAID,
    settles: true,
    prepare: async ({ merchant, payple }) => {
      const { order, payment } = await opened(merchant, 'payple');
      const result = await payple.finish(payment, 'pay');
      return { subject: paid(order, payment), act: async () => (await deliver(result)).status };
    },
  },
  {
    name: 'a payment from an account at Payple',
    tables: PAID,
    settles: true,
    prepare: async ({ merchant, payple }) => {
      const { order, payment } = await opened(merchant, 'payple', 'transfer');
      const result = await payple.finish(payment, 'pay');
      return { subject: paid(order, payment), act: async () => (await deliver(result)).status };
    },
  },
  {
    name: 'money that Payple took for an order that was withdrawn, and gives back',
    tables: ['payments', 'cancellations', 'events', 'exchanges', 'verdicts', 'webhook_deliveries'],
    settles: true,
    prepare: async ({ url, merchant, payple }) => {
      const order = await merchant.order();
      const wish = { provider: 'payple', channel: 'pc', mode: 'immediate' };
      const { body: payment } = await merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
      await payple.finish(payment, 'pay');
      await merchant.call('POST', `/v1/orders/${order.id}/void`);
      const givingBack = holdCalls('cPayCAct', 'answer');
      const notice = new URLSearchParams({ PCD_PAY_OID: payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '' });
      const told = fetch(`${url}/v1/payple/notices`, { method: 'POST', body: notice });
      await givingBack.untilHeld();
      return {
        subject: { table: 'cancellations', id: null, order, settled: 'done', doubted: IN_DOUBT, hasRule: true },
        act: async () => {
          givingBack.letGo();
          await untilShown(
            merchant,
            order,
            ({ cancellations: [reversal] }) => reversal?.status === 'done' || reversal?.attention != null,
          );
          return (await told).status;
        },
      };
    },
  },
  {
    name: 'a refund at Payple',
    tables: REFUNDED,
    settles: true,
    prepare: async (house) => refunding(house, await paidAtPayple(house), 10_000),
  },
  {
    name: 'a payment at Payple whose answer was lost, and which is found when a notice makes us ask',
    tables: PAID,
    settles: true,
    prepare: async ({ merchant, payple }) => {
      const { order, payment } = await opened(merchant, 'payple');
      const oid = payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '';
      await payple.fail({ endpoint: 'confirm', oid, fault: 'drop_after_effect' });
      const result = await payple.finish(payment, 'pay');
      return {
        subject: paid(order, payment),
        act: async () => {
          const { status } = await deliver(result);
          await untilShown(merchant, order, ({ payments: [found] }) => found?.status === 'paid' || isCalled(found));
          return status;
        },
      };
    },
  },
  {
    name: 'a refund made at Payple’s pages, of which a notice tells',
    tables: RECORDED,
    settles: true,
    prepare: async (house) => {
      const { merchant, payple } = house;
      const { order, payment } = await opened(merchant, 'payple');
      await deliver(await payple.finish(payment, 'pay'));
      const isApplied = async () => (await merchant.show(order)).cancelledWon === 3_000;
      return {
        subject: { ...paid(order, payment), settled: 'never', doubted: ['paid'] },
        isApplied,
        act: async () => {
          await payple.refundAtSite(payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '', { amountWon: 3_000 });
          await untilShown(
            merchant,
            order,
            ({ cancelledWon, payments: [found] }) => cancelledWon > 0 || isCalled(found),
          );
          return 200;
        },
      };
    },
  },
  {
    name: 'a refund at PAYCO, where some went back on its pages before',
    tables: REFUNDED,
    settles: true,
    prepare: async (house) => {
      const order = await paidAtPayco(house);
      await house.payco.refundAtSite(order.orderNumber, 2_000);
      return refunding(house, order);
    },
  },
  {
    name: 'a card that is stored with the payment of an order',
    tables: ['billing_keys', 'events', 'webhook_deliveries'],
    settles: true,
    retriedJob: 'keep_registered_card',
    prepare: async ({ merchant, payple }) => {
      const order = await merchant.order({ registerCard: {} });
      const payment = await merchant.pay(order, 'pc', 'payple');
      const result = await payple.finish(payment, 'pay');
      const isApplied = async () => {
        const keys = await merchant.call<{ items: readonly { readonly id: string }[] }>('GET', '/v1/billing-keys');
        return keys.body.items.some(({ id }) => id === payment.registersBillingKeyId);
      };
      return {
        subject: { ...paid(order, payment), settled: 'never', doubted: ['paid', 'in_doubt'], hasRule: false },
        isApplied,
        act: async () => {
          const { status } = await deliver(result);
          await untilShown(merchant, order, async ({ payments: [found] }) => isCalled(found) || (await isApplied()));
          return status;
        },
      };
    },
  },
  {
    name: 'a charge on a stored card',
    tables: [...PAID, 'idempotency_records'],
    settles: true,
    prepare: async (house) => {
      const key = await storedCard(house);
      const orderNumber = `charge-${randomUUID()}`;
      const { merchant } = house;
      return {
        subject: { table: 'payments', id: null, order: null, settled: 'paid', doubted: IN_DOUBT, hasRule: true },
        act: async () => (await merchant.charge(key, { orderNumber }, idempotent())).status,
      };
    },
  },
  {
    name: 'an order that is paid on a stored card',
    tables: [...PAID, 'idempotency_records'],
    settles: true,
    prepare: async (house) => {
      const { merchant } = house;
      const key = await storedCard(house);
      const order = await merchant.order();
      const wish = { provider: 'payple', channel: 'pc', billingKeyId: key.id };
      return {
        subject: { table: 'payments', id: null, order, settled: 'paid', doubted: IN_DOUBT, hasRule: true },
        act: async () => (await merchant.call('POST', `/v1/orders/${order.id}/payments`, wish, idempotent())).status,
      };
    },
  },
  {
    name: 'a card that is registered',
    tables: REGISTERED,
    settles: false,
    prepare: (house) => registering(house, 'card'),
  },
  {
    name: 'an account that is registered',
    tables: REGISTERED,
    settles: false,
    prepare: (house) => registering(house, 'transfer'),
  },
  {
    name: 'a stored card that is ended',
    tables: ['billing_keys', 'events', 'webhook_deliveries'],
    settles: true,
    retriedJob: 'revoke_billing_key',
    prepare: async (house) => {
      const key = await storedCard(house);
      const { merchant } = house;
      return {
        subject: { ...keySubject(key), settled: 'removed', doubted: ['removing'] },
        act: async () => {
          const { status } = await merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
          await waitFor('the card to be ended, or an operator to be called', async () => {
            const shown = await merchant.showKey(key);
            return shown.status === 'removed' || shown.attention !== null;
          });
          return status;
        },
      };
    },
  },
  {
    name: 'a cash receipt',
    tables: ['cash_receipts', 'events', 'exchanges', 'webhook_deliveries', 'idempotency_records'],
    settles: true,
    prepare: async (house) => {
      const order = await paidAtPayple(house, 'transfer');
      const wish = { purpose: 'personal', identity: '010-9876-5432' };
      return {
        subject: { table: 'cash_receipts', id: null, order, settled: 'issued', doubted: IN_DOUBT, hasRule: false },
        act: async () => {
          const path = `/v1/orders/${order.id}/cash-receipts`;
          return (await house.merchant.call('POST', path, wish, idempotent())).status;
        },
      };
    },
  },
  {
    name: 'a cash receipt that is taken back',
    tables: ['cash_receipts', 'events', 'webhook_deliveries'],
    settles: true,
    retriedJob: 'settle_cash_receipt',
    prepare: async (house) => {
      const { merchant } = house;
      const order = await paidAtPayple(house, 'transfer');
      const path = `/v1/orders/${order.id}/cash-receipts`;
      const wish = { purpose: 'personal', identity: '010-9876-5432' };
      const { id } = (await merchant.call<{ id: string }>('POST', path, wish)).body;
      return {
        subject: {
          ...{ table: 'cash_receipts', id: uuidOf('cashReceipt', id), order, settled: 'cancelled' },
          ...{ doubted: ['cancelling'], hasRule: false },
        },
        act: async () => {
          const { status } = await merchant.call('DELETE', `${path}/${id}`);
          await waitFor('the receipt to be taken back, or an operator to be called', async () => {
            const { items } = (await merchant.call<{ items: readonly ShownReceipt[] }>('GET', path)).body;
            return items.some((each) => each.id === id && (each.status === 'cancelled' || each.attention !== null));
          });
          return status;
        },
      };
    },
  },
];

interface ShownReceipt {
  readonly id: string;
  readonly status: string;
  readonly attention: string | null;
}

const isCalled = (payment: ShownPayment | undefined): boolean => payment?.attention != null;

async function untilShown(
  merchant: Merchant,
  order: ShownOrder,
  test: (shown: ShownOrder) => boolean | Promise<boolean>,
): Promise<void> {
  await waitFor('the answer to be applied or recorded', async () => test(await merchant.show(order)));
}

const idempotent = () => ({ 'idempotency-key': randomUUID() });

function uuidOf(kind: IdKind, shown: string): string {
  const id = readId(kind, shown);
  if (id === null) throw new Error(`${shown} is no id of a ${kind}.`);
  return id;
}

function paid(order: ShownOrder, payment: ShownPayment): Subject {
  return {
    table: 'payments',
    id: uuidOf('payment', payment.id),
    order,
    settled: 'paid',
    doubted: IN_DOUBT,
    hasRule: true,
  };
}

async function opened(
  merchant: Merchant,
  provider: string,
  method?: string,
): Promise<{ readonly order: ShownOrder; readonly payment: ShownPayment }> {
  const order = await merchant.order();
  return { order, payment: await merchant.pay(order, 'pc', provider, method) };
}

async function paidAtPayco({ merchant, payco }: House): Promise<ShownOrder> {
  const { order, payment } = await opened(merchant, 'payco');
  await visit(await payco.agree(payment));
  return order;
}

async function paidAtPayple({ merchant, payple }: House, method?: string): Promise<ShownOrder> {
  const { order, payment } = await opened(merchant, 'payple', method);
  await deliver(await payple.finish(payment, 'pay'));
  return order;
}

async function storedCard({ merchant, payple }: House): Promise<{ readonly id: string }> {
  const key = await merchant.registerCard({ provider: 'payple' });
  const { resultUrl, fields } = await payple.finish(key, 'pay');
  await visit(`${resultUrl}?${new URLSearchParams(fields).toString()}`);
  return key;
}

async function registering({ merchant, payple }: House, method: 'card' | 'transfer'): Promise<Prepared> {
  const key = await merchant.registerCard({ provider: 'payple', method });
  const { resultUrl, fields } = await payple.finish(key, 'pay');
  const landing = `${resultUrl}?${new URLSearchParams(fields).toString()}`;
  return {
    subject: { ...keySubject(key), settled: 'active', doubted: ['registering'] },
    act: async () => (await visit(landing)).status,
  };
}

function keySubject(key: { readonly id: string }): Pick<Subject, 'table' | 'id' | 'order' | 'hasRule'> {
  return { table: 'billing_keys', id: uuidOf('billingKey', key.id), order: null, hasRule: false };
}

/** @param amountWon Payple lets only all of a payment be asked for again */
function refunding({ merchant }: House, order: ShownOrder, amountWon = 3_000): Prepared {
  return {
    subject: { table: 'cancellations', id: null, order, settled: 'done', doubted: IN_DOUBT, hasRule: true },
    act: async () => (await merchant.cancel(order, amountWon, idempotent())).status,
  };
}
