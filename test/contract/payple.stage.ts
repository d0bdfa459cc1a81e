// Payple on the contract suite's stage: the simulator, over HTTP.
// Must never reach into the simulator's process.
import { ProviderRegistry } from '../../src/orders/provider-registry.js';
import { startHouse } from '../support/house.js';
import { deliver, type WindowResult } from '../support/payple-control.js';
import type { Stage, StageBook, StageCall, StageFault } from './stage.js';

const FAULTS: Readonly<Record<StageFault, Readonly<Record<string, unknown>>>> = {
  decline: { fault: 'decline' },
  unlisted_code: { fault: 'decline', code: 'ZZZZ7654' },
  lost_before_effect: { fault: 'drop_before_effect' },
  lost_after_effect: { fault: 'drop_after_effect' },
  garbage_after_effect: { fault: 'garbage', effect: 'after' },
};

/** Payple's names of the calls. */
const ENDPOINTS: Readonly<Record<StageCall, string>> = {
  confirm: 'confirm',
  cancel: 'cancel',
  charge: 'simple',
  monthly_charge: 'reguler',
  revoke: 'userdel',
};

/** The browser posts a form; where cards land, a query with the same fields says the same. */
function landingOf({ resultUrl, fields }: WindowResult): string {
  return `${resultUrl}?${new URLSearchParams(fields).toString()}`;
}

/**
 * @param settings `method`: what the buyers pay by, the usual way when absent; `environment`: beside the quick timings
 */
export async function paypleStage(
  settings: { readonly method?: 'transfer'; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<Stage> {
  const { method, environment = {} } = settings;
  const house = await startHouse({ environment });
  const { payple } = house;
  const secretOf = new Map<string, string>();
  return {
    provider: 'payple',
    ...(method && { method }),
    can: house.app.get(ProviderRegistry, { strict: false }).get('payple').can,
    house,
    books: payple,
    agree: async (payment) => {
      const result = await payple.finish(payment, 'pay');
      return () => deliver(result);
    },
    turnBack: async (payment) => {
      await deliver(await payple.finish(payment, 'close'));
    },
    fail: (call, fault) => payple.fail({ endpoint: ENDPOINTS[call], fault: '', ...FAULTS[fault] }),
    book: async (order) => {
      const books = await payple.booksOf(await house.merchant.show(order));
      const sum = (column: 'paidWon' | 'cancelledWon' | 'approvals' | 'cancels') =>
        books.reduce((total, book) => total + book[column], 0);
      const book: StageBook = {
        paidWon: sum('paidWon'),
        cancelledWon: sum('cancelledWon'),
        confirms: sum('approvals'),
        cancels: sum('cancels'),
      };
      return book;
    },
    refundElsewhere: async (order, amountWon) => {
      const [book] = await payple.booksOf(await house.merchant.show(order));
      await payple.refundAtSite(book?.oid ?? '', { amountWon, notice: false });
    },
    cards: {
      register: async (key) => {
        const result = await payple.finish(key, 'pay');
        secretOf.set(key.id, result.fields['PCD_PAYER_ID'] ?? '');
        return landingOf(result);
      },
      turnBack: async (key) => landingOf(await payple.finish(key, 'close')),
      secretOf: (key) => secretOf.get(key.id) ?? '',
      end: (key) => payple.removeKey(secretOf.get(key.id) ?? ''),
      isKept: async (key) => {
        const secret = secretOf.get(key.id);
        return (await payple.keys()).some(({ payerId, state }) => payerId === secret && state === 'ACTIVE');
      },
    },
    close: () => house.close(),
  };
}
