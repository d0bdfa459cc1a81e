// Where Payple tells a result once more, or that a stored card was removed at its merchant site, unsigned. A notice only
// makes us ask about a payment or a card that we know. Must never change anything by itself, or answer differently to what is known and what is not.
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenToAll } from '../access/require-scope.js';
import { DescribingService } from '../billing/describing.service.js';
import { TakesForm } from '../common/http/form-body.js';
import { Books } from '../orders/books.js';
import { SettlingService } from '../orders/settling.service.js';
import { readRemovedKey } from './billing/payple-billing.mapping.js';
import { noticeAnswer, readTold } from './payple-told.mapping.js';

@ApiExcludeController()
@Controller('v1/payple/notices')
@OpenToAll('Payple posts results and removed cards here, without a signature.')
export class PaypleNoticesController {
  constructor(
    private readonly books: Books,
    private readonly settling: SettlingService,
    private readonly describing: DescribingService,
  ) {}

  /** Payple tries whether anybody is there. */
  @Get()
  exists(): Record<string, string> {
    return noticeAnswer(null);
  }

  @Post()
  @HttpCode(200)
  @TakesForm()
  async receive(@Body() body: unknown): Promise<Record<string, string>> {
    const removedKey = readRemovedKey(body);
    if (removedKey !== null) await this.describing.suspectRemoved('payple', removedKey);
    const told = readTold(body);
    if (told) await this.#wake(told.reference);
    return noticeAnswer(told?.reference ?? null);
  }

  async #wake(reference: string): Promise<void> {
    const order = await this.books.load({ provider: 'payple', providerReference: reference });
    const payment = order?.payments.find((each) => each.provider === 'payple' && each.providerReference === reference);
    if (payment && this.settling.isUnsettled(payment)) await this.settling.wake(payment.id);
  }
}
