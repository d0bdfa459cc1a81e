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

/** @param environment settings beside the quick timings */
export async function thirdpayStage(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const house = await startHouse({ module: HouseWithThirdpay, environment });
  const cardOf = new Map<string, string>();
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
      bank.fail(call === 'monthly_charge' ? 'charge' : call, fault);
      return Promise.resolve();
    },
    book: async (order) => {
      const { payments } = await house.merchant.show(order);
      // A payment's reference is the bank's own, a charge's is the platform's.
      const books = payments
        .flatMap(({ id }) => [`third-${readId('payment', id) ?? ''}`, id])
        .map((reference) => bank.bookOf(reference));
      const sum = (column: keyof StageBook): number => books.reduce((total, book) => total + book[column], 0);
      return {
        paidWon: sum('paidWon'),
        cancelledWon: sum('cancelledWon'),
        confirms: sum('confirms'),
        cancels: sum('cancels'),
      };
    },
    refundElsewhere: (order, amountWon) => {
      bank.giveBackThere(order.payments[0]?.receipt?.providerPaymentId ?? '', amountWon);
      return Promise.resolve();
    },
    books: { name: 'Thirdpay', providerBooks: () => Promise.resolve(bank.books()) },
    cards: {
      register: (key) => {
        const reference = `card-${readId('billingKey', key.id) ?? ''}`;
        const landing = bank.landings.get(reference) ?? '';
        const card = bank.issueCard(reference);
        cardOf.set(key.id, card);
        return Promise.resolve(`${landing}?card=${card}`);
      },
      turnBack: (key) => {
        const landing = bank.landings.get(`card-${readId('billingKey', key.id) ?? ''}`) ?? '';
        return Promise.resolve(`${landing}?turned=back`);
      },
      secretOf: (key) => cardOf.get(key.id) ?? '',
      end: (key) => {
        bank.endCard(cardOf.get(key.id) ?? '');
        return Promise.resolve();
      },
      isKept: (key) => Promise.resolve(bank.registrationOf(cardOf.get(key.id) ?? '') !== undefined),
    },
    close: () => house.close(),
  };
}
