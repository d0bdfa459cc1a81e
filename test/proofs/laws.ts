// The laws of the house, as functions over its database and the providers' books: what must hold whenever all is quiet.
// Must never ask the house itself: a fault in what it shows must not hide a fault in what it did.
import { compareBooks, type ProviderBooks } from '../support/compare-books.js';
import { grouped } from '../support/grouped.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { DELIVERIES } from './laws/deliveries.js';
import { breachesOfEyes } from './laws/eyes.js';
import { breachesOfHearing, type Receiver } from './laws/heard.js';
import { moneyOf, type MoneyOfTry } from './laws/money.js';
import { breachesOfRows, MONTHS, REFUNDS, SECRETS, SETTLED, VERSIONS } from './laws/rows.js';

/** What a law looks at. Nothing may be moving: see `untilNothingMoves`. */
export interface Scene {
  readonly databaseUrl: string;
  /** All providers that may have money of the orders in that database, and of no others. */
  readonly providers: readonly ProviderBooks[];
  /** Where webhooks were sent to, when they were. It must have heard all that its endpoints were sent. */
  readonly receiver?: Receiver;
}

export interface Law {
  /** In a word or three, as in a table's head. */
  readonly name: string;
  /** One sentence for each breach; none when the law holds. */
  readonly breaches: (scene: Scene) => Promise<readonly string[]>;
}

/** All of them. */
const LAWS: readonly Law[] = [
  { name: 'no double charge', breaches: async (scene) => doubleCharges(await moneyOf(scene)) },
  { name: 'no lost charge', breaches: async (scene) => lostCharges(await moneyOf(scene)) },
  { name: 'no double refund', breaches: async (scene) => doubleRefunds(await moneyOf(scene)) },
  { name: 'refunds within payments', breaches: ({ databaseUrl }) => breachesOfRows(databaseUrl, REFUNDS) },
  {
    name: 'same books',
    breaches: async ({ databaseUrl, providers }) => (await compareBooks(databaseUrl, providers, true)).differences,
  },
  { name: 'nothing left in doubt', breaches: ({ databaseUrl }) => breachesOfRows(databaseUrl, SETTLED) },
  { name: 'history leads here', breaches: ({ databaseUrl }) => differencesFromHistory(databaseUrl) },
  { name: 'one event per version', breaches: ({ databaseUrl }) => breachesOfRows(databaseUrl, VERSIONS) },
  { name: 'one delivery per event', breaches: ({ databaseUrl }) => breachesOfRows(databaseUrl, DELIVERIES) },
  {
    name: 'heard as it happened',
    breaches: async ({ databaseUrl, receiver }) => (receiver ? await breachesOfHearing(databaseUrl, receiver) : []),
  },
  {
    name: 'one charge per month',
    breaches: async (scene) => [
      ...(await breachesOfRows(scene.databaseUrl, MONTHS)),
      ...doubleMonths(await moneyOf(scene)),
    ],
  },
  { name: 'two pairs of eyes', breaches: ({ databaseUrl }) => breachesOfEyes(databaseUrl) },
  { name: 'secrets forgotten', breaches: ({ databaseUrl }) => breachesOfRows(databaseUrl, SECRETS) },
];

/** Every breach of every law, each beginning with the law's name. */
export async function breachesOf(scene: Scene, laws: readonly Law[] = LAWS): Promise<string[]> {
  const found: string[] = [];
  for (const { name, breaches } of laws) {
    found.push(...(await breaches(scene)).map((breach) => `${name}: ${breach}`));
  }
  return found;
}

/**
 * Of an order's tries, one may have its money at a provider. One that we gave back because the order could not take it
 * (`reversed`) does not count; that it was given back to the last won, the books tell.
 */
function doubleCharges(tries: readonly MoneyOfTry[]): string[] {
  const withMoney = tries.filter((each) => each.paidWon > 0 && each.status !== 'reversed');
  return [...grouped(withMoney, ({ order }) => order)].flatMap(([order, standing]) => {
    const won = standing.reduce((sum, each) => sum + each.paidWon, 0);
    const orderWon = standing[0]?.orderWon ?? null;
    if (standing.length === 1 && (orderWon === null || won <= orderWon)) return [];
    const tolds = standing.map((each) => `${each.reference} (${each.provider}, ${each.paidWon} won)`);
    return [`Order ${order} of ${orderWon ?? 'unknown'} won was paid by ${tolds.join(' and ')}.`];
  });
}

/** Whatever money a provider has, we know of; whatever we believe to have, the provider has. */
function lostCharges(tries: readonly MoneyOfTry[]): string[] {
  return tries.flatMap((each) => {
    const weHave = each.status === 'paid' || each.status === 'reversed';
    if (each.paidWon > 0 === weHave) return [];
    const { order, reference, provider, paidWon, status } = each;
    return [`Order ${order}: ${provider} has ${paidWon} won by ${reference}, which is ${status ?? 'unknown'} here.`];
  });
}

/**
 * A provider was called to give back no more often than we have sent refunds that are written down as done, or that an
 * operator was called for; and what it gave back in all, by itself too, we have written down.
 */
function doubleRefunds(tries: readonly MoneyOfTry[]): string[] {
  return tries.flatMap((each) => {
    const { order, reference, provider, cancels, cancelledWon, doneTimes, doneWon, paidWon, askedTimes, sentTimes } =
      each;
    if (askedTimes <= sentTimes && cancelledWon <= doneWon && cancelledWon <= paidWon) return [];
    return [
      `Order ${order}: ${provider} gave back ${cancelledWon} of ${paidWon} won of ${reference} in ${cancels} times, ` +
        `${askedTimes} of them because it was called to; ours says ${doneWon} won in ${doneTimes} times, ${sentTimes} of them sent.`,
    ];
  });
}

/** Of a stored card and a month, one charge keeps its money, whatever our rows say of it. */
function doubleMonths(tries: readonly MoneyOfTry[]): string[] {
  const charges = tries.filter((each) => each.keyMonth !== null && each.paidWon > 0 && each.status !== 'reversed');
  return [...grouped(charges, ({ keyMonth }) => keyMonth ?? '')]
    .filter(([, standing]) => standing.length > 1)
    .map(
      ([keyMonth, standing]) => `${keyMonth} was charged by ${standing.map((each) => each.reference).join(' and ')}.`,
    );
}
