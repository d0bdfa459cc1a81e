// Money that came to an order that was withdrawn: whether it went back, and who says so.
// Must never believe the order: what a provider has of it is compared by the law of the books.
import { readRows } from '../../support/read-rows.js';

interface LateMoney {
  readonly orderNumber: string;
  readonly status: string;
  readonly paidWon: number;
  readonly wentBackWon: number;
  /** An operator said that it went back by other means. */
  readonly wentByHand: boolean;
}

/** Tries that are over without any money are no late money. */
const LATE_MONEY = `
  SELECT o.order_number AS "orderNumber", p.status, p.amount_won::float8 AS "paidWon",
         (SELECT coalesce(sum(c.amount_won), 0) FROM cancellations c
          WHERE c.payment_id = p.id AND c.status = 'done')::float8 AS "wentBackWon",
         EXISTS (SELECT FROM verdicts v
                 WHERE v.payment_id = p.id AND v.rule = 'operator_said_given_back') AS "wentByHand"
  FROM payments p JOIN orders o ON o.id = p.order_id
  WHERE o.status = 'voided' AND p.status NOT IN ('abandoned', 'refused')`;

/** All there is of it, and a sentence for each that did not go back whole, when nothing moves any more. */
export async function lateMoney(
  databaseUrl: string,
): Promise<{ readonly count: number; readonly kept: readonly string[] }> {
  const found = await readRows<LateMoney>(databaseUrl, LATE_MONEY);
  const kept = found.filter(
    (each) => each.status !== 'reversed' || (each.wentBackWon < each.paidWon && !each.wentByHand),
  );
  return { count: found.length, kept: kept.map(sentence) };
}

function sentence({ orderNumber, status, paidWon, wentBackWon }: LateMoney): string {
  return `Order ${orderNumber} was withdrawn, and its payment of ${paidWon} won is ${status}: ${wentBackWon} won went back.`;
}
