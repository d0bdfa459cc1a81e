// Paying an order: opens a payment with a provider, and takes the money when the buyer comes back.
// Must never hold a transaction or a connection while a provider is called.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { isTransientFault, nameOfFault } from '../common/database-fault.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { SellersService } from '../sellers/sellers.service.js';
import { AnswerApplier } from './answer-applier.service.js';
import { Answers, type Answer } from './answers.js';
import { Books } from './books.js';
import { paymentIn, type LoadedOrder } from './loaded-order.js';
import { CancellingService } from './cancelling.service.js';
import { splitOf } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { PaymentDto } from './dto/payment.dto.js';
import { ExchangeLog } from './exchange-log.js';
import { paymentView } from './order.view.js';
import { abandonPayment, addPayment, applyConfirmReply, startConfirming, whyNoNewPayment } from './payment-moves.js';
import { ProviderCalls } from './provider-calls.js';
import { ProviderRegistry } from './provider-registry.js';
import type { BuyerClaim, Channel, Opened, OpenPayment, PaymentMode } from './provider-payment.js';
import type { NamedExchange, Refusal } from './provider-reply.js';
import type { Capabilities, PaymentProvider } from './provider.port.js';
import { refusalProblem } from './refusals.js';
import { SettlingService } from './settling.service.js';

/** How the buyer wants to pay. */
export interface PaymentWish {
  readonly provider: string;
  /** One of the methods the provider offers. Absent: the first one. */
  readonly method?: string | undefined;
  readonly channel: Channel;
  /** Whether the page opens inside an app's web view. */
  readonly inApp: boolean;
  /** Absent: the provider's usual one. */
  readonly mode?: PaymentMode | undefined;
}

/** What a wish comes to at its provider. */
type PaymentChoice = Pick<OpenPayment, 'channel' | 'inApp' | 'mode' | 'askedMethod'>;

@Injectable()
export class PayingService {
  readonly #logger = new Logger(PayingService.name);

  constructor(
    private readonly books: Books,
    private readonly answers: Answers,
    private readonly providers: ProviderRegistry,
    private readonly calls: ProviderCalls,
    private readonly sellers: SellersService,
    private readonly settling: SettlingService,
    private readonly cancelling: CancellingService,
    private readonly applier: AnswerApplier,
    private readonly exchangeLog: ExchangeLog,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Opens a payment: asks the provider where the buyer pays. No money moves, so the intent needs no commit of its own;
   * a crash on the way costs a page nobody will visit.
   *
   * @throws Problem `not_found`, `order_not_payable`, `unknown_provider`, `provider_not_set_up`, `not_supported`,
   *   `provider_refused`, `provider_not_reached`
   */
  async open(orderId: string, wish: PaymentWish, ticket: IdempotencyTicket | null): Promise<Answer<PaymentDto>> {
    const provider = this.providers.get(wish.provider);
    return this.answers.once(ticket, async () => {
      const order = await this.books.load({ orderId }, { ticket, credentialsFor: provider.name });
      if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
      if (order.earlier) return this.answers.replay(ticket, order.earlier);
      return this.#openAt(provider, order, wish, ticket);
    });
  }

  /**
   * Takes the money: the buyer came back from the provider's page. Whoever comes second, or too late, or with a claim
   * for another payment, changes nothing and learns the order's true state.
   *
   * @param order as loaded just now, with the payment
   * @param claim what the browser brought, needed by the provider, believed in nothing
   */
  async confirm(order: LoadedOrder, paymentId: string, claim: BuyerClaim): Promise<LoadedOrder> {
    const deadlineMs = this.calls.providerOf(paymentIn(order, paymentId)).deadlineMs;
    const claimed = await this.books.change({ paymentId }, order, (draft) =>
      startConfirming(draft, paymentIn(draft.order, paymentId), deadlineMs),
    );
    if (!claimed.value) {
      await this.#lookWhereTakenUnseen(paymentIn(claimed.order, paymentId));
      return claimed.order;
    }
    const payment = paymentIn(claimed.order, paymentId);
    const answered = await this.calls.confirm(claimed.order, payment, claim);
    const called = await this.settling.wakeNamedPayment(payment.provider, answered);
    const subject = { provider: payment.provider, paymentId };
    const applied = await this.applier.apply(subject, claimed.order, called, (draft) =>
      applyConfirmReply(draft, paymentIn(draft.order, paymentId), called.reply, this.config),
    );
    return applied.value ? this.cancelling.carryOut(applied.order, applied.value.id) : applied.order;
  }

  /** The order takes no money any more, or another payment takes it; the provider's page may have taken some all the same. */
  async #lookWhereTakenUnseen(payment: Payment): Promise<void> {
    const isUnclaimed = payment.status === 'open' || payment.status === 'abandoned';
    if (isUnclaimed) await this.settling.wake(payment);
  }

  /** Notes that the buyer turned back at the provider's page. Changes nothing once money may have moved. */
  async abandon(order: LoadedOrder, paymentId: string, refusal: Refusal): Promise<LoadedOrder> {
    const changed = await this.books.change({ paymentId }, order, (draft) =>
      abandonPayment(draft, paymentIn(draft.order, paymentId), refusal),
    );
    return changed.order;
  }

