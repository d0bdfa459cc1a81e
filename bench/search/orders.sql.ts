// A shop's year: orders, payments and refunds made by the database itself, spread as those of a shop are.
// Must never touch a database that is not the bench's own; nobody here is anybody.

/** How many sellers the shop has. */
const SELLERS = 20;

/** A UUID of version 7 of a moment, followed by what makes it the only one. $n is a number. */
const uuidAt = (moment: string, salt: string) => `(
  lpad(to_hex((extract(epoch FROM ${moment}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${salt}), 1, 3) || '8'
  || substr(md5(${salt}), 4, 15))::uuid`;

/** The moment of order `i` of `$1`: the first one a year ago, the last one at `$4`. */
const MOMENT = `date_trunc('milliseconds', $4::timestamptz - interval '365 days' + i * (interval '365 days' / $1::integer))`;
const ORDER_ID = uuidAt('at', `'o' || i`);
const PAYMENT_ID = uuidAt(`at + interval '1 second'`, `'p' || i`);
const CANCELLATION_ID = uuidAt(`at + interval '1 day'`, `'c' || i`);

/** What becomes of an order, of a thousand. */
const STATUS = `CASE
  WHEN i % 1000 < 790 THEN 'paid' WHEN i % 1000 < 850 THEN 'cancelled' WHEN i % 1000 < 880 THEN 'partially_cancelled'
  WHEN i % 1000 < 985 THEN 'expired' WHEN i % 1000 < 998 THEN 'unpaid' WHEN i % 1000 = 998 THEN 'awaiting_deposit'
  ELSE 'in_doubt' END`;
const AMOUNT = `(1000 + (i::bigint * 7919) % 200 * 500)::bigint`;
const CANCELLED = `CASE WHEN status = 'cancelled' THEN amount WHEN status = 'partially_cancelled' THEN amount / 4 ELSE 0 END`;
const PHONE = `'010-' || lpad((i % 40000 / 4)::text, 4, '0') || '-' || lpad((i % 9973)::text, 4, '0')`;

const YEAR = `
  SELECT i, ${MOMENT} AS at, ${STATUS} AS status, ${AMOUNT} AS amount,
    CASE WHEN i % 17 = 0 THEN 'payple' ELSE 'payco' END AS provider,
    CASE WHEN i % 34 = 0 THEN 'transfer' WHEN i % 25 = 0 THEN 'point' WHEN i % 1000 = 3 THEN 'phone' ELSE 'card' END AS method
  FROM generate_series($2::integer, $3::integer) i`;

export const SELLERS_AND_CREDENTIALS = [
  `INSERT INTO sellers SELECT 'branch-' || n, 'Branch ' || n, now() FROM generate_series(1, ${SELLERS - 1}) n`,
  `INSERT INTO seller_credentials (id, seller_code, provider, sealed, fingerprint, active, created_at)
   SELECT gen_random_uuid(), code, provider, 'sealed', 'fingerprint', true, now()
   FROM sellers, (VALUES ('payco'), ('payple')) p(provider)
   ON CONFLICT DO NOTHING`,
];

/** $1 how many in all, $2 and $3 which of them, $4 when the last one is made. */
export const ORDERS = `
  INSERT INTO orders (id, version, seller_code, order_number, status, title, amount_won, tax_free_won, taxable_won, vat_won,
    cancelled_won, cancelled_tax_free_won, cancelled_taxable_won, cancelled_vat_won, coupon_won, point_won, items, buyer,
    metadata, return_url, checkout_token, content_hash, expires_at, expiry_chosen, paid_at, created_at)
  SELECT ${ORDER_ID}, 5, CASE WHEN i % 3 = 0 THEN 'branch-' || (1 + i % ${SELLERS - 1}) ELSE 'default' END,
    'ORD-' || to_char(at AT TIME ZONE 'Asia/Seoul', 'YYYYMMDD') || '-' || lpad(i::text, 8, '0'), status, '느린책방 주문 ' || i,
    amount, 0, amount - amount / 11, amount / 11, cancelled, 0, cancelled - cancelled / 11, cancelled / 11, 0, 0,
    jsonb_build_array(jsonb_build_object('reference', 'ITEM_1', 'name', '책 ' || i % 500, 'option', null, 'quantity', 1,
      'amountWon', amount, 'taxFreeWon', 0)),
    jsonb_build_object('name', (ARRAY['김','이','박','최','정'])[1 + i % 5] || '지' || (ARRAY['우','민','아','호'])[1 + i % 4],
      'phone', ${PHONE}, 'email', 'buyer' || i % 300000 || '@mail' || i % 7 || '.example.com'),
    '{}', 'https://shop.example.com/return', md5('t' || i), md5('h' || i), at + interval '1 day', false,
    CASE WHEN status IN ('paid', 'cancelled', 'partially_cancelled') THEN at + interval '1 minute' END, at
  FROM (SELECT *, ${CANCELLED} AS cancelled FROM (${YEAR}) y) orders_of_the_year`;

