// The third provider on the contract suite's stage.
// Must never be easier on the platform than a real provider is.
import { Module } from '@nestjs/common';
import { AppModule } from '../../../src/app.module.js';
import { readId } from '../../../src/common/ids.js';
import { ProviderRegistry } from '../../../src/orders/provider-registry.js';
import { startHouse } from '../../support/house.js';
import { visit } from '../../support/merchant.js';
import type { Stage, StageBook } from '../stage.js';
import { ThirdpayBank } from './thirdpay.bank.js';
import { ThirdpayModule } from './thirdpay.module.js';

/** The house with one more line in its list of modules. */
@Module({ imports: [AppModule, ThirdpayModule] })
class HouseWithThirdpay {}

export async function thirdpayStage(): Promise<Stage> {
  const house = await startHouse({ module: HouseWithThirdpay });
  const bank = house.app.get(ThirdpayBank, { strict: false });
  return {
    provider: 'thirdpay',
    can: house.app.get(ProviderRegistry, { strict: false }).get('thirdpay').can,
    house,
    agree: (payment) => Promise.resolve(() => visit(`${house.url}/v1/thirdpay/agreed/${payment.id}`)),
    turnBack: async (payment) => {
      await visit(`${house.url}/v1/thirdpay/turned-back/${payment.id}`);
    },
    fail: (call, fault) => {
      bank.fail(call, fault);
      return Promise.resolve();
    },
    book: async (order) => {
      const { payments } = await house.merchant.show(order);
      const books = payments.map(({ id }) => bank.bookOf(`third-${readId('payment', id) ?? ''}`));
      const sum = (column: keyof StageBook) => books.reduce((total, book) => total + book[column], 0);
      return {
        paidWon: sum('paidWon'),
        cancelledWon: sum('cancelledWon'),
        confirms: sum('confirms'),
        cancels: sum('cancels'),
      };
    },
    close: () => house.close(),
  };
}
