// The sweeper: closes orders whose time is up. Four in ten buyers never come back from a provider's page.
// Must never close an order whose money is being taken.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { sweepOverdue, type Expiring } from '../database/sweep-overdue.js';
import { Books } from './books.js';
import { expireOrder } from './payment-moves.js';

const ORDERS: Expiring = { table: 'orders', isOpen: `status IN ('unpaid', 'in_doubt')` };

@Injectable()
export class ExpiringService {
  constructor(
    private readonly books: Books,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Closes what is overdue. Returns how many orders were closed. */
  sweep(): Promise<number> {
    return sweepOverdue(this.dataSource, ORDERS, this.clock.now(), (orderId) =>
      this.books.change({ orderId }, null, expireOrder),
    );
  }
}
