// Where PAYCO tells that money arrived in a virtual account. The notice is unsigned, so it only wakes a verification;
// PAYCO's own answer credits the won. Must never credit anything by itself.
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenToAll } from '../access/require-scope.js';
import { TakesProviderPost } from '../common/http/form-body.js';
import {
  asObject,
  parseObject,
  readId,
  readFlag,
  readText,
  readWon,
  UnreadableError,
} from '../common/outbound/reading.js';
import { Books } from '../orders/books.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { SettlingService } from '../orders/settling.service.js';

/** Of a notice, in UTF-16 units; PAYCO's have some three thousand. */
const LONGEST_NOTICE = 100_000;

interface DepositNotice {
  readonly orderNumber: string;
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly amountWon: number;
  readonly isComplete: boolean;
}

@ApiExcludeController()
@Controller('v1/payco/deposits')
@OpenToAll('PAYCO posts deposit notices here, without a signature.')
export class PaycoDepositsController {
  constructor(
    private readonly books: Books,
    private readonly settling: SettlingService,
  ) {}

  /** `OK`: credited, now or before. `ERROR`: not verified; PAYCO should tell again. */
  @Post()
  @HttpCode(200)
  @TakesProviderPost()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async receive(@Body() body: unknown): Promise<'OK' | 'ERROR'> {
    const notice = readNotice(body);
    if (!notice?.isComplete) return 'ERROR';
    const order = await this.books.load({ provider: 'payco', providerReference: notice.reference });
    const payment = order && paymentOf(order, notice);
    if (!payment) return 'ERROR';
    if (payment.status === 'paid') return 'OK';
    const settled = await this.settling.settlePayment(payment.id);
    const isCredited = settled?.payments.some((each) => each.id === payment.id && each.status === 'paid');
    return isCredited === true ? 'OK' : 'ERROR';
  }
}

/** The payment a notice is about, when everything it says is what we know. */
function paymentOf(order: LoadedOrder, notice: DepositNotice): Payment | null {
  const payment = order.payments.find((each) => each.providerReference === notice.reference);
  const isSame =
    order.orderNumber === notice.orderNumber &&
    payment?.amountWon === notice.amountWon &&
    (payment.receipt === null || payment.receipt.providerPaymentId === notice.providerPaymentId);
  return isSame ? payment : null;
}

function readNotice(body: unknown): DepositNotice | null {
  try {
    const fields = parseObject(readText(asObject(body, 'the body'), 'response', LONGEST_NOTICE));
    return {
      orderNumber: readId(fields, 'sellerOrderReferenceKey'),
      reference: readId(fields, 'reserveOrderNo'),
      providerPaymentId: readId(fields, 'orderNo'),
      amountWon: readWon(fields, 'totalPaymentAmt'),
      isComplete: readFlag(fields, 'paymentCompletionYn'),
    };
  } catch (error) {
    if (error instanceof UnreadableError) return null;
    throw error;
  }
}
