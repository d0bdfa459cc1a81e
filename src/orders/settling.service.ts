// The reconciler: asks providers what became of payments and cancellations in doubt, until it is known.
// Must never call anything failed because it was asked often enough; only a provider's answer settles.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { AnswerApplier } from './answer-applier.service.js';
import { Books } from './books.js';
import { cancellationIn, paymentIn, type LoadedOrder } from './loaded-order.js';
import {
  askOnAfterOperator,
  endsDoubt,
  mayRepeat,
  repeatCancellation,
  toldTwice,
  wasFoundNotRefunded,
} from './cancellation-moves.js';
import { CancellingService } from './cancelling.service.js';
import { callLostAt } from './doubt.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { reconcilePaymentJob, settleCancellationJob, settlePaymentJob } from './jobs.js';
import {
  applyLookupReply,
  approachDoubt,
  isFarFromDoubt,
  noteLateLook,
  parkPayment,
  tellsOfMoneyGone,
  tellsOfWrongMoney,
  type SealedReceipt,
} from './payment-moves.js';
import type { OrderDraft } from './order-draft.js';
import { paymentOfCancellation, ProviderCalls, type Called } from './provider-calls.js';
import type { Reply } from './provider-reply.js';
import { ReceiptIds } from './receipt-ids.service.js';
import type { CancelReceipt } from './receipt.js';

/** A job that runs sooner stays as it is. */
const BRING_FORWARD = `
  SELECT enqueue_job($1, $2::json, $3, least($4::timestamptz, (
    SELECT j.run_at FROM graphile_worker.jobs j WHERE j.key = $3 AND j.attempts < j.max_attempts)))`;

/** Given up, then in doubt. */
const MOST_STEPS_TO_DOUBT = 2;
/** After so many unanswered lookups of a refund it is asked whether the payment itself has another id. */
const LOOKUPS_BEFORE_IDS = 2;

@Injectable()
export class SettlingService {
  readonly #logger = new Logger(SettlingService.name);

