// The sweeper: closes orders whose time is up. Four in ten buyers never come back from a provider's page.
// Must never close an order whose money is being taken.
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import { Books } from './books.js';
import { Order } from './entities/order.entity.js';
import { expireOrder } from './payment-moves.js';

const BATCH = 200;

@Injectable()
export class ExpiringService {
  constructor(
    private readonly books: Books,
    private readonly clock: Clock,
    @InjectRepository(Order) private readonly orders: Repository<Order>,
  ) {}

  /**
   * Closes what is overdue, batch by batch.
   *
   * @returns how many orders were closed
   */
  async sweep(): Promise<number> {
    let closed = 0;
    for (;;) {
      const ids = await this.#overdue();
      for (const orderId of ids) await this.books.change({ orderId }, null, expireOrder);
      closed += ids.length;
      if (ids.length < BATCH) return closed;
    }
  }

  async #overdue(): Promise<string[]> {
    const rows = await this.orders
      .createQueryBuilder('o')
      .select('o.id', 'id')
      .where(`o.status IN ('unpaid', 'in_doubt') AND o.expiresAt <= :now`, { now: this.clock.now() })
      .orderBy('o.expiresAt')
      .limit(BATCH)
      .getRawMany<{ id: string }>();
    return rows.map((row) => row.id);
  }
}
