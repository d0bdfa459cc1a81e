// Cash receipts: listed, and taken back when the merchant asks.
// Must never call a provider from a request; taking one back there is a job's work.
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Problem } from '../common/problems.js';
import { Books } from '../orders/books.js';
import { CashReceiptBook } from './cash-receipt-book.js';
import type { CashReceiptDto, CashReceiptListDto } from './cash-receipt.dto.js';
import { cashReceiptView } from './cash-receipt.view.js';
import { takenBack } from './receipt-moves.js';

@Injectable()
export class CashReceiptsService {
  constructor(
    private readonly book: CashReceiptBook,
    private readonly books: Books,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `not_found` */
  async list(orderId: string): Promise<CashReceiptListDto> {
    if (!(await this.books.load({ orderId }))) throw new Problem('not_found', { detail: 'There is no such order.' });
    return { items: (await this.book.ofOrder(orderId)).map(cashReceiptView) };
  }

  /**
   * Takes a receipt back: a job tells the provider until it agrees. Also one of which nobody knows whether it was issued.
   *
   * @returns the receipt while the provider is being told, `null` when nothing is left to do
   * @throws Problem `not_found`; `busy` while it is being issued
   */
  async remove(orderId: string, id: string): Promise<CashReceiptDto | null> {
    const receipt = await this.book.change(id, (current) => {
      if (current.orderId !== orderId) throw new Problem('not_found', { detail: 'There is no such cash receipt.' });
      if (current.status === 'requested') throw new Problem('busy', { detail: 'It is being issued at this moment.' });
      const now = this.clock.now();
      return current.status === 'issued' || current.status === 'in_doubt' ? takenBack(current, now, now) : null;
    });
    return receipt.status === 'cancelling' ? cashReceiptView(receipt) : null;
  }
}
