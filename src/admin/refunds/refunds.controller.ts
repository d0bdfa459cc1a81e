// Refunds of an order at the desk: what would happen, and doing it. Thin: reads the request, asks a service, answers.
// Must never decide anything about money.
import { Body, Controller, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import {
  IdempotencyKey,
  Idempotent,
  MovesMoney,
  WithoutIdempotencyKey,
  type IdempotencyTicket,
} from '../../common/http/idempotency-key.js';
import { readId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { sendAnswer } from '../../orders/answer.reply.js';
import { answerOf } from './asked-answer.js';
import { AskingService } from './asking.service.js';
import { PreviewingService } from './previewing.service.js';
import { AskRefundBody, PreviewRefundBody, RefundPreviewDocument, RefundRequestDocument } from './refunds.dto.js';

@ApiTags('admin')
@Controller('admin/orders')
@RequirePermission('refunds:ask')
export class RefundsController {
  constructor(
    private readonly previewing: PreviewingService,
    private readonly asking: AskingService,
  ) {}

  /** Tells what a refund would do, and whether it needs a second person. Sends nothing. */
  @Post(':id/refund-previews')
  @WithoutIdempotencyKey('It only shows.')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'previewRefund' })
  @ApiOkResponse({ type: RefundPreviewDocument })
  preview(
    @Param('id') id: string,
    @Body() wish: PreviewRefundBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<RefundPreviewDocument> {
    return this.previewing.preview(by, orderIdOf(id), wish);
  }

  /** Refunds what the preview showed, or asks a second person. The same key again tells what has become of it by then. */
  @Post(':id/refunds')
  @Idempotent()
  @MovesMoney()
  @ApiOperation({ operationId: 'askRefund' })
  @ApiCreatedResponse({ type: RefundRequestDocument, description: 'Done.' })
  @ApiResponse({
    status: 202,
    type: RefundRequestDocument,
    description: 'Not done yet; `outcome` says whether it is in doubt, under way, or waits for approval.',
  })
  @ApiResponse({
    status: 200,
    type: RefundRequestDocument,
    description: 'Asked for earlier under the same key, and refused, withdrawn or expired since.',
  })
  async ask(
    @Param('id') id: string,
    @Body() { reason, shownHash, ...wish }: AskRefundBody,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentPerson() by: SignedInPerson,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = await this.asking.ask(by, { orderId: orderIdOf(id), wish, reason, shownHash, ticket });
    await sendAnswer(reply, answerOf(asked));
  }
}

function orderIdOf(shown: string): string {
  const id = readId('order', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such order.' });
  return id;
}