  async #openAt(
    provider: PaymentProvider,
    order: LoadedOrder,
    wish: PaymentWish,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<PaymentDto>> {
    this.#requirePayable(order);
    const choice = chosenOf(provider, order, wish);
    const credentials = order.activeCredentials;
    if (!credentials) throw new Problem('provider_not_set_up');
    const paymentId = newId();
    const { reply, exchanges } = await this.calls.open(provider, {
      paymentId,
      orderNumber: order.orderNumber,
      title: order.title,
      amountWon: order.amountWon,
      split: splitOf(order),
      items: order.items,
      discountWon: order.couponWon + order.pointWon,
      ...choice,
      registersCard: order.registerCard !== null,
      buyer: order.buyer,
      expiresAt: order.expiryChosen ? order.expiresAt : null,
      credentials: this.sellers.open(credentials),
    });
    if (reply.is === 'done') {
      const opened = { id: paymentId, credentialsId: credentials.id, ...reply.value };
      return this.#keepOpened(provider, order, choice, opened, exchanges, ticket);
    }
    await this.exchangeLog.keep(exchanges, { provider: provider.name, orderId: order.id, paymentId: null });
    if (reply.is !== 'refused') throw new Problem('provider_not_reached', { retryAfterSeconds: 3 });
    if (reply.refusal.reason === 'already_paid') {
      const settled = await this.settling.settleEarlierPayments(order.id, provider.name);
      this.#requirePayable(settled);
    }
    throw refusalProblem(reply.refusal);
  }

  async #keepOpened(
    provider: PaymentProvider,
    order: LoadedOrder,
    choice: PaymentChoice,
    opened: Opened & { readonly id: string; readonly credentialsId: string },
    exchanges: readonly NamedExchange[],
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<PaymentDto>> {
    const write = this.books.change({ orderId: order.id }, order, (draft) => {
      this.#requirePayable(draft.order);
      const payment = newPayment(draft.order, provider, choice, opened, draft.now);
      addPayment(draft, payment);
      draft.keepExchanges(exchanges, { provider: provider.name, paymentId: payment.id });
      const body = paymentView(payment);
      draft.completeRequest(ticket, payment.id, 201, body);
      return body;
    });
    try {
      return { status: 201, body: (await write).value, replayed: false };
    } catch (error) {
      // The order was taken meanwhile: the sheet will stay unvisited, but that it was asked for is on record.
      await this.exchangeLog.keep(exchanges, { provider: provider.name, orderId: order.id, paymentId: null });
      if (error instanceof Problem || isTransientFault(error)) throw error;
      // For instance a number that it gave to another sheet before. No money moves on a sheet that nobody is sent to.
      this.#logger.error({ message: 'What a provider opened could not be stored', why: nameOfFault(error), error });
      throw new Problem('provider_not_reached', { detail: 'The provider answered something that cannot be stored.' });
    }
  }

  #requirePayable(order: LoadedOrder): void {
    const detail = whyNoNewPayment(order, this.clock.now());
    if (detail !== null) throw new Problem('order_not_payable', { detail, resourceId: showId('order', order.id) });
  }
}

/**
 * A wish made definite by what the provider can do.
 *
 * @throws Problem `not_supported`
 */
function chosenOf({ name, can }: PaymentProvider, order: LoadedOrder, wish: PaymentWish): PaymentChoice {
  if (!can.channels.includes(wish.channel)) {
    throw new Problem('not_supported', { detail: `${name} takes payments on: ${can.channels.join(', ')}.` });
  }
  if (wish.mode !== undefined && !can.modes.includes(wish.mode)) {
    throw new Problem('not_supported', { detail: `${name} takes money in these modes: ${can.modes.join(', ')}.` });
  }
  const [usual] = can.methods;
  const offer = wish.method === undefined ? usual : can.methods.find(({ method }) => method === wish.method);
  if (!offer) throw new Problem('not_supported', { detail: offersInWords(name, can) });
  const way = offer.method === null ? name : `${name} by ${offer.method}`;
  if (order.registerCard !== null && !offer.registersCard) {
    throw new Problem('not_supported', { detail: `${way} does not store the card that pays an order.` });
  }
  if (order.amountWon < offer.minimumWon) {
    throw new Problem('not_supported', { detail: `${way} takes ${offer.minimumWon} won or more.` });
  }
  const { channel, inApp, mode = can.modes[0] } = wish;
  return { channel, inApp, mode, askedMethod: offer.method };
}

function offersInWords(name: string, { methods }: Capabilities): string {
  const named = methods.flatMap(({ method }) => method ?? []);
  if (named.length === 0) return `The buyer chooses the method at ${name}: leave it out.`;
  return `${name} takes payments by: ${named.join(', ')}.`;
}

function newPayment(
  order: LoadedOrder,
  provider: PaymentProvider,
  choice: PaymentChoice,
  opened: Opened & { readonly id: string; readonly credentialsId: string },
  createdAt: Date,
): Payment {
  return {
    id: opened.id,
    orderId: order.id,
    provider: provider.name,
    status: 'open',
    ...choice,
    amountWon: order.amountWon,
    credentialsId: opened.credentialsId,
    billingKeyId: null,
    billingMonth: null,
    holdsMonth: false,
    registersKeyId: order.registerCard === null ? null : newId(),
    sealedRegisteredKey: null,
    providerReference: opened.reference,
    handoff: opened.handoff,
    receipt: null,
    sealedReceiptSecret: null,
    refusal: null,
    authorizedAt: null,
    saidTaken: false,
    confirmStartedAt: null,
    inDoubtSince: null,
    lookups: 0,
    attention: null,
    refundToldAt: null,
    calledDifferenceWon: null,
    showsChargebacks: null,
    paidAt: null,
    createdAt,
  };
}
