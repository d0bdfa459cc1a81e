// The operator of a storm: finds in the queue which parts Payple may have given back without an answer, and to which payments
// somebody has to look; looks at the providers' pages, decides and records, while the storm goes on and when it is over.
// Must never decide or record what the pages do not show.
import type { Chance } from '../../support/chance.js';
import { Merchant } from '../../support/merchant.js';
import {
  clearUp,
  giveBackTheRest,
  lookAtPayple,
  waitingParts,
  type WaitingPart,
} from '../../support/payple-operator.js';
import {
  foundPaid,
  missingRefund,
  readPages,
  type FoundPaid,
  type MissingRefund,
} from '../../support/provider-pages.js';
import { readRows } from '../../support/read-rows.js';
import { CustomerService, isAnswered, type Wish } from './customer-service.js';
import type { Ground } from './ground.js';

interface QueueItem {
  readonly kind: string;
  readonly id: string;
  readonly decisions: readonly string[];
}

interface Queue {
  readonly items: readonly QueueItem[];
  readonly nextCursor: string | null;
}

type Decision = 'refunded' | 'not_refunded' | 'try_again';

/** What the cancellation must be in the end, when a decision was answered with 201. */
const LEADS_TO: Readonly<Record<Decision, string>> = { refunded: 'done', try_again: 'done', not_refunded: 'refused' };

/** Share of the parts that are decided; the rest is put right at Payple. */
const DECIDES_PERCENT = 60;
const SENDS_AGAIN_PERCENT = 50;

export class Operator {
  readonly told: string[] = [];
  readonly #service: CustomerService;
  /** Ids of cancellations that were sent again: what Payple shows of them may be old until all is quiet. */
  readonly #sentAgain = new Set<string>();
  #recorded = 0;

  constructor(
    private readonly ground: Ground,
    private readonly chance: Chance,
  ) {
    const tell = (sentence: string): unknown => this.told.push(sentence);
    const ready = (): Promise<void> => ground.ready();
    this.#service = new CustomerService('Operator', new Merchant(ground.url), chance.for('service'), ready, tell);
  }

  /** How many decisions the house has taken. */
  get decisions(): number {
    const taken = this.#service.wishes.filter(({ answers }) => answers.some(({ status }) => status < 300));
    return taken.filter(isDecision).length;
  }

  /** How many refunds made elsewhere they recorded. */
  get recorded(): number {
    return this.#recorded;
  }

