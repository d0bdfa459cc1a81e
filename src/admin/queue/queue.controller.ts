// The desk's queue: what no machine could settle, and what people say about it. Thin: asks the services.
// Must never let anybody decide in another one's name.
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { IdempotencyKey, Idempotent, MovesMoney, type IdempotencyTicket } from '../../common/http/idempotency-key.js';
import { sendAnswer } from '../../orders/answer.reply.js';
import { QueueDecidingService } from './queue-deciding.service.js';
import { DecideQueueItemBody, QueueDecisionDocument, QueueEntryDocument, QueuePage, QueueQuery } from './queue.dto.js';
import { QueueService, subjectOf } from './queue.service.js';

@ApiTags('admin')
@Controller('admin/queue')
export class QueueController {
  constructor(
    private readonly queue: QueueService,
    private readonly deciding: QueueDecidingService,
  ) {}

  /** Lists what no machine could settle: payments, cancellations, billing keys and cash receipts, oldest first. */
  @Get()
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'listQueue' })
  @ApiOkResponse({ type: QueuePage })
  list(@Query() { kind, ...page }: QueueQuery): Promise<QueuePage> {
    return this.queue.list(page, kind);
  }

  /** Shows one thing with its evidence, what can be said about it, and what each answer leads to. */
  @Get(':kind/:id')
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'showQueueItem' })
  @ApiOkResponse({ type: QueueEntryDocument })
  async show(@Param('kind') kind: string, @Param('id') id: string): Promise<QueueEntryDocument> {
    return this.queue.show(subjectOf(kind, id));
  }

  /** The person says that it happened, that it did not, or that it cannot be told yet. Of two at once, one is heard. */
  @Post(':kind/:id/decisions')
  @RequirePermission('decisions:make')
  @Idempotent()
  @MovesMoney()
  @ApiOperation({ operationId: 'decideQueueItem' })
  @ApiCreatedResponse({ type: QueueDecisionDocument, description: 'Decided, or noted that it cannot be told yet.' })
  @ApiAcceptedResponse({
    type: QueueDecisionDocument,
    description:
      'Of `try_again`: sent, and in doubt again. With a `request`: nothing is decided before it is approved.',
  })
  async decide(
    @Param('kind') kind: string,
    @Param('id') id: string,
    @Body() body: DecideQueueItemBody,
    @CurrentPerson() by: SignedInPerson,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(reply, await this.deciding.decide(subjectOf(kind, id), body, by, ticket));
  }
}
