// Keeps exchanges that changed nothing in the books.
// Must never be used for a call that moves money: its exchanges are written together with what it caused.
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { isTransientFault, nameOfFault } from '../common/database-fault.js';
import { newId } from '../common/ids.js';
import { currentRequestId } from '../common/request-context.js';
import { Exchange } from './entities/exchange.entity.js';
import type { ExchangeRecord, NamedExchange } from './provider-reply.js';

/** What exchanges that changed nothing were about. */
interface ExchangeAbout {
  readonly provider: string;
  readonly orderId: string | null;
  readonly paymentId: string | null;
  readonly billingKeyId?: string;
}

@Injectable()
export class ExchangeLog {
  readonly #logger = new Logger(ExchangeLog.name);

  constructor(@InjectRepository(Exchange) private readonly exchanges: Repository<Exchange>) {}

  /** Keeps them; what the database refuses to store of one is left out, and the exchange is kept all the same. */
  async keep(records: readonly NamedExchange[], about: ExchangeAbout): Promise<void> {
    if (records.length === 0) return;
    try {
      await this.#insert(records, about);
    } catch (error) {
      if (isTransientFault(error)) throw error;
      this.#logger.error({ message: 'An exchange could not be stored as it is', why: nameOfFault(error), error });
      await this.#insert(records.map(withoutContent), about);
    }
  }

  async #insert(records: readonly NamedExchange[], about: ExchangeAbout): Promise<void> {
    const rows = records.map((record) => ({
      id: newId(),
      requestId: currentRequestId(),
      cancellationId: null,
      billingKeyId: null,
      ...about,
      ...record,
    }));
    await this.exchanges.insert(rows as Parameters<Repository<Exchange>['insert']>[0]);
  }
}

/** The exchange with nothing in it that came from outside. */
export function withoutContent<T extends ExchangeRecord>(exchange: T): T {
  const response = { not_kept: 'What the provider answered could not be stored.' };
  return { ...exchange, response, resultCode: null, failure: null };
}
