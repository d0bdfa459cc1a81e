// Tells what a refund would do, before anything is sent: by the same computation that does it.
// Must never write, nor promise: what is shown is held against the books again when it is asked for.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SignedInPerson } from '../../access/require-permission.js';
import { Clock } from '../../common/clock.js';
import { showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { refundsConfig, type RefundsConfig } from '../../config/refunds.config.js';
import { Books } from '../../orders/books.js';
import { leftOf, type RefundWish } from '../../orders/cancellation-plan.js';
import type { LoadedOrder } from '../../orders/loaded-order.js';
import { ProviderCalls } from '../../orders/provider-calls.js';
import { approvalReasons, type ApprovalReason } from './approval-rules.js';
import { AskingService } from './asking.service.js';
import { RefundRequestBook } from './refund-request-book.js';
import { previewDocument, type RefundPreviewDocument } from './refunds.dto.js';
import { possibilityOf, type Possibility } from './shown-refund.js';

@Injectable()
export class PreviewingService {
  constructor(
    private readonly books: Books,
    private readonly book: RefundRequestBook,
    private readonly calls: ProviderCalls,
    private readonly asking: AskingService,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(refundsConfig.KEY) private readonly config: RefundsConfig,
  ) {}

  /** @throws Problem `not_found` */
  async preview(by: SignedInPerson, orderId: string, wish: RefundWish): Promise<RefundPreviewDocument> {
    const order = await this.books.load({ orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    const possibility = await this.possibility(order, wish);
    const askedTodayWon = await this.asking.askedTodayWon(this.dataSource.manager, by.personId);
    const reasons = this.reasonsOf(possibility, askedTodayWon, by.refundLimitWon);
    const payment = order.payments.find(({ status }) => status === 'paid') ?? null;
    const can = payment && this.calls.providerOf(payment).can;
    return previewDocument({ order, payment, can, left: leftOf(order), possibility, reasons });
  }

  /** Whether a wish could be asked for now; not while another request of the payment waits. */
  async possibility(order: LoadedOrder, wish: RefundWish): Promise<Possibility> {
    const possibility = possibilityOf(order, wish, (payment) => this.calls.providerOf(payment));
    const open = possibility.shown && (await this.book.open(possibility.shown.paymentId));
    if (!open) return possibility;
    const resourceId = showId('refundRequest', open.id);
    return { plan: null, shown: null, whyNot: new Problem('approval_waits', { resourceId }) };
  }

  /** Why a second person would be needed. */
  reasonsOf({ plan, shown }: Possibility, askedTodayWon: number, ownLimitWon: number | null): ApprovalReason[] {
    if (plan === null) return [];
    const { amountWon } = shown;
    const figures = { amountWon, paidAt: plan.payment.paidAt, now: this.clock.now(), askedTodayWon, ownLimitWon };
    return approvalReasons(figures, this.config);
  }
}
