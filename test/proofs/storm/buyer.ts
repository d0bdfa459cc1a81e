// A buyer in a storm: ends in the provider's window, comes back once or several times, reloads what did not load, or
// never comes back. Must never know more than a browser does.
import type { Chance } from '../../support/chance.js';
import type { ShownBillingKey, ShownPayment } from '../../support/merchant.js';
import type { SheetOutcome } from '../../support/payco-control.js';
import type { WindowOutcome } from '../../support/payple-control.js';
import type { Ground } from './ground.js';

/** How often a page that does not load is reloaded. */
const MOST_RELOADS = 6;
const COMES_BACK_TWICE_PERCENT = 15;
const VANISHES_PERCENT = 4;
/** Where the money has moved already, there is less to come back for. */
const VANISHES_PAID_PERCENT = 30;

export class Buyer {
  constructor(
    private readonly ground: Ground,
    private readonly chance: Chance,
    private readonly tell: (sentence: string) => void,
  ) {}

  /** Ends PAYCO's order sheet, and comes back from it. */
  async endSheet(payment: ShownPayment, outcome: SheetOutcome): Promise<void> {
    const returnUrl = await this.ground.payco.finish(payment, outcome);
    this.tell(`The buyer ends the sheet with “${outcome}”${returnUrl === null ? ' and comes to no page' : ''}`);
    if (returnUrl === null || this.#vanishes(VANISHES_PERCENT)) return;
    await this.#comeBack(() => fetch(returnUrl, { redirect: 'manual' }));
  }

  /** Ends Payple's window, and posts what it left in the browser. */
  async endWindow(payment: ShownPayment | ShownBillingKey, outcome: WindowOutcome, isPaidThere = false): Promise<void> {
    const result = await this.ground.payple.tryToFinish(payment, outcome);
    this.tell(`The buyer ends the window with “${outcome}”${result ? '' : ' and comes to no page'}`);
    if (!result || this.#vanishes(isPaidThere ? VANISHES_PAID_PERCENT : VANISHES_PERCENT)) return;
    const { resultUrl, fields } = result;
    await this.#comeBack(() =>
      fetch(resultUrl, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }),
    );
  }

  #vanishes(percent: number): boolean {
    const isGone = this.chance.percent(percent);
    if (isGone) this.tell('The buyer never comes back');
    return isGone;
  }

  async #comeBack(request: () => Promise<Response>): Promise<void> {
    const times = this.chance.percent(COMES_BACK_TWICE_PERCENT) ? this.chance.whole(2, 3) : 1;
    const isAtOnce = this.chance.percent(50);
    const statuses: (number | string)[] = [];
    const load = async (): Promise<unknown> => statuses.push(await this.#load(request));
    if (isAtOnce) await Promise.all(Array.from({ length: times }, load));
    else for (let visit = 0; visit < times; visit += 1) await load();
    this.tell(
      `The buyer comes back${times > 1 ? ` ${times} times${isAtOnce ? ' at once' : ''}` : ''}: ${statuses.join(', ')}`,
    );
  }

  async #load(request: () => Promise<Response>): Promise<number | string> {
    for (let reloads = 0; reloads < MOST_RELOADS; reloads += 1) {
      const answer = await request().catch(() => null);
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer && answer.status < 500) return answer.status;
      await this.ground.ready();
    }
    return 'nothing';
  }
}