const PAYMENT_STATUS = `CASE
  WHEN status IN ('paid', 'cancelled', 'partially_cancelled') THEN 'paid' WHEN status = 'expired' THEN 'abandoned'
  WHEN status = 'unpaid' THEN 'refused' ELSE status END`;

/** The same parameters. */
export const PAYMENTS = `
  INSERT INTO payments (id, order_id, provider, status, channel, in_app, asked_method, mode, amount_won, credentials_id,
    holds_month, provider_reference, handoff, receipt, in_doubt_since, lookups, attention, paid_at, created_at)
  SELECT ${PAYMENT_ID}, ${ORDER_ID}, y.provider, ${PAYMENT_STATUS}, 'pc', false,
    CASE WHEN y.provider = 'payple' THEN method END, 'confirm', amount, c.id, false,
    CASE WHEN y.provider = 'payple' THEN 'ORD-' || i || '-' || substr(md5('r' || i), 1, 8) ELSE '2026' || lpad(i::text, 15, '0') END,
    '{"type": "redirect", "url": "https://provider.example.com"}',
    CASE WHEN status IN ('paid', 'cancelled', 'partially_cancelled') THEN jsonb_build_object(
      'state', 'paid', 'providerPaymentId', '30' || lpad(i::text, 16, '0'), 'method', method, 'cancels', 'any',
      'paidAt', at, 'deposit', null,
      'parts', jsonb_build_array(jsonb_build_object('method', method, 'name', 'card', 'amountWon', amount, 'taxFreeWon', 0,
        'taxableWon', amount - amount / 11, 'vatWon', amount / 11, 'transactionNumber', '40' || lpad(i::text, 16, '0'))),
      'card', CASE WHEN method = 'card' THEN jsonb_build_object('company', '비씨카드', 'companyCode', '01',
        'number', '4906-****-****-' || lpad((i * 7 % 10000)::text, 4, '0'),
        'approvalNumber', lpad((i * 97::bigint % 100000000)::text, 8, '0'), 'installmentMonths', 0) END) END,
    CASE WHEN status = 'in_doubt' THEN at END, 0,
    CASE WHEN i % 50000 = 999 THEN 'Payple does not tell what became of it.' END,
    CASE WHEN status IN ('paid', 'cancelled', 'partially_cancelled') THEN at + interval '1 minute' END, at
  FROM (${YEAR}) y JOIN seller_credentials c ON c.seller_code = 'default' AND c.provider = y.provider`;

/** The same parameters. */
export const CANCELLATIONS = `
  INSERT INTO cancellations (id, order_id, payment_id, kind, status, amount_won, tax_free_won, taxable_won, vat_won,
    balance_before_won, reason, requested_by, receipt, lookups, done_at, created_at)
  SELECT ${CANCELLATION_ID}, ${ORDER_ID}, ${PAYMENT_ID}, 'refund', 'done', cancelled, 0, cancelled - cancelled / 11, cancelled / 11,
    amount, '단순 변심', 'platform', jsonb_build_object('providerCancellationId', '50' || lpad(i::text, 16, '0'),
      'cancelledWon', cancelled, 'balanceAfterWon', amount - cancelled, 'cancelledAt', at), 0, at + interval '1 day', at + interval '1 day'
  FROM (SELECT *, ${CANCELLED} AS cancelled FROM (${YEAR}) y) refunded WHERE cancelled > 0`;
