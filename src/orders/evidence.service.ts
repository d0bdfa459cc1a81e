// The evidence of a payment or cancellation: its verdicts, the exchanges they rest on, and what comes next.
// Must never call a provider or change anything.
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Books } from './books.js';
import type { EvidenceDto, VerdictDto } from './dto/evidence.dto.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import { Exchange } from './entities/exchange.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { Verdict } from './entities/verdict.entity.js';
import { nextStepView, verdictView } from './evidence.view.js';
import { nextStepOfCancellation, nextStepOfPayment, settlingKeys, type NextStep } from './next-steps.js';
import { PendingJobs } from './pending-jobs.js';
import { cancellationIn, paymentIn } from './loaded-order.js';
import { EXTERNAL_RULES } from './verdict-rules.js';

/** A doubt that is asked about for weeks leaves thousands; how it began and where it stands is what is looked for. */
const MOST_FIRST = 20;
const MOST_LAST = 80;

@Injectable()
export class EvidenceService {
  constructor(
    private readonly books: Books,
    private readonly jobs: PendingJobs,
    @InjectRepository(Verdict) private readonly verdicts: Repository<Verdict>,
    @InjectRepository(Exchange) private readonly exchanges: Repository<Exchange>,
  ) {}

  /** @throws Problem `not_found` */
  async ofPayment(paymentId: string): Promise<EvidenceDto> {
    const order = await this.books.load({ paymentId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such payment.' });
    const payment = paymentIn(order, paymentId);
    const runs = await this.jobs.among(settlingKeys(order));
    const next = nextStepOfPayment(order, payment, runs);
    return this.#of(showId('payment', paymentId), payment, await this.#verdictsOf({ paymentId }), next);
  }

  /** @throws Problem `not_found` */
  async ofCancellation(cancellationId: string): Promise<EvidenceDto> {
    const order = await this.books.load({ cancellationId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such cancellation.' });
    const cancellation = cancellationIn(order, cancellationId);
    const next = nextStepOfCancellation(cancellation, await this.jobs.among(settlingKeys(order)));
    const verdicts = await this.#verdictsOf({ cancellationId });
    return this.#of(showId('cancellation', cancellationId), cancellation, verdicts, next);
  }

  /** By which rule money that went back without the platform came into the books last, of a payment. */
  async lastExternalOf(paymentId: string): Promise<VerdictDto | null> {
    const order = await this.books.load({ paymentId });
    const ids = order?.cancellations.filter((each) => each.paymentId === paymentId).map(({ id }) => id) ?? [];
    if (ids.length === 0) return null;
    const where = { cancellationId: In(ids), rule: In(EXTERNAL_RULES) };
    const last = await this.verdicts.findOne({ where, order: { version: 'DESC', id: 'DESC' } });
    return last && verdictView(last, new Map());
  }

  #verdictsOf(about: { readonly paymentId: string } | { readonly cancellationId: string }): Promise<Verdict[]> {
    return this.verdicts.find({ where: about, order: { version: 'ASC', id: 'ASC' } });
  }

  async #of(
    id: string,
    { orderId, status, inDoubtSince, attention }: Payment | Cancellation,
    verdicts: readonly Verdict[],
    next: NextStep,
  ): Promise<EvidenceDto> {
    const shown = endsOf(verdicts);
    const ids = [...new Set(shown.flatMap(({ exchangeIds }) => exchangeIds))];
    const exchanges = ids.length === 0 ? [] : await this.exchanges.findBy({ id: In(ids) });
    const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    return {
      id,
      orderId: showId('order', orderId),
      status,
      inDoubtSince: inDoubtSince?.toISOString() ?? null,
      attention,
      verdicts: shown.map((verdict) => verdictView(verdict, byId)),
      leftOutVerdicts: verdicts.length - shown.length,
      next: nextStepView(next),
    };
  }
}

/** The first and the last of many. What moved something is always shown. */
function endsOf(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(
    ({ fromStatus, toStatus }, place) =>
      place < MOST_FIRST || place >= verdicts.length - MOST_LAST || fromStatus !== toStatus,
  );
}
