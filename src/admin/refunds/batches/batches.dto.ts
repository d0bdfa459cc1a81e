// What the routes of files of refunds take and answer.
// Must never hand the file back; it was read, and is not kept.
import { ApiProperty } from '@nestjs/swagger';
import { documentOf } from '../../../common/document.js';
import { showId } from '../../../common/ids.js';
import { PROBLEM_KINDS } from '../../../common/problems.js';
import { outcomeOf, REFUND_OUTCOMES, type RefundOutcome } from '../refund-outcome.js';
import type { KnownRequest } from '../refund-request.entity.js';
import { ApprovalReasonDocument, NamedPersonDocument, splitDocument, TaxSplitDocument } from '../refunds.dto.js';
import { totalOf } from '../../../common/money.js';
import { ROW_FAULTS, type Fault } from './batch-check.js';
import type { RefundBatch, RefundBatchLine } from './refund-batch.entity.js';

/** Something that is wrong with a row, or stood in its way. */
export class RowFaultDocument {
  @ApiProperty({ enum: [...ROW_FAULTS, ...Object.keys(PROBLEM_KINDS)] })
  code: Fault['code'];
  /** In a sentence. */
  detail: string;
}

/** A row of a file: what it would do, and what became of it. */
export class RefundBatchLineDocument {
  /** Where it is in the file; the first line is 1. */
  line: number;
  /** The order as the file names it. */
  orderText: string;
  /** `ord_…`; `null`: there is no such order. */
  orderId: string | null;
  /** As the file says, in won; `null`: all that is left. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  askedWon: number | null;
  reason: string;
  /** What would go back; `null`: the row is broken. */
  @ApiProperty({ type: TaxSplitDocument, nullable: true })
  refund: TaxSplitDocument | null;
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  balanceAfterWon: number | null;
  /** Why a second person will have to approve; empty: it is carried out at once. */
  approvalReasons: ApprovalReasonDocument[];
  /** Empty: nothing is wrong. */
  faults: RowFaultDocument[];
  /** `rfr_…`; `null`: not asked for yet, or it could not be. */
  requestId: string | null;
  /** What became of it; `null`: it was not its turn, or it failed. */
  @ApiProperty({ enum: [...REFUND_OUTCOMES, null], nullable: true })
  outcome: RefundOutcome | null;
  /** Why it could not be asked for when it was its turn. */
  @ApiProperty({ type: RowFaultDocument, nullable: true })
  failure: RowFaultDocument | null;
  /** The provider's words, when it refused. */
  providerMessage: string | null;
}

/** A file of refunds. */
export class RefundBatchDocument {
  /** `rfb_…` */
  id: string;
  madeBy: NamedPersonDocument;
  madeAt: string;
  /** Of the dry run; to be given with the start. */
  shownHash: string;
  lineCount: number;
  /** Rows with something wrong; nothing is sent while there is one. */
  brokenCount: number;
  /** What all rows come to that are not broken, in won. */
  amountWon: number;
  startedAt: string | null;
  /** When every line had had its turn. */
  endedAt: string | null;
}

/** A file with its lines. */
export class RefundBatchWithLinesDocument extends RefundBatchDocument {
  lines: RefundBatchLineDocument[];
}

/** A page of files, the newest first. */
export class RefundBatchPage {
  items: RefundBatchDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

export function batchDocument(batch: RefundBatch): RefundBatchDocument {
  const { shownHash, lineCount, brokenCount, amountWon } = batch;
  return documentOf(RefundBatchDocument, {
    id: showId('refundBatch', batch.id),
    madeBy: { id: showId('person', batch.madeById), name: batch.madeByName },
    madeAt: batch.madeAt.toISOString(),
    shownHash,
    lineCount,
    brokenCount,
    amountWon,
    startedAt: batch.startedAt?.toISOString() ?? null,
    endedAt: batch.endedAt?.toISOString() ?? null,
  });
}

/** @param requests what was asked for of the lines, by id */
export function batchWithLinesDocument(
  batch: RefundBatch,
  lines: readonly RefundBatchLine[],
  requests: ReadonlyMap<string, KnownRequest>,
): RefundBatchWithLinesDocument {
  const shown = lines.map((line) => lineDocument(line, requests.get(line.requestId) ?? null));
  return documentOf(RefundBatchWithLinesDocument, { ...batchDocument(batch), lines: shown });
}

function lineDocument(line: RefundBatchLine, request: KnownRequest | null): RefundBatchLineDocument {
  const { orderText, orderId, askedWon, reason, shown, faults, failure } = line;
  return documentOf(RefundBatchLineDocument, {
    line: line.line,
    orderText,
    orderId: orderId && showId('order', orderId),
    askedWon,
    reason,
    refund: shown && splitDocument(shown.refund.split),
    balanceAfterWon: shown && totalOf(shown.refund.balanceAfter),
    approvalReasons: (shown?.approvalReasons ?? []).map((each) => ({ ...each })),
    faults: faults.map((fault) => ({ ...fault })),
    requestId: request && showId('refundRequest', request.id),
    outcome: request && outcomeOf(request.kind, request.status, request.cancellation?.status ?? null),
    failure: failure && { ...failure },
    providerMessage: request?.cancellation?.refusal?.providerMessage ?? null,
  });
}
