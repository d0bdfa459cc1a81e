// PAYCO on the contract suite's stage: the simulator, over HTTP.
// Must never reach into the simulator's process.
import { ProviderRegistry } from '../../src/orders/provider-registry.js';
import { startHouse } from '../support/house.js';
import { visit } from '../support/merchant.js';
import type { Stage, StageFault } from './stage.js';

const FAULTS: Readonly<Record<StageFault, Readonly<Record<string, unknown>>>> = {
  decline: { fault: 'decline', code: 4505 },
  unlisted_code: { fault: 'decline', code: 7654 },
  lost_before_effect: { fault: 'drop_before_effect' },
  lost_after_effect: { fault: 'drop_after_effect' },
  garbage_after_effect: { fault: 'garbage', effect: 'after' },
};
const ENDPOINTS = { confirm: 'approval', cancel: 'cancel' } as const;

export async function paycoStage(): Promise<Stage> {
  const house = await startHouse();
  const { payco } = house;
  return {
    provider: 'payco',
    can: house.app.get(ProviderRegistry, { strict: false }).get('payco').can,
    house,
    agree: async (payment) => {
      const returnUrl = await payco.agree(payment);
      return () => visit(returnUrl);
    },
    turnBack: async (payment) => {
      const url = `${house.url}/v1/payco/return/${payment.id}`;
      await payco.finish(payment, 'close');
      await visit(`${url}?code=2222`);
    },
    fail: (call, fault) => {
      if (call !== 'confirm' && call !== 'cancel') throw new Error('PAYCO keeps no cards.');
      return payco.fail({ endpoint: ENDPOINTS[call], fault: '', ...FAULTS[fault] });
    },
    book: async (order) => {
      const book = await payco.bookOf(order.orderNumber);
      return {
        paidWon: book?.paidWon ?? 0,
        cancelledWon: book?.cancelledWon ?? 0,
        confirms: book?.approvals ?? 0,
        cancels: book?.cancels ?? 0,
      };
    },
    refundElsewhere: (order, amountWon) =>
      payco.refundAtSite(order.payments[0]?.receipt?.providerPaymentId ?? '', amountWon),
    books: payco,
    close: () => house.close(),
  };
}
