// A merchant's server that is told by webhooks in a storm, at two addresses: one is told everything and answers badly now and
// then, one waits for paid orders. Must never forgive a message that is not signed.
import type { Chance } from '../../support/chance.js';
import { Merchant } from '../../support/merchant.js';
import { readRows } from '../../support/read-rows.js';
import { WebhookOwner } from '../../support/webhook-owner.js';
import { isSignedWith, WebhookReceiver, type Arrival, type ReceiverAnswer } from '../../support/webhook-receiver.js';
import type { Receiver } from '../laws/heard.js';

/** Shares of the messages that are not simply taken, in per cent. */
const FAILS_PERCENT = 2;
const CUTS_PERCENT = 1;
const SLOW_PERCENT = 1;
/** Few: such a message keeps one of the endpoint's four queues waiting for as long as the house is patient. */
const TOO_LATE_PERCENT = 0.05;

/** How the listener answers. */
export type Temper = () => ReceiverAnswer;

export const steady: Temper = () => ({ status: 204 });

/** @param lateness how slow an answer is, and how late one that nobody waits for any more, in ms */
export function moody(chance: Chance, lateness: { readonly slowMs: number; readonly tooLateMs: number }): Temper {
  const moods: readonly (readonly [percent: number, answer: ReceiverAnswer])[] = [
    [FAILS_PERCENT, { status: 500 }],
    [CUTS_PERCENT, 'cut'],
    [SLOW_PERCENT, { status: 204, afterMs: lateness.slowMs }],
    [TOO_LATE_PERCENT, { status: 204, afterMs: lateness.tooLateMs }],
  ];
  return () => {
    let left = chance.next() * 100;
    return moods.find(([percent]) => (left -= percent) < 0)?.[1] ?? steady();
  };
}

const ALL = '/all';
/** Steady: whoever is to be told quickly must not be kept waiting by messages of their own that failed. */
const PAID = '/paid';

const PAID_ORDERS = `
  SELECT 'evt_' || replace(id::text, '-', '') AS id, (extract(epoch FROM occurred_at) * 1000)::float8 AS "atMs"
  FROM events WHERE type = 'order.paid'`;

export class Listener implements Receiver {
  /** Slim: whole messages of a long storm would not fit. */
  readonly arrivals: Arrival[] = [];
  /** By the clock that the database has too: over an hour, a process's own drifts away from it. */
  readonly #toldAtMs = new Map<string, number>();
  #unsigned: readonly string[] = [];

  private constructor(private readonly receiver: WebhookReceiver) {}

  static async open(houseUrl: string, temper: Temper): Promise<Listener> {
    const receiver = await new WebhookReceiver().start();
    const owner = new WebhookOwner(new Merchant(houseUrl));
    const [all, paid] = [
      await owner.endpoint(`${receiver.url}${ALL}`),
      await owner.endpoint(`${receiver.url}${PAID}`, ['order.paid']),
    ];
    const listener = new Listener(receiver);
    receiver.answer = (arrival) => {
      listener.#keep(arrival, arrival.path === ALL ? all.secret : paid.secret);
      return arrival.path === ALL ? temper() : steady();
    };
    return listener;
  }

  get url(): string {
    return this.receiver.url;
  }

  /** One sentence for each message that nobody can have meant. */
  get forgeries(): readonly string[] {
    return this.#unsigned;
  }

  /** From each order's payment to the first message about it where those are waited for, in ms, the shortest first. */
  async msToTell(databaseUrl: string): Promise<number[]> {
    const paid = await readRows<{ id: string; atMs: number }>(databaseUrl, PAID_ORDERS);
    return paid
      .flatMap(({ id, atMs }) => {
        const toldAtMs = this.#toldAtMs.get(id);
        return toldAtMs === undefined ? [] : [toldAtMs - atMs];
      })
      .sort((one, other) => one - other);
  }

  async close(): Promise<void> {
    await this.receiver.stop();
  }

  #keep(arrival: Arrival, secret: string): void {
    this.receiver.arrivals.length = 0;
    const { path, event } = arrival;
    if (path === PAID && !this.#toldAtMs.has(event.id)) this.#toldAtMs.set(event.id, Date.now());
    const id = arrival.headers['webhook-id'] ?? '';
    if (!isSignedWith(secret, arrival)) this.#unsigned = [...this.#unsigned, `Event ${id} arrived unsigned.`];
    this.arrivals.push({ ...arrival, headers: { 'webhook-id': id }, body: '' });
  }
}
