// What the routes of approvals take and answer.
// Must never offer to change what was asked for: an approver says yes or no.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { documentOf } from '../../common/document.js';
import { IsText, Optional } from '../../common/http/fields.js';
import { PageQuery } from '../../common/page.dto.js';
import type { KnownRequest } from './refund-request.entity.js';
import { REFUND_REQUEST_STATES, type RefundRequestStatus } from './refund-request-states.js';
import {
  LONGEST_REASON,
  RefundRequestDocument,
  refundRequestDocument,
  WhyNotDocument,
  whyNotDocument,
} from './refunds.dto.js';
import type { Present } from './approving.service.js';

/** Which requests. */
export class ApprovalsQuery extends PageQuery {
  /** Only those in this state. */
  @Optional()
  @IsIn(REFUND_REQUEST_STATES)
  status?: RefundRequestStatus;
}

/** Why a request is refused. */
export class RefuseRequestBody {
  /** For who asked, and the trail. */
  @IsText(1, LONGEST_REASON)
  reason: string;
}

/** A page of requests that need or needed a second person, the newest first. */
export class ApprovalPage {
  items: RefundRequestDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

/** A request for whoever is to decide, held against the books of this moment. */
export class ApprovalDocument {
  request: RefundRequestDocument;
  /** Whether the same would be shown now; a request that has changed is not carried out. */
  isUnchanged: boolean;
  /** Why it could not be carried out at this moment; `null` when it could. */
  @ApiProperty({ type: WhyNotDocument, nullable: true })
  whyNot: WhyNotDocument | null;
}

export function approvalDocument(request: KnownRequest, { shownHash, whyNot }: Present): ApprovalDocument {
  return documentOf(ApprovalDocument, {
    request: refundRequestDocument(request),
    isUnchanged: shownHash === request.shownHash,
    whyNot: whyNot && whyNotDocument(whyNot),
  });
}