  /** Looks through the queue once, and decides about some parts in it. */
  async work(): Promise<void> {
    const queue = await this.#queue();
    // In this order: what Payple shows is newer than what we believe, so that nothing done is taken for undone.
    const parts = (await waitingParts(this.ground.databaseUrl)).filter(({ attention }) => attention !== null);
    const isGivenBack = await lookAtPayple(this.ground.payple, parts);
    for (const part of parts) {
      const id = shownId(part);
      const item = queue.find((each) => each.kind === 'cancellation' && each.id === id);
      if (!item || this.#sentAgain.has(id) || !this.chance.percent(DECIDES_PERCENT)) continue;
      if (part.kind === 'reversal') {
        await giveBackTheRest(this.ground, part);
        await this.#decide(id, 'refunded');
      } else await this.#decide(id, this.#decisionAbout(isGivenBack(part)));
    }
    await this.lookAtPayments();
  }

  /** Puts the rest right at Payple, which tells of refunds from now on. Every part must be in the queue. */
  async clearUp(parts: readonly WaitingPart[]): Promise<void> {
    const queue = new Set((await this.#queue()).map(({ id }) => id));
    const forgotten = parts.filter((part) => !queue.has(shownId(part)));
    if (forgotten[0]) throw new Error(`Refund ${shownId(forgotten[0])} waits for an operator and is not in the queue.`);
    await clearUp(this.ground, parts);
  }

  /** Where others refunded too, or we did before, an inquiry's figure does not tell whether ours was among it, and the pages do. */
  async decideWhatFiguresCannotTell(): Promise<void> {
    const { databaseUrl, payco, payple } = this.ground;
    const pages = await readPages([payco, payple]);
    const parts = await waitingParts(databaseUrl);
    const isMixed = ({ reference, doneWon }: WaitingPart) =>
      doneWon > 0 || (pages.get(reference)?.siteCancels ?? 0) > 0;
    const mixed = parts.filter(isMixed);
    const isGivenBack = await lookAtPayple(payple, mixed);
    for (const part of mixed) {
      const isBack = part.kind === 'reversal' || isGivenBack(part);
      await this.#decide(shownId(part), isBack ? 'refunded' : 'not_refunded');
    }
  }

  /** Payments that an operator was called to: says or records what the pages show, or that there is nothing. */
  async lookAtPayments(): Promise<void> {
    const isSettled = ({ kind, decisions }: QueueItem): boolean => kind === 'payment' && decisions.includes('noted');
    const items = (await this.#queue()).filter(isSettled);
    if (items.length === 0) return;
    const { databaseUrl, payco, payple } = this.ground;
    const pages = await readPages([payco, payple]);
    for (const { id } of items) {
      const found = await foundPaid(databaseUrl, pages, id);
      const missing = found ? null : await missingRefund(databaseUrl, pages, id, new Date());
      if (missing) await this.#record(missing);
      else await this.#decideAboutPayment(id, found ?? { decision: 'noted' });
    }
  }

  async #record({ orderId, body }: MissingRefund): Promise<void> {
    const what = `Record ${String(body['amountWon'])} won of ${orderId} as refunded elsewhere`;
    const answer = await this.#service.ask('POST', `/v1/orders/${orderId}/external-cancellations`, body, what);
    if (answer?.status === 201) this.#recorded += 1;
  }

  async #decideAboutPayment(id: string, wish: FoundPaid | { readonly decision: 'noted' }): Promise<void> {
    const reason = wish.decision === 'paid' ? 'The pages show it.' : 'The pages show what the books have.';
    const body = { ...wish, reason, decidedBy: 'Han Operator' };
    await this.#service.ask('POST', `/v1/payments/${id}/decisions`, body, `Decide ${wish.decision} about ${id}`);
  }

  /** Asks once more for what was never answered. To be called when nothing moves any more. */
  askAgain(): Promise<void> {
    return this.#service.askAgain();
  }

  /** What was decided and did not come so. To be called when nothing moves any more. */
  async brokenWords(): Promise<string[]> {
    const rows = await readRows<{ id: string; status: string }>(
      this.ground.databaseUrl,
      `SELECT 'can_' || replace(id::text, '-', '') AS id, status FROM cancellations`,
    );
    const ends = new Map(rows.map(({ id, status }) => [id, status]));
    return this.#service.wishes.flatMap((wish) => brokenWord(wish, ends));
  }

  #decisionAbout(isGivenBack: boolean): Decision {
    if (isGivenBack) return 'refunded';
    return this.chance.percent(SENDS_AGAIN_PERCENT) ? 'try_again' : 'not_refunded';
  }

  async #decide(id: string, decision: Decision): Promise<void> {
    const mayBeTwice = decision === 'try_again' ? { acceptDoubleRefund: true } : {};
    const body = { decision, reason: 'Payple’s pages say so.', decidedBy: 'Han Operator', ...mayBeTwice };
    if (decision === 'try_again') this.#sentAgain.add(id);
    await this.#service.ask('POST', `/v1/cancellations/${id}/decisions`, body, `Decide ${decision} about ${id}`);
  }

  async #queue(): Promise<Queue['items']> {
    const items: Queue['items'][number][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Queue = await this.#service.read<Queue>(`/v1/attention?limit=100${query}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }
}

function isDecision({ path }: Wish): boolean {
  return path.endsWith('/decisions');
}

function brokenWord(wish: Wish, ends: ReadonlyMap<string, string>): string[] {
  const { path, body, what, answers } = wish;
  if (!answers.some(isAnswered)) return [`${what} was never answered.`];
  if (!path.startsWith('/v1/cancellations/')) return [];
  const status = ends.get(path.split('/')[3] ?? '') ?? 'gone';
  const expected = LEADS_TO[(body as { decision: Decision }).decision];
  const isTaken = answers.some((answer) => answer.status === 201);
  return isTaken && status !== expected ? [`${what} was answered as decided; it is ${status}.`] : [];
}

function shownId({ id }: WaitingPart): string {
  return `can_${id.replaceAll('-', '')}`;
}
