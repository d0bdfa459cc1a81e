// What was charged on a stored card or account, the newest first.
// Must never count charges or skip over them: a page is a walk along one index.
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Payment } from '../orders/entities/payment.entity.js';
import { KeyBook } from './key-book.js';

@Injectable()
export class ChargesService {
  constructor(
    private readonly book: KeyBook,
    @InjectRepository(Payment) private readonly payments: Repository<Payment>,
  ) {}

  /**
   * Charges on a key, each with its order.
   *
   * @param before UUID of the last payment of the page before
   * @param limit how many at most
   * @throws Problem `not_found`
   */
  async list(billingKeyId: string, limit: number, before?: string): Promise<Payment[]> {
    await this.book.find(billingKeyId);
    const query = this.payments
      .createQueryBuilder('p')
      .innerJoinAndSelect('p.order', 'o')
      .where('p.billingKeyId = :billingKeyId', { billingKeyId })
      .orderBy('p.id', 'DESC')
      .limit(limit);
    if (before !== undefined) query.andWhere('p.id < :before', { before });
    return query.getMany();
  }
}
