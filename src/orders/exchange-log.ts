// Keeps exchanges that changed nothing in the books.
// Must never be used for a call that moves money: its exchanges are written together with what it caused.
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { newId } from '../common/ids.js';
import { currentRequestId } from '../common/request-context.js';
import { Exchange } from './entities/exchange.entity.js';
import type { ExchangeRecord } from './provider-reply.js';

@Injectable()
export class ExchangeLog {
  constructor(@InjectRepository(Exchange) private readonly exchanges: Repository<Exchange>) {}

  async keep(
    records: readonly ExchangeRecord[],
    about: {
      readonly provider: string;
      readonly orderId: string | null;
      readonly paymentId: string | null;
      readonly billingKeyId?: string;
    },
  ): Promise<void> {
    if (records.length === 0) return;
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
