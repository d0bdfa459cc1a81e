// Records money that went back without us, as somebody says who has seen it: on the provider's pages, by hand, by a chargeback.
// Must never send anything, nor record what the provider's own balance, where it tells one plainly, says did not happen.
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { Answers, type Answer } from './answers.js';
import { Books } from './books.js';
import type { CancellationPlan } from './cancellation-plan.js';
import type { CancellationDto } from './dto/cancellation.dto.js';
import { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { ExchangeLog } from './exchange-log.js';
import { enterExternal, numberUsed, planExternal, requireNewNumber, type ExternalRefund } from './external-moves.js';
import { reconcilePaymentJob } from './jobs.js';
import type { LoadedOrder } from './loaded-order.js';
import { decidedFactsOf, type DecidedFacts, type OperatorsWord } from './operators-word.js';
import { cancellationView } from './order.view.js';
import { compareBalance, expectedBalance } from './provider-balance.js';
import { paymentOfCancellation, ProviderCalls } from './provider-calls.js';
import { ReconcilingService } from './reconciling.service.js';
import { RefundFollowers } from './refund-followers.js';
import { RefundNoticeBook } from './refund-notice-book.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';

/** Before it is recorded, there is no cancellation. */
const NOTHING_BEFORE: DecidedFacts = { status: 'not_recorded', attention: null };

/** How often the provider is asked again because the order moved in between. */
const MOST_TRIES = 5;

@Injectable()
export class ExternalCancellationsService {
  constructor(
    private readonly books: Books,
    private readonly clock: Clock,
    private readonly notices: RefundNoticeBook,
    private readonly answers: Answers,
    private readonly calls: ProviderCalls,
    private readonly reconciling: ReconcilingService,
    private readonly followers: RefundFollowers,
    private readonly exchangeLog: ExchangeLog,
    @InjectRepository(Cancellation) private readonly cancellations: Repository<Cancellation>,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Records it. Whoever records it again under an id that was chosen before gets the one that is there.
   *
   * @param agree is shown what it does, on fresh rows, and may throw
   * @throws Problem `not_found`, and as `requireBelievable` and `enterExternal` do
   */
  async record(
    orderId: string,
    refund: ExternalRefund,
    word: OperatorsWord,
    ticket: IdempotencyTicket | null,
    agree?: (plan: CancellationPlan) => void,
  ): Promise<Answer<CancellationDto>> {
    return this.answers.once(ticket, async () => {
      const order = await this.books.load({ orderId }, { ticket });
      if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
      if (order.earlier) return this.answers.replay(ticket, order.earlier);
      let current: LoadedOrder | null = order;
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const body = await this.#recordAt(current ?? (await this.#load(orderId)), refund, word, ticket, agree);
        if (body) return { status: 201, body, replayed: false };
        current = null;
      }
      throw new Problem('busy');
    });
  }

  /** @returns `null` when the order has moved since the provider was asked: another entry may be the same refund */
  async #recordAt(
    order: LoadedOrder,
    refund: ExternalRefund,
    word: OperatorsWord,
    ticket: IdempotencyTicket | null,
    agree?: (plan: CancellationPlan) => void,
  ): Promise<CancellationDto | null> {
    const isRecorded = order.cancellations.some(({ id }) => id === refund.id);
    if (!isRecorded) {
      // First what can be said without asking anybody.
      planExternal(order, refund, this.clock.now());
      await this.requireBelievable(order, refund);
    }
    const { version } = order;
    const recorded = await this.notices.change({ orderId: order.id }, order, (draft, notices) => {
      const earlier = draft.order.cancellations.find(({ id }) => id === refund.id);
      if (earlier) return cancellationView(earlier);
      if (draft.expectedVersion !== version) return null;
      const cancellation = enterExternal(draft, refund, word, notices, this.config, agree);
      const payment = paymentOfCancellation(draft.order, cancellation);
      if (word.witness) draft.noteDeed(word.witness(NOTHING_BEFORE, decidedFactsOf(cancellation)));
      this.followers.jobsAfter(payment, draft.now).forEach((job) => draft.enqueue(job));
      // There may be more that went back than this.
      draft.enqueue(reconcilePaymentJob(payment.id, draft.now));
      const body = cancellationView(cancellation);
      draft.completeRequest(ticket, cancellation.id, 201, body);
      return body;
    });
    return recorded.value;
  }

  async #load(orderId: string): Promise<LoadedOrder> {
    const order = await this.books.load({ orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    return order;
  }

  /**
   * Whether it can have happened, as far as others know: its number is nobody else's, it is not what was found or entered
   * already, and the provider is asked where it tells its balance plainly.
   *
   * @throws Problem `provider_number_used`, `refund_found_already`, `not_missing_at_provider`
   */
  async requireBelievable(
    order: LoadedOrder,
    refund: Pick<ExternalRefund, 'amountWon' | 'origin' | 'providerCancellationId' | 'isAnother'>,
  ): Promise<void> {
    const payment = order.payments.find(({ status }) => status === 'paid');
    if (!payment) return;
    const { origin, providerCancellationId } = refund;
    requireNewNumber(order, refund);
    // One transfer by hand may be for several orders.
    if (providerCancellationId !== null && origin !== 'by_hand') {
      await this.#requireUnclaimed(payment, providerCancellationId);
    }
    if (refund.isAnother !== true) requireNotRecordedAlready(order, payment, refund.amountWon);
    const isRunning = order.cancellations.some(({ status }) => RUNNING_CANCELLATION_STATES.includes(status));
    if (origin === 'provider_site' && !isRunning) await this.#requireMissing(order, payment, refund.amountWon);
  }

  /** A number that is another cancellation's would take the same money from the books twice. It is typed, in whatever case. */
  async #requireUnclaimed({ provider }: Payment, providerCancellationId: string): Promise<void> {
    const claimed = await this.cancellations
      .createQueryBuilder('x')
      .innerJoin('x.order', 'o')
      .innerJoin('o.payments', 'p', 'p.id = x.paymentId')
      .select('x.id', 'id')
      .where(
        `upper(x.receipt ->> 'providerCancellationId') = upper(:providerCancellationId) AND p.provider = :provider`,
        {
          providerCancellationId,
          provider,
        },
      )
      .getRawOne<{ id: string }>();
    if (!claimed) return;
    throw numberUsed(providerCancellationId, claimed.id);
  }

  /** What went back on the provider's pages is missing there. Where it does not tell, the word of who saw it stands. */
  async #requireMissing(order: LoadedOrder, payment: Payment, amountWon: number): Promise<void> {
    if (this.calls.providerOf(payment).can.repeatCancel !== 'always') return;
    const { found, exchanges } = await this.reconciling.ask(order, payment);
    await this.exchangeLog.keep(exchanges, { provider: payment.provider, orderId: order.id, paymentId: payment.id });
    if (found.is !== 'told') return;
    const says = compareBalance(expectedBalance(order, payment), found.leftWon);
    const missingWon = says.is === 'missing' ? says.missingWon : 0;
    if (says.is === 'ambiguous' || amountWon <= missingWon) return;
    const detail = `${payment.provider} says that ${found.leftWon} won are left there: ${missingWon} won went back that our books do not have. If it went back by other means, send "by_hand".`;
    throw new Problem('not_missing_at_provider', { detail, leftWon: found.leftWon, missingWon });
  }
}

/**
 * What a balance showed has no number and no origin: the letter about a chargeback may tell of the same money later. Nor do two people
 * who saw one refund say the same of it, be it how it went back or under which number.
 */
function requireNotRecordedAlready(order: LoadedOrder, { id }: Payment, amountWon: number): void {
  const same = order.cancellations.find(
    (each) => each.paymentId === id && each.kind === 'external' && each.amountWon === amountWon,
  );
  if (!same) return;
  const resourceId = showId('cancellation', same.id);
  const how = same.origin === 'found' ? 'was found by the provider’s balance' : `was recorded as "${same.origin}"`;
  const detail = `${resourceId} of ${amountWon} won ${how}. If this is another one, send isAnother: true.`;
  throw new Problem('refund_found_already', { detail, resourceId });
}
