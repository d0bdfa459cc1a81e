// Why payments and cancellations are where they are, and what operators decide about them. Thin: asks a service.
// Must never decide anything about money.
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, RequireScope, type Caller } from '../access/require-scope.js';
import { IdempotencyKey, Idempotent, MovesMoney, type IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId, showId } from '../common/ids.js';
import { parseInstant } from '../common/instant.js';
import { totalOf } from '../common/money.js';
import { Problem } from '../common/problems.js';
import type { CancellationPlan } from './cancellation-plan.js';
import { sendAnswer } from './answer.reply.js';
import { DecidingService } from './deciding.service.js';
import { CancellationDto } from './dto/cancellation.dto.js';
import { DecideCancellationDto, DecidePaymentDto } from './dto/decision.dto.js';
import { RecordExternalCancellationDto } from './dto/external-cancellation.dto.js';
import { EvidenceDto } from './dto/evidence.dto.js';
import { PaymentDto } from './dto/payment.dto.js';
import { ExternalCancellationsService } from './external-cancellations.service.js';
import { EvidenceService } from './evidence.service.js';
import { KeyMoves } from './key-moves.js';
import { operatorsWord, type OperatorsWord } from './operators-word.js';

@ApiTags('evidence')
@Controller('v1')
export class EvidenceController {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly deciding: DecidingService,
    private readonly externals: ExternalCancellationsService,
    private readonly keyMoves: KeyMoves,
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

  /**
   * An operator settles a payment that no machine could: only while it has `attention`, in doubt, given up, or with a question
   * about what went back.
   */
  @Post('payments/:id/decisions')
  @RequireScope('decisions:write')
  @Idempotent()
  @MovesMoney()
  @ApiOperation({ operationId: 'decidePayment' })
  @ApiCreatedResponse({ type: PaymentDto, description: 'Decided.' })
  async decidePayment(
    @Param('id') id: string,
    @Body() body: DecidePaymentDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const paymentId = paymentIdOf(id);
    const decide = () => this.deciding.decidePayment(paymentId, body, wordOf(body, caller), ticket);
    const answer = await this.keyMoves.decisionOfPayment({ caller, ticket }, paymentId, body.decision, decide);
    await sendAnswer(reply, answer);
  }

  /** An operator settles a cancellation that no machine could, or has it sent again. */
  @Post('cancellations/:id/decisions')
  @RequireScope('decisions:write')
  @Idempotent()
  @MovesMoney()
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
    const cancellationId = cancellationIdOf(id);
    const decide = () => this.deciding.decideCancellation(cancellationId, body, wordOf(body, caller), ticket);
    const answer = await this.keyMoves.decisionOfCancellation(
      { caller, ticket },
      cancellationId,
      body.decision,
      decide,
    );
    await sendAnswer(reply, answer);
  }

  /** Records money of an order that went back without the platform: on the provider's pages, by hand, by a chargeback. */
  @Post('orders/:id/external-cancellations')
  @RequireScope('decisions:write')
  @Idempotent()
  @MovesMoney()
  @ApiOperation({ operationId: 'recordExternalCancellation' })
  @ApiCreatedResponse({ type: CancellationDto, description: 'Recorded; the order’s balance is lower by it.' })
  async recordExternal(
    @Param('id') id: string,
    @Body() body: RecordExternalCancellationDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const word = wordOf(body, caller);
    const { amountWon, taxFreeWon, origin, providerCancellationId = null, isAnother } = body;
    const refund = {
      amountWon,
      taxFreeWon,
      origin,
      providerCancellationId,
      isAnother,
      refundedAt: instantOf(body.refundedAt),
      reason: word.reason,
      requestedBy: word.decidedWith,
    };
    const orderId = orderIdOf(id);
    const answer = await this.keyMoves.refund(
      { caller, ticket },
      orderId,
      refund,
      (exact) => this.externals.record(orderId, exact, word, ticket, unchangedSince(body)),
      'external_cancellation',
    );
    await sendAnswer(reply, answer);
  }
}

function unchangedSince({ expectedCancellableWon }: RecordExternalCancellationDto): (plan: CancellationPlan) => void {
  return ({ left }) => {
    const leftWon = totalOf(left);
    if (expectedCancellableWon === undefined || expectedCancellableWon === leftWon) return;
    const detail = `${leftWon} won are left of the order, not ${expectedCancellableWon}.`;
    throw new Problem('shown_changed', { detail });
  };
}

/** An instant that the DTO has checked. */
function instantOf(text: string): Date {
  const instant = parseInstant(text);
  if (instant === null) throw new Problem('malformed_request', { detail: 'refundedAt is not an instant.' });
  return instant;
}

function orderIdOf(shown: string): string {
  const id = readId('order', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such order.' });
  return id;
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
