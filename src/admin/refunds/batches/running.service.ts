// Starts a file of refunds and asks for its lines one by one, as whoever uploaded it; a crash goes on where it was.
// Must never ask for a line twice: its request has an id that was chosen with the dry run.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../../audit/audit-trail.js';
import { Clock } from '../../../common/clock.js';
import { isTransientFault } from '../../../common/database-fault.js';
import { showId } from '../../../common/ids.js';
import { Problem } from '../../../common/problems.js';
import type { Colleague } from '../approving.service.js';
import { AskingService } from '../asking.service.js';
import { runRefundBatchJob } from '../jobs.js';
import { RefundRequestBook } from '../refund-request-book.js';
import { requireSame } from '../shown-refund.js';
import { BatchBook } from './batch-book.js';
import type { Fault } from './batch-check.js';
import { faultOf } from './checking.service.js';
import type { RefundBatch, RefundBatchLine } from './refund-batch.entity.js';

/** How many lines one job asks for: few, so that a server that stops need not wait long. */
const LINES_PER_JOB = 10;

@Injectable()
export class RunningService {
  readonly #logger = new Logger('Refunds');

  constructor(
    private readonly book: BatchBook,
    private readonly requests: RefundRequestBook,
    private readonly asking: AskingService,
    private readonly trail: AuditTrail,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Has a file carried out, once; starting it again does nothing.
   *
   * @param shownHash of the dry run that was shown
   * @throws Problem `not_found`, `wrong_person`, `shown_changed`, `batch_not_sendable`
   */
  async start(by: Colleague, id: string, shownHash: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const batch = await this.book.lock(manager, id);
      if (batch.madeById !== by.personId) {
        throw new Problem('wrong_person', { detail: 'Only who uploaded it may start it.' });
      }
      requireSame(batch.shownHash, shownHash);
      if (batch.brokenCount > 0) throw new Problem('batch_not_sendable');
      if (batch.startedAt !== null) return;
      const { lineCount, amountWon } = batch;
      await this.book.start(manager, id, this.clock.now(), runRefundBatchJob(id));
      await this.trail.record(manager, {
        by,
        action: 'refund_batch.started',
        subject: showId('refundBatch', id),
        before: { started: false },
        after: { started: true, lineCount, amountWon },
      });
    });
  }

  /** Asks for the next lines, and leaves the rest to another job. Safe to run at any time and any number of times. */
  async runSome(id: string): Promise<void> {
    const batch = await this.book.find(id);
    if (batch.startedAt === null || batch.endedAt !== null) return;
    const lines = await this.book.nextLines(id, LINES_PER_JOB);
    for (const line of lines) await this.#ask(batch, line);
    if (lines.length === LINES_PER_JOB) await this.book.enqueue(runRefundBatchJob(id));
    else await this.book.end(id, this.clock.now());
  }

  async #ask({ madeById, madeByName }: RefundBatch, line: RefundBatchLine): Promise<void> {
    const by = { personId: madeById, name: madeByName, address: null };
    await this.book.noteAsked(line, this.clock.now(), await this.#failureOf(by, line));
  }

  /** `null`: there is a request, which tells the rest, also when the provider refused. */
  async #failureOf(by: Colleague, { orderId, shown, askedWon, reason, requestId }: RefundBatchLine) {
    if (orderId === null || shown === null) throw new Error('A broken line was started.');
    try {
      const wish = { amountWon: askedWon ?? undefined };
      await this.asking.ask(by, { orderId, wish, reason, shownHash: shown.shownHash, requestId });
      return null;
    } catch (error) {
      // The same line may be asked for once the database works again. Whatever else it fails of, the lines after it do not wait.
      if (isTransientFault(error)) throw error;
      const isAsked = (await this.requests.all([requestId])).length > 0;
      const line = { message: 'A line of a file could not be refunded', orderId: showId('order', orderId) };
      if (error instanceof Problem) this.#logger.warn(line);
      else this.#logger.error({ ...line, error });
      return isAsked ? null : (faultOf(error instanceof Problem ? error : new Problem('internal')) satisfies Fault);
    }
  }
}
