// The calls only PAYCO has: product status, points, advice about a cancellation, usability of a seller's codes.
// Must never move money; what PAYCO was told of a payment, our books follow.
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Problem } from '../common/problems.js';
import {
  asObject,
  readObject,
  readObjects,
  readOptionalText,
  readId,
  readFlag,
  readWon,
  UnreadableError,
  type Fields,
} from '../common/outbound/reading.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { paycoConfig, type PaycoConfig } from '../config/payco.config.js';
import { Books } from '../orders/books.js';
import { callLostAt } from '../orders/doubt.js';
import { paymentIn, type LoadedOrder } from '../orders/loaded-order.js';
import { reconcilePaymentJob } from '../orders/jobs.js';
import { OperatorCalls } from '../orders/operator-calls.js';
import { tellItems } from '../orders/order-moves.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { ExchangeLog } from '../orders/exchange-log.js';
import { ProviderCalls } from '../orders/provider-calls.js';
import type { ExchangeRecord } from '../orders/provider-reply.js';
import type { StoredReceipt } from '../orders/receipt.js';
import { refusalProblem } from '../orders/refusals.js';
import { SellersService } from '../sellers/sellers.service.js';
import { DEFAULT_SELLER_CODE } from '../sellers/seller.entity.js';
import { PaycoClient, type PaycoAnswer } from './payco.client.js';
import { readPaycoCredentials } from './payco.credentials.js';
import { productStatusBody } from './payco.mapping.js';
import type { AvailabilityDto, MileageCancelledDto, ProductStatusDto, UsabilityDto } from './payco-extras.dto.js';
import { tellCancelledJob } from './jobs.js';
import type { PaycoCall, ProductStatus } from './payco.wire.js';

interface Subject {
  readonly order: LoadedOrder;
  readonly payment: Payment;
  readonly stored: StoredReceipt;
}

@Injectable()
export class PaycoExtrasService {
  constructor(
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly client: PaycoClient,
    private readonly exchanges: ExchangeLog,
    private readonly sellers: SellersService,
    private readonly operators: OperatorCalls,
    private readonly clock: Clock,
    @Inject(paycoConfig.KEY) private readonly payco: PaycoConfig,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /** @throws Problem `not_found`, `provider_refused`, `provider_not_reached` */
  async tellProductStatus(paymentId: string, { status, itemReference }: ProductStatusDto): Promise<void> {
    const subject = await this.#subject(paymentId);
    const references = subject.order.items.map((item) => item.reference);
    const chosen = itemReference === undefined ? references : references.filter((each) => each === itemReference);
    if (chosen.length === 0)
      throw new Problem('not_found', { detail: `The order has no line ${itemReference ?? ''}.` });
    for (const reference of chosen) {
      if (subject.payment.status === 'awaiting_deposit') await this.#tellOfDeposit(subject, reference, status);
      else await this.#tell(subject, reference, status);
    }
  }

  /**
   * Tells PAYCO once more of a line that is cancelled, after an answer that was lost. Safe to run any number of times.
   *
   * @throws Problem `provider_not_reached`, so that the job is tried again
   */
  async repeatCancelled(paymentId: string, itemReference: string): Promise<void> {
    const subject = await this.#subject(paymentId);
    if (subject.payment.status !== 'awaiting_deposit') return;
    const answer = await this.#ask(subject, 'productStatus', this.#statusBody(subject, itemReference, 'cancelled'));
    if (answer.is === 'error') await this.operators.call('payment', paymentId, IS_CANCELLED_UNKNOWN);
    else requireAnswer(answer);
    if (answer.is === 'success') await this.#followDeposit(paymentId, itemReference, 'cancelled');
  }

  /**
   * PAYCO waits for no deposit to an order of which nothing is left, so we do not either. Should its answer be lost, it is told
   * again until there is one.
   */
  async #tellOfDeposit(subject: Subject, reference: string, status: ProductStatus): Promise<void> {
    const { id: paymentId } = subject.payment;
    const lostAt = callLostAt(this.clock.now(), this.payco.timeoutMs);
    const job = tellCancelledJob(paymentId, reference, lostAt);
    await this.books.change({ paymentId }, null, (draft) => {
      if (status === 'cancelled') draft.enqueue(job);
      // Whatever was to be told again before: this is what the merchant says now.
      else draft.finishJob(job.key);
    });
    const answer = await this.#ask(subject, 'productStatus', this.#statusBody(subject, reference, status));
    if (answer.is === 'success') {
      await this.#followDeposit(paymentId, reference, status);
      return;
    }
    if (answer.is !== 'unknown') await this.books.change({ paymentId }, null, (draft) => draft.finishJob(job.key));
    requireAnswer(answer);
  }

