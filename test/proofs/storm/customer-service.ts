// A merchant's server that never gives up: it repeats every write under the same Idempotency-Key until it is answered.
// Must never believe that silence means no, and keeps all it was told, to hold it against the end.
import type { Chance } from '../../support/chance.js';
import type { Answer, Merchant, ShownProblem } from '../../support/merchant.js';

/** A write, with all that was answered to it. */
export interface Wish {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
  readonly idempotencyKey: string;
  /** What it is about, for people. */
  readonly what: string;
  readonly answers: Answer<Told>[];
}

/** What any answer to a write says, as far as a storm looks at it. */
export interface Told extends Partial<ShownProblem> {
  readonly id?: string;
  readonly status?: string;
  readonly amountWon?: number;
}

/** Nobody tries for ever while the buyer waits. What is not answered by then is asked when all is quiet. */
const MOST_TRIES = 12;
/** How often "nothing moved, try again" is tried again. */
const MOST_UNREACHED = 3;
/** Share of the writes that somebody sends twice at the same moment. */
const DOUBLE_CLICK_PERCENT = 5;

const RUNNING = 'idempotency_key_running';
const NOT_REACHED = 'provider_not_reached';

/** An answer that settles the request, whatever it says: it would be the same again. */
export function isAnswered({ status, body }: Answer<Told>): boolean {
  return status < 500 && body.code !== RUNNING && body.code !== 'busy' && status !== 429;
}

export class CustomerService {
  readonly wishes: Wish[] = [];

  /**
   * @param name of the story; part of every Idempotency-Key
   * @param ready waits until the house can work again
   * @param tell keeps a sentence of the story
   */
  constructor(
    private readonly name: string,
    private readonly merchant: Merchant,
    private readonly chance: Chance,
    private readonly ready: () => Promise<void>,
    private readonly tell: (sentence: string) => void,
  ) {}

  /**
   * Asks until there is an answer.
   *
   * @returns the answer, or `null` when there was none that settles it
   */
  async ask<T extends object>(
    method: Wish['method'],
    path: string,
    body: unknown,
    what: string,
  ): Promise<Answer<T & Told> | null> {
    const idempotencyKey = `${this.name}-${this.wishes.length + 1}`;
    const wish: Wish = { method, path, body, idempotencyKey, what, answers: [] };
    this.wishes.push(wish);
    const isDouble = this.chance.percent(DOUBLE_CLICK_PERCENT);
    const askers = [this.#askPatiently(wish), ...(isDouble ? [this.#askPatiently(wish)] : [])];
    const answers = (await Promise.all(askers)).filter((answer) => answer !== null);
    const settled = answers.find(isAnswered) ?? null;
    const last = settled ?? answers[0];
    this.tell(`${what}${isDouble ? ', twice at once' : ''}: ${last ? inWords(last) : 'no answer'}`);
    return settled as Answer<T & Told> | null;
  }

  /** Reads until there is an answer. */
  async read<T>(path: string): Promise<T> {
    for (;;) {
      const answer = await this.merchant.call<T>('GET', path).catch(() => null);
      if (answer && answer.status < 500) return answer.body;
      await this.ready();
    }
  }

  /** Asks once more for every answer that never came. To be called when nothing moves any more. */
  async askAgain(): Promise<void> {
    for (const wish of this.wishes) {
      if (wish.answers.some(isAnswered)) continue;
      const answer = await this.#askPatiently(wish);
      this.tell(`${wish.what}, asked again when all was quiet: ${answer ? inWords(answer) : 'no answer'}`);
    }
  }

  async #askPatiently(wish: Wish): Promise<Answer<Told> | null> {
    let unreached = 0;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answer = await this.#askOnce(wish);
      if (answer) wish.answers.push(answer);
      if (answer && isAnswered(answer)) return answer;
      // Somebody else works on it, perhaps somebody who is dead: only time tells.
      if (answer?.body.code === RUNNING) return answer;
      if (answer?.body.code === NOT_REACHED && ++unreached === MOST_UNREACHED) return answer;
      if (answer?.body.code !== NOT_REACHED) await this.ready();
    }
    return wish.answers.at(-1) ?? null;
  }

  async #askOnce({ method, path, body, idempotencyKey }: Wish): Promise<Answer<Told> | null> {
    const headers = { 'idempotency-key': idempotencyKey };
    const answer = await this.merchant.call<Told | null>(method, path, body ?? undefined, headers).catch(() => null);
    // What is done and needs no words comes without a body.
    return answer && { ...answer, body: answer.body ?? {} };
  }
}

function inWords({ status, body }: Answer<Told>): string {
  return [status, body.code ?? body.status, body.providerCode].filter((part) => part !== undefined).join(' ');
}
