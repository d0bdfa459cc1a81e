// Where Payple tells a result once more, or that a stored card was removed at its merchant site, unsigned. A notice only
// makes us ask about a payment or a card that we know. Must never change anything by itself, or answer differently to what is known and what is not.
import { Body, Controller, Get, HttpCode, Post, Logger } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenToAll } from '../access/require-scope.js';
import { DescribingService } from '../billing/describing.service.js';
import { RegistrationMoney } from '../billing/registration-money.service.js';
import { Clock } from '../common/clock.js';
import { TakesProviderPost } from '../common/http/form-body.js';
import { Books } from '../orders/books.js';
import { mustGoBack } from '../orders/claims.js';
import { ReconcilingService } from '../orders/reconciling.service.js';
import { SettlingService } from '../orders/settling.service.js';
import { readRemovedKey } from './billing/payple-billing.mapping.js';
import { noticeAnswer, noticeExchange, readTold, readToldRefund } from './payple-told.mapping.js';

@ApiExcludeController()
@Controller('v1/payple/notices')
@OpenToAll('Payple posts results and removed cards here, without a signature.')
export class PaypleNoticesController {
  readonly #logger = new Logger(PaypleNoticesController.name);

  constructor(
    private readonly books: Books,
    private readonly settling: SettlingService,
    private readonly describing: DescribingService,
    private readonly reconciling: ReconcilingService,
    private readonly registrationMoney: RegistrationMoney,
    private readonly clock: Clock,
  ) {}

  /** Payple tries whether anybody is there. */
  @Get()
  exists(): Record<string, string> {
    return noticeAnswer(null);
  }

  @Post()
  @HttpCode(200)
  @TakesProviderPost()
  async receive(@Body() body: unknown): Promise<Record<string, string>> {
    const removedKey = readRemovedKey(body);
    if (removedKey !== null) await this.describing.suspectRemoved('payple', removedKey);
    const told = readTold(body);
    if (told) await this.#act(told.reference, body);
    return noticeAnswer(told?.reference ?? null);
  }

  async #act(reference: string, body: unknown): Promise<void> {
    const order = await this.books.load({ provider: 'payple', providerReference: reference });
    const payment = order?.payments.find((each) => each.provider === 'payple' && each.providerReference === reference);
    if (!order || !payment) {
      // Money under a number that is nobody's: there is no row to ask about it for.
      const isOurs = await this.registrationMoney.suspect('payple', reference);
      if (!isOurs)
        this.#logger.warn({ message: 'A notice names a payment that nobody here knows', providerReference: reference });
      return;
    }
    const refund = readToldRefund(body);
    // What must not stay there is given back by us, and looked after: a notice of that is no news.
    if (refund && mustGoBack(payment)) return;
    await this.settling.wake(payment);
    if (refund) await this.reconciling.hear(order, payment.id, refund, noticeExchange(body, this.clock.now()));
  }
}
