// Where the buyer's browser lands after PAYCO's order sheet. Anyone can call this with anything, so nothing in it is
// believed: it only says which payment to ask PAYCO about. Must never show a text that came in the query.
import { Controller, Get, Logger, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../access/require-scope.js';
import { TakesProviderQuery } from '../common/http/form-body.js';
import { readId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Books } from '../orders/books.js';
import { leadingToResult } from '../orders/leading-to-result.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { PayingService } from '../orders/paying.service.js';
import type { RefusalReason } from '../orders/provider-reply.js';
import { SettlingService } from '../orders/settling.service.js';
import { buyerReasonOf } from './payco-declines.mapping.js';
import { CODES } from './payco.wire.js';

/** The query as Fastify parses it: a name given twice is a list. */
type ReturnQuery = Readonly<Record<string, string | string[] | undefined>>;

@ApiExcludeController()
@Controller('v1/payco/return')
@OpenToAll('The buyer’s browser comes back from PAYCO here.')
export class PaycoReturnController {
  readonly #logger = new Logger(PaycoReturnController.name);

  constructor(
    private readonly books: Books,
    private readonly paying: PayingService,
    private readonly settling: SettlingService,
  ) {}

  /** Without the payment's id in the path there is nothing to come back to. */
  @Get()
  lost(): never {
    throw new Problem('not_found', { detail: 'This address names no payment.' });
  }

  /** Takes the money if this is what the buyer agreed to, and ends on the order's result page in any case. */
  @Get(':paymentId')
  @TakesProviderQuery()
  async land(
    @Param('paymentId') shownId: string,
    @Query() query: ReturnQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const paymentId = readId('payment', shownId);
    const order = paymentId === null ? null : await this.books.load({ paymentId });
    const payment = order?.payments.find((each) => each.id === paymentId);
    if (!order || payment?.provider !== 'payco')
      throw new Problem('not_found', { detail: 'There is no such payment.' });
    await leadingToResult(this.#logger, payment, () => this.#act(order, payment, query));
    await reply.status(303).header('Location', `/checkout/${order.checkoutToken}/result`).send();
  }

  async #act(order: LoadedOrder, payment: Payment, query: ReturnQuery): Promise<void> {
    const code = query['code'];
    if (code === CODES.success) {
      const token = agreedToken(order, payment, query);
      if (token !== null) await this.paying.confirm(order, payment.id, { token });
      return;
    }
    if (code === CODES.alreadyApproved) {
      await this.settling.settlePayment(payment.id);
      return;
    }
    const reason = typeof code === 'string' ? TURNED_BACK.get(code) : undefined;
    if (reason && typeof code === 'string') {
      const buyerReason = buyerReasonOf(code, null);
      const about = buyerReason === undefined ? {} : { buyerReason };
      await this.paying.abandon(order, payment.id, { reason, ...about, providerCode: code });
    }
  }
}

/** The token, when the query names this very sheet and order; otherwise the return is somebody's invention. */
function agreedToken(order: LoadedOrder, payment: Payment, query: ReturnQuery): string | null {
  const token = query['paymentCertifyToken'];
  const isOurs =
    query['reserveOrderNo'] === payment.providerReference && query['sellerOrderReferenceKey'] === order.orderNumber;
  return isOurs && typeof token === 'string' && /^[A-Za-z0-9_-]{16,256}$/.test(token) ? token : null;
}

/**
 * Codes with which PAYCO sends the buyer back unpaid. The code decides; a token may come along all the same. A map, because
 * anyone may write any word there, also one that every object has, such as "constructor".
 */
const TURNED_BACK: ReadonlyMap<string, RefusalReason> = new Map([
  [CODES.buyerCancelled, 'buyer_cancelled'],
  [CODES.sheetExpired, 'sheet_expired'],
  [CODES.otherPaycoId, 'buyer_cancelled'],
  [CODES.unknownError, 'declined'],
  [CODES.noPaymentGateway, 'declined'],
  [CODES.declined, 'declined'],
  [CODES.pointsShort, 'declined'],
  [CODES.accountProtected, 'declined'],
  [CODES.smsRequired, 'declined'],
]);