  async #followDeposit(paymentId: string, reference: string, status: ProductStatus): Promise<void> {
    await this.books.change({ paymentId }, null, (draft) => {
      tellItems(draft, paymentIn(draft.order, paymentId), [reference], status === 'cancelled', this.config);
      draft.finishJob(tellCancelledJob(paymentId, reference, draft.now).key);
    });
  }

  async #tell(subject: Subject, reference: string, status: ProductStatus): Promise<void> {
    await this.#send(subject, 'productStatus', this.#statusBody(subject, reference, status));
  }

  #statusBody({ stored }: Subject, reference: string, status: ProductStatus) {
    return productStatusBody(stored, reference, status, readPaycoCredentials(stored.credentials));
  }

  /** @throws Problem `not_found`, `provider_refused`, `provider_not_reached` */
  async cancelMileage(paymentId: string, amountWon: number): Promise<MileageCancelledDto> {
    const subject = await this.#subject(paymentId);
    const envelope = await this.#call(subject, 'mileage', { cancelPaymentAmount: String(amountWon) });
    return legible(() => {
      const result = readObject(envelope, 'result');
      return {
        cancelledMileageWon: readWon(result, 'canceledMileageAcmAmount'),
        remainingMileageWon: readWon(result, 'remainingMileageAcmAmount'),
      };
    });
  }

  /** @throws Problem `not_found`, `provider_refused`, `provider_not_reached` */
  async askAvailability(paymentId: string, amountWon?: number): Promise<AvailabilityDto> {
    const subject = await this.#subject(paymentId);
    const leftWon = subject.order.amountWon - subject.order.cancelledWon;
    const envelope = await this.#call(subject, 'checkAvailability', { cancelTotalAmt: String(amountWon ?? leftWon) });
    const advice = legible(() => {
      const result = readObject(envelope, 'result');
      return {
        possible: readFlag(result, 'cancelPossibleYn'),
        partPossible: readOptionalText(result, 'partCancelPossibleYn') === 'Y',
        cancellableWon: readWon(result, 'pgCancelPossibleAmt'),
        reason: readOptionalText(result, 'cancelImpossibleReason'),
      };
    });
    await this.#reconcile(subject, advice.cancellableWon, leftWon);
    return advice;
  }

  /** A balance that is not ours is not only shown: whether something went back elsewhere is found out. */
  async #reconcile({ payment }: Subject, toldWon: number, leftWon: number): Promise<void> {
    if (toldWon === leftWon || payment.status !== 'paid' || payment.receipt?.cancels === 'none') return;
    await this.books.change({ paymentId: payment.id }, null, (draft) =>
      draft.enqueue(reconcilePaymentJob(payment.id, draft.now)),
    );
  }

  /** Asks PAYCO whether it takes a seller's codes: the check to make before a branch goes live. */
  async askUsability(sellerCode = DEFAULT_SELLER_CODE): Promise<UsabilityDto[]> {
    const { active } = await this.sellers.get(sellerCode);
    const row = active.find((each) => each.provider === 'payco');
    if (!row) throw new Problem('provider_not_set_up');
    const { sellerKey, cpId, productId } = readPaycoCredentials(this.sellers.open(row));
    const codes = [
      { codeKind: 'CP_ID', codeValue: cpId },
      { codeKind: 'PRODUCT_ID', codeValue: productId, upperCodeValue: cpId },
    ];
    const envelope = await this.#send(null, 'usability', { sellerKey, codes });
    return legible(() =>
      readObjects(envelope, 'result').map((each) => ({
        kind: readId(each, 'codeKind'),
        value: readId(each, 'codeValue'),
        usable: readFlag(each, 'usabilityYn'),
        reason: readOptionalText(each, 'useImpossibleReason'),
      })),
    );
  }

  async #subject(paymentId: string): Promise<Subject> {
    const order = await this.books.load({ paymentId });
    const payment = order?.payments.find((each) => each.id === paymentId);
    if (!order || payment?.provider !== 'payco' || payment.receipt === null) {
      throw new Problem('not_found', { detail: 'There is no such payment that PAYCO has confirmed.' });
    }
    return { order, payment, stored: this.calls.storedReceipt(order, payment) };
  }

  #call(subject: Subject, call: PaycoCall, fields: Fields): Promise<Fields> {
    const { sellerKey } = readPaycoCredentials(subject.stored.credentials);
    const orderNo = subject.stored.receipt.providerPaymentId;
    return this.#send(subject, call, { sellerKey, orderNo, ...fields });
  }

  async #send(subject: Subject | null, call: PaycoCall, body: Fields): Promise<Fields> {
    return asObject(requireAnswer(await this.#ask(subject, call, body)), 'the reply');
  }

  async #ask(subject: Subject | null, call: PaycoCall, body: Fields): Promise<PaycoAnswer> {
    const records: ExchangeRecord[] = [];
    const answer = await this.client.call(call, body, { record: (record) => records.push(record) });
    await this.exchanges.keep(records, {
      provider: 'payco',
      orderId: subject?.order.id ?? null,
      paymentId: subject?.payment.id ?? null,
    });
    return answer;
  }
}

const IS_CANCELLED_UNKNOWN =
  'The merchant cancelled a line of this order, the answer was lost, and PAYCO refused to be told again: look there whether it still waits for the deposit.';

/** @throws Problem `provider_refused`, `provider_not_reached` */
function requireAnswer(answer: PaycoAnswer): Fields {
  if (answer.is === 'success') return answer.envelope;
  if (answer.is !== 'error') throw new Problem('provider_not_reached', { retryAfterSeconds: 3 });
  throw refusalProblem({ reason: 'invalid', providerCode: answer.code, providerMessage: answer.message });
}

/** @throws Problem `provider_not_reached` when what came back does not say what was asked */
function legible<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    throw new Problem('provider_not_reached', { detail: 'PAYCO answered something that cannot be read.' });
  }
}
