// The laws that rows alone can break, each a statement that finds the breaches and says them in a sentence.
// Must never rely on a constraint to have held: the database is asked all the same.
import { readRows } from '../../support/read-rows.js';

/** Runs such statements. */
export async function breachesOfRows(databaseUrl: string, statements: readonly string[]): Promise<string[]> {
  const found = await Promise.all(statements.map((each) => readRows<{ breach: string }>(databaseUrl, each)));
  return found.flat().map(({ breach }) => breach);
}

/** What was given back is never more than what was paid, of a payment and of an order. */
export const REFUNDS: readonly string[] = [
  `SELECT format('Payment %s of %s won was given back %s won.', p.id, p.amount_won, sum(c.amount_won)) AS breach
   FROM payments p JOIN cancellations c ON c.payment_id = p.id AND c.status = 'done'
   GROUP BY p.id HAVING sum(c.amount_won) > p.amount_won`,
  `SELECT format('Order %s of %s won has %s won cancelled, its refunds come to %s won.', o.order_number, o.amount_won,
                 o.cancelled_won, coalesce(sum(c.amount_won), 0)) AS breach
   FROM orders o LEFT JOIN cancellations c ON c.order_id = o.id AND c.status = 'done' AND c.kind <> 'reversal'
   GROUP BY o.id HAVING coalesce(sum(c.amount_won), 0) <> o.cancelled_won OR o.cancelled_won > o.amount_won`,
  `SELECT format('Order %s has %s paid payments.', o.order_number, count(*)) AS breach
   FROM orders o JOIN payments p ON p.order_id = o.id AND p.status = 'paid'
   GROUP BY o.id HAVING count(*) > 1`,
];

/** Where an operator was called, no lookup could settle it; everything else has come to an end. */
export const SETTLED: readonly string[] = [
  `SELECT format('Order %s is %s, without a payment that waits for an operator.', o.order_number, o.status) AS breach
   FROM orders o WHERE o.status IN ('confirming', 'in_doubt')
     AND NOT EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.status = 'in_doubt' AND p.attention IS NOT NULL)`,
  `SELECT format('Payment %s of order %s is %s.', p.id, o.order_number, p.status) AS breach
   FROM payments p JOIN orders o ON o.id = p.order_id
   WHERE p.status IN ('confirming', 'in_doubt') AND p.attention IS NULL`,
  `SELECT format('Cancellation %s of order %s is %s.', c.id, o.order_number, c.status) AS breach
   FROM cancellations c JOIN orders o ON o.id = c.order_id
   WHERE c.status IN ('requested', 'executing', 'in_doubt') AND c.attention IS NULL`,
  `SELECT format('Billing key %s is removing after %s attempts.', id, revoke_attempts) AS breach
   FROM billing_keys WHERE status = 'removing' AND attention IS NULL`,
  `SELECT format('Cash receipt %s is %s.', id, status) AS breach
   FROM cash_receipts WHERE status IN ('requested', 'in_doubt', 'cancelling') AND attention IS NULL`,
  `SELECT format('The card that payment %s registered was not kept.', id) AS breach
   FROM payments WHERE registers_key_id IS NOT NULL AND sealed_registered_key IS NOT NULL`,
  `SELECT format('The job %s has failed %s times: %s', coalesce(key, task_identifier), attempts, last_error) AS breach
   FROM graphile_worker.jobs WHERE attempts > 0 AND last_error IS NOT NULL`,
];

/** Each version of whatever has versions belongs to at most one event, and no event is ahead of its order. */
export const VERSIONS: readonly string[] = [
  `SELECT format('%s has %s events at version %s.', subject_id, count(*), version) AS breach
   FROM events GROUP BY subject_id, version HAVING count(*) > 1`,
  `SELECT format('Order %s is at version %s and has an event at version %s.', o.order_number, o.version, max(e.version))
     AS breach
   FROM orders o JOIN events e ON e.subject_id = o.id GROUP BY o.id HAVING max(e.version) > o.version`,
];

/** Of a stored card and a month, one charge stands. */
export const MONTHS: readonly string[] = [
  `SELECT format('Key %s has %s charges that stand in %s.', billing_key_id, count(*), billing_month) AS breach
   FROM payments
   WHERE billing_month IS NOT NULL AND (status = 'paid' OR holds_month AND status IN ('confirming', 'in_doubt'))
   GROUP BY billing_key_id, billing_month HAVING count(*) > 1`,
  `SELECT format('Payment %s is paid for %s without holding the month.', id, billing_month) AS breach
   FROM payments WHERE status = 'paid' AND billing_month IS NOT NULL AND NOT holds_month`,
];

/** A sealed secret is kept while it may be needed, and not longer. */
export const SECRETS: readonly string[] = [
  `SELECT format('Billing key %s is %s and keeps its secret.', id, status) AS breach
   FROM billing_keys
   WHERE status NOT IN ('active', 'dead', 'removing') AND (sealed_key IS NOT NULL OR key_fingerprint IS NOT NULL)`,
  `SELECT format('Payment %s is %s and keeps the secret of a receipt.', id, status) AS breach
   FROM payments WHERE sealed_receipt_secret IS NOT NULL AND receipt IS NULL`,
  `SELECT format('Payment %s keeps a card’s key beside the row of its own that it has.', p.id) AS breach
   FROM payments p JOIN billing_keys k ON k.id = p.registers_key_id WHERE p.sealed_registered_key IS NOT NULL`,
  `SELECT format('Payment %s is %s and keeps a card’s key.', id, status) AS breach
   FROM payments WHERE sealed_registered_key IS NOT NULL AND status <> 'paid'`,
  `SELECT format('Cash receipt %s is %s and keeps the number it is for.', id, status) AS breach
   FROM cash_receipts WHERE status NOT IN ('requested', 'in_doubt') AND sealed_identity IS NOT NULL`,
];
