// Where the buyer's browser lands after Payple's window, with what the window wrote into a form. Anyone can post
// anything here, so it only says which payment to go on with. Must never show a text that came in the form.
import { Body, Controller, Inject, Logger, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../../access/require-scope.js';
import { Clock } from '../../common/clock.js';
import { TakesProviderPost } from '../../common/http/form-body.js';
import { Problem } from '../../common/problems.js';
import { paypleConfig, type PaypleConfig } from '../../config/payple.config.js';
import { Books } from '../../orders/books.js';
import { leadingToResult } from '../../orders/leading-to-result.js';
import type { LoadedOrder } from '../../orders/loaded-order.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import { PayingService } from '../../orders/paying.service.js';
import type { BuyerClaim } from '../../orders/provider-payment.js';
import { SettlingService } from '../../orders/settling.service.js';
import { PaypleClient } from '../payple.client.js';
import { isListed, meaningOf } from '../payple.codes.js';
import { readTold, type ToldResult } from '../payple-told.mapping.js';
import { payTypeOf } from '../payple.mapping.js';
import { refusalOfResult, withoutStoredCard } from '../payple.replies.js';
import { RESULTS } from '../payple.wire.js';

/** Payple takes no confirmation later than this after the buyer agreed; the window opened before that. */
const LATEST_CONFIRMATION_MS = 10 * 60_000;

@ApiExcludeController()
@Controller('v1/payple/results')
@OpenToAll('The buyer’s browser comes back from Payple’s window here.')
export class PaypleResultsController {
  readonly #logger = new Logger(PaypleResultsController.name);

  constructor(
    private readonly books: Books,
    private readonly paying: PayingService,
    private readonly settling: SettlingService,
    private readonly client: PaypleClient,
    private readonly clock: Clock,
    @Inject(paypleConfig.KEY) private readonly config: PaypleConfig,
  ) {}

  /** Goes on with the payment as far as the result allows, and ends on the order's result page in any case. */
  @Post()
  @TakesProviderPost()
  async land(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const told = readTold(body);
    const order = told && (await this.books.load({ provider: 'payple', providerReference: told.reference }));
    const payment = order?.payments.find(
      (each) => each.provider === 'payple' && each.providerReference === told?.reference,
    );
    if (!told || !order || !payment) throw new Problem('not_found', { detail: 'There is no such payment.' });
    // Nobody comes back from a window that was never opened.
    const { authorizedAt } = payment;
    if (authorizedAt !== null) {
      await leadingToResult(this.#logger, payment, () => this.#act(order, payment, authorizedAt, told));
    }
    await reply.status(303).header('Location', `/checkout/${order.checkoutToken}/result`).send();
  }

  async #act(order: LoadedOrder, payment: Payment, authorizedAt: Date, told: ToldResult): Promise<void> {
    if (payment.mode === 'immediate') {
      await this.#ask(order, payment, told);
      return;
    }
    if (told.result === RESULTS.close) {
      await this.paying.abandon(order, payment.id, { reason: 'buyer_cancelled' });
      return;
    }
    if (told.result === RESULTS.error) {
      await this.paying.abandon(order, payment.id, withoutStoredCard(refusalOfResult(told.code, told.message)));
      return;
    }
    const claim = told.result === RESULTS.success ? this.#claimOf(payment, told) : null;
    // Perhaps the window was told to take the money itself.
    if (told.result === RESULTS.success && told.tookMoney) await this.settling.wake(payment);
    if (!claim) return;
    if (this.clock.now().getTime() - authorizedAt.getTime() > LATEST_CONFIRMATION_MS) {
      await this.paying.abandon(order, payment.id, { reason: 'sheet_expired' });
      return;
    }
    await this.paying.confirm(order, payment.id, claim);
  }

  /**
   * Payple took the money itself, or not: only an inquiry tells, also where the window was closed or tells nothing that can be
   * read. A plain no of the window needs none.
   */
  async #ask(order: LoadedOrder, payment: Payment, told: ToldResult): Promise<void> {
    const { result, code } = told;
    if (result === RESULTS.error && isPlainNo(code)) {
      await this.paying.abandon(order, payment.id, withoutStoredCard(refusalOfResult(told.code, told.message)));
      return;
    }
    if (result === RESULTS.close) await this.#close(payment);
    else if (payment.status === 'refused') await this.settling.settlePayment(payment.id);
    else await this.paying.confirm(order, payment.id, {});
  }

  /** The buyer closed the window, or somebody says so: it is given up when Payple knows of no payment. */
  async #close({ id, status }: Payment): Promise<void> {
    if (status !== 'open') return;
    const looked = await this.settling.settlePayment(id);
    const payment = looked?.payments.find((each) => each.id === id);
    if (!looked || payment?.status !== 'open') return;
    // Nobody has answered: it is in doubt until somebody does.
    if (payment.inDoubtSince !== null) await this.paying.confirm(looked, id, {});
    else await this.paying.abandon(looked, id, { reason: 'buyer_cancelled' });
  }

  /**
   * What confirming takes, when the form is of this payment's window: its type, its amount, and an address of Payple's
   * own. The form may be anybody's work; the answer to the confirmation is compared again.
   */
  #claimOf(payment: Payment, told: ToldResult): BuyerClaim | null {
    const { authKey, requestKey, confirmUrl, payerId } = told.claim;
    const type = payTypeOf(payment.askedMethod);
    const isOurs = told.amountWon === payment.amountWon && (told.type === null || told.type === type);
    // An account is confirmed by its key, a card only where Payple made one.
    const isByCardNumber = this.config.cardVersion === '01' || payment.registersKeyId !== null;
    const takesKey = type === 'transfer' || (isByCardNumber && payerId !== undefined);
    const keys = [authKey, requestKey, ...(takesKey ? [payerId] : [])];
    const isComplete = keys.every((key) => key !== undefined && /^[\x21-\x7e]{8,2000}$/.test(key));
    if (!isOurs || !isComplete || authKey === undefined || requestKey === undefined || confirmUrl === undefined)
      return null;
    if (!this.client.mayCall(confirmUrl)) {
      this.#logger.warn({ message: 'A result named a foreign address to confirm at', paymentId: payment.id });
      return null;
    }
    const claim = { authKey, requestKey, confirmUrl, totalWon: String(payment.amountWon) };
    return takesKey && payerId !== undefined ? { ...claim, payerId } : claim;
  }
}

function isPlainNo(code: string | null): boolean {
  return code !== null && isListed(code) && meaningOf(code).is === 'refused';
}
