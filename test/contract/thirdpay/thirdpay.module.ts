// The third provider's module: with one line in a list of modules it is part of the house.
// Must never need a change in orders/.
import { Controller, Get, Module, Param } from '@nestjs/common';
import { OpenToAll } from '../../../src/access/require-scope.js';
import { readId } from '../../../src/common/ids.js';
import { Books } from '../../../src/orders/books.js';
import { OrdersModule } from '../../../src/orders/orders.module.js';
import { PayingService } from '../../../src/orders/paying.service.js';
import { ThirdpayBank } from './thirdpay.bank.js';
import { ThirdpayProvider } from './thirdpay.provider.js';

@Controller('v1/thirdpay')
@OpenToAll('The buyer’s browser comes back from the third provider here.')
class ThirdpayReturnController {
  constructor(
    private readonly books: Books,
    private readonly paying: PayingService,
  ) {}

  @Get('agreed/:paymentId')
  async agreed(@Param('paymentId') shownId: string): Promise<string> {
    const paymentId = readId('payment', shownId) ?? '';
    const order = await this.books.load({ paymentId });
    if (order) await this.paying.confirm(order, paymentId, {});
    return 'thank you';
  }

  @Get('turned-back/:paymentId')
  async turnedBack(@Param('paymentId') shownId: string): Promise<string> {
    const paymentId = readId('payment', shownId) ?? '';
    const order = await this.books.load({ paymentId });
    if (order) await this.paying.abandon(order, paymentId, { reason: 'buyer_cancelled' });
    return 'as you wish';
  }
}

@Module({
  imports: [OrdersModule],
  controllers: [ThirdpayReturnController],
  providers: [ThirdpayBank, ThirdpayProvider],
})
export class ThirdpayModule {}
