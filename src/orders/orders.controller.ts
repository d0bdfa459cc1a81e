// The merchant's calls about orders. Thin: reads the request, asks a service, sends the answer.
// Must never decide anything about money.
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, RequireScope, type Caller } from '../access/require-scope.js';
import { IdempotencyKey, Idempotent, type IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { sendAnswer } from './answer.reply.js';
import { CancellingService } from './cancelling.service.js';
import { CancellationDto, CancelOrderDto } from './dto/cancellation.dto.js';
import { CreateOrderDto, ListOrdersDto, OrderDto, OrderPageDto } from './dto/order.dto.js';
import { PayOrderDto } from './dto/pay-order.dto.js';
import { PaymentDto } from './dto/payment.dto.js';
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

  /** Opens a payment: answers where to send the buyer. With `billingKeyId` it is taken on that stored card at once. */
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
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const orderId = orderIdOf(id);
    const { billingKeyId, ...wish } = body;
    const answer =
      billingKeyId === undefined
        ? await this.paying.open(orderId, { ...wish, inApp: wish.inApp ?? false }, ticket)
        : await this.storedCards.pay(orderId, { provider: wish.provider, billingKeyId }, ticket);
    await sendAnswer(reply, answer);
  }

  /** Refunds all or part of an order. */
  @Post(':id/cancellations')
  @RequireScope('cancellations:write')
  @Idempotent()
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
    await sendAnswer(reply, await this.cancelling.cancel(orderIdOf(id), wish, ticket));
  }
}

function orderIdOf(shown: string): string {
  const id = readId('order', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such order.' });
  return id;
}
