// Somebody at the merchant who refunds on the providers' own pages, past the platform: with and without a notice.
// Must never give back more than is left there: the pages do not.
import type { Chance } from '../../support/chance.js';
import type { ShownPayment } from '../../support/merchant.js';
import { readRows } from '../../support/read-rows.js';
import type { Ground } from './ground.js';

const TOLD_PERCENT = 70;
/** Share of what was paid that goes back at once, in percent. */
const SHARES = { 5: 20, 20: 40, 40: 30, 100: 10 } as const;

/** What a payment is called on the pages, and how much it was. */
interface Named {
  readonly provider: 'payco' | 'payple';
  readonly reference: string;
  readonly orderKey: string | null;
  readonly amountWon: number;
}

const NAMED = `
  SELECT provider, provider_reference AS reference, receipt ->> 'providerPaymentId' AS "orderKey",
         amount_won::float8 AS "amountWon"
  FROM payments WHERE 'pay_' || replace(id::text, '-', '') = $1`;

export class ProviderSites {
  constructor(
    private readonly ground: Ground,
    private readonly chance: Chance,
    private readonly tell: (sentence: string) => void,
  ) {}

  /** Gives some or all of it back, when there is so much left. */
  async refund({ id }: Pick<ShownPayment, 'id'>): Promise<void> {
    // The dice are thrown in any case, so that what follows does not hang on what is there.
    const [percent, isTold] = [Number(this.chance.weighted(SHARES)), this.chance.percent(TOLD_PERCENT)];
    const named = await this.#named(id);
    if (!named) return;
    const wish = percent === 100 ? {} : { amountWon: Math.max(1, Math.floor((named.amountWon * percent) / 100)) };
    const done = await this.#refundThere(named, wish, isTold).then(
      () => true,
      () => false,
    );
    const what = 'amountWon' in wish ? `${wish.amountWon} won` : 'all that is left';
    this.tell(
      `Somebody refunds ${what} of ${id} at ${named.provider}’s own pages${isTold ? '' : ', and nobody is told'}${done ? '' : ': not so much is left'}`,
    );
  }

  async #refundThere(named: Named, wish: { readonly amountWon?: number }, notice: boolean): Promise<void> {
    const { payco, payple } = this.ground;
    if (named.provider === 'payple') return payple.refundAtSite(named.reference, { ...wish, notice });
    return payco.refundAtSite(named.orderKey ?? '', wish.amountWon);
  }

  /** PostgreSQL may be away at the moment. */
  async #named(paymentId: string): Promise<Named | undefined> {
    for (;;) {
      const rows = await readRows<Named>(this.ground.databaseUrl, NAMED, [paymentId]).catch(() => null);
      if (rows) return rows[0];
      await this.ground.ready();
    }
  }
}