  constructor(
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly cancelling: CancellingService,
    private readonly ids: ReceiptIds,
    private readonly applier: AnswerApplier,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /** Looks a payment up and settles it, or asks again later. Safe to run at any time and any number of times. */
  async settlePayment(paymentId: string): Promise<LoadedOrder | null> {
    const loaded = await this.books.load({ paymentId });
    const payment = loaded?.payments.find((each) => each.id === paymentId);
    if (!loaded || !payment) return loaded;
    if (payment.status === 'confirming' && !this.#callIsLost(payment)) return this.#comeBack(loaded, payment);
    if (this.#mayBeTakenUnseen(payment)) return this.#lookUnseen(payment);
    if (!needsLookup(payment)) return loaded;
    const parked = await this.#parkLostCall(loaded, payment);
    const called = await this.calls.lookup(parked, paymentIn(parked, paymentId));
    const doubted = await this.#doubtFoundMoney(parked, payment, called);
    const subject = { provider: payment.provider, paymentId };
    const applied = await this.applier.apply(subject, doubted, called, (draft) =>
      this.#applyLookup(draft, paymentIn(draft.order, paymentId), called.reply),
    );
    return applied.value ? this.cancelling.carryOut(applied.order, applied.value.id) : applied.order;
  }

  /** Finds out what became of a cancellation; repeats it where a repetition cannot refund twice. */
  async settleCancellation(cancellationId: string): Promise<LoadedOrder | null> {
    const order = await this.books.load({ cancellationId });
    const cancellation = order?.cancellations.find((each) => each.id === cancellationId);
    if (!order || !cancellation) return order;
    const provider = this.calls.providerOf(paymentOfCancellation(order, cancellation));
    const lostAt = callLostAt(cancellation.startedAt ?? cancellation.createdAt, provider.deadlineMs);
    const isLost = cancellation.status === 'executing' && lostAt <= this.clock.now();
    if (cancellation.status === 'executing' && !isLost) {
      // The call may still be answered; the clocks of database and process need not agree to the millisecond.
      await this.books.change({ cancellationId }, order, (draft) =>
        draft.enqueue(settleCancellationJob(cancellationId, lostAt)),
      );
      return order;
    }
    if (wasFoundNotRefunded(cancellation)) return this.#lookAfterOperator(order, cancellationId);
    if (cancellation.status !== 'in_doubt' && !isLost) return order;
    const looked = await this.#lookTwice(order, cancellation);
    if (!mayRepeat(provider.can, order, cancellation, looked.reply)) {
      const applied = await this.cancelling.apply(order, cancellationId, 'lookup', looked);
      return looked.reply.is === 'unknown' ? this.#correctIds(applied, cancellationId) : applied;
    }
    // It has not happened, or cannot happen twice. Somebody asked for this refund, so it is sent again.
    const unknown = { ...looked, reply: { is: 'unknown', cause: new Error('not carried out') } } as const;
    const parked = isLost ? await this.cancelling.apply(order, cancellationId, 'lookup', unknown) : order;
    const claimed = await this.books.change({ cancellationId }, parked, (draft) => {
      const current = cancellationIn(draft.order, cancellationId);
      const { paymentId } = current;
      draft.keepExchanges(looked.exchanges, { provider: provider.name, paymentId, cancellationId });
      const rule = provider.can.repeatCancel === 'always' ? 'repeated_under_same_balance' : 'repeated_whole';
      return repeatCancellation(draft, current, provider.deadlineMs, rule);
    });
    if (!claimed.value) return claimed.order;
    // After a clear "not done" it is as if it were sent for the first time.
    const question = looked.reply.is === 'refused' ? 'cancel' : 'repetition';
    return this.cancelling.carryOut(claimed.order, cancellationId, null, question);
  }

  /** Perhaps no question is answered because it names the payment by what one odd answer had brought. Asked for once. */
  async #correctIds(order: LoadedOrder, cancellationId: string): Promise<LoadedOrder> {
    const cancellation = cancellationIn(order, cancellationId);
    const payment = paymentOfCancellation(order, cancellation);
    const isTime = cancellation.status === 'in_doubt' && cancellation.lookups === LOOKUPS_BEFORE_IDS;
    return isTime && this.ids.mayBeWrong(payment) ? this.ids.settle(order, payment) : order;
  }

  /** The operator who found nothing given back may have been wrong. */
  async #lookAfterOperator(order: LoadedOrder, cancellationId: string): Promise<LoadedOrder> {
    const looked = await this.#lookTwice(order, cancellationIn(order, cancellationId));
    const applied = await this.cancelling.apply(order, cancellationId, 'lookup', looked);
    const asked = await this.books.change({ cancellationId }, applied, (draft) =>
      askOnAfterOperator(draft, cancellationIn(draft.order, cancellationId)),
    );
    return asked.order;
  }

  /**
   * Asks what became of a cancellation. What would end its doubt must be told twice, equally: one answer may be wrong. Where it
   * is sent again anyway, the provider's answer to that tells.
   */
  async #lookTwice(order: LoadedOrder, cancellation: Cancellation): Promise<Called<CancelReceipt>> {
    const first = await this.calls.lookupCancellation(order, cancellation);
    const { can } = this.calls.providerOf(paymentOfCancellation(order, cancellation));
    if (!endsDoubt(can, order, cancellation, first.reply)) return first;
    const second = await this.calls.lookupCancellation(order, cancellation);
    const exchanges = [...first.exchanges, ...second.exchanges];
    return { reply: toldTwice(first.reply, second.reply), exchanges };
  }

  /** A provider says that an order is paid already: looks up every earlier try of it there. */
  async settleEarlierPayments(orderId: string, provider: string): Promise<LoadedOrder> {
    const order = await this.#loadOrder(orderId);
    for (const payment of order.payments) {
      if (payment.provider === provider && payment.status !== 'paid') await this.#lookAtAnyState(payment);
    }
    return this.#loadOrder(orderId);
  }

