// Refunds of an order that were made elsewhere: what recording one would do, and recording it. Thin: reads the request, asks a
// service, answers. Must never send anything to a provider.
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
import { ExternalCarrier } from './external-carrier.js';
import { AskExternalCancellationBody, PreviewExternalCancellationBody } from './external-refunds.dto.js';
import { PreviewingService } from './previewing.service.js';
import { RefundPreviewDocument, RefundRequestDocument } from './refunds.dto.js';

@ApiTags('admin')
@Controller('admin/orders')
@RequirePermission('decisions:make')
export class ExternalRefundsController {
  constructor(
    private readonly previewing: PreviewingService,
    private readonly asking: AskingService,
    private readonly carrier: ExternalCarrier,
  ) {}

  /** Tells what recording money that went back elsewhere would do, and whether it needs a second person. Records nothing. */
  @Post(':id/external-cancellation-previews')
  @WithoutIdempotencyKey('It only shows.')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'previewExternalCancellation' })
  @ApiOkResponse({ type: RefundPreviewDocument })
  preview(
    @Param('id') id: string,
    @Body() wish: PreviewExternalCancellationBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<RefundPreviewDocument> {
    return this.previewing.previewExternal(by, orderIdOf(id), wish);
  }

  /** Records what the preview showed, or asks a second person. The same key again tells what has become of it by then. */
  @Post(':id/external-cancellations')
  @Idempotent()
  @MovesMoney()
  @ApiOperation({ operationId: 'askExternalCancellation' })
  @ApiCreatedResponse({ type: RefundRequestDocument, description: 'Recorded; the order’s balance is lower by it.' })
  @ApiResponse({
    status: 202,
    type: RefundRequestDocument,
    description: 'Not recorded yet: it waits for approval, or is being recorded.',
  })
  @ApiResponse({
    status: 200,
    type: RefundRequestDocument,
    description: 'Asked for earlier under the same key, and refused, withdrawn or expired since.',
  })
  async ask(
    @Param('id') id: string,
    @Body() body: AskExternalCancellationBody,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentPerson() by: SignedInPerson,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const orderId = orderIdOf(id);
    const wanted = () => this.carrier.wantedOf(orderId, body, by, ticket);
    await sendAnswer(reply, answerOf(await this.asking.askOther(by, { ticket }, wanted)));
  }
}

function orderIdOf(shown: string): string {
  const id = readId('order', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such order.' });
  return id;
}
