// Why payments and cancellations are where they are, and what operators decide about them. Thin: asks a service.
// Must never decide anything about money.
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, RequireScope, type Caller } from '../access/require-scope.js';
import { IdempotencyKey, Idempotent, type IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { sendAnswer } from './answer.reply.js';
import { DecidingService } from './deciding.service.js';
import { CancellationDto } from './dto/cancellation.dto.js';
import { DecideCancellationDto, DecidePaymentDto } from './dto/decision.dto.js';
import { EvidenceDto } from './dto/evidence.dto.js';
import { PaymentDto } from './dto/payment.dto.js';
import { EvidenceService } from './evidence.service.js';
import { operatorsWord, type OperatorsWord } from './operators-word.js';

@ApiTags('evidence')
@Controller('v1')
export class EvidenceController {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly deciding: DecidingService,
  ) {}

  /** Shows why a payment is where it is: each verdict with the questions and answers behind it, and what comes next. */
  @Get('payments/:id/evidence')
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'showPaymentEvidence' })
  @ApiOkResponse({ type: EvidenceDto })
  ofPayment(@Param('id') id: string): Promise<EvidenceDto> {
    return this.evidence.ofPayment(paymentIdOf(id));
  }

  /** Shows why a cancellation is where it is. */
  @Get('cancellations/:id/evidence')
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'showCancellationEvidence' })
  @ApiOkResponse({ type: EvidenceDto })
  ofCancellation(@Param('id') id: string): Promise<EvidenceDto> {
    return this.evidence.ofCancellation(cancellationIdOf(id));
  }

  /** An operator settles a payment that no machine could: only while it is in doubt and has `attention`. */
  @Post('payments/:id/decisions')
  @RequireScope('decisions:write')
  @Idempotent()
  @ApiOperation({ operationId: 'decidePayment' })
  @ApiCreatedResponse({ type: PaymentDto, description: 'Decided.' })
  async decidePayment(
    @Param('id') id: string,
    @Body() body: DecidePaymentDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(reply, await this.deciding.decidePayment(paymentIdOf(id), body, wordOf(body, caller), ticket));
  }

  /** An operator settles a cancellation that no machine could, or has it sent again. */
  @Post('cancellations/:id/decisions')
  @RequireScope('decisions:write')
  @Idempotent()
  @ApiOperation({ operationId: 'decideCancellation' })
  @ApiCreatedResponse({ type: CancellationDto, description: 'Decided; of `try_again`: done.' })
  @ApiAcceptedResponse({ type: CancellationDto, description: 'Of `try_again`: in doubt again.' })
  async decideCancellation(
    @Param('id') id: string,
    @Body() body: DecideCancellationDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(
      reply,
      await this.deciding.decideCancellation(cancellationIdOf(id), body, wordOf(body, caller), ticket),
    );
  }
}

function wordOf(body: { readonly decidedBy: string; readonly reason: string }, { apiKeyId }: Caller): OperatorsWord {
  return operatorsWord(body, showId('apiKey', apiKeyId));
}

function paymentIdOf(shown: string): string {
  const id = readId('payment', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such payment.' });
  return id;
}

function cancellationIdOf(shown: string): string {
  const id = readId('cancellation', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such cancellation.' });
  return id;
}
