// The merchant's calls about orders. Thin: reads the request, asks a service, sends the answer.
// Must never decide anything about money.
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, RequireScope, requireScopeOf, type Caller } from '../access/require-scope.js';
import { IdempotencyKey, Idempotent, MovesMoney, type IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { sendAnswer } from './answer.reply.js';
import { CancellingService } from './cancelling.service.js';
import { CancellationDto, CancelOrderDto } from './dto/cancellation.dto.js';
import { CreateOrderDto, ListOrdersDto, OrderDto, OrderPageDto, ReopenOrderDto } from './dto/order.dto.js';
import { PayOrderDto } from './dto/pay-order.dto.js';
import { PaymentDto } from './dto/payment.dto.js';
import { KeyMoves } from './key-moves.js';
import { OrdersService } from './orders.service.js';
import { PayingService } from './paying.service.js';
import { StoredCardDesk } from './stored-card-desk.js';

@ApiTags('orders')
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly paying: PayingService,
    private readonly storedCards: StoredCardDesk,
    private readonly cancelling: CancellingService,
    private readonly keyMoves: KeyMoves,
  ) {}

  /** Creates an order. */
  @Post()
  @RequireScope('orders:write')
  @Idempotent()
  @ApiOperation({ operationId: 'createOrder' })
  @ApiCreatedResponse({ type: OrderDto, description: 'The new order.' })
  @ApiOkResponse({ type: OrderDto, description: 'The order that the same number and content made earlier.' })
  async create(
    @Body() body: CreateOrderDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(reply, await this.orders.create(body, ticket));
  }

  /** Lists orders, newest first. */
  @Get()
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'listOrders' })
  @ApiOkResponse({ type: OrderPageDto })
  list(@Query() filter: ListOrdersDto): Promise<OrderPageDto> {
    return this.orders.list(filter);
  }

  /** Shows an order with its payments and cancellations. */
  @Get(':id')
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'showOrder' })
  @ApiOkResponse({ type: OrderDto })
  show(@Param('id') id: string): Promise<OrderDto> {
    return this.orders.show(orderIdOf(id));
  }

  /**
   * Opens a payment: answers where to send the buyer. With `billingKeyId` it is taken on that stored card at once, which takes
   * the scope `billing:write` and an Idempotency-Key.
   */
  @Post(':id/payments')
  @RequireScope('orders:write')
  @Idempotent()
  @ApiOperation({ operationId: 'payOrder' })
  @ApiCreatedResponse({
    type: PaymentDto,
    description: 'An open payment with its handoff, or a paid one on a stored card.',
  })
  @ApiResponse({ status: 202, type: PaymentDto, description: 'On a stored card, in doubt: it is being looked up.' })
  async pay(
    @Param('id') id: string,
    @Body() body: PayOrderDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const orderId = orderIdOf(id);
    const { billingKeyId, ...wish } = body;
    if (billingKeyId !== undefined) requireScopeOf(caller, 'billing:write');
    // Opening a payment moves no money; taking it on a stored card does.
    if (billingKeyId !== undefined && !ticket) throw new Problem('idempotency_key_required');
    const answer =
      billingKeyId === undefined
        ? await this.paying.open(orderId, { ...wish, inApp: wish.inApp ?? false }, ticket)
        : await this.keyMoves.charge({ caller, ticket }, orderId, () =>
            this.storedCards.pay(orderId, { provider: wish.provider, billingKeyId }, ticket),
          );
    await sendAnswer(reply, answer);
  }

  /** Withdraws an order that is not paid: nobody can pay it any more, and money that comes all the same goes back. */
  @Post(':id/void')
  @HttpCode(200)
  @RequireScope('orders:write')
  @Idempotent()
  @ApiOperation({ operationId: 'voidOrder' })
  @ApiOkResponse({ type: OrderDto, description: 'Withdrawn, now or before.' })
  async void(
    @Param('id') id: string,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(reply, await this.orders.void(orderIdOf(id), ticket));
  }

  /** Lets an order that nobody has paid, or whose time was up, be paid until another moment, under the same number. */
  @Post(':id/reopen')
  @HttpCode(200)
  @RequireScope('orders:write')
  @Idempotent()
  @ApiOperation({ operationId: 'reopenOrder' })
  @ApiOkResponse({ type: OrderDto })
  async reopen(
    @Param('id') id: string,
    @Body() { expiresAt }: ReopenOrderDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(reply, await this.orders.reopen(orderIdOf(id), expiresAt, ticket));
  }

  /** Refunds all or part of an order. */
  @Post(':id/cancellations')
  @RequireScope('cancellations:write')
  @Idempotent()
  @MovesMoney()
  @ApiOperation({ operationId: 'cancelOrder' })
  @ApiCreatedResponse({ type: CancellationDto, description: 'Done.' })
  @ApiResponse({ status: 202, type: CancellationDto, description: 'In doubt: its outcome is being looked up.' })
  async cancel(
    @Param('id') id: string,
    @Body() body: CancelOrderDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wish = { ...body, requestedBy: showId('apiKey', caller.apiKeyId) };
    const orderId = orderIdOf(id);
    const cancel = (exact: typeof wish) => this.cancelling.cancel(orderId, exact, ticket);
    await sendAnswer(reply, await this.keyMoves.refund({ caller, ticket }, orderId, wish, cancel));
  }
}

function orderIdOf(shown: string): string {
  const id = readId('order', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such order.' });
  return id;
}
