// One order at the desk, whole; cheap to ask again while it stays the same.
// Must never change anything, but for the entry that says who has seen a buyer unmasked.
import { Body, Controller, Get, Header, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { documentOf } from '../../common/document.js';
import { WithoutIdempotencyKey } from '../../common/http/idempotency-key.js';
import { readId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { EvidenceDto } from '../../orders/dto/evidence.dto.js';
import { Choices } from './choices.service.js';
import { OrderChoicesDto, OrderExchangeDto, DeskOrderDto, TimelineDto, TimelineQuery } from './order-page.dto.js';
import { UnmaskDto, UnmaskedDto } from './order-page.dto.js';
import { OrderPages } from './order-page.service.js';
import { Unmasking } from './unmasking.service.js';

@ApiTags('admin')
@Controller('admin/orders')
@RequirePermission('desk:read')
export class OrderPageController {
  constructor(
    private readonly pages: OrderPages,
    private readonly unmasking: Unmasking,
    private readonly choices: Choices,
  ) {}

  /** Shows what orders can be filtered by. */
  @Get('choices')
  @ApiOperation({ operationId: 'showOrderChoices' })
  async showChoices(): Promise<OrderChoicesDto> {
    return documentOf(OrderChoicesDto, await this.choices.ofOrders());
  }

  /** Shows an order whole, with the latest of what happened. With the `ETag` of an earlier answer: 304 while it is the same. */
  @Get(':id')
  @ApiOperation({ operationId: 'showOrderPage' })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'The `ETag` of an earlier answer.' })
  @ApiOkResponse({ type: DeskOrderDto })
  @ApiResponse({ status: 304, description: 'It is what it was.' })
  async show(
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeskOrderDto | undefined> {
    const orderId = orderIdOf(id);
    // Before the page is read: what changes in between is then told by the next answer.
    const etag = `"${await this.pages.fingerprint(orderId)}"`;
    void reply.header('ETag', etag).header('Cache-Control', 'no-store');
    if (known?.replace(/^W\//, '') === etag) {
      void reply.status(304);
      return undefined;
    }
    return this.pages.show(orderId);
  }

  /** Shows what happened to an order before the part that was read already. */
  @Get(':id/timeline')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'showOrderTimeline' })
  timeline(@Param('id') id: string, @Query() query: TimelineQuery): Promise<TimelineDto> {
    return this.pages.timeline(orderIdOf(id), query.cursor);
  }

  /** Shows what was sent to a provider and what came back, scrubbed. */
  @Get(':id/exchanges/:exchangeId')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'showOrderExchange' })
  exchange(@Param('id') id: string, @Param('exchangeId') exchangeId: string): Promise<OrderExchangeDto> {
    const uuid = readId('exchange', exchangeId);
    if (uuid === null) throw new Problem('not_found', { detail: 'There is no such exchange.' });
    return this.pages.exchange(orderIdOf(id), uuid);
  }

  /** Shows why a payment or cancellation of an order is where it is. */
  @Get(':id/evidence/:subjectId')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'showOrderEvidence' })
  evidence(@Param('id') id: string, @Param('subjectId') subjectId: string): Promise<EvidenceDto> {
    return this.pages.evidenceOf(orderIdOf(id), subjectId);
  }

  /** Shows who buys, in full. Who asked and why is in the audit trail. */
  @Post(':id/unmaskings')
  @WithoutIdempotencyKey('It only reads, and each look at somebody’s data is in the trail.')
  @RequirePermission('desk:unmask')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'unmaskOrder' })
  unmask(@Param('id') id: string, @Body() body: UnmaskDto, @CurrentPerson() by: SignedInPerson): Promise<UnmaskedDto> {
    return this.unmasking.unmask(by, orderIdOf(id), body.reason);
  }
}

function orderIdOf(shown: string): string {
  const id = readId('order', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such order.' });
  return id;
}
