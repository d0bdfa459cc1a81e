// The merchant's look at one payment. Thin: reads the request, asks the books, answers.
// Must never change anything; a payment is opened and cancelled through its order.
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../access/require-scope.js';
import { readId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Books } from './books.js';
import { PaymentOfOrderDto } from './dto/payment.dto.js';
import { paymentOfOrderView } from './order.view.js';

@ApiTags('orders')
@Controller('v1/payments')
export class PaymentsController {
  constructor(private readonly books: Books) {}

  /** Shows a payment, with the number of its order and what went back of it. */
  @Get(':id')
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'showPayment' })
  @ApiOkResponse({ type: PaymentOfOrderDto })
  async show(@Param('id') shown: string): Promise<PaymentOfOrderDto> {
    const paymentId = readId('payment', shown);
    const order = paymentId === null ? null : await this.books.load({ paymentId });
    const payment = order?.payments.find(({ id }) => id === paymentId);
    if (!order || !payment) throw new Problem('not_found', { detail: 'There is no such payment.' });
    return paymentOfOrderView(order, payment);
  }
}