  /**
   * Brings the lookup of an unsettled payment forward, as a notice asks for; believes nothing of it. Anybody may ask for it
   * without end: so the order is not written, and whatever is asked for until the lookup runs is one lookup.
   */
  async wake(payment: Payment): Promise<void> {
    if (!this.#isUnsettled(payment)) return;
    const { id, status, authorizedAt } = payment;
    // The provider has said no already, or the buyer never got to its window: nobody waits for this answer.
    const wasNeverBegun = (status === 'open' || status === 'abandoned') && authorizedAt === null;
    const isAwaited = status !== 'refused' && !wasNeverBegun;
    const waitMs = isAwaited ? this.config.firstLookupMs : this.config.lateLookupMs;
    const { name, payload, key } = settlePaymentJob(id, this.clock.now());
    const runAt = new Date(this.clock.now().getTime() + waitMs);
    await this.dataSource.query(BRING_FORWARD, [name, JSON.stringify(payload), key, runAt]);
  }

  /**
   * A provider answered a call for one payment that it took the money of another: has that one looked up.
   *
   * @returns the answer, which says nothing of money any more when the other payment is ours
   */
  async wakeNamedPayment<T>(provider: string, called: Called<T>): Promise<Called<T>> {
    const { reply } = called;
    if (reply.is !== 'unknown' || reply.namedReference === undefined) return called;
    const { namedReference, cause } = reply;
    let named: Payment | undefined;
    try {
      const order = await this.books.load({ provider, providerReference: namedReference });
      named = order?.payments.find((each) => each.provider === provider && each.providerReference === namedReference);
      if (named) await this.wake(named);
    } catch (error) {
      // The answer has to be kept whatever happens here; as it is, it calls for a person.
      this.#logger.warn({ message: 'A payment that a provider named could not be looked up', error });
      return called;
    }
    return named ? { ...called, reply: { is: 'unknown', cause } } : called;
  }

  async #loadOrder(orderId: string): Promise<LoadedOrder> {
    const order = await this.books.load({ orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    return order;
  }

  async #lookAtAnyState(payment: Payment): Promise<void> {
    if (['open', 'abandoned', 'refused'].includes(payment.status)) await this.#lookUnclaimed(payment);
    else await this.settlePayment(payment.id);
  }

  /** Nobody came back from a page where money may have moved. Asks, and asks again while there is no answer. */
  async #lookUnseen(payment: Payment): Promise<LoadedOrder | null> {
    const reply = await this.#lookUnclaimed(payment);
    if (reply === null) return null;
    await this.books.change({ paymentId: payment.id }, null, (draft) => {
      const current = paymentIn(draft.order, payment.id);
      // Money that was found is in doubt by now, and somebody may have come back: either has a job that must not wait so long.
      if (current.status !== 'open' && current.status !== 'abandoned') return;
      noteLateLook(draft, current, reply, this.config);
    });
    return this.books.load({ paymentId: payment.id });
  }

