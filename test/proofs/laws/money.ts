// Every try to pay, with what its provider has of it beside what we have: what the laws of money are judged by.
// Must never leave out a try that only one side knows.
import type { ProviderBook, ProviderBooks } from '../../support/compare-books.js';
import { readRows } from '../../support/read-rows.js';

/** One try to pay, as both sides have it. */
export interface MoneyOfTry {
  /** Our number of the order; the provider's when we do not know the try. */
  readonly order: string;
  readonly provider: string;
  /** The provider's name for the try. */
  readonly reference: string;
  /** The provider's: what it took, and gave back of it, in how many times. */
  readonly paidWon: number;
  readonly cancelledWon: number;
  readonly cancels: number;
  /** The provider's: what it gave back because it was called to. */
  readonly askedWon: number;
  readonly askedTimes: number;
  /** Ours; `null` when we do not know the try. */
  readonly status: string | null;
  readonly orderWon: number | null;
  /** Ours: what was given back, in how many times, with what an operator has to find out. */
  readonly doneWon: number;
  readonly doneTimes: number;
  /** Ours: how many refunds and reversals were sent that are done, or that an operator has to find out about. */
  readonly sentTimes: number;
  /** The stored card and the month it is a charge for. */
  readonly keyMonth: string | null;
}

type Ours = Pick<MoneyOfTry, 'order' | 'reference' | 'doneWon' | 'doneTimes' | 'sentTimes' | 'keyMonth'> & {
  readonly provider: string;
  readonly status: string;
  readonly orderWon: number;
};

const OURS = `
  SELECT o.order_number AS order, p.provider, p.provider_reference AS reference, p.status,
         o.amount_won::float8 AS "orderWon",
         coalesce(sum(c.amount_won), 0)::float8 AS "doneWon", count(c.id)::integer AS "doneTimes",
         count(c.id) FILTER (WHERE c.kind <> 'external')::integer AS "sentTimes",
         'key ' || p.billing_key_id || ' in ' || p.billing_month AS "keyMonth"
  FROM payments p JOIN orders o ON o.id = p.order_id
    LEFT JOIN cancellations c ON c.payment_id = p.id 
      AND (c.status = 'done' OR c.status = 'in_doubt' AND c.attention IS NOT NULL)
  WHERE p.provider_reference IS NOT NULL
  GROUP BY o.id, p.id`;

/** All tries of both sides. */
export async function moneyOf(scene: {
  readonly databaseUrl: string;
  readonly providers: readonly ProviderBooks[];
}): Promise<MoneyOfTry[]> {
  const [ours, ...books] = await Promise.all([
    readRows<Ours>(scene.databaseUrl, OURS),
    ...scene.providers.map(async (each) => ({ name: each.name, tries: await each.providerBooks() })),
  ]);
  const theirs = new Map(books.flatMap(({ tries }) => tries.map((each) => [each.reference, each] as const)));
  const known = new Set(ours.map(({ reference }) => reference));
  return [
    ...ours.map((our) => ({ ...our, ...sumsOf(theirs.get(our.reference)) })),
    ...books.flatMap(({ name, tries }) =>
      tries.filter(({ reference }) => !known.has(reference)).map((each) => unknownTry(name, each)),
    ),
  ];
}

type Sums = Pick<MoneyOfTry, 'paidWon' | 'cancelledWon' | 'cancels' | 'askedWon' | 'askedTimes'>;

function sumsOf(book: ProviderBook | undefined): Sums {
  const { paidWon, cancelledWon, cancels, siteWon, siteCancels } = book ?? NOTHING;
  return { paidWon, cancelledWon, cancels, askedWon: cancelledWon - siteWon, askedTimes: cancels - siteCancels };
}

const NOTHING = { paidWon: 0, cancelledWon: 0, cancels: 0, siteWon: 0, siteCancels: 0 } as const;

function unknownTry(provider: string, book: ProviderBook): MoneyOfTry {
  const { orderNumber: order, reference } = book;
  const nothing = { status: null, orderWon: null, doneWon: 0, doneTimes: 0, sentTimes: 0, keyMonth: null };
  return { order, provider, reference, ...sumsOf(book), ...nothing };
}
