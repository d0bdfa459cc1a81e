// The merchant's calls about cash receipts. Thin: reads the request, asks a service, sends the answer.
// Must never decide anything about a receipt.
import { Body, Controller, Delete, Get, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, RequireScope, type Caller } from '../access/require-scope.js';
import { IdempotencyKey, Idempotent, type IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { sendAnswer } from '../orders/answer.reply.js';
import { CashReceiptDto, CashReceiptListDto, IssueCashReceiptDto } from './cash-receipt.dto.js';
import { CashReceiptsService } from './cash-receipts.service.js';
import { IssuingService } from './issuing.service.js';

@ApiTags('cash receipts')
@Controller('v1/orders/:id/cash-receipts')
export class CashReceiptsController {
  constructor(
    private readonly issuing: IssuingService,
    private readonly receipts: CashReceiptsService,
  ) {}

  /** Issues a cash receipt (현금영수증) for an order that was paid from a bank account. */
  @Post()
  @RequireScope('orders:write')
  @Idempotent()
  @ApiOperation({ operationId: 'issueCashReceipt' })
  @ApiCreatedResponse({ type: CashReceiptDto, description: 'Issued.' })
  @ApiAcceptedResponse({ type: CashReceiptDto, description: 'In doubt: whether it was issued is being found out.' })
  async issue(
    @Param('id') id: string,
    @Body() body: IssueCashReceiptDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wish = { ...body, requestedBy: showId('apiKey', caller.apiKeyId) };
    await sendAnswer(reply, await this.issuing.issue(orderIdOf(id), wish, ticket));
  }

  /** Lists the cash receipts of an order, the oldest first. */
  @Get()
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'listCashReceipts' })
  @ApiOkResponse({ type: CashReceiptListDto })
  list(@Param('id') id: string): Promise<CashReceiptListDto> {
    return this.receipts.list(orderIdOf(id));
  }

  /** Takes a cash receipt back: the provider is told until it agrees. Safe to repeat. */
  @Delete(':receiptId')
  @RequireScope('orders:write')
  @ApiOperation({ operationId: 'cancelCashReceipt' })
  @ApiAcceptedResponse({ type: CashReceiptDto, description: 'The provider is being told.' })
  @ApiNoContentResponse({ description: 'It does not stand.' })
  async cancel(
    @Param('id') id: string,
    @Param('receiptId') receiptId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CashReceiptDto | undefined> {
    const cancelling = await this.receipts.remove(orderIdOf(id), receiptIdOf(receiptId));
    void reply.status(cancelling === null ? 204 : 202);
    return cancelling ?? undefined;
  }
}

function orderIdOf(shown: string): string {
  const id = readId('order', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such order.' });
  return id;
}

function receiptIdOf(shown: string): string {
  const id = readId('cashReceipt', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such cash receipt.' });
  return id;
}
