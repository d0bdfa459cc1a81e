// Reads the refund notices of an order, and decides on both together. The order's version guards them too: whoever adds or
// changes a notice moves it. Must never call a provider.
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { Problem } from '../common/problems.js';
import { Books, type OrderKey } from './books.js';
import { RefundNotice } from './entities/refund-notice.entity.js';
import type { LoadedOrder } from './loaded-order.js';
import type { OrderDraft } from './order-draft.js';

/** How often a decision is made again when others were faster. */
const MOST_TRIES = 12;

@Injectable()
export class RefundNoticeBook {
  constructor(
    private readonly books: Books,
    @InjectRepository(RefundNotice) private readonly notices: Repository<RefundNotice>,
  ) {}

  /** All notices of an order's payments, the oldest first. */
  of({ payments }: LoadedOrder): Promise<RefundNotice[]> {
    return this.notices.find({ where: { paymentId: In(payments.map(({ id }) => id)) }, order: { id: 'ASC' } });
  }

  /**
   * As `Books.change`, with the notices as they are at that moment.
   *
   * @param order as read just now, or `null` to read it here
   * @throws Problem `not_found`, `busy`, or whatever `decide` throws
   */
  async change<T>(
    key: OrderKey,
    order: LoadedOrder | null,
    decide: (draft: OrderDraft, notices: readonly RefundNotice[]) => T,
  ): Promise<{ order: LoadedOrder; value: T; notices: readonly RefundNotice[] }> {
    let current = order;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      current ??= await this.books.load(key);
      if (!current) throw new Problem('not_found');
      const { version } = current;
      const notices = await this.of(current);
      const changed = await this.books.change(key, current, (draft) =>
        draft.expectedVersion === version ? { decided: decide(draft, notices) } : null,
      );
      if (changed.value) return { order: changed.order, value: changed.value.decided, notices };
      current = null;
    }
    throw new Problem('busy');
  }
}
