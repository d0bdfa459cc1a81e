// Carries out what a person says about something of the queue, in their name, with an entry of the trail in the same write.
// Must never decide by itself, nor let a decision stand without the entry.
import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import type { SignedInPerson } from '../../access/require-permission.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AttentionService } from '../../attention/attention.service.js';
import { BillingKeysService } from '../../billing/billing-keys.service.js';
import { Clock } from '../../common/clock.js';
import { documentOf } from '../../common/document.js';
import type { IdempotencyTicket } from '../../common/http/idempotency-key.js';
import { showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { Answers, type Answer } from '../../orders/answers.js';
import { DecidingService } from '../../orders/deciding.service.js';
import { IdempotencyRecord } from '../../orders/entities/idempotency-record.entity.js';
import { operatorsWord, type OperatorsWord } from '../../orders/operators-word.js';
import { PLATFORM } from '../../orders/verdict-rules.js';
import { countsAsMoney, type DecisionName } from '../../rights/rights.js';
import { AskingService } from '../refunds/asking.service.js';
import { refundRequestDocument } from '../refunds/refunds.dto.js';
import { DecisionCarrier, type Decided } from './decision-carrier.js';
import { isCancellationDecision, isPaymentDecision, type DeskDecision } from './decision-guide.js';
import { QueueLooks } from './queue-looks.js';
import { DecideQueueItemBody, QueueDecisionDocument } from './queue.dto.js';
import { QueueService, type QueueSubject } from './queue.service.js';

@Injectable()
export class QueueDecidingService {
  constructor(
    private readonly deciding: DecidingService,
    private readonly queue: QueueService,
    private readonly attention: AttentionService,
    private readonly looks: QueueLooks,
    private readonly carrier: DecisionCarrier,
    private readonly asking: AskingService,
    private readonly answers: Answers,
    private readonly keys: BillingKeysService,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * A decision that moves money, or says that it moved, is a request like a refund: it counts against the limits of whoever
   * decides, and waits for a second person above them.
   *
   * @throws Problem `not_found`, `approval_waits`, `nothing_to_decide` (saying what was decided meanwhile), `decision_not_possible`,
   *   `malformed_request`, `provider_refused`, `provider_not_reached`
   */
  async decide(
    subject: QueueSubject,
    wish: DecideQueueItemBody,
    by: SignedInPerson,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<unknown>> {
    try {
      if (wish.decision === 'not_known') return await this.#leaveOpen(subject, wish, by, ticket);
      if (countsAsMoney(wish.decision))
        return await this.#request(subject, { ...wish, decision: wish.decision }, by, ticket);
      if (subject.kind === 'billing_key' && wish.decision === 'noted')
        return await this.#noteKey(subject, wish, by, ticket);
      const answer = await this.#settle(subject, wish, by, ticket);
      if (answer.status >= 400) return answer;
      return { ...answer, body: decisionDocument(subject, wish.decision, answer.body) };
    } catch (error) {
      if (error instanceof Problem && error.code === 'nothing_to_decide')
        throw await this.#withWhatWasDecided(subject, error);
      throw error;
    }
  }

  async #request(
    subject: QueueSubject,
    wish: DecideQueueItemBody & { readonly decision: DecisionName },
    by: SignedInPerson,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<unknown>> {
    const { request, replayed } = await this.asking.askOther(by, { ticket }, () =>
      this.carrier.wantedOf(subject, wish, by, ticket),
    );
    const { status, staleBecause } = request;
    if (status === 'approved' || status === 'begun') {
      const answer = await this.carrier.answerOf(request);
      if (answer.status >= 400) return { ...answer, replayed };
      return { ...answer, body: decisionDocument(subject, wish.decision, answer.body), replayed };
    }
    if (status === 'stale')
      throw new Problem('nothing_to_decide', { detail: staleBecause ?? 'It has come to nothing.' });
    const item = await this.attention.find(subject.kind, subject.id);
    if (!item) throw new Problem('not_found', { detail: 'There is no such thing.' });
    const body = { ...decisionDocument(subject, wish.decision, item), request: refundRequestDocument(request) };
    return { status: status === 'pending' ? 202 : 200, body: documentOf(QueueDecisionDocument, body), replayed };
  }

  #settle(
    { kind, id, shownId }: QueueSubject,
    { decision, ...more }: DecideQueueItemBody,
    by: SignedInPerson,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<Decided>> {
    const word = this.#wordOf(shownId, decision, more.reason, by);
    const signed = { ...more, decidedBy: by.name };
    if (kind === 'payment' && isPaymentDecision(decision)) {
      return this.deciding.decidePayment(id, { ...signed, decision }, word, ticket);
    }
    if (kind === 'cancellation' && isCancellationDecision(decision)) {
      return this.deciding.decideCancellation(id, { ...signed, decision }, word, ticket);
    }
    throw new Problem('decision_not_possible', { detail: `"${decision}" cannot be said about this.` });
  }

  /** Of a stored card nothing is in doubt: that somebody has seen to it ends the call. */
  #noteKey(
    subject: QueueSubject,
    { decision, reason }: DecideQueueItemBody,
    by: SignedInPerson,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<unknown>> {
    const word = operatorsWord({ decidedBy: by.name, reason }, showId('person', by.personId));
    return this.#once(ticket, async () => {
      let body: QueueDecisionDocument | null = null;
      await this.keys.noteSeenTo(subject.id, async (manager, { after: status }) => {
        body = decisionDocument(subject, decision, { status, attention: null });
        if (ticket) await this.#keepAnswer(manager, ticket, subject.id, body);
        await this.trail.record(manager, {
          by,
          action: 'decision.made',
          subject: subject.shownId,
          before: { status },
          after: { status, decision },
          reason: word.reason,
        });
      });
      return { status: 201, body, replayed: false };
    });
  }

  /** The person is the decider. What becomes of the decision is told to the trail in the write that makes it. */
  #wordOf(subject: string, decision: DeskDecision, reason: string, by: SignedInPerson): OperatorsWord {
    const word = operatorsWord({ decidedBy: by.name, reason }, showId('person', by.personId));
    return {
      ...word,
      witness: (before, after) =>
        this.trail.entryOf({
          by,
          action: 'decision.made',
          subject,
          before: { ...before },
          after: { ...after, decision },
          reason: word.reason,
        }),
    };
  }

  /** Nothing is settled; that somebody looked is kept. */
  #leaveOpen(
    subject: QueueSubject,
    { decision, reason }: DecideQueueItemBody,
    by: SignedInPerson,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<unknown>> {
    const note = operatorsWord({ decidedBy: by.name, reason }, showId('person', by.personId)).reason;
    return this.#once(ticket, async () => {
      return this.dataSource.transaction(async (manager) => {
        const waiting = await this.attention.holdWaiting(manager, subject.kind, subject.id);
        if (!waiting) throw new Problem('nothing_to_decide', { detail: 'It does not wait for anybody.' });
        const body = decisionDocument(subject, decision, waiting);
        if (ticket) await this.#keepAnswer(manager, ticket, subject.id, body);
        await this.looks.note(manager, by, subject.shownId, note);
        return { status: 201, body, replayed: false };
      });
    });
  }

  /** @param work keeps its answer under the ticket itself, in the transaction that it is about */
  #once(ticket: IdempotencyTicket | null, work: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
    return this.answers.once(ticket, async () => {
      const earlier = ticket && (await this.answers.find(ticket));
      return earlier ? this.answers.replay<unknown>(ticket, earlier) : work();
    });
  }

  async #keepAnswer(manager: EntityManager, ticket: IdempotencyTicket, resourceId: string, body: object) {
    const record = { ...ticket, resourceId, responseStatus: 201, createdAt: this.clock.now() };
    try {
      await manager.insert(IdempotencyRecord, { ...record, responseBody: body as never });
    } catch (error) {
      const { constraint } = (error instanceof QueryFailedError ? error.driverError : {}) as { constraint?: string };
      if (constraint === 'idempotency_records_key') throw new Problem('idempotency_key_running');
      throw error;
    }
  }

  /** Whoever was slower learns who was faster, and what they said. */
  async #withWhatWasDecided(subject: QueueSubject, problem: Problem): Promise<Problem> {
    const item = await this.attention.find(subject.kind, subject.id);
    if (!item) return new Problem('not_found', { detail: 'There is no such thing.' });
    if (item.attention !== null) return problem;
    const settlement = await this.queue.settlementOf(subject, await this.queue.evidenceOf(subject));
    if (!settlement) return problem;
    const { decidedBy, at, sentence, status } = settlement;
    const who = decidedBy === PLATFORM ? 'The platform settled it' : `${decidedBy} decided it`;
    return new Problem('nothing_to_decide', { detail: `${who} at ${at}: ${sentence} It is ${status}.` });
  }
}

function decisionDocument(
  { kind, shownId }: QueueSubject,
  decision: DeskDecision,
  { status, attention }: Decided,
): QueueDecisionDocument {
  return documentOf(QueueDecisionDocument, {
    kind,
    id: shownId,
    decision,
    status,
    isOpen: attention !== null || status === 'in_doubt',
    request: null,
  });
}
