// Files of refunds: the dry run, the start, and how far it is. Thin: reads the request, asks a service.
// Must never send anything with the upload; that takes a start, with the hash of what was shown.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../../access/require-permission.js';
import { documentOf } from '../../../common/document.js';
import { CsvBody, TakesCsv } from '../../../common/http/csv-body.js';
import { MovesMoney } from '../../../common/http/idempotency-key.js';
import { readId, showId } from '../../../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT, PageQuery } from '../../../common/page.dto.js';
import { Problem } from '../../../common/problems.js';
import { RefundRequestBook } from '../refund-request-book.js';
import { ShownBody } from '../refunds.dto.js';
import { BatchBook } from './batch-book.js';
import { batchDocument, RefundBatchPage, RefundBatchWithLinesDocument, batchWithLinesDocument } from './batches.dto.js';
import { CheckingService } from './checking.service.js';
import { RunningService } from './running.service.js';

@ApiTags('admin')
@Controller('admin/refund-batches')
export class RefundBatchesController {
  constructor(
    private readonly book: BatchBook,
    private readonly requests: RefundRequestBook,
    private readonly checking: CheckingService,
    private readonly running: RunningService,
  ) {}

  /** Reads a CSV file of refunds and says of every row what it would do, or what is wrong with it. Sends nothing. */
  @Post()
  @RequirePermission('refunds:ask')
  @TakesCsv()
  @ApiBody({ schema: { type: 'string' }, description: 'Order number or id, amount in won or nothing, reason.' })
  @ApiOperation({ operationId: 'checkRefundBatch' })
  async check(@CsvBody() file: Buffer, @CurrentPerson() by: SignedInPerson): Promise<RefundBatchWithLinesDocument> {
    return this.#document(await this.checking.check(by, file));
  }

  /** Lists files of refunds, the newest first. */
  @Get()
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'listRefundBatches' })
  async list(@Query() { cursor, limit = DEFAULT_PAGE_LIMIT }: PageQuery): Promise<RefundBatchPage> {
    const after = cursor === undefined ? undefined : readId('refundBatch', cursor);
    if (after === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    const page = cutPage(await this.book.list(limit + 1, after), limit, ({ id }) => showId('refundBatch', id));
    return documentOf(RefundBatchPage, { items: page.rows.map(batchDocument), nextCursor: page.nextCursor });
  }

  /** Shows a file of refunds with what became of each line. */
  @Get(':id')
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'showRefundBatch' })
  show(@Param('id') id: string): Promise<RefundBatchWithLinesDocument> {
    return this.#document(uuidOf(id));
  }

  /** Has a file carried out line by line, in the background. Starting it again does nothing. */
  @Post(':id/start')
  @MovesMoney()
  @HttpCode(202)
  @RequirePermission('refunds:ask')
  @ApiOperation({ operationId: 'startRefundBatch' })
  async start(
    @Param('id') id: string,
    @Body() { shownHash }: ShownBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<RefundBatchWithLinesDocument> {
    await this.running.start(by, uuidOf(id), shownHash);
    return this.#document(uuidOf(id));
  }

  async #document(id: string): Promise<RefundBatchWithLinesDocument> {
    const [batch, lines] = [await this.book.find(id), await this.book.linesOf(id)];
    const requests = await this.requests.all(lines.filter(({ askedAt }) => askedAt).map(({ requestId }) => requestId));
    return batchWithLinesDocument(batch, lines, new Map(requests.map((request) => [request.id, request])));
  }
}

function uuidOf(shown: string): string {
  const uuid = readId('refundBatch', shown);
  if (uuid === null) throw new Problem('not_found', { detail: 'There is no such file of refunds.' });
  return uuid;
}