  async #lookUnclaimed(payment: Payment): Promise<Reply<unknown> | null> {
    const order = await this.books.load({ paymentId: payment.id });
    if (!order) return null;
    const called = await this.calls.lookup(order, payment);
    const { reply } = called;
    const doubted = await this.#doubtFoundMoney(order, payment, called);
    const subject = { provider: payment.provider, paymentId: payment.id };
    const applied = await this.applier.apply(subject, doubted, called, (draft) =>
      findsMoney(reply, paymentIn(draft.order, payment.id))
        ? this.#applyLookup(draft, paymentIn(draft.order, payment.id), reply)
        : null,
    );
    if (applied.value) await this.cancelling.carryOut(applied.order, applied.value.id);
    return reply;
  }

  /**
   * A payment that nobody we know of confirmed, and of which the provider has money, goes on through doubt: as asked for, or
   * to go back.
   */
  async #doubtFoundMoney(
    order: LoadedOrder,
    { id: paymentId, provider }: Payment,
    called: Called<SealedReceipt>,
  ): Promise<LoadedOrder> {
    const { reply } = called;
    if (!tellsOfMoney(reply) && !findsMoney(reply, paymentIn(order, paymentId))) return order;
    const receipt = reply.is === 'done' ? reply.value.receipt : null;
    let current = order;
    for (let steps = 0; steps < MOST_STEPS_TO_DOUBT; steps += 1) {
      if (!isFarFromDoubt(paymentIn(current, paymentId), receipt)) return current;
      const changed = await this.applier.apply({ provider, paymentId }, current, called, (draft) =>
        approachDoubt(draft, paymentIn(draft.order, paymentId), receipt, this.config),
      );
      current = changed.order;
    }
    return current;
  }

  /**
   * On rows as they are by now. Somebody may have given the payment up since it was asked about: then it takes the one step
   * towards doubt that the database lets it take in a write, and the next lookup goes on from there.
   */
  #applyLookup(draft: OrderDraft, payment: Payment, reply: Reply<SealedReceipt>): Cancellation | null {
    const receipt = reply.is === 'done' ? reply.value.receipt : null;
    if (!findsMoney(reply, payment) || !isFarFromDoubt(payment, receipt)) {
      const wasPaid = payment.status === 'paid';
      const reversal = applyLookupReply(draft, payment, reply, this.config);
      if (!wasPaid && payment.status === 'paid') this.#askWhetherWhole(draft, payment);
      return reversal;
    }
    approachDoubt(draft, payment, receipt, this.config);
    draft.enqueue(settlePaymentJob(payment.id, draft.now));
    return null;
  }

  /** Known only now, it may have gone back before. A provider that is asked about settled payments anyway tells. */
  #askWhetherWhole(draft: OrderDraft, payment: Payment): void {
    if (!this.calls.providerOf(payment).can.nightlyAudit) return;
    draft.enqueue(reconcilePaymentJob(payment.id, draft.now));
  }

  /** Whether asking the provider could still change what we know of a payment. */
  #isUnsettled(payment: Payment): boolean {
    return needsLookup(payment) || this.#mayBeTakenUnseen(payment);
  }

  /**
   * Nobody came back to tell: where the provider's window can take the money itself, it may have, or somebody may have confirmed it
   * under another order's name. Whether its own window was ever opened says nothing: another one can be told its number.
   */
  #mayBeTakenUnseen(payment: Payment): boolean {
    const { providerReference, receipt, status } = payment;
    // Given up after an account had been told: that is waited for.
    const isUnclaimed = (status === 'open' || status === 'abandoned') && providerReference !== null && receipt === null;
    return isUnclaimed && this.calls.providerOf(payment).can.modes.includes('immediate');
  }

  #callIsLost(payment: Payment): boolean {
    return this.#callLostAt(payment) <= this.clock.now();
  }

  #callLostAt(payment: Payment): Date {
    return callLostAt(payment.confirmStartedAt ?? payment.createdAt, this.calls.providerOf(payment).deadlineMs);
  }

  /** Somebody may still be waiting for the provider's answer: looks again when they cannot be any more. */
  async #comeBack(order: LoadedOrder, payment: Payment): Promise<LoadedOrder> {
    const changed = await this.books.change({ paymentId: payment.id }, order, (draft) =>
      draft.enqueue(settlePaymentJob(payment.id, this.#callLostAt(payment))),
    );
    return changed.order;
  }

  /** The process that called the provider is dead or gave up: its payment is in doubt from now on. */
  async #parkLostCall(order: LoadedOrder, payment: Payment): Promise<LoadedOrder> {
    if (payment.status !== 'confirming') return order;
    const parked = await this.books.change({ paymentId: payment.id }, order, (draft) => {
      const current = draft.order.payments.find((each) => each.id === payment.id);
      if (current?.status !== 'confirming') return;
      draft.decide('call_lost', current);
      parkPayment(draft, current, this.config);
    });
    return parked.order;
  }
}

/** Whether an answer says that there is money, or was, which the books do not have. */
function findsMoney(reply: Reply<SealedReceipt>, payment: Payment): boolean {
  return reply.is === 'done' || tellsOfWrongMoney(reply) || tellsOfMoneyGone(payment, reply);
}

/** Whether an answer that is not clear says that there is, or was, money all the same. */
function tellsOfMoney(reply: Reply<unknown>): boolean {
  return tellsOfWrongMoney(reply) || (reply.is === 'unknown' && reply.saysTaken === true);
}

function needsLookup(payment: Payment): boolean {
  // With a receipt and in doubt, it is being given back: that is its cancellation's business.
  if (payment.status === 'in_doubt') return payment.receipt === null;
  // Given up after an account had been told: a deposit may come late all the same.
  if (payment.status === 'abandoned') return payment.receipt !== null;
  return ['confirming', 'awaiting_deposit', 'refused'].includes(payment.status);
}
