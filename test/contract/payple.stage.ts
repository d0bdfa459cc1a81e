// Payple on the contract suite's stage: the simulator, over HTTP.
// Must never reach into the simulator's process.
import { ProviderRegistry } from '../../src/orders/provider-registry.js';
import { startHouse } from '../support/house.js';
import { deliver } from '../support/payple-control.js';
import type { Stage, StageBook, StageFault } from './stage.js';

const FAULTS: Readonly<Record<StageFault, Readonly<Record<string, unknown>>>> = {
  decline: { fault: 'decline' },
  unlisted_code: { fault: 'decline', code: 'ZZZZ7654' },
  lost_before_effect: { fault: 'drop_before_effect' },
  lost_after_effect: { fault: 'drop_after_effect' },
  garbage_after_effect: { fault: 'garbage', effect: 'after' },
};

export async function paypleStage(): Promise<Stage> {
  const house = await startHouse();
  const { payple } = house;
  return {
    provider: 'payple',
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
    fail: (call, fault) => payple.fail({ endpoint: call, fault: '', ...FAULTS[fault] }),
    book: async (order) => {
      const books = await payple.booksOf(order);
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
    close: () => house.close(),
  };
}
