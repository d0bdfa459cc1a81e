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
import { ExternalCarrier, hashOf as externalHashOf, type ExternalWish } from './external-carrier.js';
import { RequestingService } from './requesting.service.js';
import { RefundRequestBook, type AskedBefore } from './refund-request-book.js';
import { previewDocument, type PreviewParts, type RefundPreviewDocument } from './refunds.dto.js';
import { cautionsOf, hashOf, possibilityBy, possibilityOf, type Caution, type Possibility } from './shown-refund.js';

@Injectable()
export class PreviewingService {
  constructor(
    private readonly books: Books,
    private readonly book: RefundRequestBook,
    private readonly calls: ProviderCalls,
    private readonly requesting: RequestingService,
    private readonly external: ExternalCarrier,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(refundsConfig.KEY) private readonly config: RefundsConfig,
  ) {}

  /** @throws Problem `not_found` */
  async preview(by: SignedInPerson, orderId: string, wish: RefundWish): Promise<RefundPreviewDocument> {
    const order = await this.#load(orderId);
    const possibility = await this.possibility(order, wish);
    const shownHash = possibility.shown && hashOf(possibility.shown);
    return this.#document(by, order, possibility, { cautions: cautionsIn(possibility), shownHash });
  }

  /** What recording money that went back elsewhere would do. @throws Problem `not_found` */
  async previewExternal(by: SignedInPerson, orderId: string, wish: ExternalWish): Promise<RefundPreviewDocument> {
    const order = await this.#load(orderId);
    const possibility = await this.#unlessOneWaits(possibilityBy(() => this.external.planOf(order, wish)));
    const shownHash = possibility.plan && externalHashOf(possibility.plan);
    // It has happened, so nobody refuses it any more.
    return this.#document(by, order, possibility, { cautions: [], shownHash });
  }

  /** Whether a wish could be asked for now; not while another request of the payment waits. */
  possibility(order: LoadedOrder, wish: RefundWish): Promise<Possibility> {
    return this.#unlessOneWaits(possibilityOf(order, wish, (payment) => this.calls.providerOf(payment)));
  }

  async #load(orderId: string): Promise<LoadedOrder> {
    const order = await this.books.load({ orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    return order;
  }

  async #document(
    by: SignedInPerson,
    order: LoadedOrder,
    possibility: Possibility,
    more: Pick<PreviewParts, 'cautions' | 'shownHash'>,
  ): Promise<RefundPreviewDocument> {
    const before = await this.requesting.askedBefore(this.dataSource.manager, by.personId, order.id);
    const reasons = this.reasonsOf(possibility, before, by.refundLimitWon);
    const payment = order.payments.find(({ status }) => status === 'paid') ?? null;
    const can = payment && this.calls.providerOf(payment).can;
    return previewDocument({ order, payment, can, left: leftOf(order), possibility, reasons, ...more });
  }

  async #unlessOneWaits(possibility: Possibility): Promise<Possibility> {
    const open = possibility.shown && (await this.book.open(possibility.shown.paymentId));
    if (!open) return possibility;
    const resourceId = showId('refundRequest', open.id);
    return { plan: null, shown: null, whyNot: new Problem('approval_waits', { resourceId }) };
  }

  /** Why a second person would be needed. */
  reasonsOf({ plan, shown }: Possibility, before: AskedBefore, ownLimitWon: number | null): ApprovalReason[] {
    if (plan === null) return [];
    const { amountWon } = shown;
    const asked = { askedTodayWon: before.todayWon, askedOfOrderWon: before.ofOrderWon };
    const figures = { amountWon, paidAt: plan.payment.paidAt, now: this.clock.now(), ...asked, ownLimitWon };
    return approvalReasons(figures, this.config);
  }
}

function cautionsIn({ plan }: Possibility): readonly Caution[] {
  return plan ? cautionsOf(plan) : [];
}
