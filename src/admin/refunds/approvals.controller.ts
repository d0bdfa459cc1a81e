// Requests that wait for a second person, and what is decided about them. Thin: reads the request, asks a service.
// Must never let a page say who decides; that is who is signed in.
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { documentOf } from '../../common/document.js';
import { MovesMoney } from '../../common/http/idempotency-key.js';
import { readId, showId } from '../../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT } from '../../common/page.dto.js';
import { Problem } from '../../common/problems.js';
import {
  ApprovalDocument,
  approvalDocument,
  ApprovalPage,
  ApprovalsQuery,
  RefuseRequestBody,
} from './approvals.dto.js';
import { ApprovingService } from './approving.service.js';
import { RefundRequestBook } from './refund-request-book.js';
import { RefundRequestDocument, refundRequestDocument, ShownBody } from './refunds.dto.js';

@ApiTags('admin')
@Controller('admin/approvals')
export class ApprovalsController {
  constructor(
    private readonly book: RefundRequestBook,
    private readonly approving: ApprovingService,
  ) {}

  /** Lists requests that need or needed a second person, the newest first. */
  @Get()
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'listApprovals' })
  @ApiOkResponse({ type: ApprovalPage })
  async list(@Query() { status, cursor, limit = DEFAULT_PAGE_LIMIT }: ApprovalsQuery): Promise<ApprovalPage> {
    const after = cursor === undefined ? undefined : readId('refundRequest', cursor);
    if (after === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    const found = await this.book.approvals({ status, after }, limit + 1);
    const { rows, nextCursor } = cutPage(found, limit, ({ id }) => showId('refundRequest', id));
    return documentOf(ApprovalPage, { items: rows.map(refundRequestDocument), nextCursor });
  }

  /** Shows a request, and whether it is still what was asked for. */
  @Get(':id')
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'showApproval' })
  async show(@Param('id') id: string): Promise<ApprovalDocument> {
    const request = await this.book.find(uuidOf(id));
    return approvalDocument(request, await this.approving.presentOf(request));
  }

  /** Approves a request of somebody else, which carries it out; `outcome` tells how that went. */
  @Post(':id/approvals')
  @MovesMoney()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @RequirePermission('refunds:approve')
  @ApiOperation({ operationId: 'approveRefund' })
  async approve(
    @Param('id') id: string,
    @Body() { shownHash }: ShownBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<RefundRequestDocument> {
    return refundRequestDocument(await this.approving.approve(by, uuidOf(id), shownHash));
  }

  /** Refuses a request of somebody else. Nothing is sent. */
  @Post(':id/refusals')
  @HttpCode(200)
  @RequirePermission('refunds:approve')
  @ApiOperation({ operationId: 'refuseRefund' })
  async refuse(
    @Param('id') id: string,
    @Body() { reason }: RefuseRequestBody,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<RefundRequestDocument> {
    return refundRequestDocument(await this.approving.refuse(by, uuidOf(id), reason));
  }

  /** Takes back one's own request. Nothing is sent. */
  @Post(':id/withdrawals')
  @HttpCode(200)
  @RequirePermission('refunds:ask')
  @ApiOperation({ operationId: 'withdrawRefund' })
  async withdraw(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<RefundRequestDocument> {
    return refundRequestDocument(await this.approving.withdraw(by, uuidOf(id)));
  }
}

function uuidOf(shown: string): string {
  const uuid = readId('refundRequest', shown);
  if (uuid === null) throw new Problem('not_found', { detail: 'There is no such request.' });
  return uuid;
}
