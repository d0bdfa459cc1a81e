// What is asked of the search: every kind of text, every filter, hard ones together, and pages deep behind.
// Must never ask only for what is found easily.
import type { Client } from 'pg';

/** One kind of question, asked with another sample each time. */
export interface Question {
  readonly kind: string;
  readonly body: (sample: Sample) => Readonly<Record<string, unknown>>;
}

/** An order of the bench with everything that it can be found by. */
export interface Sample {
  readonly id: string;
  readonly paymentId: string;
  readonly orderNumber: string;
  readonly phone: string;
  readonly email: string;
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly tradeNumber: string;
  readonly cancellationNumber: string;
  readonly cardNumber: string;
  readonly approvalNumber: string;
  readonly sellerCode: string;
  readonly createdAt: Date;
}

/** Refunded card payments, spread over the year. */
export async function readSamples(client: Client, count: number): Promise<Sample[]> {
  const { rows } = await client.query<Sample>(
    `SELECT 'ord_' || replace(o.id::text, '-', '') AS id, 'pay_' || replace(p.id::text, '-', '') AS "paymentId",
       o.order_number AS "orderNumber", o.buyer ->> 'phone' AS phone, o.buyer ->> 'email' AS email,
       p.provider_reference AS reference, p.receipt ->> 'providerPaymentId' AS "providerPaymentId",
       p.receipt #>> '{parts,0,transactionNumber}' AS "tradeNumber",
       c.receipt ->> 'providerCancellationId' AS "cancellationNumber", p.receipt #>> '{card,number}' AS "cardNumber",
       p.receipt #>> '{card,approvalNumber}' AS "approvalNumber", o.seller_code AS "sellerCode", o.created_at AS "createdAt"
     FROM cancellations c JOIN orders o ON o.id = c.order_id JOIN payments p ON p.id = c.payment_id
     WHERE p.receipt ->> 'method' = 'card' ORDER BY md5(o.id::text) LIMIT $1`,
    [count],
  );
  return rows;
}

const text = (kind: string, of: (sample: Sample) => string): Question => ({
  kind,
  body: (sample) => ({ text: of(sample) }),
});
const filter = (kind: string, body: Readonly<Record<string, unknown>>): Question => ({ kind, body: () => body });

const dayOf = ({ createdAt }: Sample) => createdAt.toISOString().slice(0, 10);
const NEXT_DAY_MS = 86_400_000;

export const QUESTIONS: readonly Question[] = [
  filter('the newest orders', {}),
  text('order number', ({ orderNumber }) => orderNumber),
  text('order number, beginning (a day)', ({ orderNumber }) => orderNumber.slice(0, 12)),
  text('order number, beginning (a month)', ({ orderNumber }) => orderNumber.slice(0, 10)),
  text('order number, beginning (all of them)', () => 'ORD-'),
  text('our id of the order', ({ id }) => id),
  text('our id of the payment', ({ paymentId }) => paymentId),
  text('provider’s number of the try', ({ reference }) => reference),
  text('provider’s number of the payment', ({ providerPaymentId }) => providerPaymentId),
  text('provider’s transaction number', ({ tradeNumber }) => tradeNumber),
  text('provider’s number of the refund', ({ cancellationNumber }) => cancellationNumber),
  text('phone', ({ phone }) => phone),
  text('phone, +82', ({ phone }) => `+82 ${phone.slice(1).replaceAll('-', ' ')}`),
  text('e-mail', ({ email }) => email.toUpperCase()),
  text('card: last digits and approval number', (sample) => `${sample.cardNumber.slice(-4)} ${sample.approvalNumber}`),
  text('card: approval number', ({ approvalNumber }) => approvalNumber),
  text('nothing anybody has', () => 'NOBODY-HAS-THIS-NUMBER'),
  filter('state: paid', { status: ['paid'] }),
  filter('state: refunded', { status: ['partially_cancelled', 'cancelled'] }),
  filter('state: in doubt', { status: ['in_doubt'] }),
  filter('provider: PAYCO', { provider: 'payco' }),
  filter('provider: Payple', { provider: 'payple' }),
  filter('method: card', { method: 'card' }),
  filter('method: phone (one of a thousand)', { method: 'phone' }),
  { kind: 'seller', body: ({ sellerCode }) => ({ sellerCode }) },
  filter('needs a person', { attention: true }),
  filter('not settled', { unsettled: true }),
  {
    kind: 'a day',
    body: (sample) => ({
      from: `${dayOf(sample)}T00:00:00+09:00`,
      to: new Date(new Date(`${dayOf(sample)}T00:00:00+09:00`).getTime() + NEXT_DAY_MS).toISOString(),
    }),
  },
  {
    kind: 'seller, Payple, refunded',
    body: ({ sellerCode }) => ({ sellerCode, provider: 'payple', status: ['cancelled'] }),
  },
  filter('expired, Payple, by transfer', { status: ['expired'], provider: 'payple', method: 'transfer' }),
  filter('fits no order at all', { status: ['awaiting_deposit'], provider: 'payple', method: 'phone' }),
  filter('fits few: seller, phone, expired', { sellerCode: 'branch-3', method: 'phone', status: ['expired'] }),
  {
    kind: 'phone, paid, a year',
    body: ({ phone }) => ({ text: phone, status: ['paid', 'cancelled'], from: '2020-01-01T00:00:00+09:00' }),
  },
  { kind: 'page deep behind', body: ({ id }) => ({ cursor: id }) },
  { kind: 'page deep behind: state', body: ({ id }) => ({ cursor: id, status: ['expired'] }) },
  { kind: 'page deep behind: Payple', body: ({ id }) => ({ cursor: id, provider: 'payple' }) },
  {
    kind: 'page deep behind: three filters',
    body: ({ id, sellerCode }) => ({ cursor: id, provider: 'payple', status: ['expired'], sellerCode }),
  },
];
